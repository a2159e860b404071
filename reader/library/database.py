"""Opens a library file: connection settings, a new library from schema.sql, an old one brought up to date.

A file that may not be written, or that stands in a folder that may not, is opened to be read.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import contextmanager, suppress
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

from reader.errors import LibraryError, ReadOnlyError
from reader.files import make_private
from reader.library.backups import APPLICATION_ID, PATIENCE_SECONDS, held_error, no_library
from reader.library.migrations import VERSION, bring_up_to_date, refuse_newer
from reader.resources import resource
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import ModuleType

    from sqlite_utils import Database

_PAGE_BYTES = 16_384  # texts are long: in pages of 4 KB they take a third longer to write, and a note as long to save


def open_database(path: Path, patience: float = PATIENCE_SECONDS) -> Database:
    """The library at `path`, made new where there is none, ready to be written; to be read where it may only be.

    `patience` is how many seconds a writer waits for another.
    Raises LibraryError where the file is no library, is damaged, is of a newer version, or cannot be made, and where
    it may only be read and is of an older version.
    """
    with speaking_of(path):
        _prepare_place(path)
        if not may_write(path):
            return _open_to_read(path, patience)
        connection = sqlite3.connect(path, timeout=patience, check_same_thread=False)
        try:
            database = cast("Database", _LateDatabase(connection))
            _adopt(database, path)
            refuse_newer(_pragma(connection, "user_version"), path)  # before anything is written, the mode too
            connection.execute("pragma foreign_keys = on")
            connection.execute("pragma journal_mode = wal")
            # What the screen shows as saved survives a power cut too.
            connection.execute("pragma synchronous = full")
            bring_up_to_date(database, path)
        except BaseException:
            connection.close()
            raise
        return database


def may_write(path: Path) -> bool:
    """Whether this user may write the library at `path`: the file, and the log that stands beside it meanwhile."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def get_ready() -> None:
    """Loads what the first change of a library needs; a screen does so in a worker, before one changes something."""
    # It would load these large libraries where they are installed, and needs them for nothing that is done here.
    absent = [name for name in ("pandas", "numpy") if sys.modules.setdefault(name, cast("ModuleType", None)) is None]
    try:
        import_module("sqlite_utils")
    finally:
        for name in absent:
            sys.modules.pop(name, None)  # another thread may have been here too


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
def without_log(database: Database) -> Iterator[None]:
    """Inside, a transaction goes straight into the file, where nobody else has it open; else all is as ever.

    A large one takes a fifth less time: what goes through the log is written twice. Meanwhile nobody can read.
    """
    execute = database.conn.execute
    patience = _pragma(database.conn, "busy_timeout")
    execute("pragma busy_timeout = 0")
    try:
        with suppress(sqlite3.OperationalError):  # somebody has it open
            execute("pragma journal_mode = delete")
    finally:
        execute(f"pragma busy_timeout = {patience}")
    try:
        yield
    finally:
        with suppress(sqlite3.OperationalError):  # somebody came; whoever opens it next brings the log back
            execute("pragma journal_mode = wal")


@contextmanager
def unchecked(database: Database) -> Iterator[None]:
    """Inside, what the tables demand of values is not asked: it takes half the time of a short row.

    For many rows that are right as this program makes them. Foreign keys, keys and triggers are heeded still.
    """
    execute = database.conn.execute
    execute("pragma ignore_check_constraints = on")
    try:
        yield
    finally:
        execute("pragma ignore_check_constraints = off")


@contextmanager
def speaking_of(path: Path) -> Iterator[None]:
    """Turns what SQLite says into a LibraryError that names the file and what to do."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        reason = str(error)
        if "readonly" in reason:
            raise ReadOnlyError(
                _("{path}: this library may only be read: nothing was written.").format(path=path),
                _("To work on it, make a copy of your own: pizhu backup COPY, then pizhu --db COPY."),
            ) from error
        if "locked" in reason:
            raise held_error(path) from error
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
        ("unable to open", _("Its folder may not exist or may not be written; choose another with --db.")),
        ("full", _("Make room and try again. What was saved is safe.")),
        ("I/O error", _("The disk may be full, or gone: see to it and try again. What was saved is safe.")),
    ):
        if sign in reason:
            return hint
    return ""


def _open_to_read(path: Path, patience: float) -> Database:
    """Opens a library of this version that nothing is to be written into."""
    connection = _connect_to_read(path, patience)
    try:
        _require_this_version(connection, path)
    except BaseException:
        connection.close()
        raise
    return cast("Database", _LateDatabase(connection))


def _require_this_version(connection: sqlite3.Connection, path: Path) -> None:
    """Raises LibraryError for what is no library, and for one that would have to be brought up to date."""
    if _pragma(connection, "application_id") != APPLICATION_ID:
        raise no_library(path)
    found = _pragma(connection, "user_version")
    refuse_newer(found, path)
    if found < VERSION:
        raise ReadOnlyError(
            _("{path}: this library is of version {found} and may only be read, so it stays as it is.").format(
                path=path, found=found
            ),
            _("Copy it to a folder that may be written: there it is brought up to date when it is opened."),
        )


def _connect_to_read(path: Path, patience: float) -> sqlite3.Connection:
    """A connection that never writes; raises ReadOnlyError where what was written last cannot be read with it."""
    address = f"{path.resolve().as_uri()}?mode=ro"
    connection = sqlite3.connect(address, uri=True, timeout=patience, check_same_thread=False)
    try:
        _pragma(connection, "application_id")
    except sqlite3.OperationalError as error:
        connection.close()
        if "locked" in str(error):
            raise held_error(path) from error
        log = next((one for one in map(path.with_name, _unfinished(path)) if one.exists() and one.stat().st_size), None)
        if log is not None:
            raise ReadOnlyError(
                _(
                    "{path}: its latest changes stand in {log}, which cannot be read where nothing may be written."
                ).format(path=path, log=log.name),
                _("Copy both files to a folder that may be written, and open the copy."),
            ) from error
        # SQLite wants to write beside a library even to read it; without a log there is nothing to agree on.
        connection = sqlite3.connect(f"{address}&immutable=1", uri=True, check_same_thread=False)
    return connection


def _unfinished(path: Path) -> tuple[str, str]:
    """Files beside a library without which what stands in it may be half of a change."""
    return f"{path.name}-wal", f"{path.name}-journal"


def _prepare_place(path: Path) -> None:
    """Makes the folder and an empty file that only this user may read, before SQLite makes them for everyone."""
    if path.is_dir():
        raise LibraryError(_("{path}: this is a folder.").format(path=path), _("Name a file with --db."))
    try:
        if not path.exists():
            make_private(path.parent)
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise LibraryError(f"{path}: {error.strerror or error}.", _("Choose another place with --db.")) from error


def _adopt(database: Database, path: Path) -> None:
    """Fills an empty file with a new library; refuses a file that is something else."""
    connection = database.conn
    if _pragma(connection, "application_id") == APPLICATION_ID:
        return
    if connection.execute("select count(*) from sqlite_schema").fetchone()[0]:
        raise no_library(path)
    connection.execute(f"pragma page_size = {_PAGE_BYTES}")
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
