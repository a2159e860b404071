"""Batch runs: which pack, when, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.library.database import writing

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class RunCounts:
    """What a run did: suggestions added, withdrawn, changed and left as they were, over how many documents."""

    documents: int = 0
    added: int = 0
    withdrawn: int = 0
    changed: int = 0
    kept: int = 0

    def __add__(self, other: RunCounts) -> RunCounts:
        return RunCounts(
            self.documents + other.documents,
            self.added + other.added,
            self.withdrawn + other.withdrawn,
            self.changed + other.changed,
            self.kept + other.kept,
        )


class Runs:
    """The runs of one library."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._rows = database.conn.execute

    def start(self, pack: str, version: str, digest: str, *, annotator: str, at: str) -> int:
        """Notes that a run begins; gives its number."""
        with writing(self._database):
            cursor = self._rows(
                "insert into runs (pack, version, digest, annotator, started_at) values (?, ?, ?, ?, ?)",
                [pack, version, digest, annotator, at],
            )
            return int(cursor.lastrowid or 0)

    def count(self, run: int, counts: RunCounts, finished_at: str | None = None) -> None:
        """Keeps what a run has done so far, and when it was done."""
        with writing(self._database):
            self._rows(
                "update runs set documents = ?, added = ?, withdrawn = ?, changed = ?, kept = ?, finished_at = ? where id = ?",
                [counts.documents, counts.added, counts.withdrawn, counts.changed, counts.kept, finished_at, run],
            )

    def last(self) -> int | None:
        """The number of the latest run that changed something and was not taken back."""
        row = self._rows("select max(run) from actions where name = 'run' and not undone").fetchone()
        return None if row is None or row[0] is None else int(row[0])
