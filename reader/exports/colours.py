"""The colours of labels outside the terminal; by the names that label sets use."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from reader.annotations.model import Label


class Shades(NamedTuple):
    """A hue as `#rrggbb`: strong for lines and letters, pale behind them; on paper and on a dark page."""

    ink: str
    tint: str
    dark_ink: str
    dark_tint: str


HUES = {
    "blue": Shades("#0b5e8a", "#d6e9f3", "#79c0ee", "#173246"),
    "amber": Shades("#7a4b00", "#fbe8c6", "#f2c46d", "#3d2f12"),
    "violet": Shades("#5b2a86", "#e8dcf5", "#c9a2f2", "#33234a"),
    "green": Shades("#1d6b35", "#d9efdc", "#8fd19e", "#173a24"),
    "rose": Shades("#9c2430", "#f8dcdc", "#f29a9a", "#452024"),
    "teal": Shades("#0b5f5a", "#d3eeeb", "#66cfc6", "#123a38"),
    "brown": Shades("#6b4424", "#eddfd1", "#d3ab86", "#3a2a1c"),
    "pink": Shades("#8c2a69", "#f6dcec", "#f0a3d2", "#43203a"),
    "grey": Shades("#4d4f55", "#e2e1dc", "#b9bec9", "#2c313b"),
}


def hue_of(label: Label) -> str:
    """The name of a label's hue: the one it names, or one by its place."""
    return label.colour if label.colour in HUES else list(HUES)[(label.position - 1) % len(HUES)]


def shades_of(label: Label) -> Shades:
    """The colours of a label."""
    return HUES[hue_of(label)]
