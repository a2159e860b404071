"""Runs the shards of a job: on processes of this machine, or on a Ray cluster. What is done with a shard is the same.

A shard whose worker died is given out again; one that took two workers with it is done with care (shard_work.py);
one that fails even so is given up and told, and the rest is done.
"""

from __future__ import annotations

import os
from collections import Counter, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, cast

from reader.errors import UsageError
from reader.processes import heed_no_interrupt, undisturbed
from reader.tagging.shard_work import Job, Outcome, tag_shard
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

    from reader.tagging.shards import Shard

TRIES = 2  # before a shard is done with care
CAREFUL_TRIES = 2


@dataclass(frozen=True, slots=True)
class Done:
    """A shard with its outcome, or with what kept it from being done."""

    shard: Shard
    outcome: Outcome
    failure: str = ""


class Engine(Protocol):
    """Something that works on shards, a few at a time."""

    def room(self) -> bool:
        """Whether it takes another shard now."""

    def give(self, shard: Shard, *, careful: bool) -> None:
        """Hands over a shard."""

    def wait(self) -> list[tuple[Shard, Outcome | str]]:
        """Waits until something has ended: shards with their outcomes, or with why their workers died."""

    def close(self) -> None:
        """Ends its workers, whatever they are at."""


def run(engine: Engine, shards: Sequence[Shard]) -> Iterator[Done]:
    """Works through the shards; gives each as it is done, in no order."""
    waiting = deque(shards)
    given = 0
    deaths: Counter[str] = Counter()
    try:
        while waiting or given:
            while waiting and engine.room():
                shard = waiting.popleft()
                engine.give(shard, careful=deaths[shard.target] >= TRIES)
                given += 1
            for shard, outcome in engine.wait():
                given -= 1
                if isinstance(outcome, Outcome):
                    yield Done(shard, outcome)
                    continue
                deaths[shard.target] += 1
                if deaths[shard.target] < TRIES + CAREFUL_TRIES:
                    waiting.append(shard)
                else:
                    yield Done(shard, Outcome(), outcome)
    finally:
        engine.close()


class Processes:
    """Worker processes of this machine."""

    def __init__(self, job: Job, count: int) -> None:
        from multiprocessing import get_context

        self._context = get_context("spawn")
        self._job = job
        self._workers = [self._start() for _ in range(count)]
        self._at: dict[int, Shard] = {}  # by the worker's place in the list

    def room(self) -> bool:
        """Whether a worker has nothing to do."""
        return len(self._at) < len(self._workers)

    def give(self, shard: Shard, *, careful: bool) -> None:
        """To the first worker that has nothing to do."""
        place = next(place for place in range(len(self._workers)) if place not in self._at)
        self._at[place] = shard
        self._workers[place][1].send((shard, careful))

    def wait(self) -> list[tuple[Shard, Outcome | str]]:
        """What the workers tell; one that died is replaced."""
        from multiprocessing import connection

        connection.wait(
            [end for place in self._at for end in (self._workers[place][1], self._workers[place][0].sentinel)]
        )
        ended: list[tuple[Shard, Outcome | str]] = []
        for place in list(self._at):
            process, pipe = self._workers[place]
            try:
                if pipe.poll():
                    told = cast("Outcome | str", pipe.recv())
                    ended.append((self._at.pop(place), told))
                    continue
            except (EOFError, OSError):  # it died while it told
                pass
            else:
                if process.is_alive():
                    continue
            process.join()
            ended.append((self._at.pop(place), _("its worker ended ({code})").format(code=process.exitcode)))
            self._workers[place] = self._start()
        return ended

    def close(self) -> None:
        """Ends the workers; what they wrote so far is swept when the job goes on."""
        for process, pipe in self._workers:
            process.kill()
            process.join()
            pipe.close()

    def _start(self) -> tuple[SpawnProcess, Connection]:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(theirs, self._job))
        with undisturbed():
            process.start()
        theirs.close()
        return process, ours


def _serve(pipe: Connection, job: Job) -> None:
    """A worker process: shards in, outcomes out, until the other end is closed."""
    heed_no_interrupt()
    while True:
        try:
            shard, careful = pipe.recv()
        except EOFError:
            return
        pipe.send(_outcome(job, shard, careful=careful))


def _outcome(job: Job, shard: Shard, *, careful: bool) -> Outcome | str:
    """What a worker does; paths mean what they mean where the job was started."""
    try:
        os.chdir(job.start)
        return tag_shard(job, shard, careful=careful)
    except Exception as error:  # noqa: BLE001 - whatever a worker meets is told, and the shard is tried again
        return f"{type(error).__name__}: {error}"


class RayCluster:
    """Workers of a Ray cluster, one for each of its processors.

    Pizhu must be installed on every node, in the same version, and the files be seen there under the same paths.
    Raises UsageError where Ray is not installed or the cluster does not answer.
    """

    def __init__(self, job: Job, address: str) -> None:
        try:
            import ray
        except ImportError as error:
            raise UsageError(_("Ray is not installed."), _("Install it: pip install 'pizhu[ray]'")) from error
        try:
            ray.init(address=address, log_to_driver=False, logging_level="ERROR", configure_logging=False)
        except (ConnectionError, RuntimeError, ValueError) as error:
            reason = str(error).split("\n", 1)[0]
            raise UsageError(
                _("{address}: no Ray cluster answers: {reason}").format(address=address, reason=reason),
                _("Start one with: ray start --head"),
            ) from error
        self._ray = ray
        self._job = ray.put(job)
        # Each attempt is counted here, so that both engines treat a shard alike.
        self._task = ray.remote(max_retries=0, num_cpus=1)(_outcome)
        self._at: dict[object, Shard] = {}

    def room(self) -> bool:
        """Whether the cluster has too little to do: two shards for each processor, so that none waits for work."""
        return len(self._at) < 2 * max(1, int(self._ray.cluster_resources().get("CPU", 1)))

    def give(self, shard: Shard, *, careful: bool) -> None:
        """Hands over a shard."""
        self._at[self._task.remote(self._job, shard, careful=careful)] = shard

    def wait(self) -> list[tuple[Shard, Outcome | str]]:
        """Waits for some to end."""
        ended, _others = self._ray.wait(list(self._at), num_returns=1)
        return [(self._at.pop(one), self._result(one)) for one in ended]

    def close(self) -> None:
        """Leaves the cluster; what it still works on is stopped."""
        self._ray.shutdown()

    def _result(self, reference: object) -> Outcome | str:
        try:
            outcome: Outcome | str = self._ray.get(reference)
        except self._ray.exceptions.RayError as error:
            return f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}"
        return outcome
