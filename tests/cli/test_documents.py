"""`pizhu documents rename` and `pizhu documents remove`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from reader.text.spans import Span
from tests.cli.test_labels import pizhu, refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.desk import Desk


def documents(desk: Desk) -> dict[str, str]:
    rows = [json.loads(line) for line in pizhu(desk, "documents", "--json").splitlines()]
    return {row["document"]: row["title"] for row in rows}


def test_a_title_is_changed_and_the_name_stays(desk: Desk, add: Callable[..., int]) -> None:
    add("把小事办到心坎上。", "a.txt", title="旧题")
    pizhu(desk, "documents", "rename", "a.txt", "新题")
    assert documents(desk) == {"a.txt": "新题"}


def test_documents_are_removed_with_their_annotations(desk: Desk, add: Callable[..., int]) -> None:
    desk.annotate(add("把小事办到心坎上。", "a.txt"), Span(0, 2), "program")
    add("另一篇。", "b.txt")
    add("又一篇。", "c.txt")
    pizhu(desk, "documents", "remove", "a.txt", "b.txt", "a.txt")
    assert list(documents(desk)) == ["c.txt"]
    assert len(list(desk.library.upkeep.folder.iterdir())) == 1
    log = [line.split()[3:] for line in pizhu(desk, "log").splitlines()]
    assert log[:2] == [["b.txt"], ["a.txt", "program", "“把小”"]]


def test_where_one_is_not_there_none_is_removed(desk: Desk, add: Callable[..., int]) -> None:
    add("把小事办到心坎上。", "a.txt")
    assert "a.txt" in refused(desk, "documents", "remove", "a.txt", "a.tx")
    assert list(documents(desk)) == ["a.txt"]
    assert not desk.library.upkeep.folder.exists()
