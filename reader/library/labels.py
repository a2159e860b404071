"""Labels in the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.annotations.model import Label
from reader.library.database import writing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlite_utils import Database


class Labels:
    """The labels of one library, in the order people gave them."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._rows = database.conn.execute

    def add(self, labels: Iterable[Label]) -> int:
        """Adds labels behind those there are, and takes over what is said of known ones; how many are new.

        A key that another label has goes to the one that is added.
        """
        new = 0
        with writing(self._database):
            for label in labels:
                self._rows(
                    "update labels set key = '' where key = ? and key <> '' and name <> ?", [label.key, label.name]
                )
                known = self._rows("select count(*) from labels where name = ?", [label.name]).fetchone()[0]
                new += not known
                self._rows(
                    """
                    insert into labels (name, title, description, colour, key, position)
                    values (?, ?, ?, ?, ?, (select coalesce(max(position), 0) + 1 from labels))
                    on conflict (name) do update set title = excluded.title, description = excluded.description,
                        colour = excluded.colour, key = excluded.key
                    """,
                    [label.name, label.title, label.description, label.colour, label.key],
                )
        return new

    def all(self) -> list[Label]:
        """The labels by position."""
        rows = self._rows("select name, title, description, colour, key, position from labels order by position")
        return [Label(*row) for row in rows]
