from __future__ import annotations

from typing import TYPE_CHECKING

from reader.jobs import import_steps, tag_steps, undo_run_steps
from reader.tagging.taggers import TaggerName
from reader.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.desk import Desk


def test_files_are_counted_first_and_every_failure_has_its_step(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a.txt").write_text("甲。", "utf-8")
    (folder / "b.txt").write_bytes(b"")
    (folder / "c.txt").write_text("丙。", "utf-8")
    steps = list(import_steps(desk, [folder, tmp_path / "none"]))
    assert [step.total for step in steps] == [None] * 4 + [4] * 5
    done = [step.done for step in steps if step.total is not None]
    assert done == sorted(done)
    assert done[-1] == 4
    assert [step.entry.name for step in steps if step.entry] == ["a.txt", "c.txt"]
    failures = [step.failure.message for step in steps if step.failure]
    assert len(failures) == 2
    assert "b.txt" in failures[0]
    assert steps[-1].told == "2 imported · 2 failed"
    assert list(import_steps(desk, [folder]))[-1].told == "0 imported · 2 there already · 1 failed"


def test_new_versions_and_what_waits_are_told(desk: Desk, tmp_path: Path) -> None:
    text = "今冬全市启动“暖心工程”，改造老旧小区供热管网，惠及居民3600户。"
    file = tmp_path / "a.txt"
    file.write_text(text, "utf-8")
    list(import_steps(desk, [file]))
    start = text.index("3600户")
    desk.annotate(1, Span(start, start + 5), "statistic")
    file.write_text(text.replace("3600户", "很多人"), "utf-8")
    steps = list(import_steps(desk, [file]))
    assert steps[-1].told == "1 new versions · 1 annotations to review"
    assert [step.entry for step in steps if step.entry] == []


def test_stopping_in_the_middle_leaves_whole_documents(desk: Desk, tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f"{number}.txt").write_text(f"第{number}篇。", "utf-8")
    for step in import_steps(desk, [tmp_path]):
        if step.entry is not None and step.entry.name == "1.txt":
            break
    kept = desk.library.documents.entries()
    assert [entry.name for entry in kept[:2]] == ["0.txt", "1.txt"]
    assert [desk.library.documents.text(entry.id) for entry in kept] == [f"第{n}篇。" for n in range(len(kept))]
    assert step.told == f"{len(kept)} imported"


def test_rules_over_some_documents_are_one_run(desk: Desk, add: Callable[..., int]) -> None:
    text = "全市投资1.2亿元，办结率由71.5%提高到93.8%。"
    entries = [desk.library.documents.entry(add(text + mark, f"{mark}.txt")) for mark in "甲乙丙"]
    steps = list(tag_steps(desk, TaggerName("zh-gov"), entries[:2]))
    assert [(step.done, step.total) for step in steps] == [(0, 2), (1, 2), (2, 2)]
    assert [bool(list(desk.library.annotations.of_document(entry.id))) for entry in entries] == [True, True, False]
    last = list(undo_run_steps(desk))[-1]
    assert "taken back" in last.told
    assert not any(list(desk.library.annotations.of_document(entry.id)) for entry in entries)
    assert [step.told for step in undo_run_steps(desk)] == ["No run to take back"]
