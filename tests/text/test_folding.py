from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.text.folding import fold
from reader.text.scripts import UserDictionary
from reader.text.spans import Span
from tests.corpus import CORPUS
from tests.strategies import any_text, mixed_text, text_and_span
from tests.text.test_conversion import colliding_text


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("發展經濟", "发展经济"),
        ("「雙爭」活動", "“双争”活动"),
        ("『甲』﹁乙﹂﹃丙﹄｢丁｣", "“甲”“乙”“丙”“丁”"),
        ("〝甲〞〟 3～5 3〜5", "“甲”” 3~5 3~5"),
        ("“甲”‘乙’\"丙\"'丁'", "“甲”‘乙’\"丙\"'丁'"),
        ("（１２３，４５６．７％）：Ａｂｃ；", "(123,456.7%):abc;"),
        ("１２３　４５６", "123 456"),
        ("1,234 11.8%% 3.5%", "1,234 11.8%% 3.5%"),
        ("他說……等等—完", "他说……等等—完"),
        ("︙︰", "…‥"),
        ("《辦法》、〈細則〉。", "《办法》、〈细则〉。"),
        ("㎡ ℃ ① ㈠ ½ №", "m2 °c 1 (一) 1⁄2 no"),
        ("⾞站", "车站"),
        ("\uf902站", "车站"),
        ("STRASSE Straße", "strasse strasse"),
        ("一\n\n二\r三\t", "一\n\n二\r三\t"),
        ("甲\u200b乙\ufeff丙\u00ad丁\u202e", "甲乙丙丁"),
        ("葛\U000e0100城☁\ufe0f", "葛城☁"),
        ("𝐀𝟏𠮷😀", "a1𠮷😀"),
        ("衞生署 衛生署 敍述 敘述 枱 化粧", "卫生署 卫生署 叙述 叙述 台 化妆"),
        ("隨著 随着 意味著 標誌著 著手 憑藉著", "随着 随着 意味着 标志着 着手 凭借着"),
        ("著作 視聽著作 名著 有著名的書 扣著作權 编著 显著", "著作 视听著作 名著 有著名的书 扣著作权 编著 显著"),
        ("畢昇 毕昇 蕭乾 萧乾 乾坤 乾部 打坏 打壞", "毕升 毕升 萧干 萧干 乾坤 干部 打坏 打坏"),
        ("\x00\x1b[0m", "\x00\x1b[0m"),
        ("Plain ASCII", "plain ascii"),
        ("", ""),
    ],
)
def test_texts_that_mean_the_same_fold_alike(text: str, folded: str) -> None:
    assert fold(text).view == folded


def test_a_match_in_the_folded_text_names_the_source() -> None:
    text = "面積８０㎡，《雙爭\u200b》％"
    folded = fold(text)
    assert folded.view == "面积80m2,《双争》%"
    at = folded.view.index("m2")
    assert folded.to_source(Span(at, at + 2)).span.slice(text) == "㎡"
    assert folded.to_source(Span(at, at + 1)) == (Span(4, 5), True)
    at = folded.view.index("双争")
    assert folded.to_source(Span(at, at + 2)).span.slice(text) == "雙爭\u200b"


def test_a_lone_surrogate_is_a_character_like_any_other() -> None:
    assert fold("\ud800幹部").view == "\ud800干部"
    assert fold("\ud800懮", UserDictionary.parse("懮\t忧\n")).view == "\ud800忧"


def test_an_invisible_character_hides_no_phrase() -> None:
    assert fold("乾\u200b坤").view == "乾坤"


def test_a_folded_text_of_equal_length_holds_no_map() -> None:
    assert fold("（發展）ＡＢＣ").units == []


def test_the_own_dictionary_takes_part() -> None:
    dictionary = UserDictionary.parse("懮\t忧\n")
    assert fold("擔懮", dictionary).view == fold("擔憂").view == "担忧"
    assert fold("擔懮").view == "担懮"


def test_the_own_dictionary_folds_its_own_spellings() -> None:
    dictionary = UserDictionary.parse("「ＡＩ」\t人工智能\n")
    assert fold("「ai」工程", dictionary).view == "人工智能工程"
    assert fold("“AI”工程", dictionary).view == "人工智能工程"


@settings(derandomize=True)
@given(st.one_of(mixed_text, colliding_text()))
def test_folding_again_changes_nothing(text: str) -> None:
    folded = fold(text).view
    assert fold(folded).view == folded


@given(any_text)
def test_line_ends_stay_where_they_are(text: str) -> None:
    folded = fold(text)
    assert folded.view.count("\n") == text.count("\n")
    for at, character in enumerate(text):
        if character == "\n":
            assert folded.to_view(Span(at, at + 1)).span.slice(folded.view) == "\n"


@given(text_and_span())
def test_spans_come_back_whole(case: tuple[str, int, int]) -> None:
    text, start, end = case
    folded = fold(text)
    assert folded.to_source(folded.to_view(Span(start, end)).span).span.contains(Span(start, end))


@given(st.characters(exclude_categories=["Cs"]))
def test_each_character_folds_as_its_compatibility_form_does(character: str) -> None:
    kept = fold(character).view
    if kept and character not in "…‥︙︰":
        assert fold(unicodedata.normalize("NFKC", character)).view == kept


@pytest.mark.skipif(CORPUS is None, reason="the corpus is not here")
def test_real_text_folds_once_and_for_all() -> None:
    assert CORPUS is not None
    for name in ("laws-cn.jsonl", "laws-tw.jsonl"):
        with (CORPUS / name).open(encoding="utf-8") as file:
            for line in file:
                folded = fold(json.loads(line)["text"]).view
                assert fold(folded).view == folded
