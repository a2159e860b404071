"""Brings a library of an earlier version up to date: forward only, in one transaction, after a backup.

`schema.sql` makes a new library and always stands at VERSION. A change of the schema adds a function
`m002_what_it_does(database)` here, numbered by the version it leads to, and changes schema.sql to the same
result; a test holds both against each other, starting from a fixture file of every earlier version. A migration
that has been released is never edited.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from reader.errors import LibraryError
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from sqlite_utils import Database

    Step = Callable[[Database], None]

VERSION = 1
STEPS: Mapping[int, Step] = {}
"""By the version each leads to."""


def bring_up_to_date(
    database: Database, path: Path, *, version: int = VERSION, steps: Mapping[int, Step] = STEPS
) -> None:
    """Runs the steps that the library at `path` has not had yet; leaves it as it was where one fails.

    A copy `NAME.before-vN` is made beside it first. Raises LibraryError for a library of a newer version.
    """
    found = _version(database)
    if found > version:
        raise LibraryError(
            _("{path}: this library is of version {found}; this Pizhu knows versions up to {version}.").format(
                path=path, found=found, version=version
            ),
            _("Install a newer Pizhu to open it."),
        )
    if found == version:
        return
    _back_up(database, path.with_name(f"{path.name}.before-v{version}"))
    connection = database.conn
    connection.execute("begin immediate")
    try:
        for number in range(_version(database) + 1, version + 1):
            steps[number](database)
        connection.execute(f"pragma user_version = {version}")
        connection.execute("commit")
    except BaseException:
        database.rollback()
        raise


def _version(database: Database) -> int:
    return int(database.conn.execute("pragma user_version").fetchone()[0])


def _back_up(database: Database, target: Path) -> None:
    with closing(sqlite3.connect(target)) as copy:
        database.conn.backup(copy)
