"""Long work in steps, as a screen wants it: how far it is, what failed, and stopping anywhere keeps what is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.documents.reading import find_files, read_new_files
from reader.errors import ReaderError
from reader.intake import Imported
from reader.library.runs import RunCounts
from reader.tagging.batch import tag_library
from reader.translation import _
from reader.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from reader.desk import Desk
    from reader.documents.model import Entry
    from reader.documents.reading import Found
    from reader.errors import InputError
    from reader.tagging.taggers import TaggerName


@dataclass(frozen=True, slots=True)
class Step:
    """How far work is after one step of it; `told` says what has come of it so far, for a person.

    `total` is None while it is being counted. `entry` is a document that is new, `failure` what could not be taken.
    """

    done: int
    total: int | None
    told: str = ""
    entry: Entry | None = None
    failure: ReaderError | None = None


def import_steps(desk: Desk, paths: Iterable[Path]) -> Iterator[Step]:
    """Imports what lies behind paths; each document is safe before its step is given."""
    files: list[Found | InputError] = []
    for file in find_files(paths):
        files.append(file)
        yield Step(0, None, _("{count:,} files found").format(count=len(files)))
    begun = 0

    def counted() -> Iterator[Found | InputError]:
        nonlocal begun
        for file in files:
            begun += 1
            yield file

    counts = _ImportCounts()
    for results in desk.import_batches(read_new_files(counted(), desk.knows)):
        # What is safe is told, wherever one stops.
        for result in results:
            counts.add(result)
        # A file that is being read may have more documents in it: it counts when the next one is begun.
        done = begun if begun == len(files) else begun - 1
        for result in results:
            failure = result if isinstance(result, ReaderError) else None
            entry = None if isinstance(result, ReaderError) or not result.new else result.entry
            yield Step(done, len(files), counts.told, entry, failure)
    yield Step(len(files), len(files), counts.told)


def tag_steps(desk: Desk, tagger: TaggerName, entries: list[Entry]) -> Iterator[Step]:
    """Suggests by rules in some documents, document by document, as one run."""
    total, failed = RunCounts(), 0
    yield Step(0, len(entries))
    for done, tagged in enumerate(tag_library(desk, tagger, entries=entries), 1):
        total += tagged.counts
        failed += tagged.failure is not None
        yield Step(done, len(entries), _tagged(total, failed), failure=tagged.failure)


def undo_run_steps(desk: Desk) -> Iterator[Step]:
    """Takes back the latest batch run that stands, but for what people have decided since."""
    run = desk.library.runs.last()
    if run is None:
        yield Step(1, 1, _("No run to take back"))
        return
    yield Step(0, 1)
    count = sum(len(action.changes) for action in desk.undo_run(run))
    yield Step(1, 1, _("Run {run} taken back: {count:,} changes").format(run=run, count=count))


def rename_steps(desk: Desk, entry: Entry, title: str) -> Iterator[Step]:
    """Gives a document another title."""
    yield Step(0, 1)
    renamed = desk.retitle(entry.id, title)
    told = _("{name}: the title is “{title}” now; it was “{before}”.")
    yield Step(1, 1, told.format(name=entry.name, title=renamed.title, before=entry.title))


def remove_steps(desk: Desk, entries: list[Entry]) -> Iterator[Step]:
    """Takes documents out of the library, one by one; it is copied before."""
    yield Step(0, len(entries))
    annotations = 0
    for done, (_entry, count) in enumerate(desk.remove(entries), 1):
        annotations += count
        told = [
            plural(done, "{count} document removed", "{count} documents removed"),
            plural(annotations, "{count} annotation", "{count} annotations"),
            _("a copy from before is in {folder}").format(folder=desk.library.upkeep.folder.name),
        ]
        yield Step(done, len(entries), " · ".join(told))


@dataclass(slots=True)
class _ImportCounts:
    """What has come of an import so far."""

    new: int = 0
    apart: int = 0  # of those, beside a document of the same name
    versions: int = 0
    to_review: int = 0
    known: int = 0
    failed: int = 0

    def add(self, result: Imported | InputError) -> None:
        """Counts one more."""
        if not isinstance(result, Imported):
            self.failed += 1
        elif result.renewal is not None:
            self.versions += 1
            self.to_review += result.renewal.to_review
        else:
            self.new += result.new
            self.apart += bool(result.apart)
            self.known += not result.new

    @property
    def told(self) -> str:
        """The counts, for a person."""
        parts = [_("{count:,} imported").format(count=self.new)] if self.new or not self.versions else []
        for count, words in (
            (self.apart, _("{count:,} beside another of its name")),
            (self.versions, _("{count:,} new versions")),
            (self.to_review, _("{count:,} annotations to review")),
            (self.known, _("{count:,} there already")),
        ):
            if count:
                parts.append(words.format(count=count))
        return " · ".join([*parts, *_failed(self.failed)])


def _tagged(counts: RunCounts, failed: int) -> str:
    parts = [_("{count:,} suggestions added").format(count=counts.added)]
    if counts.withdrawn:
        parts.append(_("{count:,} withdrawn").format(count=counts.withdrawn))
    return " · ".join([*parts, *_failed(failed)])


def _failed(count: int) -> list[str]:
    return [_("{count:,} failed").format(count=count)] if count else []
