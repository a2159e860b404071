"""The shortcuts by which most lines are told: they may never tell anything else than the patterns would."""

from __future__ import annotations

import re
import re._parser as parser  # type: ignore[import-not-found] # what a pattern is made of has no other name
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text import line_looks, line_patterns
from reader.text.line_looks import Look, look_of, looks_alone, plain
from reader.text.lines import Lines
from tests.corpus import CORPUS


def _beginnings(parts: Any) -> tuple[set[str], bool]:
    """What a pattern can begin with, and whether it can be empty."""
    found: set[str] = set()
    for name, value in parts:
        more, empty = _beginnings_of(str(name), value)
        found |= more
        if not empty:
            return found, False
    return found, True


def _beginnings_of(name: str, value: Any) -> tuple[set[str], bool]:
    if name == "LITERAL":
        return {chr(value)}, False
    if name == "IN":
        # White space cannot begin a line.
        assert all(str(kind) == "LITERAL" or str(what) == "CATEGORY_SPACE" for kind, what in value)
        return {chr(one) for kind, one in value if str(kind) == "LITERAL"}, False
    if name.endswith("REPEAT"):
        found, empty = _beginnings(value[2])
        return found, empty or value[0] == 0
    if name == "SUBPATTERN":
        return _beginnings(value[3])
    if name == "BRANCH":
        ways = [_beginnings(way) for way in value[1]]
        return set().union(*(found for found, _ in ways)), any(empty for _, empty in ways)
    assert name == "AT" or name.startswith("ASSERT")
    return set(), True


@pytest.mark.parametrize("pattern", [line_patterns.NOTICE, line_patterns.CAPTION], ids=["notice", "caption"])
def test_a_line_that_no_pattern_begins_like_is_not_tried(pattern: Any) -> None:
    found, empty = _beginnings(parser.parse(pattern.pattern, pattern.flags))
    assert not empty
    ignoring_case = {other for one in found for other in (one, one.upper(), one.lower())}
    assert ignoring_case <= line_patterns.BEGINNINGS
    others = {chr(code) for code in range(0x3000, 0xA000) if plain(chr(code)) in ignoring_case}
    assert others <= line_patterns.BEGINNINGS


class Everything:
    """A set of all characters."""

    def __contains__(self, _character: str) -> bool:
        return True


def without_shortcuts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Has every pattern tried on every line."""
    monkeypatch.setattr(line_looks, "_BEGINNINGS", Everything())
    for module, sign in ((line_looks, "_SIGN"), (line_patterns, "NOTICE_SIGN"), (line_patterns, "PICTURE_SIGN")):
        monkeypatch.setattr(module, sign, re.compile(""))


@pytest.mark.parametrize(
    ("line", "look"),
    [
        ("第十二之一條", Look.NUMBERED),
        ("第 3 条", Look.NUMBERED),
        ("渠通了，水来了。", Look.PROSE),
        ("（一）先修干渠，后修支渠。", Look.PROSE),
        ("图片：渠水绕村。", Look.CAPTION),
        ("本站声明：转载请注明出处。", Look.CHROME),
        ("本網所有文字，未經授權不得轉載。", Look.CHROME),
        ("渠水绕村而过。记者王一摄", Look.CAPTION),
        ("文中观点与网站无关，请勿轉載。网站不得转载。", Look.CHROME),
    ],
)
def test_shortcuts_and_patterns_agree(line: str, look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    assert look_of(line) is look
    without_shortcuts(monkeypatch)
    assert look_of(line) is look


@given(
    st.text(st.sampled_from("\n\n\n \u200b\ufeff\u3000摄图照片影转载，。；；按本记者张三/：")).filter(str.strip)
    | st.lists(st.sampled_from([*"\n\n\n。， \u200b", "记者张三摄", "转载", "图/李四", "本报讯", "圖片", "免責"])).map(
        "".join
    )
)
def test_signs_found_in_all_lines_at_once_are_those_of_each(text: str) -> None:
    lines = Lines(text)
    assert looks_alone(lines) == bytes(map(look_of, lines))


@pytest.mark.skipif(CORPUS is None, reason="no real documents here")
def test_they_agree_on_real_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    assert CORPUS is not None
    lines = [
        line.strip()
        for path in sorted(CORPUS.glob("*.txt"))
        for line in path.read_text("utf-8").split("\n")
        if line.strip()
    ]
    looks = list(map(look_of, lines))
    without_shortcuts(monkeypatch)
    assert list(map(look_of, lines)) == looks
