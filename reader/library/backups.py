"""Copies of a library: made while it is in use, proved before they count, and brought back."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.errors import HeldError, LibraryError
from reader.files import make_private
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator

APPLICATION_ID = 0x50495A48  # "PIZH", as schema.sql says
KEPT = 5
"""How many copies that were made without being asked for stay."""
PATIENCE_SECONDS = 30.0
"""How long whoever writes waits for another program."""


def back_up(library: sqlite3.Connection, target: Path, *, damaged: bool = False, hint: str = "") -> int:
    """Writes a whole copy that takes the place of `target` when it is proved; its bytes. Safe while others write.

    A library that is known to be `damaged` is copied as it is. Raises LibraryError where the copy is not sound or
    cannot be written, with another `hint` than to choose another place, and where `target` is the library itself or a
    file that is no library.
    """
    import tempfile  # opening a library needs none of it

    _refuse_to_replace(library, target)
    temporary = target  # until there is one
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        os.close(handle)
        temporary = target.with_name(Path(name).name)
        with closing(sqlite3.connect(temporary)) as copy:
            _copy(library, copy, target, PATIENCE_SECONDS)
            copy.execute("pragma journal_mode = delete")  # one file, nothing beside it
        if not damaged:
            _prove(temporary)
        with temporary.open("rb") as file:
            os.fsync(file.fileno())
        temporary.replace(target)
    except (OSError, sqlite3.Error) as error:
        reason = _("the disk is full") if _is_full(library, error, target) else str(error)
        raise LibraryError(
            f"{target}: {reason}.", hint or _("Choose another place; an older copy there is untouched.")
        ) from error
    finally:
        for left in _files_of(temporary) if temporary != target else ():
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
    hint = _("Nothing is changed without this copy: see to the disk, and try again.")
    back_up(library, copy, damaged=damaged, hint=hint)
    for old in sorted(folder.glob("*-before-*.db"))[:-kept]:
        with suppress(OSError):  # a copy too many does no harm
            old.unlink()
    return copy


def _is_full(library: sqlite3.Connection, error: Exception, target: Path) -> bool:
    """Whether a copy could not be written because it has no room; SQLite calls that an I/O error at times."""
    import shutil

    if not isinstance(error, sqlite3.Error):
        return False
    needed = library.execute("select page_count * page_size from pragma_page_count, pragma_page_size").fetchone()[0]
    return "I/O" in str(error) and shutil.disk_usage(target.parent).free < needed


def folder_of(path: Path) -> Path:
    """Where the copies of the library at `path` stand that were made without being asked for."""
    return path.with_name(f"{path.name}.backups")


def restore(source: Path, path: Path, at: str, *, patience: float = PATIENCE_SECONDS) -> Path | None:
    """Puts what the copy `source` holds in the place of the library at `path`; where a copy of that one is now.

    Programs that have the library open go on with what was restored. A library that is damaged is set aside
    whole, as one that cannot be copied. None where there was none. Raises LibraryError, and changes nothing, where
    `source` is not a sound library of a version that this program knows, where at `path` there is a sound database
    of another program, and where the place cannot be written; HeldError where another program held the library for
    longer than `patience`, in seconds.
    """
    if source.exists() and path.exists() and source.samefile(path):
        raise LibraryError(_("{source}: this is the library itself.").format(source=source), _("Name a copy of it."))
    from reader.library.migrations import refuse_newer  # which makes copies

    refuse_newer(_prove(source, patience).version, source)
    before = _set_aside(path, at, patience)
    try:
        if not path.exists():
            make_private(path.parent)
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        with (
            closing(_read_only(source, patience)) as copy,
            closing(sqlite3.connect(path, timeout=0)) as library,
            _in_pages_of(library, copy, path, patience) as fitting,
        ):
            _copy(fitting, library, path, patience)
    except (OSError, sqlite3.Error) as error:
        raise LibraryError(f"{path}: {error}.", _("Run the command again when that is put right.")) from error
    return before


@contextmanager
def _in_pages_of(
    library: sqlite3.Connection, copy: sqlite3.Connection, path: Path, patience: float
) -> Iterator[sqlite3.Connection]:
    """The copy, or one of it beside the library in pages as long as the library's: SQLite copies no others over it."""
    import tempfile

    (length,) = library.execute("pragma page_size").fetchone()
    (pages,) = library.execute("pragma page_count").fetchone()
    if not pages or copy.execute("pragma page_size").fetchone()[0] == length:
        yield copy
        return
    with (
        tempfile.TemporaryDirectory(prefix=f".{path.name}.", dir=path.parent) as folder,
        closing(sqlite3.connect(Path(folder) / path.name)) as fitting,
    ):
        _copy(copy, fitting, path, patience)
        fitting.execute("pragma journal_mode = delete")  # with a log, pages keep their length
        fitting.execute(f"pragma page_size = {length}")
        fitting.execute("vacuum")
        yield fitting


def _copy(source: sqlite3.Connection, target: sqlite3.Connection, path: Path, patience: float) -> None:
    """Copies a database; raises HeldError where another program holds the library at `path` for so many seconds."""
    end = monotonic() + patience

    def tried(verdict: int, _left: int, _pages: int) -> None:
        if verdict in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED} and monotonic() > end:
            raise held_error(path)

    source.backup(target, progress=tried, sleep=0.1)


def held_error(path: Path | str) -> HeldError:
    """What is told of a library that another program holds."""
    return HeldError(
        _("{path}: Another program holds the library.").format(path=path),
        _("Nothing was written. Close the other program, or try again."),
    )


def _wait_to_write(path: Path, patience: float) -> None:
    """Raises HeldError where another program writes for longer; what else is wrong with the file does not matter here."""
    with closing(sqlite3.connect(path, timeout=patience)) as library:
        try:
            library.execute("begin immediate")
            library.rollback()
        except sqlite3.DatabaseError as error:
            if "locked" in str(error):
                raise held_error(path) from error


def _set_aside(path: Path, at: str, patience: float) -> Path | None:
    """Copies the library that stands at `path`, or moves it out of the way where it is damaged.

    Raises LibraryError where a sound database of another program stands there.
    """
    if not path.exists():
        return None
    _wait_to_write(path, patience)
    try:
        seen = _look_at(path, patience)
    except (OSError, sqlite3.Error):
        seen = None
    if seen is not None and seen.tables and seen.identity != APPLICATION_ID:
        raise no_library(path)
    if seen is not None and seen.tables and seen.verdict == "ok":
        with closing(sqlite3.connect(path)) as library:
            return back_up_before(library, path, "restore", at)
    folder = folder_of(path)
    folder.mkdir(mode=0o700, exist_ok=True)
    moment = "".join(character for character in at[:19] if character.isalnum())
    aside = folder / f"{moment}-damaged.db"
    for file in _files_of(path):
        if file.exists():
            file.replace(aside.with_name(aside.name + file.name.removeprefix(path.name)))
    return aside


def no_library(path: Path) -> LibraryError:
    """What is told of a database of another program."""
    return LibraryError(
        _("{path}: an SQLite file, but not a Pizhu library.").format(path=path), _("Choose another file with --db.")
    )


def _files_of(path: Path) -> Iterator[Path]:
    """A database and what SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        yield path.with_name(path.name + suffix)


class _Seen(NamedTuple):
    """What a database says of itself: `verdict` is ok where it is sound."""

    identity: int
    version: int
    tables: int
    verdict: str


def _read_only(path: Path, patience: float) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=patience)


def _look_at(path: Path, patience: float = PATIENCE_SECONDS) -> _Seen:
    """Raises OSError and sqlite3.Error where a file cannot be read or is no database at all."""
    with closing(_read_only(path, patience)) as database:

        def ask(question: str) -> Any:
            return database.execute(question).fetchone()[0]

        return _Seen(
            ask("pragma application_id"),
            ask("pragma user_version"),
            ask("select count(*) from sqlite_schema"),
            ask("pragma integrity_check(1)"),
        )


def _prove(path: Path, patience: float = PATIENCE_SECONDS) -> _Seen:
    """Raises LibraryError where a file is not a sound library."""
    try:
        seen = _look_at(path, patience)
    except (OSError, sqlite3.Error) as error:
        raise LibraryError(f"{path}: {error}.", _("Name a copy that pizhu backup made.")) from error
    if seen.identity != APPLICATION_ID:
        raise LibraryError(
            _("{path}: this is no Pizhu library.").format(path=path), _("Name a copy that pizhu backup made.")
        )
    if seen.verdict != "ok":
        raise LibraryError(
            _("{path}: the copy is not sound: {reason}.").format(path=path, reason=seen.verdict),
            _("Choose another; see pizhu check."),
        )
    return seen


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
    if head and _has_more(target, library):
        raise LibraryError(
            _("{target}: there is a library with work in it that is not in this one.").format(target=target),
            _("Name another file."),
        )


def _has_more(target: Path, library: sqlite3.Connection) -> bool:
    """Whether the history of a copy is not the beginning of a library's own: then it is no older copy of that."""
    action = "select id, at, annotator, name from actions"
    try:
        with closing(_read_only(target, PATIENCE_SECONDS)) as copy:
            newest = copy.execute(f"{action} order by id desc limit 1").fetchone()
    except sqlite3.Error:
        return False  # a damaged copy may go
    return newest is not None and newest != library.execute(f"{action} where id = ?", newest[:1]).fetchone()
