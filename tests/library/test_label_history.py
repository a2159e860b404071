"""Labels change while people annotate, undo and redo: nothing breaks, and no annotation is lost."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from reader.annotations.changes import Change
from reader.annotations.model import Label, Status
from reader.desk import Desk
from reader.documents.model import Document
from reader.errors import UsageError
from reader.library import Library
from reader.text.spans import Span

TEXT = "全市推行制度,办结率由71.5%提高到93.8%,排在全省第4位。" * 3
NAMES = st.sampled_from(["program", "statistic", "policy", "甲", "乙", "丙"])
WHO = st.sampled_from(["lin", "wang"])


any_label = precondition(lambda self: self.library.labels.all())  # the last unused one may be deleted


class Labelling(RuleBasedStateMachine):
    """Two annotators annotate, decide, rename, recolour, order, add and delete labels, and go back and forth."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.library = Library(Path(self.folder.name) / "library.db")
        self.desks = {name: Desk(self.library, name) for name in ("lin", "wang")}
        self.document = self.library.documents.add(Document("a.txt", TEXT, digest="a"), "2026").entry.id
        self.alive: set[str] = set()

    def ids(self) -> set[str]:
        return {a.id for a in self.library.annotations.of_document(self.document)}

    def label(self, index: int) -> Label:
        labels = self.library.labels.all()
        return labels[index % len(labels)]

    @any_label
    @rule(who=WHO, start=st.integers(0, 40), length=st.integers(1, 9), index=st.integers(0, 5))
    def annotate(self, who: str, start: int, length: int, index: int) -> None:
        made = self.desks[who].annotate(self.document, Span(start, start + length), self.label(index).name)
        self.alive.add(made.annotation.id)

    @any_label
    @rule(who=WHO, start=st.integers(0, 40), index=st.integers(0, 5))
    def suggest(self, who: str, start: int, index: int) -> None:
        desk = self.desks[who]
        made = desk.new_annotation(
            self.document, Span(start, start + 2), self.label(index).name, status=Status.SUGGESTED, origin="rule:p/r"
        )
        desk.library.history.record("run", [Change(None, made)], annotator=who, at=desk.now())
        self.alive.add(made.id)

    @rule(who=WHO, pick=st.integers(0, 9), deed=st.sampled_from(["delete", "reject", "accept", "note"]))
    def decide(self, who: str, pick: int, deed: str) -> None:
        there = list(self.library.annotations.of_document(self.document))
        if not there:
            return
        chosen, desk = there[pick % len(there)], self.desks[who]
        if deed == "delete":
            desk.delete(chosen)
            self.alive = self.ids()
        elif deed == "note":
            desk.set_note(chosen, "再看")
        else:
            desk.decide_all([chosen], Status.ACCEPTED if deed == "accept" else Status.REJECTED)

    @any_label
    @rule(
        who=WHO,
        index=st.integers(0, 5),
        name=NAMES,
        colour=st.sampled_from(["blue", "rose"]),
        key=st.sampled_from("123"),
    )
    def edit(self, who: str, index: int, name: str, colour: str, key: str) -> None:
        label = self.label(index)
        before = {a.id: a.label for a in self.library.annotations.of_document(self.document)}
        try:
            self.desks[who].edit_label(label.name, Label(name, label.title, label.description, colour, key))
        except UsageError:
            assert any(other.name == name for other in self.library.labels.all())
        else:
            after = {a.id: a.label for a in self.library.annotations.of_document(self.document)}
            assert after == {one: name if was == label.name else was for one, was in before.items()}

    @rule(who=WHO, name=NAMES)
    def add(self, who: str, name: str) -> None:
        if self.library.labels.get(name) is None:
            self.desks[who].add_label(Label(name, key="1"))

    @any_label
    @rule(who=WHO, index=st.integers(0, 5), place=st.integers(1, 4))
    def order(self, who: str, index: int, place: int) -> None:
        self.desks[who].place_label(self.label(index).name, place)

    @any_label
    @rule(who=WHO, index=st.integers(0, 5), other=st.integers(0, 5))
    def delete(self, who: str, index: int, other: int) -> None:
        gone, to = self.label(index), self.label(other)
        if gone != to:
            before = {a.id: a.label for a in self.library.annotations.of_document(self.document)}
            self.desks[who].delete_label(gone.name, to.name)
            after = {a.id: a.label for a in self.library.annotations.of_document(self.document)}
            assert after == {one: to.name if was == gone.name else was for one, was in before.items()}

    @rule(who=WHO)
    def delete_unused(self, who: str) -> None:
        used = {a.label for a in self.library.annotations.of_document(self.document)}
        free = [label for label in self.library.labels.all() if label.name not in used]
        if free and len(self.library.labels.all()) > 1:
            self.desks[who].delete_label(free[0].name)

    @rule(who=WHO, redo=st.booleans())
    def travel(self, who: str, redo: bool) -> None:
        before = self.ids()
        desk = self.desks[who]
        action = desk.redo() if redo else desk.undo()
        told = set() if action is None else {change.annotation.id for change in action.changes}
        assert before ^ self.ids() <= told
        self.alive = self.ids()

    @rule(who=WHO)
    def everything_back_and_forth(self, who: str) -> None:
        """Undoing what one has done and doing it again at once gives what was there."""
        desk = self.desks[who]
        there = list(self.library.annotations.of_document(self.document))
        labels = self.library.labels.all()
        steps = 0
        while steps < 5 and desk.undo() is not None:
            steps += 1
        for _ in range(steps):
            assert desk.redo() is not None
        assert list(self.library.annotations.of_document(self.document)) == there
        assert self.library.labels.all() == labels

    @invariant()
    def nothing_is_lost_and_the_library_is_sound(self) -> None:
        assert self.ids() == self.alive
        assert list(self.library.upkeep.problems()) == []
        labels = self.library.labels.all()
        keys = [label.key for label in labels if label.key]
        assert len(keys) == len(set(keys))

    def teardown(self) -> None:
        self.library.close()
        self.folder.cleanup()


TestLabelling = Labelling.TestCase
TestLabelling.settings = settings(max_examples=14, stateful_step_count=25, deadline=None)
