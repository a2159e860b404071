"""An annotator in a process of its own, who works without a pause and tells every thing done once it is kept.

`python -m tests.torture.annotator LIBRARY SEED [COUNT]` prints one line of JSON at first, and one after each act that
has returned: `{"action": ID, "place": N, "next": N}`, the newest action of the library, the place where this annotator
left the first document, and the place where they will leave it next. Whoever reads the lines may kill the process at
any moment.
"""

from __future__ import annotations

import json
import random
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from reader.annotations.model import Status
from reader.desk import Desk
from reader.library import Library
from reader.library.history import ConflictError
from reader.library.reading import LastPlace
from reader.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.annotations.model import Annotation

LABELS = ("program", "statistic", "policy")


class Annotator:
    """Picks what to do next at random, over all documents of a library."""

    def __init__(self, desk: Desk, chance: random.Random) -> None:
        self._desk = desk
        self._chance = chance
        self._documents = desk.library.documents.entries()
        self.place = desk.last_place(self._documents[0].id).place
        self.next_place = self._somewhere()

    def act(self) -> None:
        """Does one thing that a key does."""
        acts: tuple[Callable[[], object], ...] = (
            self._mark, self._mark, self._mark, self._decide, self._decide, self._note, self._delete,
            self._desk.undo, self._desk.redo, self._leave,
        )  # fmt: skip
        with suppress(ConflictError):  # someone else was first, and nothing was written
            self._chance.choice(acts)()

    def _mark(self) -> None:
        document = self._chance.choice(self._documents)
        start = self._chance.randrange(document.length - 1)
        span = Span(start, min(document.length, start + self._chance.randint(1, 40)))
        if self._desk.library.documents.text(document.id, span).strip():
            self._desk.annotate(document.id, span, self._chance.choice(LABELS))

    def _some(self) -> Annotation | None:
        document = self._chance.choice(self._documents)
        start = self._chance.randrange(document.length)
        near = self._desk.library.annotations.touching(document.id, Span(start, min(document.length, start + 400)))
        return self._chance.choice(near) if near else None

    def _decide(self) -> None:
        if (annotation := self._some()) is not None:
            self._desk.decide_all([annotation], self._chance.choice([Status.ACCEPTED, Status.REJECTED]))

    def _note(self) -> None:
        if (annotation := self._some()) is not None:
            self._desk.set_note(annotation, f"第{self._chance.randrange(1000)}次看")

    def _delete(self) -> None:
        if (annotation := self._some()) is not None:
            self._desk.delete(annotation)

    def _leave(self) -> None:
        self._desk.leave(self._documents[0].id, LastPlace(self.next_place))
        self.place, self.next_place = self.next_place, self._somewhere()

    def _somewhere(self) -> int:
        return self._chance.randrange(self._documents[0].length)

    def tell(self) -> None:
        """Prints how far they are."""
        newest = next((action.id for action in self._desk.library.history.log(1)), 0)
        told = {"action": newest, "place": self.place, "next": self.next_place}
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()


def name_of(seed: int) -> str:
    """What an annotator is called."""
    return f"annotator {seed}"


def main() -> None:
    path, seed, *rest = sys.argv[1:]
    count = int(rest[0]) if rest else sys.maxsize
    with Library(Path(path)) as library:
        annotator = Annotator(Desk(library, name_of(int(seed))), random.Random(int(seed)))
        annotator.tell()
        for _ in range(count):
            annotator.act()
            annotator.tell()


if __name__ == "__main__":
    main()
