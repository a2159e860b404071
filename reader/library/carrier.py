"""What becomes of annotations, and of changes that were made to them, when the text of their document is another.

The rule: a new version changes the place of an annotation and nothing else of it. So a change made in an older
version can be taken back as long as no one has changed the annotation since; what it gives back gets its place in
the current text, or waits for review. Going back to an older text is a new version like any other, but that what
the text after it had moved goes back exactly to where it was.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.annotations.carrying import Text, at_the_place_of, carried, same_place
from reader.annotations.changes import Change
from reader.library.annotations import Annotations, load
from reader.library.documents import Documents
from reader.library.label_history import Placing
from reader.library.reviews import Reviews
from reader.library.versions import Versions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sqlite_utils import Database

    from reader.annotations.model import Annotation
    from reader.library.editions import Edition
    from reader.library.label_history import Since


class Carrier:
    """Carries annotations from version to version. It reads; writer.py writes."""

    def __init__(self, database: Database) -> None:
        self._rows = database.conn.execute
        self._annotations = Annotations(database)
        self._reviews = Reviews(database)
        self._versions = Versions(database, Documents(database))

    def state(self, annotation: str) -> Annotation | None:
        """An annotation as it is, placed or waiting for review."""
        return self.states([annotation])[annotation]

    def states(self, annotations: Iterable[str]) -> dict[str, Annotation | None]:
        """Annotations as they are, placed or waiting for review, by id; None for those that are not there."""
        wanted = list(annotations)
        found: dict[str, Annotation | None] = dict.fromkeys(wanted)
        for table in (self._annotations, self._reviews):
            missing = [one for one in wanted if found[one] is None]
            found |= table.of_ids(missing)
        return found

    def annotations_of(self, document: int) -> list[Annotation]:
        """The annotations of a document, those that wait for review behind those that have their place."""
        return [*self._annotations.of_document(document), *self._reviews.of_document(document)]

    def into(self, document: int, edition: Edition, at: str, back: Mapping[str, Change]) -> list[Change]:
        """What becomes of every annotation of a document when its text gives way to another.

        `back` is what led away from that other text, by annotation: what still stands where that left it goes
        back to where it was before.
        """
        current = self._versions.current(document)
        states = [*self._annotations.of_document(document), *self._reviews.of_document(document)]
        changes: dict[str, Change] = {}
        rest: defaultdict[int, list[Annotation]] = defaultdict(list)
        for one in states:
            before, after = back.get(one.id, Change(None, None))
            if before is not None and after is not None and same_place(one, after):
                changes[one.id] = Change(one, before if one == after else at_the_place_of(one, before))
            else:
                rest[one.review.version if one.review else current].append(one)
        for number, group in rest.items():
            old = self._versions.edition(document, number)
            moved = carried(group, _text(old), _text(edition), version=number, at=at)
            changes |= {one.id: Change(one, after) for one, after in zip(group, moved, strict=True)}
        return [changes[one.id] for one in states]

    def reversing(self, action: int, since: Since, at: str) -> Callable[[Change, Annotation | None], Change | None]:
        """A function that gives what takes a change back that an action made.

        It is told how the annotation stands, and gives None where that is no longer as the action left it. `since` is
        what has happened to labels since the action.
        """
        versions: dict[int, tuple[int, int]] = {}  # of a document: when the action was done, and now

        def reverse(change: Change, current: Annotation | None) -> Change | None:
            document = change.annotation.document
            if current is None and not self._rows("select 1 from documents where id = ?", [document]).fetchone():
                return None  # the document was removed with all that stood in it
            if document not in versions:
                versions[document] = self._versions.at(document, action), self._versions.current(document)
            made_in, now = versions[document]
            if made_in == now:
                stands = current == (None if change.after is None else since.now(change.after))
            else:
                stands = self._stands(current, change.after, action, since)
            if not stands:
                return None
            target = None if change.before is None else since.now(change.before)
            if target is None or made_in == now:
                return Change(current, target)
            if current is not None and change.after is not None and same_place(target, change.after):
                return Change(current, at_the_place_of(target, current))
            return Change(current, self._in_current_text(target, made_in, now, at))

        return reverse

    def _stands(self, current: Annotation | None, left: Annotation | None, action: int, since: Since) -> bool:
        """Whether an annotation is as an action left it, but for what new versions and labels have made of it since."""
        if current is None or left is None:
            return current is left
        rows = self._rows(
            "select id, before, after from changes where annotation = ? and action > ? "
            "and action in (select action from versions) order by id",
            [left.id, action],
        )
        placings = [
            Placing(number, old, new)
            for number, before, after in rows
            if (old := load(before)) is not None and (new := load(after)) is not None
        ]
        then = since.now(left, placings)
        return same_place(current, then) and current == replace(
            at_the_place_of(then, current), updated_at=current.updated_at
        )

    def _in_current_text(self, annotation: Annotation, made_in: int, now: int, at: str) -> Annotation:
        document = annotation.document
        number = annotation.review.version if annotation.review else made_in
        if number == now:
            return annotation
        old, new = self._versions.edition(document, number), self._versions.edition(document, now)
        (found,) = carried([annotation], _text(old), _text(new), version=number, at=at)
        return found


def _text(edition: Edition) -> Text:
    return Text(edition.text, edition.paragraphs.spans)
