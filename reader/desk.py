"""What an annotator can do, without a screen: open, annotate, decide, note, delete, undo, import.

The screens and the commands are two ways to sit at this desk. Each method that changes something is one action:
it is on the disk when the method returns, and `undo` takes it back as one.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from reader.annotations.changes import Change
from reader.annotations.ids import IdMaker
from reader.annotations.label_changes import adding, deleting, editing, loading, placing
from reader.annotations.model import CONTEXT, HUMAN, Annotation, Status, attributes_of
from reader.errors import InputError, UsageError, nearest
from reader.text.paragraphs import BLANK
from reader.text.spans import Span
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from reader.annotations.label_changes import LabelChange
    from reader.annotations.model import Label
    from reader.documents.model import Document, Entry
    from reader.documents.sources.format import Unchanged
    from reader.intake import Imported
    from reader.library import Library
    from reader.library.history import Action
    from reader.library.reading import LastPlace


def now() -> str:
    """The moment in UTC, ISO 8601 with milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


class Marked(NamedTuple):
    """What came of marking a passage: `changed` is false where it was marked so already."""

    annotation: Annotation
    changed: bool


class Desk:
    """A library with someone at it."""

    def __init__(
        self,
        library: Library,
        annotator: str,
        *,
        clock: Callable[[], str] = now,
        new_id: Callable[[], str] | None = None,
    ) -> None:
        self.library = library
        self.annotator = annotator
        self.now = clock
        self._new_id = new_id or IdMaker()

    def knows(self, digest: str) -> bool:
        """Whether the library has a document of these bytes."""
        return self.library.documents.with_digest(digest) is not None

    def import_documents(
        self,
        documents: Iterable[Document | Unchanged | InputError],
        *,
        replaces: Entry | None = None,
        renewing: bool = True,
    ) -> Iterator[Imported | InputError]:
        """Adds documents, each safe before it is told of; what could not be read passes through.

        One whose file or name the library has with a text that is like it becomes the new version of that document,
        and its annotations get their places there; not so without `renewing`: it stands beside that one then. With
        `replaces`, it is the new version of that one, whatever its name and text.
        """
        for results in self.import_batches(documents, replaces=replaces, renewing=renewing):
            yield from results

    def import_batches(
        self,
        documents: Iterable[Document | Unchanged | InputError],
        *,
        replaces: Entry | None = None,
        renewing: bool = True,
    ) -> Iterator[list[Imported | InputError]]:
        """The same, as many at a time as become safe together."""
        from reader.intake import Intake  # to show a library takes none of it

        intake = Intake(self.library, self.annotator, self.now, replaces=replaces, renewing=renewing)
        return intake.batches(documents)

    def retitle(self, document: int, title: str) -> Entry:
        """Gives a document another title, or with an empty one none; its name stays. Gives it as it is now."""
        with self.library.transaction():
            self.library.documents.retitle(document, " ".join(title.split()))
        return self.library.documents.entry(document)

    def remove(self, documents: Iterable[Entry]) -> Iterator[tuple[Entry, int]]:
        """Takes documents out of the library, one by one; gives each with how many annotations went with it.

        The library is copied before the first (`library.upkeep`), for nothing else brings them back.
        """
        for number, entry in enumerate(documents):
            with self.library.speaking():
                if not number:
                    self.library.upkeep.back_up_before("remove", self.now())
                action = self.library.history.remove_document(entry.id, annotator=self.annotator, at=self.now())
            yield entry, len(action.changes)

    def place(self, annotation: Annotation, span: Span) -> Annotation:
        """Says where an annotation stands that waits for review; white space at the ends is left out.

        Raises InputError where nothing is left.
        """
        from reader.annotations.carrying import placed

        documents = self.library.documents
        span = _without_white_space(span, documents.text(annotation.document, span))
        around = Span(max(0, span.start - CONTEXT), span.end + CONTEXT)
        text = documents.text(annotation.document, around)
        return self._edit("place", annotation, placed(annotation, span, text, start=around.start, at=self.now()))

    def discard(self, annotation: Annotation) -> Annotation:
        """Says that an annotation that waits for review has no place any more: it is deleted."""
        self._record("discard", [Change(annotation, None)])
        return annotation

    def annotate(self, document: int, span: Span, label: str) -> Marked:
        """Marks a span of a document's text with a label; white space at its ends is left out.

        A suggestion of the same span and label is accepted by it. Raises InputError where nothing is left to
        mark, UsageError for a label the library does not have.
        """
        self.require_label(label)
        text = self.library.documents.text(document, span)
        span = _without_white_space(span, text)
        with self.library.transaction():
            same = self._own_or_open(document, span, label)
            if same is not None:
                return Marked(*self._decide(same, Status.ACCEPTED))
            made = self.new_annotation(document, span, label)
            self._record("annotate", [Change(None, made)])
        return Marked(made, True)

    def annotate_all(self, places: Iterable[tuple[int, Span]], label: str) -> int:
        """Marks spans of documents with a label, as one action; how many were not marked so before.

        A suggestion of the same span and label is accepted. Raises UsageError for a label there is not.
        """
        self.require_label(label)
        with self.library.transaction():
            changes = [self._marking(document, span, label) for document, span in places]
            self._record("everywhere", changes)
        return sum(change.before != change.after for change in changes)

    def _marking(self, document: int, span: Span, label: str) -> Change:
        same = self._own_or_open(document, span, label)
        if same is None:
            return Change(None, self.new_annotation(document, span, label))
        if same.status is Status.ACCEPTED:
            return Change(same, same)
        return Change(same, replace(same, status=Status.ACCEPTED, annotator=self.annotator, updated_at=self.now()))

    def new_annotation(
        self,
        document: int,
        span: Span,
        label: str,
        *,
        status: Status = Status.ACCEPTED,
        origin: str = HUMAN,
        text: str | None = None,
    ) -> Annotation:
        """An annotation with everything that follows from its span; not kept yet.

        Whoever has the document's `text` gives it, and it is not read again.
        """
        around = Span(max(0, span.start - CONTEXT), span.end + CONTEXT)
        text = self.library.documents.text(document, around) if text is None else around.slice(text)
        quote = span.shift(-around.start).slice(text)
        at = self.now()
        return Annotation(
            self._new_id(),
            document,
            span,
            label,
            status,
            origin,
            self.annotator,
            quote,
            attributes=attributes_of(label, quote),
            prefix=text[: span.start - around.start],
            suffix=text[span.end - around.start :],
            created_at=at,
            updated_at=at,
        )

    def accept(self, annotation: Annotation) -> Marked:
        """Decides that a suggestion is right; from then on it is this annotator's word."""
        return Marked(*self._decide(annotation, Status.ACCEPTED))

    def reject(self, annotation: Annotation) -> Marked:
        """Decides that a suggestion is wrong; no rule will suggest it again."""
        return Marked(*self._decide(annotation, Status.REJECTED))

    def decide_all(self, annotations: Iterable[Annotation], status: Status) -> int:
        """Accepts or rejects annotations as one action; how many were not decided so before."""
        at = self.now()
        changes = [
            Change(one, replace(one, status=status, annotator=self.annotator, updated_at=at))
            for one in annotations
            if one.status is not status
        ]
        if changes:
            self._record("accept" if status is Status.ACCEPTED else "reject", changes)
        return len(changes)

    def delete(self, annotation: Annotation) -> Annotation:
        """Takes a mark away. What a rule suggested is rejected instead, or the rule would suggest it again."""
        if annotation.origin != HUMAN:
            return self._decide(annotation, Status.REJECTED)[0]
        self._record("delete", [Change(annotation, None)])
        return annotation

    def set_note(self, annotation: Annotation, note: str) -> Annotation:
        """Writes a note on an annotation."""
        return self._edit("note", annotation, replace(annotation, note=note))

    def correct(self, annotation: Annotation, label: str = "", span: Span | None = None) -> Annotation:
        """Says that a passage is another thing, or that the thing is another passage, as one action.

        What a person marked is changed where it stands. What a rule suggested is rejected, or the rule would suggest
        it again, and the right passage is marked as this annotator's word, with the note of the wrong one and its id
        in the attribute `corrects`. Raises InputError where only white space is left to mark, UsageError for a label
        there is not.
        """
        label = label or annotation.label
        self.require_label(label)
        document, at = annotation.document, self.now()
        span = annotation.span if span is None else span
        span = _without_white_space(span, self.library.documents.text(document, span))
        if (span, label) == (annotation.span, annotation.label):
            return self.accept(annotation).annotation
        with self.library.transaction():
            own = annotation.origin == HUMAN and annotation.status is Status.ACCEPTED
            marking = self._marking(document, span, label)
            if own and marking.before is None:
                return self._edit("correct", annotation, _moved(annotation, marking.annotation))
            rejected = replace(annotation, status=Status.REJECTED, annotator=self.annotator, updated_at=at)
            if marking.before is None:
                corrects = {**marking.annotation.attributes, "corrects": annotation.id}
                marking = Change(None, replace(marking.annotation, note=annotation.note, attributes=corrects))
            self._record("correct", [Change(annotation, None if own else rejected), marking])
        return marking.annotation

    def _own_or_open(self, document: int, span: Span, label: str) -> Annotation | None:
        """What stands on a span with a label and is this annotator's or no one's yet; others' marks are theirs."""
        for same in self.library.annotations.same(document, span, label):
            if same.annotator == self.annotator or same.status is Status.SUGGESTED:
                return same
        return None

    def add_label(self, label: Label) -> None:
        """Adds a label behind the others; its digit is taken from whoever had it. Raises UsageError for a bad one."""
        self._change_labels("add label", lambda labels: adding(labels, label))

    def edit_label(self, name: str, wanted: Label, place: int | None = None) -> bool:
        """Makes a label what is wanted, in another place if one is said; false where it is so already.

        Its annotations follow a new name. Raises UsageError for a label there is not, and for a name that is taken
        or cannot be.
        """
        return self._change_labels("edit label", lambda labels: editing(labels, name, wanted, place))

    def place_label(self, name: str, place: int) -> bool:
        """Puts a label in another place, counted from 1; false where it stands there already."""
        return self._change_labels("order labels", lambda labels: placing(labels, name, place))

    def delete_label(self, name: str, moved_to: str = "") -> Action | None:
        """Deletes a label; its annotations, if it has any, go to another. Gives what was done.

        Raises UsageError for a label there is not, and for one with annotations where no other is said.
        """
        with self.library.transaction():
            used = 0 if moved_to else self.library.labels.used(name)
            if used:
                raise UsageError(
                    _("{name}: {count} annotations have this label.").format(name=name, count=f"{used:,}"),
                    _("Say which label they go to."),
                )
            changes = deleting(self.library.labels.all(), name, moved_to)
            return self.library.history.record(
                "delete label", (), annotator=self.annotator, at=self.now(), labels=changes
            )

    def load_labels(self, labels: Iterable[Label]) -> int:
        """Adds labels and takes over what is said of known ones, as one action; how many are new."""
        wanted = list(labels)
        known = {label.name for label in self.library.labels.all()}
        self._change_labels("load labels", lambda labels: loading(labels, wanted))
        return len({label.name for label in wanted} - known)

    def _change_labels(self, name: str, plan: Callable[[list[Label]], list[LabelChange]]) -> bool:
        with self.library.transaction():
            changes = plan(self.library.labels.all())
            done = self.library.history.record(name, (), annotator=self.annotator, at=self.now(), labels=changes)
        return done is not None

    def undo(self) -> Action | None:
        """Takes back this annotator's last action; None where there is none."""
        with self.library.speaking():
            return self.library.history.undo(self.annotator, self.now())

    def redo(self) -> Action | None:
        """Does again what was taken back last; None where there is nothing."""
        with self.library.speaking():
            return self.library.history.redo(self.annotator, self.now())

    def undo_run(self, run: int) -> list[Action]:
        """Takes back a batch run but for what people have decided since; the library is copied before."""
        with self.library.speaking():
            self.library.upkeep.back_up_before("undo-run", self.now())
            return self.library.history.undo_run(run, self.annotator, self.now())

    def last_saved(self) -> str:
        """When anyone last changed an annotation or a label, in ISO 8601; empty where no one has."""
        return self.library.history.last_moment()

    def last_place(self, document: int) -> LastPlace:
        """Where this annotator left a document."""
        return self.library.reading.get(self.annotator, document)

    def leave(self, document: int, last_place: LastPlace) -> None:
        """Keeps where this annotator is in a document."""
        with self.library.speaking():
            self.library.reading.put(self.annotator, document, last_place, self.now())

    def require_label(self, name: str) -> None:
        """Raises UsageError, with the nearest name, for a label the library does not have."""
        known = [label.name for label in self.library.labels.all()]
        if name not in known:
            raise UsageError(_("{name}: no such label.").format(name=name), nearest(name, known))

    def require_document(self, name: str) -> Entry:
        """The document of a name; raises UsageError, with the nearest name, where there is none."""
        entry = self.library.documents.named(name)
        if entry is None:
            known = [entry.name for entry in self.library.documents.entries()]
            raise UsageError(_("{name}: no such document.").format(name=name), nearest(name, known))
        return entry

    def _decide(self, annotation: Annotation, status: Status) -> tuple[Annotation, bool]:
        if annotation.status is status:
            return annotation, False
        decided = replace(annotation, status=status, annotator=self.annotator)
        name = "accept" if status is Status.ACCEPTED else "reject"
        return self._edit(name, annotation, decided), True

    def _edit(self, name: str, before: Annotation, after: Annotation) -> Annotation:
        if before != after:
            after = replace(after, updated_at=self.now())
            self._record(name, [Change(before, after)])
        return after

    def _record(self, name: str, changes: Iterable[Change]) -> None:
        with self.library.transaction():
            self.library.history.record(name, changes, annotator=self.annotator, at=self.now())


def _moved(mark: Annotation, to: Annotation) -> Annotation:
    """A mark on the passage and with the label of another; what was measured of its words is measured anew."""
    measured = attributes_of(mark.label, mark.quote)
    kept = {name: value for name, value in mark.attributes.items() if name not in measured}
    return replace(
        mark,
        span=to.span,
        label=to.label,
        annotator=to.annotator,
        quote=to.quote,
        prefix=to.prefix,
        suffix=to.suffix,
        attributes={**kept, **to.attributes},
    )


def _without_white_space(span: Span, text: str) -> Span:
    kept = text.strip(BLANK)
    if not kept:
        raise InputError(_("There is nothing but white space to mark."))
    start = span.start + text.index(kept)
    return Span(start, start + len(kept))
