"""`pizhu tag … -o FOLDER/`: files tagged in shards, on processes of this machine or on a Ray cluster."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli.context import say
from reader.cli.progress import EVERY_S, remaining
from reader.errors import InputError, ReaderError
from reader.tagging.cluster import Processes, RayCluster, run
from reader.tagging.shard_work import Job, Shipped
from reader.tagging.shards import begin, plan, sweep
from reader.translation import _
from reader.wording import plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.cli.context import Settings
    from reader.tagging.cluster import Done, Engine
    from reader.tagging.shards import Plan
    from reader.tagging.taggers import TaggerName


@dataclass(frozen=True, slots=True)
class ShardsJob:
    """How, by whom and where to."""

    taggers: Sequence[TaggerName]
    folder: Path
    suffix: str
    text_field: str
    jobs: int
    ray: str | None
    shard_bytes: int
    document_seconds: float


def tag_into_folder(settings: Settings, paths: Sequence[Path], asked: ShardsJob) -> None:
    """Tags files into a folder of shards; what was stopped goes on. Failures are told, the rest is done."""
    loaded = [tagger.load() for tagger in asked.taggers]
    planned = plan(paths, asked.suffix, shard_bytes=asked.shard_bytes, text_field=asked.text_field, output=asked.folder)
    for failure in planned.failures:
        settings.failed(failure)
    try:
        begin(asked.folder, planned, [(one.name, one.digest) for one in loaded], asked.text_field)
    except OSError as error:
        reason = error.strerror or str(error)
        raise ReaderError(f"{asked.folder}: {reason}.", _("Choose another place with -o.")) from error
    job = Job(
        tuple(map(Shipped.of, asked.taggers)),
        asked.folder.resolve(),
        Path.cwd(),
        asked.text_field,
        asked.document_seconds,
    )
    engine: Engine = RayCluster(job, asked.ray) if asked.ray else Processes(job, min(asked.jobs, len(planned.shards)))
    rows, failures, killers = _follow(settings, engine, planned)
    sweep(asked.folder)
    say(_("{folder}: {documents} tagged in {shards}.").format(
        folder=asked.folder, documents=plural(rows - failures, "{count} document", "{count} documents"), shards=plural(len(planned.shards), "{count} shard", "{count} shards")
    ))  # fmt: skip
    for place in killers:
        say(_("{place}: it killed the process that tagged it, and was left out.").format(place=place))


def _follow(settings: Settings, engine: Engine, planned: Plan) -> tuple[int, int, list[str]]:
    rows, failures, size = 0, 0, 0
    killers: list[str] = []
    whole = sum(shard.size for shard in planned.shards) or 1
    start = last = time.monotonic()
    shown = sys.stderr.isatty()
    for done in run(engine, planned.shards):
        if shown:
            sys.stderr.write("\r\x1b[K")
        _tell(settings, done)
        rows += done.outcome.rows
        failures += done.outcome.failures
        killers += done.outcome.killers
        size += done.shard.size
        now = time.monotonic()
        if shown and now - last >= EVERY_S:
            last = now
            left = remaining((now - start) * (whole - size) / size) if size else "?"
            sys.stderr.write(_("{done:.0%} of {size:,.0f} MB, {rate:,.1f} MB a second, {left} left").format(
                done=size / whole, size=whole / 1e6, rate=size / 1e6 / (now - start), left=left
            ))  # fmt: skip
            sys.stderr.flush()
    if shown:
        sys.stderr.write("\r\x1b[K")
    return rows, failures, killers


def _tell(settings: Settings, done: Done) -> None:
    if done.failure:
        settings.failed(InputError(f"{done.shard.target}: {done.failure}.", _("Run the same again to try it again.")))
    for error in done.outcome.errors:
        settings.failed(InputError(error))
    untold = done.outcome.failures - len(done.outcome.errors)
    if untold > 0:
        say(_("{target}: {count} more could not be tagged.").format(target=done.shard.target, count=f"{untold:,}"))
    for rule in done.outcome.slow:
        say(_("{target}: rule {rule} ran out of time and was left out in some paragraphs.").format(
            target=done.shard.target, rule=rule
        ))  # fmt: skip
