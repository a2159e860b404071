"""Exports: one file a format, and the registry that knows them all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.exports.csv import CSV
from reader.exports.jsonl import JSONL
from reader.exports.writing import export

if TYPE_CHECKING:
    from reader.exports.format import Format

__all__ = ["FORMATS", "export"]

FORMATS: dict[str, Format] = {known.name: known for known in (CSV, JSONL)}
