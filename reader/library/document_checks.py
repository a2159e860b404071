"""Whether the text of a document is whole, and what is made from it fits: paragraphs, search, places of readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.library.problems import Problem
from reader.text.folding import fold
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlite_utils import Database

    from reader.documents.model import Entry
    from reader.library.mending import Mender


class DocumentChecks:
    """Looks at the documents of one library."""

    def __init__(self, database: Database, mender: Mender) -> None:
        self._rows = database.conn.execute
        self._mender = mender

    def text(self, entry: Entry) -> Iterator[Problem]:
        """What is missing of a document's text: nothing else of it is to be looked at then."""
        pieces = self._rows("select start, length, text from texts where document = ? order by start", [entry.id])
        place = 0
        for start, length, piece in pieces.fetchall():
            if (start, length) != (place, len(piece)):
                break
            place += length
        if place != entry.length:
            yield Problem(
                _(
                    "{name}: of its text, {length} characters, only the first {place} are as they should be. "
                    "Put a backup in its place: pizhu restore."
                ).format(name=entry.name, length=entry.length, place=place)
            )

    def made_of(self, entry: Entry, text: str) -> Iterator[Problem]:
        """Paragraphs and what search looks through that are not those of the text."""
        yield from self._paragraphs(entry, text)
        yield from self._folds(entry)

    def around(self, entry: Entry) -> Iterator[Problem]:
        """Places of readers that are not in the text, and older versions that are missing."""
        yield from self._places(entry)
        yield from self._older_versions(entry)

    def _paragraphs(self, entry: Entry, text: str) -> Iterator[Problem]:
        rows = self._rows('select number, start, "end" from paragraphs where document = ? order by number', [entry.id])
        spans = [(number, start, end) for number, start, end in rows]
        ends = [0, *(end for _number, _start, end in spans)]
        sound = len(spans) == entry.paragraphs and all(
            number == expected and start >= before and end <= entry.length
            for expected, ((number, start, end), before) in enumerate(zip(spans, ends, strict=False), 1)
        )
        if not sound:
            yield Problem(
                _("{name}: its paragraphs do not follow each other.").format(name=entry.name),
                _("split the text anew"),
                lambda _at: self._mender.split_anew(entry, text),
            )

    def _folds(self, entry: Entry) -> Iterator[Problem]:
        rows = self._rows(
            "select texts.start, text, folded from texts left join folds using (document, start) where document = ?",
            [entry.id],
        )
        if any(folded != fold(text).view.encode() for _start, text, folded in rows):
            yield Problem(
                _("{name}: what search looks through is out of date.").format(name=entry.name),
                _("make it anew"),
                lambda _at: self._mender.fold_anew(entry.id),
            )

    def _places(self, entry: Entry) -> Iterator[Problem]:
        for annotator, place in self._rows(
            "select annotator, place from reading where document = ? and not place between 0 and ?",
            [entry.id, entry.length],
        ).fetchall():
            yield Problem(
                _("{name}: {annotator} is said to be at {place}, which is not in the text.").format(
                    name=entry.name, annotator=annotator, place=place
                ),
                _("put them at its start"),
                lambda _at, annotator=annotator: self._mender.run(  # type: ignore[misc] # bound to this annotator
                    "update reading set place = 0 where document = ? and annotator = ?", [entry.id, annotator]
                ),
            )

    def _older_versions(self, entry: Entry) -> Iterator[Problem]:
        numbers = [number for (number,) in self._rows("select number from versions where document = ?", [entry.id])]
        if sorted(numbers) != list(range(1, len(numbers) + 1)):
            yield Problem(
                _("{name}: an older version of its text is missing. Put a backup in its place: pizhu restore.").format(
                    name=entry.name
                )
            )
