"""Documents that are taken out of the library, and what is left of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.documents.model import Document
from reader.library import Library
from reader.library.editions import edition_of
from reader.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.desk import Desk

TEXT = "全市推行“一事一单”制度。"


def remove(desk: Desk, document: int) -> int:
    ((_, count),) = desk.remove([desk.library.documents.entry(document)])
    return count


def test_a_document_goes_with_all_that_stood_in_it(desk: Desk, add: Callable[..., int]) -> None:
    gone, stays = add(TEXT, "a.txt"), add("另一篇。", "b.txt")
    desk.annotate(gone, Span(0, 2), "program")
    kept = desk.annotate(stays, Span(0, 2), "program").annotation
    assert remove(desk, gone) == 1
    library = desk.library
    assert [entry.id for entry in library.documents.entries()] == [stays]
    assert list(library.annotations.of_document(stays)) == [kept]
    assert list(library.search.hits("一事一单")) == []
    assert library.upkeep.problems() == []
    (copy,) = library.upkeep.folder.glob("*-before-remove.db")
    with Library(copy) as before:
        assert len(before.documents.entries()) == 2
        assert len(list(before.annotations.of_document(gone))) == 1


def test_the_history_keeps_what_was_there(desk: Desk, add: Callable[..., int]) -> None:
    document = add(TEXT, "a.txt")
    mark = desk.annotate(document, Span(0, 2), "program").annotation
    remove(desk, document)
    action = next(desk.library.history.log())
    assert (action.name, action.removed) == ("remove", "a.txt")
    assert [change.before for change in action.changes] == [mark]


def test_undo_and_redo_pass_over_what_stood_in_it(desk: Desk, add: Callable[..., int]) -> None:
    stays, gone = add("另一篇。", "b.txt"), add(TEXT, "a.txt")
    desk.annotate(stays, Span(0, 2), "program")
    deleted = desk.annotate(gone, Span(0, 2), "program").annotation
    desk.delete(deleted)
    desk.annotate(gone, Span(2, 4), "program")
    remove(desk, gone)
    undone = desk.undo()
    assert undone is not None
    assert undone.document == stays
    assert desk.undo() is None
    assert desk.library.upkeep.problems() == []


def test_the_number_of_a_removed_document_is_never_given_again(desk: Desk, add: Callable[..., int]) -> None:
    """The history speaks of documents by their numbers: what was deleted in one must not come back in another."""
    gone = add(TEXT, "a.txt")
    desk.delete(desk.annotate(gone, Span(0, 2), "program").annotation)
    remove(desk, gone)
    again = add(TEXT, "a.txt")
    assert again > gone
    assert desk.undo() is None
    assert list(desk.library.annotations.of_document(again)) == []


def test_what_waits_for_review_goes_too(desk: Desk, add: Callable[..., int]) -> None:
    document = add(TEXT, "a.txt")
    desk.annotate(document, Span(4, 10), "program")
    text = "全市推行新办法,一年后见效,各乡认领。"
    edition = edition_of(Document("a.txt", text, source="/texts/a.txt", digest="new"), desk.now())
    desk.library.history.new_version(document, edition, annotator="lin", at=desk.now())
    assert desk.library.reviews.count() == 1
    assert remove(desk, document) == 1
    assert desk.library.reviews.count() == 0
    assert desk.library.upkeep.problems() == []


@pytest.mark.parametrize(("title", "kept"), [("新题", "新题"), (" 新 \n题 ", "新 题"), ("", "")])
def test_a_title_is_one_line(desk: Desk, add: Callable[..., int], title: str, kept: str) -> None:
    document = add(TEXT, "a.txt", title="旧题")
    assert desk.retitle(document, title).title == kept
    assert desk.library.documents.entry(document).name == "a.txt"
