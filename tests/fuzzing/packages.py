"""Fuzzed bytes as the main part of a package: a sum that does not fit would stop them at the door."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.documents.files import zipped

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="a.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
_PACKAGE = (
    '<package xmlns="http://www.idpf.org/2007/opf"><metadata/><manifest><item id="a" href="a.xhtml" '
    'media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>'
)


def _docx(data: bytes) -> bytes:
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": data})


def _odt(data: bytes) -> bytes:
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": data})


def _epub(data: bytes) -> bytes:
    """The bytes are the one chapter, or after a NUL the list of what the book holds."""
    packed = data[1:] if data.startswith(b"\0") else None
    return zipped({
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": _CONTAINER,
        "a.opf": _PACKAGE if packed is None else packed,
        "a.xhtml": data if packed is None else "<html><body><p>甲</p></body></html>",
    })  # fmt: skip


def _archive(data: bytes) -> bytes:
    """Two files; the first byte chooses what they are."""
    suffix = (".txt", ".html", ".jsonl", ".csv", ".md", ".xml")[data[0] % 6 if data else 0]
    return zipped({f"甲{suffix}": data[1:], "../乙.txt": data[1:64]})


def _project(data: bytes) -> bytes:
    return zipped({"project.qde": data, "sources/a.txt": "甲市投入8.4亿元。"})


PACKED: Mapping[str, Callable[[bytes], bytes]] = {
    "docx": _docx,
    "odt": _odt,
    "epub": _epub,
    "zip": _archive,
    ".qdpx": _project,
}
"""By the name of a format of documents, or the suffix of one of annotations."""
