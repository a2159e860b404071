"""Owns what becomes of an incoming annotation beside those that are there: added, deciding a suggestion, or known.

What people decided in the library stays as they left it, and the same file twice changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from reader.annotations import anchoring
from reader.annotations.changes import Change
from reader.annotations.model import Annotation, Reason, Review, Status
from reader.annotations.offsets import plain_line_ends
from reader.errors import InputError
from reader.text.spans import Span
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from reader.annotations.offsets import Ruler
    from reader.annotations.sources.format import Mark
    from reader.desk import Desk
    from reader.library import Library


class Outcome(StrEnum):
    """What became of an incoming annotation."""

    ADDED = "added"
    DECIDED = "decided"  # a suggestion that was open here and is decided there
    KNOWN = "known"
    WAITING = "waiting"  # made on an older text: where it stands in the current one is for a person to say


@dataclass(frozen=True, slots=True)
class Placed:
    """A mark on a span of a document's text; `part` is "1/2" where it is one of several."""

    mark: Mark
    span: Span
    part: str = ""


def place(mark: Mark, ruler: Ruler, text: str) -> Iterator[Placed]:
    """Where a mark stands: parts with nothing but white space between them as one span, others one by one.

    A mark without offsets stands where its words stand just once, with what is around them or without. Raises
    InputError where there is no such place.
    """
    if not mark.parts:
        yield Placed(mark, find_quote(text, mark.text or "", mark.prefix, mark.suffix))
        return
    spans = ruler.spans(mark)
    if spans is None:
        raise InputError(_("there is no such place in the text."))
    joined = [spans[0]]
    for span in spans[1:]:
        between = text[joined[-1].end : span.start]
        if joined[-1].end <= span.start and not between.strip():
            joined[-1] = joined[-1].hull(span)
        else:
            joined.append(span)
    for number, span in enumerate(joined, 1):
        yield Placed(mark, span, f"{number}/{len(joined)}" if len(joined) > 1 else "")


def find_quote(text: str, exact: str, prefix: str = "", suffix: str = "") -> Span:
    """The one place of a quote; InputError where it stands nowhere, or at several places that cannot be told apart."""
    exact, prefix, suffix = map(plain_line_ends, (exact, prefix, suffix))
    for before, after in ((prefix, suffix), ("", "")):
        sought = before + exact + after
        at = text.find(sought) if exact else -1
        if at >= 0 and text.find(sought, at + 1) < 0:
            return Span(at + len(before), at + len(before) + len(exact))
    if exact and exact in text:
        raise InputError(_("its words stand at several places, and what is around them does not tell which."))
    raise InputError(_("its words do not stand in the text."))


def carried_places(library: Library, document: int, version: int, spans: list[Span]) -> list[Span | Review]:
    """Where spans of an older version of a document are in the current one; what to review where that is not certain."""
    old = library.versions.edition(document, version)
    new = library.versions.edition(document, library.versions.current(document))
    found = anchoring.reanchor(old.text, new.text, spans, old.paragraphs.spans, new.paragraphs.spans)
    return [
        Review(version, one.span, one.reason or Reason.CHANGED)
        if one.outcome is anchoring.Outcome.REVIEW or one.span is None
        else one.span
        for one in found
    ]


@dataclass(frozen=True, slots=True)
class Merger:
    """Compares incoming annotations with a library's. `origin` is for those that name none of our own kind."""

    desk: Desk
    origin: str
    status: Status | None = None

    def merge(self, document: int, placed: Placed) -> tuple[Outcome, Change | None]:
        """What becomes of a mark on a document, and the change that makes it so."""
        mark = placed.mark
        status = self.status or mark.status or Status.ACCEPTED
        twin = self._twin(document, placed, status)
        if twin is None:
            return Outcome.ADDED, Change(None, self._made(document, placed, status))
        if twin.status is Status.SUGGESTED and status is not Status.SUGGESTED:
            return Outcome.DECIDED, Change(twin, self._decided(twin, mark, status))
        return Outcome.KNOWN, None

    def merge_waiting(self, document: int, placed: Placed, text: str, review: Review) -> tuple[Outcome, Change | None]:
        """What becomes of a mark on an older `text` of a document whose place in the current one is not certain."""
        mark = placed.mark
        if mark.id and self._is_there(mark.id):
            return Outcome.KNOWN, None
        for one in self.desk.library.reviews.of_document(document):
            version = one.review.version if one.review else None
            same = (one.span, one.label, version) == (placed.span, mark.label, review.version)
            if same and mark.annotator in {"", one.annotator}:
                return Outcome.KNOWN, None
        made = self._made(document, placed, self.status or mark.status or Status.ACCEPTED, text)
        return Outcome.WAITING, Change(None, replace(made, review=review))

    def _is_there(self, annotation: str) -> bool:
        library = self.desk.library
        return (library.annotations.get(annotation) or library.reviews.get(annotation)) is not None

    def _twin(self, document: int, placed: Placed, status: Status) -> Annotation | None:
        """What is the same annotation already, if any; a decided one rather than an open suggestion.

        A person's decision is the same only as their own, unless the file names nobody; a suggestion is the same
        as whatever stands there.
        """
        mark = placed.mark
        there = self.desk.library.annotations.same(document, placed.span, mark.label)
        decided = [one for one in there if one.status is not Status.SUGGESTED]
        if mark.annotator and status is not Status.SUGGESTED:
            decided = [one for one in decided if one.annotator == mark.annotator or one.id == mark.id]
        suggested = [one for one in there if one.status is Status.SUGGESTED]
        return next(iter(decided + suggested), None)

    def _made(self, document: int, placed: Placed, status: Status, text: str | None = None) -> Annotation:
        mark = placed.mark
        made = self.desk.new_annotation(
            document, placed.span, mark.label, status=status, origin=mark.origin or self.origin, text=text
        )
        taken = bool(mark.id) and self._is_there(mark.id)
        created = mark.created_at or made.created_at
        return replace(
            made,
            id=mark.id if mark.id and not taken and not placed.part else made.id,
            annotator=mark.annotator or made.annotator,
            note=mark.note,
            attributes=_attributes(placed, made.attributes),
            created_at=created,
            updated_at=mark.updated_at or mark.created_at or made.updated_at,
        )

    def _decided(self, twin: Annotation, mark: Mark, status: Status) -> Annotation:
        return replace(
            twin,
            status=status,
            annotator=mark.annotator or self.desk.annotator,
            note=twin.note or mark.note,
            attributes={**twin.attributes, **(mark.attributes or {})},
            updated_at=self.desk.now(),
        )


def _attributes(placed: Placed, measured: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the file says, or what follows from the words where it says nothing; which part of several it is."""
    said = measured if placed.mark.attributes is None else placed.mark.attributes
    return {**said, "part": placed.part} if placed.part else said
