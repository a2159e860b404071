"""From the command line to the disk through a real pseudo-terminal, as a person would."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("pty")
pytest.importorskip("pyte")

from tests.pseudo_terminal import terminal

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (120, 40)])
def test_read_toggle_tag_and_export(tmp_path: Path, columns: int, rows: int) -> None:
    text = "把小事办到心坎上\n去年年底,市里在各乡镇推行“一事一单”制度,办结率由71.5%提高到93.8%。\n全市群众都说这个办法好，里里外外都好。"
    (tmp_path / "a.txt").write_text(text, "utf-8")
    library = tmp_path / "library.db"
    with terminal("--db", library, tmp_path / "a.txt", columns=columns, rows=rows) as screen:
        screen.wait_for("一事一单", "program", "¶ 1/3")
        screen.press("jt")
        screen.wait_for("¶ 2/3", "简体")
        screen.press("t")
        screen.wait_for("一事一單", "繁體")
        screen.press("\x1b[C")  # the first word
        screen.press("2")
        screen.wait_for("statistic:")
        screen.press("j1")
        screen.wait_for("¶ 3/3", "program:")
        screen.press("q")
    done = subprocess.run(
        [sys.executable, "-m", "reader", "--db", str(library), "export"], capture_output=True, check=True
    )
    rows_out = list(csv.DictReader(io.StringIO(done.stdout.decode(), newline="")))
    assert [(row["label"], row["paragraph"]) for row in rows_out] == [("statistic", "2"), ("program", "3")]
    for row in rows_out:
        assert row["text"] == text[int(row["start"]) : int(row["end"])]
    assert rows_out[0]["text"] == text[int(rows_out[0]["start"]) :][: len(rows_out[0]["text"])]
    assert rows_out[0]["text"] in {"去年", "去年年底"}


def test_the_samples_open_from_the_first_command(tmp_path: Path) -> None:
    with terminal("--db", tmp_path / "library.db", "samples", columns=120, rows=40) as screen:
        screen.wait_for("5 documents", "Title", "To decide")
        screen.press("\r")
        screen.wait_for("program", "policy")
        screen.press("q")
        screen.wait_for("5 documents", "Title")
        screen.press("q")


def test_killed_in_the_middle_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("甲乙丙丁，戊己庚辛。\n第二段在这里说话。", "utf-8")
    library = tmp_path / "library.db"
    with terminal("--db", library, tmp_path / "a.txt") as screen:
        screen.wait_for("甲乙丙丁")
        screen.press("3")
        screen.wait_for("policy:")
        screen.kill()
    done = subprocess.run(
        [sys.executable, "-m", "reader", "--db", str(library), "export"], capture_output=True, check=True
    )
    assert "甲乙丙丁，戊己庚辛。" in done.stdout.decode()


def test_a_whole_session_may_be_typed_ahead(tmp_path: Path) -> None:
    lines = ["一、总则", "去年年底，市里推行“一事一单”制度。", "这个制度好。", "二、附则", "里里外外都好。"]
    (tmp_path / "甲.txt").write_text("别的。", "utf-8")
    (tmp_path / "乙.txt").write_text("\n".join(lines), "utf-8")
    library = tmp_path / "library.db"
    arrow_down, f2, f10 = "\x1b[B", "\x1bOQ", "\x1b[21~"
    keys = [
        *("/乙\r", "\r"),  # the list is filtered, and the document opened
        *("/製度", arrow_down, "\r", "1"),  # the second hit is tagged
        *(f2, "記下\r"),
        *("g1\rj", "3"),  # the first paragraph, the next one
        *("O附\r", "2"),  # the heading
        *("\x10help\r", "jq"),  # help is opened from the palette, and closed
        *("qg里里\r", "3q"),  # the document is closed, and found again by what it says
        *(f10, "q"),  # not Escape: with what comes right behind it, it would be a key with Alt
    ]
    with terminal("--db", library, tmp_path, columns=100) as screen:
        screen.wait_for("2 documents", "Title")
        screen.press("".join(keys))
        assert screen.wait_for_end() == 0
    done = subprocess.run(
        [sys.executable, "-m", "reader", "--db", str(library), "export"], capture_output=True, check=True
    )
    rows_out = list(csv.DictReader(io.StringIO(done.stdout.decode(), newline="")))
    assert [(row["label"], row["text"], row["note"]) for row in rows_out] == [
        ("policy", lines[1], ""),
        ("program", "制度", "記下"),
        ("statistic", lines[3], ""),
        ("policy", "里里", ""),
    ]
    assert [row["paragraph"] for row in rows_out] == ["2", "3", "4", "5"]
