from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given

from reader.errors import UsageError
from reader.text.scripts import Script, UserDictionary, convert
from reader.text.words import Segmenter, load_words, simple_words
from tests.strategies import any_text


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    segmenter = Segmenter()
    segmenter.load()
    return segmenter


def words(segmenter: Segmenter, text: str) -> list[str]:
    return [span.slice(text) for span in segmenter.words(text)]


def test_a_traditional_text_is_cut_as_its_simplified_twin(segmenter: Segmenter) -> None:
    text = "學習型黨組織建設和創先爭優活動"
    assert words(segmenter, text) == ["學習型", "黨組織", "建設", "和", "創先爭優", "活動"]
    twin = convert(text, Script.SIMPLIFIED).view
    assert segmenter.words(text) == segmenter.words(twin)


def test_forms_of_taiwan_and_hong_kong_are_cut_as_any_other(segmenter: Segmenter) -> None:
    for text in ("隨著衛生署的敘述", "隨着衞生署的敍述", "随着卫生署的叙述"):
        assert [len(word) for word in words(segmenter, text)] == [2, 3, 1, 2]


def test_spaces_lines_and_astral_characters_keep_their_places(segmenter: Segmenter) -> None:
    text = "𠮷野家 😀\r\n\n推进Python3.11工作\u3000"
    assert words(segmenter, text)[-5:] == ["\n", "推进", "Python3.11", "工作", "\u3000"]
    assert "".join(words(segmenter, text)) == text


def test_a_word_takes_the_whole_of_a_unit() -> None:
    """人工智能 is two words to the eye, but one of the source's characters stands for all of it."""
    dictionary = UserDictionary.parse("龘\t人民法院工作")
    segmenter = Segmenter(dictionary=dictionary)
    assert words(segmenter, "在龘中") == ["在", "龘", "中"]


def test_own_words_stay_whole_in_both_scripts() -> None:
    segmenter = Segmenter(["暖心工程", "創先爭優活動"])
    assert words(segmenter, "推进暖心工程") == ["推进", "暖心工程"]
    assert words(segmenter, "创先争优活动") == ["创先争优活动"]
    assert words(segmenter, "創先爭優活動") == ["創先爭優活動"]


def test_own_words_are_never_cut_whatever_the_statistics_say() -> None:
    text = "的了和中国人民在是一个"
    segmenter = Segmenter(["了和", "民在", "在是一"])
    assert {"了和", "民在"} <= set(words(segmenter, text))
    assert "".join(words(segmenter, text)) == text


def test_own_words_of_one_segmenter_are_not_those_of_another(segmenter: Segmenter) -> None:
    Segmenter(["推进暖心工程"]).load()
    assert words(segmenter, "推进暖心工程") == ["推进", "暖心", "工程"]


def test_a_run_without_end_is_cut_every_thousand_characters(segmenter: Segmenter) -> None:
    text = "前面，" + "甲" * 2500 + "。后面。"
    words = segmenter.words(text)
    assert {3, 1003, 2003, 2503, 2504} <= {word.end for word in words}
    assert "".join(word.slice(text) for word in words) == text


def test_an_empty_text_has_no_words(segmenter: Segmenter) -> None:
    assert segmenter.words("") == simple_words("") == []


@given(text=any_text)
def test_words_cover_the_text_without_a_gap(segmenter: Segmenter, text: str) -> None:
    for spans in (segmenter.words(text), simple_words(text)):
        assert "".join(span.slice(text) for span in spans) == text
        assert all(len(span) for span in spans)


def test_loading_in_steps_can_stop_and_start_again() -> None:
    segmenter = Segmenter()
    steps = segmenter.steps()
    next(steps)
    assert not segmenter.ready
    steps.close()
    assert not segmenter.ready
    assert list(segmenter.steps())[-1] == 1.0
    assert segmenter.ready
    assert list(segmenter.steps()) == []


def test_until_ready_words_are_runs_and_single_characters() -> None:
    text = "推进Python 3.11，𠮷"
    assert [span.slice(text) for span in simple_words(text)] == [
        "推", "进", "Python", " ", "3", ".", "11", "，", "𠮷",
    ]  # fmt: skip


def test_loading_is_silent_and_leaves_no_file(tmp_path: Path) -> None:
    """No log on the screen, no warning, no cache that others could write, no deprecated module."""
    program = (
        "import sys\n"
        "from reader.text.words import Segmenter\n"
        "assert 'jieba' not in sys.modules\n"
        "print(len(Segmenter(['学习型']).words('学习型党组织')))\n"
        "print('pkg_resources' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-B", "-c", program],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
        env={"TMPDIR": str(tmp_path), "HOME": str(tmp_path), "PATH": "", "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert done.stdout.split() == ["2", "False"]
    assert done.stderr == ""
    assert list(tmp_path.iterdir()) == []


def test_own_words_come_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_text("# ours\n\n暖心工程\n 創先爭優 \n", "utf-8")
    assert load_words(path) == ["暖心工程", "創先爭優"]


def test_a_line_with_two_words_is_named(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_text("暖心\n暖心 工程\n", "utf-8")
    with pytest.raises(UsageError, match=r"words\.txt:2: more than one word"):
        load_words(path)
    with pytest.raises(UsageError, match="absent"):
        load_words(tmp_path / "absent")
