"""Small pieces of messages that both front ends use."""

from __future__ import annotations

from reader.translation import N_, _, ngettext

# What the library keeps as names, and people read as words.
_ACTIONS = (
    N_("annotate"), N_("everywhere"), N_("accept"), N_("reject"), N_("delete"), N_("note"), N_("correct"),
    N_("place"), N_("discard"), N_("repair"), N_("run"), N_("import"), N_("undo"), N_("redo"), N_("version"),
    N_("remove"),
    N_("add label"), N_("edit label"), N_("order labels"), N_("delete label"), N_("load labels"),
)  # fmt: skip
_STATUSES = (N_("suggested"), N_("accepted"), N_("rejected"))
_COLOURS = (
    N_("blue"), N_("amber"), N_("violet"), N_("green"), N_("rose"), N_("teal"), N_("brown"), N_("pink"), N_("grey"),
)  # fmt: skip
_SCRIPTS = (N_("simplified"), N_("traditional"), N_("mixed"), N_("neither"))


def plural(count: int, one: str, many: str) -> str:
    """The phrase for a number, in the language of the interface: `1 document`, `1,234 documents`.

    `one` and `many` are the whole phrase with `{count}` in it.
    """
    return ngettext(one, many, count).format(count=f"{count:,}")


def action_in_words(name: str) -> str:
    """An action of the history, in the language of the interface; a name that is not known as it is."""
    return _(name) if name in _ACTIONS else name


def colour_in_words(name: str) -> str:
    """The colour of a label, in the language of the interface."""
    return _(name) if name in _COLOURS else name


def script_in_words(name: str) -> str:
    """The script of a document, in the language of the interface."""
    return _(name) if name in _SCRIPTS else name


def status_in_words(name: str) -> str:
    """The status of an annotation, in the language of the interface."""
    return _(name) if name in _STATUSES else name
