"""The top and the bottom line: where one is; the labels with their keys, the few keys that matter, the last save."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.style import Style

from reader.text.cells import text_cells
from reader.text.display import safe_line
from reader.translation import _
from reader.tui.hints import Hint
from reader.tui.layout import shorten
from reader.tui.terminal import sign
from reader.tui.themes import HUE_CLASSES
from reader.tui.widgets.zones import Piece, ZoneLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reader.annotations.model import Label
    from reader.tui.commands import Command

_LABEL_NAMES = (14, 10, 8, 6, 4, 0)  # cells that the name of a label may take, the first that leaves room is taken
_SHORT_KEYS = {"Backspace": "⌫", "Delete": "Del", "PageDown": "PgDn", "PageUp": "PgUp"}
_SHORTER_KEYS = {"Enter": "↵"}  # where the line has fewer cells than
_NARROW = 100
_KEPT_HINTS = ("help", "back")  # the ids of the commands whose hints give way last
_PALETTE = "app.command_palette"  # every command by its name: by mouse, too, all can be done
_LABELS_SHARE = 0.76  # of the bottom line, at most, before the names of labels are cut
_NARROW_SHARE = 0.4  # the same where the line has fewer cells than
_ROOMY = 72


class Fact(NamedTuple):
    """Something told in the top line: a click does `action`, the right button `other`; `short` needs less room."""

    text: str
    action: str = ""
    short: str = ""
    other: str = ""


class HeadLine(ZoneLine):
    """The program's name, a title, and facts on the right; the title gives way first."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"head-line--name", "head-line--title", "head-line--facts"}

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - textual's name
        super().__init__(id=id)
        self._title = ""
        self._facts: tuple[Fact, ...] = ()
        self._actions = ("", "")

    def show(self, title: str, facts: Sequence[str | Fact], *, name_action: str = "", title_action: str = "") -> None:
        """Takes the title and the facts, the most important last: those before give way where there is no room."""
        told = (fact if isinstance(fact, Fact) else Fact(fact) for fact in facts)
        # Titles, labels and people come from strangers.
        self._title = safe_line(title)
        self._facts = tuple(
            fact._replace(text=safe_line(fact.text), short=safe_line(fact.short)) for fact in told if fact.text
        )
        self._actions = (name_action, title_action)
        self.repaint()

    def line_state(self) -> object:
        """Title and facts."""
        return self._title, self._facts

    def pieces(self) -> list[Piece]:
        """Name, title, air, facts."""
        style = self.get_component_rich_style
        width = self.size.width
        facts = list(self._facts)
        if _facts_cells(facts) > width - 30:
            facts = [fact._replace(text=fact.short or fact.text) for fact in facts]
        while len(facts) > 1 and _facts_cells(facts) > width - 30:
            facts.pop(0)
        title = shorten(self._title, width - 9 - _facts_cells(facts) - 3)
        gap = width - 7 - text_cells(title) - _facts_cells(facts) - 1
        told = [Piece(" " * max(1, gap), self.rich_style)]
        for index, fact in enumerate(facts):
            told += [Piece("   ", self.rich_style)] if index else []
            told.append(Piece(fact.text, style("head-line--facts"), fact.action, fact.other))
        name_action, title_action = self._actions
        return [
            Piece(" 批注", style("head-line--name"), name_action or _PALETTE, _PALETTE),
            Piece("  ", self.rich_style),
            Piece(title, style("head-line--title"), title_action),
            *told,
        ]


def _facts_cells(facts: Sequence[Fact]) -> int:
    return sum(text_cells(fact.text) + 3 for fact in facts) - 3 if facts else 0


class Foot(NamedTuple):
    """What the bottom line shows: a message replaces the keys until the next key.

    `hints` are the commands that matter now, all that have a hint where none are named; `held` is the label that is
    held. Where the library may not be written, that stands where the last save is told.
    """

    saved: str = ""
    message: str = ""
    hints: tuple[Hint, ...] = ()
    held: str = ""
    may_write: bool = True


class FootLine(ZoneLine):
    """A message or the keys that matter; then the last save."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"foot-line--key", "foot-line--hint", "foot-line--message"}

    def __init__(self, commands: Sequence[Command], *, id: str | None = None) -> None:  # noqa: A002 - textual's name
        super().__init__(id=id)
        self._commands = {command.id: command for command in commands}
        self._usual = tuple(Hint(command.id) for command in commands if command.hint)
        self._foot = Foot()

    def show(self, foot: Foot) -> None:
        """Takes the message, the moment of the last save, and the keys that matter."""
        self._foot = foot._replace(message=safe_line(foot.message))
        self.repaint()

    def line_state(self) -> object:
        """What is shown."""
        return self._foot

    def first_pieces(self) -> Iterable[Piece]:
        """What stands before all that."""
        return ()

    def pieces(self) -> list[Piece]:
        """Message or keys, air, the last save."""
        width = self.size.width
        pieces = [Piece(" ", self.rich_style), *self.first_pieces()]
        used = sum(text_cells(piece.text) for piece in pieces)
        saved = _("saved {time}").format(time=self._foot.saved) + " " if self._foot.saved else ""
        # Where there is little room for keys, the moment alone tells it.
        is_tight = width < _NARROW and not self._foot.message
        if is_tight or used + text_cells(self._foot.message) + 1 + text_cells(saved) > width:
            saved = f"{self._foot.saved} " if self._foot.saved else ""
        if not self._foot.may_write:
            saved = _("read only") + " "
        room = width - used - (text_cells(saved) + 2 if saved else 0)
        pieces += self._message(room) if self._foot.message else self._hints(room)
        used = sum(text_cells(piece.text) for piece in pieces)
        if used + text_cells(saved) <= width:
            pieces.append(Piece(" " * (width - used - text_cells(saved)), self.rich_style))
            pieces.append(Piece(saved, self.get_component_rich_style("foot-line--hint")))
        return pieces

    def _message(self, room: int) -> list[Piece]:
        return [Piece(shorten(self._foot.message, room - 1) + " ", self.get_component_rich_style("foot-line--message"))]

    def _hints(self, room: int) -> list[Piece]:
        style = self.get_component_rich_style("foot-line--hint")
        key_style = self.get_component_rich_style("foot-line--key")
        short = _SHORT_KEYS | (_SHORTER_KEYS if self.size.width < _NARROW else {})
        told = []
        for hint in self._foot.hints or self._usual:
            command = self._commands[hint.command]
            key = command.shown.split(" ")[0]
            told.append((command, short.get(key, key), f" {_(hint.word or command.hint)}"))
        pieces: list[Piece] = []
        for command, key, word in fitting(told, room):
            pieces += [Piece("  ", self.rich_style)] if pieces else []
            pieces += [Piece(key, key_style, command.action), Piece(word, style, command.action)]
        return pieces


class LabelFootLine(FootLine):
    """The labels with their colours and digits, always; then what the bottom line of every screen shows."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"foot-line--held", *HUE_CLASSES}

    def __init__(self, commands: Sequence[Command], *, id: str | None = None) -> None:  # noqa: A002 - textual's name
        super().__init__(commands, id=id)
        self._labels: Sequence[tuple[Label, str]] = ()

    def set_labels(self, labels: Sequence[tuple[Label, str]]) -> None:
        """Takes the labels with their hues."""
        self._labels = labels
        self.repaint()

    def line_state(self) -> object:
        """What is shown, and the labels."""
        return super().line_state(), self._labels

    def first_pieces(self) -> Iterator[Piece]:
        """The labels, with as much of their names as there is room for."""
        width = self.size.width
        style = self.get_component_rich_style
        keyed = [(label, hue) for label, hue in self._labels if label.key]
        names = next(
            (
                cells
                for cells in _LABEL_NAMES
                if sum(6 + text_cells(shorten(label.name, cells)) for label, _hue in keyed)
                <= width * (_LABELS_SHARE if width >= _ROOMY else _NARROW_SHARE)
            ),
            0,
        )
        for label, hue in keyed:
            ink = style(f"ink-{hue}", partial=True)
            held = label.name == self._foot.held
            tagging = self._commands.get(f"label.{label.key}")
            action = tagging.action if tagging else ""
            other = f"hold({label.key})" if "label.hold" in self._commands else ""
            tint = style("foot-line--held") if held else style(f"tint-{hue}") + ink + Style(bold=True)
            yield Piece(f"{sign('▸') if held else ' '}{label.key} ", tint, action, other)
            name = shorten(label.name, names)
            if name:
                ground = style("foot-line--held") if held else self.rich_style + ink
                yield Piece(f" {name} ", ground, action, other)
            yield Piece(" ", self.rich_style)


def fitting(hints: Sequence[tuple[Command, str, str]], room: int) -> list[tuple[Command, str, str]]:
    """The hints, each a command, its key and a word, that so many cells have room for, in their order.

    The way to the help and the way back stay the longest, for they lead to all the others; of these, the first ones.
    """
    taken: set[int] = set()
    room += 2  # behind the last one there is no air
    for index in sorted(range(len(hints)), key=lambda n: hints[n][0].id not in _KEPT_HINTS):
        room -= text_cells(hints[index][1]) + text_cells(hints[index][2]) + 2
        if room < 0:
            break
        taken.add(index)
    return [hint for index, hint in enumerate(hints) if index in taken]
