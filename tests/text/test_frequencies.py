from __future__ import annotations

import logging
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.frequencies import Frequencies, dictionary_path


@pytest.fixture(scope="module")
def whole() -> tuple[dict[str, int], int]:
    """The table that jieba makes of its dictionary, and its sum."""
    import jieba

    jieba.setLogLevel(logging.CRITICAL)
    with Path(jieba.__file__).with_name("dict.txt").open("rb") as file:
        frequencies, total = jieba.Tokenizer.gen_pfdict(file)
    return frequencies, total


def test_the_table_is_jiebas_when_all_words_have_come(whole: tuple[dict[str, int], int]) -> None:
    table, total = whole
    frequencies = Frequencies.of_jieba()
    assert len(frequencies.table) < 200
    chosen = set(sorted({word[0] for word in table})[::8])
    words = [word for word in table if word[0] in chosen]
    random.Random(5).shuffle(words)
    for begin in range(0, len(words), 1000):
        frequencies.enter("\n".join(words[begin : begin + 1000]))
    wanted = {word: times for word, times in table.items() if word[0] in chosen}
    assert {word: times for word, times in frequencies.table.items() if word[0] in chosen} == wanted
    assert frequencies.total == total


@given(st.text(st.sampled_from("推进中国吉林大学的高富帅工程T恤AB超阿Q，𠮷\ud800龢 \n")))
def test_all_is_there_that_a_text_can_hold(whole: tuple[dict[str, int], int], text: str) -> None:
    table, _total = whole
    frequencies = Frequencies.of_jieba()
    frequencies.enter(text)
    for start in range(len(text)):
        for end in range(start + 1, min(start + 6, len(text)) + 1):
            assert frequencies.table.get(text[start:end], 0) == table.get(text[start:end], 0)
            assert text[start:end] in frequencies.table or text[start:end] not in table or end == start + 1


def test_a_dictionary_in_another_order_is_read_whole_in_steps(whole: tuple[dict[str, int], int]) -> None:
    lines = dictionary_path().read_bytes().splitlines(keepends=True)
    random.Random(5).shuffle(lines)
    frequencies = Frequencies(b"".join(lines))
    shares = list(frequencies.steps())
    assert len(shares) > 100
    assert shares == sorted(shares)
    frequencies.enter("不")
    table, total = whole
    assert frequencies.total == total
    assert frequencies.table.keys() == table.keys()
