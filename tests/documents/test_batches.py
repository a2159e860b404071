"""Documents that go into a library together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.documents.batches import LARGEST, PATIENCE_SECONDS, batches
from reader.documents.model import Document
from reader.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator


def _names(items: list[Document | InputError]) -> list[str]:
    return [item.name if isinstance(item, Document) else item.message for item in items]


def test_what_is_read_fast_goes_in_together_and_in_order() -> None:
    read: list[Document | InputError] = [Document("甲", "一"), InputError("乙：坏了"), Document("丙", "三")]
    assert [_names(batch) for batch in batches(read, lambda: 0.0)] == [["甲", "乙：坏了", "丙"]]
    assert not list(batches(iter(()), lambda: 0.0))


def test_what_is_read_slowly_waits_for_nothing() -> None:
    moment = 0.0

    def slowly() -> Iterator[Document | InputError]:
        nonlocal moment
        for name in "甲乙丙":
            moment += PATIENCE_SECONDS
            yield Document(name, "一")

    assert [_names(batch) for batch in batches(slowly(), lambda: moment)] == [["甲"], ["乙"], ["丙"]]


def test_large_documents_fill_a_batch() -> None:
    read: list[Document | InputError] = [Document("甲", "一"), Document("乙", "一" * LARGEST), Document("丙", "三")]
    assert [_names(batch) for batch in batches(read, lambda: 0.0)] == [["甲", "乙"], ["丙"]]
