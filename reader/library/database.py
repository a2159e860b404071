"""Opens a library file: connection settings, a new library from schema.sql, an old one brought up to date."""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import contextmanager
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

from reader.errors import HeldError, LibraryError
from reader.library.backups import APPLICATION_ID
from reader.library.migrations import bring_up_to_date
from reader.resources import resource
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import ModuleType

    from sqlite_utils import Database

PATIENCE_SECONDS = 30.0


def open_database(path: Path, patience: float = PATIENCE_SECONDS) -> Database:
    """The library at `path`, made new where there is none, ready to be written.

    `patience` is how many seconds a writer waits for another.
    Raises LibraryError where the file is no library, is damaged, is of a newer version, or cannot be written.
    """
    with speaking_of(path):
        _prepare_place(path)
        connection = sqlite3.connect(path, timeout=patience, check_same_thread=False)
        try:
            database = cast("Database", _LateDatabase(connection))
            _adopt(database, path)
            connection.execute("pragma foreign_keys = on")
            connection.execute("pragma journal_mode = wal")
            # What the screen shows as saved survives a power cut too.
            connection.execute("pragma synchronous = full")
            bring_up_to_date(database, path)
        except BaseException:
            connection.close()
            raise
        return database


def get_ready() -> None:
    """Loads what the first change of a library needs; a screen does so in a worker, before one changes something."""
    # It would load this large library where that is installed, and needs it for nothing that is done here.
    absent = sys.modules.setdefault("pandas", cast("ModuleType", None)) is None
    try:
        import_module("sqlite_utils")
    finally:
        if absent:
            sys.modules.pop("pandas", None)  # another thread may have been here too


@contextmanager
def writing(database: Database) -> Iterator[None]:
    """One transaction; inside another it is part of that one.

    It takes the write lock at once: a transaction that reads first and then wants to write cannot wait for
    another writer, it fails.
    """
    connection = database.conn
    if connection.in_transaction:
        with database.atomic():
            yield
        return
    connection.execute("begin immediate")
    try:
        yield
    except BaseException:
        database.rollback()
        raise
    connection.execute("commit")


@contextmanager
def speaking_of(path: Path) -> Iterator[None]:
    """Turns what SQLite says into a LibraryError that names the file and what to do."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        reason = str(error)
        if "locked" in reason:
            raise HeldError(_("{path}: Another program holds the library.").format(path=path), _hint(reason)) from error
        raise LibraryError(f"{path}: {reason}.", _hint(reason)) from error


class _LateDatabase:
    """A Database of sqlite_utils that is made when more than its connection is asked for.

    The module takes as long to load as half of the screen, and to show a library nothing of it is needed.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.conn = connection

    @cached_property
    def _made(self) -> Database:
        get_ready()
        from sqlite_utils import Database

        return Database(self.conn, execute_plugins=False)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._made, name)

    def rollback(self) -> None:
        """Takes back what has not been committed."""
        self.conn.rollback()

    def close(self) -> None:
        """Closes the connection."""
        self.conn.close()


def _hint(reason: str) -> str:
    for sign, hint in (
        ("not a database", _("It is no Pizhu library; choose another file with --db.")),
        ("malformed", _("The file is damaged: put a backup in its place.")),
        ("readonly", _("The file or its folder may not be written; choose another with --db.")),
        ("unable to open", _("Its folder may not exist or may not be written; choose another with --db.")),
        ("locked", _("Nothing was written. Close the other program, or try again.")),
        ("full", _("Make room and try again. What was saved is safe.")),
        ("I/O error", _("The disk may be full, or gone: see to it and try again. What was saved is safe.")),
    ):
        if sign in reason:
            return hint
    return ""


def _prepare_place(path: Path) -> None:
    """Makes the folder and an empty file that only this user may read, before SQLite makes them for everyone."""
    if path.is_dir():
        raise LibraryError(_("{path}: this is a folder.").format(path=path), _("Name a file with --db."))
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise LibraryError(f"{path}: {error.strerror or error}.", _("Choose another place with --db.")) from error


def _adopt(database: Database, path: Path) -> None:
    """Fills an empty file with a new library; refuses a file that is something else."""
    connection = database.conn
    if _pragma(connection, "application_id") == APPLICATION_ID:
        return
    if connection.execute("select count(*) from sqlite_schema").fetchone()[0]:
        raise LibraryError(
            _("{path}: an SQLite file, but not a Pizhu library.").format(path=path), _("Choose another file with --db.")
        )
    with writing(database):
        # Another process may have been first.
        if _pragma(connection, "application_id") != APPLICATION_ID:
            for statement in _statements(resource("schema.sql").read_text("utf-8")):
                connection.execute(statement)


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"pragma {name}").fetchone()[0])


def _statements(script: str) -> Iterator[str]:
    """The statements of a script, one by one: executescript() would commit the transaction it stands in."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
