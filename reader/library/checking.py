"""Whether everything in a library is as it should be, and what can be put right without losing anything.

Texts are never repaired: they are what everything else stands on. What refers to nothing is written into the
history before it is taken away.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.annotations.changes import Change
from reader.library.annotations import SELECTED, Annotations, from_row
from reader.library.database import writing
from reader.library.documents import Documents
from reader.library.history import History
from reader.library.reviews import SELECTED as WAITING
from reader.library.reviews import Reviews, waiting_from_row
from reader.library.versions import Versions
from reader.resources import resource
from reader.text.folding import fold
from reader.text.paragraphs import split_paragraphs
from reader.text.spans import Span
from reader.translation import N_, _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlite_utils import Database

    from reader.annotations.model import Annotation
    from reader.documents.model import Entry

_KINDS = {"table": N_("table"), "index": N_("index"), "trigger": N_("trigger"), "view": N_("view")}

WHO = "pizhu check"
"""The annotator in the history of what a repair did."""

_OF_A_DOCUMENT = ("texts", "folds", "paragraphs", "reading", "versions")
"""The tables whose rows mean nothing without their document."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is wrong: a sentence that says what; `remedy` what a repair does about it, empty where none can."""

    message: str
    remedy: str = ""
    mend: Callable[[str], None] | None = None  # told the time, ISO 8601


class Checker:
    """Looks through one library."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._rows = database.conn.execute
        self._documents = Documents(database)
        self._annotations = Annotations(database)
        self._reviews = Reviews(database)
        self._versions = Versions(database, self._documents)
        self._history = History(database)

    def problems(self) -> Iterator[Problem]:
        """What is wrong: the file, its tables, references, texts and what is made from them, quotes, the history."""
        damage = [verdict for (verdict,) in self._rows("pragma integrity_check").fetchall() if verdict != "ok"]
        yield from map(self._damage, damage)
        if damage:
            return  # what a damaged file answers is not to be built on
        schema = list(self._schema())
        yield from schema
        if any(problem.mend is None for problem in schema):
            return  # nor what stands in other tables
        yield from self._orphans()
        for entry in self._documents.entries():
            yield from self._document(entry)
        yield from self._untold()

    def _damage(self, verdict: str) -> Problem:
        if "index" in verdict and "row" in verdict:
            return Problem(
                _("The file is damaged: {verdict}.").format(verdict=verdict),
                _("make the indexes anew"),
                lambda _at: self._run("reindex"),
            )
        return Problem(
            _("The file is damaged: {verdict}. Put a backup in its place: pizhu restore.").format(verdict=verdict)
        )

    def _schema(self) -> Iterator[Problem]:
        with closing(sqlite3.connect(":memory:")) as bare:
            bare.executescript(resource("schema.sql").read_text("utf-8"))
            expected = {row[0]: row for row in bare.execute(_OBJECTS)}
        there = {row[0]: row for row in self._rows(_OBJECTS)}
        for name, row in expected.items():
            kind, sql = row[1:]
            if name in there and _plain(there[name][2]) == _plain(sql):
                continue
            told = (
                _("The {kind} {name} is not as schema.sql has it.")
                if name in there
                else _("The {kind} {name} is missing.")
            ).format(kind=_(_KINDS.get(kind, kind)), name=name)
            if kind == "table":
                yield Problem(f"{told} {_('Put a backup in its place: pizhu restore.')}")
            else:
                remedy = _("make the {kind} anew").format(kind=_(_KINDS.get(kind, kind)))
                yield Problem(told, remedy, self._maker(kind, name, sql))

    def _maker(self, kind: str, name: str, sql: str) -> Callable[[str], None]:
        def mend(_at: str) -> None:
            self._run(f'drop {kind} if exists "{name}"')
            self._run(sql)

        return mend

    def _orphans(self) -> Iterator[Problem]:
        found = self._rows("pragma foreign_key_check").fetchall()
        for table, row, parent, _key in found:
            message = _("Row {row} of {table} refers to a row of {parent} that is not there.").format(
                row=row if row is not None else "", table=table, parent=parent
            )
            if table in {"annotations", "reviews"}:
                yield from self._orphaned(table, row, parent, message)
            elif table not in _OF_A_DOCUMENT or parent != "documents":  # else told together below
                yield Problem(message)
        for table in _OF_A_DOCUMENT:
            (count,) = self._rows(
                f"select count(*) from {table} where document not in (select id from documents)"
            ).fetchone()
            if count:
                yield Problem(
                    _("{count} rows of {table} are of no document.").format(count=count, table=table),
                    _("take them away"),
                    lambda _at, table=table: self._run(  # type: ignore[misc] # bound to this table
                        f"delete from {table} where document not in (select id from documents)"
                    ),
                )

    def _orphaned(self, table: str, row: int, parent: str, message: str) -> Iterator[Problem]:
        if table == "annotations":
            annotation = from_row(self._rows(f"select {SELECTED} from annotations where rowid = ?", [row]).fetchone())
        else:
            annotation = waiting_from_row(
                self._rows(f"select {WAITING} from reviews where rowid = ?", [row]).fetchone()
            )
        if parent == "labels":
            yield Problem(
                message,
                _("add the label {label}").format(label=annotation.label),
                lambda _at: self._add_label(annotation.label),
            )
        else:
            yield Problem(
                message,
                _("take the annotation away; the history keeps it"),
                lambda at: self._take_away(annotation.id, at),
            )

    def _document(self, entry: Entry) -> Iterator[Problem]:
        text = self._documents.text(entry.id)
        pieces = self._rows("select start, length, text from texts where document = ? order by start", [entry.id])
        place = 0
        for start, length, piece in pieces.fetchall():
            if (start, length) != (place, len(piece)):
                break
            place += length
        if place != entry.length:
            yield Problem(
                _(
                    "{name}: of its text, {length} characters, only the first {place} are as they should be. "
                    "Put a backup in its place: pizhu restore."
                ).format(name=entry.name, length=entry.length, place=place)
            )
            return
        yield from self._paragraphs(entry, text)
        yield from self._folds(entry)
        for annotation in list(self._annotations.of_document(entry.id)):
            if annotation.span.slice(text) != annotation.quote:
                yield self._misquoted(entry, text, annotation, str(annotation.span.start))
        yield from self._places(entry)
        yield from self._older_versions(entry)
        yield from self._waiting(entry)

    def _older_versions(self, entry: Entry) -> Iterator[Problem]:
        numbers = [number for (number,) in self._rows("select number from versions where document = ?", [entry.id])]
        if sorted(numbers) != list(range(1, len(numbers) + 1)):
            yield Problem(
                _("{name}: an older version of its text is missing. Put a backup in its place: pizhu restore.").format(
                    name=entry.name
                )
            )

    def _waiting(self, entry: Entry) -> Iterator[Problem]:
        """What is wrong with annotations that wait for review: quotes, guesses, and that they wait no more."""
        for annotation in self._reviews.of_document(entry.id):
            review = annotation.review
            if review is None:
                continue
            if self._annotations.get(annotation.id) is not None:
                yield Problem(
                    _("{name}: “{quote}” waits for review and has a place.").format(
                        name=entry.name, quote=annotation.quote
                    ),
                    _("leave it in its place"),
                    lambda _, name=annotation.id: self._run("delete from reviews where id = ?", [name]),  # type: ignore[misc] # bound to it
                )
                continue
            text = self._versions.text(entry.id, review.version)
            if annotation.span.slice(text) != annotation.quote:
                yield self._misquoted(
                    entry,
                    text,
                    annotation,
                    _("{place} of version {version}").format(place=annotation.span.start, version=review.version),
                )
            if review.guess is not None and review.guess.end > entry.length:
                yield Problem(
                    _("{name}: the best guess for “{quote}” is not in the text.").format(
                        name=entry.name, quote=annotation.quote
                    ),
                    _("forget the guess"),
                    lambda at, one=annotation, review=review: self._record(  # type: ignore[misc] # bound to it
                        Change(one, replace(one, review=replace(review, guess=None))), at
                    ),
                )

    def _paragraphs(self, entry: Entry, text: str) -> Iterator[Problem]:
        rows = self._rows('select number, start, "end" from paragraphs where document = ? order by number', [entry.id])
        spans = [(number, start, end) for number, start, end in rows]
        ends = [0, *(end for _number, _start, end in spans)]
        sound = len(spans) == entry.paragraphs and all(
            number == expected and start >= before and end <= entry.length
            for expected, ((number, start, end), before) in enumerate(zip(spans, ends, strict=False), 1)
        )
        if not sound:
            yield Problem(
                _("{name}: its paragraphs do not follow each other.").format(name=entry.name),
                _("split the text anew"),
                lambda _at: self._split_anew(entry, text),
            )

    def _folds(self, entry: Entry) -> Iterator[Problem]:
        rows = self._rows(
            "select texts.start, text, folded from texts left join folds using (document, start) where document = ?",
            [entry.id],
        )
        if any(folded != fold(text).view.encode() for _start, text, folded in rows):
            yield Problem(
                _("{name}: what search looks through is out of date.").format(name=entry.name),
                _("make it anew"),
                lambda _at: self._fold_anew(entry.id),
            )

    def _misquoted(self, entry: Entry, text: str, annotation: Annotation, where: str) -> Problem:
        message = _("{name}: “{quote}” does not stand at {place}.").format(
            name=entry.name, quote=annotation.quote, place=where
        )
        around = f"{annotation.prefix}{annotation.quote}{annotation.suffix}"
        if not annotation.quote or text.count(around) != 1:
            return Problem(message)
        start = text.index(around) + len(annotation.prefix)
        found = replace(annotation, span=Span(start, start + len(annotation.quote)))
        return Problem(
            message,
            _("put it where the same words stand, at {start}").format(start=start),
            lambda at: self._record(Change(annotation, replace(found, updated_at=at)), at),
        )

    def _places(self, entry: Entry) -> Iterator[Problem]:
        for annotator, place in self._rows(
            "select annotator, place from reading where document = ? and not place between 0 and ?",
            [entry.id, entry.length],
        ).fetchall():
            yield Problem(
                _("{name}: {annotator} is said to be at {place}, which is not in the text.").format(
                    name=entry.name, annotator=annotator, place=place
                ),
                _("put them at its start"),
                lambda _at, annotator=annotator: self._run(  # type: ignore[misc] # bound to this annotator
                    "update reading set place = 0 where document = ? and annotator = ?", [entry.id, annotator]
                ),
            )

    def _untold(self) -> Iterator[Problem]:
        for told, there in self._history.differences():
            annotation = there or told
            if annotation is None:
                continue
            yield Problem(
                _("The history does not tell how “{quote}” ({id}) came to be as it is.").format(
                    quote=annotation.quote, id=annotation.id
                ),
                _("write it into the history"),
                lambda at, name=annotation.id: self._history.bridge(name, annotator=WHO, at=at),  # type: ignore[misc] # bound to it
            )

    def _run(self, statement: str, values: list[object] | None = None) -> None:
        self._rows(statement, values or [])

    def _take_away(self, annotation: str, at: str) -> None:
        self._history.bridge(annotation, annotator=WHO, at=at)
        self._run("delete from annotations where id = ?", [annotation])
        self._run("delete from reviews where id = ?", [annotation])
        self._history.bridge(annotation, annotator=WHO, at=at)

    def _record(self, change: Change, at: str) -> None:
        self._history.record("repair", [change], annotator=WHO, at=at)

    def _add_label(self, name: str) -> None:
        self._run(
            "insert or ignore into labels (name, position) values (?, (select coalesce(max(position), 0) + 1 from labels))",
            [name],
        )

    def _split_anew(self, entry: Entry, text: str) -> None:
        paragraphs = split_paragraphs(text)
        self._run("delete from paragraphs where document = ?", [entry.id])
        self._database.conn.executemany(
            'insert into paragraphs (document, number, start, "end", kind) values (?, ?, ?, ?, ?)',
            ((entry.id, p.number, p.span.start, p.span.end, p.kind.value) for p in paragraphs),
        )
        self._run("update documents set paragraphs = ? where id = ?", [len(paragraphs), entry.id])

    def _fold_anew(self, document: int) -> None:
        rows = self._rows("select start, text from texts where document = ?", [document]).fetchall()
        self._run("delete from folds where document = ?", [document])
        for start, text in rows:
            self._run("insert into folds values (?, ?, ?)", [document, start, fold(text).view.encode()])

    def mend(self, problems: list[Problem], at: str) -> int:
        """Puts right what can be, all in one transaction; how many."""
        mended = 0
        with writing(self._database):
            for problem in problems:
                if problem.mend is not None:
                    problem.mend(at)
                    mended += 1
        return mended


_OBJECTS = "select name, type, sql from sqlite_schema where sql is not null order by type = 'table' desc, name"


def _plain(sql: str) -> str:
    """A definition without what the eye alone sees."""
    return " ".join(line for line in sql.split())
