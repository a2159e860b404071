"""Owns how good predictions are against spans marked by people. It reads and prints nothing."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.errors import InputError
from reader.text.spans import Span
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

CONTEXT = 20  # code points of text on either side of a miss or a false hit
ROUNDS = 1000  # of the bootstrap


class Prediction(NamedTuple):
    """A predicted span of a document."""

    doc: str
    span: Span
    label: str


@dataclass(frozen=True, slots=True)
class GoldSpan:
    """A span marked by people; `agreed` is false where they did not all mark it."""

    doc: str
    span: Span
    label: str
    text: str = ""
    agreed: bool = True


@dataclass(frozen=True, slots=True)
class Score:
    """Counts and what follows from them.

    A ratio of nothing is 0, but 1 where nothing was to be found and nothing was predicted.
    """

    found: int  # gold spans that were predicted
    missed: int
    right: int  # predictions that are in the gold
    false: int

    @property
    def precision(self) -> float:
        """The share of predictions that are right."""
        return _ratio(self.right, self.right + self.false, self.found + self.missed)

    @property
    def recall(self) -> float:
        """The share of gold spans that were found."""
        return _ratio(self.found, self.found + self.missed, self.right + self.false)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.found + other.found,
            self.missed + other.missed,
            self.right + other.right,
            self.false + other.false,
        )

    def to_json(self) -> dict[str, float | int]:
        """Counts, and ratios to four digits."""
        return {
            "found": self.found,
            "missed": self.missed,
            "right": self.right,
            "false": self.false,
            "precision": round(self.precision, 4),
            "recall": round(self.recall, 4),
            "f1": round(self.f1, 4),
        }


NOTHING = Score(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class LabelScore:
    """How one label, or all together, did: `exact` wants equal spans, `overlap` one shared code point.

    `interval` holds the exact F1 in 95 of 100 draws of as many documents from the gold's documents.
    """

    exact: Score
    overlap: Score
    boundary_only: int  # gold spans missed exactly, but overlapped by a prediction of the label
    interval: tuple[float, float]

    def to_json(self) -> dict[str, Any]:
        """The two scores as objects; the interval as a list of two numbers."""
        return {
            "exact": self.exact.to_json(),
            "overlap": self.overlap.to_json(),
            "boundary_only": self.boundary_only,
            "f1_interval": [round(edge, 4) for edge in self.interval],
        }


@dataclass(frozen=True, slots=True)
class Difference:
    """A gold span that was not predicted as it is, or a prediction that is not in the gold.

    `instead` is what stands in its place on the other side, where something of the label overlaps it.
    """

    doc: str
    span: Span
    label: str
    text: str
    before: str
    after: str
    instead: Span | None = None

    def to_json(self) -> dict[str, Any]:
        """Flat, offsets as `start` and `end`, `instead` as a list of two or null."""
        return {
            "doc": self.doc,
            "start": self.span.start,
            "end": self.span.end,
            "label": self.label,
            "text": self.text,
            "before": self.before,
            "after": self.after,
            "instead": None if self.instead is None else [self.instead.start, self.instead.end],
        }


@dataclass(frozen=True, slots=True)
class Report:
    """Scores by label and together, then all that was missed and all that is false, in text order."""

    labels: Mapping[str, LabelScore]
    overall: LabelScore
    misses: tuple[Difference, ...]
    false_hits: tuple[Difference, ...]
    documents: int

    def to_json(self) -> dict[str, Any]:
        """The report as JSON values."""
        return {
            "documents": self.documents,
            "labels": {name: score.to_json() for name, score in self.labels.items()},
            "overall": self.overall.to_json(),
            "misses": [miss.to_json() for miss in self.misses],
            "false_hits": [hit.to_json() for hit in self.false_hits],
        }


def read_gold(lines: Iterable[str]) -> list[GoldSpan]:
    """The spans of a gold file, one JSON object a line: doc, start, end, label, and text, agreed if given.

    Blank lines are left out. Raises InputError that names the 1-based line.
    """
    gold = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            gold.append(_gold_span(json.loads(line)))
        except (ValueError, TypeError, KeyError) as error:
            reason = _("{name!r} is missing").format(name=error.args[0]) if isinstance(error, KeyError) else str(error)
            raise InputError(
                _("Line {number} of the gold is not usable: {reason}.").format(number=number, reason=reason),
                _('A line is {"doc": …, "start": …, "end": …, "label": …, "text": …, "agreed": …}.'),
            ) from error
    return gold


def evaluate(
    gold: Sequence[GoldSpan],
    predicted: Iterable[Prediction],
    texts: Mapping[str, str] | None = None,
    seed: int = 0,
) -> Report:
    """How well predictions meet the gold, over the gold's documents; predictions elsewhere do not count.

    A gold span that is not agreed is neither to be found nor false to predict: a prediction that overlaps
    nothing agreed of its label, but does overlap such a span, is left out of all counts. Labels the gold does
    not have are left out too. `texts` (by document) gives differences their words; `seed` fixes the
    bootstrap.
    """
    docs = sorted({span.doc for span in gold})
    names = sorted({span.label for span in gold})
    cells = {(doc, name): _Cell() for doc in docs for name in names}
    for span in gold:
        cell = cells[span.doc, span.label]
        (cell.agreed if span.agreed else cell.disputed).add(span.span)
    for prediction in predicted:
        if (prediction.doc, prediction.label) in cells:
            cells[prediction.doc, prediction.label].predicted.add(prediction.span)
    counted = {key: cell.counted() for key, cell in cells.items()}
    labels = {
        name: _label_score([[counted[doc, name]] for doc in docs], random.Random(seed))  # noqa: S311 - no secret
        for name in names
    }
    overall = _label_score([[counted[doc, name] for name in names] for doc in docs], random.Random(seed))  # noqa: S311
    known = texts or {}
    misses, false_hits = [], []
    for (doc, name), cell in cells.items():
        text = known.get(doc, "")
        misses += [_difference(doc, name, text, *pair) for pair in cell.misses()]
        false_hits += [_difference(doc, name, text, *pair) for pair in cell.false_hits()]
    return Report(labels, overall, tuple(_in_order(misses)), tuple(_in_order(false_hits)), len(docs))


class _Counts(NamedTuple):
    exact: Score
    overlap: Score
    boundary_only: int


class _Cell:
    """One label in one document."""

    def __init__(self) -> None:
        self.agreed: set[Span] = set()
        self.disputed: set[Span] = set()
        self.predicted: set[Span] = set()

    def counted(self) -> _Counts:
        judged = self._judged()
        exact = len(judged & self.agreed)
        misses = self.misses()
        touched = len(self.agreed) - sum(near is None for _, near in misses)
        right = sum(_overlapping(span, self.agreed) is not None for span in judged)
        return _Counts(
            Score(exact, len(self.agreed) - exact, exact, len(judged) - exact),
            Score(touched, len(self.agreed) - touched, right, len(judged) - right),
            sum(near is not None for _, near in misses),
        )

    def misses(self) -> list[tuple[Span, Span | None]]:
        return [(span, _overlapping(span, self.predicted)) for span in self.agreed - self.predicted]

    def false_hits(self) -> list[tuple[Span, Span | None]]:
        return [(span, _overlapping(span, self.agreed)) for span in self._judged() - self.agreed]

    def _judged(self) -> set[Span]:
        """Predictions that count: not those about which the people did not agree themselves."""
        disputed = {
            span
            for span in self.predicted
            if span in self.disputed
            or (_overlapping(span, self.disputed) is not None and _overlapping(span, self.agreed) is None)
        }
        return self.predicted - (disputed - self.agreed)


def _label_score(documents: Sequence[Sequence[_Counts]], source: random.Random) -> LabelScore:
    exact = [sum((counts.exact for counts in document), NOTHING) for document in documents]
    draws = sorted(sum(source.choices(exact, k=len(exact)), NOTHING).f1 for _ in range(ROUNDS if exact else 0)) or [0.0]
    return LabelScore(
        sum(exact, NOTHING),
        sum((counts.overlap for document in documents for counts in document), NOTHING),
        sum(counts.boundary_only for document in documents for counts in document),
        (draws[int(0.025 * len(draws))], draws[min(len(draws) - 1, int(0.975 * len(draws)))]),
    )


def _overlapping(span: Span, others: Iterable[Span]) -> Span | None:
    """The first of the others that shares a code point with `span`."""
    return min((other for other in others if other.overlaps(span)), default=None)


def _difference(doc: str, label: str, text: str, span: Span, instead: Span | None) -> Difference:
    before = text[max(0, span.start - CONTEXT) : span.start]
    return Difference(doc, span, label, span.slice(text), before, text[span.end : span.end + CONTEXT], instead)


def _in_order(differences: Iterable[Difference]) -> list[Difference]:
    return sorted(differences, key=lambda item: (item.doc, item.span, item.label))


def _gold_span(record: Any) -> GoldSpan:
    if not isinstance(record, dict):
        raise TypeError(_("it is not an object"))
    for key, kind in (("doc", str), ("start", int), ("end", int), ("label", str)):
        if not isinstance(record[key], kind) or isinstance(record[key], bool):
            told = _("{key} is not a string") if kind is str else _("{key} is not a whole number")
            raise TypeError(told.format(key=key))
    text, agreed = record.get("text", ""), record.get("agreed", True)
    if not isinstance(text, str) or not isinstance(agreed, bool):
        raise TypeError(_("text is not a string, or agreed is not true or false"))
    span = Span(record["start"], record["end"])
    if text and len(text) != len(span):
        raise ValueError(
            _("its text has {count} code points, its span {length}").format(count=len(text), length=len(span))
        )
    return GoldSpan(record["doc"], span, record["label"], text, agreed)


def _ratio(part: int, whole: int, other_whole: int) -> float:
    if whole:
        return part / whole
    return 0.0 if other_whole else 1.0
