"""Copies of a library: made while it is in use, proved before they count, and brought back."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from reader.errors import LibraryError
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

APPLICATION_ID = 0x50495A48  # "PIZH", as schema.sql says
KEPT = 5
"""How many copies that were made without being asked for stay."""


def back_up(library: sqlite3.Connection, target: Path, *, damaged: bool = False) -> int:
    """Writes a whole copy that takes the place of `target` when it is proved; its bytes. Safe while others write.

    A library that is known to be `damaged` is copied as it is. Raises LibraryError where the copy is not sound or cannot be written, and where `target` is the library itself
    or a file that is no library.
    """
    _refuse_to_replace(library, target)
    temporary = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        with closing(sqlite3.connect(temporary)) as copy:
            library.backup(copy)
            copy.execute("pragma journal_mode = delete")  # one file, nothing beside it
        if not damaged:
            _prove(temporary)
        with temporary.open("rb") as file:
            os.fsync(file.fileno())
        temporary.replace(target)
    except (OSError, sqlite3.Error) as error:
        raise LibraryError(
            f"{target}: {error}.", _("Choose another place; an older copy there is untouched.")
        ) from error
    finally:
        for left in _files_of(temporary):
            with suppress(OSError):  # where nothing may be written, not even what is missing can be removed
                left.unlink()
    return target.stat().st_size


def back_up_before(
    library: sqlite3.Connection, path: Path, what: str, at: str, *, kept: int = KEPT, damaged: bool = False
) -> Path:
    """Copies the library at `path` before something that changes much, without being asked; where the copy is.

    Copies stand in a folder beside the library, named by the time `at` (ISO 8601) and by what was to come; the
    newest `kept` of them stay. Raises LibraryError where it cannot be written.
    """
    folder = folder_of(path)
    moment = "".join(character for character in at[:19] if character.isalnum())
    copy = folder / f"{moment}-before-{what}.db"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise LibraryError(f"{folder}: {error.strerror or error}.", _("The library is as it was.")) from error
    back_up(library, copy, damaged=damaged)
    for old in sorted(folder.glob("*-before-*.db"))[:-kept]:
        with suppress(OSError):  # a copy too many does no harm
            old.unlink()
    return copy


def folder_of(path: Path) -> Path:
    """Where the copies of the library at `path` stand that were made without being asked for."""
    return path.with_name(f"{path.name}.backups")


def restore(source: Path, path: Path, at: str) -> Path | None:
    """Puts what the copy `source` holds in the place of the library at `path`; where a copy of that one is now.

    Programs that have the library open go on with what was restored. A library that is damaged is set aside
    whole, as one that cannot be copied. None where there was none. Raises LibraryError, and changes nothing, where
    `source` is not a sound library or the place cannot be written.
    """
    if source.exists() and path.exists() and source.samefile(path):
        raise LibraryError(_("{source}: this is the library itself.").format(source=source), _("Name a copy of it."))
    _prove(source)
    before = _set_aside(path, at)
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        with closing(_read_only(source)) as copy, closing(sqlite3.connect(path, timeout=30)) as library:
            copy.backup(library)
    except (OSError, sqlite3.Error) as error:
        raise LibraryError(f"{path}: {error}.", _("Run the command again when that is put right.")) from error
    return before


def _set_aside(path: Path, at: str) -> Path | None:
    """Copies the library that stands at `path`, or moves it out of the way where it is damaged."""
    if not path.exists():
        return None
    try:
        _prove(path)
    except LibraryError:
        folder = folder_of(path)
        folder.mkdir(mode=0o700, exist_ok=True)
        moment = "".join(character for character in at[:19] if character.isalnum())
        aside = folder / f"{moment}-damaged.db"
        for file in _files_of(path):
            if file.exists():
                file.replace(aside.with_name(aside.name + file.name.removeprefix(path.name)))
        return aside
    with closing(sqlite3.connect(path)) as library:
        return back_up_before(library, path, "restore", at)


def _files_of(path: Path) -> Iterator[Path]:
    """A database and what SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        yield path.with_name(path.name + suffix)


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=30)


def _prove(path: Path) -> None:
    """Raises LibraryError where a file is not a sound library."""
    try:
        with closing(_read_only(path)) as database:
            (identity,) = database.execute("pragma application_id").fetchone()
            verdicts = [verdict for (verdict,) in database.execute("pragma integrity_check(1)")]
    except (OSError, sqlite3.Error) as error:
        raise LibraryError(f"{path}: {error}.", _("Name a copy that pizhu backup made.")) from error
    if identity != APPLICATION_ID:
        raise LibraryError(
            _("{path}: this is no Pizhu library.").format(path=path), _("Name a copy that pizhu backup made.")
        )
    if verdicts != ["ok"]:
        raise LibraryError(
            _("{path}: the copy is not sound: {reason}.").format(path=path, reason=verdicts[0]),
            _("Choose another; see pizhu check."),
        )


def _refuse_to_replace(library: sqlite3.Connection, target: Path) -> None:
    try:
        if not target.exists():
            return
        own = library.execute("pragma database_list").fetchone()[2]
        if own and target.samefile(own):
            raise LibraryError(
                _("{target}: this is the library itself.").format(target=target), _("Name another file.")
            )
        with target.open("rb") as file:
            head = file.read(72)
    except OSError as error:
        raise LibraryError(f"{target}: {error.strerror or error}.", _("Choose another place.")) from error
    if head and int.from_bytes(head[68:72]) != APPLICATION_ID:
        raise LibraryError(
            _("{target}: there is a file that is no Pizhu library.").format(target=target), _("Name another file.")
        )
