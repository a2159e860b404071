"""What a format of annotations is, and what its reader gives: documents named or carried, with marks on them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from reader.annotations.offsets import Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from reader.annotations.model import Status
    from reader.errors import InputError


@dataclass(frozen=True, slots=True)
class Mark:
    """An annotation as a file tells it; what the file does not say is None or empty.

    `parts` are start and end of each part in the file's own unit; several where the passage is not in one piece,
    none where only the words are given, with what stands before and after them. `text` are the words, those of
    several parts joined by a space. `place` says where it stands in the file, for people.
    """

    place: str
    label: str
    parts: tuple[tuple[int, int], ...]
    text: str | None = None
    prefix: str = ""
    suffix: str = ""
    status: Status | None = None
    annotator: str = ""
    note: str = ""
    attributes: Mapping[str, Any] | None = None
    id: str = ""
    origin: str = ""
    created_at: str = ""
    updated_at: str = ""


@dataclass(frozen=True, slots=True)
class MarkedDocument:
    """What a file says of one document: the names it may have, its text where the file carries it, the marks.

    `left_out` names what the library has no place for, one word a thing; `failures` are marks that could not be
    read.
    """

    place: str
    names: tuple[str, ...]
    text: str | None
    marks: tuple[Mark, ...]
    title: str = ""
    left_out: tuple[str, ...] = ()
    failures: tuple[InputError, ...] = ()


@dataclass(frozen=True, slots=True)
class Sample:
    """What tells a format: the file's name in lower case, without .gz or .zst, and its first record, where there is one."""

    name: str
    record: object = None
    is_table: bool = False


@dataclass(frozen=True, slots=True)
class Options:
    """What the person said of the files: the field that holds the text."""

    text_field: str = "text"


@dataclass(frozen=True, slots=True)
class Format:
    """A format of annotations. `unit` is what its documentation says offsets count.

    `read` gives what the file says of documents one by one, in constant memory where the format allows it, and an
    InputError for each part that cannot be read.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    recognises: Callable[[Sample], bool]
    read: Callable[[Path, Options], Iterator[MarkedDocument | InputError]]
    unit: Unit = field(default=Unit.CODE_POINTS)
