"""Labels change while texts get new versions and people go back and forth: nothing breaks, nothing is lost."""

from __future__ import annotations

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from reader.annotations.changes import Change
from reader.annotations.model import Label, Status
from reader.desk import Desk
from reader.errors import UsageError
from reader.intake import Imported
from reader.library import Library
from reader.text.spans import Span
from tests.edits import Editor
from tests.library.test_versions import OTHER, TEXT, document, mark, take_in
from tests.torture.wholeness import assert_whole

if TYPE_CHECKING:
    from reader.annotations.model import Annotation

CHANGED = TEXT.replace("3600户", "4200多户")


def labels_of(desk: Desk) -> dict[str, str]:
    """The label of everything, placed or waiting, by what it was marked on."""
    library = desk.library
    known = [one for entry in library.documents.entries() for one in library.annotations.of_document(entry.id)]
    return {one.quote: one.label for one in [*known, *library.reviews.all()]}


@pytest.fixture
def waiting(desk: Desk) -> Imported:
    """A document in its second version, with a programme that is placed and a statistic that waits."""
    first = take_in(desk, TEXT)
    mark(desk, first, "“暖心工程”")
    mark(desk, first, "3600户", "statistic")
    return take_in(desk, CHANGED)


class TestWhatWaits:
    @pytest.mark.usefixtures("waiting")
    def test_it_follows_its_label_to_another_name_and_back(self, desk: Desk) -> None:
        desk.edit_label("statistic", Label("数字", key="2"))
        assert labels_of(desk) == {"“暖心工程”": "program", "3600户": "数字"}
        assert desk.library.upkeep.problems() == []
        desk.undo()
        assert labels_of(desk) == {"“暖心工程”": "program", "3600户": "statistic"}
        assert desk.library.upkeep.problems() == []

    @pytest.mark.usefixtures("waiting")
    def test_a_label_that_only_it_has_cannot_be_deleted_without_another(self, desk: Desk) -> None:
        with pytest.raises(UsageError, match="1 annotations have this label"):
            desk.delete_label("statistic")

    @pytest.mark.usefixtures("waiting")
    def test_it_moves_with_a_label_that_is_deleted_and_comes_back(self, desk: Desk) -> None:
        before = desk.library.reviews.all()
        action = desk.delete_label("statistic", "policy")
        assert action is not None
        assert [change.annotation.quote for change in action.changes] == ["3600户"]
        assert labels_of(desk) == {"“暖心工程”": "program", "3600户": "policy"}
        assert desk.library.upkeep.problems() == []
        desk.undo()
        assert desk.library.reviews.all() == before
        desk.redo()
        assert labels_of(desk)["3600户"] == "policy"
        assert desk.library.upkeep.problems() == []

    def test_undoing_the_version_keeps_the_name_that_came_meanwhile(self, desk: Desk, waiting: Imported) -> None:
        Desk(desk.library, "mei").edit_label("statistic", Label("数字", key="2"))
        desk.undo()
        assert desk.library.documents.text(waiting.entry.id) == TEXT
        assert labels_of(desk) == {"“暖心工程”": "program", "3600户": "数字"}
        assert desk.library.upkeep.problems() == []

    def test_a_deletion_of_an_older_text_is_taken_back_under_the_name_of_now(self, desk: Desk) -> None:
        first = take_in(desk, TEXT)
        placed = mark(desk, first, "93.8%", "statistic")
        desk.delete(placed)
        mei = Desk(desk.library, "mei")
        mei.edit_label("statistic", Label("数字", key="2"))
        list(mei.import_documents([document("通知\n" + TEXT)]))
        mei.edit_label("数字", Label("数目", key="2"))
        desk.undo()
        (back,) = desk.library.annotations.of_document(first.entry.id)
        assert (back.label, back.span) == ("数目", placed.span.shift(3))

    def test_a_mark_that_moved_to_another_label_and_place_can_still_be_taken_back(self, desk: Desk) -> None:
        first = take_in(desk, TEXT)
        mark(desk, first, "93.8%", "program")
        mei = Desk(desk.library, "mei")
        mei.delete_label("program", "statistic")
        list(mei.import_documents([document("通知\n" + TEXT)]))
        assert labels_of(desk) == {"93.8%": "statistic"}
        desk.undo()
        assert labels_of(desk) == {}
        desk.redo()
        assert labels_of(desk) == {"93.8%": "statistic"}
        assert desk.library.upkeep.problems() == []


class Everything(RuleBasedStateMachine):
    """Two annotators mark, decide, place and discard, change labels and the text, and go back and forth."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.library = Library(Path(self.folder.name) / "library.db")
        self.desks = [Desk(self.library, name) for name in ("lin", "mei")]
        self.document = take_in(self.desks[0], TEXT).entry.id
        self.random = Random(7)

    def known(self) -> list[Annotation]:
        return [*self.library.annotations.of_document(self.document), *self.library.reviews.of_document(self.document)]

    def labels(self) -> dict[str, str]:
        return {one.id: one.label for one in self.known()}

    def label(self, index: int) -> str:
        """One of the labels; a new one where two people have deleted them all."""
        if not self.library.labels.all():
            self.desks[0].add_label(Label("甲"))
        labels = self.library.labels.all()
        return labels[index % len(labels)].name

    @rule(
        who=st.integers(0, 1),
        start=st.floats(0, 0.99),
        length=st.integers(1, 12),
        index=st.integers(0, 5),
        own=st.booleans(),
    )
    def annotate(self, who: int, start: float, length: int, index: int, own: bool) -> None:
        text, desk = self.library.documents.text(self.document), self.desks[who]
        at = int(start * len(text))
        span = Span(at, min(len(text), at + length))
        if not span.slice(text).strip():
            return
        if own:
            desk.annotate(self.document, span, self.label(index))
        else:
            made = desk.new_annotation(
                self.document, span, self.label(index), status=Status.SUGGESTED, origin="rule:p/r"
            )
            self.library.history.record("run", [Change(None, made)], annotator=desk.annotator, at=desk.now())

    @precondition(lambda self: self.known())
    @rule(who=st.integers(0, 1), which=st.integers(0), what=st.sampled_from(["note", "delete", "reject"]))
    def decide(self, who: int, which: int, what: str) -> None:
        placed = list(self.library.annotations.of_document(self.document))
        if placed:
            one, desk = placed[which % len(placed)], self.desks[who]
            {"note": lambda: desk.set_note(one, "再看"), "delete": lambda: desk.delete(one)}.get(
                what, lambda: desk.reject(one)
            )()

    @precondition(lambda self: self.library.reviews.count())
    @rule(who=st.integers(0, 1), which=st.integers(0), keep=st.booleans())
    def review(self, who: int, which: int, keep: bool) -> None:
        items = self.library.reviews.all()
        one = items[which % len(items)]
        assert one.review is not None
        if keep and one.review.guess is not None:
            self.desks[who].place(one, one.review.guess)
        else:
            self.desks[who].discard(one)

    @rule(
        who=st.integers(0, 1),
        kind=st.sampled_from(["4 % of characters", "sentences moved", "sentences out", "spans out", "lines reflowed"]),
    )
    def renew(self, who: int, kind: str) -> None:
        text = self.library.documents.text(self.document)
        spans = [one.span for one in self.library.annotations.of_document(self.document)]
        new = Editor(self.random, OTHER).edit(kind, text, spans).new
        if new.strip() and new != text:
            before = self.labels()
            (result,) = self.desks[who].import_documents(
                [document(new)], replaces=self.library.documents.entry(self.document)
            )
            assert isinstance(result, Imported)
            assert self.labels() == before

    @rule(who=st.integers(0, 1), index=st.integers(0, 5), name=st.sampled_from(["program", "甲", "乙", "丙"]))
    def rename(self, who: int, index: int, name: str) -> None:
        old, before = self.label(index), self.labels()
        try:
            self.desks[who].edit_label(old, Label(name))
        except UsageError:
            return
        assert self.labels() == {one: name if label == old else label for one, label in before.items()}

    @rule(who=st.integers(0, 1), index=st.integers(0, 5), to=st.integers(0, 5))
    def delete_label(self, who: int, index: int, to: int) -> None:
        old, other, before = self.label(index), self.label(to), self.labels()
        if old != other:
            self.desks[who].delete_label(old, other)
            assert self.labels() == {one: other if label == old else label for one, label in before.items()}

    @rule(who=st.integers(0, 1), name=st.sampled_from(["program", "甲", "乙", "丙"]))
    def add_label(self, who: int, name: str) -> None:
        if self.library.labels.get(name) is None:
            self.desks[who].add_label(Label(name))

    @rule(who=st.integers(0, 1), back=st.booleans())
    def travel(self, who: int, back: bool) -> None:
        before = self.labels().keys()
        action = self.desks[who].undo() if back else self.desks[who].redo()
        told = set() if action is None else {change.annotation.id for change in action.changes}
        assert before ^ self.labels().keys() <= told

    @rule(who=st.integers(0, 1))
    def there_and_back(self, who: int) -> None:
        """Undoing one thing and doing it again at once gives what was there, but for the time it moved."""

        def seen() -> list[tuple[object, ...]]:
            return sorted((a.id, a.span, a.label, a.quote, a.note, a.status.value, str(a.review)) for a in self.known())

        before, text, labels = seen(), self.library.documents.text(self.document), self.library.labels.all()
        if self.desks[who].undo() is not None:
            assert self.desks[who].redo() is not None
            assert self.library.documents.text(self.document) == text
            assert self.library.labels.all() == labels
            assert seen() == before

    @invariant()
    def all_is_well(self) -> None:
        assert self.library.upkeep.problems() == []
        text = self.library.documents.text(self.document)
        assert all(one.quote == one.span.slice(text) for one in self.library.annotations.of_document(self.document))

    @invariant()
    def the_history_tells_it_all(self) -> None:
        """Told from its start, the history gives what is there: nothing came or went by itself."""
        assert_whole(self.library.path)

    def teardown(self) -> None:
        self.library.close()
        self.folder.cleanup()


TestEverything = Everything.TestCase
TestEverything.settings = settings(max_examples=8, stateful_step_count=25, deadline=None)
