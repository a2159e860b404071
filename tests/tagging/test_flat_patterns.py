from __future__ import annotations

import pytest
import regex
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reader.tagging.flat_patterns import flat_pattern
from reader.tagging.loading import parse_pack
from reader.tagging.matcher import Matcher, Skipped
from reader.tagging.rules import FLAGS

ATOMS = (
    "元", "“", "”", "a", "-", ":", "#", " ", r"\d", r"\p{Han}", r"\.", r"\]", r"\-", "[元吨]", r"[\p{Han}a]", r"[^“”\]]", "[0-5]", r"[\d.]", "[^^a]",
)  # fmt: skip
REPEATS = ("", "", "", "?", "+", "{2}", "{1,3}", "{0,2}")
TEXT = st.text("元吨工程“”a-:#.]^ 0159々\n〇𠀀", max_size=60)


def item(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    some = st.lists(parts, min_size=1, max_size=3).map("".join)
    group = st.lists(some, min_size=1, max_size=3).map("|".join)
    return st.tuples(group, st.sampled_from(("", "?"))).map(lambda made: f"(?:{made[0]}){made[1]}")


ATOM = st.tuples(st.sampled_from(ATOMS), st.sampled_from(REPEATS)).map("".join)
PATTERNS = st.lists(st.recursive(ATOM, item, max_leaves=6), min_size=1, max_size=4).map("".join)


@settings(max_examples=400)
@given(PATTERNS, TEXT)
def test_both_engines_find_the_same(pattern: str, text: str) -> None:
    flat = flat_pattern(pattern)
    assume(flat is not None)
    assert flat is not None
    bare = regex.compile(pattern, FLAGS)
    assert [hit.span() for hit in flat.pattern.finditer(text)] == [hit.span() for hit in bare.finditer(text)]


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+b", "(?:a+)+b", "(?:ab){2}", "a*", "a{2,}", "a+?", "a++", "a.b", "^a", "a$", r"\ba", r"\w", r"\1", "(a)", "(?<span>a)",
        "(?=a)b", "(?<!a)b", "(?x)a b", "(?i)a", "[a--b]", "[a[b]]", "[a&&b]", r"\p{L}", "a{1", "", "a|", "(?:)",
        "[^a]|[^b]", r"(?:[^\]]|b)c", r"[a-\p{Han}]", r"[\p{Han}-a]", r"[\\p{Han}]", "a+" * 5, "a+" * 170,
    ],
)  # fmt: skip
def test_what_may_take_long_or_looks_around_is_not_flat(pattern: str) -> None:
    assert flat_pattern(pattern) is None


def test_a_pattern_that_cannot_be_is_left_to_who_says_so() -> None:
    assert flat_pattern("[b-a]") is None
    assert flat_pattern("a{3,1}") is None


def test_the_more_it_may_repeat_the_shorter_the_text() -> None:
    lengths = [flat.longest for one in ("a{1,9}", "a+", "a+b+", "a+b+c+") if (flat := flat_pattern(one)) is not None]
    assert lengths == sorted(lengths, reverse=True)
    assert lengths[-1] < 1000


@pytest.mark.parametrize(
    "pattern", ["a?" * 16 + "a{20}b", "a+a+a{99}b", "a+a+" + "a" * 20 + "b", "[^b]+[^c]+[^d]{12}b"]
)
def test_what_must_follow_counts_as_steps_too(pattern: str) -> None:
    flat = flat_pattern(pattern)
    assert flat is not None
    assert flat.longest < 800


def test_a_longer_paragraph_is_searched_under_the_clock() -> None:
    head = 'name = "p"\nversion = "1"\n[[rule]]\nid = "r"\nlabel = "program"\n'
    matcher = Matcher(parse_pack(head + "pattern = '[a工]+[b工]+[c工]+[程序]'\n", "p.toml", str), time_limit_s=0.05)
    short = matcher.match("工" * 30 + "程")
    assert [(match.span.start, match.span.end) for match in short] == [(0, 31)]
    skipped: list[Skipped] = []
    matcher.match("工" * 4000, skipped=skipped)
    assert len(skipped) == 1
