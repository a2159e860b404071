"""Every key of the program in one table. Help, the footer, the palette and the tests read it; handlers have its ids.

With an input method on, letters never arrive, so each command has a key that is no letter.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from unicodedata import name

from textual.binding import Binding, BindingType

from reader.errors import UsageError, nearest
from reader.translation import N_
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

    def bindings(self) -> list[Binding]:
        """The same command on each of its keys."""
        return [Binding(",".join(self.keys), self.action, self.title, id=self.id, show=False, priority=self.priority)]


SUSPEND = Command("suspend", "Program", "To the shell; fg there comes back", ("ctrl+z",), "app.suspend_process", "Ctrl+Z", priority=True)  # fmt: skip

READING: tuple[Command, ...] = (
    Command("paragraph.next", "Move", "Next paragraph", ("down", "j"), "move_paragraph(1)", "↓ j", N_("paragraph")),
    Command("paragraph.previous", "Move", "Previous paragraph", ("up", "k"), "move_paragraph(-1)", "↑ k"),
    Command("page.next", "Move", "Next page", ("pagedown", "space"), "move_page(1)", "PageDown"),
    Command("page.previous", "Move", "Previous page", ("pageup",), "move_page(-1)", "PageUp"),
    Command("document.start", "Move", "First paragraph", ("home",), "move_to_end(False)", "Home"),
    Command("document.end", "Move", "Last paragraph", ("end",), "move_to_end(True)", "End"),
    Command("paragraph.go", "Move", N_("Go to a paragraph, or to a percentage"), ("g", "ctrl+g"), "go_to", "g Ctrl+G", N_("go to")),
    Command("annotation.next", "Move", "Next annotation", ("right_square_bracket", "ctrl+down", *wide("】］」")), "move_annotation(1)", "] Ctrl+↓", "next"),
    Command("annotation.previous", "Move", "Previous annotation", ("left_square_bracket", "ctrl+up", *wide("【［「")), "move_annotation(-1)", "[ Ctrl+↑"),
    Command("suggestion.next", "Decide", "Next suggestion", ("tab",), "move_suggestion(1)", "Tab", N_("suggestion")),
    Command("suggestion.previous", "Decide", "Previous suggestion", ("shift+tab",), "move_suggestion(-1)", "Shift+Tab"),
    Command("suggestion.uncertain", "Decide", N_("The suggestion least certain, then the next"), ("tilde", "U", "ctrl+pagedown", *wide("～")), "most_uncertain", "~ Ctrl+PageDown"),
    Command("word.next", "Select", "Next word", ("right", "l"), "move_word(1, False)", "→ l", N_("word")),
    Command("word.previous", "Select", "Previous word", ("left", "h"), "move_word(-1, False)", "← h"),
    Command("word.extend", "Select", "Grow by a word", ("shift+right", "L"), "move_word(1, True)", "Shift+→", N_("more")),
    Command("word.extend_back", "Select", "Grow back by a word", ("shift+left", "H"), "move_word(-1, True)", "Shift+←"),
    Command("character.next", "Select", "Next character", ("ctrl+right",), "move_character(1)", "Ctrl+→"),
    Command("character.previous", "Select", "Previous character", ("ctrl+left",), "move_character(-1)", "Ctrl+←"),
    Command("character.extend", "Select", N_("End one character on"), ("ctrl+shift+right", "greater_than_sign", *wide("》＞")), "move_edge(1, False)", "> Ctrl+Shift+→", N_("end")),
    Command("character.extend_back", "Select", N_("End one character back"), ("ctrl+shift+left", "less_than_sign", *wide("《＜")), "move_edge(-1, False)", "< Ctrl+Shift+←"),
    Command("start.on", "Select", N_("Start one character on"), ("alt+right", "right_curly_bracket", *wide("』｝")), "move_edge(1, True)", "} Alt+→"),
    Command("start.back", "Select", N_("Start one character back"), ("alt+left", "left_curly_bracket", *wide("『｛")), "move_edge(-1, True)", "{ Alt+←", N_("start")),
    Command("selection.grow", "Select", N_("Grow: word, name, clause, sentence, paragraph, section, document"), ("plus", "equals_sign", "shift+up", *wide("＋＝")), "grow", "+", "grow"),
    Command("selection.shrink", "Select", "Shrink again", ("minus", "shift+down", *wide("－")), "shrink", "−"),
    Command("paragraph.extend", "Select", N_("Select the paragraph, then the next ones too"), ("alt+down", "J"), "extend_paragraph(1)", "Alt+↓ J"),
    Command("paragraph.extend_back", "Select", N_("One paragraph less, then the ones before too"), ("alt+up", "K"), "extend_paragraph(-1)", "Alt+↑ K"),
    Command("selection.clear", "Select", "Select nothing", ("escape",), "clear_selection", "Esc", N_("leave it")),
    *(
        Command(f"label.{digit}", "Annotate", f"Tag with the label of key {digit}", (str(digit), FULL_WIDTH[digit]), f"tag({digit})", str(digit))
        for digit in range(1, 10)
    ),
    Command("label.hold", "Annotate", N_("Hold a label: then Enter or the mouse tags with it, until Esc"), ("0", FULL_WIDTH[0]), "hold", "0", N_("hold")),
    Command("annotation.save_next", "Decide", N_("Accept or tag, and on to the next"), ("y", "ctrl+s"), "save_and_next", "y Ctrl+S", N_("and next")),
    Command("suggestion.reject_next", "Decide", N_("Reject, and on to the next"), ("x", "ctrl+e"), "reject_and_next", "x Ctrl+E"),
    Command("find", "Find", "Find in the document, in either script", ("slash", "f5", "ctrl+f", *wide("／、")), "find", "/ F5", "find"),
    Command("find.next", "Find", "Next hit", ("n", "ctrl+n"), "find_next(1)", "n Ctrl+N"),
    Command("find.previous", "Find", "Previous hit", ("N", "ctrl+b"), "find_next(-1)", "N Ctrl+B"),
    Command("everywhere", "Annotate", "The same everywhere: review every place in the library", ("asterisk", "f11", *wide("＊×")), "everywhere", "* F11", "everywhere"),
    Command("annotation.delete", "Annotate", "Delete the annotation", ("delete",), "delete", "Delete", N_("delete")),
    Command("annotation.note", "Annotate", "Write a note", ("f2",), "note", "F2", N_("note")),
    Command("suggestion.accept", "Decide", N_("Accept the suggestion, or the passage as corrected"), ("enter",), "accept", "Enter", N_("accept")),
    Command("suggestion.reject", "Decide", "Reject the suggestion", ("backspace",), "reject", "Backspace", N_("reject")),
    Command("paragraph.accept", "Decide", "Accept all suggestions of the paragraph", ("shift+enter", "Y", "ctrl+y"), "decide_paragraph(True)", "Y Ctrl+Y"),
    Command("paragraph.reject", "Decide", "Reject all suggestions of the paragraph", ("shift+backspace", "X", "ctrl+x"), "decide_paragraph(False)", "X Ctrl+X"),
    Command("rule.accept", "Decide", "Accept all that this rule suggests here", ("ctrl+a",), "decide_rule(True)", "Ctrl+A"),
    Command("rule.reject", "Decide", "Reject all that this rule suggests here", ("ctrl+k",), "decide_rule(False)", "Ctrl+K"),
    Command("history.undo", "Annotate", "Undo", ("u", "f7"), "undo", "u F7", "undo"),
    Command("history.redo", "Annotate", "Redo", ("ctrl+r", "f8"), "redo", "Ctrl+R"),
    Command("copy.shown", "Annotate", N_("Copy the passage as shown"), ("c", "ctrl+c"), "copy('shown')", "c Ctrl+C", N_("copy")),
    Command("copy.source", "Annotate", N_("Copy the passage as it stands in the source"), ("C", "ctrl+u"), "copy('source')", "C Ctrl+U"),
    Command("copy.citation", "Annotate", N_("Copy the passage with where it stands"), ("r", "ctrl+w"), "copy('citation')", "r Ctrl+W"),
    Command("menu", "Program", N_("What can be done here"), ("full_stop", *wide("。．")), "menu", ".", N_("menu")),
    Command("script.toggle", "View", "Original, simplified, traditional", ("t", "f6"), "toggle_script", "t F6", "简/繁"),
    Command("script.variant", "View", "Which traditional: OpenCC, Taiwan, with phrases, Hong Kong", ("T", "shift+f6"), "script_variant", "T"),
    Command("view.parallel", "View", N_("Both scripts of the paragraph, line by line"), ("i", "ctrl+d"), "fold_parallel", "i Ctrl+D"),
    Command("view.outline", "View", "Fold the outline", ("o", "f3"), "fold_outline", "o F3"),
    Command("outline.enter", "View", N_("Into the outline"), ("O", "ctrl+o"), "enter_outline", "O Ctrl+O"),
    Command("view.margin", "View", "Fold the annotations", ("m", "f4"), "fold_margin", "m F4"),
    Command("margin.enter", "View", N_("Into the annotations"), ("M", "ctrl+t"), "enter_margin", "M Ctrl+T"),
    Command("view.theme", "View", "Dark or light", ("f9",), "app.toggle_theme", "F9"),
    Command("labels", "Program", N_("Labels: add, rename, recolour, order"), ("alt+l",), "app.labels", "Alt+L"),
    Command("stats", "Program", N_("Numbers at a glance"), ("alt+s",), "app.stats", "Alt+S"),
    Command("export", "Program", N_("Export annotations"), ("alt+e",), "app.export", "Alt+E"),
    Command("bookmark", "Program", "Set a bookmark at the paragraph, or take it away", ("b", "shift+f2"), "bookmark", "b Shift+F2"),
    Command("bookmark.next", "Move", "Next bookmark", ("apostrophe", "alt+pagedown"), "move_bookmark(1)", "' Alt+PageDown"),
    Command("bookmark.previous", "Move", "Previous bookmark", ("quotation_mark", "alt+pageup"), "move_bookmark(-1)", "\" Alt+PageUp"),
    Command("bookmarks", "Program", "Bookmarks of all documents", ("B", "shift+f3"), "bookmarks", "B Shift+F3"),
    SUSPEND,
    Command("help", "Program", "Help", ("f1", "question_mark", *wide("？")), "app.help", "F1 ?", "help"),
    Command("library", "Program", "To the library", ("ctrl+l", "f12"), "library", "Ctrl+L F12", "library"),
    Command("close", "Program", "Close the document, or quit", ("q", "f10"), "close", "q F10"),
)  # fmt: skip

OUTLINE: tuple[Command, ...] = (
    Command("heading.next", "Move", N_("Next heading"), ("down",), "move(1)", "↓", N_("heading")),
    Command("heading.previous", "Move", N_("Previous heading"), ("up",), "move(-1)", "↑"),
    Command("headings.page_down", "Move", N_("Next page"), ("pagedown",), "move_page(1)", "PageDown"),
    Command("headings.page_up", "Move", N_("Previous page"), ("pageup",), "move_page(-1)", "PageUp"),
    Command("headings.first", "Move", N_("First heading"), ("ctrl+home",), "move_to(0)", "Ctrl+Home"),
    Command("headings.last", "Move", N_("Last heading"), ("ctrl+end",), "move_to(-1)", "Ctrl+End"),
    Command("heading.go", "Move", N_("Go there"), ("enter",), "choose", "Enter", N_("go there")),
    Command("headings.back", "Program", N_("Back to the page"), ("escape", "tab"), "leave", "Esc", N_("back")),
)  # fmt: skip
"""In the outline; what is written there filters the headings, in either script."""

MARGIN: tuple[Command, ...] = (
    Command("mark.next", "Move", N_("Next annotation of the paragraph"), ("down", "j"), "move(1)", "↓ j", N_("annotation")),
    Command("mark.previous", "Move", N_("Previous annotation of the paragraph"), ("up", "k"), "move(-1)", "↑ k"),
    Command("marks.first", "Move", N_("First annotation of the paragraph"), ("home",), "move_to(0)", "Home"),
    Command("marks.last", "Move", N_("Last annotation of the paragraph"), ("end",), "move_to(-1)", "End"),
    Command("marks.back", "Program", N_("Back to the page, with the annotation selected"), ("escape", "right", "left"), "leave", "Esc", N_("back")),
)  # fmt: skip
"""In the annotations; every other key of reading is about the one under the cursor, and a digit gives it another label."""

FIND: tuple[Command, ...] = (
    Command("found.next", "Move", N_("Next hit"), ("down",), "found(1)", "↓", N_("next hit")),
    Command("found.previous", "Move", N_("Previous hit"), ("up",), "found(-1)", "↑"),
    Command("find.keep", "Program", N_("To the page; the hits stay marked"), ("enter", "tab"), "keep", "Enter", N_("to the page")),
    Command("find.leave", "Program", N_("Back to where one was, and find nothing"), ("escape",), "leave", "Esc", N_("back")),
)  # fmt: skip
"""In the line in which one writes what to find."""

LIBRARY: tuple[Command, ...] = (
    Command("document.next", "Move", "Next document", ("down", "j"), "move(1)", "↓ j"),
    Command("document.previous", "Move", "Previous document", ("up", "k"), "move(-1)", "↑ k"),
    Command("documents.page_down", "Move", "Next page", ("pagedown",), "move_page(1)", "PageDown"),
    Command("documents.page_up", "Move", "Previous page", ("pageup",), "move_page(-1)", "PageUp"),
    Command("documents.first", "Move", "First document", ("home",), "move_to(0)", "Home"),
    Command("documents.last", "Move", "Last document", ("end",), "move_to(-1)", "End"),
    Command("document.open", "Program", "Open where you left off", ("enter", "right"), "open", "Enter", "open"),
    Command("documents.sort", "View", "Sort by the next column", ("o", "f6"), "sort", "o F6", "sort"),
    Command("documents.reverse", "View", "Sort the other way round", ("O", "shift+f6", "ctrl+o"), "reverse", "O Ctrl+O"),
    Command("documents.recent", "View", "Only what I have read, the latest first", ("r", "f3"), "recent", "r F3", "recent"),
    Command("bookmarks", "Program", "Bookmarks of all documents", ("b", "B", "ctrl+g"), "bookmarks", "b Ctrl+G", "bookmarks"),
    Command("import", "Program", "Import files and folders", ("i", "f2", "insert"), "import", "i F2", "import"),
    Command("rules.document", "Annotate", "Suggest by rules in this document", ("t", "f11"), "suggest(False)", "t F11", "by rules"),
    Command("rules.all", "Annotate", "Suggest by rules in all documents that are listed", ("T", "shift+f11", "ctrl+t"), "suggest(True)", "T Ctrl+T"),
    Command("run.undo", "Annotate", "Take back the latest run of rules", ("u", "f7"), "undo_run", "u F7"),
    Command("job.failures", "Program", "Tell what could not be taken, and why", ("w", "f8"), "failures", "w F8"),
    Command("documents.leave", "Program", "Leave the filter; stop what is at work", ("escape",), "leave", "Esc"),
    Command("library.search", "Find", "Search all documents, in either script", ("g", "f4"), "search", "g F4", "search"),
    Command("labels", "Program", N_("Labels: add, rename, recolour, order"), ("l", "alt+l"), "app.labels", "l Alt+L", "labels"),
    Command("stats", "Program", N_("Numbers at a glance"), ("s", "alt+s"), "app.stats", "s Alt+S", "stats"),
    Command("export", "Program", N_("Export annotations"), ("e", "alt+e"), "app.export", "e Alt+E", "export"),
    Command("documents.filter", "Program", "Filter by title or name, in either script", ("slash", "f5"), "filter", "/ F5", "filter"),
    Command("view.theme", "View", "Dark or light", ("f9",), "app.toggle_theme", "F9"),
    Command("help", "Program", "Help", ("f1", "question_mark"), "app.help", "F1 ?", "help"),
    SUSPEND,
    Command("quit", "Program", "Quit", ("q", "f10", "ctrl+q"), "app.quit", "q F10", "quit"),
)  # fmt: skip

SEARCH: tuple[Command, ...] = (
    Command("hit.next", "Move", "Next place", ("down",), "move(1)", "↓"),
    Command("hit.previous", "Move", "Previous place", ("up",), "move(-1)", "↑"),
    Command("hits.page_down", "Move", "Next page", ("pagedown",), "move_page(1)", "PageDown"),
    Command("hits.page_up", "Move", "Previous page", ("pageup",), "move_page(-1)", "PageUp"),
    Command("hit.open", "Program", "Open the document there", ("f3",), "open", "Enter F3", "open there"),
    Command("hits.more", "Move", "Show more places", ("f8", "ctrl+t"), "more", "F8 Ctrl+T", "more"),
    Command("view.theme", "View", "Dark or light", ("f9",), "app.toggle_theme", "F9"),
    Command("help", "Program", "Help", ("f1",), "app.help", "F1", "help"),
    SUSPEND,
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
    SUSPEND,
    Command("back", "Program", "Back", ("escape", "q", "f10"), "back", "Esc q", "back"),
)  # fmt: skip

BOOKMARKS: tuple[Command, ...] = (
    Command("bookmark.next", "Move", "Next bookmark", ("down", "j"), "move(1)", "↓ j"),
    Command("bookmark.previous", "Move", "Previous bookmark", ("up", "k"), "move(-1)", "↑ k"),
    Command("bookmarks.page_down", "Move", "Next page", ("pagedown",), "move_page(1)", "PageDown"),
    Command("bookmarks.page_up", "Move", "Previous page", ("pageup",), "move_page(-1)", "PageUp"),
    Command("bookmarks.first", "Move", "First bookmark", ("home",), "move_to(0)", "Home"),
    Command("bookmarks.last", "Move", "Last bookmark", ("end",), "move_to(-1)", "End"),
    Command("bookmark.open", "Program", "Open the document there", ("enter", "o", "f3"), "open", "Enter", "open there"),
    Command("bookmark", "Program", "Take the bookmark away, or set it again", ("b", "delete", "space", "ctrl+d"), "take_away", "Delete b", "take away"),
    Command("view.theme", "View", "Dark or light", ("f9",), "app.toggle_theme", "F9"),
    Command("help", "Program", "Help", ("f1", "question_mark"), "app.help", "F1 ?", "help"),
    SUSPEND,
    Command("back", "Program", "Back", ("escape", "q", "f10"), "back", "Esc q", "back"),
)  # fmt: skip


LABELS: tuple[Command, ...] = (
    Command("label.next", "Move", N_("Next label"), ("down", "j"), "move(1)", "↓ j"),
    Command("label.previous", "Move", N_("Previous label"), ("up", "k"), "move(-1)", "↑ k"),
    Command("labels.page_down", "Move", N_("Next page"), ("pagedown",), "move_page(1)", "PageDown"),
    Command("labels.page_up", "Move", N_("Previous page"), ("pageup",), "move_page(-1)", "PageUp"),
    Command("labels.first", "Move", N_("First label"), ("home",), "move_to(0)", "Home"),
    Command("labels.last", "Move", N_("Last label"), ("end",), "move_to(-1)", "End"),
    Command("label.edit", "Annotate", N_("Rename, or change what is said of the label"), ("enter", "r", "f2"), "edit", "Enter F2", N_("edit")),
    Command("label.add", "Annotate", N_("Add a label"), ("a", "insert", "f7"), "add", "a F7", N_("add")),
    *(
        Command(f"digit.{digit}", "Annotate", f"Tag with this label on key {digit}", (str(digit), FULL_WIDTH[digit]), f"set_key('{digit}')", str(digit))
        for digit in range(1, 10)
    ),
    Command("digit.none", "Annotate", N_("Tag with this label on no key"), ("0", FULL_WIDTH[0], "backspace"), "set_key('')", "0"),
    Command("colour.next", "View", N_("Next colour"), ("right", "c"), "colour(1)", "→ c", "colour"),
    Command("colour.previous", "View", N_("Previous colour"), ("left", "C"), "colour(-1)", "← C"),
    Command("label.up", "Annotate", N_("Move the label up"), ("shift+up", "K", "ctrl+up"), "place(-1)", "Shift+↑ K"),
    Command("label.down", "Annotate", N_("Move the label down"), ("shift+down", "J", "ctrl+down"), "place(1)", "Shift+↓ J", N_("order")),
    Command("label.delete", "Annotate", N_("Delete the label; its annotations move to another"), ("delete", "d", "f8"), "delete", "Delete d", N_("delete")),
    Command("menu", "Program", N_("What can be done here"), ("full_stop", *wide("。．")), "menu", ".", N_("menu")),
    Command("history.undo", "Annotate", N_("Undo"), ("u", "ctrl+u"), "undo", "u Ctrl+U", N_("undo")),
    Command("history.redo", "Annotate", N_("Redo"), ("ctrl+r",), "redo", "Ctrl+R"),
    Command("labels.load", "Program", N_("Load a label set from a file"), ("l", "ctrl+o", "f3"), "load", "l F3", N_("load")),
    Command("labels.save", "Program", N_("Save the labels as a file"), ("w", "ctrl+s", "f4"), "save", "w F4", N_("save")),
    Command("view.theme", "View", "Dark or light", ("f9",), "app.toggle_theme", "F9"),
    Command("help", "Program", "Help", ("f1", "question_mark"), "app.help", "F1 ?", "help"),
    SUSPEND,
    Command("back", "Program", N_("Back"), ("escape", "q", "f10"), "back", "Esc q", N_("back")),
)  # fmt: skip

STATS: tuple[Command, ...] = (
    Command("stats.down", "Move", N_("Down"), ("down", "j"), "scroll(1)", "↓ j"),
    Command("stats.up", "Move", N_("Up"), ("up", "k"), "scroll(-1)", "↑ k"),
    Command("stats.page_down", "Move", N_("Next page"), ("pagedown", "space"), "scroll_page(1)", "PageDown"),
    Command("stats.page_up", "Move", N_("Previous page"), ("pageup",), "scroll_page(-1)", "PageUp"),
    Command("stats.top", "Move", N_("To the top"), ("home",), "scroll_to(False)", "Home"),
    Command("stats.bottom", "Move", N_("To the bottom"), ("end",), "scroll_to(True)", "End"),
    Command("stats.next", "View", N_("Next part: overview, labels, documents, rules, people"), ("tab", "right"), "part(1)", "Tab →", N_("next")),
    Command("stats.previous", "View", N_("Previous part"), ("shift+tab", "left"), "part(-1)", "Shift+Tab ←"),
    Command("stats.again", "View", N_("Count again"), ("r", "f5"), "count", "r F5", N_("count again")),
    Command("view.theme", "View", "Dark or light", ("f9",), "app.toggle_theme", "F9"),
    Command("help", "Program", "Help", ("f1", "question_mark"), "app.help", "F1 ?", "help"),
    SUSPEND,
    Command("back", "Program", N_("Back"), ("escape", "q", "f10"), "back", "Esc q", N_("back")),
)  # fmt: skip

EXPORT: tuple[Command, ...] = (
    Command("field.next", "Move", N_("Next field"), ("down",), "field(1)", "↓"),
    Command("field.previous", "Move", N_("Previous field"), ("up",), "field(-1)", "↑"),
    Command("choice.next", "Select", N_("Next choice"), ("right",), "choose(1)", "→", "choose"),
    Command("choice.previous", "Select", N_("Previous choice"), ("left",), "choose(-1)", "←"),
    Command("choice.take", "Select", N_("Take or leave a label or an annotator"), ("space",), "take", "Space", N_("take or leave")),
    Command("export.write", "Program", N_("Write the file"), ("ctrl+e", "f4", "enter"), "write", "Enter F4", N_("write")),
    Command("view.theme", "View", "Dark or light", ("f9",), "app.toggle_theme", "F9"),
    Command("help", "Program", "Help", ("f1",), "app.help", "F1", "help"),
    SUSPEND,
    Command("back", "Program", N_("Stop writing; or back"), ("escape", "f10"), "back", "Esc F10", N_("back")),
)  # fmt: skip

SCREENS = {
    "reading": READING,
    "outline": OUTLINE,
    "annotations": MARGIN,
    "find": FIND,
    "library": LIBRARY,
    "search": SEARCH,
    "everywhere": EVERYWHERE,
    "bookmarks": BOOKMARKS,
    "labels": LABELS,
    "stats": STATS,
    "export": EXPORT,
}
"""The commands of every screen."""


def in_force(commands: Iterable[Command], keys: Mapping[str, str]) -> list[Command]:
    """The commands with the keys that the person has given them."""
    return [replace(command, shown=told(keys[command.id])) if command.id in keys else command for command in commands]


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
