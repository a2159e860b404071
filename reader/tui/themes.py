"""The two looks of the program: quiet paper, dark and light; the only place where colours are named."""

from __future__ import annotations

from textual.theme import Theme

from reader.annotations.model import COLOURS

HUES = COLOURS
"""The colours a label may have; they stay apart for readers who lack a kind of cone, and every label is underlined."""

DARK = Theme(
    name="pizhu-dark",
    primary="#e0603f",
    accent="#e0603f",
    foreground="#d9d6cf",
    background="#15171c",
    surface="#15171c",
    panel="#1b1e25",
    dark=True,
    variables={
        "current": "#1f232c",
        "dim": "#6f7480",
        "rule": "#2c313b",
        "scrollbar": "#2c313b", "scrollbar-hover": "#6f7480", "scrollbar-active": "#e0603f",
        "scrollbar-background": "#1b1e25", "scrollbar-background-hover": "#1b1e25", "scrollbar-background-active": "#1b1e25",
        "scrollbar-corner-color": "#1b1e25",
        "found": "#5a2c22",
        "selection-ink": "#15171c",
        "ink-blue": "#86b9fa", "tint-blue": "#173246",
        "ink-amber": "#f1d43f", "tint-amber": "#3d2f12",
        "ink-violet": "#8185fa", "tint-violet": "#33234a",
        "ink-green": "#c6eaac", "tint-green": "#173a24",
        "ink-rose": "#f36d7d", "tint-rose": "#452024",
        "ink-teal": "#59f5e4", "tint-teal": "#123a38",
        "ink-brown": "#e79e62", "tint-brown": "#3a2a1c",
        "ink-pink": "#c580b3", "tint-pink": "#43203a",
        "ink-grey": "#b6b1a8", "tint-grey": "#2c313b",
    },
)  # fmt: skip

LIGHT = Theme(
    name="pizhu-light",
    primary="#b03a2e",
    accent="#b03a2e",
    foreground="#2b2a27",
    background="#fbf8f1",
    surface="#fbf8f1",
    panel="#f1ece0",
    dark=False,
    variables={
        "current": "#f0e7d2",
        "dim": "#8a8579",
        "rule": "#d9d2c3",
        "scrollbar": "#d9d2c3", "scrollbar-hover": "#8a8579", "scrollbar-active": "#b03a2e",
        "scrollbar-background": "#f1ece0", "scrollbar-background-hover": "#f1ece0", "scrollbar-background-active": "#f1ece0",
        "scrollbar-corner-color": "#f1ece0",
        "found": "#f3c9bd",
        "selection-ink": "#ffffff",
        "ink-blue": "#2f6b9d", "tint-blue": "#d6e9f3",
        "ink-amber": "#7b6708", "tint-amber": "#fbe8c6",
        "ink-violet": "#4c1851", "tint-violet": "#e8dcf5",
        "ink-green": "#0e3d1e", "tint-green": "#d9efdc",
        "ink-rose": "#ab2951", "tint-rose": "#f8dcdc",
        "ink-teal": "#005d4e", "tint-teal": "#d3eeeb",
        "ink-brown": "#783a02", "tint-brown": "#eddfd1",
        "ink-pink": "#904271", "tint-pink": "#f6dcec",
        "ink-grey": "#313232", "tint-grey": "#e2e1dc",
    },
)  # fmt: skip

HUE_CLASSES = {f"{part}-{hue}" for hue in HUES for part in ("ink", "tint")}
"""The component classes that any widget may have for labels; hues.tcss gives them their colours."""


def hue_of(colour: str, position: int) -> str:
    """The hue of a label: the one it names, or one by its place."""
    return colour if colour in HUES else HUES[(position - 1) % len(HUES)]
