"""Numbers about a library: what is marked, by label, document, rule, person and day. Aggregates, never a row each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.annotations.model import Label, Status
from reader.library.annotations import Annotations, Decisions
from reader.library.labels import Labels

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class LabelCount:
    """A label with how many annotations it has, by status."""

    label: Label
    suggested: int = 0
    accepted: int = 0
    rejected: int = 0


@dataclass(frozen=True, slots=True)
class DocumentCount:
    """A document with how many annotations it has, by status."""

    name: str
    title: str
    suggested: int
    accepted: int
    rejected: int


@dataclass(frozen=True, slots=True)
class PersonCount:
    """What stands under a person's name: decided annotations, and the documents and paragraphs they have read."""

    annotator: str
    accepted: int
    rejected: int
    documents_read: int
    paragraphs_read: int


@dataclass(frozen=True, slots=True)
class Day:
    """How many annotations people accepted and rejected on a day (ISO 8601, in the time zone one is in)."""

    day: str
    accepted: int
    rejected: int


@dataclass(frozen=True, slots=True)
class Numbers:
    """All numbers about a library; `documents` and `rules` may be only the first of them."""

    documents_count: int
    labels: list[LabelCount]
    documents: list[DocumentCount]
    rules: list[Decisions]
    people: list[PersonCount]
    days: list[Day]


class Stats:
    """The numbers of one library."""

    def __init__(self, database: Database) -> None:
        self._rows = database.conn.execute
        self._labels = Labels(database)
        self._annotations = Annotations(database)

    def numbers(self, limit: int = -1) -> Numbers:
        """Everything there is to count, as it was at one moment; at most `limit` documents, rules and people."""
        self._rows("begin")
        try:
            (documents,) = self._rows("select count(*) from documents").fetchone()
            rules = sorted(self._annotations.decisions(), key=worst_first)
            end = limit if limit >= 0 else None
            return Numbers(
                documents, self.labels(), self.documents(limit), rules[:end], self.people()[:end], self.days()
            )
        finally:
            self._rows("rollback")

    def labels(self) -> list[LabelCount]:
        """The labels in their order, with what they mark."""
        counted: dict[str, dict[str, int]] = {}
        for label, status, count in self._rows(
            "select label, status, count(*) from annotations group by label, status"
        ):
            counted.setdefault(label, {})[status] = count
        return [
            LabelCount(label, *(counted.get(label.name, {}).get(status.value, 0) for status in Status))
            for label in self._labels.all()
        ]

    def documents(self, limit: int = -1) -> list[DocumentCount]:
        """The documents with the most annotations first, then by name; at most `limit` of them."""
        rows = self._rows(
            """
            with marks as (
                select document, sum(status = 'suggested') as suggested, sum(status = 'accepted') as accepted,
                    sum(status = 'rejected') as rejected, count(*) as number
                from annotations group by document
            )
            select name, title, coalesce(suggested, 0), coalesce(accepted, 0), coalesce(rejected, 0)
            from documents left join marks on document = id order by coalesce(number, 0) desc, name limit ?
            """,
            [limit],
        )
        return [DocumentCount(*row) for row in rows]

    def people(self) -> list[PersonCount]:
        """What each person decided and read, those who decided most first."""
        decided = {
            name: (accepted, rejected)
            for name, accepted, rejected in self._rows(
                "select annotator, sum(status = 'accepted'), sum(status = 'rejected') from annotations "
                "where status <> 'suggested' group by annotator"
            )
        }
        read = {
            name: (documents, paragraphs)
            for name, documents, paragraphs in self._rows(
                "select annotator, count(distinct document), sum(json_extract(value, '$[1]') - json_extract(value, '$[0]') + 1) "
                "from reading, json_each(read) group by annotator"
            )
        }
        people = [
            PersonCount(name, *decided.get(name, (0, 0)), *read.get(name, (0, 0)))
            for name in decided.keys() | read.keys()
        ]
        return sorted(people, key=lambda person: (-person.accepted - person.rejected, person.annotator))

    def days(self) -> list[Day]:
        """The days on which people decided something, the first first: decisions that were not taken back.

        What a batch run accepted by itself does not count.
        """
        rows = self._rows(
            """
            with decided as (
                select at, json_extract(after, '$.status') as status, json_extract(before, '$.status') as earlier
                from actions join changes on changes.action = actions.id
                where not undone and name not in ('undo', 'redo', 'run') and after is not null
                    and annotation not like 'label:%'
            )
            select date(at, 'localtime') as day, sum(status = 'accepted'), sum(status = 'rejected')
            from decided where status <> 'suggested' and status is not earlier group by day order by day
            """
        )
        return [Day(*row) for row in rows]


def worst_first(rule: Decisions) -> tuple[float, int, str]:
    """An order of rules: those whose suggestions are refused most first, those without a decision last."""
    share = 2.0 if rule.acceptance is None else rule.acceptance
    return share, -rule.rejected, rule.rule
