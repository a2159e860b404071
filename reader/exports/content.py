"""What a writer writes: the selected annotations, as rows, as records or by document, and the tally of what is lost."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from reader.annotations.model import HUMAN
from reader.exports.options import Options
from reader.exports.records import record_of
from reader.library.records import Selection

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.annotations.model import Annotation, Label
    from reader.exports.records import Record
    from reader.library import Library
    from reader.library.records import Counted, MarkedDocument, Row


class Content:
    """The content of one export. Everything streams: a batch of rows, or one document, is in memory at a time.

    Each pass over it counts anew: `count` and `documents_count` are those of the last one.
    """

    def __init__(
        self,
        library: Library,
        selection: Selection | None = None,
        options: Options | None = None,
        *,
        drops: tuple[str, ...] = (),
        progress: Callable[[int], None] | None = None,
    ) -> None:
        self.library = library
        self.selection = selection or Selection()
        self.options = options or Options()
        self.count = 0
        self.documents_count = 0
        self.only_labels = True  # until something else is asked for
        self.lost: Counter[str] = Counter()
        self._drops = drops
        self._progress = progress

    @property
    def labels(self) -> list[Label]:
        """The labels of the library in their order, but for those that were not selected."""
        wanted = self.selection.labels
        return [label for label in self.library.labels.all() if not wanted or label.name in wanted]

    def batches(self) -> Iterator[list[Row]]:
        """The annotations as rows in the order of FIELDS, `attributes` as JSON; some hundreds at a time."""
        self._start()
        for rows in self.library.records.batches(self.selection):
            yield rows
            self._advance(len(rows))

    def records(self) -> Iterator[Record]:
        """The annotations as records, one by one."""
        for rows in self.batches():
            yield from map(record_of, rows)

    def documents(self) -> Iterator[MarkedDocument]:
        """The selected documents by name, whole, each with its selected annotations; also those without any."""
        self._start()
        for document in self.library.records.documents(self.selection):
            for annotation in document.annotations:
                for field in self._drops:
                    if _has(annotation, field):
                        self.lost[field] += 1
            yield document
            self.documents_count += 1
            self._advance(len(document.annotations))

    def counted(self) -> Iterator[Counted]:
        """What is known of the selected documents, by name, without their texts; with counts of annotations."""
        self._start()
        for counted in self.library.records.counted(self.selection):
            yield counted
            self.documents_count += 1

    def lose(self, what: str, count: int = 1) -> None:
        """Notes that a number of annotations lost something; `what` is a phrase marked for translation."""
        if count:
            self.lost[what] += count

    def _start(self) -> None:
        self.count = self.documents_count = 0
        self.only_labels = False
        self.lost.clear()

    def _advance(self, annotations: int) -> None:
        self.count += annotations
        if self._progress is not None:
            self._progress(self.count)


# What goes without saying: a format that has no place for it loses nothing.
_USUAL = {"status": "accepted", "origin": HUMAN}


def _has(annotation: Annotation, field: str) -> bool:
    """Whether an annotation says something in a field of the record."""
    value = getattr(annotation, field)
    return bool(value) and value != _USUAL.get(field)
