"""Carries out changes of labels in the library, and works out what takes them back."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from typing import TYPE_CHECKING

from reader.annotations.changes import Change
from reader.annotations.label_changes import LabelChange
from reader.annotations.model import Annotation, Label, relabelled
from reader.errors import LibraryError
from reader.library.actions import ConflictError
from reader.library.annotations import SELECTED, from_row
from reader.library.labels import Labels
from reader.library.reviews import Reviews
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlite_utils import Database

    from reader.library.label_history import Since

_FIELDS = tuple(field.name for field in fields(Label))


class Relabelling:
    """The labels of one library, and the annotations that follow them."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._rows = database.conn.execute
        self._reviews = Reviews(database)
        self.labels = Labels(database)

    def apply(self, change: LabelChange) -> list[Change]:
        """Changes a label; the annotations that moved because of it.

        Raises ConflictError where the label is no longer what the change takes it to be, LibraryError where it is to be
        deleted and annotations have it.
        """
        before, after, moved_to = change
        current = self.labels.get(change.label.name if before is None else before.name)
        if current != before:
            raise ConflictError(
                _("The label {name} was changed meanwhile.").format(name=change.label.name),
                _("Nothing was written; look at it again."),
            )
        moved = []
        if before is not None and after is None:
            if moved_to:
                moved = [Change(*pair) for pair in self._move(before.name, moved_to)]
            if self.labels.used(before.name):
                raise LibraryError(
                    _("The label {name} has annotations.").format(name=before.name),
                    _("Say which label they go to."),
                )
        self._write(change)
        return moved

    def _move(self, label: str, to: str) -> list[tuple[Annotation, Annotation]]:
        """Gives all annotations of a label to another, those that wait for review too; each before and after."""
        rows = self._rows(f"select {SELECTED} from annotations where label = ? order by id", [label]).fetchall()
        known = [*map(from_row, rows), *self._reviews.of_label(label)]
        moved = [(annotation, relabelled(annotation, to)) for annotation in known]
        self.put_labels([after for _, after in moved])
        return moved

    def put_labels(self, annotations: Iterable[Annotation]) -> None:
        """Writes the label and the attributes of annotations, and nothing else of them."""
        rows = [
            (one.label, json.dumps(one.attributes, ensure_ascii=False, sort_keys=True), one.id) for one in annotations
        ]
        for table in ("annotations", "reviews"):  # each stands in one of them
            self._database.conn.executemany(f"update {table} set label = ?, attributes = ? where id = ?", rows)

    def _write(self, change: LabelChange) -> None:
        """Writes one label; annotations follow a new name. What is deleted has no annotations any more."""
        if change.after is None:
            self.labels.remove(change.label.name)
        else:
            self.labels.put(change.after, None if change.before is None else change.before.name)

    def taking_back(self, change: LabelChange, since: Since) -> LabelChange | None:
        """What takes a change back today; None where others have changed what it changed."""
        before, after, moved_to = change
        if after is None:
            return self._bringing_back(change, since)
        present = self.labels.get(since.name(after.name))
        if present is None:
            return None
        if before is None:
            same = replace(present, position=after.position, name=after.name) == after
            target = since.heir(moved_to)
            if target == present.name or self.labels.get(target) is None:
                target = ""
            free = target or not self.labels.used(present.name)
            return LabelChange(present, None, target) if same and free else None
        changed = {
            field: getattr(before, field) for field in _FIELDS if getattr(before, field) != getattr(after, field)
        }
        stands = all(getattr(present, field) == getattr(after, field) for field in changed)
        wanted = replace(present, **changed)
        taken = wanted.name != present.name and self.labels.get(wanted.name) is not None
        if not stands or taken or ("key" in changed and self._key_is_taken(wanted)):
            return None
        return LabelChange(present, wanted)

    def bringing_back(self, label: Label) -> LabelChange:
        """A label that is needed again; its digit only if no other has it now."""
        return LabelChange(None, replace(label, key="") if self._key_is_taken(label) else label)

    def _bringing_back(self, change: LabelChange, since: Since) -> LabelChange | None:
        label = change.label
        if self.labels.get(label.name) is not None:
            return None
        return self.bringing_back(label)._replace(moved_to=since.heir(change.moved_to))

    def _key_is_taken(self, label: Label) -> bool:
        return bool(label.key) and any(
            other.key == label.key and other.name != label.name for other in self.labels.all()
        )
