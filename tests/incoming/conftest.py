"""Takes files of annotations into a new library, and tells what stands in it then."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from reader.incoming import FileTaken, Wishes, take_annotations

if TYPE_CHECKING:
    from pathlib import Path

    from reader.annotations.model import Annotation
    from reader.desk import Desk
    from reader.errors import InputError

TEXT = "𠮷野家😀在北京开业，e\u0301增长5.2%。\n第二段说“引号”,=1+1。"
"""Astral Han, an emoji, a combining mark, two lines, quotes, a comma and what a spreadsheet takes for a formula."""


@dataclass(frozen=True, slots=True)
class Took:
    """What came of an import."""

    files: list[FileTaken]
    failures: list[InputError]

    @property
    def outcomes(self) -> dict[str, int]:
        return {name.value: count for file in self.files for name, count in file.outcomes.items()}

    @property
    def said(self) -> str:
        return "\n".join(str(failure) for failure in self.failures)


class Taker:
    """Someone who imports annotations."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self.desk = desk
        self.folder = folder

    def __call__(self, content: object, name: str = "in.jsonl", wishes: Wishes | None = None) -> Took:
        """Takes a file of that content: bytes or a text as they are, a list as lines of JSON, else as JSON."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else _text(content, name).encode())
        return self.path(path, wishes)

    def path(self, path: Path, wishes: Wishes | None = None) -> Took:
        results = list(take_annotations(self.desk, [path], wishes or Wishes()))
        files = [result for result in results if isinstance(result, FileTaken)]
        return Took(files, [result for result in results if not isinstance(result, FileTaken)])

    @property
    def annotations(self) -> list[Annotation]:
        library = self.desk.library
        return [one for entry in library.documents.entries() for one in library.annotations.of_document(entry.id)]

    @property
    def marked(self) -> list[tuple[str, str, str]]:
        """Words, label and status of all annotations by place."""
        return [(one.quote, one.label, one.status.value) for one in self.annotations]


def _text(content: object, name: str) -> str:
    if isinstance(content, str):
        return content
    if isinstance(content, list) and name.endswith("l"):
        return "".join(json.dumps(line) + "\n" for line in content)
    return json.dumps(content, ensure_ascii=False)


@pytest.fixture
def take(desk: Desk, tmp_path: Path) -> Taker:
    return Taker(desk, tmp_path / "in")


def at(words: str, unit: str = "code-points", text: str = TEXT) -> tuple[int, int]:
    """Where words stand in a text, counted by means of its own."""
    start = text.index(words)
    sizes = {
        "code-points": len,
        "utf-16": lambda s: len(s.encode("utf-16-le")) // 2,
        "bytes": lambda s: len(s.encode()),
    }
    size: Any = sizes[unit]
    return size(text[:start]), size(text[:start] + words)
