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
    "blue": Shades("#2f6b9d", "#d6e9f3", "#86b9fa", "#173246"),
    "amber": Shades("#7b6708", "#fbe8c6", "#f1d43f", "#3d2f12"),
    "violet": Shades("#4c1851", "#e8dcf5", "#8185fa", "#33234a"),
    "green": Shades("#0e3d1e", "#d9efdc", "#c6eaac", "#173a24"),
    "rose": Shades("#ab2951", "#f8dcdc", "#f36d7d", "#452024"),
    "teal": Shades("#005d4e", "#d3eeeb", "#59f5e4", "#123a38"),
    "brown": Shades("#783a02", "#eddfd1", "#e79e62", "#3a2a1c"),
    "pink": Shades("#904271", "#f6dcec", "#c580b3", "#43203a"),
    "grey": Shades("#313232", "#e2e1dc", "#b6b1a8", "#2c313b"),
}


def hue_of(label: Label) -> str:
    """The name of a label's hue: the one it names, or one by its place."""
    return label.colour if label.colour in HUES else list(HUES)[(label.position - 1) % len(HUES)]


def shades_of(label: Label) -> Shades:
    """The colours of a label."""
    return HUES[hue_of(label)]
