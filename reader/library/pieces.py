"""Owns the pieces in which a text is kept, and the match form of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text.folding import fold
from reader.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

PIECE = 16_384  # code points of a text kept in one row, at most


def pieces_of(text: str) -> Iterator[Span]:
    """The pieces in which a text is kept: of at most PIECE code points, and whole lines where a line is no longer."""
    start = 0
    while start < len(text):
        end = start + PIECE
        if end < len(text):
            end = text.rfind("\n", start, end) + 1 or end
        yield Span(start, min(end, len(text)))
        start = end


def folds_of(text: str) -> Iterator[bytes]:
    """The match form of each piece, in UTF-8."""
    return (fold(piece.slice(text)).view.encode() for piece in pieces_of(text))
