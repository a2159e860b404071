"""Which commands the bottom line names, by what one is doing; as many as there is room for, from the left."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.annotations.model import Status
from reader.translation import N_

if TYPE_CHECKING:
    from reader.annotations.model import Annotation


class Hint(NamedTuple):
    """A command by its id, with a word for it where its own does not say what it does now."""

    command: str
    word: str = ""


def _plain(*commands: str) -> tuple[Hint, ...]:
    return tuple(map(Hint, commands))


_USUAL = _plain(
    "word.next", "suggestion.next", "annotation.next", "find", "script.toggle", "menu", "history.undo", "help", "library"
)  # fmt: skip
_SELECTED = _plain(
    "word.extend", "selection.grow", "everywhere", "start.back", "character.extend", "label.hold", "copy.shown", "menu"
)  # fmt: skip
_ON_SUGGESTION = (
    *_plain("suggestion.accept", "suggestion.reject"),
    Hint("suggestion.next", N_("next")),
    *_plain("annotation.save_next", "start.back", "character.extend", "annotation.note", "menu"),
)
_ON_DECIDED = _plain(
    "annotation.note", "annotation.delete", "annotation.next", "start.back", "character.extend", "copy.shown", "menu",
    "history.undo",
)  # fmt: skip
_CORRECTING = (
    Hint("suggestion.accept", N_("put right")),
    Hint("selection.clear"),
    *_plain("start.back", "character.extend", "annotation.save_next"),
)
_HOLDING = (
    *_plain("word.extend", "selection.grow"),
    Hint("suggestion.accept", N_("tag")),
    Hint("selection.clear", N_("let go")),
)
_MADE = (
    Hint("word.next", N_("tag, and on")),
    Hint("selection.clear", N_("not this")),
    *_plain("word.extend", "selection.grow", "character.extend", "start.back"),
)
_IN_MARGIN = _plain("mark.next", "marks.back")
IN_EMPTY_LIBRARY = _plain("import", "labels", "help", "quit")
IN_FIND = _plain("find.keep", "find.leave", "found.next")
IN_OUTLINE = _plain("heading.go", "headings.back", "heading.next")


def hints_of(
    chosen: Annotation | None, *, selected: bool, corrected: bool, held: bool, made: bool, in_margin: bool
) -> tuple[Hint, ...]:
    """The hints where `chosen` is the annotation that is selected, or else whether anything is."""
    if corrected:
        return _CORRECTING
    if made:
        return _MADE
    if chosen is not None and chosen.status is Status.SUGGESTED:
        return (*_ON_SUGGESTION[:2], *_IN_MARGIN, *_ON_SUGGESTION[2:]) if in_margin else _ON_SUGGESTION
    if held:
        return _HOLDING
    if chosen is not None:
        return (*_ON_DECIDED[:2], *_IN_MARGIN, *_ON_DECIDED[2:]) if in_margin else _ON_DECIDED
    return _SELECTED if selected else _USUAL
