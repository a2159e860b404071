"""The versions of a document's text: which text is the current one, and those that it took the place of."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from reader.library.editions import FACTS, Edition
from reader.text.paragraphs import Paragraphs

if TYPE_CHECKING:
    from sqlite_utils import Database

    from reader.library.documents import Documents

_FACTS = ", ".join(FACTS)


class Versions:
    """The versions of one library's documents, numbered from 1 for each document."""

    def __init__(self, database: Database, documents: Documents) -> None:
        self._database = database
        self._rows = database.conn.execute
        self._documents = documents

    def current(self, document: int) -> int:
        """The number of the current version."""
        return int(self._rows("select count(*) + 1 from versions where document = ?", [document]).fetchone()[0])

    def at(self, document: int, action: int) -> int:
        """The number of the version that was current when an action was done."""
        row = self._rows("select count(*) + 1 from versions where document = ? and action < ?", [document, action])
        return int(row.fetchone()[0])

    def replaced_by(self, action: int) -> tuple[int, int] | None:
        """The document and number of the version in whose place an action put another; None for other actions."""
        row = self._rows("select document, number from versions where action = ?", [action]).fetchone()
        return None if row is None else (row[0], row[1])

    def edition(self, document: int, number: int) -> Edition:
        """A version, whole; the current one too. KeyError where there is none of that number."""
        row = self._rows(
            f"select {_FACTS}, paragraphs, text from versions where document = ? and number = ?", [document, number]
        ).fetchone()
        if row is not None:
            *facts, paragraphs, text = row
            places = json.loads(paragraphs)
        elif number == self.current(document):
            facts = self._rows(f"select {_FACTS} from documents where id = ?", [document]).fetchone()
            text = self._documents.text(document)
            places = self._rows(
                'select start, "end", kind from paragraphs where document = ? order by number', [document]
            ).fetchall()
        else:
            raise KeyError(number)
        return Edition(dict(zip(FACTS, facts, strict=True)), text, Paragraphs.of(places))

    def text(self, document: int, number: int) -> str:
        """The text of a version."""
        row = self._rows("select text from versions where document = ? and number = ?", [document, number]).fetchone()
        return self._documents.text(document) if row is None else str(row[0])

    def with_digest(self, digest: str) -> list[int]:
        """The documents that had these bytes once and have others now."""
        rows = self._rows("select distinct document from versions where digest = ?", [digest])
        return [document for (document,) in rows]

    def replace(self, document: int, edition: Edition, action: int) -> None:
        """Puts another text in the place of the current one, which is kept. For new_texts.py alone."""
        number = self.current(document)
        old = self.edition(document, number)
        places = json.dumps([row[1:] for row in old.paragraphs.rows()])
        self._rows(
            f"insert into versions (document, number, action, {_FACTS}, paragraphs, text) "
            f"values (?, ?, ?, {', '.join('?' * len(FACTS))}, ?, ?)",
            [document, number, action, *(old.facts[name] for name in FACTS), places, old.text],
        )
        self._rows(
            f"update documents set {', '.join(f'{name} = ?' for name in FACTS)}, length = ?, paragraphs = ? where id = ?",
            [*(edition.facts[name] for name in FACTS), len(edition.text), len(edition.paragraphs), document],
        )
        self._documents.put_text(document, edition)
