from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import encodings as matrix
from reader.documents.encodings import decode
from reader.documents.euctw import decode_euc_tw
from reader.documents.model import Document
from reader.documents.reading import find_files, read_files
from reader.errors import InputError, ReaderError, UsageError
from tests.corpus import CORPUS

if TYPE_CHECKING:
    from collections.abc import Iterable

SAMPLES = Path(__file__).parents[2] / "samples"
TEXTS = [text for path in sorted(SAMPLES.glob("0*.txt")) for text in matrix.texts_of(path)]


def wrong(cases: Iterable[matrix.Case]) -> list[tuple[str, str, str]]:
    return [(case.group, case.encoding, case.text[:20]) for case in cases if not matrix.is_right(case)]


def test_every_encoding_of_the_samples_is_told_at_every_length() -> None:
    assert wrong([*matrix.normal(TEXTS[::2]), *matrix.euc_tw(TEXTS[:1])]) == []


def test_hard_cases_of_the_samples() -> None:
    cases = list(matrix.hard(TEXTS))
    assert len(cases) > 500
    assert len(wrong(cases)) <= 0.03 * len(cases)


@pytest.mark.skipif(CORPUS is None, reason="no real documents here")
def test_real_documents() -> None:
    assert CORPUS is not None
    texts = [text for path in sorted(CORPUS.glob("0*.txt"))[:1] for text in matrix.texts_of(path)]
    assert wrong(matrix.normal(texts)) == []
    cases = list(matrix.hard(texts))
    assert len(wrong(cases)) <= 0.03 * len(cases)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("日本国民は、正当に選挙された国会における代表者を通じて行動し、", "cp932"),
        ("日本国民は、正当に選挙された国会における代表者を通じて行動し、", "euc_jp"),
        ("대한민국은 민주공화국이다. 대한민국의 주권은 국민에게 있고,", "euc_kr"),
        ("Все люди рождаются свободными и равными в своем достоинстве.", "cp1251"),
        ("Tous les êtres humains naissent libres et égaux en dignité et en droits.", "cp1252"),
    ],
)
def test_what_is_not_chinese_is_refused_and_never_garbled(text: str, encoding: str) -> None:
    with pytest.raises(InputError) as error:
        decode(text.encode(encoding), "a.txt")
    assert "--encoding" in error.value.hint
    assert decode(text.encode(encoding), "a.txt", encoding).text == text


def test_a_refusal_shows_how_the_file_would_read() -> None:
    text = "日本国民は、正当に選挙された国会における代表者を"
    with pytest.raises(InputError) as error:
        decode(text.encode("cp932"), "a.txt")
    assert f"cp932 “{text[:12]}”" in error.value.hint


def test_a_glimpse_is_harmless() -> None:
    with pytest.raises(InputError) as error:
        decode(b"\xe9t\xe9 \x1b]52;c;eA==\x07 \xe0 la\xe7on " * 5, "a.txt")
    assert error.value.hint.isprintable()


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5hkscs"])
def test_a_wrong_byte_is_told_with_its_line_and_counted_when_taken(encoding: str) -> None:
    good = "渠修好了，水就來了。\n村裡的人都在等。\n明天開閘放水。"
    data = good.encode(encoding).replace("村".encode(encoding), b"\xff" + "村".encode(encoding))
    with pytest.raises(InputError, match=rf"a\.txt:2: damaged: 1 places of it are no {encoding}") as error:
        decode(data, "a.txt")
    assert "--replace-damage" in error.value.hint
    found = decode(data, "a.txt", replace=True)
    assert (found.text, found.encoding, found.replaced) == (good.replace("村", "\ufffd村"), encoding, 1)


def test_replacing_changes_nothing_in_a_sound_file() -> None:
    assert decode("渠水。".encode("gb18030"), "a", replace=True) == ("渠水。", "gb18030", 0)


def test_euc_tw_is_read_in_both_planes() -> None:
    assert decode_euc_tw(b"\xc4\xe3\xc5\xc6\x8e\xa2\xa1\xa1\x8e\xa2\xf2\xc4 a") == "中文乂龘 a"
    assert decode_euc_tw(b"\xa1\xa1\xa1\xa2\xff\x8e\xa5\xa1\xa1\xc4") == "　，\ufffd\ufffd\ufffd"


@pytest.mark.parametrize("name", ["euc-tw", "EUC_TW", "gb2312", "Big5"])
def test_an_encoding_may_go_by_any_of_its_names(name: str) -> None:
    data = b"\xc4\xe3" if "tw" in name.lower() else "中".encode(name)
    assert decode(data, "a", name).text == "中"


@pytest.mark.parametrize("name", ["base64", "rot13", "undefined", "idna\x00", "", "utf-9"])
def test_what_is_no_encoding_of_text_is_told(name: str) -> None:
    with pytest.raises(UsageError, match="no such encoding"):
        decode(b"abc", "a", name)


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        found = decode(data, "a")
    except ReaderError:
        return
    assert found.replaced == 0
    assert "\r" not in found.text
    found.text.encode()


@pytest.mark.parametrize("text", ["春耕时节水渠通了。", "ASCII 和 春耕\n第二行"])
def test_hz_is_read_as_the_chinese_it_is(text: str) -> None:
    assert decode(text.encode("hz"), "a.txt") == (text, "hz", 0)


@pytest.mark.parametrize("text", [r"LaTeX ~{x}~} and {a~b}", "bash ~{a,b}", "~{~}"])
def test_what_only_looks_like_hz_stays(text: str) -> None:
    assert decode(text.encode(), "a.txt").text == text


def test_what_shifts_to_no_known_characters_is_no_text() -> None:
    with pytest.raises(InputError, match="not text"):
        decode(b"a\x1b$)A\x0e=U\x0f b", "a.txt")


@pytest.mark.parametrize("text", ["春の田んぼには人", "みなさんこんにちは", "ニュース速報です"])
@pytest.mark.parametrize("encoding", ["euc_jp", "shift_jis"])
def test_a_japanese_title_is_not_taken_for_chinese(text: str, encoding: str) -> None:
    with pytest.raises(InputError, match="not clear"):
        decode(text.encode(encoding), "a.txt")


def test_the_signs_of_big5_are_those_of_windows(tmp_path: Path) -> None:
    text = "海明威‧厄內斯特寫過漁民的故事，大約～三千字﹑四千字，街坊都說好看。"
    assert decode(text.encode("cp950"), "a.txt") == (text, "big5hkscs", 0)
    table = tmp_path / "a.csv"
    table.write_bytes(f"id,text\n1,{text}\n".encode("cp950"))
    (document,) = read_files(find_files([table]))
    assert isinstance(document, Document)
    assert document.text == text
