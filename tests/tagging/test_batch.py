from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.annotations.model import Label, Status
from reader.desk import Desk
from reader.documents.model import Document
from reader.errors import InputError, ReaderError, UsageError
from reader.tagging.batch import DocumentTagged, tag_each, tag_library
from reader.tagging.rows import Row
from reader.tagging.streams import tag_rows
from reader.tagging.taggers import TaggerName
from reader.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from reader.annotations.changes import Change

TEXT = "双桥市启动“暖心工程”,惠及3600户。\n各社区对照『暖心工程』認領崗位。"


def write_pack(folder: Path, *rules: tuple[str, str, str], name: str = "mine", version: str = "1") -> TaggerName:
    path = folder / f"{name}.toml"
    lines = [f'name = "{name}"', f'version = "{version}"']
    for identity, label, pattern in rules:
        lines += ["[[rule]]", f'id = "{identity}"', f'label = "{label}"', f"pattern = '{pattern}'"]
    path.write_text("\n".join(lines), encoding="utf-8")
    return TaggerName(str(path))


PROGRAM = ("quoted", "program", "“[^”]*工程”")
NUMBER = ("number", "statistic", r"\d+户")


def found(desk: Desk, document: int) -> list[tuple[str, str, str, str]]:
    return [(a.quote, a.label, a.status.value, a.origin) for a in desk.library.annotations.of_document(document)]


def run(desk: Desk, tagger: TaggerName, *, accept: bool = False, dry_run: bool = False) -> DocumentTagged:
    (done,) = tag_library(desk, tagger, accept=accept, dry_run=dry_run)
    return done


def test_one_rule_finds_both_scripts_and_spans_are_exact(desk: Desk, add: Callable[..., int], tmp_path: Path) -> None:
    document = add(TEXT)
    run(desk, write_pack(tmp_path, PROGRAM, NUMBER))
    assert found(desk, document) == [
        ("“暖心工程”", "program", "suggested", "rule:mine/quoted"),
        ("3600户", "statistic", "suggested", "rule:mine/number"),
        ("『暖心工程』", "program", "suggested", "rule:mine/quoted"),
    ]
    statistic = next(a for a in desk.library.annotations.of_document(document) if a.label == "statistic")
    assert (statistic.attributes["value"], statistic.attributes["unit"]) == ("3600", "户")


def test_running_twice_changes_nothing(desk: Desk, add: Callable[..., int], tmp_path: Path) -> None:
    document = add(TEXT)
    tagger = write_pack(tmp_path, PROGRAM, NUMBER)
    run(desk, tagger)
    before = list(desk.library.annotations.of_document(document))
    actions = len(list(desk.library.history.log()))
    counts = run(desk, tagger).counts
    assert (counts.added, counts.withdrawn, counts.kept) == (0, 0, 3)
    assert list(desk.library.annotations.of_document(document)) == before
    assert len(list(desk.library.history.log())) == actions


def test_a_changed_pack_withdraws_only_its_own_undecided(desk: Desk, add: Callable[..., int], tmp_path: Path) -> None:
    document = add(TEXT)
    run(desk, write_pack(tmp_path, PROGRAM, NUMBER))
    run(desk, write_pack(tmp_path, ("road", "policy", "社区"), name="other"))
    first, number, _, _ = desk.library.annotations.of_document(document)
    desk.accept(first)
    desk.reject(number)
    counts = run(desk, write_pack(tmp_path, ("only", "program", "岗位"), version="2")).counts
    assert (counts.added, counts.withdrawn) == (1, 1)
    assert found(desk, document) == [
        ("“暖心工程”", "program", "accepted", "rule:mine/quoted"),
        ("3600户", "statistic", "rejected", "rule:mine/number"),
        ("社区", "policy", "suggested", "rule:other/road"),
        ("崗位", "program", "suggested", "rule:mine/only"),
    ]


def test_what_was_rejected_is_not_suggested_again_by_any_pack(
    desk: Desk, add: Callable[..., int], tmp_path: Path
) -> None:
    document = add(TEXT)
    run(desk, write_pack(tmp_path, NUMBER))
    (number,) = desk.library.annotations.of_document(document)
    desk.reject(number)
    run(desk, write_pack(tmp_path, NUMBER, name="another"))
    assert [status for _, _, status, _ in found(desk, document)] == ["rejected"]


def test_a_run_is_taken_back_as_one_but_for_what_was_decided(
    desk: Desk, add: Callable[..., int], tmp_path: Path
) -> None:
    document = add(TEXT)
    run(desk, write_pack(tmp_path, PROGRAM, NUMBER))
    first, *_ = desk.library.annotations.of_document(document)
    desk.accept(first)
    number = desk.library.runs.last()
    assert number is not None
    desk.undo_run(number)
    assert found(desk, document) == [("“暖心工程”", "program", "accepted", "rule:mine/quoted")]
    assert desk.library.runs.last() is None


def test_a_dry_run_only_counts(desk: Desk, add: Callable[..., int], tmp_path: Path) -> None:
    document = add(TEXT)
    counts = run(desk, write_pack(tmp_path, PROGRAM), dry_run=True).counts
    assert counts.added == 2
    assert found(desk, document) == []
    assert desk.library.runs.last() is None


def test_accepting_at_once(desk: Desk, add: Callable[..., int], tmp_path: Path) -> None:
    document = add(TEXT)
    tagger = write_pack(tmp_path, NUMBER)
    run(desk, tagger, accept=True)
    assert [status for _, _, status, _ in found(desk, document)] == ["accepted"]
    assert run(desk, tagger).counts.added == 0


def test_a_label_the_library_lacks_is_refused(desk: Desk, add: Callable[..., int], tmp_path: Path) -> None:
    add(TEXT)
    with pytest.raises(UsageError, match="no label road"):
        run(desk, write_pack(tmp_path, ("x", "road", "社区")))


def test_any_number_of_processes_gives_the_same(tmp_path: Path) -> None:
    tagger = write_pack(tmp_path, PROGRAM, NUMBER)
    documents = [Document(f"{n}.txt", f"{TEXT}\n第{n}段{n}户。") for n in range(12)]
    one = list(tag_each(documents, [tagger], jobs=1))
    two = list(tag_each(documents, [tagger], jobs=2))
    assert one == two
    assert [document.name for document, _ in two] == [document.name for document in documents]


def spans_outside(document: Document) -> Iterator[tuple[int, int, str]]:
    yield 0, len(document.text) + 1, "program"


def two_characters(document: Document) -> Iterator[tuple[int, int, str]]:
    if "错" in document.text:
        raise ValueError("this one is no good")
    yield 0, 2, "program"


def test_a_python_function_tags_like_a_pack(desk: Desk, add: Callable[..., int]) -> None:
    document = add(TEXT)
    run(desk, TaggerName(f"{__name__}:two_characters", is_function=True))
    assert found(desk, document) == [("双桥", "program", "suggested", f"rule:{__name__}/two_characters")]


def test_a_function_that_fails_costs_its_document_only(desk: Desk, add: Callable[..., int]) -> None:
    add("错的", "a.txt")
    good = add("好的", "b.txt")
    bad, fine = tag_library(desk, TaggerName(f"{__name__}:two_characters", is_function=True))
    assert isinstance(bad.failure, InputError)
    assert fine.counts.added == 1
    assert len(desk.library.annotations.same(good, Span(0, 2), "program")) == 1
    (outside, _) = tag_library(desk, TaggerName(f"{__name__}:spans_outside", is_function=True))
    assert outside.failure is not None
    assert "no span of the text" in outside.failure.message


@pytest.mark.parametrize("name", ["nowhere:nothing", "reader:nothing", "reader"])
def test_a_function_that_is_not_there_is_refused(name: str) -> None:
    with pytest.raises(UsageError):
        TaggerName(name, is_function=True).load()


def test_decided_ones_keep_their_status(desk: Desk, add: Callable[..., int], tmp_path: Path) -> None:
    document = add(TEXT)
    desk.annotate(document, Span(TEXT.index("3600"), TEXT.index("3600") + 5), "statistic")
    run(desk, write_pack(tmp_path, NUMBER))
    (only,) = desk.library.annotations.of_document(document)
    assert (only.status, only.origin) == (Status.ACCEPTED, "human")


def test_a_suggestion_with_a_persons_note_is_not_withdrawn(desk: Desk, add: Callable[..., int], tmp_path: Path) -> None:
    document = add(TEXT)
    run(desk, write_pack(tmp_path, NUMBER))
    (number,) = desk.library.annotations.of_document(document)
    desk.set_note(number, "问一问")
    assert run(desk, write_pack(tmp_path, PROGRAM, version="2")).counts.withdrawn == 0
    assert ("3600户", "statistic", "suggested", "rule:mine/number") in found(desk, document)


def test_accepting_what_was_suggested_before_is_counted(desk: Desk, add: Callable[..., int], tmp_path: Path) -> None:
    add(TEXT)
    tagger = write_pack(tmp_path, NUMBER)
    run(desk, tagger)
    counts = run(desk, tagger, accept=True).counts
    assert (counts.added, counts.changed, counts.kept) == (0, 1, 0)


def test_a_pack_that_keeps_what_exists_adds_nothing_there(desk: Desk, add: Callable[..., int], tmp_path: Path) -> None:
    document = add(TEXT)
    desk.annotate(document, Span(TEXT.index("惠及"), TEXT.index("惠及") + 4), "program")
    desk.reject(desk.annotate(document, Span(0, 4), "program").annotation)
    tagger = write_pack(tmp_path, NUMBER, ("town", "program", "双桥市"), ("again", "program", "工程"))
    path = tmp_path / "mine.toml"
    path.write_text('overlap = "keep-existing"\n' + path.read_text("utf-8"), "utf-8")
    run(desk, tagger)
    assert [quote for quote, _, status, _ in found(desk, document) if status == "suggested"] == [
        "双桥市",
        "工程",
        "工程",
    ]
    assert run(desk, tagger).counts.added == 0


def test_what_two_people_say_of_one_passage_stays(desk: Desk, add: Callable[..., int], tmp_path: Path) -> None:
    document = add(TEXT)
    tagger = write_pack(tmp_path, NUMBER)
    number = Span(TEXT.index("3600"), TEXT.index("3600") + 5)
    for annotator in ("wang", "zhao"):
        Desk(desk.library, annotator).annotate(document, number, "statistic")
    counts = run(desk, tagger).counts
    assert (counts.added, counts.kept) == (0, 1)
    assert len(found(desk, document)) == 2


def test_a_renamed_label_goes_by_its_new_name(desk: Desk, add: Callable[..., int], tmp_path: Path) -> None:
    document = add(TEXT)
    tagger = write_pack(tmp_path, PROGRAM, NUMBER)
    run(desk, tagger)
    desk.edit_label("program", Label("项目"))
    counts = run(desk, tagger).counts
    assert (counts.added, counts.withdrawn, counts.changed, counts.kept) == (0, 0, 0, 3)
    assert {label for _, label, _, _ in found(desk, document)} == {"项目", "statistic"}
    desk.undo()
    assert run(desk, tagger).counts.kept == 3
    assert {label for _, label, _, _ in found(desk, document)} == {"program", "statistic"}


def test_a_label_that_took_anothers_annotations_takes_what_is_found_for_it(
    desk: Desk, add: Callable[..., int], tmp_path: Path
) -> None:
    document = add(TEXT)
    tagger = write_pack(tmp_path, PROGRAM)
    run(desk, tagger)
    desk.delete_label("program", "policy")
    counts = run(desk, tagger).counts
    assert (counts.added, counts.withdrawn, counts.kept) == (0, 0, 2)
    assert {label for _, label, _, _ in found(desk, document)} == {"policy"}


def test_what_is_found_for_a_deleted_label_is_left_out(desk: Desk, add: Callable[..., int], tmp_path: Path) -> None:
    document = add(TEXT)
    desk.delete_label("program")
    done = run(desk, write_pack(tmp_path, PROGRAM, NUMBER))
    assert done.left_out == {"program": 2}
    assert [label for _, label, _, _ in found(desk, document)] == ["statistic"]
    desk.add_label(Label("program"))
    assert run(desk, write_pack(tmp_path, PROGRAM, NUMBER)).counts.added == 2


def last_two(document: Document) -> Iterator[tuple[int, int, str]]:
    yield len(document.text) - 2, len(document.text), "program"


def test_two_functions_of_a_module_leave_each_others_suggestions_alone(desk: Desk, add: Callable[..., int]) -> None:
    document = add(TEXT)
    run(desk, TaggerName(f"{__name__}:two_characters", is_function=True))
    assert run(desk, TaggerName(f"{__name__}:last_two", is_function=True)).counts.withdrawn == 0
    assert [quote for quote, *_ in found(desk, document)] == ["双桥", "位。"]


def test_what_a_rule_suggested_stays_where_it_ran_out_of_time(
    desk: Desk, add: Callable[..., int], tmp_path: Path
) -> None:
    document = add("甲" + "," * 60)
    run(desk, write_pack(tmp_path, ("endless", "program", "甲")))
    done = run(desk, write_pack(tmp_path, ("endless", "program", "(?:.*?,){20}尾"), version="2"))
    assert (done.skipped, done.counts.withdrawn, done.counts.kept) == (("endless",), 0, 1)
    assert len(found(desk, document)) == 1


def test_dry_runs_one_after_the_other_tell_what_the_runs_would_do(
    desk: Desk, add: Callable[..., int], tmp_path: Path
) -> None:
    add(TEXT)
    packs = [write_pack(tmp_path, PROGRAM), write_pack(tmp_path, PROGRAM, NUMBER, name="other")]
    planned: dict[int, list[Change]] = {}
    told = [done.counts for pack in packs for done in tag_library(desk, pack, dry_run=True, planned=planned)]
    assert [run(desk, pack).counts for pack in packs] == told
    assert [counts.added for counts in told] == [2, 1]


def test_a_process_that_is_killed_is_told(desk: Desk, add: Callable[..., int]) -> None:
    add("甲乙", "a.txt")
    add("自杀", "b.txt")
    with pytest.raises(ReaderError, match="was ended"):
        list(tag_library(desk, TaggerName("tests.tagging.poison:tag", is_function=True), jobs=2))
    rows = [Row("1", b'{"text": "\xe6\x9d\x80"}')]
    with pytest.raises(ReaderError, match="was ended"):
        list(tag_rows(rows, [TaggerName("tests.tagging.poison:tag", is_function=True)], jobs=2))
