"""Whether annotations stand where their quotes stand, and the history tells how they came to be as they are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.annotations.changes import Change
from reader.library.annotations import Annotations
from reader.library.history import History
from reader.library.problems import Problem
from reader.library.reviews import Reviews
from reader.text.spans import Span
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlite_utils import Database

    from reader.annotations.model import Annotation
    from reader.documents.model import Entry
    from reader.library.mending import Mender
    from reader.library.versions import Versions


class AnnotationChecks:
    """Looks at the annotations of one library."""

    def __init__(self, database: Database, versions: Versions, mender: Mender) -> None:
        self._annotations = Annotations(database)
        self._reviews = Reviews(database)
        self._versions = versions
        self._history = History(database)
        self._mender = mender

    def placed(self, entry: Entry, text: str) -> Iterator[Problem]:
        """Annotations of a document that do not stand where they say."""
        for annotation in self._annotations.of_document(entry.id):
            if annotation.span.slice(text) != annotation.quote:
                yield self._misquoted(entry, text, annotation, str(annotation.span.start))

    def waiting(self, entry: Entry) -> Iterator[Problem]:
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
                    lambda _, name=annotation.id: self._mender.run("delete from reviews where id = ?", [name]),  # type: ignore[misc] # bound to it
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
                    lambda at, one=annotation, review=review: self._mender.record(  # type: ignore[misc] # bound to it
                        Change(one, replace(one, review=replace(review, guess=None))), at
                    ),
                )

    def untold(self) -> Iterator[Problem]:
        """Annotations that are not as the history says."""
        for told, there in self._history.differences():
            annotation = there or told
            if annotation is None:
                continue
            yield Problem(
                _("The history does not tell how “{quote}” ({id}) came to be as it is.").format(
                    quote=annotation.quote, id=annotation.id
                ),
                _("write it into the history"),
                lambda at, name=annotation.id: self._mender.bridge(name, at),  # type: ignore[misc] # bound to it
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
            lambda at: self._mender.record(Change(annotation, replace(found, updated_at=at)), at),
        )
