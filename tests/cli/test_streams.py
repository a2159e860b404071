from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.cli.streams import stretches
from reader.cli.words import as_json_lines, spaced
from reader.text.scripts import Script, convert
from reader.text.words import Segmenter
from tests.strategies import mixed_text

if TYPE_CHECKING:
    from pathlib import Path


def pizhu(*arguments: str | Path, text: str = "", encoding: str = "utf-8") -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "reader", *map(str, arguments)],
        input=text.encode(encoding),
        capture_output=True,
        check=False,
        env=dict(os.environ),
    )
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@given(mixed_text, st.integers(1, 30))
def test_stretches_are_the_whole_text_and_cut_no_phrase(text: str, block: int) -> None:
    pieces = list(stretches(io.StringIO(text, newline=""), block))
    assert "".join(pieces) == text
    for script in (Script.SIMPLIFIED, Script.TAIWAN_PHRASES):
        assert "".join(convert(piece, script).view for piece in pieces) == convert(text, script).view


@given(mixed_text, st.integers(1, 30))
def test_words_do_not_depend_on_the_blocks(segmenter: Segmenter, text: str, block: int) -> None:
    text = text.replace("\r", "")
    pieces = list(stretches(io.StringIO(text, newline=""), block))
    for written in (spaced, as_json_lines):
        assert "".join(written(segmenter, pieces)) == "".join(written(segmenter, [text]))


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    return Segmenter()


def test_a_text_without_any_end_is_cut_all_the_same() -> None:
    assert list(stretches(io.StringIO("干部" * 10), 4, 8)) == ["干部" * 4, "干部" * 4, "干部" * 2]


def test_words_have_the_offsets_of_the_document(tmp_path: Path) -> None:
    source = tmp_path / "in.txt"
    source.write_bytes("\ufeff甲乙\r\n干部\r干部".encode())
    places = [json.loads(line) for line in pizhu("words", "--json", source)[1].splitlines()]
    text = source.read_text("utf-8-sig")
    assert all(text[place["start"] : place["end"]] == place["text"] for place in places)
    assert [(place["text"], place["start"]) for place in places][-2:] == [("干部", 3), ("干部", 6)]
    assert pizhu("words", source)[1] == "甲乙\r\n干部\r干部"


def test_converting_from_stdin_to_stdout() -> None:
    assert pizhu("convert", "--to", "traditional", text="头发发展\r\n里程碑") == (0, "頭髮發展\r\n里程碑", "")
    assert pizhu("convert", "--to", "simplified", "--from", "tw", text="電腦軟體") == (0, "电脑软体", "")
    assert pizhu("convert", "--to", "twp", text="互联网")[1] == "網際網路"


def test_files_encodings_and_the_persons_own_dictionary(tmp_path: Path, isolated_home: Path) -> None:
    source, target, own = tmp_path / "in.txt", tmp_path / "out.txt", tmp_path / "own.txt"
    source.write_bytes("懮國懮民".encode("gb18030"))
    own.write_text("# 补\n懮\t忧\n", "utf-8")
    arguments = ("convert", "--to", "simplified", "--encoding", "gb18030", source, "-o", target)
    assert pizhu(*arguments, "--dictionary", own)[0] == 0
    assert target.read_text("utf-8") == "忧国忧民"
    assert pizhu(*arguments)[0] == 0
    assert target.read_text("utf-8") != "忧国忧民"
    (isolated_home / "pizhu").mkdir()
    (isolated_home / "pizhu" / "dictionary.txt").write_text("懮\t忧\n", "utf-8")
    pizhu(*arguments)
    assert target.read_text("utf-8") == "忧国忧民"


def test_words_keep_white_space_and_know_the_persons_own(tmp_path: Path) -> None:
    assert pizhu("words", text="學習型黨組織建設\n第二 行")[1] == "學習型 黨組織 建設\n第二 行"
    own = tmp_path / "words.txt"
    own.write_text("学习型党组织建设\n", "utf-8")
    assert pizhu("words", "--words", own, text="學習型黨組織建設")[1] == "學習型黨組織建設"
    lines = pizhu("words", "--json", text="甲乙\n干部多")[1].splitlines()
    assert '{"text": "干部", "start": 3, "end": 5}' in lines


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["convert"], 2, "--to"),
        (["convert", "--to", "klingon"], 2, "Invalid value"),
        (["convert", "--to", "tw", "missing.txt"], 1, "missing.txt"),
        (["convert", "--to", "tw", "--encoding", "nonsense"], 2, "no such encoding"),
        (["convert", "--to", "tw", "--dictionary", "missing.txt"], 2, "missing.txt"),
    ],
)
def test_wrong_arguments_are_told(arguments: list[str], code: int, said: str) -> None:
    done = pizhu(*arguments, text="甲")
    assert (done[0], said in done[2]) == (code, True)


def test_bad_bytes_and_bad_dictionary_lines_are_told(tmp_path: Path) -> None:
    code, _, told = pizhu("convert", "--to", "tw", text="发展", encoding="gb18030")
    assert (code, "--encoding" in told) == (1, True)
    own = tmp_path / "own.txt"
    own.write_text("懮\t忧\n一列\n", "utf-8")
    code, _, told = pizhu("convert", "--to", "tw", "--dictionary", own, text="甲")
    assert (code, "own.txt:2" in told) == (2, True)


def on_terminal(*arguments: str | Path) -> bytes:
    """What a command writes where its output is a terminal."""
    handle, terminal = os.openpty()
    command = [sys.executable, "-m", "reader", *map(str, arguments)]
    running = subprocess.Popen(command, stdout=terminal, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    os.close(terminal)
    written = b""
    try:
        while block := os.read(handle, 1 << 16):
            written += block
    except OSError:  # what Linux says when the other end is closed
        pass
    os.close(handle)
    assert running.wait() == 0
    return written


def test_nothing_from_a_text_steers_a_terminal_and_a_pipe_gets_it_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIZHU_DB", str(tmp_path / "library.db"))
    text = "经济运行\n今年全市经济平稳运行，同比增长5.2%\x1b]52;c;aGk=\x07\u202e甲\t乙。\n第二段𠮷。\n"
    evil = tmp_path / "a.txt"
    evil.write_text(text, encoding="utf-8")
    record = tmp_path / "a.jsonl"
    record.write_text(json.dumps({"id": 1, "text": text}), encoding="utf-8")
    pizhu("import", record)
    pizhu("tag", "--accept")
    for arguments, said in (
        (["export"], "5.2%"),
        (["export", "--format", "conll-bio"], "% I-statistic"),
        (["convert", "--to", "tw", evil], "5.2%␛]52"),
        (["tag", record, "-o", "-"], '"text": "5.2%"'),
    ):
        shown = on_terminal(*arguments).decode()
        assert said in shown
        assert not {"\x1b", "\x07", "\u202e", "\x9b"} & set(shown)
    assert pizhu("convert", "--to", "simplified", evil)[1] == text
    assert "\x1b" in pizhu("export")[1]
