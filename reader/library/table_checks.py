"""Whether the tables of a library are as schema.sql has them, and what their rows refer to is there."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from reader.library.annotations import SELECTED, from_row
from reader.library.problems import Problem
from reader.library.reviews import SELECTED as WAITING
from reader.library.reviews import waiting_from_row
from reader.resources import resource
from reader.translation import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlite_utils import Database

    from reader.library.mending import Mender

_KINDS = {"table": N_("table"), "index": N_("index"), "trigger": N_("trigger"), "view": N_("view")}
_OF_A_DOCUMENT = ("texts", "folds", "paragraphs", "reading", "versions")
"""The tables whose rows mean nothing without their document."""
_OBJECTS = "select name, type, sql from sqlite_schema where sql is not null order by type = 'table' desc, name"


class TableChecks:
    """Looks at the tables of one library."""

    def __init__(self, database: Database, mender: Mender) -> None:
        self._rows = database.conn.execute
        self._mender = mender

    def schema(self) -> Iterator[Problem]:
        """Tables, indexes and triggers that are missing or are others."""
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
                yield Problem(
                    told,
                    _("make the {kind} anew").format(kind=_(_KINDS.get(kind, kind))),
                    lambda _at, kind=kind, name=name, sql=sql: self._mender.make_anew(kind, name, sql),  # type: ignore[misc] # bound to it
                )

    def orphans(self) -> Iterator[Problem]:
        """Rows that refer to what is not there."""
        found = self._rows("pragma foreign_key_check").fetchall()
        for table, row, parent, _key in found:
            message = _("Row {row} of {table} refers to a row of {parent} that is not there.").format(
                row=row if row is not None else "", table=table, parent=parent
            )
            if table in {"annotations", "reviews"}:
                yield self._orphan(table, row, parent, message)
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
                    lambda _at, table=table: self._mender.run(  # type: ignore[misc] # bound to this table
                        f"delete from {table} where document not in (select id from documents)"
                    ),
                )

    def _orphan(self, table: str, row: int, parent: str, message: str) -> Problem:
        """An annotation without its label or its document."""
        if table == "annotations":
            annotation = from_row(self._rows(f"select {SELECTED} from annotations where rowid = ?", [row]).fetchone())
        else:
            annotation = waiting_from_row(
                self._rows(f"select {WAITING} from reviews where rowid = ?", [row]).fetchone()
            )
        if parent == "labels":
            return Problem(
                message,
                _("add the label {label}").format(label=annotation.label),
                lambda _at: self._mender.add_label(annotation.label),
            )
        return Problem(
            message,
            _("take the annotation away; the history keeps it"),
            lambda at: self._mender.take_away(annotation.id, at),
        )


def _plain(sql: str) -> str:
    """A definition without what the eye alone sees."""
    return " ".join(line for line in sql.split())
