"""Writes annotations in a format to a file, whole or not at all: what the command and the screen both call."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from reader.exports.format import Outcome
from reader.exports.records import records
from reader.files import replacing
from reader.library.records import Selection

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from reader.exports.format import Format
    from reader.library import Library
    from reader.library.records import Placed

_EVERY = 250  # annotations between two looks of `progress`


def export(
    library: Library,
    form: Format,
    target: Path | TextIO,
    selection: Selection | None = None,
    progress: Callable[[int], None] | None = None,
) -> Outcome:
    """Writes the selected annotations; a path is replaced whole when all is written, or stays as it was.

    `progress` is called now and then with the number of annotations so far; what it raises stops the writing.
    Raises ReaderError where the target cannot be written.
    """
    placed = _told(library.records.stream(selection or Selection()), progress)
    if not isinstance(target, Path):
        return Outcome(form.write(records(placed), target))
    with replacing(target) as stream:
        return Outcome(form.write(records(placed), stream))


def _told(placed: Iterable[Placed], progress: Callable[[int], None] | None) -> Iterator[Placed]:
    for number, one in enumerate(placed):
        if progress is not None and number % _EVERY == 0:
            progress(number)
        yield one
