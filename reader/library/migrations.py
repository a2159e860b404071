"""Brings a library of an earlier version up to date: forward only, in one transaction, after a backup.

`schema.sql` makes a new library and always stands at VERSION. A change of the schema adds a function
`m002_what_it_does(database)` here, numbered by the version it leads to, and changes schema.sql to the same
result; a test holds both against each other, starting from a fixture file of every earlier version. A migration
that has been released is never edited.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reader.errors import LibraryError
from reader.library.backups import back_up_before
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from sqlite_utils import Database

    Step = Callable[[Database], None]

VERSION = 2


def m002_versions(database: Database) -> None:
    """Documents have versions, and annotations whose place in the latest is not certain wait for a person."""
    for statement in _M002:
        database.conn.execute(statement)


STEPS: Mapping[int, Step] = {2: m002_versions}
"""By the version each leads to."""


def bring_up_to_date(
    database: Database, path: Path, *, version: int = VERSION, steps: Mapping[int, Step] = STEPS
) -> None:
    """Runs the steps that the library at `path` has not had yet; leaves it as it was where one fails.

    A copy is made first, with those that are made without being asked for. Raises LibraryError for a library of
    a newer version, and where the copy cannot be made.
    """
    found = _version(database)
    refuse_newer(found, path, version=version)
    if found == version:
        return
    connection = database.conn
    connection.execute("begin immediate")
    try:
        if (found := _version(database)) < version:  # another program may have been first
            at = datetime.now(UTC).isoformat(timespec="milliseconds")
            with closing(sqlite3.connect(path)) as reader:  # a connection that writes cannot be copied
                back_up_before(reader, path, f"v{version}", at)
        for number in range(found + 1, version + 1):
            steps[number](database)
        connection.execute(f"pragma user_version = {max(found, version)}")
        connection.execute("commit")
    except BaseException:
        database.rollback()
        raise


def refuse_newer(found: int, path: Path, *, version: int = VERSION) -> None:
    """Raises LibraryError where the library at `path` is of a version that this program does not know."""
    if found > version:
        raise LibraryError(
            _("{path}: this library is of version {found}; this Pizhu knows versions up to {version}.").format(
                path=path, found=found, version=version
            ),
            _("Install a newer Pizhu to open it."),
        )


def _version(database: Database) -> int:
    return int(database.conn.execute("pragma user_version").fetchone()[0])


_M002 = (
    """
    create table versions (
        document integer not null references documents (id) on delete cascade,
        number integer not null check (number > 0),
        action integer not null unique references actions (id),  -- that put the next version in its place
        source text not null,
        digest text not null,
        encoding text not null,
        script text not null,
        variant text not null,
        title text not null,
        date text not null,
        author text not null,
        publisher text not null,
        url text not null,
        meta text not null check (json_valid(meta)),
        imported_at text not null,
        paragraphs text not null check (json_valid(paragraphs)),  -- [[start, end, kind], ...]
        text text not null,
        primary key (document, number)
    ) strict
    """,
    """
    create index documents_source on documents (source)
    """,
    """
    create table reviews (
        id text primary key,
        document integer not null references documents (id) on delete cascade,
        start integer not null check (start >= 0),      -- in the text of `version`
        "end" integer not null,
        label text not null references labels (name) on update cascade,
        status text not null check (status in ('suggested', 'accepted', 'rejected')),
        origin text not null check (origin = 'human' or origin like 'rule:%/%' or origin like 'import:%'),
        annotator text not null,
        note text not null default '',
        attributes text not null default '{}' check (json_valid(attributes)),
        quote text not null,
        prefix text not null,
        suffix text not null,
        created_at text not null,
        updated_at text not null,
        version integer not null,
        guess_start integer,                            -- in the current text; null where there is no guess
        guess_end integer,
        reason text not null check (reason in ('changed', 'gone', 'several', 'surroundings')),
        foreign key (document, version) references versions (document, number),
        check (start < "end"),
        check ((guess_start is null) = (guess_end is null) and (guess_start is null or guess_start < guess_end))
    ) strict
    """,
    """
    create index reviews_place on reviews (document, start)
    """,
    """
    create index reviews_label on reviews (label)
    """,
)
