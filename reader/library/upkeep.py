"""Keeping a library well: copies of it, what is wrong with it, and putting that right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.library import backups

if TYPE_CHECKING:
    from pathlib import Path

    from sqlite_utils import Database

    from reader.library.checking import Checker
    from reader.library.problems import Problem


class Upkeep:
    """Looks after the library at `path`."""

    def __init__(self, database: Database, path: Path) -> None:
        self._connection = database.conn
        self._path = path
        self._database = database

    def back_up(self, target: Path) -> int:
        """Writes a copy, proved, safe while others write; its bytes. Raises LibraryError where that cannot be."""
        return backups.back_up(self._connection, target)

    def back_up_before(self, what: str, at: str) -> Path:
        """Makes a copy beside the library before something that changes much (`what`, one word); where it is."""
        return backups.back_up_before(self._connection, self._path, what, at)

    @property
    def folder(self) -> Path:
        """Where the copies are that are made without being asked for."""
        return backups.folder_of(self._path)

    def problems(self) -> list[Problem]:
        """What is wrong; empty where all is well."""
        return list(self._checker().problems())

    def repair(self, at: str) -> tuple[Path, list[Problem]]:
        """Makes a copy, then puts right what can be, together; the copy, and what is still wrong."""
        copy = backups.back_up_before(self._connection, self._path, "repair", at, damaged=True)
        problems, checker = self.problems(), self._checker()
        while checker.mend(problems, at):  # one thing put right may uncover another
            left = self.problems()
            if len(left) >= len(problems):
                return copy, left
            problems = left
        return copy, problems

    def _checker(self) -> Checker:
        from reader.library.checking import Checker  # what it compares with is not loaded to open a library

        return Checker(self._database)
