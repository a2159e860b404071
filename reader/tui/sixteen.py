"""The two looks for terminals of sixteen colours, where the quiet ones would fall together into black and white.

The values are exactly those of the sixteen, so that each becomes the one that is meant. What stands under text is
one of the first eight, which every terminal can, and so are the first three labels; a label's colour is never mixed with
a tint of it, as no two terminals show the same yellow: what is decided is reversed instead (hues.tcss).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.tui.themes import DARK, HUES, LIGHT

if TYPE_CHECKING:
    from textual.theme import Theme


def _in_sixteen(theme: Theme, ink: str, ground: str, **variables: str) -> Theme:
    """The look in the colours given, all on one ground: no tint stands beside it."""
    grounds = ("scrollbar-background", "scrollbar-background-hover", "scrollbar-background-active", "scrollbar-corner-color", "current")  # fmt: skip
    return replace(
        theme,
        primary="#aa0000",
        accent="#aa0000",
        foreground=ink,
        background=ground,
        surface=ground,
        panel=ground,
        variables=theme.variables
        | dict.fromkeys([*grounds, *(f"tint-{hue}" for hue in HUES)], ground)
        | {"scrollbar": "#555555", "scrollbar-hover": "#555555", "scrollbar-active": "#aa0000"}
        | {"selection-ink": "#ffffff"}
        | {name.replace("_", "-"): colour for name, colour in variables.items()},
    )


DARK_16 = _in_sixteen(
    DARK,
    ink="#ffffff",
    ground="#000000",
    dim="#aaaaaa",
    rule="#555555",
    found="#0000aa",
    ink_blue="#00aaaa",
    ink_amber="#aa5500",
    ink_violet="#aa00aa",
    ink_green="#00aa00",
    ink_rose="#ff5555",
    ink_teal="#55ffff",
    ink_brown="#ffff55",
    ink_pink="#ff55ff",
    ink_grey="#aaaaaa",
)

LIGHT_16 = _in_sixteen(
    LIGHT,
    ink="#000000",
    ground="#aaaaaa",
    dim="#000000",
    rule="#000000",
    found="#00aaaa",
    ink_blue="#0000aa",
    ink_amber="#aa0000",
    ink_violet="#aa00aa",
    ink_green="#00aa00",
    ink_rose="#aa0000",
    ink_teal="#00aaaa",
    ink_brown="#aa5500",
    ink_pink="#aa00aa",
    ink_grey="#000000",
)


def has_sixteen(color_system: str | None) -> bool:
    """Whether a terminal, by what Rich calls its colours, has sixteen."""
    return color_system in ("standard", "windows")


def themes_for(color_system: str | None) -> tuple[Theme, Theme]:
    """The dark and the light look that a terminal can show, by what Rich calls its colours."""
    return (DARK_16, LIGHT_16) if has_sixteen(color_system) else (DARK, LIGHT)
