from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.text.aligned import AlignedText, Unit
from reader.text.conversion import Chain, Stage
from reader.text.dictionaries import FILES, overlay_section, read
from reader.text.folding import _folding
from reader.text.scripts import CHAINS, chain
from tests.corpus import CORPUS
from tests.strategies import mixed_text


@lru_cache(maxsize=1)
def _keys() -> list[str]:
    """Keys and values of all dictionaries; few of the one that outnumbers the others."""
    keys = []
    for name in FILES:
        entries = read(name)
        keys += [*entries, *entries.values()][:: 40 if name == "STPhrases" else 1]
    return sorted(set(keys))


@st.composite
def colliding_text(draw: st.DrawFn) -> str:
    """Keys and pieces of keys next to each other, so that matches overlap, block and chain."""
    pieces = []
    for _ in range(draw(st.integers(1, 12))):
        key = draw(st.sampled_from(_keys()))
        start = draw(st.integers(0, len(key) - 1))
        pieces.append(key if draw(st.booleans()) else key[start : draw(st.integers(start, len(key)))])
    return "".join(pieces)


@st.composite
def describing_text(draw: st.DrawFn) -> str:
    """Keys in which characters are described by their parts; some descriptions lack a part."""
    operators = st.text("⿰⿱⿲⿾\uf902㎡A", max_size=3)
    return "".join(
        draw(operators) + draw(colliding_text())[: draw(st.integers(0, 9))] for _ in range(draw(st.integers(1, 5)))
    )


@pytest.mark.parametrize("name", CHAINS)
@settings(max_examples=40)  # of each of the chains, which are much alike
@given(text=st.one_of(colliding_text(), describing_text(), mixed_text))
def test_the_fast_way_gives_what_the_exact_way_gives(name: str, text: str) -> None:
    converter = chain(name)
    normal = Stage(read("CJK_Compatibility_Ideographs")).convert(text)
    expected = normal.compose(converter.exactly(normal.view))
    assert converter.convert(text) == expected


@st.composite
def sparse_text(draw: st.DrawFn) -> str:
    """A long text of which little changes: some keys, and punctuation, far apart or near to each other."""
    words = "渠水绕村而过，田里有人；他说：（来）！"
    parts = [words * 27]
    for _ in range(draw(st.integers(0, 4))):
        parts += [draw(st.one_of(colliding_text(), describing_text())), words * draw(st.sampled_from([0, 1, 2, 9]))]
    return "".join(parts)


@pytest.mark.parametrize("name", ["t2s", None])
@settings(max_examples=20)
@given(text=sparse_text())
def test_a_text_of_which_little_changes_is_converted_exactly(name: str | None, text: str) -> None:
    converter = _folding() if name is None else chain(name)
    normal = Stage(converter._normal).convert(text)
    assert converter.convert(text) == normal.compose(converter.exactly(normal.view))


def test_only_what_tells_is_looked_at_in_a_text_of_which_little_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    converter = _folding()
    looked_at: list[str] = []
    find = converter._find

    def watched(text: str) -> list[tuple[int, int, int]]:
        looked_at.append(text)
        return find(text)

    monkeypatch.setattr(converter, "_find", watched)
    words = "渠水绕村而过，田里有人；" * 60
    assert converter.convert(words).view == words.replace("，", ",").replace("；", ";")
    assert looked_at == []
    assert converter.convert(f"{words}一目瞭然{words}").view.count("一目了然") == 1
    assert 0 < sum(map(len, looked_at)) < 40


def test_the_dictionaries_describe_no_character() -> None:
    """A key with an operator in it would reach into a description, which the fast way takes for impossible."""
    for name in FILES:
        assert not set("".join([*read(name), *read(name).values()])) & {chr(code) for code in range(0x2FF0, 0x3000)}


@settings(max_examples=50)
@given(text=describing_text())
def test_folding_around_what_describes_a_character_is_exact(text: str) -> None:
    converter = _folding()
    normal = Stage(converter._normal).convert(text)
    assert converter.convert(text) == normal.compose(converter.exactly(normal.view))


def test_what_describes_a_character_is_done_over_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    converter = chain("t2s")
    done_over: list[str] = []
    exactly = Chain.exactly

    def watched(self: Chain, text: str) -> AlignedText:
        done_over.append(text)
        return exactly(self, text)

    monkeypatch.setattr(Chain, "exactly", watched)
    text = "發展經濟" * 1000 + "⿰亻爾爾" + "發展經濟" * 1000
    assert converter.convert(text).view == "发展经济" * 1000 + "⿰亻爾尔" + "发展经济" * 1000
    assert sum(map(len, done_over)) < 100


def small(*stages: dict[str, str], normal: dict[str, str] | None = None) -> Chain:
    first, *others = map(Stage, stages)
    return Chain(first, [first, *others], normal or {})


def test_the_leftmost_and_then_the_longest_key_wins() -> None:
    converter = small({"甲乙": "1", "乙丙丁": "2", "甲乙丙": "3", "丁": "4"})
    assert converter.convert("甲乙丙丁").view == "34"
    assert converter.convert("乙丙丁甲").view == "2甲"


def test_a_key_that_changes_nothing_still_takes_its_place() -> None:
    converter = small({"乙丙": "X丙", "甲乙": "甲乙", "丙": "三", "乙": "乙"})
    assert converter.convert("甲乙丙").view == "甲乙三"
    assert converter.convert("乙丙").view == "X丙"


def test_a_later_stage_does_not_reach_across_segments() -> None:
    converter = small({"甲乙": "子丑", "丙": "寅"}, {"丑寅": "!", "寅寅": "?"})
    assert converter.convert("甲乙丙").view == "子丑寅"
    assert converter.convert("丙丙").view == "?"


def test_a_phrase_of_equal_length_maps_character_by_character() -> None:
    converted = small({"干部": "幹部", "计算机": "電腦"}).convert("干部用计算机")
    assert converted.view == "幹部用電腦"
    assert [unit[:2] for unit in converted.units] == [(3, 6)]


def test_an_earlier_dictionary_with_a_shorter_key_wins_over_a_later_one() -> None:
    stage = Stage.of([["TWPhrases"], ["TWVariantsPhrases"], ["TWVariants"]])
    assert all(
        key in read("TWPhrases") or not any(key[:n] in read("TWPhrases") for n in range(1, len(key)))
        for key in stage.phrases
    )


def test_what_describes_a_character_is_not_converted() -> None:
    converter = chain("t2s")
    assert converter.convert("⿰亻爾爾").view == "⿰亻爾尔"
    assert converter.convert("⿰⿱爾爾爾爾").view == "⿰⿱爾爾爾尔"
    assert converter.convert("⿰\uf902").view == "⿰车"
    assert converter.convert("⿰爾").view == "⿰尔", "nothing is described here"
    assert converter.convert("⿰" * 20 + "爾").view == "⿰" * 20 + "尔"


def test_compatibility_ideographs_count_as_what_they_stand_for() -> None:
    assert chain("t2s").convert("\uf902\uf91f").view == chain("t2s").convert("車蘭").view == "车兰"


def test_no_key_is_cut_off_by_the_end_of_a_text() -> None:
    for text in ("干", "干部", "后", "皇后", ""):
        assert chain("s2t").convert(text) == chain("s2t").exactly(text)


def test_the_overlay_fits_the_dictionaries_that_are_installed() -> None:
    """Else scripts/update_opencc.py has to be run again."""
    for name in FILES:
        assert len(read(name)) == overlay_section(name).entries


def test_no_dictionary_has_a_key_or_value_that_is_empty() -> None:
    for name in FILES:
        assert all(key and value for key, value in read(name).items())


def conformance_cases() -> list[tuple[str, str, str]]:
    """OpenCC's own cases: conversion, input, what is expected."""
    if CORPUS is None:
        return []
    cases = json.loads((CORPUS / "opencc-testcases.json").read_text("utf-8"))["cases"]
    return [
        (name, case["input"], expected)
        for case in cases
        for name, expected in case["expected"].items()
        if name in CHAINS
    ]


@pytest.mark.skipif(CORPUS is None, reason="OpenCC's cases are not here")
def test_all_cases_of_opencc_pass() -> None:
    cases = conformance_cases()
    assert len(cases) > 500
    failed = [case for case in cases if chain(case[0]).convert(case[1]).view != case[2]]
    assert failed == []


REFERENCE = os.environ.get("OPENCC_PYTHON", "")


@pytest.mark.skipif(not REFERENCE, reason="OPENCC_PYTHON names no Python that has the package opencc")
@pytest.mark.parametrize("name", [name for name in CHAINS if name != "t2twp"])
def test_real_text_converts_as_opencc_does(name: str) -> None:
    """The two packages of that name cannot be installed together, so OpenCC runs in a Python of its own."""
    texts = [text for text in map("".join, zip(*[iter(_keys())] * 7, strict=False)) if "\0" not in text]
    program = (
        "import json, opencc, sys; convert = opencc.OpenCC(sys.argv[1]).convert;"
        "print(json.dumps([convert(text) for text in json.load(sys.stdin)]))"
    )
    done = subprocess.run(
        [REFERENCE, "-c", program, name], input=json.dumps(texts), capture_output=True, text=True, check=True
    )
    converter = chain(name)
    assert [converter.convert(text).view for text in texts] == json.loads(done.stdout)


def test_dictionaries_are_read_without_importing_their_package() -> None:
    program = "import sys; from reader.text.scripts import chain; chain('t2s'); print('opencc' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert done.stdout.strip() == "False"


def test_views_are_aligned_texts_of_the_text_itself() -> None:
    text = "坐航天飞机"
    assert chain("s2twp").convert(text) == AlignedText(text, "坐太空梭", [Unit(1, 5, 1, 4)])
