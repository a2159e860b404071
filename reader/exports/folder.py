"""A folder that an export fills: names that every file system takes, none of them twice."""

from __future__ import annotations

import re
import unicodedata
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LONGEST_BYTES = 200  # of a part of a path; file systems take 255, and a suffix is put behind
# What a file system or a shell takes for something else.
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"\\|?*]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


def safe_path(name: str) -> str:
    """A document's name as a relative path below the folder it is put in, with `/` between its parts."""
    parts = [_safe_part(part) for part in name.split("/")]
    return "/".join(part for part in parts if part) or "_"


def _safe_part(part: str) -> str:
    part = _UNSAFE.sub("_", unicodedata.normalize("NFC", part)).strip(" ")
    while len(part.encode("utf-8", "replace")) > _LONGEST_BYTES:
        part = part[:-1]
    if part in {".", ".."} or _RESERVED.fullmatch(part) or part.endswith("."):
        return part.rstrip(".") + "_"
    return part.encode("utf-8", "replace").decode()


class Names:
    """Gives each document a path of its own, also where the file system does not tell 𝖠 from a."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def unique(self, path: str) -> str:
        """The path, or `path (2)` where it was given before."""
        candidate, number = path, 1
        while candidate.casefold() in self._taken:
            number += 1
            candidate = f"{path} ({number})"
        self._taken.add(candidate.casefold())
        return candidate


class Folder:
    """Files below a folder; the folders between are made."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @contextmanager
    def text(self, name: str) -> Iterator[TextIO]:
        """A new file of UTF-8 text, with line ends as they are written."""
        with self._place(name).open("x", encoding="utf-8", newline="") as stream:
            yield stream

    @contextmanager
    def binary(self, name: str) -> Iterator[BinaryIO]:
        """A new file of bytes."""
        with self._place(name).open("xb") as stream:
            yield stream

    def _place(self, name: str) -> Path:
        path = self._path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path
