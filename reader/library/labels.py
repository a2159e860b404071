"""Labels in the library: finding and writing them. What changes them goes through history.py, to be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.annotations.label_changes import loading
from reader.annotations.model import Label
from reader.library.database import writing
from reader.library.label_history import Since

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlite_utils import Database

_SELECTED = "select name, title, description, colour, key, position from labels"


class Labels:
    """The labels of one library, in the order people gave them."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._rows = database.conn.execute

    def all(self) -> list[Label]:
        """The labels by position."""
        return [Label(*row) for row in self._rows(f"{_SELECTED} order by position, name")]

    def get(self, name: str) -> Label | None:
        """The label of that name."""
        row = self._rows(f"{_SELECTED} where name = ?", [name]).fetchone()
        return None if row is None else Label(*row)

    def heir(self, name: str) -> str | None:
        """The label that now stands for a name it has or once had; None where the label was deleted.

        What was renamed goes by its new name, what was deleted by the label that its annotations went to. A name that no
        label ever had is given back as it is.
        """
        if self.get(name) is not None:
            return name
        since = Since(self._database, 0, lambda _action, _annotation: None)
        heir = since.heir(name)
        return heir if self.get(heir) is not None or not since.knew(name) else None

    def used(self, name: str) -> int:
        """How many annotations have a label, whatever their status; those that wait for review too."""
        row = self._rows(
            "select (select count(*) from annotations where label = :name)"
            " + (select count(*) from reviews where label = :name)",
            {"name": name},
        ).fetchone()
        return int(row[0])

    def add(self, labels: Iterable[Label]) -> int:
        """Loads labels into a library that a program fills, past the history; how many are new."""
        with writing(self._database):
            changes = loading(self.all(), labels)
            for change in changes:
                self.put(change.label, None if change.before is None else change.before.name)
        return sum(change.before is None for change in changes)

    def put(self, label: Label, name: str | None) -> None:
        """Writes a label in place of the one called `name` (its annotations follow), or a new one where that is None."""
        values = [label.name, label.title, label.description, label.colour, label.key, label.position]
        if name is None:
            self._rows(
                "insert into labels (name, title, description, colour, key, position) values (?, ?, ?, ?, ?, ?)",
                values,
            )
        else:
            self._rows(
                "update labels set name = ?, title = ?, description = ?, colour = ?, key = ?, position = ? where name = ?",
                [*values, name],
            )

    def remove(self, name: str) -> None:
        """Takes a label out that no annotation has; SQLite refuses it where one has."""
        self._rows("delete from labels where name = ?", [name])
