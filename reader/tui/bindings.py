"""Every key of the program in one table. Help, the footer, the palette and the tests read it; handlers have its ids.

With an input method on, letters never arrive, so each command has a key that is no letter.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual.binding import Binding, BindingType

from reader.errors import UsageError, nearest
from reader.translation import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FULL_WIDTH = "０１２３４５６７８９"


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

    def bindings(self) -> list[Binding]:
        """The same command on each of its keys."""
        return [Binding(",".join(self.keys), self.action, self.title, id=self.id, show=False, priority=self.priority)]


READING: tuple[Command, ...] = (
    Command("paragraph.next", "Move", "Next paragraph", ("down", "j"), "move_paragraph(1)", "↓ j"),
    Command("paragraph.previous", "Move", "Previous paragraph", ("up", "k"), "move_paragraph(-1)", "↑ k"),
    Command("page.next", "Move", "Next page", ("pagedown", "space"), "move_page(1)", "PageDown"),
    Command("page.previous", "Move", "Previous page", ("pageup",), "move_page(-1)", "PageUp"),
    Command("document.start", "Move", "First paragraph", ("home",), "move_to_end(False)", "Home"),
    Command("document.end", "Move", "Last paragraph", ("end",), "move_to_end(True)", "End"),
    Command("annotation.next", "Move", "Next annotation", ("right_square_bracket", "ctrl+down"), "move_annotation(1)", "] Ctrl+↓", "next"),
    Command("annotation.previous", "Move", "Previous annotation", ("left_square_bracket", "ctrl+up"), "move_annotation(-1)", "[ Ctrl+↑"),
    Command("suggestion.next", "Decide", "Next suggestion", ("tab",), "move_suggestion(1)", "Tab"),
    Command("suggestion.previous", "Decide", "Previous suggestion", ("shift+tab",), "move_suggestion(-1)", "Shift+Tab"),
    Command("word.next", "Select", "Next word", ("right", "l"), "move_word(1, False)", "→ l"),
    Command("word.previous", "Select", "Previous word", ("left", "h"), "move_word(-1, False)", "← h"),
    Command("word.extend", "Select", "Grow by a word", ("shift+right", "L"), "move_word(1, True)", "Shift+→"),
    Command("word.extend_back", "Select", "Grow back by a word", ("shift+left", "H"), "move_word(-1, True)", "Shift+←"),
    Command("character.next", "Select", "Next character", ("ctrl+right",), "move_character(1, False)", "Ctrl+→"),
    Command("character.previous", "Select", "Previous character", ("ctrl+left",), "move_character(-1, False)", "Ctrl+←"),
    Command("character.extend", "Select", "End one character on", ("ctrl+shift+right", "greater_than_sign"), "move_character(1, True)", "Ctrl+Shift+→ >"),
    Command("character.extend_back", "Select", "End one character back", ("ctrl+shift+left", "less_than_sign"), "move_character(-1, True)", "Ctrl+Shift+← <"),
    Command("selection.grow", "Select", "Grow: word, name, clause, sentence, paragraph", ("plus", "equals_sign", "shift+up"), "grow", "+", "grow"),
    Command("selection.shrink", "Select", "Shrink again", ("minus", "shift+down"), "shrink", "−"),
    Command("selection.clear", "Select", "Select nothing", ("escape",), "clear_selection", "Esc"),
    *(
        Command(f"label.{digit}", "Annotate", f"Tag with the label of key {digit}", (str(digit), FULL_WIDTH[digit]), f"tag({digit})", str(digit))
        for digit in range(1, 10)
    ),
    Command("find", "Find", "Find in the document, in either script", ("slash", "f5"), "find", "/ F5", "find"),
    Command("find.next", "Find", "Next hit", ("n", "ctrl+n"), "find_next(1)", "n Ctrl+N"),
    Command("find.previous", "Find", "Previous hit", ("N", "ctrl+b"), "find_next(-1)", "N Ctrl+B"),
    Command("everywhere", "Annotate", "The same everywhere: review every place in the library", ("asterisk", "f11"), "everywhere", "* F11", "everywhere"),
    Command("annotation.delete", "Annotate", "Delete the annotation", ("delete",), "delete", "Delete"),
    Command("annotation.note", "Annotate", "Write a note", ("f2",), "note", "F2"),
    Command("suggestion.accept", "Decide", "Accept the suggestion", ("enter",), "accept", "Enter"),
    Command("suggestion.reject", "Decide", "Reject the suggestion", ("backspace",), "reject", "Backspace"),
    Command("paragraph.accept", "Decide", "Accept all suggestions of the paragraph", ("shift+enter", "Y", "ctrl+y"), "decide_paragraph(True)", "Y Ctrl+Y"),
    Command("paragraph.reject", "Decide", "Reject all suggestions of the paragraph", ("shift+backspace", "X", "ctrl+x"), "decide_paragraph(False)", "X Ctrl+X"),
    Command("rule.accept", "Decide", "Accept all that this rule suggests here", ("ctrl+a",), "decide_rule(True)", "Ctrl+A"),
    Command("rule.reject", "Decide", "Reject all that this rule suggests here", ("ctrl+k",), "decide_rule(False)", "Ctrl+K"),
    Command("history.undo", "Annotate", "Undo", ("u", "ctrl+z", "f7"), "undo", "u Ctrl+Z", "undo"),
    Command("history.redo", "Annotate", "Redo", ("ctrl+r", "f8"), "redo", "Ctrl+R"),
    Command("script.toggle", "View", "Original, simplified, traditional", ("t", "f6"), "toggle_script", "t F6", "简/繁"),
    Command("script.variant", "View", "Which traditional: OpenCC, Taiwan, with phrases, Hong Kong", ("T", "shift+f6"), "script_variant", "T"),
    Command("view.outline", "View", "Fold the outline", ("o", "f3"), "fold_outline", "o F3"),
    Command("view.margin", "View", "Fold the annotations", ("m", "f4"), "fold_margin", "m F4"),
    Command("view.theme", "View", "Dark or light", ("f9",), "app.toggle_theme", "F9"),
    Command("help", "Program", "Help", ("f1", "question_mark"), "app.help", "F1 ?", "help"),
    Command("library", "Program", "To the library", ("ctrl+l", "f12"), "library", "Ctrl+L F12", "library"),
    Command("close", "Program", "Close the document, or quit", ("q", "f10", "ctrl+q"), "close", "q F10"),
)  # fmt: skip

LIBRARY: tuple[Command, ...] = (
    Command("document.next", "Move", "Next document", ("down", "j"), "move(1)", "↓ j"),
    Command("document.previous", "Move", "Previous document", ("up", "k"), "move(-1)", "↑ k"),
    Command("documents.page_down", "Move", "Next page", ("pagedown",), "move_page(1)", "PageDown"),
    Command("documents.page_up", "Move", "Previous page", ("pageup",), "move_page(-1)", "PageUp"),
    Command("documents.first", "Move", "First document", ("home",), "move_to(0)", "Home"),
    Command("documents.last", "Move", "Last document", ("end",), "move_to(-1)", "End"),
    Command("document.open", "Program", "Open where you left off", ("enter", "right"), "open", "Enter", "open"),
    Command("library.search", "Find", "Search all documents, in either script", ("g", "f4"), "search", "g F4", "search"),
    Command("library.review", "Decide", N_("Review what a new version left uncertain"), ("r", "f7"), "review", "r F7"),
    Command("documents.filter", "Program", "Filter by title or name, in either script", ("slash", "f5"), "filter", "/ F5", "filter"),
    Command("view.theme", "View", "Dark or light", ("f9",), "app.toggle_theme", "F9"),
    Command("help", "Program", "Help", ("f1", "question_mark"), "app.help", "F1 ?", "help"),
    Command("quit", "Program", "Quit", ("q", "f10", "ctrl+q"), "app.quit", "q F10", "quit"),
)  # fmt: skip

SEARCH: tuple[Command, ...] = (
    Command("hit.next", "Move", "Next place", ("down",), "move(1)", "↓"),
    Command("hit.previous", "Move", "Previous place", ("up",), "move(-1)", "↑"),
    Command("hits.page_down", "Move", "Next page", ("pagedown",), "move_page(1)", "PageDown"),
    Command("hits.page_up", "Move", "Previous page", ("pageup",), "move_page(-1)", "PageUp"),
    Command("hit.open", "Program", "Open the document there", ("f3",), "open", "Enter F3", "open there"),
    Command("view.theme", "View", "Dark or light", ("f9",), "app.toggle_theme", "F9"),
    Command("help", "Program", "Help", ("f1",), "app.help", "F1", "help"),
    Command("back", "Program", "Back", ("escape", "f10"), "back", "Esc F10", "back"),
)  # fmt: skip

EVERYWHERE: tuple[Command, ...] = (
    Command("place.next", "Move", "Next place", ("down", "j"), "move(1)", "↓ j"),
    Command("place.previous", "Move", "Previous place", ("up", "k"), "move(-1)", "↑ k"),
    Command("places.page_down", "Move", "Next page", ("pagedown",), "move_page(1)", "PageDown"),
    Command("places.page_up", "Move", "Previous page", ("pageup",), "move_page(-1)", "PageUp"),
    Command("places.first", "Move", "First place", ("home",), "move_to(0)", "Home"),
    Command("places.last", "Move", "Last place", ("end",), "move_to(-1)", "End"),
    Command("place.take", "Decide", "Take or leave this place", ("space",), "take", "Space", "take or leave"),
    Command("places.all", "Decide", "Take all, or none", ("A", "f8"), "take_all", "A F8", "all"),
    Command("places.tag", "Annotate", "Tag the places taken, as one", ("enter",), "tag", "Enter", "tag"),
    *(
        Command(f"label.{digit}", "Annotate", f"Tag with the label of key {digit}", (str(digit), FULL_WIDTH[digit]), f"label({digit})", str(digit))
        for digit in range(1, 10)
    ),
    Command("place.open", "Program", "Open the document there", ("o", "f3"), "open", "o F3", "open there"),
    Command("script.toggle", "View", "Original, simplified, traditional", ("t", "f6"), "toggle_script", "t F6", "简/繁"),
    Command("view.theme", "View", "Dark or light", ("f9",), "app.toggle_theme", "F9"),
    Command("help", "Program", "Help", ("f1", "question_mark"), "app.help", "F1 ?"),
    Command("back", "Program", "Back", ("escape", "q", "f10"), "back", "Esc q", "back"),
)  # fmt: skip

REVIEW: tuple[Command, ...] = (
    Command("review.next", "Move", N_("Next annotation that waits"), ("down", "j"), "move(1)", "↓ j"),
    Command("review.previous", "Move", N_("Previous annotation that waits"), ("up", "k"), "move(-1)", "↑ k"),
    Command("review.first", "Move", N_("First that waits"), ("home",), "move_to(0)", "Home"),
    Command("review.last", "Move", N_("Last that waits"), ("end",), "move_to(-1)", "End"),
    Command("review.accept", "Decide", N_("Put it where the guess is"), ("enter",), "accept", "Enter", "accept the guess"),
    Command("review.place", "Decide", N_("Open the document and say where it stands"), ("o", "f3"), "place", "o F3", "by hand"),
    Command("review.discard", "Decide", N_("Discard it: it has no place any more"), ("backspace", "delete"), "discard", "Backspace", "discard"),
    Command("history.undo", "Annotate", "Undo", ("u", "ctrl+z", "f7"), "travel(False)", "u Ctrl+Z", "undo"),
    Command("history.redo", "Annotate", "Redo", ("ctrl+r", "f8"), "travel(True)", "Ctrl+R"),
    Command("script.toggle", "View", "Original, simplified, traditional", ("t", "f6"), "toggle_script", "t F6", "简/繁"),
    Command("view.theme", "View", "Dark or light", ("f9",), "app.toggle_theme", "F9"),
    Command("help", "Program", "Help", ("f1", "question_mark"), "app.help", "F1 ?"),
    Command("back", "Program", "Back", ("escape", "q", "f10"), "back", "Esc q", "back"),
)  # fmt: skip

SCREENS = {"reading": READING, "library": LIBRARY, "search": SEARCH, "everywhere": EVERYWHERE, "review": REVIEW}
"""The commands of every screen."""


def in_force(commands: Iterable[Command], keys: Mapping[str, str]) -> list[Command]:
    """The commands with the keys that the person has given them."""
    return [
        replace(command, shown=keys[command.id].replace(",", " ")) if command.id in keys else command
        for command in commands
    ]


def check_keys(keys: Mapping[str, str]) -> None:
    """Raises UsageError for keys of a command there is not, and for a key that would mean two things on a screen."""
    for known in SCREENS.values():
        taken: dict[str, str] = {}
        for command in known:
            for key in keys[command.id].split(",") if command.id in keys else command.keys:
                if taken.setdefault(key.strip(), command.id) != command.id:
                    raise UsageError(f"{key}: this key would mean both {taken[key]} and {command.id}.", "See [keys].")
    ids = sorted({command.id for known in SCREENS.values() for command in known})
    for command_id in keys:
        if command_id not in ids:
            raise UsageError(f"keys: no command {command_id!r}.", nearest(command_id, ids))


def bindings_of(commands: Iterable[Command]) -> list[BindingType]:
    """What a screen declares."""
    return [binding for command in commands for binding in command.bindings()]
