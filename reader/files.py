"""Writes files and folders whole or not at all, and over no database."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO

from reader.errors import ReaderError, UsageError
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator


def make_private(folder: Path) -> None:
    """Makes a folder, and those around it that are missing, for this user alone, whatever the umask; raises OSError."""
    for missing in reversed([one for one in (folder, *folder.parents) if not one.exists()]):
        missing.mkdir(mode=0o700, exist_ok=True)


_DATABASE = b"SQLite format 3\x00"  # how a library begins, and what many other programs keep


def refuse_database(path: Path) -> None:
    """Raises UsageError where `path` is a database, as every library is, or a folder that holds one."""
    for file in path.rglob("*") if path.is_dir() else (path,):
        if _is_database(file):
            raise UsageError(
                _("{path}: this is a database; nothing is written over it.").format(path=file),
                _("Name another file or folder with -o."),
            )


def _is_database(file: Path) -> bool:
    try:
        if not file.is_file():
            return False
        with file.open("rb") as stream:
            return stream.read(len(_DATABASE)) == _DATABASE
    except OSError:
        return False  # what cannot be read is told of where it is written


@contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    """A UTF-8 text file that takes the place of `path` when the block ends well; else `path` stays as it was.

    Raises ReaderError where it cannot be written, UsageError where `path` is a database.
    """
    with replacing_bytes(path) as stream:
        text = os.fdopen(os.dup(stream.fileno()), "w", encoding="utf-8", newline="")
        with text:
            yield text


@contextmanager
def replacing_bytes(path: Path) -> Iterator[BinaryIO]:
    """The same for a file of bytes."""
    if path.exists() and not path.is_file():  # a pipe or a device takes what comes
        with path.open("wb") as stream:
            yield stream
        return
    import tempfile  # opening a library needs none of it

    path = path.resolve()  # what a link leads to is replaced, not the link
    refuse_database(path)
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise ReaderError(f"{path}: {error.strerror or error}.", _("Choose another place with -o.")) from error
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        _take_mode(path, temporary)
        Path(temporary).replace(path)
    except OSError as error:
        Path(temporary).unlink(missing_ok=True)
        raise ReaderError(f"{path}: {error.strerror or error}.", _("The old file, if any, is untouched.")) from error
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


@contextmanager
def replacing_folder(path: Path, *, overwrite: bool = False) -> Iterator[Path]:
    """An empty folder to fill, which takes the place of `path` when the block ends well; else `path` stays as it was.

    A folder that holds anything is replaced only with `overwrite`, and one that holds a database never: raises
    UsageError, since someone may have worked in it. Raises ReaderError where it cannot be written.
    """
    import shutil
    import tempfile

    path = path.resolve()
    if path.exists() and not path.is_dir():
        raise UsageError(_("{path}: this is a file.").format(path=path), _("Name a folder with -o."))
    if path.is_dir() and any(path.iterdir()) and not overwrite:
        raise UsageError(
            _("{path}: this folder is not empty.").format(path=path),
            _("Name another with -o, or replace it with --overwrite."),
        )
    refuse_database(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.parent))
    except OSError as error:
        raise ReaderError(f"{path}: {error.strerror or error}.", _("Choose another place with -o.")) from error
    try:
        yield temporary
        _take_mode(path, str(temporary), usual=0o777)
        _take_place(temporary, path)
    except OSError as error:
        raise ReaderError(f"{path}: {error.strerror or error}.", _("The old folder, if any, is untouched.")) from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _take_place(new: Path, path: Path) -> None:
    """Puts a folder where another may be; that one is gone only when the new one is in its place."""
    if not path.exists():
        new.replace(path)
        return
    import shutil
    import tempfile

    old = Path(tempfile.mkdtemp(prefix=f".{path.name}.old.", dir=path.parent))
    path.replace(old)
    try:
        new.replace(path)
    except OSError:
        old.replace(path)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _take_mode(path: Path, temporary: str, usual: int = 0o666) -> None:
    """What is temporary is its owner's alone; what stays is as open as what it replaces, or as usual."""
    if path.exists():
        mode = path.stat().st_mode & 0o777
    else:
        mask = os.umask(0)
        os.umask(mask)
        mode = usual & ~mask
    Path(temporary).chmod(mode)
