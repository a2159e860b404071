"""Documents in the library: adding them, listing them, and reading a stretch of one."""

from __future__ import annotations

import json
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.documents.alike import SAME_NAME, SAME_SOURCE, likeness
from reader.documents.model import Document, Entry
from reader.errors import LibraryError
from reader.library.database import unchecked, writing
from reader.library.pieces import folds_of, pieces_of
from reader.text.paragraphs import Kind, Paragraph, Paragraphs
from reader.text.spans import Span
from reader.translation import N_, _

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from sqlite_utils import Database

    from reader.library.editions import Edition

_AT_ONCE = 256  # rows of paragraphs that one statement writes: what it checks takes longer to prepare than to do
_MANY = 1_000  # paragraphs
REMOVED = "document:"  # what the removal of a document bears in the history in place of an annotation's id
_BEYOND_REMOVED = "document;"  # what sorts behind them all


class StaleTextError(LibraryError):
    """A document has a new version since its text was looked at; nothing was written."""

    title = N_("New version")


class RemovedError(StaleTextError):
    """A document was removed since it was looked at; nothing was written."""

    title = N_("Removed")

    def __init__(self, name: str = "") -> None:
        """`name`: the document's, where it is known."""
        told = (
            _("{name} was removed meanwhile.").format(name=name) if name else _("The document was removed meanwhile.")
        )
        super().__init__(told, _("A copy of the library from before stands beside it, in the folder of its backups."))


class Added(NamedTuple):
    """What became of a document that was to be added: `new` is false where its bytes were there already."""

    entry: Entry
    new: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """A document with what has been done on it, for the list of documents."""

    entry: Entry
    annotations: int  # accepted
    suggestions: int  # open
    paragraphs_read: int
    last_read: str  # ISO 8601, or empty
    others: tuple[tuple[str, int], ...] = ()  # annotators who have read in it too, and how many paragraphs
    version: int = 1
    reviews: int = 0  # annotations that wait for review


class Totals(NamedTuple):
    """How much a library holds: `length` is in code points."""

    documents: int
    paragraphs: int
    length: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph with its text, as read from the library."""

    paragraph: Paragraph
    text: str


class Documents:
    """The documents of one library."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._rows = database.conn.execute
        self._later: list[tuple[int, Paragraphs]] | None = None

    def add(self, document: Document, imported_at: str) -> Added:
        """Adds a document in one transaction; one whose bytes are there already is left as it is.

        Where another document has the name, the name grows by the folders above the file until it is free.
        """
        with writing(self._database):
            return self.put(document, imported_at)

    def put(self, document: Document, imported_at: str) -> Added:
        """The same, inside a transaction that may hold more."""
        known = self.with_digest(document.digest)
        if known is not None:
            return Added(known, False)
        from reader.library.editions import FACTS, edition_of  # to read takes none of it

        edition = edition_of(document, imported_at)
        row = self._rows(
            f"insert into documents (id, name, {', '.join(FACTS)}, length, paragraphs) "
            f"values (?, ?, {', '.join('?' * len(FACTS))}, ?, ?) returning *",
            [
                self._free_id(),
                self._free_name(document),
                *(edition.facts[name] for name in FACTS),
                len(edition.text),
                len(edition.paragraphs),
            ],
        ).fetchone()
        entry = _entry(row)
        self._add_text(entry.id, edition)
        if self._later is None:
            self._add_paragraphs([(entry.id, edition.paragraphs)])
        else:
            self._later.append((entry.id, edition.paragraphs))
        return Added(entry, True)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Inside, the paragraphs of the documents that are put are kept back: at the end all are written at once.

        For a transaction in which nobody asks for them before.
        """
        self._later = []
        try:
            yield
            self._add_paragraphs(self._later)
        finally:
            self._later = None

    def put_text(self, document: int, edition: Edition) -> None:
        """Gives a document another text in place of its own. Only a new version may change a text."""
        for table in ("texts", "folds", "paragraphs"):
            self._rows(f"delete from {table} where document = ?", [document])
        self._add_text(document, edition)
        self._add_paragraphs([(document, edition.paragraphs)])

    def version_of(self, document: Document, others: Collection[int] = ()) -> Entry | None:
        """The document of which this is a new version: of the same file or name, and with a text that is like it.

        None of `others`, ids of documents that are known to be something else.
        """
        rows = self._rows("select * from documents where source = ? limit 2", [document.source]).fetchall()
        # A file that holds many documents is no sign of which of them this is.
        candidates = [_entry(rows[0])] if len(rows) == 1 and document.source else []
        stem, _dot, _suffix = document.name.rpartition(".")  # annotations may name documents without
        for name in (document.name, stem):
            named = self.named(name)
            if named is not None and named not in candidates:
                candidates.append(named)
        for candidate in candidates:
            if candidate.id in others:
                continue
            enough = SAME_SOURCE if candidate.source == document.source else SAME_NAME
            if likeness(self.text(candidate.id), document.text) >= enough:
                return candidate
        return None

    def entries(self) -> list[Entry]:
        """All documents by name."""
        return [_entry(row) for row in self._rows("select * from documents order by name")]

    def entry(self, document: int) -> Entry:
        """One document; KeyError where there is none of that id."""
        row = self._rows("select * from documents where id = ?", [document]).fetchone()
        if row is None:
            raise KeyError(document)
        return _entry(row)

    def require_text_of(self, seen: Entry) -> None:
        """Raises StaleTextError where the document has another text than when it was looked at, or is there no more.

        To be called in the transaction that writes spans of the text that was seen.
        """
        try:
            now = self.entry(seen.id)
        except KeyError:
            raise RemovedError(seen.name) from None
        if (now.digest, now.encoding, now.length) != (seen.digest, seen.encoding, seen.length):
            raise StaleTextError(
                _("{name}: the text has a new version meanwhile.").format(name=now.name),
                _("Nothing was written; look at the new text."),
            )

    def with_digest(self, digest: str) -> Entry | None:
        """The document whose bytes have that digest."""
        row = self._rows("select * from documents where digest = ?", [digest]).fetchone()
        return None if row is None else _entry(row)

    def has_length(self, lengths: Collection[int]) -> bool:
        """Whether a document has one of these lengths; looks at all of them."""
        places = ", ".join("?" * len(lengths))
        row = self._rows(f"select 1 from documents where length in ({places}) limit 1", list(lengths)).fetchone()
        return row is not None

    def named(self, name: str) -> Entry | None:
        """The document of that name."""
        row = self._rows("select * from documents where name = ?", [name]).fetchone()
        return None if row is None else _entry(row)

    def overviews(self, annotator: str, limit: int = -1) -> list[Overview]:
        """The documents by name, each with what this annotator has read and everyone has marked; at most `limit`."""
        rows = self._rows(
            """
            with listed as (select * from documents order by name limit :limit),
            marks as (
                select document, sum(status = 'accepted') as accepted, sum(status = 'suggested') as suggested
                from annotations where :limit < 0 or document in (select id from listed) group by document
            )
            select listed.*,
                (select count(*) + 1 from versions where versions.document = listed.id),
                (select count(*) from reviews where reviews.document = listed.id),
                coalesce(accepted, 0), coalesce(suggested, 0),
                coalesce(reading.read, '[]'), coalesce(reading.updated_at, '')
            from listed
            left join marks on marks.document = listed.id
            left join reading on reading.document = listed.id and reading.annotator = :annotator
            order by listed.name
            """,
            {"annotator": annotator, "limit": limit},
        ).fetchall()
        others: dict[int, list[tuple[str, int]]] = {}
        for document, other, read in self._rows(
            "select document, annotator, read from reading where annotator <> ? and read <> '[]' order by annotator",
            [annotator],
        ):
            others.setdefault(document, []).append((other, _paragraphs_in(read)))
        return [_overview(row, tuple(others.get(row[0], ()))) for row in rows]

    def totals(self) -> Totals:
        """How much there is."""
        row = self._rows(
            "select count(*), coalesce(sum(paragraphs), 0), coalesce(sum(length), 0) from documents"
        ).fetchone()
        return Totals(*row)

    def text(self, document: int, span: Span | None = None) -> str:
        """The document's text, or what a span of it names; reads no more than it needs."""
        if span is None:
            pieces = self._rows("select text from texts where document = ? order by start", [document])
            return "".join(piece for (piece,) in pieces)
        rows = self._rows(
            """
            select start, text from texts where document = :document and start < :end
            and start >= (select max(start) from texts where document = :document and start <= :start) order by start
            """,
            {"document": document, "start": span.start, "end": max(span.end, span.start + 1)},
        ).fetchall()
        if not rows:
            return ""
        first = rows[0][0]
        return "".join(piece for _, piece in rows)[span.start - first : span.end - first]

    def passages(self, document: int, first: int, count: int) -> list[Passage]:
        """`count` paragraphs from number `first` on, with their texts; fewer where the document ends."""
        rows = self._rows(
            'select number, start, "end", kind from paragraphs where document = ? and number >= ? '
            "order by number limit ?",
            [document, first, count],
        )
        paragraphs = [_paragraph(row) for row in rows]
        if not paragraphs:
            return []
        hull = paragraphs[0].span.hull(paragraphs[-1].span)
        text = self.text(document, hull)
        return [Passage(p, p.span.shift(-hull.start).slice(text)) for p in paragraphs]

    def paragraphs(self, document: int) -> Paragraphs:
        """All paragraphs of a document."""
        rows = self._rows('select start, "end", kind from paragraphs where document = ? order by number', [document])
        return Paragraphs.of(rows)

    def paragraph_at(self, document: int, place: int) -> Paragraph:
        """The paragraph in which a code point lies, or the last one before it, or else the first."""
        query = 'select number, start, "end", kind from paragraphs where document = ? '
        row = self._rows(query + "and start <= ? order by start desc limit 1", [document, place]).fetchone()
        return _paragraph(row or self._rows(query + "order by number limit 1", [document]).fetchone())

    def heading_numbers(self, document: int, near: int, limit: int) -> tuple[list[int], list[int]]:
        """The numbers of the titles and headings before a paragraph, and of those from it on: at most `limit` each."""
        # Said outright: the planner goes through all paragraphs.
        query = (
            "select number from paragraphs indexed by paragraphs_outline "
            "where document = ? and kind in ('title', 'heading') and number "
        )
        before = self._rows(query + "< ? order by number desc limit ?", [document, near, limit]).fetchall()
        after = self._rows(query + ">= ? order by number limit ?", [document, near, limit]).fetchall()
        return [number for (number,) in reversed(before)], [number for (number,) in after]

    def passages_at(self, document: int, numbers: Sequence[int]) -> list[Passage]:
        """The paragraphs of some numbers, in their order in the document, with their texts."""
        rows = self._rows(
            'select number, start, "end", kind from paragraphs where document = ? '
            f"and number in ({', '.join('?' * len(numbers))}) order by number",
            [document, *numbers],
        ).fetchall()
        paragraphs = [_paragraph(row) for row in rows]
        return [Passage(one, self.text(document, one.span)) for one in paragraphs]

    def section(self, document: int, number: int) -> Span:
        """From the title or heading over a paragraph to the last paragraph before the next one.

        From the first paragraph on where none is above, to the last where none follows.
        """
        headings = "from paragraphs where document = :document and kind in ('title', 'heading') and number"
        row = self._rows(
            f"""
            select (select start from paragraphs where document = :document
                    and number = coalesce((select max(number) {headings} <= :number), 1)),
                   (select "end" from paragraphs where document = :document
                    and number < coalesce((select min(number) {headings} > :number), 9e18) order by number desc limit 1)
            """,
            {"document": document, "number": number},
        ).fetchone()
        return Span(*row)

    def _add_text(self, document: int, edition: Edition) -> None:
        text = edition.text
        for span in pieces_of(text):
            self._rows("insert into texts values (?, ?, ?, ?)", [document, span.start, len(span), span.slice(text)])
        # A table after the other is written quicker.
        for span, folded in zip(pieces_of(text), edition.folds or folds_of(text), strict=True):
            self._rows("insert into folds values (?, ?, ?)", [document, span.start, folded])

    def _add_paragraphs(self, documents: Sequence[tuple[int, Paragraphs]]) -> None:
        """Those of some documents, by their ids."""
        # To change what is checked has all statements prepared anew.
        many = sum(len(paragraphs) for _document, paragraphs in documents) >= _MANY
        with unchecked(self._database) if many else nullcontext():
            rows = chain.from_iterable(paragraphs.rows_of(document) for document, paragraphs in documents)
            while some := list(chain.from_iterable(islice(rows, _AT_ONCE))):
                places = ", ".join(["(?, ?, ?, ?, ?)"] * (len(some) // 5))
                self._rows(f'insert into paragraphs (document, number, start, "end", kind) values {places}', some)

    def _free_id(self) -> int:
        """A number that no document has, and none that was removed had: the history speaks of those still."""
        taken = self._rows(
            "select coalesce(max(id), 0) from documents union all "
            "select cast(substr(annotation, ?) as integer) from changes where annotation >= ? and annotation < ?",
            [len(REMOVED) + 1, REMOVED, _BEYOND_REMOVED],
        )
        return int(max(number for (number,) in taken)) + 1

    def retitle(self, document: int, title: str) -> None:
        """Gives a document another title; KeyError where there is none of that id."""
        with writing(self._database):
            self.entry(document)
            self._rows("update documents set title = ? where id = ?", [title, document])

    def take_away(self, document: int) -> None:
        """Takes a document away with its texts and versions and all that was read in it. For history.py alone."""
        self._rows("delete from documents where id = ?", [document])

    def _free_name(self, document: Document) -> str:
        folders = document.source.split("/")[: -1 - document.name.count("/")]
        name = document.name
        while self.named(name) is not None:
            if folders and folders[-1]:
                name = f"{folders.pop()}/{name}"
            else:
                name = f"{document.name} ({document.digest[:8]})"
        return name

    def stream(self, entries: Iterable[Entry] | None = None) -> Iterator[Document]:
        """Every document, or those of some entries, whole, by name, as it is now; one in memory at a time."""
        for known in self.entries() if entries is None else entries:
            entry = self.entry(known.id)
            yield Document(
                entry.name,
                self.text(entry.id),
                source=entry.source,
                digest=entry.digest,
                encoding=entry.encoding,
                title=entry.title,
                date=entry.date,
                author=entry.author,
                publisher=entry.publisher,
                url=entry.url,
                meta=entry.meta,
                paragraphs=self.paragraphs(entry.id),
            )


def _paragraphs_in(ranges: str) -> int:
    return sum(last - first + 1 for first, last in json.loads(ranges))


def _overview(row: tuple[Any, ...], others: tuple[tuple[str, int], ...]) -> Overview:
    version, reviews, accepted, suggested, read, last_read = row[-6:]
    return Overview(_entry(row), accepted, suggested, _paragraphs_in(read), last_read, others, version, reviews)


def _entry(row: tuple[object, ...]) -> Entry:
    columns = list(row[:16])
    columns[12] = json.loads(str(columns[12]))
    return Entry(*columns)  # type: ignore[arg-type] # the columns of the table, in its order


def _paragraph(row: tuple[int, int, int, str]) -> Paragraph:
    number, start, end, kind = row
    return Paragraph(number, Span(start, end), Kind(kind))
