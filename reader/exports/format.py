"""What an export format is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from reader.exports.records import Record


@dataclass(frozen=True, slots=True)
class Format:
    """An export format: `write` puts records on a text stream one by one and counts them."""

    name: str
    suffix: str
    title: str
    write: Callable[[Iterable[Record], TextIO], int]
