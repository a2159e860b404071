from __future__ import annotations

import json
import pickle
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from reader.errors import UsageError
from reader.text.scripts import Script, UserDictionary, convert, detect_script, script_of
from reader.text.spans import Span
from tests.corpus import CORPUS
from tests.strategies import any_text, text_and_span

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        (Script.ORIGINAL, "为里面的软件发愁"),
        (Script.SIMPLIFIED, "为里面的软件发愁"),
        (Script.TRADITIONAL, "爲裏面的軟件發愁"),
        (Script.TAIWAN, "為裡面的軟件發愁"),
        (Script.TAIWAN_PHRASES, "為裡面的軟體發愁"),
        (Script.HONG_KONG, "為裏面的軟件發愁"),
    ],
)
def test_each_script_has_its_view(script: Script, expected: str) -> None:
    assert convert("为里面的软件发愁", script).view == expected


@pytest.mark.parametrize(
    ("source", "text", "to", "expected"),
    [
        (Script.TAIWAN, "裡面的軟體", Script.SIMPLIFIED, "里面的软体"),
        (Script.TAIWAN_PHRASES, "裡面的軟體", Script.SIMPLIFIED, "里面的软件"),
        (Script.HONG_KONG, "裏面説話", Script.SIMPLIFIED, "里面说话"),
        (Script.TAIWAN, "裡面說話", Script.TRADITIONAL, "裏面說話"),
        (Script.TAIWAN, "裡面說話", Script.HONG_KONG, "裏面説話"),
        (Script.HONG_KONG, "裏面説話", Script.TAIWAN, "裡面說話"),
        (Script.TRADITIONAL, "裏面的軟件", Script.TAIWAN_PHRASES, "裡面的軟體"),
        (Script.TRADITIONAL, "裏面的皇后", Script.TRADITIONAL, "裏面的皇后"),
        (Script.SIMPLIFIED, "里面", Script.TAIWAN, "裡面"),
        (Script.SIMPLIFIED, "乾隆著书，藉口，瞭望", Script.SIMPLIFIED, "乾隆著书，藉口，瞭望"),
    ],
)
def test_the_script_a_text_is_in_decides_the_way(source: Script, text: str, to: Script, expected: str) -> None:
    assert convert(text, to, source=source).view == expected


def test_a_simplified_text_keeps_its_characters_in_its_own_script() -> None:
    """A few look like traditional ones that OpenCC would convert."""
    text = "宋徵宗、昇平、於姓"
    assert convert(text, Script.SIMPLIFIED, source=Script.SIMPLIFIED).view == text
    assert convert(text, Script.SIMPLIFIED).view != text


def test_a_phrase_that_changes_its_length_is_one_exact_span() -> None:
    text = "乘航天飞机去"
    view = convert(text, Script.TAIWAN_PHRASES)
    assert view.view == "乘太空梭去"
    assert view.to_source(Span(1, 4)) == (Span(1, 5), False)


@pytest.mark.parametrize("script", Script)
def test_a_text_without_chinese_costs_no_copy(script: Script) -> None:
    text = "plain text, 1,234"
    assert convert(text, script).view is text


@given(any_text)
def test_any_text_has_every_view(text: str) -> None:
    for script in Script:
        view = convert(text, script)
        assert view.to_source(Span(0, len(view.view))).span == Span(0, len(text))


@given(text_and_span())
def test_a_selection_in_any_view_comes_back(case: tuple[str, int, int]) -> None:
    text, start, end = case
    for script in Script:
        view = convert(text, script)
        there = view.to_view(Span(start, end))
        assert view.to_source(there.span).span.contains(Span(start, end))


@pytest.mark.parametrize(
    ("text", "name", "variant"),
    [
        ("学习贯彻会议精神", "simplified", ""),
        ("學習貫徹會議精神", "traditional", ""),
        ("为里面的軟體發愁", "mixed", ""),
        ("他站在山上", "neither", ""),
        ("1,234 plain", "neither", ""),
        ("", "neither", ""),
        ("皇后的几案", "neither", ""),
        ("裡面的人們為什麼發愁", "traditional", "tw"),
        ("裏面説話的衞兵", "traditional", "hk"),
        ("爲羣衆服務", "traditional", "cn"),
        ("黨員乾部的纔能", "traditional", "cn"),
        ("乾隆年間纔有這個說法", "traditional", "cn"),
    ],
)
def test_scripts_are_told_apart(text: str, name: str, variant: str) -> None:
    guess = detect_script(text)
    assert (guess.name, guess.variant) == (name, variant)


@pytest.mark.parametrize(
    "text",
    [
        "手機製造和機製產品", "街頭發現的關係統計", "天皇後裔與果實乾燥", "若乾燥的確實乾淨", "鬱悶的標誌著作", "第一批準備好的標準許可",
        "特徵服務全麵包", "重復原狀，放鬆樹立", "一隻要價，三隻能飛", "科學曆法與方法", "中國傢具與大傢具", "機製冰與排骨乾",
        "手機製造業在臺灣這裡，國傢具領先",
    ],
)  # fmt: skip
def test_words_that_meet_are_no_mistakes_of_a_program(text: str) -> None:
    assert detect_script(text).variant != "cn"


def test_mistakes_of_a_program_tell_only_together_and_against_little_else() -> None:
    assert detect_script("黨員乾部學習").variant == ""
    assert detect_script("黨員乾部學習製度").variant == "cn"
    assert detect_script("黨員乾部學習製度" + "這裡" * 3).variant != "cn"
    assert detect_script("黨員乾部學習製度" + "發" * 5000).variant != "cn"


@pytest.mark.parametrize("text", ["濕地保護區", "橋樑與隧道", "樑柱間濕氣重"])
def test_forms_that_everyone_writes_tell_no_variant(text: str) -> None:
    assert detect_script(text)[::3] == ("traditional", "")


def test_the_share_of_the_evidence_is_told() -> None:
    guess = detect_script("发發發發")
    assert (guess.name, guess.simplified, guess.traditional) == ("mixed", 0.25, 0.75)
    assert detect_script("发" + "發" * 9)[:3] == ("traditional", 0.1, 0.9)


def test_a_guess_says_which_conversion_fits() -> None:
    texts = ("裡面為什麼", "裏面説話", "爲羣衆", "发展", "发發", "山")
    scripts = (Script.TAIWAN, Script.HONG_KONG, Script.TRADITIONAL, Script.SIMPLIFIED, None, None)
    assert tuple(script_of(detect_script(text)) for text in texts) == scripts


@pytest.mark.skipif(CORPUS is None, reason="the corpus is not here")
def test_real_documents_are_told_apart() -> None:
    assert CORPUS is not None
    for name, script in (("laws-cn.jsonl", "simplified"), ("laws-tw.jsonl", "traditional")):
        with (CORPUS / name).open(encoding="utf-8") as file:
            guesses = [detect_script(json.loads(line)["text"]) for line in file]
        assert {guess.name for guess in guesses} == {script}
        assert not any(guess.variant in ("hk", "cn") for guess in guesses)
    (bulletin,) = CORPUS.glob("004_*.txt")
    assert detect_script(bulletin.read_text("utf-8")).variant == "cn"


def own(text: str) -> UserDictionary:
    return UserDictionary.parse(text)


def test_the_own_dictionary_has_the_last_word() -> None:
    dictionary = own("# made by a program\n\n懮\t忧\n")
    assert convert("擔懮", Script.SIMPLIFIED, dictionary=dictionary).view == "担忧"
    assert convert("擔懮", Script.SIMPLIFIED).view == "担懮"


def test_a_phrase_works_in_both_directions() -> None:
    for line in ("軟體\t软件", "软件\t軟體"):
        dictionary = own(line)
        assert convert("軟體", Script.SIMPLIFIED, dictionary=dictionary).view == "软件"
        assert convert("软件", Script.TRADITIONAL, dictionary=dictionary).view == "軟體"
        assert convert("软件", Script.HONG_KONG, dictionary=dictionary).view == "軟體"


def test_a_character_works_backwards_only_where_opencc_knows_none() -> None:
    assert convert("担忧", Script.TRADITIONAL, dictionary=own("懮\t忧")).view == "擔憂"
    assert convert("山", Script.TRADITIONAL, dictionary=own("屾\t山")).view == "屾"


def test_two_spellings_in_one_script_work_in_its_views_only() -> None:
    dictionary = own("電腦\t計算機")
    assert convert("电脑", Script.TRADITIONAL, dictionary=dictionary).view == "計算機"
    assert convert("電腦", Script.SIMPLIFIED, dictionary=dictionary).view == "电脑"


def test_a_dictionary_in_use_can_be_sent_to_another_process() -> None:
    dictionary = own("懮\t忧")
    convert("擔懮", Script.SIMPLIFIED, dictionary=dictionary)
    sent = pickle.loads(pickle.dumps(dictionary))
    assert convert("擔懮", Script.SIMPLIFIED, dictionary=sent).view == "担忧"


def test_the_original_is_shown_as_it_is() -> None:
    assert convert("擔懮", Script.ORIGINAL, dictionary=own("懮\t忧")).view == "擔懮"


def test_own_replacements_map_as_units() -> None:
    view = convert("用電子計算機算", Script.SIMPLIFIED, dictionary=own("電子計算機\t电脑"))
    assert view.view == "用电脑算"
    assert view.to_source(Span(1, 3)) == (Span(1, 6), False)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("甲\t乙\n丙", ":2: 1 columns"),
        ("甲\t乙\t丙", ":1: 3 columns"),
        ("甲\t", ":1: a column is empty"),
        ("甲\t乙\n\n# 三\n甲\t丙", ":4: line 1 gives another spelling for 甲"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "own.tsv"
    path.write_text(text, "utf-8")
    with pytest.raises(UsageError) as caught:
        UserDictionary.load(path)
    assert f"{path}{message}" in str(caught.value)


def test_a_line_may_be_said_twice(tmp_path: Path) -> None:
    path = tmp_path / "own.tsv"
    path.write_bytes("\ufeff懮\t忧\r\n懮\t忧\r\n".encode())
    assert UserDictionary.load(path).lines == (("懮", "忧"),)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "own.tsv"
    with pytest.raises(UsageError, match=r"own\.tsv"):
        UserDictionary.load(path)
    path.write_bytes("懮\t忧".encode("gb18030"))
    with pytest.raises(UsageError, match=r"own\.tsv"):
        UserDictionary.load(path)
