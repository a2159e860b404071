"""Keeping a library well: copies of it while it is in use, and whether everything in it is as it should be."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from reader.errors import LibraryError
from reader.library.annotations import Annotations
from reader.library.database import APPLICATION_ID
from reader.library.documents import Documents
from reader.library.reviews import Reviews
from reader.library.versions import Versions
from reader.text.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlite_utils import Database


class Upkeep:
    """Looks after one library."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._rows = database.conn.execute

    def back_up(self, target: Path) -> int:
        """Writes a whole copy, safe while others write, takes the place of `target` when it is proved; its bytes.

        Raises LibraryError where the copy is not sound or cannot be written, and where `target` is the library
        itself or a file that is no library.
        """
        self._refuse_to_replace(target)
        temporary = target.with_name(f".{target.name}.{os.getpid()}")
        try:
            os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
            with closing(sqlite3.connect(temporary)) as copy:
                self._database.conn.backup(copy)
                copy.execute("pragma journal_mode = delete")  # one file, nothing beside it
                (verdict,) = copy.execute("pragma integrity_check").fetchone()
            if verdict != "ok":
                raise LibraryError(f"{target}: the copy is not sound: {verdict}.", "Run pizhu check.")
            temporary.replace(target)
        except (OSError, sqlite3.Error) as error:
            raise LibraryError(
                f"{target}: {error}.", "Choose another place; an older copy there is untouched."
            ) from error
        finally:
            temporary.unlink(missing_ok=True)
        return target.stat().st_size

    def _refuse_to_replace(self, target: Path) -> None:
        try:
            if not target.exists():
                return
            _, _, own = self._rows("pragma database_list").fetchone()
            if own and target.samefile(own):
                raise LibraryError(f"{target}: this is the library itself.", "Name another file.")
            with target.open("rb") as file:
                head = file.read(72)
        except OSError as error:
            raise LibraryError(f"{target}: {error.strerror or error}.", "Choose another place.") from error
        if head and int.from_bytes(head[68:72]) != APPLICATION_ID:
            raise LibraryError(f"{target}: there is a file that is no Pizhu library.", "Name another file.")

    def problems(self) -> Iterator[str]:
        """What is wrong, a sentence each: the file, references, texts and their match forms, quotes; none if all is well."""
        for (verdict,) in self._rows("pragma integrity_check").fetchall():
            if verdict != "ok":
                yield f"The file is damaged: {verdict}."
        for table, row, parent, _ in self._rows("pragma foreign_key_check").fetchall():
            yield f"Row {row} of {table} refers to a row of {parent} that is not there."
        documents, annotations = Documents(self._database), Annotations(self._database)
        for entry in documents.entries():
            text = documents.text(entry.id)
            if len(text) != entry.length:
                yield f"{entry.name}: the text has {len(text)} characters, not {entry.length}."
            for annotation in annotations.of_document(entry.id):
                if annotation.span.slice(text) != annotation.quote:
                    yield f"{entry.name}: “{annotation.quote}” does not stand at {annotation.span.start}."
            yield from self._stale_folds(entry.id, entry.name)
            yield from self._bad_versions(entry.id, entry.name)

    def _bad_versions(self, document: int, name: str) -> Iterator[str]:
        """What is wrong with older versions of a text, and with what waits for review."""
        versions = Versions(self._database, Documents(self._database))
        numbers = self._rows("select number from versions where document = ? order by number", [document]).fetchall()
        if [number for (number,) in numbers] != list(range(1, len(numbers) + 1)):
            yield f"{name}: an older version of the text is missing."
        for annotation in Reviews(self._database).of_document(document):
            version = annotation.review.version if annotation.review else 0
            if annotation.span.slice(versions.text(document, version)) != annotation.quote:
                yield f"{name}: “{annotation.quote}” does not stand at {annotation.span.start} of version {version}."
            if self._rows("select count(*) from annotations where id = ?", [annotation.id]).fetchone()[0]:
                yield f"{name}: “{annotation.quote}” waits for review and has a place."

    def _stale_folds(self, document: int, name: str) -> Iterator[str]:
        rows = self._rows(
            "select texts.start, text, folded from texts left join folds using (document, start) where document = ?",
            [document],
        )
        if any(folded != fold(text).view.encode() for _, text, folded in rows):
            yield f"{name}: what search looks through is out of date."
