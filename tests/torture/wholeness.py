"""What must hold of a library whatever happened to the programs that wrote it."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

from reader.library import Library
from reader.library.documents import REMOVED

if TYPE_CHECKING:
    from pathlib import Path


def assert_whole(path: Path) -> None:
    """The file is sound, `pizhu check` finds nothing, and the history told from its start gives what is there."""
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("pragma integrity_check").fetchall() == [("ok",)]
        assert raw.execute("pragma foreign_key_check").fetchall() == []
        if not raw.execute("pragma application_id").fetchone()[0]:
            assert raw.execute("select count(*) from sqlite_schema").fetchone() == (0,), "half a schema"
            return  # the end came before it was a library
        placed, waiting = _rows_of(raw, "annotations"), _rows_of(raw, "reviews")
        assert placed.keys().isdisjoint(waiting)
        assert told(raw) == placed | waiting
        bare = """
            select count(*) from actions
            where id not in (select action from changes) and id not in (select action from versions)
        """
        assert raw.execute(bare).fetchone() == (0,), "an action without changes"
    with Library(path) as library:
        assert library.upkeep.problems() == []


def _rows_of(raw: sqlite3.Connection, table: str) -> dict[str, dict[str, Any]]:
    """The annotations of a table as the history holds them, by id."""
    cursor = raw.execute(f"select * from {table}")
    names = [column[0] for column in cursor.description]
    rows = {row[0]: dict(zip(names, row, strict=True)) for row in cursor}
    for row in rows.values():
        if "guess_start" in row:
            start, end = row.pop("guess_start"), row.pop("guess_end")
            row["guess"] = None if start is None else [start, end]
    return rows


def told(raw: sqlite3.Connection, until: int | None = None) -> dict[str, dict[str, Any]]:
    """The annotations that the history tells of, up to an action; each change must start from what stood there.

    Annotations follow their label to another name without being told of one by one.
    """
    standing: dict[str, dict[str, Any]] = {}
    rows = raw.execute(
        "select action, annotation, before, after from changes where ? is null or action <= ? order by id",
        [until, until],
    )
    for action, annotation, before, after in rows:
        if annotation.startswith("label:"):
            _follow(standing, before, after)
            continue
        if annotation.startswith(REMOVED):
            continue
        assert (None if before is None else json.loads(before)) == standing.get(annotation), action
        if after is None:
            del standing[annotation]
        else:
            standing[annotation] = json.loads(after)
    return standing


def _follow(standing: dict[str, dict[str, Any]], before: str | None, after: str | None) -> None:
    if before is not None and after is not None:
        old, new = json.loads(before)["name"], json.loads(after)["name"]
        for row in standing.values():
            if row["label"] == old:
                row["label"] = new
