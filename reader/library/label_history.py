"""What became of labels since an action: how an annotation that the history holds would be labelled today.

The history keeps annotations with the label they had then. A label may have been renamed since, or deleted with its
annotations moved to another, and that may have been taken back: whoever compares what the history says with what
stands there asks here first.
"""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.annotations.carrying import at_the_place_of, same_place
from reader.annotations.label_changes import LabelChange
from reader.annotations.model import Label, relabelled

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlite_utils import Database

    from reader.annotations.model import Annotation

PREFIX = "label:"  # what changes of labels bear in the place of an annotation's id
_BEYOND = "label;"  # what sorts behind them all


class Event(NamedTuple):
    """A change of a label: its number, in which action, and which action that took back."""

    number: int
    action: int
    undoes: int | None
    change: LabelChange


class Placing(NamedTuple):
    """That a new version of the text gave an annotation another place: the number of the change, before and after."""

    number: int
    before: Annotation
    after: Annotation


class Since:
    """What happened to labels after an action."""

    def __init__(self, database: Database, action: int, before_in: Callable[[int, str], Annotation | None]) -> None:
        """`before_in` gives an annotation as it was before an action, if the action changed it."""
        rows = database.conn.execute(
            "select changes.id, changes.action, actions.undoes, changes.before, changes.after "
            "from changes join actions on actions.id = changes.action "
            "where changes.annotation >= ? and changes.annotation < ? and changes.action > ? order by changes.id",
            [PREFIX, _BEYOND, action],
        )
        self._events = [
            Event(number, made, undoes, load_change(before, after)) for number, made, undoes, before, after in rows
        ]
        self._before_in = before_in

    def now(self, annotation: Annotation, placings: Sequence[Placing] = (), *, behind: int = 0) -> Annotation:
        """An annotation of the action as it would be labelled now; that label may be gone.

        With `placings`, it is also where these have put it. Changes up to the number `behind` are left out.
        """
        follower = _Follower(annotation, self._before_in)
        events: list[Event | Placing] = [*self._events, *placings]
        for event in sorted(events, key=_number) if placings else events:
            if isinstance(event, Placing):
                follower.place(event)
            elif event.number > behind:
                follower.relabel(event)
        return follower.annotation

    def name(self, label: str) -> str:
        """What a label of the action is called now, or was when it went."""
        return self._follow(label, moves=False)

    def heir(self, label: str) -> str:
        """The label that annotations of a label of the action have now, where it went and they moved."""
        return self._follow(label, moves=True)

    def _follow(self, label: str, *, moves: bool) -> str:
        gone = False
        for *_which, (before, after, moved_to) in self._events:
            if before is None:
                gone = gone and (after is None or after.name != label)
            elif gone or before.name != label:
                continue
            elif after is not None:
                label = after.name
            elif moves and moved_to:
                label = moved_to
            else:
                gone = True
        return label

    def knew(self, name: str) -> bool:
        """Whether a label had this name before or after any change."""
        sides = (side for *_which, change in self._events for side in (change.before, change.after))
        return any(side is not None and side.name == name for side in sides)

    def last_known(self, name: str) -> Label:
        """A label that is gone, as it was when it went."""
        known = [change.before for *_, change in self._events if change.before is not None and change.after is None]
        return next((label for label in reversed(known) if label.name == name), Label(name))


class _Follower:
    """An annotation on its way from then to now."""

    def __init__(self, annotation: Annotation, before_in: Callable[[int, str], Annotation | None]) -> None:
        self.annotation = annotation
        self._before_in = before_in
        self._gone = False
        self._unmoved: dict[int, Annotation] = {}  # by the action that moved it

    def place(self, placing: Placing) -> None:
        """A new version of the text moves it where it stands there."""
        if same_place(placing.before, self.annotation):
            self.annotation = at_the_place_of(self.annotation, placing.after)

    def relabel(self, event: Event) -> None:
        """It follows its label, is moved to another, or moved back."""
        _, action, undoes, (before, after, moved_to) = event
        annotation = self.annotation
        if after is None:
            if self._gone or before is None or before.name != annotation.label:
                return
            if moved_to:
                self._unmoved[action] = annotation
                self.annotation = relabelled(annotation, moved_to)
            else:
                self._gone = True
        elif before is not None:
            if not self._gone and before.name == annotation.label:
                self.annotation = replace(annotation, label=after.name)
        elif self._gone:
            self._gone = after.name != annotation.label
        elif undoes is not None and moved_to:
            came_from = self._unmoved.get(undoes) or self._before_in(undoes, annotation.id)
            if came_from is not None and came_from.label == after.name:
                self.annotation = replace(annotation, label=after.name, attributes=came_from.attributes)


def _number(event: Event | Placing) -> int:
    return event.number


def dump_side(label: Label | None, moved_to: str) -> str | None:
    """A side of a change, as the history holds it."""
    if label is None:
        return None
    said = {**asdict(label), **({"moved_to": moved_to} if moved_to else {})}
    return json.dumps(said, ensure_ascii=False)


def load_change(before: str | None, after: str | None) -> LabelChange:
    """A change as the history holds it."""
    sides: list[dict[str, Any] | None] = [None if side is None else json.loads(side) for side in (before, after)]
    moved_to = ""
    for side in sides:
        moved_to = side.pop("moved_to", "") if side is not None else moved_to
    old, new = (None if side is None else Label(**side) for side in sides)
    return LabelChange(old, new, moved_to)
