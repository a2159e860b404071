"""The only way in: every change of an annotation or a label, with what was before and after, so that all can be undone.

One action is what a person did with one key, or one batch run; undo and redo are actions themselves, so the log
tells everything that ever happened. Whoever writes says what they believe stands there; where someone else has
changed it since, nothing is written.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.annotations.carrying import Text
from reader.errors import LibraryError
from reader.library.annotations import COLUMNS, SELECTED, dump, from_row, load, to_row
from reader.library.carrier import Carrier, Change
from reader.library.database import writing
from reader.library.documents import Documents
from reader.library.label_history import PREFIX, Since, dump_side, load_change
from reader.library.reading import Reading
from reader.library.relabelling import Relabelling
from reader.library.reviews import SELECTED as WAITING
from reader.library.reviews import Reviews, waiting_from_row
from reader.library.versions import Edition, Versions
from reader.translation import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlite_utils import Database

    from reader.annotations.label_changes import LabelChange
    from reader.annotations.model import Annotation

__all__ = ["Action", "Change", "ConflictError", "History"]


@dataclass(frozen=True, slots=True)
class Action:
    """What was done as one: `name` is annotate, delete, accept, run, undo …; `at` ISO 8601 in UTC.

    What changed labels has these in `labels`; `changes` may be empty then.
    """

    id: int
    at: str
    annotator: str
    name: str
    document: int | None
    run: int | None
    changes: tuple[Change, ...]
    labels: tuple[LabelChange, ...] = ()


class ConflictError(LibraryError):
    """Someone else changed an annotation or a label meanwhile; nothing was written, both versions are in the history."""

    title = N_("Changed meanwhile")


_INSERT = "insert into annotations ({}) values ({})".format(
    ", ".join(f'"{column}"' for column in COLUMNS), ", ".join("?" * len(COLUMNS))
)
_TELL = "insert into changes (action, annotation, before, after) values (?, ?, ?, ?)"
_UPDATE = "update annotations set {} where id = ?".format(", ".join(f'"{column}" = ?' for column in COLUMNS[1:]))


class History:
    """Writes changes and takes them back."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._rows = database.conn.execute
        self._carrier = Carrier(database)
        self._reviews = Reviews(database)
        self._documents = Documents(database)
        self._versions = Versions(database, self._documents)
        self._reading = Reading(database)
        self._relabelling = Relabelling(database)

    def record(
        self,
        name: str,
        changes: Iterable[Change],
        *,
        annotator: str,
        at: str,
        run: int | None = None,
        labels: Iterable[LabelChange] = (),
        continues: Action | None = None,
    ) -> Action | None:
        """Writes changes as one action, in one transaction; None where there is nothing to change.

        Labels are changed first; the annotations of one that is deleted move as it says. With `continues` the
        changes are part of that action, so that what is too much for one transaction is still taken back as one;
        where it has been taken back meanwhile, they begin another. Raises ConflictError where an annotation or a
        label is no longer what a change takes it to be.
        """
        kept = [change for change in changes if change.before != change.after]
        kept_labels = tuple(change for change in labels if change.before != change.after)
        if not kept and not kept_labels:
            return continues
        with writing(self._database):
            moved = [change for label in kept_labels for change in self._apply_label(label)]
            for change in kept:
                self._apply(change)
            return self._write(
                name, (*moved, *kept), kept_labels, annotator=annotator, at=at, run=run, continues=continues
            )

    def new_version(self, document: int, edition: Edition, *, annotator: str, at: str) -> Action:
        """Gives a document a new text, and every annotation of it its place there or a review, as one action.

        The action holds a change for each annotation, kept ones too: together they say where each stood and stands.
        """
        with writing(self._database):
            return self._replace_text("version", document, edition, {}, annotator=annotator, at=at)

    def undo(self, annotator: str, at: str) -> Action | None:
        """Takes back this annotator's last action that stands; None where there is none.

        What anyone else has changed since stays as they left it; an action of which nothing is left to take
        back is passed over.
        """
        with writing(self._database):
            for (action,) in self._rows(
                "select id from actions where annotator = ? and name not in ('undo', 'redo') and not undone "
                "and run is null order by id desc",
                [annotator],
            ).fetchall():
                if (done := self._reverse("undo", action, annotator=annotator, at=at)) is not None:
                    return done
        return None

    def redo(self, annotator: str, at: str) -> Action | None:
        """Does again what this annotator undid last; None where they have done something else since."""
        with writing(self._database):
            row = self._rows(
                """
                select id from actions where annotator = :me and name = 'undo' and not undone and run is null
                and id > coalesce((select max(id) from actions
                                   where annotator = :me and name not in ('undo', 'redo') and run is null), 0)
                order by id desc limit 1
                """,
                {"me": annotator},
            ).fetchone()
            return None if row is None else self._reverse("redo", row[0], annotator=annotator, at=at)

    def is_long(self, annotator: str, more_than: int, *, redo: bool = False) -> bool:
        """Whether what `undo` or `redo` would do first has more changes than that."""
        (count,) = self._rows(
            """
            select count(*) from (
                select 1 from changes where action = (
                    select max(id) from actions where annotator = :me and not undone and run is null
                    and case when :redo then name = 'undo' else name not in ('undo', 'redo') end
                ) limit :most
            )
            """,
            {"me": annotator, "redo": redo, "most": more_than + 1},
        ).fetchone()
        return bool(count > more_than)

    def undo_run(self, run: int, annotator: str, at: str) -> list[Action]:
        """Takes back all that a batch run did and no one has decided on since; the rest stays."""
        with writing(self._database):
            rows = self._rows(
                "select id from actions where run = ? and name = 'run' and not undone order by id desc", [run]
            ).fetchall()
            done = [self._reverse("undo", action, annotator=annotator, at=at, run=run) for (action,) in rows]
        return [action for action in done if action is not None]

    def log(self, limit: int = -1) -> Iterator[Action]:
        """All actions, the newest first."""
        rows = self._rows(
            "select id, at, annotator, name, document, run from actions order by id desc limit ?", [limit]
        ).fetchall()
        for row in rows:
            action, at, who, name, document, run = row
            yield Action(action, at, who, name, document, run, self._changes(action), self._label_changes(action))

    def differences(self) -> Iterator[tuple[Annotation | None, Annotation | None]]:
        """What the history last told of an annotation, and what is there, where the two are not the same.

        What is there may wait for review. An annotation that followed its label to another name is told with that.
        """
        since = Since(self._database, 0, self._before_in)
        rows = self._rows(
            f"""
            with last as (select annotation, max(id) as id from changes where annotation not like ? group by annotation)
            select changes.id, after, {SELECTED}, {WAITING} from last join changes on changes.id = last.id
            left join annotations on annotations.id = last.annotation
            left join reviews on reviews.id = last.annotation
            """,
            [f"{PREFIX}%"],
        ).fetchall()
        for number, after, *row in rows:
            placed, waiting = tuple(row[: len(COLUMNS)]), tuple(row[len(COLUMNS) :])
            there = None if waiting[0] is None else waiting_from_row(waiting)
            there = there if placed[0] is None else from_row(placed)
            last = load(after)
            told = None if last is None else since.now(last, behind=number)
            if told != there:
                yield told, there
        unknown = self._rows(
            "select id from (select id from annotations union all select id from reviews) "
            "where id not in (select annotation from changes)"
        ).fetchall()
        for (annotation,) in unknown:
            yield None, self._carrier.state(annotation)

    def bridge(self, annotation: str, *, annotator: str, at: str) -> None:
        """Writes into the history what has become of an annotation behind its back, as an action `repair`."""
        row = self._rows(
            "select id, after from changes where annotation = ? order by id desc limit 1", [annotation]
        ).fetchone()
        told = load(row[1]) if row else None
        if told is not None:
            told = Since(self._database, 0, self._before_in).now(told, behind=row[0])
        there = self._carrier.state(annotation)
        if told == there:
            return
        action = self._rows(
            "insert into actions (at, annotator, name, document) "
            "values (?, ?, 'repair', (select id from documents where id = ?)) returning id",
            [at, annotator, Change(told, there).annotation.document],
        ).fetchone()[0]
        self._note(action, [Change(told, there)])

    def _reverse(self, name: str, action: int, *, annotator: str, at: str, run: int | None = None) -> Action | None:
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
        back = {change.annotation.id: change for change in self._changes(action)}
        return self._replace_text(name, document, edition, back, annotator=annotator, at=at, undoes=action)

    def _replace_text(
        self,
        name: str,
        document: int,
        edition: Edition,
        back: Mapping[str, Change],
        *,
        annotator: str,
        at: str,
        undoes: int | None = None,
    ) -> Action:
        changes = tuple(self._carrier.into(document, edition, at, back))
        old = self._versions.edition(document, self._versions.current(document))
        action = self._begin(name, document, annotator=annotator, at=at, undoes=undoes)
        self._versions.replace(document, edition, action)
        self._reading.carry(document, Text(old.text, old.spans), Text(edition.text, edition.spans))
        for change in changes:
            self._apply(change)
        self._note(action, changes)
        return Action(action, at, annotator, name, document, None, changes)

    def _take_back(self, name: str, action: int, *, annotator: str, at: str, run: int | None) -> Action | None:
        """Takes back what still stands of an action that changed annotations and labels."""
        since = Since(self._database, action, self._before_in)
        recorded = self._label_changes(action)
        first_added = next((n for n, change in enumerate(reversed(recorded)) if change.before is None), len(recorded))
        behind = list(reversed(recorded))
        # What was added can only go when its annotations have, and leaves its digit to others then.
        labels, changes = self._reverse_labels(behind[:first_added], since)
        came_back = {change.label.name for change in labels if change.before is None}
        still_gone = {change.label.name for change in recorded if change.after is None} - came_back
        for change in reversed(self._changes(action)):
            if change.before is None or change.before.label not in still_gone:
                changes += self._reverse_one(change, action, since, labels, came_back, at)
        late_labels, late_changes = self._reverse_labels(behind[first_added:], since)
        labels += late_labels
        changes += late_changes
        if not changes and not labels:
            return None
        return self._write(name, tuple(changes), tuple(labels), annotator=annotator, at=at, run=run, undoes=action)

    def _reverse_labels(self, recorded: Sequence[LabelChange], since: Since) -> tuple[list[LabelChange], list[Change]]:
        """Takes label changes back where they stand; what was done, and the annotations that moved with it."""
        labels, moved = [], []
        for change in recorded:
            reverse = self._relabelling.taking_back(change, since)
            if reverse is not None:
                moved += self._apply_label(reverse)
                labels.append(reverse)
        return labels, moved

    def _reverse_one(
        self, recorded: Change, action: int, since: Since, labels: list[LabelChange], came_back: set[str], at: str
    ) -> list[Change]:
        """Takes one change back where it stands; a label that is gone and needed for it is added to `labels`."""
        if recorded.before is not None and recorded.after is not None and recorded.before.label in came_back:
            # It followed its label; whatever else was said of it meanwhile stays.
            current, then = self._carrier.state(recorded.annotation.id), since.now(recorded.after)
            if current is None or current.label != then.label:
                return []
            kept = recorded.before.attributes if current.attributes == then.attributes else current.attributes
            followed = replace(current, label=recorded.before.label, attributes=kept)
            self._relabelling.put_labels([followed])
            return [Change(current, followed)]
        reverse = self._carrier.reversed(recorded, action, since, at)
        if reverse is None:
            return []
        if reverse.after is not None and self._relabelling.labels.get(reverse.after.label) is None:
            back = self._relabelling.bringing_back(since.last_known(reverse.after.label))
            self._apply_label(back)
            labels.append(back)
        self._apply(reverse)
        return [reverse]

    def _before_in(self, action: int, annotation: str) -> Annotation | None:
        row = self._rows(
            "select before from changes where action = ? and annotation = ? and before is not null",
            [action, annotation],
        ).fetchone()
        return None if row is None else load(row[0])

    def _write(
        self,
        name: str,
        changes: tuple[Change, ...],
        labels: tuple[LabelChange, ...],
        *,
        annotator: str,
        at: str,
        run: int | None,
        undoes: int | None = None,
        continues: Action | None = None,
    ) -> Action:
        """Writes down what has been done."""
        documents = {change.annotation.document for change in changes}
        if continues is not None:
            documents.add(continues.document or 0)
        document = documents.pop() if len(documents) == 1 else None
        action = None if continues is None else self._continued(continues, document)
        if action is None:
            action = self._begin(name, document, annotator=annotator, at=at, run=run, undoes=undoes)
        for label in labels:
            sides = (dump_side(side, label.moved_to) for side in (label.before, label.after))
            self._rows(_TELL, [action, PREFIX + label.label.name, *sides])
        self._note(action, changes)
        return Action(action, at, annotator, name, document, run, changes, labels)

    def _begin(
        self,
        name: str,
        document: int | None,
        *,
        annotator: str,
        at: str,
        run: int | None = None,
        undoes: int | None = None,
    ) -> int:
        cursor = self._rows(
            "insert into actions (at, annotator, name, document, run, undoes) values (?, ?, ?, ?, ?, ?)",
            [at, annotator, name, document, run, undoes],
        )
        if cursor.lastrowid is None:
            raise LibraryError(_("The history could not be written."))
        return int(cursor.lastrowid)

    def _note(self, action: int, changes: Iterable[Change]) -> None:
        self._database.conn.executemany(
            _TELL, ([action, change.annotation.id, dump(change.before), dump(change.after)] for change in changes)
        )

    def _apply_label(self, change: LabelChange) -> list[Change]:
        """Changes a label; the annotations that moved because of it."""
        before, after, moved_to = change
        current = self._relabelling.labels.get(change.label.name if before is None else before.name)
        if current != before:
            raise ConflictError(
                _("The label {name} was changed meanwhile.").format(name=change.label.name),
                _("Nothing was written; look at it again."),
            )
        moved = []
        if before is not None and after is None:
            if moved_to:
                moved = [Change(*pair) for pair in self._relabelling.move(before.name, moved_to)]
            if self._relabelling.labels.used(before.name):
                raise LibraryError(
                    _("The label {name} has annotations.").format(name=before.name),
                    _("Say which label they go to."),
                )
        self._relabelling.write(change)
        return moved

    def _continued(self, action: Action, document: int | None) -> int | None:
        """The number of an action that goes on, now of this document; None where it has been taken back."""
        rows = self._rows(
            "update actions set document = ? where id = ? and not undone returning id", [document, action.id]
        ).fetchone()
        return None if rows is None else int(rows[0])

    def _apply(self, change: Change) -> None:
        before, after = change
        current = self._carrier.state(change.annotation.id)
        if current != before:
            told = (
                _("“{quote}” was changed meanwhile by {annotator}.")
                if current
                else _("“{quote}” was changed meanwhile.")
            )
            raise ConflictError(
                told.format(quote=change.annotation.quote, annotator=current.annotator if current else ""),
                _("Nothing was written; look at it again."),
            )
        if before == after:
            return
        was_placed = before is not None and before.review is None
        if before is not None and not was_placed:
            self._reviews.remove(before.id)
        if was_placed and (after is None or after.review is not None):
            self._rows("delete from annotations where id = ?", [change.annotation.id])
        if after is None:
            return
        if after.review is not None:
            self._reviews.put(after)
            return
        values = list(to_row(after).values())
        if was_placed:
            self._rows(_UPDATE, [*values[1:], values[0]])
        else:
            self._rows(_INSERT, values)

    def _changes(self, action: int) -> tuple[Change, ...]:
        rows = self._rows(
            "select before, after from changes where action = ? and annotation not like ? order by id",
            [action, f"{PREFIX}%"],
        )
        return tuple(Change(load(before), load(after)) for before, after in rows)

    def _label_changes(self, action: int) -> tuple[LabelChange, ...]:
        rows = self._rows(
            "select before, after from changes where action = ? and annotation like ? order by id",
            [action, f"{PREFIX}%"],
        )
        return tuple(load_change(before, after) for before, after in rows)
