"""Owns how documents are gathered that go into a library together: to have one safe on a disk takes longer than to read it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TypeVar

from reader.documents.model import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

PATIENCE_SECONDS = 0.25  # from one batch to the next
LARGEST = 1 << 20  # code points of a batch, unless its last document is larger

Read = TypeVar("Read")


def batches(documents: Iterable[Read], clock: Callable[[], float] = time.monotonic) -> Iterator[list[Read]]:
    """What was read, in batches that are never empty.

    Where reading is slow, each document is a batch of its own and waits for no other.
    """
    batch: list[Read] = []
    size, begun = 0, clock()
    for document in documents:
        batch.append(document)
        size += len(document.text) if isinstance(document, Document) else 0
        if size >= LARGEST or clock() - begun >= PATIENCE_SECONDS:
            yield batch
            batch, size, begun = [], 0, clock()
    if batch:
        yield batch
