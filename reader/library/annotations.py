"""Annotations in the library: finding them. Every change goes through history.py, which keeps what was before."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reader.annotations.model import Annotation, Reason, Review, Status
from reader.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from sqlite_utils import Database

COLUMNS = (
    "id", "document", "start", "end", "label", "status", "origin", "annotator", "note", "attributes",
    "quote", "prefix", "suffix", "created_at", "updated_at",
)  # fmt: skip
SELECTED = ", ".join(f'annotations."{column}"' for column in COLUMNS)
_IDS_AT_ONCE = 500
# Kept: json.dumps makes one of these for every call.
_PLAIN = json.JSONEncoder(ensure_ascii=False)
_SORTED = json.JSONEncoder(ensure_ascii=False, sort_keys=True)


# What a run accepted by itself, and no person has said anything of since: the last that was done to it, and stands,
# is the run. Changes of labels, new versions of the text and repairs say nothing of an annotation.
_BY_RUN = """(annotations.status = 'accepted' and annotations.origin like 'rule:%' and (
    select actions.name from changes join actions on actions.id = changes.action
    where changes.annotation = annotations.id and not actions.undone
        and actions.name not in ('undo', 'redo', 'version', 'repair') and actions.name not like '% label%'
    order by changes.id desc limit 1
) is 'run')"""


@dataclass(frozen=True, slots=True)
class Decisions:
    """How many suggestions of a rule (PACK/RULE) people accepted and rejected, and how many are still open.

    `by_run` were accepted by a run itself: no one has looked at them.
    """

    rule: str
    label: str
    accepted: int
    rejected: int
    open: int
    by_run: int = 0

    @property
    def acceptance(self) -> float | None:
        """The share of the decided ones that were accepted; None where none is decided."""
        decided = self.accepted + self.rejected
        return self.accepted / decided if decided else None


class Annotations:
    """The annotations of one library."""

    def __init__(self, database: Database) -> None:
        self._rows = database.conn.execute

    def get(self, annotation: str) -> Annotation | None:
        """The annotation of that id."""
        row = self._rows(f"select {SELECTED} from annotations where id = ?", [annotation]).fetchone()
        return None if row is None else from_row(row)

    def of_ids(self, ids: Sequence[str]) -> dict[str, Annotation]:
        """The annotations of these ids that there are, by id."""
        rows = rows_of_ids(self._rows, f"select {SELECTED} from annotations", ids)
        return {row[0]: from_row(row) for row in rows}

    def touching(self, document: int, span: Span, statuses: Collection[Status] = tuple(Status)) -> list[Annotation]:
        """The annotations that share a code point with a span, by start, longest first.

        The cost grows with how many lie near the span and with the longest annotation of the document, not with
        how many the document has.
        """
        longest = self._rows('select max("end" - start) from annotations where document = ?', [document]).fetchone()[0]
        if longest is None:
            return []
        rows = self._rows(
            f"select {SELECTED} from annotations "
            'where document = ? and start > ? and start < ? and "end" > ? order by start, "end" desc, id',
            [document, span.start - longest, span.end, span.start],
        )
        return [found for row in rows if (found := from_row(row)).status in statuses]

    def neighbour(
        self,
        document: int,
        span: Span,
        annotation: str = "",
        *,
        backwards: bool = False,
        statuses: Collection[Status] = tuple(Status),
    ) -> Annotation | None:
        """The next annotation after a span, or after one annotation on it; by start, longest first, then by id."""
        compare, direction, bound = ("<", "desc", "<=") if backwards else (">", "asc", ">=")
        row = self._rows(
            f"select {SELECTED} from annotations where document = ? and start {bound} ? "
            f'and (start, -"end", id) {compare} (?, ?, ?) and status in ({", ".join("?" * len(statuses))}) '
            f'order by start {direction}, -"end" {direction}, id {direction} limit 1',
            [document, span.start, span.start, -span.end, annotation, *statuses],
        ).fetchone()
        return None if row is None else from_row(row)

    def uncertain(self, document: int, after: Annotation | None = None) -> Annotation | None:
        """The open suggestion of a document whose score is nearest to one half; or the next nearest after one of them.

        A score is a number in the attributes; suggestions without one are passed over.
        """
        score = "case json_type(attributes, '$.score') when 'real' then 1 when 'integer' then 1 end * abs(json_extract(attributes, '$.score') - 0.5)"
        given = None if after is None else after.attributes.get("score")
        beyond = [abs(given - 0.5), after.span.start, after.id] if after and isinstance(given, int | float) else []
        row = self._rows(
            f"select {SELECTED} from annotations where document = ? and status = 'suggested' and {score} is not null "
            f"{f'and ({score}, start, id) > (?, ?, ?) ' if beyond else ''}order by {score}, start, id limit 1",
            [document, *beyond],
        ).fetchone()
        return None if row is None else from_row(row)

    def same(self, document: int, span: Span, label: str) -> list[Annotation]:
        """The annotations of exactly this span and label, whoever made them and in whatever status."""
        rows = self._rows(
            f"select {SELECTED} from annotations "
            'where document = ? and start = ? and "end" = ? and label = ? order by id',
            [document, span.start, span.end, label],
        )
        return [from_row(row) for row in rows]

    def of_document(self, document: int) -> Iterator[Annotation]:
        """All annotations of a document by place."""
        rows = self._rows(
            f'select {SELECTED} from annotations where document = ? order by start, "end", id',
            [document],
        )
        return map(from_row, rows)

    def are_more(self, document: int, than: int) -> bool:
        """Whether a document has more annotations than that; not all are counted."""
        sql = "select count(*) from (select 1 from annotations where document = ? limit ?)"
        return bool(self._rows(sql, [document, than + 1]).fetchone()[0] > than)

    def accepted_by_run(self, document: int) -> frozenset[str]:
        """The ids of annotations of a document that a run accepted itself, and no person has said anything of since."""
        rows = self._rows(f"select id from annotations where document = ? and {_BY_RUN}", [document])
        return frozenset(identity for (identity,) in rows)

    def annotators(self) -> list[str]:
        """Who has made or decided an annotation, by name."""
        return [name for (name,) in self._rows("select distinct annotator from annotations order by annotator")]

    def counts(self) -> list[tuple[str, str, int]]:
        """Label, status and how many."""
        return self._rows(
            "select label, status, count(*) from annotations group by label, status order by label, status"
        ).fetchall()

    def decisions(self) -> list[Decisions]:
        """What became of the suggestions of every rule, by origin and label."""
        rows = self._rows(
            f"""
            with marks as (select origin, label, status, {_BY_RUN} as by_run from annotations where origin like 'rule:%')
            select origin, label, sum(status = 'accepted' and not by_run), sum(status = 'rejected'),
                sum(status = 'suggested'), sum(by_run)
            from marks group by origin, label order by origin, label
            """
        )
        return [Decisions(origin.removeprefix("rule:"), *rest) for origin, *rest in rows]


def rows_of_ids(
    execute: Callable[..., Iterable[tuple[Any, ...]]], select: str, ids: Sequence[str]
) -> Iterator[tuple[Any, ...]]:
    """The rows of a select that have one of the ids, some hundreds at a time."""
    for first in range(0, len(ids), _IDS_AT_ONCE):
        some = ids[first : first + _IDS_AT_ONCE]
        yield from execute(f"{select} where id in ({', '.join('?' * len(some))})", some)


def from_row(row: tuple[Any, ...], review: Review | None = None) -> Annotation:
    """An annotation from a row of COLUMNS."""
    (identity, document, start, end, label, status, origin, annotator, note, attributes, quote, *rest) = row
    prefix, suffix, created_at, updated_at = rest
    return Annotation(
        identity,
        document,
        Span(start, end),
        label,
        Status(status),
        origin,
        annotator,
        quote,
        note,
        json.loads(attributes),
        prefix,
        suffix,
        created_at,
        updated_at,
        review,
    )


def to_row(annotation: Annotation) -> dict[str, Any]:
    """The columns of an annotation, by name, as the table and the history hold them.

    One that waits for review has `version`, `guess` and `reason` besides.
    """
    row = {
        "id": annotation.id,
        "document": annotation.document,
        "start": annotation.span.start,
        "end": annotation.span.end,
        "label": annotation.label,
        "status": annotation.status.value,
        "origin": annotation.origin,
        "annotator": annotation.annotator,
        "note": annotation.note,
        "attributes": _SORTED.encode(annotation.attributes),
        "quote": annotation.quote,
        "prefix": annotation.prefix,
        "suffix": annotation.suffix,
        "created_at": annotation.created_at,
        "updated_at": annotation.updated_at,
    }
    if (review := annotation.review) is not None:
        guess = None if review.guess is None else [review.guess.start, review.guess.end]
        row |= {"version": review.version, "guess": guess, "reason": review.reason.value}
    return row


def review_from_row(row: Mapping[str, Any]) -> Review | None:
    """The review in what `to_row` gave."""
    if "reason" not in row:
        return None
    guess = None if row["guess"] is None else Span(*row["guess"])
    return Review(row["version"], guess, Reason(row["reason"]))


def dump(annotation: Annotation | None) -> str | None:
    """An annotation as the history holds it."""
    return None if annotation is None else _PLAIN.encode(to_row(annotation))


def load(row: str | None) -> Annotation | None:
    """The annotation that `dump` wrote down."""
    if row is None:
        return None
    columns: dict[str, Any] = json.loads(row)
    return from_row(tuple(columns[column] for column in COLUMNS), review_from_row(columns))
