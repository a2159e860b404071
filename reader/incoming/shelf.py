"""Owns which document of the library a file means: by its name, or by its text."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from reader.annotations.offsets import plain_line_ends
from reader.documents.model import Document
from reader.documents.sources.format import Options, RawFile
from reader.documents.sources.text import TEXT
from reader.errors import InputError
from reader.intake import Imported
from reader.translation import _

if TYPE_CHECKING:
    from pathlib import Path

    from reader.annotations.sources.format import MarkedDocument
    from reader.desk import Desk

_KEPT_TEXTS = 8


class Shelved(NamedTuple):
    """A document of the library, and its text; `version` is the number of that where a newer one has its place."""

    document: int
    name: str
    text: str
    version: int | None = None


class Shelf:
    """The documents of a library, as files of annotations speak of them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._last: tuple[tuple[str, ...], Shelved] | None = None
        self._texts: OrderedDict[int, str] = OrderedDict()
        self._by_length: dict[int, list[int]] = {}
        self._by_tail: dict[str, list[int]] = {}
        for entry in desk.library.documents.entries():
            self._note(entry.id, entry.name, entry.length)

    def find(self, marked: MarkedDocument) -> Shelved | None:
        """The document that is meant, or None where the library does not have it.

        Where the file carries the text, the document has that text, or had it in an older version, whatever its
        name; where not, it has the name, or is the only one whose name ends so.
        """
        if marked.text is None:
            if self._last is None or self._last[0] != marked.names:  # lines of one document follow each other
                found = next((found for name in marked.names if (found := self._named(name))), None)
                self._last = None if found is None else (marked.names, found)
            return None if self._last is None else self._last[1]
        text = plain_line_ends(marked.text)
        for name in marked.names:
            found = self._named(name)
            if found is not None and found.text == text:
                return found
        return self._with_text(text) or self._once_with_text(marked, text)

    def forget(self) -> None:
        """Looks at texts anew: they may have new versions."""
        self._last = None
        self._texts.clear()

    def add(self, marked: MarkedDocument, path: Path) -> Shelved:
        """Adds the document whose text a file carries; raises InputError where it cannot be a document."""
        if marked.text is None:
            raise InputError(_("{place}: no text to make a document of.").format(place=marked.place))
        name = marked.names[0] if marked.names else _name_of(marked, path)
        data = marked.text.encode()
        raw = RawFile(name, str(path.resolve()), len(data), lambda: BytesIO(data), Options(encoding="utf-8"))
        for document in TEXT.read(raw):
            if isinstance(document, InputError):
                raise document
            if not isinstance(document, Document):
                continue
            titled = replace(document, title=marked.title or document.title)
            # A copy that came with annotations says nothing about which text is the newer one.
            for result in self._desk.import_documents([titled], renewing=False):
                if isinstance(result, Imported):
                    if self._text(result.entry.id) != titled.text:
                        raise InputError(
                            _("{place}: the library has these bytes as {name}, with another text.").format(
                                place=marked.place, name=result.entry.name
                            )
                        )
                    self._last = None
                    self._note(result.entry.id, result.entry.name, result.entry.length)
                    return Shelved(result.entry.id, result.entry.name, self._text(result.entry.id))
                raise result
        raise InputError(_("{place}: there is no text in it.").format(place=marked.place))

    def _named(self, name: str) -> Shelved | None:
        entry = self._desk.library.documents.named(name)
        if entry is not None:
            return Shelved(entry.id, entry.name, self._text(entry.id))
        alike = [self._desk.library.documents.entry(document) for document in self._by_tail.get(_tail(name), [])]
        alike = [entry for entry in alike if _ends_alike(entry.name, name)]
        if len(alike) != 1:
            return None
        return Shelved(alike[0].id, alike[0].name, self._text(alike[0].id))

    def _with_text(self, text: str) -> Shelved | None:
        entry = self._desk.library.documents.with_digest(hashlib.sha256(text.encode()).hexdigest())
        if entry is not None and self._text(entry.id) == text:
            return Shelved(entry.id, entry.name, text)
        for document in self._by_length.get(len(text), []):
            if self._text(document) == text:
                return Shelved(document, self._desk.library.documents.entry(document).name, text)
        return None

    def _once_with_text(self, marked: MarkedDocument, text: str) -> Shelved | None:
        """The document that had a text in an older version: of the name that is said, or of the same bytes."""
        versions = self._desk.library.versions
        named = [found.document for name in marked.names if (found := self._named(name))]
        for document in [*named, *versions.with_digest(hashlib.sha256(text.encode()).hexdigest())]:
            for number in range(versions.current(document) - 1, 0, -1):
                if versions.text(document, number) == text:
                    return Shelved(document, self._desk.library.documents.entry(document).name, text, number)
        return None

    def _text(self, document: int) -> str:
        if document not in self._texts:
            self._texts[document] = self._desk.library.documents.text(document)
            if len(self._texts) > _KEPT_TEXTS:
                self._texts.popitem(last=False)
        self._texts.move_to_end(document)
        return self._texts[document]

    def _note(self, document: int, name: str, length: int) -> None:
        if document in self._by_length.setdefault(length, []):
            return
        self._by_length[length].append(document)
        for tail in {_tail(name), _stem(_tail(name))}:
            self._by_tail.setdefault(tail, []).append(document)


def _tail(name: str) -> str:
    return name.rpartition("/")[2]


def _stem(name: str) -> str:
    """A name without its suffix; one that is all suffix stays."""
    return name.rpartition(".")[0] or name


def _ends_alike(known: str, said: str) -> bool:
    """Whether one name is the end of the other, by whole steps of a path; the suffix may be missing in what is said."""
    return any(
        f"/{longer}".endswith(f"/{shorter}")
        for name in (known, _stem(known))
        for longer, shorter in ((name, said), (said, name))
    )


def _name_of(marked: MarkedDocument, path: Path) -> str:
    """A name for a document that has none: its file's, and where in it."""
    place = marked.place.removeprefix(str(path)).lstrip(":")
    return f"{path.name}#{place}" if place else path.name
