"""Every key of the program in one table. Help, the footer, the palette and the tests read it; handlers have its ids.

With an input method on, letters never arrive, so each command has a key that is no letter.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.errors import UsageError, nearest
from reader.translation import N_, _
from reader.tui.commands import (
    BACK,
    FULL_WIDTH,
    HELP,
    HELP_BESIDE_TEXT,
    PALETTE,
    SCRIPT,
    SUSPEND,
    THEME,
    Command,
    through_list,
    wide,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

READING: tuple[Command, ...] = (
    Command("paragraph.next", N_("Move"), N_("Next paragraph"), ("down", "j"), "move_paragraph(1)", "↓ j", N_("paragraph")),
    Command("paragraph.previous", N_("Move"), N_("Previous paragraph"), ("up", "k"), "move_paragraph(-1)", "↑ k"),
    Command("page.next", N_("Move"), N_("Next page"), ("pagedown", "space"), "move_page(1)", "PageDown"),
    Command("page.previous", N_("Move"), N_("Previous page"), ("pageup",), "move_page(-1)", "PageUp"),
    Command("document.start", N_("Move"), N_("First paragraph"), ("home",), "move_to_end(False)", "Home"),
    Command("document.end", N_("Move"), N_("Last paragraph"), ("end",), "move_to_end(True)", "End"),
    Command("paragraph.go", N_("Move"), N_("Go to a paragraph, or to a percentage"), ("g", "ctrl+g"), "go_to", "g Ctrl+G", N_("go to")),
    Command("annotation.next", N_("Move"), N_("Next annotation"), ("right_square_bracket", "ctrl+down", *wide("】］」")), "move_annotation(1)", "] Ctrl+↓", N_("next")),
    Command("annotation.previous", N_("Move"), N_("Previous annotation"), ("left_square_bracket", "ctrl+up", *wide("【［「")), "move_annotation(-1)", "[ Ctrl+↑"),
    Command("suggestion.next", N_("Decide"), N_("Next suggestion"), ("tab",), "move_suggestion(1)", "Tab", N_("suggestion")),
    Command("suggestion.previous", N_("Decide"), N_("Previous suggestion"), ("shift+tab",), "move_suggestion(-1)", "Shift+Tab"),
    Command("suggestion.uncertain", N_("Decide"), N_("The suggestion least certain, then the next"), ("tilde", "U", "ctrl+pagedown", *wide("～")), "most_uncertain", "~ Ctrl+PageDown"),
    Command("word.next", N_("Select"), N_("Next word"), ("right", "l"), "move_word(1, False)", "→ l", N_("word")),
    Command("word.previous", N_("Select"), N_("Previous word"), ("left", "h"), "move_word(-1, False)", "← h"),
    Command("word.extend", N_("Select"), N_("Grow by a word"), ("shift+right", "L"), "move_word(1, True)", "Shift+→", N_("more")),
    Command("word.extend_back", N_("Select"), N_("Grow back by a word"), ("shift+left", "H"), "move_word(-1, True)", "Shift+←"),
    Command("character.next", N_("Select"), N_("Next character"), ("ctrl+right",), "move_character(1)", "Ctrl+→"),
    Command("character.previous", N_("Select"), N_("Previous character"), ("ctrl+left",), "move_character(-1)", "Ctrl+←"),
    Command("character.extend", N_("Select"), N_("End one character on"), ("ctrl+shift+right", "greater_than_sign", *wide("》＞")), "move_edge(1, False)", "> Ctrl+Shift+→", N_("end")),
    Command("character.extend_back", N_("Select"), N_("End one character back"), ("ctrl+shift+left", "less_than_sign", *wide("《＜")), "move_edge(-1, False)", "< Ctrl+Shift+←"),
    Command("start.on", N_("Select"), N_("Start one character on"), ("alt+right", "right_curly_bracket", *wide("』｝")), "move_edge(1, True)", "} Alt+→"),
    Command("start.back", N_("Select"), N_("Start one character back"), ("alt+left", "left_curly_bracket", *wide("『｛")), "move_edge(-1, True)", "{ Alt+←", N_("start")),
    Command("selection.grow", N_("Select"), N_("Grow: word, name, clause, sentence, paragraph, section, document"), ("plus", "equals_sign", "shift+up", *wide("＋＝")), "grow", "+", N_("grow")),
    Command("selection.shrink", N_("Select"), N_("Shrink again"), ("minus", "shift+down", *wide("－")), "shrink", "−"),
    Command("paragraph.extend", N_("Select"), N_("Select the paragraph, then the next ones too"), ("alt+down", "J"), "extend_paragraph(1)", "Alt+↓ J"),
    Command("paragraph.extend_back", N_("Select"), N_("One paragraph less, then the ones before too"), ("alt+up", "K"), "extend_paragraph(-1)", "Alt+↑ K"),
    Command("selection.clear", N_("Select"), N_("Select nothing"), ("escape",), "clear_selection", "Esc", N_("leave it")),
    *(
        Command(f"label.{digit}", N_("Annotate"), N_("Tag with the label of key {digit}"), (str(digit), FULL_WIDTH[digit]), f"tag({digit})", str(digit))
        for digit in range(1, 10)
    ),
    Command("label.hold", N_("Annotate"), N_("Hold a label: what you select gets it as you go on, until Esc"), ("0", FULL_WIDTH[0]), "hold", "0", N_("hold")),
    Command("annotation.save_next", N_("Decide"), N_("Accept or tag, and on to the next"), ("y", "ctrl+s"), "save_and_next", "y Ctrl+S", N_("and next")),
    Command("suggestion.reject_next", N_("Decide"), N_("Reject, and on to the next"), ("x", "ctrl+e"), "reject_and_next", "x Ctrl+E"),
    Command("find", N_("Find"), N_("Find in the document, in either script"), ("slash", "f5", "ctrl+f", *wide("／、")), "find", "/ F5", N_("find")),
    Command("find.next", N_("Find"), N_("Next hit"), ("n", "ctrl+n"), "find_next(1)", "n Ctrl+N"),
    Command("find.previous", N_("Find"), N_("Previous hit"), ("N", "ctrl+b"), "find_next(-1)", "N Ctrl+B"),
    Command("everywhere", N_("Annotate"), N_("The same everywhere: review every place in the library"), ("asterisk", "f11", *wide("＊×")), "everywhere", "* F11", N_("everywhere")),
    Command("annotation.delete", N_("Annotate"), N_("Delete the annotation"), ("delete",), "delete", "Delete", N_("delete")),
    Command("annotation.note", N_("Annotate"), N_("Write a note"), ("f2",), "note", "F2", N_("note")),
    Command("suggestion.accept", N_("Decide"), N_("Accept the suggestion, or the passage as corrected"), ("enter",), "accept", "Enter", N_("accept")),
    Command("suggestion.reject", N_("Decide"), N_("Reject the suggestion"), ("backspace",), "reject", "Backspace", N_("reject")),
    Command("paragraph.accept", N_("Decide"), N_("Accept all suggestions of the paragraph"), ("shift+enter", "Y", "ctrl+y"), "decide_paragraph(True)", "Y Ctrl+Y"),
    Command("paragraph.reject", N_("Decide"), N_("Reject all suggestions of the paragraph"), ("shift+backspace", "X", "ctrl+x"), "decide_paragraph(False)", "X Ctrl+X"),
    Command("rule.accept", N_("Decide"), N_("Accept all that this rule suggests here"), ("ctrl+a",), "decide_rule(True)", "Ctrl+A"),
    Command("rule.reject", N_("Decide"), N_("Reject all that this rule suggests here"), ("ctrl+k",), "decide_rule(False)", "Ctrl+K"),
    Command("history.undo", N_("Annotate"), N_("Undo"), ("u", "f7"), "undo", "u F7", N_("undo")),
    Command("history.redo", N_("Annotate"), N_("Redo"), ("ctrl+r", "f8"), "redo", "Ctrl+R"),
    Command("copy.shown", N_("Annotate"), N_("Copy the passage as shown"), ("c", "ctrl+c"), "copy('shown')", "c Ctrl+C", N_("copy")),
    Command("copy.source", N_("Annotate"), N_("Copy the passage as it stands in the source"), ("C", "ctrl+u"), "copy('source')", "C Ctrl+U"),
    Command("copy.citation", N_("Annotate"), N_("Copy the passage with where it stands"), ("r", "ctrl+w"), "copy('citation')", "r Ctrl+W"),
    Command("menu", N_("Program"), N_("What can be done here"), ("full_stop", *wide("。．")), "menu", ".", N_("menu")),
    SCRIPT,
    Command("script.variant", N_("View"), N_("Which traditional: OpenCC, Taiwan, with phrases, Hong Kong"), ("T", "shift+f6"), "script_variant", "T"),
    Command("view.parallel", N_("View"), N_("Both scripts of the paragraph, line by line"), ("i", "ctrl+d"), "fold_parallel", "i Ctrl+D"),
    Command("view.outline", N_("View"), N_("Fold the outline"), ("o", "f3"), "fold_outline", "o F3"),
    Command("outline.enter", N_("View"), N_("Into the outline"), ("O", "ctrl+o"), "enter_outline", "O Ctrl+O"),
    Command("view.margin", N_("View"), N_("Fold the annotations"), ("m", "f4"), "fold_margin", "m F4"),
    Command("margin.enter", N_("View"), N_("Into the annotations"), ("M", "ctrl+t"), "enter_margin", "M Ctrl+T"),
    THEME,
    Command("labels", N_("Program"), N_("Labels: add, rename, recolour, order"), ("alt+l",), "app.labels", "Alt+L"),
    Command("stats", N_("Program"), N_("Numbers at a glance"), ("alt+s",), "app.stats", "Alt+S"),
    Command("export", N_("Program"), N_("Export annotations"), ("alt+e",), "app.export", "Alt+E"),
    Command("bookmark", N_("Program"), N_("Set a bookmark at the paragraph, or take it away"), ("b", "shift+f2"), "bookmark", "b Shift+F2"),
    Command("bookmark.next", N_("Move"), N_("Next bookmark"), ("apostrophe", "alt+pagedown"), "move_bookmark(1)", "' Alt+PageDown"),
    Command("bookmark.previous", N_("Move"), N_("Previous bookmark"), ("quotation_mark", "alt+pageup"), "move_bookmark(-1)", "\" Alt+PageUp"),
    Command("bookmarks", N_("Program"), N_("Bookmarks of all documents"), ("B", "shift+f3"), "bookmarks", "B Shift+F3"),
    PALETTE,
    SUSPEND,
    Command("help", N_("Program"), N_("Help"), ("f1", "question_mark", *wide("？")), "app.help", "F1 ?", N_("help")),
    Command("library", N_("Program"), N_("To the library"), ("ctrl+l", "f12"), "library", "Ctrl+L F12", N_("library")),
    Command("close", N_("Program"), N_("Close the document, or quit"), ("q", "f10"), "close", "q F10"),
)  # fmt: skip

OUTLINE: tuple[Command, ...] = (
    Command("heading.next", N_("Move"), N_("Next heading"), ("down",), "move(1)", "↓", N_("heading")),
    Command("heading.previous", N_("Move"), N_("Previous heading"), ("up",), "move(-1)", "↑"),
    Command("headings.page_down", N_("Move"), N_("Next page"), ("pagedown",), "move_page(1)", "PageDown"),
    Command("headings.page_up", N_("Move"), N_("Previous page"), ("pageup",), "move_page(-1)", "PageUp"),
    Command("headings.first", N_("Move"), N_("First heading"), ("ctrl+home",), "move_to(0)", "Ctrl+Home"),
    Command("headings.last", N_("Move"), N_("Last heading"), ("ctrl+end",), "move_to(-1)", "Ctrl+End"),
    Command("heading.go", N_("Move"), N_("Go there"), ("enter",), "choose", "Enter", N_("go there")),
    Command("headings.back", N_("Program"), N_("Back to the page"), ("escape", "tab"), "leave", "Esc", N_("back")),
)  # fmt: skip
"""In the outline; what is written there filters the headings, in either script."""

MARGIN: tuple[Command, ...] = (
    Command("mark.next", N_("Move"), N_("Next annotation of the paragraph"), ("down", "j"), "move(1)", "↓ j", N_("annotation")),
    Command("mark.previous", N_("Move"), N_("Previous annotation of the paragraph"), ("up", "k"), "move(-1)", "↑ k"),
    Command("marks.first", N_("Move"), N_("First annotation of the paragraph"), ("home",), "move_to(0)", "Home"),
    Command("marks.last", N_("Move"), N_("Last annotation of the paragraph"), ("end",), "move_to(-1)", "End"),
    Command("marks.back", N_("Program"), N_("Back to the page, with the annotation selected"), ("escape", "right", "left"), "leave", "Esc", N_("back")),
)  # fmt: skip
"""In the annotations; every other key of reading is about the one under the cursor, and a digit gives it another label."""

FIND: tuple[Command, ...] = (
    Command("found.next", N_("Move"), N_("Next hit"), ("down",), "found(1)", "↓", N_("next hit")),
    Command("found.previous", N_("Move"), N_("Previous hit"), ("up",), "found(-1)", "↑"),
    Command("find.keep", N_("Program"), N_("To the page; the hits stay marked"), ("enter", "tab"), "keep", "Enter", N_("to the page")),
    Command("find.leave", N_("Program"), N_("Back to where one was, and find nothing"), ("escape",), "leave", "Esc", N_("back")),
)  # fmt: skip
"""In the line in which one writes what to find."""

LIBRARY: tuple[Command, ...] = (
    *through_list("document", "documents", N_("Next document"), N_("Previous document"), N_("First document"), N_("Last document")),
    Command("document.open", N_("Program"), N_("Open where you left off"), ("enter", "right"), "open", "Enter", N_("open")),
    Command("documents.sort", N_("View"), N_("Sort by the next column"), ("o", "f6"), "sort", "o F6", N_("sort")),
    Command("documents.reverse", N_("View"), N_("Sort the other way round"), ("O", "shift+f6", "ctrl+o"), "reverse", "O Ctrl+O"),
    Command("documents.recent", N_("View"), N_("Only what I have read, the latest first"), ("r", "f3"), "recent", "r F3", N_("recent")),
    Command("bookmarks", N_("Program"), N_("Bookmarks of all documents"), ("b", "B", "ctrl+g"), "bookmarks", "b Ctrl+G", N_("bookmarks")),
    Command("import", N_("Program"), N_("Import files and folders"), ("i", "f2", "insert"), "import", "i F2", N_("import")),
    Command("rules.document", N_("Annotate"), N_("Suggest by rules in this document"), ("t", "f11"), "suggest(False)", "t F11", N_("by rules")),
    Command("rules.all", N_("Annotate"), N_("Suggest by rules in all documents that are listed"), ("T", "shift+f11", "ctrl+t"), "suggest(True)", "T Ctrl+T"),
    Command("run.undo", N_("Annotate"), N_("Take back the latest run of rules"), ("u", "f7"), "undo_run", "u F7"),
    Command("document.rename", N_("Annotate"), N_("Rename the document: give it another title"), ("n", "ctrl+n"), "rename", "n Ctrl+N", N_("rename")),
    Command("document.remove", N_("Program"), N_("Remove the document from the library"), ("delete", "d"), "remove(False)", "Delete d", N_("remove")),
    Command("documents.remove", N_("Program"), N_("Remove all documents that are listed"), ("shift+delete", "D"), "remove(True)", "Shift+Delete D"),
    Command("job.failures", N_("Program"), N_("Tell what could not be taken, and why"), ("w", "f8"), "failures", "w F8"),
    Command("documents.leave", N_("Program"), N_("Leave the filter; stop what is at work"), ("escape",), "leave", "Esc"),
    Command("library.search", N_("Find"), N_("Search all documents, in either script"), ("g", "f4"), "search", "g F4", N_("search")),
    Command("labels", N_("Program"), N_("Labels: add, rename, recolour, order"), ("l", "alt+l"), "app.labels", "l Alt+L", N_("labels")),
    Command("stats", N_("Program"), N_("Numbers at a glance"), ("s", "alt+s"), "app.stats", "s Alt+S", N_("stats")),
    Command("export", N_("Program"), N_("Export annotations"), ("e", "alt+e"), "app.export", "e Alt+E", N_("export")),
    Command("library.review", N_("Decide"), N_("Review what a new version left uncertain"), ("v", "alt+v"), "review", "v Alt+V", N_("review")),
    Command("documents.filter", N_("Program"), N_("Filter by title or name, in either script"), ("slash", "f5"), "filter", "/ F5", N_("filter")),
    THEME,
    HELP,
    PALETTE,
    SUSPEND,
    Command("quit", N_("Program"), N_("Quit"), ("q", "f10", "ctrl+q"), "app.quit", "q F10", N_("quit")),
)  # fmt: skip

SEARCH: tuple[Command, ...] = (
    Command("hit.next", N_("Move"), N_("Next place"), ("down",), "move(1)", "↓"),
    Command("hit.previous", N_("Move"), N_("Previous place"), ("up",), "move(-1)", "↑"),
    Command("hits.page_down", N_("Move"), N_("Next page"), ("pagedown",), "move_page(1)", "PageDown"),
    Command("hits.page_up", N_("Move"), N_("Previous page"), ("pageup",), "move_page(-1)", "PageUp"),
    Command("hit.open", N_("Program"), N_("Open the document there"), ("f3",), "open", "Enter F3", N_("open there")),
    Command("hits.label", N_("Find"), N_("Only places with a label, or with none"), ("f2",), "choose_label", "F2", N_("label")),
    Command("hits.document", N_("Find"), N_("Only in this document; again: in all"), ("f4",), "one_document", "F4", N_("this document")),
    Command("script.toggle", N_("View"), N_("Original, simplified, traditional"), ("f6",), "toggle_script", "F6", "简/繁"),
    Command("hits.more", N_("Move"), N_("Show more places"), ("f8", "ctrl+t"), "more", "F8 Ctrl+T", N_("more")),
    THEME,
    HELP_BESIDE_TEXT,
    PALETTE,
    SUSPEND,
    Command("back", N_("Program"), N_("Back"), ("escape", "f10"), "back", "Esc F10", N_("back")),
)  # fmt: skip

EVERYWHERE: tuple[Command, ...] = (
    *through_list("place", "places", N_("Next place"), N_("Previous place"), N_("First place"), N_("Last place")),
    Command("place.take", N_("Decide"), N_("Take or leave this place"), ("space",), "take", "Space", N_("take")),
    Command("places.all", N_("Decide"), N_("Take all, or none"), ("A", "f8"), "take_all", "A F8", N_("all")),
    Command("places.tag", N_("Annotate"), N_("Tag the places taken, as one"), ("enter",), "tag", "Enter", N_("tag")),
    *(
        Command(f"label.{digit}", N_("Annotate"), N_("Tag with the label of key {digit}"), (str(digit), FULL_WIDTH[digit]), f"label({digit})", str(digit))
        for digit in range(1, 10)
    ),
    Command("place.open", N_("Program"), N_("Open the document there"), ("o", "f3"), "open", "o F3", N_("open there")),
    SCRIPT,
    THEME,
    HELP,
    PALETTE,
    SUSPEND,
    BACK,
)  # fmt: skip

BOOKMARKS: tuple[Command, ...] = (
    *through_list("bookmark", "bookmarks", N_("Next bookmark"), N_("Previous bookmark"), N_("First bookmark"), N_("Last bookmark")),
    Command("bookmark.open", N_("Program"), N_("Open the document there"), ("enter", "o", "f3"), "open", "Enter", N_("open there")),
    Command("bookmark", N_("Program"), N_("Take the bookmark away, or set it again"), ("b", "delete", "space", "ctrl+d"), "take_away", "Delete b", N_("take away")),
    THEME,
    HELP,
    PALETTE,
    SUSPEND,
    BACK,
)  # fmt: skip


LABELS: tuple[Command, ...] = (
    *through_list("label", "labels", N_("Next label"), N_("Previous label"), N_("First label"), N_("Last label")),
    Command("label.edit", N_("Annotate"), N_("Rename, or change what is said of the label"), ("enter", "r", "f2"), "edit", "Enter F2", N_("edit")),
    Command("label.add", N_("Annotate"), N_("Add a label"), ("a", "insert", "f7"), "add", "a F7", N_("add")),
    *(
        Command(f"digit.{digit}", N_("Annotate"), N_("Tag with this label on key {digit}"), (str(digit), FULL_WIDTH[digit]), f"set_key('{digit}')", str(digit))
        for digit in range(1, 10)
    ),
    Command("digit.none", N_("Annotate"), N_("Tag with this label on no key"), ("0", FULL_WIDTH[0], "backspace"), "set_key('')", "0"),
    Command("colour.next", N_("View"), N_("Next colour"), ("right", "c"), "colour(1)", "→ c", N_("colour")),
    Command("colour.previous", N_("View"), N_("Previous colour"), ("left", "C"), "colour(-1)", "← C"),
    Command("label.up", N_("Annotate"), N_("Move the label up"), ("shift+up", "K", "ctrl+up"), "place(-1)", "Shift+↑ K"),
    Command("label.down", N_("Annotate"), N_("Move the label down"), ("shift+down", "J", "ctrl+down"), "place(1)", "Shift+↓ J", N_("order")),
    Command("label.delete", N_("Annotate"), N_("Delete the label; its annotations move to another"), ("delete", "d", "f8"), "delete", "Delete d", N_("delete")),
    Command("menu", N_("Program"), N_("What can be done here"), ("full_stop", *wide("。．")), "menu", ".", N_("menu")),
    Command("history.undo", N_("Annotate"), N_("Undo"), ("u", "ctrl+u"), "undo", "u Ctrl+U", N_("undo")),
    Command("history.redo", N_("Annotate"), N_("Redo"), ("ctrl+r",), "redo", "Ctrl+R"),
    Command("labels.load", N_("Program"), N_("Load a label set from a file"), ("l", "ctrl+o", "f3"), "load", "l F3", N_("load")),
    Command("labels.save", N_("Program"), N_("Save the labels as a file"), ("w", "ctrl+s", "f4"), "save", "w F4", N_("save")),
    THEME,
    HELP,
    PALETTE,
    SUSPEND,
    BACK,
)  # fmt: skip

STATS: tuple[Command, ...] = (
    Command("stats.down", N_("Move"), N_("Down"), ("down", "j"), "scroll(1)", "↓ j"),
    Command("stats.up", N_("Move"), N_("Up"), ("up", "k"), "scroll(-1)", "↑ k"),
    Command("stats.page_down", N_("Move"), N_("Next page"), ("pagedown", "space"), "scroll_page(1)", "PageDown"),
    Command("stats.page_up", N_("Move"), N_("Previous page"), ("pageup",), "scroll_page(-1)", "PageUp"),
    Command("stats.top", N_("Move"), N_("To the top"), ("home",), "scroll_to(False)", "Home"),
    Command("stats.bottom", N_("Move"), N_("To the bottom"), ("end",), "scroll_to(True)", "End"),
    Command("stats.next", N_("View"), N_("Next part: overview, labels, documents, rules, people"), ("tab", "right"), "part(1)", "Tab →", N_("next")),
    Command("stats.previous", N_("View"), N_("Previous part"), ("shift+tab", "left"), "part(-1)", "Shift+Tab ←"),
    Command("stats.again", N_("View"), N_("Count again"), ("r", "f5"), "count", "r F5", N_("count again")),
    THEME,
    HELP,
    PALETTE,
    SUSPEND,
    BACK,
)  # fmt: skip

EXPORT: tuple[Command, ...] = (
    Command("field.next", N_("Move"), N_("Next field"), ("down",), "field(1)", "↓"),
    Command("field.previous", N_("Move"), N_("Previous field"), ("up",), "field(-1)", "↑"),
    Command("choice.next", N_("Select"), N_("Next choice"), ("right",), "choose(1)", "→", N_("choose")),
    Command("choice.previous", N_("Select"), N_("Previous choice"), ("left",), "choose(-1)", "←"),
    Command("choice.take", N_("Select"), N_("Take or leave a label or an annotator; list the formats"), ("space", "f2"), "take", "Space F2", N_("take or leave")),
    Command("export.write", N_("Program"), N_("Write the file"), ("ctrl+e", "f4", "enter"), "write", "Enter F4", N_("write")),
    THEME,
    HELP_BESIDE_TEXT,
    PALETTE,
    SUSPEND,
    Command("back", N_("Program"), N_("Stop writing; or back"), ("escape", "f10"), "back", "Esc F10", N_("back")),
)  # fmt: skip

REVIEW: tuple[Command, ...] = (
    Command("review.next", N_("Move"), N_("Next annotation that waits"), ("down", "j"), "move(1)", "↓ j"),
    Command("review.previous", N_("Move"), N_("Previous annotation that waits"), ("up", "k"), "move(-1)", "↑ k"),
    Command("review.first", N_("Move"), N_("First that waits"), ("home",), "move_to(0)", "Home"),
    Command("review.last", N_("Move"), N_("Last that waits"), ("end",), "move_to(-1)", "End"),
    Command("review.accept", N_("Decide"), N_("Put it where the guess is"), ("enter",), "accept", "Enter", N_("accept the guess")),
    Command("review.place", N_("Decide"), N_("Open the document and say where it stands"), ("o", "f3"), "place", "o F3", N_("by hand")),
    Command("review.discard", N_("Decide"), N_("Discard it: it has no place any more"), ("backspace", "delete"), "discard", "Backspace", N_("discard")),
    Command("history.undo", N_("Annotate"), N_("Undo"), ("u", "f7"), "travel(False)", "u F7", N_("undo")),
    Command("history.redo", N_("Annotate"), N_("Redo"), ("ctrl+r", "f8"), "travel(True)", "Ctrl+R"),
    SCRIPT,
    THEME,
    replace(HELP, hint=""),
    PALETTE,
    SUSPEND,
    BACK,
)  # fmt: skip

SCREENS = {
    "reading": READING,
    "outline": OUTLINE,
    "annotations": MARGIN,
    "find": FIND,
    "library": LIBRARY,
    "search": SEARCH,
    "everywhere": EVERYWHERE,
    "review": REVIEW,
    "bookmarks": BOOKMARKS,
    "labels": LABELS,
    "stats": STATS,
    "export": EXPORT,
}
"""The commands of every screen."""


def check_keys(keys: Mapping[str, str]) -> None:
    """Raises UsageError for keys of a command there is not, and for a key that would mean two things on a screen."""
    for known in SCREENS.values():
        taken: dict[str, str] = {}
        for command in known:
            for key in keys[command.id].split(",") if command.id in keys else command.keys:
                if taken.setdefault(key.strip(), command.id) != command.id:
                    raise UsageError(
                        _("{key}: this key would mean both {one} and {other}.").format(
                            key=key, one=taken[key], other=command.id
                        ),
                        _("See [keys]."),
                    )
    ids = sorted({command.id for known in SCREENS.values() for command in known})
    for command_id in keys:
        if command_id not in ids:
            raise UsageError(_("keys: no command {name!r}.").format(name=command_id), nearest(command_id, ids))
