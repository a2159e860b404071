"""Annotations in: files of other tools, and our own, onto the documents of a library.

A file is read twice: first to find out how it counts, which stops it before anything is written where nothing fits,
then to take what it says, in constant memory. All of one import is one action in the history.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from reader.annotations.model import Label, Review, Status
from reader.annotations.offsets import Ruler
from reader.annotations.sources import find_annotation_files, format_of
from reader.annotations.sources.format import MarkedDocument, Options
from reader.errors import InputError
from reader.incoming.choosing import Chosen
from reader.incoming.counting import Judge, Judged, brief
from reader.incoming.merging import Merger, Outcome, Placed, carried_places, place
from reader.incoming.shelf import Shelf, Shelved
from reader.text.spans import Span
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from reader.annotations.changes import Change
    from reader.annotations.offsets import Counting
    from reader.annotations.sources.format import Format
    from reader.desk import Desk
    from reader.library.history import Action

_AT_ONCE = 500  # changes that are written together


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person wants of an import; None and empty where the files tell.

    `add_documents`: a document that the library lacks is imported, where the file carries its text. `documents`: what
    is said of these alone is taken, and the rest of the files not even looked at; by a name of the library or the file.
    """

    form: Format | None = None
    status: Status | None = None
    counting: Counting | None = None
    options: Options = field(default_factory=Options)
    add_documents: bool = True
    documents: frozenset[str] = frozenset()


@dataclass(slots=True)
class FileTaken:
    """What came of one file: annotations by outcome, documents and labels that are new, and what was left out."""

    path: Path
    form: Format
    note: str = ""
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    documents: set[int] = field(default_factory=set)
    new_documents: int = 0
    new_labels: list[str] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)


def take_annotations(desk: Desk, paths: Iterable[Path], wishes: Wishes) -> Iterator[FileTaken | InputError]:
    """Brings annotations into a library; gives what came of each file, and each failure before it.

    A file whose offsets fit no way of counting is left out whole; a record that cannot be taken is left out alone.
    Stopping in the middle leaves what was taken, which is still one action.
    """
    shelf = Shelf(desk)
    chosen = Chosen(shelf, wishes.documents)
    taking = _Taking(desk, shelf, wishes, chosen)
    for path in find_annotation_files(paths):
        if isinstance(path, InputError):
            yield path
            continue
        try:
            form = wishes.form or format_of(path)
            judged = _judge(path, form, shelf, wishes, chosen)
        except InputError as error:
            yield error
            continue
        yield from taking.take(path, form, judged)
    yield from chosen.missing()


def _judge(path: Path, form: Format, shelf: Shelf, wishes: Wishes, chosen: Chosen) -> Judged:
    def text_of(marked: MarkedDocument) -> str | None:
        if marked.text is not None:
            return marked.text
        found = shelf.find(marked)
        return None if found is None else found.text

    return Judge(form.unit, lambda: chosen.of(form.read(path, wishes.options)), text_of).judge(wishes.counting)


class _Taking:
    """One import: its action in the history, and the labels there are."""

    def __init__(self, desk: Desk, shelf: Shelf, wishes: Wishes, chosen: Chosen) -> None:
        self._desk = desk
        self._shelf = shelf
        self._wishes = wishes
        self._chosen = chosen
        self._labels = {label.name for label in desk.library.labels.all()}
        self._action: Action | None = None
        self._pending: list[Change] = []
        self._written_next: set[object] = set()  # the places and ids of what is pending
        self._rulers: dict[str, Ruler] = {}

    def take(self, path: Path, form: Format, judged: Judged) -> Iterator[FileTaken | InputError]:
        """Takes a file whose way of counting is known."""
        taken = FileTaken(path, form, judged.note)
        merger = Merger(self._desk, f"import:{path.name}", self._wishes.status)
        missing: Counter[str] = Counter()
        self._rulers.clear()
        records = self._chosen.of(form.read(path, self._wishes.options))
        ended = False
        while not ended:
            failures: list[InputError] = []
            with self._desk.library.transaction():
                if self._desk.library.changed_elsewhere():
                    self._shelf.forget()
                changed = 0
                while changed < _AT_ONCE:
                    try:
                        record = next(records, None)
                    except InputError as error:  # the file is no longer what it was
                        failures.append(error)
                        record = None
                    if record is None:
                        ended = True
                        break
                    if isinstance(record, InputError):
                        failures.append(record)
                    else:
                        changed += self._take_document(record, judged, merger, taken, failures, missing)
                    if failures:
                        break
                self._write()
            yield from failures
        for name, count in missing.items():
            yield _missing(path, name, count)
        yield taken

    def _take_document(
        self,
        marked: MarkedDocument,
        judged: Judged,
        merger: Merger,
        taken: FileTaken,
        failures: list[InputError],
        missing: Counter[str],
    ) -> int:
        """Takes what is said of one document; how many annotations that changed."""
        failures += marked.failures
        taken.left_out.update(marked.left_out)
        found = self._shelf.find(marked)
        if found is None and marked.text is not None and self._wishes.add_documents:
            try:
                found = self._shelf.add(marked, taken.path)
            except InputError as error:
                failures.append(error)
                return 0
            taken.new_documents += 1
        if found is None:
            missing[marked.names[0] if marked.names else marked.place] += len(marked.marks)
            return 0
        taken.documents.add(found.document)
        ruler = self._ruler(marked, found, judged)
        places: list[Placed] = []
        for mark in marked.marks:
            try:
                places += place(mark, ruler, found.text)
            except InputError as error:
                name = found.name
                failures.append(InputError(f"{mark.place}: {brief(name)}: {error.message}", error.hint))
        if found.version is None:
            return sum(self._take(found, placed, None, merger, taken) for placed in places)
        carried = carried_places(self._desk.library, found.document, found.version, [placed.span for placed in places])
        return sum(
            self._take(found, placed, where, merger, taken) for placed, where in zip(places, carried, strict=True)
        )

    def _take(
        self, found: Shelved, placed: Placed, carried: Span | Review | None, merger: Merger, taken: FileTaken
    ) -> bool:
        """Takes one annotation, which may have been `carried` from an older text; whether that changed anything."""
        mark = placed.mark
        self._require_label(mark.label, taken)
        if isinstance(carried, Span):
            placed = replace(placed, span=carried)
        signs = {(found.document, placed.span, mark.label), mark.id} - {""}
        if not signs.isdisjoint(self._written_next):
            self._write()  # what is the same must be seen
        if isinstance(carried, Review):
            outcome, change = merger.merge_waiting(found.document, placed, found.text, carried)
        else:
            outcome, change = merger.merge(found.document, placed)
        taken.outcomes[outcome] += 1
        if change is not None:
            self._pending.append(change)
            self._written_next |= signs
        return change is not None

    def _ruler(self, marked: MarkedDocument, found: Shelved, judged: Judged) -> Ruler:
        text = found.text if marked.text is None else marked.text
        if text not in self._rulers:
            if len(self._rulers) >= 8:
                self._rulers.clear()
            self._rulers[text] = Ruler(text, judged.counting)
        return self._rulers[text]

    def _require_label(self, name: str, taken: FileTaken) -> None:
        if name not in self._labels:
            self._desk.library.labels.add([Label(name)])
            self._labels.add(name)
            taken.new_labels.append(name)

    def _write(self) -> None:
        self._action = self._desk.library.history.record(
            "import", self._pending, annotator=self._desk.annotator, at=self._desk.now(), continues=self._action
        )
        self._pending = []
        self._written_next = set()


def _missing(path: Path, name: str, count: int) -> InputError:
    return InputError(
        _("{path}: the library has no document {name}; annotations left out: {count}.").format(
            path=path, name=brief(name), count=f"{count:,}"
        ),
        _("Import the document first, then the annotations again."),
    )
