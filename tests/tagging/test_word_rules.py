"""Rules over words: what a sequence of words and parts of speech marks, in either script."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.tagging.examples import failed_examples
from reader.tagging.loading import parse_pack
from reader.tagging.matcher import Matcher, Skipped
from reader.text.parts_of_speech import TAGS, tagged_words
from tests.strategies import mixed_text

if TYPE_CHECKING:
    from reader.tagging.rules import RulePack

HEAD = 'name = "works"\nversion = "1"\n[[rule]]\nid = "works"\nlabel = "program"\n'


def pack(words: str, more: str = "") -> RulePack:
    return parse_pack(f"{HEAD}words = {words}\n{more}", "works.toml", str)


def marked(words: str, text: str, more: str = "") -> list[str]:
    return [match.span.slice(text) for match in Matcher(pack(words, more)).match(text)]


NAMED = '[{ pos = ["n", "vn"], times = "1-3" }, { text = ["工程", "計劃"] }]'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("村里实施道路工程。", ["道路工程"]),
        ("村裡實施道路工程。", ["道路工程"]),
        ("村里订了道路计划。", ["道路计划"]),
        ("这个工程很大。", []),
    ],
)
def test_one_rule_marks_both_scripts(text: str, expected: list[str]) -> None:
    assert marked(NAMED, text) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ('[{ text = "道路" }, { text = "工程", times = "?" }]', ["道路", "道路工程"]),
        ('[{ text = "道路" }, { text = "工程" }]', ["道路工程"]),
        ('[{ text = "道路", times = "0-1" }, { text = "工程" }]', ["道路工程"]),
        ('[{ text = "修" }, { text = "道路", span = true }]', ["道路"]),
        ('[{ pattern = ".路" }]', ["道路", "道路"]),
        ('[{ pattern = "路" }]', []),
        ('[{ pos = "n", times = "2" }]', ["道路工程"]),
        ('[{ text = "修" }, { pattern = ".*" }, { text = "工程", span = true }]', []),
        ('[{ text = "建" }, { pattern = ".*", times = "*" }, { text = "工程", span = true }]', ["工程"]),
    ],
)
def test_steps_say_what_stands_there_and_how_often(words: str, expected: list[str]) -> None:
    assert marked(words, "修道路，再建道路工程") == expected


def test_conditions_and_examples_hold_for_words_too() -> None:
    assert marked(NAMED, "不算道路工程，修道路工程", "exclude_before = '不算'\n") == ["道路工程"]
    right = pack(NAMED, 'matches = ["修[道路工程]"]\nnot = ["工程"]\n')
    assert failed_examples(right) == []
    assert len(failed_examples(pack(NAMED, 'matches = ["工程"]\nnot = ["道路工程"]\n'))) == 2


def test_a_word_that_must_stand_there_is_looked_for_first() -> None:
    assert pack(NAMED).rules[0].needs == ("工程", "计划")
    assert pack('[{ text = "道路", times = "?" }, { pos = "n" }]').rules[0].needs == ()


def test_a_sequence_that_takes_too_long_is_left_out_and_told() -> None:
    skipped: list[Skipped] = []
    assert Matcher(pack(NAMED), time_limit_s=-1.0).match("道路工程" * 200, skipped=skipped) == []
    assert [skip.rule for skip in skipped] == ["works"]


@settings(max_examples=40)
@given(mixed_text)
def test_words_cover_a_text_and_have_known_tags(text: str) -> None:
    words = list(tagged_words(text))
    assert "".join(word.word for word in words) == text
    assert {word.tag for word in words} <= set(TAGS)


@settings(max_examples=40)
@given(
    st.lists(st.sampled_from(["道路工程", "計劃", "實施", "，", "ａ", "\u200b", "乾燥", "𠮷"]), max_size=12).map(
        "".join
    )
)
def test_what_is_marked_are_whole_words_of_the_source(text: str) -> None:
    for match in Matcher(pack(NAMED)).match(text):
        assert match.span.slice(text).replace("\u200b", "").endswith(("工程", "計劃"))
