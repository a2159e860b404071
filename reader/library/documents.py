"""Documents in the library: adding them, listing them, and reading a stretch of one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from reader.documents.model import Document, Entry
from reader.errors import InputError
from reader.library.database import writing
from reader.text.folding import fold
from reader.text.paragraphs import Kind, Paragraph, split_paragraphs
from reader.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlite_utils import Database

PIECE = 16_384  # code points of a text kept in one row, at most
_SAMPLE = 20_000  # code points that tell a document's script


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

    def add(self, document: Document, imported_at: str) -> Added:
        """Adds a document in one transaction; one whose bytes are there already is left as it is.

        Unless they were read in another encoding before: then the text is put right, while no one has marked
        anything in it; InputError where someone has. Where another document has the name, the name grows by the folders above the file until it is free.
        """
        paragraphs = document.paragraphs or split_paragraphs(document.text)
        from reader.text.detection import detect_script  # its patterns take long to compile

        guess = detect_script(document.text[:_SAMPLE])
        with writing(self._database):
            known = self._rows("select * from documents where digest = ?", [document.digest]).fetchone()
            if known is not None and not self._replaces(document, _entry(known)):
                return Added(_entry(known), False)
            row = self._rows(
                """
                insert into documents (name, source, digest, encoding, script, variant, title, date, author, publisher,
                                       url, meta, length, paragraphs, imported_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning *
                """,
                [
                    self._free_name(document),
                    document.source,
                    document.digest,
                    document.encoding,
                    guess.name,
                    guess.variant,
                    document.title,
                    document.date,
                    document.author,
                    document.publisher,
                    document.url,
                    json.dumps(document.meta, ensure_ascii=False),
                    len(document.text),
                    len(paragraphs),
                    imported_at,
                ],
            ).fetchone()
            entry = _entry(row)
            self._add_text(entry.id, document.text)
            self._database.conn.executemany(
                'insert into paragraphs (document, number, start, "end", kind) values (?, ?, ?, ?, ?)',
                ((entry.id, p.number, p.span.start, p.span.end, p.kind.value) for p in paragraphs),
            )
        return Added(entry, True)

    def entries(self) -> list[Entry]:
        """All documents by name."""
        return [_entry(row) for row in self._rows("select * from documents order by name")]

    def entry(self, document: int) -> Entry:
        """One document; KeyError where there is none of that id."""
        row = self._rows("select * from documents where id = ?", [document]).fetchone()
        if row is None:
            raise KeyError(document)
        return _entry(row)

    def with_digest(self, digest: str) -> Entry | None:
        """The document whose bytes have that digest."""
        row = self._rows("select * from documents where digest = ?", [digest]).fetchone()
        return None if row is None else _entry(row)

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
            select listed.*, coalesce(accepted, 0), coalesce(suggested, 0),
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
        return [
            Overview(_entry(row), row[-4], row[-3], _paragraphs_in(row[-2]), row[-1], tuple(others.get(row[0], ())))
            for row in rows
        ]

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

    def paragraph_at(self, document: int, place: int) -> Paragraph:
        """The paragraph in which a code point lies, or the last one before it, or else the first."""
        query = 'select number, start, "end", kind from paragraphs where document = ? '
        row = self._rows(query + "and start <= ? order by start desc limit 1", [document, place]).fetchone()
        return _paragraph(row or self._rows(query + "order by number limit 1", [document]).fetchone())

    def outline(self, document: int, limit: int = 2000) -> list[Passage]:
        """The titles and headings, at most `limit`."""
        rows = self._rows(
            "select number, start, \"end\", kind from paragraphs where document = ? and kind in ('title', 'heading') "
            "order by number limit ?",
            [document, limit],
        ).fetchall()
        paragraphs = [_paragraph(row) for row in rows]
        return [Passage(p, self.text(document, p.span)) for p in paragraphs]

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

    def _replaces(self, document: Document, known: Entry) -> bool:
        """Takes a document away that was read in another encoding, so that it can be added anew."""
        if known.encoding == document.encoding:
            return False
        (marks,) = self._rows("select count(*) from annotations where document = ?", [known.id]).fetchone()
        if marks:
            raise InputError(
                f"{known.name}: it was read as {known.encoding}, and has {marks} annotations on that text.",
                f"To have it as {document.encoding}, use another library, or take the annotations back first.",
            )
        self._rows("delete from documents where id = ?", [known.id])
        return True

    def _add_text(self, document: int, text: str) -> None:
        for span in pieces_of(text):
            piece = span.slice(text)
            self._rows("insert into texts values (?, ?, ?, ?)", [document, span.start, len(piece), piece])
            folded = fold(piece).view.encode()
            self._rows("insert into folds values (?, ?, ?)", [document, span.start, folded])

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
        """Every document, or those of some entries, whole, by name; one in memory at a time."""
        for entry in self.entries() if entries is None else entries:
            rows = self._rows(
                'select number, start, "end", kind from paragraphs where document = ? order by number', [entry.id]
            )
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
                paragraphs=tuple(map(_paragraph, rows)),
            )


def pieces_of(text: str) -> Iterator[Span]:
    """The pieces in which a text is kept: of at most PIECE code points, and whole lines where a line is no longer."""
    start = 0
    while start < len(text):
        end = start + PIECE
        if end < len(text):
            end = text.rfind("\n", start, end) + 1 or end
        yield Span(start, min(end, len(text)))
        start = end


def _paragraphs_in(ranges: str) -> int:
    return sum(last - first + 1 for first, last in json.loads(ranges))


def _entry(row: tuple[object, ...]) -> Entry:
    columns = list(row[:16])
    columns[12] = json.loads(str(columns[12]))
    return Entry(*columns)  # type: ignore[arg-type] # the columns of the table, in its order


def _paragraph(row: tuple[int, int, int, str]) -> Paragraph:
    number, start, end, kind = row
    return Paragraph(number, Span(start, end), Kind(kind))
