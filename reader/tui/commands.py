"""What a key does: a command, its keys and its words; and the commands that many screens have."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from unicodedata import name

from textual.binding import Binding, BindingType

from reader.translation import N_, _
from reader.tui.key_names import told

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FULL_WIDTH = "０１２３４５６７８９"


def wide(characters: str) -> tuple[str, ...]:
    """Keys for the marks that a Chinese input method gives in place of half-width ones, by Textual's names."""
    return tuple(name(character).lower().replace("-", "_").replace(" ", "_") for character in characters)


@dataclass(frozen=True, slots=True)
class Command:
    """Something a key does: `action` is the screen's, `keys` are Textual's names, the first is the one shown.

    `hint` is the word in the bottom line, for the few that stand there.
    """

    id: str
    group: str
    title: str
    keys: tuple[str, ...]
    action: str
    shown: str
    hint: str = ""
    priority: bool = False

    @property
    def told(self) -> str:
        """What it does, in the language of the interface."""
        return _(self.title).format(digit=self.id.rpartition(".")[2])

    def bindings(self) -> list[Binding]:
        """The same command on each of its keys."""
        return [Binding(",".join(self.keys), self.action, self.title, id=self.id, show=False, priority=self.priority)]


SUSPEND = Command("suspend", N_("Program"), N_("To the shell; fg there comes back"), ("ctrl+z",), "app.suspend_process", "Ctrl+Z", priority=True)  # fmt: skip
PALETTE = Command(
    "palette", N_("Program"), N_("All commands, by their names"), ("ctrl+p",), "app.command_palette", "Ctrl+P"
)
THEME = Command("view.theme", N_("View"), N_("Dark or light"), ("f9",), "app.toggle_theme", "F9")
SCRIPT = Command("script.toggle", N_("View"), N_("Original, simplified, traditional"), ("t", "f6"), "toggle_script", "t F6", "简/繁")  # fmt: skip
HELP = Command("help", N_("Program"), N_("Help"), ("f1", "question_mark"), "app.help", "F1 ?", N_("help"))
HELP_BESIDE_TEXT = replace(HELP, keys=("f1",), shown="F1")
"""Where a question mark may be what one writes."""
BACK = Command("back", N_("Program"), N_("Back"), ("escape", "q", "f10"), "back", "Esc q", N_("back"))


def through_list(row: str, rows: str, following: str, previous: str, first: str, last: str) -> tuple[Command, ...]:
    """The moves in a list. `row` and `rows` begin their ids, the others are what help says."""
    return (
        Command(f"{row}.next", N_("Move"), following, ("down", "j"), "move(1)", "↓ j"),
        Command(f"{row}.previous", N_("Move"), previous, ("up", "k"), "move(-1)", "↑ k"),
        Command(f"{rows}.page_down", N_("Move"), N_("Next page"), ("pagedown",), "move_page(1)", "PageDown"),
        Command(f"{rows}.page_up", N_("Move"), N_("Previous page"), ("pageup",), "move_page(-1)", "PageUp"),
        Command(f"{rows}.first", N_("Move"), first, ("home",), "move_to(0)", "Home"),
        Command(f"{rows}.last", N_("Move"), last, ("end",), "move_to(-1)", "End"),
    )


def in_force(commands: Iterable[Command], keys: Mapping[str, str]) -> list[Command]:
    """The commands with the keys that the person has given them."""
    return [replace(command, shown=told(keys[command.id])) if command.id in keys else command for command in commands]


def bindings_of(commands: Iterable[Command]) -> list[BindingType]:
    """What a screen declares."""
    return [binding for command in commands for binding in command.bindings()]
