"""Label colours stay tellable for readers who see fewer colours, and readable on their grounds."""

from __future__ import annotations

import math
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from textual.color import Color

from reader.tui.themes import DARK, HUES, LIGHT

if TYPE_CHECKING:
    from textual.theme import Theme

# Machado, Oliveira, Fernandes (2009), severity 1.0: what linear RGB becomes for who lacks a kind of cone.
SIGHT = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}
Three = tuple[float, ...]


def linear(colour: str) -> Three:
    return tuple(
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in Color.parse(colour).normalized
    )


def seen(colour: str, sight: str) -> Three:
    return tuple(
        min(1.0, max(0.0, sum(a * b for a, b in zip(row, linear(colour), strict=True)))) for row in SIGHT[sight]
    )


def lab(rgb: Three) -> Three:
    """CIE L*a*b* of linear sRGB, white D65."""
    matrix = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    x, y, z = (
        value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116
        for value in (
            sum(a * b for a, b in zip(row, rgb, strict=True)) / white
            for row, white in zip(matrix, (0.95047, 1.0, 1.08883), strict=True)
        )
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2."""
    weights = (0.2126, 0.7152, 0.0722)
    dark, light = sorted(sum(w * part for w, part in zip(weights, linear(c), strict=True)) for c in (one, other))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
@pytest.mark.parametrize("sight", SIGHT)
def test_no_two_labels_look_alike(theme: Theme, sight: str) -> None:
    variables = theme.variables
    colours = {hue: lab(seen(variables[f"ink-{hue}"], sight)) for hue in HUES}
    nearest = min(math.dist(colours[one], colours[other]) for one, other in combinations(HUES, 2))
    assert nearest > 9
    first = min(math.dist(colours[one], colours[other]) for one, other in combinations(HUES[:3], 2))
    assert first > 18


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_labels_are_readable_on_the_page_and_on_their_tint(theme: Theme) -> None:
    variables = theme.variables
    for hue in HUES:
        for ground in (str(theme.background), variables[f"tint-{hue}"]):
            assert contrast(variables[f"ink-{hue}"], ground) > 4.5, hue
