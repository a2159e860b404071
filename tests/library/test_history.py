"""Undo and redo against a model: whatever was done, going back and forth gives what was there."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, precondition, rule

from reader.desk import Desk
from reader.documents.model import Document
from reader.library import Library
from reader.text.spans import Span

if TYPE_CHECKING:
    from reader.annotations.model import Annotation

TEXT = "全市推行制度,办结率由71.5%提高到93.8%,排在全省第4位。" * 3
State = dict[str, tuple[int, int, str, str, str]]


class Undoing(RuleBasedStateMachine):
    """One annotator annotates, edits, deletes, goes back and forth, and reopens the library."""

    annotations: Bundle[str] = Bundle("annotations")

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.path = Path(self.folder.name) / "library.db"
        self.library = Library(self.path)
        self.desk = Desk(self.library, "lin")
        self.document = self.library.documents.add(Document("a.txt", TEXT, digest="a"), "2026").entry.id
        self.past: list[State] = []
        self.future: list[State] = []

    def state(self) -> State:
        return {
            a.id: (a.span.start, a.span.end, a.label, a.status.value, a.note)
            for a in self.library.annotations.of_document(self.document)
        }

    def done(self, before: State) -> None:
        if self.state() != before:
            self.past.append(before)
            self.future.clear()

    def find(self, identity: str) -> Annotation | None:
        return self.library.annotations.get(identity)

    @rule(
        target=annotations,
        start=st.integers(0, len(TEXT) - 2),
        length=st.integers(1, 20),
        label=st.sampled_from(["program", "statistic", "policy"]),
    )
    def annotate(self, start: int, length: int, label: str) -> str:
        before = self.state()
        made = self.desk.annotate(self.document, Span(start, min(len(TEXT), start + length)), label)
        self.done(before)
        return made.annotation.id

    @rule(identity=annotations, note=st.sampled_from(["", "甲", "乙"]))
    def note(self, identity: str, note: str) -> None:
        before = self.state()
        if (found := self.find(identity)) is not None:
            self.desk.set_note(found, note)
        self.done(before)

    @rule(identity=annotations)
    def delete(self, identity: str) -> None:
        before = self.state()
        if (found := self.find(identity)) is not None:
            self.desk.delete(found)
        self.done(before)

    @rule(identity=annotations)
    def reject(self, identity: str) -> None:
        before = self.state()
        if (found := self.find(identity)) is not None:
            self.desk.reject(found)
        self.done(before)

    @rule()
    def undo(self) -> None:
        before = self.state()
        action = self.desk.undo()
        assert (action is not None) == bool(self.past)
        if action is not None:
            self.future.append(before)
            assert self.state() == self.past.pop()

    @precondition(lambda self: self.future)
    @rule()
    def redo(self) -> None:
        before = self.state()
        assert self.desk.redo() is not None
        self.past.append(before)
        assert self.state() == self.future.pop()

    @precondition(lambda self: not self.future)
    @rule()
    def redo_nothing(self) -> None:
        assert self.desk.redo() is None

    @rule()
    def reopen(self) -> None:
        self.library.close()
        self.library = Library(self.path)
        self.desk = Desk(self.library, "lin")

    @invariant()
    def quotes_are_their_slices(self) -> None:
        for annotation in self.library.annotations.of_document(self.document):
            assert annotation.quote == annotation.span.slice(TEXT)

    def teardown(self) -> None:
        self.library.close()
        self.folder.cleanup()


TestUndoing = Undoing.TestCase
TestUndoing.settings = settings(max_examples=25, stateful_step_count=30, deadline=None)
