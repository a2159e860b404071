"""Labels in the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.annotations.model import Label

if TYPE_CHECKING:
    from sqlite_utils import Database


class Labels:
    """The labels of one library, in the order people gave them."""

    def __init__(self, database: Database) -> None:
        self._rows = database.conn.execute

    def all(self) -> list[Label]:
        """The labels by position."""
        rows = self._rows("select name, title, description, colour, key, position from labels order by position")
        return [Label(*row) for row in rows]
