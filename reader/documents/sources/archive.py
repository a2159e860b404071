"""Zip files of documents: each file in it as if it lay in a folder of the archive's name. Nothing is unpacked to disk."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.documents.encodings import encoding_of
from reader.documents.names import is_document_name, safe_name
from reader.documents.packages import LARGEST_PART, is_link, is_zip, opened
from reader.documents.sources.format import LARGEST, Format, NotDocumentsError, RawFile, Unchanged
from reader.errors import InputError
from reader.translation import _

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Callable, Iterator

    from reader.documents.model import Document
    from reader.documents.packages import Package

LARGEST_ARCHIVE = 1 << 30  # bytes of all files of an archive, unpacked
_UTF8_NAMES = 0x800


def archive_format(read: Callable[[RawFile], Iterator[Document | Unchanged | InputError]]) -> Format:
    """The format of zip files; `read` reads a file that is in one."""

    def read_all(raw: RawFile) -> Iterator[Document | Unchanged | InputError]:
        found = False
        with opened(raw) as package:
            package.budget = LARGEST_ARCHIVE
            for info, name in _members(package):
                found = True
                try:
                    yield from _read_member(raw, package, info, name, read)
                except NotDocumentsError:
                    continue
                except InputError as error:
                    yield error
        if not found:
            raise InputError(
                _("{name}: there are no documents in this archive.").format(name=raw.source),
                _("Known are the same files as in a folder."),
            )

    return Format("zip", (".zip",), is_zip, read_all, many=True)


def _members(package: Package) -> Iterator[tuple[zipfile.ZipInfo, str]]:
    """The files of an archive that may be documents, in order of their names as they read rightly."""
    # A part without a name is none, and zipfile stumbles over it.
    parts = [info for info in package.archive.infolist() if info.filename]
    infos = [info for info in parts if not info.is_dir() and not is_link(info)]
    names = _names(infos)
    for info, name in sorted(zip(infos, names, strict=True), key=lambda pair: pair[1]):
        if is_document_name(name):
            yield info, safe_name(name)


def _names(infos: list[zipfile.ZipInfo]) -> list[str]:
    """The names of files; those that are not marked as UTF-8 are read in the encoding that they are all in."""
    raw = [None if info.flag_bits & _UTF8_NAMES else info.orig_filename.encode("cp437", "replace") for info in infos]
    spelled = b"\n".join(name for name in raw if name is not None and re.search(rb"[\x80-\xff]", name))
    if not spelled:
        return [info.filename for info in infos]
    try:
        encoding = encoding_of(spelled, "")
    except InputError:
        encoding = "gb18030"  # what Windows on the mainland writes
    return [
        info.filename if name is None else name.decode(encoding, "replace")
        for info, name in zip(infos, raw, strict=True)
    ]


def _read_member(
    raw: RawFile,
    package: Package,
    info: zipfile.ZipInfo,
    name: str,
    read: Callable[[RawFile], Iterator[Document | Unchanged | InputError]],
) -> Iterator[Document | Unchanged | InputError]:
    if name.lower().endswith(".zip"):
        raise InputError(
            _("{name}: an archive inside an archive is not opened.").format(name=f"{raw.source}/{name}"),
            _("Unpack it, and import what is in it."),
        )
    data = package.unpacked(info, min(LARGEST, LARGEST_PART * 4))
    if data.startswith(b"PK\x03\x04") and not name.lower().endswith((".docx", ".odt", ".epub")):
        raise InputError(_("{name}: an archive inside an archive is not opened.").format(name=f"{raw.source}/{name}"))
    member = RawFile(
        f"{raw.name}/{name}",
        f"{raw.source}/{name}",
        len(data),
        lambda: io.BytesIO(data),
        replace(raw.options, form=None) if raw.options.form == "zip" else raw.options,
        raw.knows,
    )
    yield from read(member)
