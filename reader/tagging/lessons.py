"""Owns what a model is trained on: which paragraphs of a library, or of a gold file, people have worked over."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, TypeVar

from reader.annotations.model import Status
from reader.tagging.model import Lesson
from reader.text.paragraphs import split_paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from reader.annotations.model import Annotation
    from reader.library import Library
    from reader.tagging.evaluation import GoldSpan
    from reader.text.paragraphs import Paragraph
    from reader.text.spans import Span

    M = TypeVar("M", Annotation, GoldSpan)


def library_lessons(library: Library) -> Iterator[Lesson]:
    """The paragraphs that people have worked over, of all documents.

    A paragraph is one where someone has accepted or rejected something in it, or where someone who has decided
    anything in the document has read it; and no suggestion in it is still open. What is accepted is marked;
    all else in it, with what was rejected, is not. What a run accepted by itself is no one's decision: it is marked
    where such a person has read the paragraph, and otherwise as open as a suggestion.
    """
    for document in library.documents.stream():
        entry = library.documents.named(document.name)
        marks = [] if entry is None else list(library.annotations.of_document(entry.id))
        by_run = frozenset() if entry is None else library.annotations.accepted_by_run(entry.id)
        decided = [mark for mark in marks if mark.status is not Status.SUGGESTED and mark.id not in by_run]
        if entry is None or not decided:
            continue
        deciders = {mark.annotator for mark in decided}
        read = [library.reading.get(annotator, entry.id).read for annotator in sorted(deciders)]
        by_paragraph = _by_paragraph(document.paragraphs, marks)
        for paragraph in document.paragraphs:
            here = by_paragraph.get(paragraph.number, [])
            seen = any(first <= paragraph.number <= last for ranges in read for first, last in ranges)
            is_open = any(mark.status is Status.SUGGESTED or (mark.id in by_run and not seen) for mark in here)
            if (here or seen) and not is_open:
                accepted = {(mark.span, mark.label) for mark in here if mark.status is Status.ACCEPTED}
                yield _lesson(document.text, paragraph, accepted)


def gold_lessons(gold: Iterable[GoldSpan], texts: Mapping[str, str]) -> Iterator[Lesson]:
    """Every paragraph of the texts, by document; what people did not agree on counts as not marked."""
    spans = list(gold)
    for name in sorted(texts):
        paragraphs = split_paragraphs(texts[name], kinds=False)
        by_paragraph = _by_paragraph(paragraphs, [span for span in spans if span.doc == name])
        for paragraph in paragraphs:
            here = [span for span in by_paragraph.get(paragraph.number, []) if span.agreed]
            yield _lesson(texts[name], paragraph, {(span.span, span.label) for span in here})


def _lesson(text: str, paragraph: Paragraph, marked: Iterable[tuple[Span, str]]) -> Lesson:
    """Marks that reach out of their paragraph teach nothing."""
    inside = [(span, label) for span, label in marked if paragraph.span.contains(span)]
    by = -paragraph.span.start
    return Lesson(paragraph.span.slice(text), tuple(sorted((span.shift(by), label) for span, label in inside)))


def _by_paragraph(paragraphs: Sequence[Paragraph], marks: Iterable[M]) -> dict[int, list[M]]:
    """Marks by the number of the paragraph that they start in."""
    starts = [paragraph.span.start for paragraph in paragraphs]
    found: dict[int, list[M]] = {}
    for mark in marks:
        found.setdefault(max(1, bisect_right(starts, mark.span.start)), []).append(mark)
    return found
