"""What a document is: its text, which never changes, and what is known about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.text.paragraphs import Paragraphs

if TYPE_CHECKING:
    from reader.text.detection import ScriptGuess

Meta = Mapping[str, Any]


class Ahead(NamedTuple):
    """What a library keeps of a text besides: its script, and the match form of each of its pieces in UTF-8."""

    script: ScriptGuess
    folds: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read from a file, whole.

    `name` is its path below the imported folder, or its file name; `digest` the SHA-256 of the bytes read, in
    hexadecimal; `text` the decoded bytes without BOM and with every line end as one newline. `date` is ISO 8601
    or empty.
    """

    name: str
    text: str
    source: str = ""
    digest: str = ""
    encoding: str = "utf-8"
    title: str = ""
    date: str = ""
    author: str = ""
    publisher: str = ""
    url: str = ""
    meta: Meta = field(default_factory=dict)
    paragraphs: Paragraphs = field(default_factory=Paragraphs)  # empty where the text has not been split yet
    ahead: Ahead | None = field(default=None, compare=False, repr=False)  # where another process has made it


@dataclass(frozen=True, slots=True)
class Entry:
    """A document as a library lists it: everything but the text. `length` is in code points.

    `script` is simplified, traditional, mixed or neither; `variant` tw, hk or cn for a traditional text where it
    can be told, else empty.
    """

    id: int
    name: str
    source: str
    digest: str
    encoding: str
    script: str
    variant: str
    title: str
    date: str
    author: str
    publisher: str
    url: str
    meta: Meta
    length: int
    paragraphs: int
    imported_at: str

    @property
    def heading(self) -> str:
        """What to call it on a screen: its title, or its name where it has none."""
        return self.title or self.name
