"""What an export format is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from reader.exports.records import Record


@dataclass(frozen=True, slots=True)
class Format:
    """An export format: `write` puts records on a text stream one by one and counts them.

    `loses` names what the format has no place for, in one line.
    """

    name: str
    suffix: str
    title: str
    write: Callable[[Iterable[Record], TextIO], int]
    loses: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an export wrote: how many annotations, and phrases for what the format did not hold."""

    count: int
    lost: tuple[str, ...] = ()
