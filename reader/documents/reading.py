"""From paths to documents: walks folders, reads files, and goes on where one cannot be taken."""

from __future__ import annotations

import hashlib
import stat
from pathlib import Path  # noqa: TC003 - a NamedTuple reads its types
from typing import TYPE_CHECKING, NamedTuple

from reader.documents.sources import SUFFIXES, format_of
from reader.documents.sources.format import RawFile
from reader.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reader.documents.model import Document


class Found(NamedTuple):
    """A file to read, and the name its document will have."""

    path: Path
    name: str


def find_files(paths: Iterable[Path]) -> Iterator[Found | InputError]:
    """The files behind paths: a file as itself, a folder's files in order of their names, recursively.

    In a folder, only files with a known suffix count; hidden ones and links to folders are left out. A path
    that is missing, or a folder with nothing to read, comes as an InputError in its place.
    """
    for path in paths:
        if path.is_dir():
            found = False
            for file in _walk(path):
                found = True
                yield Found(file, file.relative_to(path).as_posix())
            if not found:
                known = " ".join(sorted(SUFFIXES))
                yield InputError(f"{path}: no documents in this folder.", f"Known are files named {known}.")
        elif path.exists():
            yield Found(path, path.name)
        else:
            yield InputError(f"{path}: no such file or folder.")


def read_files(
    files: Iterable[Found | InputError], *, encoding: str | None = None, form: str | None = None
) -> Iterator[Document | InputError]:
    """The documents of files; a file that cannot be taken gives its InputError, and the rest goes on."""
    for file in files:
        if isinstance(file, InputError):
            yield file
            continue
        try:
            raw = _read(file, encoding)
            yield from format_of(raw, form).read(raw)
        except InputError as error:
            yield error


def _walk(folder: Path) -> Iterator[Path]:
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            if not entry.is_symlink():
                yield from _walk(entry)
        elif entry.suffix.lower() in SUFFIXES:
            yield entry


def _read(file: Found, encoding: str | None) -> RawFile:
    try:
        if not stat.S_ISREG(file.path.stat().st_mode):
            raise InputError(f"{file.path}: not a regular file.")
        data = file.path.read_bytes()
        source = str(file.path.resolve())
    except OSError as error:
        raise InputError(f"{file.path}: {error.strerror or error}.") from error
    return RawFile(file.name, source, data, hashlib.sha256(data).hexdigest(), encoding)
