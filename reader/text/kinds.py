"""Owns the kinds of paragraphs. Who tells them apart: line_kinds.py."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a paragraph is for; the value is what the database holds and rule packs name."""

    TITLE = "title"
    HEADING = "heading"
    BYLINE = "byline"
    BODY = "body"
    CAPTION = "caption"
    BOILERPLATE = "boilerplate"


KINDS = tuple(Kind)
"""The kinds by their codes: in columns a kind is kept as one byte, its place here."""
CODES = {kind: code for code, kind in enumerate(KINDS)}
