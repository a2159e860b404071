"""Owns how a set of labels may change: each function says what must change, and refuses what cannot be.

Labels are told apart by name, and a digit tags with one label only: whoever gets a digit takes it from the other.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from reader.annotations.model import COLOURS, Label
from reader.errors import UsageError, nearest
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class LabelChange(NamedTuple):
    """A label before (None: it is added) and after (None: it is deleted).

    `moved_to` names the label that the annotations of a deleted one go to, or come back from.
    """

    before: Label | None
    after: Label | None
    moved_to: str = ""

    @property
    def reverse(self) -> LabelChange:
        """The change that takes this one back."""
        return LabelChange(self.after, self.before, self.moved_to)

    @property
    def label(self) -> Label:
        """Whichever side there is, the newer first."""
        label = self.after or self.before
        if label is None:
            raise ValueError("a change needs a side")
        return label

    def __str__(self) -> str:
        """The change in a few signs, for the log: `+ a`, `a → b`, `− a → b`."""
        if self.before is None:
            return f"+ {self.label.name}"
        if self.after is None:
            return f"− {self.before.name}" + (f" → {self.moved_to}" if self.moved_to else "")
        renamed = self.before.name != self.after.name
        return f"{self.before.name} → {self.after.name}" if renamed else self.after.name


def find_label(labels: Iterable[Label], name: str) -> Label:
    """The label of a name; raises UsageError, with the nearest name, where there is none."""
    known = {label.name: label for label in labels}
    if name not in known:
        raise UsageError(_("{name}: no such label.").format(name=name), nearest(name, known))
    return known[name]


def adding(labels: Sequence[Label], label: Label) -> list[LabelChange]:
    """A new label behind the others; raises UsageError for a name that is taken or cannot be."""
    last = max((other.position for other in labels), default=0)
    label = _checked(replace(label, position=last + 1), labels, None)
    return [*_without_key(labels, label), LabelChange(None, label)]


def editing(labels: Sequence[Label], name: str, wanted: Label, place: int | None = None) -> list[LabelChange]:
    """A label as it is wanted, in its old place or in another; another name renames it.

    Raises UsageError for a label there is not, and for a name that is taken or cannot be.
    """
    before = find_label(labels, name)
    after = _checked(replace(wanted, position=before.position), labels, before)
    changes = [*_without_key(labels, after, name), LabelChange(before, after)] if after != before else []
    return changes if place is None else [*changes, *placing(applied(labels, changes), after.name, place)]


def placing(labels: Sequence[Label], name: str, place: int) -> list[LabelChange]:
    """A label in another place, counted from 1; the others make room. The last place for any number beyond."""
    moved = find_label(labels, name)
    ordered = [label for label in labels if label.name != name]
    ordered.insert(max(0, place - 1), moved)
    numbered = [(label, replace(label, position=number)) for number, label in enumerate(ordered, 1)]
    return [LabelChange(before, after) for before, after in numbered if before != after]


def deleting(labels: Sequence[Label], name: str, moved_to: str = "") -> list[LabelChange]:
    """Without a label; its annotations, if any, go to `moved_to`.

    Raises UsageError for a label there is not, and where annotations would move to the label itself.
    """
    if moved_to:
        find_label(labels, moved_to)
    if moved_to == name:
        raise UsageError(_("{name}: its annotations cannot move to the label itself.").format(name=name))
    return [LabelChange(find_label(labels, name), None, moved_to)]


def applied(labels: Iterable[Label], changes: Iterable[LabelChange]) -> list[Label]:
    """The labels as they are after changes, by position."""
    now = {label.name: label for label in labels}
    for before, after, _moved_to in changes:
        if before is not None:
            del now[before.name]
        if after is not None:
            now[after.name] = after
    return sorted(now.values(), key=lambda label: (label.position, label.name))


def loading(labels: Sequence[Label], wanted: Iterable[Label]) -> list[LabelChange]:
    """With other labels beside those there are, and with what is said of known ones taken over.

    A key that another label has goes to the one that is loaded.
    """
    changes: list[LabelChange] = []
    for label in wanted:
        present = applied(labels, changes)
        known = any(other.name == label.name for other in present)
        changes += editing(present, label.name, label) if known else adding(present, label)
    return changes


def key_of(typed: str) -> str:
    """The digit that was typed, full-width or not; empty for nothing. Raises UsageError for anything else."""
    key = unicodedata.normalize("NFKC", typed.strip())
    if key and key not in tuple("123456789"):
        raise UsageError(_("The key {key} is none of 1 to 9.").format(key=repr(typed)))
    return key


def _without_key(labels: Iterable[Label], label: Label, name: str = "") -> list[LabelChange]:
    """The digit of a label, taken from whoever else has it."""
    return [
        LabelChange(other, replace(other, key=""))
        for other in labels
        if label.key and other.key == label.key and other.name not in (label.name, name)
    ]


def _checked(label: Label, labels: Iterable[Label], before: Label | None) -> Label:
    """The label with what surrounds its texts taken off; what stood there before is never refused."""
    label = replace(
        label,
        name=label.name.strip(),
        title=label.title.strip(),
        description=label.description.strip(),
        key=key_of(label.key),
    )
    if not label.name:
        raise UsageError(_("A label needs a name."))
    if not label.name.isprintable():
        raise UsageError(_("{name}: a name holds no line ends or control characters.").format(name=repr(label.name)))
    taken = (before is None or label.name != before.name) and any(other.name == label.name for other in labels)
    if taken:
        raise UsageError(_("{name}: there is a label of this name already.").format(name=label.name))
    return label


def colour_of(typed: str) -> str:
    """A colour by its name, or none; raises UsageError, with the nearest, for one there is not."""
    colour = typed.strip().lower()
    if colour and colour not in COLOURS:
        raise UsageError(_("{name}: no such colour.").format(name=typed), nearest(colour, COLOURS))
    return colour
