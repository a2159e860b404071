"""What an input format is, and what it is given to read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from reader.documents.encodings import decode
from reader.errors import InputError
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from reader.documents.encodings import Decoded
    from reader.documents.model import Document

HEAD = 1 << 16  # bytes by which a format is recognised
LARGEST = 1 << 28  # bytes of a file that is one document; what is read row by row may be of any size


class Unchanged(NamedTuple):
    """A document whose bytes are known already: it was not read again."""

    name: str
    digest: str


class NotDocumentsError(InputError):
    """A file that can be read but holds no documents: inside a folder it is passed over."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the person said about the files; None and empty where they said nothing.

    `fields` names the column of a corpus that holds a field of the document, as in {"date": "发布日期"}.
    """

    encoding: str | None = None
    form: str | None = None
    replace_damage: bool = False
    text_field: str | None = None
    id_field: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)


class RawFile:
    """A file as it lies there: `name` for its document, `source` for people, and `opened` gives its bytes anew.

    `knows` tells of a digest whether the library has it, so that nothing known is read again. Raises what opening
    and reading raise: OSError, and InputError for a file that is larger than a document may be.
    """

    def __init__(
        self,
        name: str,
        source: str,
        size: int,
        opened: Callable[[], BinaryIO],
        options: Options = Options(),
        knows: Callable[[str], bool] = lambda _digest: False,
    ) -> None:
        self.name = name
        self.source = source
        self.size = size
        self.opened = opened
        self.options = options
        self.knows = knows

    @cached_property
    def head(self) -> bytes:
        """The first bytes."""
        with self.opened() as stream:
            return stream.read(HEAD)

    @cached_property
    def data(self) -> bytes:
        """All bytes; InputError for more than LARGEST."""
        if self.size <= LARGEST:
            with self.opened() as stream:
                data = stream.read(LARGEST + 1)
            if len(data) <= LARGEST:
                return data
        raise InputError(
            _("{name}: larger than {limit} MB, more than a document may be.").format(
                name=self.source, limit=LARGEST >> 20
            ),
            _("Split it, or make JSON Lines of it: those are read row by row."),
        )

    @cached_property
    def digest(self) -> str:
        """SHA-256 of all bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()

    def forget(self) -> None:
        """Lets the bytes go, when they have been read: a large file would be in memory twice. The digest is kept."""
        if "data" in self.__dict__ and self.digest:
            del self.data

    def has_suffix(self, suffixes: tuple[str, ...]) -> bool:
        """Whether the name ends in one of these, in any case."""
        return self.name.lower().endswith(suffixes)

    def decoded(self, data: bytes | None = None, encoding: str | None = None) -> Decoded:
        """Its bytes as text, as the person said or else as found; `encoding` is what the file says of itself."""
        return decode(
            self.data if data is None else data,
            self.source,
            encoding if self.options.encoding is None else self.options.encoding,
            replace=self.options.replace_damage,
        )


@dataclass(frozen=True, slots=True)
class Format:
    """An input format: `recognises` looks at the content or the name, `read` gives the documents in it.

    `read` raises InputError where nothing can be had from the file, and yields it for what fails in it. A format
    with `many` is a container: it asks itself which of its documents are known.
    """

    name: str
    suffixes: tuple[str, ...]
    recognises: Callable[[RawFile], bool]
    read: Callable[[RawFile], Iterator[Document | Unchanged | InputError]]
    many: bool = False
