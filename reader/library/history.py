"""The only way in: every change of an annotation or a label, with what was before and after, so that all can be undone.

One action is what a person did with one key, or one batch run; undo and redo are actions themselves, so the log
tells everything that ever happened. Whoever writes says what they believe stands there; where someone else has
changed it since, nothing is written. Its parts: actions.py (the log), writer.py (into the tables), undoing.py,
new_texts.py (versions), relabelling.py (labels).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.annotations.changes import Change
from reader.library.actions import Action, Actions, ConflictError
from reader.library.annotations import COLUMNS, SELECTED, from_row, load
from reader.library.carrier import Carrier
from reader.library.database import writing
from reader.library.documents import REMOVED, Documents
from reader.library.label_history import PREFIX, Since
from reader.library.new_texts import NewTexts
from reader.library.reading import Reading
from reader.library.relabelling import Relabelling
from reader.library.reviews import SELECTED as WAITING
from reader.library.reviews import waiting_from_row
from reader.library.undoing import Undoing
from reader.library.versions import Versions
from reader.library.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlite_utils import Database

    from reader.annotations.label_changes import LabelChange
    from reader.annotations.model import Annotation
    from reader.library.editions import Edition

__all__ = ["Action", "Change", "ConflictError", "History"]


class History:
    """Writes changes and takes them back."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._rows = database.conn.execute
        self._actions = Actions(database)
        self._carrier = Carrier(database)
        self._documents = Documents(database)
        self._relabelling = Relabelling(database)
        versions = Versions(database, self._documents)
        self._new_texts = NewTexts(database, self._actions, self._carrier, self._documents, versions, Reading(database))
        self._undoing = Undoing(
            database, self._actions, self._carrier, self._documents, versions, self._relabelling, self._new_texts
        )

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
            moved = [change for label in kept_labels for change in self._relabelling.apply(label)]
            Writer(self._database, self._carrier, self._documents).apply_all(kept)
            return self._actions.write(
                name, (*moved, *kept), kept_labels, annotator=annotator, at=at, run=run, continues=continues
            )

    def new_version(self, document: int, edition: Edition, *, annotator: str, at: str) -> Action:
        """Gives a document a new text, and every annotation of it its place there or a review, as one action.

        The action holds a change for each annotation, kept ones too: together they say where each stood and stands.
        """
        with writing(self._database):
            return self._new_texts.replace("version", document, edition, {}, annotator=annotator, at=at)

    def remove_document(self, document: int, *, annotator: str, at: str) -> Action:
        """Takes a document away with all its annotations, as one action that nothing takes back.

        The history keeps each annotation, and what the document was called. Raises KeyError where there is none.
        """
        with writing(self._database):
            entry = self._documents.entry(document)
            changes = tuple(Change(one, None) for one in self._carrier.annotations_of(document))
            Writer(self._database, self._carrier, self._documents).apply_all(changes)
            action = self._actions.write_removal(entry, changes, annotator=annotator, at=at)
            self._documents.take_away(document)
        return action

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
                if (done := self._undoing.reverse("undo", action, annotator=annotator, at=at)) is not None:
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
            return None if row is None else self._undoing.reverse("redo", row[0], annotator=annotator, at=at)

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
            done = [self._undoing.reverse("undo", action, annotator=annotator, at=at, run=run) for (action,) in rows]
        return [action for action in done if action is not None]

    def last_moment(self) -> str:
        """When anyone last changed an annotation or a label, in ISO 8601; empty where no one has."""
        return self._actions.last_moment()

    def log(self, limit: int = -1) -> Iterator[Action]:
        """All actions, the newest first."""
        return self._actions.log(limit)

    def differences(self) -> Iterator[tuple[Annotation | None, Annotation | None]]:
        """What the history last told of an annotation, and what is there, where the two are not the same.

        What is there may wait for review. An annotation that followed its label to another name is told with that.
        """
        since = Since(self._database, 0, self._actions.before_in)
        rows = self._rows(
            f"""
            with last as (
                select annotation, max(id) as id from changes
                where annotation not like ? and annotation not like ? group by annotation
            )
            select changes.id, after, {SELECTED}, {WAITING} from last join changes on changes.id = last.id
            left join annotations on annotations.id = last.annotation
            left join reviews on reviews.id = last.annotation
            """,
            [f"{PREFIX}%", f"{REMOVED}%"],
        )
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
            told = Since(self._database, 0, self._actions.before_in).now(told, behind=row[0])
        there = self._carrier.state(annotation)
        if told == there:
            return
        action = self._rows(
            "insert into actions (at, annotator, name, document) "
            "values (?, ?, 'repair', (select id from documents where id = ?)) returning id",
            [at, annotator, Change(told, there).annotation.document],
        ).fetchone()[0]
        self._actions.note(action, [Change(told, there)])
