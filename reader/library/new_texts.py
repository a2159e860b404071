"""Puts another text in the place of a document's own: with its annotations, and with where people are reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.annotations.carrying import Text
from reader.library.actions import Action
from reader.library.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlite_utils import Database

    from reader.annotations.changes import Change
    from reader.library.actions import Actions
    from reader.library.carrier import Carrier
    from reader.library.documents import Documents
    from reader.library.editions import Edition
    from reader.library.reading import Reading
    from reader.library.versions import Versions


class NewTexts:
    """Replaces texts, as one action each."""

    def __init__(
        self,
        database: Database,
        actions: Actions,
        carrier: Carrier,
        documents: Documents,
        versions: Versions,
        reading: Reading,
    ) -> None:
        self._database = database
        self._actions = actions
        self._carrier = carrier
        self._documents = documents
        self._versions = versions
        self._reading = reading

    def replace(
        self,
        name: str,
        document: int,
        edition: Edition,
        back: Mapping[str, Change],
        *,
        annotator: str,
        at: str,
        undoes: int | None = None,
    ) -> Action:
        """Gives a document a new text, and every annotation of it its place there or a review.

        `back` is what led away from that text, where it was there before, by annotation.
        """
        changes = tuple(self._carrier.into(document, edition, at, back))
        old = self._versions.edition(document, self._versions.current(document))
        action = self._actions.begin(name, document, annotator=annotator, at=at, undoes=undoes)
        self._versions.replace(document, edition, action)
        self._reading.carry(
            document, Text(old.text, old.paragraphs.spans), Text(edition.text, edition.paragraphs.spans)
        )
        Writer(self._database, self._carrier, self._documents).apply_all(changes)
        self._actions.note(action, changes)
        return Action(action, at, annotator, name, document, None, changes)
