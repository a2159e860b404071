"""Takes actions back: what still stands of them, and nothing that anyone has changed since."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.annotations.changes import Change
from reader.library.label_history import Since
from reader.library.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlite_utils import Database

    from reader.annotations.label_changes import LabelChange
    from reader.annotations.model import Annotation
    from reader.library.actions import Action, Actions
    from reader.library.carrier import Carrier
    from reader.library.documents import Documents
    from reader.library.new_texts import NewTexts
    from reader.library.relabelling import Relabelling
    from reader.library.versions import Versions

    Reverse = Callable[[Change, Annotation | None], Change | None]


class Undoing:
    """Takes back actions of one library, inside of a transaction."""

    def __init__(
        self,
        database: Database,
        actions: Actions,
        carrier: Carrier,
        documents: Documents,
        versions: Versions,
        relabelling: Relabelling,
        new_texts: NewTexts,
    ) -> None:
        self._database = database
        self._rows = database.conn.execute
        self._actions = actions
        self._carrier = carrier
        self._documents = documents
        self._versions = versions
        self._relabelling = relabelling
        self._new_texts = new_texts

    def reverse(self, name: str, action: int, *, annotator: str, at: str, run: int | None = None) -> Action | None:
        """Takes back what still stands of an action; None, and nothing is written but that, where nothing does."""
        if (replaced := self._versions.replaced_by(action)) is not None:
            done = self._go_back(name, action, *replaced, annotator=annotator, at=at)
        else:
            done = self._take_back(name, action, annotator=annotator, at=at, run=run)
        self._rows("update actions set undone = 1 where id = ?", [action])
        if name == "redo" and done is not None:
            self._rows("update actions set undone = 0 where id = (select undoes from actions where id = ?)", [action])
        return done

    def _go_back(self, name: str, action: int, document: int, number: int, *, annotator: str, at: str) -> Action | None:
        """Puts the text back that an action replaced, as a new version; None where the text it left is not there now."""
        left = self._versions.text(document, number + 1)
        edition = self._versions.edition(document, number)
        taken = self._documents.with_digest(edition.facts["digest"])
        if left != self._documents.text(document) or (taken is not None and taken.id != document):
            return None
        back = {change.annotation.id: change for change in self._actions.changes(action)}
        return self._new_texts.replace(name, document, edition, back, annotator=annotator, at=at, undoes=action)

    def _take_back(self, name: str, action: int, *, annotator: str, at: str, run: int | None) -> Action | None:
        """Takes back what still stands of an action that changed annotations and labels."""
        since = Since(self._database, action, self._actions.before_in)
        recorded = self._actions.label_changes(action)
        first_added = next((n for n, change in enumerate(reversed(recorded)) if change.before is None), len(recorded))
        behind = list(reversed(recorded))
        # What was added can only go when its annotations have, and leaves its digit to others then.
        labels, changes = self._reverse_labels(behind[:first_added], since)
        came_back = {change.label.name for change in labels if change.before is None}
        still_gone = {change.label.name for change in recorded if change.after is None} - came_back
        standing = [
            change
            for change in reversed(self._actions.changes(action))
            if change.before is None or change.before.label not in still_gone
        ]
        writer = Writer(self._database, self._carrier, self._documents)
        writer.look_up({change.annotation.id for change in standing})
        reverse = self._carrier.reversing(action, since, at)
        for change in standing:
            if change.before is not None and change.after is not None and change.before.label in came_back:
                changes += self._follow_back(change, since, writer)
            elif (back := reverse(change, writer.state(change.annotation.id))) is not None:
                if back.after is not None:
                    labels += self._needed(back.after.label, since)
                writer.apply(back)
                changes.append(back)
        writer.flush()
        late_labels, late_changes = self._reverse_labels(behind[first_added:], since)
        labels += late_labels
        changes += late_changes
        if not changes and not labels:
            return None
        return self._actions.write(
            name, tuple(changes), tuple(labels), annotator=annotator, at=at, run=run, undoes=action
        )

    def _reverse_labels(self, recorded: Sequence[LabelChange], since: Since) -> tuple[list[LabelChange], list[Change]]:
        """Takes label changes back where they stand; what was done, and the annotations that moved with it."""
        labels, moved = [], []
        for change in recorded:
            reverse = self._relabelling.taking_back(change, since)
            if reverse is not None:
                moved += self._relabelling.apply(reverse)
                labels.append(reverse)
        return labels, moved

    def _follow_back(self, recorded: Change, since: Since, writer: Writer) -> list[Change]:
        """Gives an annotation that followed its label that label back; whatever else was said of it meanwhile stays."""
        before, after = recorded
        current = writer.state(recorded.annotation.id)
        if before is None or after is None or current is None:
            return []
        then = since.now(after)
        if current.label != then.label:
            return []
        kept = before.attributes if current.attributes == then.attributes else current.attributes
        followed = replace(current, label=before.label, attributes=kept)
        writer.flush()
        self._relabelling.put_labels([followed])
        writer.put_label(followed)
        return [Change(current, followed)]

    def _needed(self, label: str, since: Since) -> list[LabelChange]:
        """Brings back a label that is gone and needed; what was done."""
        if self._relabelling.labels.get(label) is not None:
            return []
        back = self._relabelling.bringing_back(since.last_known(label))
        self._relabelling.apply(back)
        return [back]
