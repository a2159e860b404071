"""The two looks for terminals of sixteen colours, where the quiet ones would fall together into black and white.

The values are exactly those of the sixteen, so that each becomes the one that is meant. What stands under text is
one of the first eight, which every terminal can, and so are the first three labels; a label's colour is never mixed with a tint of it, as no two
terminals show the same yellow: what is decided is reversed instead (app.tcss).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.tui.themes import DARK, LIGHT

if TYPE_CHECKING:
    from textual.theme import Theme

DARK_16 = replace(
    DARK,
    primary="#aa0000",
    accent="#aa0000",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#000000",
    variables=DARK.variables | {
        "scrollbar": "#555555", "scrollbar-hover": "#555555", "scrollbar-active": "#aa0000",
        "scrollbar-background": "#000000", "scrollbar-background-hover": "#000000",
        "scrollbar-background-active": "#000000", "scrollbar-corner-color": "#000000",
        "current": "#000000",
        "dim": "#aaaaaa",
        "rule": "#555555",
        "found": "#0000aa",
        "selection-ink": "#ffffff",
        "ink-blue": "#00aaaa", "tint-blue": "#000000",
        "ink-amber": "#aa5500", "tint-amber": "#000000",
        "ink-violet": "#aa00aa", "tint-violet": "#000000",
        "ink-green": "#00aa00", "tint-green": "#000000",
        "ink-rose": "#ff5555", "tint-rose": "#000000",
        "ink-teal": "#55ffff", "tint-teal": "#000000",
        "ink-brown": "#ffff55", "tint-brown": "#000000",
        "ink-pink": "#ff55ff", "tint-pink": "#000000",
        "ink-grey": "#aaaaaa", "tint-grey": "#000000",
    },
)  # fmt: skip

LIGHT_16 = replace(
    LIGHT,
    primary="#aa0000",
    accent="#aa0000",
    foreground="#000000",
    background="#aaaaaa",
    surface="#aaaaaa",
    panel="#aaaaaa",
    variables=LIGHT.variables | {
        "scrollbar": "#555555", "scrollbar-hover": "#555555", "scrollbar-active": "#aa0000",
        "scrollbar-background": "#aaaaaa", "scrollbar-background-hover": "#aaaaaa",
        "scrollbar-background-active": "#aaaaaa", "scrollbar-corner-color": "#aaaaaa",
        "current": "#aaaaaa",
        "dim": "#000000",
        "rule": "#000000",
        "found": "#00aaaa",
        "selection-ink": "#ffffff",
        "ink-blue": "#0000aa", "tint-blue": "#aaaaaa",
        "ink-amber": "#aa0000", "tint-amber": "#aaaaaa",
        "ink-violet": "#aa00aa", "tint-violet": "#aaaaaa",
        "ink-green": "#00aa00", "tint-green": "#aaaaaa",
        "ink-rose": "#aa0000", "tint-rose": "#aaaaaa",
        "ink-teal": "#00aaaa", "tint-teal": "#aaaaaa",
        "ink-brown": "#aa5500", "tint-brown": "#aaaaaa",
        "ink-pink": "#aa00aa", "tint-pink": "#aaaaaa",
        "ink-grey": "#000000", "tint-grey": "#aaaaaa",
    },
)  # fmt: skip


def has_sixteen(color_system: str | None) -> bool:
    """Whether a terminal, by what Rich calls its colours, has sixteen."""
    return color_system in ("standard", "windows")


def themes_for(color_system: str | None) -> tuple[Theme, Theme]:
    """The dark and the light look that a terminal can show, by what Rich calls its colours."""
    return (DARK_16, LIGHT_16) if has_sixteen(color_system) else (DARK, LIGHT)
