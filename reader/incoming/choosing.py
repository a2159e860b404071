"""Owns which documents of a file are taken, where a person chose some by their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.errors import InputError, nearest
from reader.incoming.counting import brief
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reader.annotations.sources.format import MarkedDocument
    from reader.incoming.shelf import Shelf

_REMEMBERED = 10_000  # names that were met, to tell the nearest of


class Chosen:
    """The documents that a person chose; all of them where no name was given."""

    def __init__(self, shelf: Shelf, names: frozenset[str]) -> None:
        self._shelf = shelf
        self._names = names
        self._found: set[str] = set()
        self._met: set[str] = set()

    def of(self, records: Iterable[MarkedDocument | InputError]) -> Iterator[MarkedDocument | InputError]:
        """What is said of the chosen documents, and what could not be read."""
        for record in records:
            if isinstance(record, InputError) or not self._names or self._takes(record):
                yield record

    def missing(self) -> Iterator[InputError]:
        """A failure for each name that no file spoke of."""
        for name in sorted(self._names - self._found):
            yield InputError(
                _("No file says anything of a document {name}.").format(name=brief(name)), nearest(name, self._met)
            )

    def _takes(self, marked: MarkedDocument) -> bool:
        called = set(marked.names)
        if called.isdisjoint(self._names):
            known = self._shelf.find(marked)
            called |= set() if known is None else {known.name}
        if len(self._met) < _REMEMBERED:
            self._met |= called
        wanted = called & self._names
        self._found |= wanted
        return bool(wanted)
