"""From paths to documents: walks folders, reads files, and goes on where one cannot be taken."""

from __future__ import annotations

import os
import stat
from pathlib import Path  # noqa: TC003 - a NamedTuple reads its types
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from reader.documents.names import SUFFIXES, is_document_name
from reader.documents.sources import read_raw
from reader.documents.sources.format import NotDocumentsError, Options, RawFile, Unchanged
from reader.errors import InputError
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from reader.documents.model import Document

Read = TypeVar("Read")


class Found(NamedTuple):
    """A file to read, and the name its document will have; `searched` where a folder was named, not the file.

    `source` is what people call it, where that is not its path.
    """

    path: Path
    name: str
    searched: bool = False
    source: str = ""


def find_files(
    paths: Iterable[Path],
    also: Callable[[Path], bool] = lambda _path: False,
) -> Iterator[Found | InputError]:
    """The files behind paths: a file as itself, a folder's files in order of their names, recursively.

    In a folder, only files with a known suffix count, and those that `also` takes by their names; hidden ones, links
    to folders and READMEs are left out. A path that is missing, or a folder with nothing to read, comes as an
    InputError in its place.
    """
    for path in paths:
        try:
            is_folder, exists = path.is_dir(), path.exists()
        except OSError as error:
            yield _failure(path, error)
            continue
        if is_folder:
            found = False
            for file in _walk(path, also):
                found = True
                yield (
                    file
                    if isinstance(file, InputError)
                    else Found(file, _readable(file.relative_to(path).as_posix()), searched=True)
                )
            if not found:
                known = " ".join(sorted(SUFFIXES))
                yield InputError(
                    _("{path}: no documents in this folder.").format(path=path),
                    _("Known are files named {known}.").format(known=known),
                )
        elif exists:
            yield Found(path, _readable(path.name))
        else:
            yield InputError(
                _("{path}: no such file or folder.").format(path=path), _("Check how it is spelled, and where you are.")
            )


def read_new_files(
    files: Iterable[Found | InputError],
    is_known: Callable[[str], bool],
    options: Options = Options(),  # noqa: B008 - frozen
) -> Iterator[Document | Unchanged | InputError]:
    """The same as `read_files`, but what is known by its digest is not read again.

    Unless the person said how to read it: a named encoding or format reads all. A file in a folder that holds no
    documents after all, such as a table of something else, is passed over.
    """
    for file in files:
        if isinstance(file, InputError):
            yield file
            continue
        try:
            yield from _some(file, read_raw(_raw(file, options, is_known)))
        except NotDocumentsError as error:
            if not file.searched:
                yield error
        except InputError as error:
            yield error
        except OSError as error:
            yield _failure(file.path, error)


def read_files(
    files: Iterable[Found | InputError],
    options: Options = Options(),  # noqa: B008 - frozen
) -> Iterator[Document | InputError]:
    """The documents of files; a file that cannot be taken gives its InputError, and the rest goes on."""
    for document in read_new_files(files, lambda _: False, options):
        if not isinstance(document, Unchanged):
            yield document


def _some(file: Found, documents: Iterable[Read]) -> Iterator[Read]:
    """The documents of a file; raises NotDocumentsError where there is not even one that failed."""
    nothing = True
    for document in documents:
        nothing = False
        yield document
    if nothing:
        raise NotDocumentsError(
            _("{name}: there are no documents in it.").format(name=file.source or file.path), _("It has no rows.")
        )


def _walk(folder: Path, also: Callable[[Path], bool]) -> Iterator[Path | InputError]:
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        yield _failure(folder, error)
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        try:
            if entry.is_dir():
                if not entry.is_symlink():
                    yield from _walk(entry, also)
            elif is_document_name(entry.name) or also(entry):
                yield entry
        except OSError as error:
            yield _failure(entry, error)


def _raw(file: Found, options: Options, is_known: Callable[[str], bool]) -> RawFile:
    try:
        status = file.path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise InputError(
                _("{path}: not a regular file.").format(path=file.path), _("Pizhu reads files and folders.")
            )
        source = file.source or _readable(str(file.path.resolve()))
    except OSError as error:
        raise _failure(file.path, error) from error
    return RawFile(file.name, source, status.st_size, lambda: file.path.open("rb"), options, is_known)


def _failure(path: Path, error: OSError) -> InputError:
    return InputError(f"{path}: {error.strerror or error}.", _("It was left out; the rest goes on."))


def _readable(name: str) -> str:
    """A file's name as text that can be stored: bytes that are no UTF-8 show as the replacement character."""
    return os.fsencode(name).decode("utf-8", "replace")
