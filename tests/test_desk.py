from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from reader.annotations.changes import Change
from reader.annotations.model import Annotation, Status
from reader.desk import Desk
from reader.errors import InputError, UsageError
from reader.intake import Imported
from reader.library import Library
from reader.library.history import ConflictError
from reader.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable

TEXT = "全市推行“一事一单”制度,办结率由71.5%提高到93.8%,排在全省第4位。\n去年启动“暖心工程”。"


def marks(desk: Desk, document: int) -> list[tuple[str, str, str]]:
    return [(a.quote, a.label, a.status.value) for a in desk.library.annotations.of_document(document)]


def suggestion(desk: Desk, document: int, quote: str, label: str = "program") -> Annotation:
    start = TEXT.index(quote)
    made = desk.new_annotation(
        document, Span(start, start + len(quote)), label, status=Status.SUGGESTED, origin="rule:pack/rule"
    )
    desk.library.history.record("run", [Change(None, made)], annotator="lin", at=desk.now(), run=None)
    return made


def test_a_mark_is_kept_with_its_words_and_what_stands_around_them(desk: Desk, add: Callable[..., int]) -> None:
    document = add(TEXT)
    start = TEXT.index("“暖心工程”")
    marked, changed = desk.annotate(document, Span(start, start + 6), "program")
    assert changed
    assert marked.quote == "“暖心工程”"
    assert (marked.prefix, marked.suffix) == (TEXT[start - 32 : start], "。")
    assert (marked.status, marked.origin, marked.annotator) == (Status.ACCEPTED, "human", "lin")
    with Library(desk.library.path) as other:
        assert other.annotations.get(marked.id) == marked


def test_a_statistic_carries_its_quantity(desk: Desk, add: Callable[..., int]) -> None:
    document = add(TEXT)
    start = TEXT.index("93.8%")
    marked, _ = desk.annotate(document, Span(start, start + 5), "statistic")
    assert (marked.attributes["value"], marked.attributes["unit"]) == ("93.8", "%")


def test_white_space_is_left_out_of_a_mark(desk: Desk, add: Callable[..., int]) -> None:
    document = add("　　甲乙　\n丙")
    marked, _ = desk.annotate(document, Span(0, 6), "program")
    assert (marked.span, marked.quote) == (Span(2, 4), "甲乙")
    with pytest.raises(InputError, match="white space"):
        desk.annotate(document, Span(0, 2), "program")


def test_an_unknown_label_is_refused_with_the_nearest(desk: Desk, add: Callable[..., int]) -> None:
    document = add(TEXT)
    with pytest.raises(UsageError, match=r"no such label.*program"):
        desk.annotate(document, Span(0, 2), "progam")
    assert marks(desk, document) == []


def test_marking_twice_changes_nothing(desk: Desk, add: Callable[..., int]) -> None:
    document = add(TEXT)
    first = desk.annotate(document, Span(0, 2), "program")
    second = desk.annotate(document, Span(0, 2), "program")
    assert (first.changed, second.changed) == (True, False)
    assert len(marks(desk, document)) == 1


def test_several_labels_may_stand_on_one_span(desk: Desk, add: Callable[..., int]) -> None:
    document = add(TEXT)
    desk.annotate(document, Span(0, 2), "program")
    desk.annotate(document, Span(0, 2), "policy")
    assert [label for _, label, _ in marks(desk, document)] == ["program", "policy"]


def test_tagging_a_suggestion_accepts_it(desk: Desk, add: Callable[..., int]) -> None:
    document = add(TEXT)
    made = suggestion(desk, document, "“暖心工程”")
    marked, changed = desk.annotate(document, made.span, "program")
    assert changed
    assert marked.id == made.id
    assert marks(desk, document) == [("“暖心工程”", "program", "accepted")]


def test_deciding_suggestions(desk: Desk, add: Callable[..., int]) -> None:
    document = add(TEXT)
    accepted = desk.accept(suggestion(desk, document, "“暖心工程”")).annotation
    rejected = desk.reject(suggestion(desk, document, "第4位", "statistic")).annotation
    assert (accepted.status, rejected.status) == (Status.ACCEPTED, Status.REJECTED)
    assert accepted.origin == "rule:pack/rule"


def test_deleting_takes_a_persons_mark_away_and_rejects_a_rules(desk: Desk, add: Callable[..., int]) -> None:
    document = add(TEXT)
    own = desk.annotate(document, Span(0, 2), "program").annotation
    made = suggestion(desk, document, "“暖心工程”")
    desk.delete(own)
    desk.delete(made)
    assert marks(desk, document) == [("“暖心工程”", "program", "rejected")]


def test_notes_can_be_changed_and_taken_back(desk: Desk, add: Callable[..., int]) -> None:
    document = add(TEXT)
    marked = desk.annotate(document, Span(0, 2), "program").annotation
    assert desk.set_note(marked, "再看").note == "再看"
    desk.undo()
    assert desk.library.annotations.get(marked.id) == marked


def test_correcting_the_label_of_a_suggestion_rejects_it_and_marks_the_passage(
    desk: Desk, add: Callable[..., int]
) -> None:
    document = add(TEXT)
    made = suggestion(desk, document, "“暖心工程”", "policy")
    marked = desk.correct(made, "program")
    assert (marked.label, marked.status, marked.annotator) == ("program", Status.ACCEPTED, "lin")
    expected = [("“暖心工程”", "policy", "rejected"), ("“暖心工程”", "program", "accepted")]
    assert sorted(marks(desk, document)) == expected
    desk.undo()
    assert marks(desk, document) == [("“暖心工程”", "policy", "suggested")]


def test_correcting_the_passage_of_a_suggestion_keeps_where_it_came_from(desk: Desk, add: Callable[..., int]) -> None:
    document = add(TEXT)
    made = desk.set_note(suggestion(desk, document, "71.5", "statistic"), "看")
    right = desk.correct(made, span=Span(made.span.start, made.span.end + 1))
    assert marks(desk, document) == [("71.5", "statistic", "rejected"), ("71.5%", "statistic", "accepted")]
    assert (right.origin, right.note, right.attributes["corrects"]) == ("human", "看", made.id)
    assert right.attributes["unit"] == "%"
    desk.undo()
    assert marks(desk, document) == [("71.5", "statistic", "suggested")]


def test_correcting_what_one_marked_changes_it_where_it_stands(desk: Desk, add: Callable[..., int]) -> None:
    document = add(TEXT)
    start = TEXT.index("71.5%")
    mark = desk.set_note(desk.annotate(document, Span(start, start + 4), "statistic").annotation, "看")
    moved = desk.correct(mark, span=Span(start, start + 5))
    assert (moved.id, moved.note, moved.quote, moved.attributes["unit"]) == (mark.id, "看", "71.5%", "%")
    assert moved.suffix.startswith("提高")
    relabelled = desk.correct(moved, "policy")
    assert (relabelled.id, relabelled.label, dict(relabelled.attributes)) == (mark.id, "policy", {})
    desk.undo()
    desk.undo()
    assert marks(desk, document) == [("71.5", "statistic", "accepted")]


def test_correcting_into_what_stands_there_leaves_one(desk: Desk, add: Callable[..., int]) -> None:
    document = add(TEXT)
    short, long = Span(0, 2), Span(0, 4)
    mark = desk.annotate(document, short, "policy").annotation
    kept = desk.annotate(document, long, "policy").annotation
    assert desk.correct(mark, span=long).id == kept.id
    assert marks(desk, document) == [("全市推行", "policy", "accepted")]
    desk.undo()
    assert len(marks(desk, document)) == 2


def test_a_correction_that_changes_nothing_accepts(desk: Desk, add: Callable[..., int]) -> None:
    document = add(TEXT)
    made = suggestion(desk, document, "“暖心工程”")
    assert desk.correct(made, span=made.span).status is Status.ACCEPTED
    with pytest.raises(UsageError):
        desk.correct(made, "programme")
    with pytest.raises(InputError):
        desk.correct(made, span=Span(TEXT.index("\n"), TEXT.index("\n") + 1))


def test_correcting_accepts_a_suggestion_that_says_the_right_thing(desk: Desk, add: Callable[..., int]) -> None:
    document = add(TEXT)
    wrong, right = (suggestion(desk, document, "“暖心工程”", label) for label in ("policy", "program"))
    assert desk.correct(wrong, "program").id == right.id
    assert sorted(marks(desk, document)) == [
        ("“暖心工程”", "policy", "rejected"),
        ("“暖心工程”", "program", "accepted"),
    ]


def test_two_annotators_may_say_the_same(desk: Desk, add: Callable[..., int]) -> None:
    document = add(TEXT)
    desk.annotate(document, Span(0, 2), "program")
    assert Desk(desk.library, "wang").annotate(document, Span(0, 2), "program").changed
    assert {a.annotator for a in desk.library.annotations.of_document(document)} == {"lin", "wang"}


def test_undo_and_redo_survive_a_restart(desk: Desk, add: Callable[..., int]) -> None:
    document = add(TEXT)
    desk.annotate(document, Span(0, 2), "program")
    desk.annotate(document, Span(2, 4), "policy")
    with Library(desk.library.path) as library:
        later = Desk(library, "lin")
        assert later.undo() is not None
        assert marks(later, document) == [("全市", "program", "accepted")]
        assert later.redo() is not None
        assert len(marks(later, document)) == 2
        assert later.redo() is None


def test_undo_is_each_annotators_own(desk: Desk, add: Callable[..., int]) -> None:
    document = add(TEXT)
    desk.annotate(document, Span(0, 2), "program")
    assert Desk(desk.library, "wang").undo() is None
    assert len(marks(desk, document)) == 1


def test_an_edit_of_what_someone_changed_meanwhile_is_refused(desk: Desk, add: Callable[..., int]) -> None:
    document = add(TEXT)
    marked = desk.annotate(document, Span(0, 2), "program").annotation
    Desk(desk.library, "wang").set_note(marked, "王的话")
    with pytest.raises(ConflictError, match="changed meanwhile"):
        desk.set_note(marked, "林的话")
    kept = desk.library.annotations.get(marked.id)
    assert kept is not None
    assert kept.note == "王的话"


def test_undo_passes_over_what_someone_else_changed(desk: Desk, add: Callable[..., int]) -> None:
    document = add(TEXT)
    desk.annotate(document, Span(0, 2), "program")
    second = desk.annotate(document, Span(2, 4), "policy").annotation
    Desk(desk.library, "wang").delete(second)
    action = desk.undo()
    assert action is not None
    assert action.changes[0].annotation.quote == "全市"
    assert marks(desk, document) == []
    assert desk.undo() is None
    assert desk.redo() is not None
    assert marks(desk, document) == [("全市", "program", "accepted")]


def test_importing_tells_of_each_document_and_passes_failures_through(desk: Desk) -> None:
    from reader.documents.model import Document

    results = list(
        desk.import_documents(
            [Document("a.txt", "甲", digest="a"), InputError("b.txt: no."), Document("a.txt", "甲", digest="a")]
        )
    )
    assert [getattr(result, "new", None) for result in results] == [True, None, False]


def test_the_same_record_in_two_encodings_at_once_is_no_new_version(desk: Desk) -> None:
    from reader.documents.model import Document

    both = [Document(name, "甲", digest="a", encoding=encoding) for name, encoding in (("a", "utf-8"), ("b", "big5"))]
    results = list(desk.import_documents(both))
    assert [(result.new, result.renewal) for result in results if isinstance(result, Imported)] == [
        (True, None),
        (False, None),
    ]


@pytest.mark.parametrize("around", ["{}", "\n{}", "{}\n\n", "  {}\n"])
@pytest.mark.parametrize("large", [1, 1 << 20])
def test_white_space_around_it_makes_no_other_text(
    desk: Desk, around: str, large: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reader.documents.model import Document

    monkeypatch.setattr("reader.intake._LARGE", large)  # from there on the library is asked for its length first
    words = "渠修好了，水就来了。" * 8_000  # more than is hashed at once
    known = Document("a", words, digest=hashlib.sha256(words.encode()).hexdigest())
    again = Document("b", around.format(words), digest="b")
    first, second = list(desk.import_documents([known, again]))
    assert isinstance(first, Imported)
    assert isinstance(second, Imported)
    assert (second.entry.id, second.new) == (first.entry.id, False)


def test_a_document_that_is_told_of_is_safe(desk: Desk) -> None:
    from reader.documents.model import Document

    for number, result in enumerate(desk.import_documents(Document(f"{n}.txt", "甲", digest=str(n)) for n in range(3))):
        assert isinstance(result, Imported)
        with Library(desk.library.path) as other:
            assert other.documents.named(f"{number}.txt") == result.entry


def test_a_file_that_cannot_be_taken_leaves_those_beside_it(desk: Desk) -> None:
    from reader.documents.model import Document

    (first,) = desk.import_documents([Document("a.txt", "甲", digest="a")])
    assert isinstance(first, Imported)
    (second,) = desk.import_documents([Document("b.txt", "乙", digest="b")])
    assert isinstance(second, Imported)
    results = list(
        desk.import_documents(
            [Document("b.txt", "乙", digest="b"), Document("c.txt", "丙", digest="c")], replaces=first.entry
        )
    )
    assert [type(result) for result in results] == [InputError, Imported]
    assert desk.library.documents.text(first.entry.id) == "丙"
    assert desk.library.documents.text(second.entry.id) == "乙"
