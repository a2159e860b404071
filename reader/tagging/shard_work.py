"""What a worker does with a shard, the same on every engine: reads it row by row, writes its file whole or not at all.

A worker that dies over a row takes its shard with it. The shard is then done with care: in a process beside it, that
may die, and the row that killed it is set aside.
"""

from __future__ import annotations

import json
import os
import pickle
import select
import signal
import subprocess
import sys
import tempfile
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from reader.compression import writing_lines
from reader.tagging.loading import parse_pack
from reader.tagging.parquet import is_parquet, told_in_parquet, writing_parquet
from reader.tagging.streams import Line, Work, written_lines
from reader.tagging.taggers import PackTagger
from reader.translation import VARIABLE, _, use_language

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from reader.tagging.parquet import Lines
    from reader.tagging.rows import Row
    from reader.tagging.shards import Shard
    from reader.tagging.taggers import Tagger, TaggerName

ERRORS_TOLD = 20  # of a shard, word for word
PATIENCE_S = 30.0  # beyond the time that a document has, until a process counts as stuck


@dataclass(frozen=True, slots=True)
class Shipped:
    """A tagger that can travel to another machine: its name, with the files it is made of where it is files."""

    tagger: TaggerName
    files: tuple[tuple[str, bytes], ...] = ()

    @classmethod
    def of(cls, tagger: TaggerName) -> Shipped:
        """Packs a tagger; raises RuleError or UsageError where it cannot be used."""
        path = Path(tagger.name)
        if tagger.is_function or not path.is_file():
            return cls(tagger)
        files = {path.name: path.read_bytes()}
        if path.suffix == ".toml":

            def take(name: str) -> str:
                files[name] = (path.parent / name).read_bytes()
                return files[name].decode("utf-8-sig")

            tagger.load()  # what is wrong with it is told with its own name
            parse_pack(files[path.name].decode("utf-8-sig"), path.name, take)
        return cls(tagger, tuple(files.items()))

    def load(self) -> Tagger:
        """The tagger, on whatever machine; the files of a pack are not written there, for they may be called anything."""
        if not self.files:
            return self.tagger.load()
        name, content = self.files[0]
        if name.endswith(".toml"):
            texts = {called: held.decode("utf-8-sig") for called, held in self.files}
            return PackTagger(parse_pack(texts[name], name, texts.__getitem__))
        with tempfile.TemporaryDirectory(prefix="pizhu-") as folder:
            place = Path(folder) / name
            place.write_bytes(content)
            return replace(self.tagger, name=str(place)).load()


@dataclass(frozen=True, slots=True)
class Job:
    """What is the same for all shards.

    `folder` takes the outputs; relative paths start in `start`; a document may take so many seconds.
    """

    taggers: tuple[Shipped, ...]
    folder: Path
    start: Path
    text_field: str = "text"
    document_seconds: float = 300.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a shard: how many rows, how many of them could not be tagged and why (the first few).

    `killers` are the places of rows that killed a process; `slow` names rules that ran out of time.
    """

    rows: int = 0
    failures: int = 0
    errors: tuple[str, ...] = ()
    killers: tuple[str, ...] = ()
    slow: tuple[str, ...] = ()


def tag_shard(job: Job, shard: Shard, *, careful: bool = False) -> Outcome:
    """Tags a shard into its file in the job's folder, by a temporary one beside it that is renamed when it is whole.

    Where the file is there already it is only counted: any number of workers may be given the same shards.
    `careful` survives rows that kill the process. Raises OSError where the file cannot be written.
    """
    target = job.folder / shard.target
    if target.exists():
        return _counted(target)
    temporary = job.folder / f"tmp-{os.uname().nodename}-{os.getpid()}.{shard.target}"
    rows, failures = 0, 0
    errors: list[str] = []
    killers: list[str] = []
    slow: set[str] = set()
    try:
        with _writing(temporary, job.text_field) as stream:
            for line in _with_care(job, shard) if careful else _lines(job, shard):
                stream.write(line.json + "\n")
                rows += 1
                slow.update(line.slow)
                if line.error:
                    failures += 1
                    errors += [line.error] * (len(errors) < ERRORS_TOLD)
                    killers += [line.row.place] * (line.error == _death(line.row))
        with temporary.open("rb") as written:
            os.fsync(written.fileno())
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    return Outcome(rows, failures, tuple(errors), tuple(killers), tuple(sorted(slow)))


def _writing(path: Path, text_field: str) -> AbstractContextManager[Lines]:
    return writing_parquet(path, text_field) if is_parquet(path) else writing_lines(path)


def _counted(target: Path) -> Outcome:
    """What a file holds that an earlier run wrote."""
    if is_parquet(target):
        count, failed = told_in_parquet(target)
        return Outcome(count, len(failed), tuple(failed[:ERRORS_TOLD]))
    rows, failures = 0, 0
    errors: list[str] = []
    for line in written_lines(target):
        rows += 1
        if b'"error": ' in line and "spans" not in (record := json.loads(line)):
            failures += 1
            errors += [str(record.get("error"))] * (len(errors) < ERRORS_TOLD)
    return Outcome(rows, failures, tuple(errors))


@lru_cache(maxsize=1)
def _work(taggers: tuple[Shipped, ...], text_field: str) -> Work:
    """The taggers, compiled once in a process."""
    return Work([one.load() for one in taggers], text_field)


def _lines(job: Job, shard: Shard, skip: int = 0) -> Iterator[Line]:
    work = _work(job.taggers, job.text_field)
    for number, row in enumerate(shard.rows()):
        if number < skip:
            continue
        try:
            with _time_limit(job.document_seconds):
                line = work.line(row)
        except _TooLongError:
            line = work.failed(row, _("{place}: it took longer than {seconds:g} seconds.").format(
                place=row.place, seconds=job.document_seconds
            ))  # fmt: skip
        yield line


class _TooLongError(BaseException):
    """Not an Exception: a tagger that catches those is stopped all the same."""


@contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    """Raises _TooLongError after so long; ends the process where it does not even come to that.

    Only the main thread can be told so; elsewhere nothing is limited.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return

    stopped = False

    def stop(*_: object) -> None:
        nonlocal stopped
        if stopped:  # the tagger caught even that, and went on
            os._exit(1)
        stopped = True
        raise _TooLongError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds, PATIENCE_S)
    signal.setitimer(signal.ITIMER_PROF, 2 * seconds + PATIENCE_S)  # processor time; its signal ends the process
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGALRM, before)


def _death(row: Row) -> str:
    return _("{place}: the process that tagged it ended.").format(place=row.place)


def _with_care(job: Job, shard: Shard) -> Iterator[Line]:
    """The lines of a shard; where the process ends over a row, an error in its place, and another process goes on."""
    process: _Process | None = None
    try:
        for number, row in enumerate(shard.rows()):
            process = process or _Process(job, shard, number)
            line = process.line(row)
            if line is None:
                process.end()
                process = None
                line = Work((), job.text_field).failed(row, _death(row))
            yield line
    finally:
        if process is not None:
            process.end()


class _Process:
    """A process that tags a shard from row number `skip` on, and tells a line of JSON for each."""

    def __init__(self, job: Job, shard: Shard, skip: int) -> None:
        self._patience = 2 * job.document_seconds + 2 * PATIENCE_S
        self._process = subprocess.Popen(
            [sys.executable, "-c", "from reader.tagging.shard_work import serve; serve()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        self._told = b""
        assert self._process.stdin is not None  # noqa: S101 - asked for above
        with suppress(BrokenPipeError), self._process.stdin as stdin:
            pickle.dump((job, shard, skip), stdin)

    def line(self, row: Row) -> Line | None:
        """What came of the next row; None where the process ended over it, or was stuck and is ended."""
        assert self._process.stdout is not None  # noqa: S101 - asked for above
        handle = self._process.stdout.fileno()
        while b"\n" not in self._told:
            ready, _, _ = select.select([handle], [], [], self._patience)
            block = os.read(handle, 1 << 16) if ready else b""
            if not block:
                return None
            self._told += block
        told, self._told = self._told.split(b"\n", 1)
        text, error, slow = json.loads(told)
        return Line(row, text, error, tuple(slow))

    def end(self) -> None:
        """Ends the process."""
        self._process.kill()
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()


def serve() -> None:
    """The process of `_Process`: takes its work from stdin; what a tagger prints goes to stderr."""
    told = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    use_language(os.environ.get(VARIABLE, "en"))
    job, shard, skip = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that started this one
    for line in _lines(job, shard, skip):
        told.write(json.dumps([line.json, line.error, line.slow]).encode() + b"\n")
