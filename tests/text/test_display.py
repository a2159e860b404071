from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text import display
from reader.text.cells import character_cells
from reader.text.display import HIDDEN_MARK, safe_line, visible
from reader.text.spans import Span
from tests.strategies import mixed_text


def test_a_plain_text_is_shown_as_it_is() -> None:
    text = "市里印发《办法》,“一事一单”… [注] [red]丙[/] 𠮷😀"
    assert visible(text).view is text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("甲\x1b[31m乙", "甲␛[31m乙"),
        ("\x1b]52;c;aGk=\x07", "␛]52;c;aGk=␇"),
        ("甲\x00乙\x7f", "甲␀乙␡"),
        ("甲\u202e乙\u2066", f"甲{HIDDEN_MARK}乙{HIDDEN_MARK}"),
        ("甲\u200b乙\ufeff", f"甲{HIDDEN_MARK}乙{HIDDEN_MARK}"),
        ("\x9b31m", f"{HIDDEN_MARK}31m"),
        ("❤\ufe0f好", "❤好"),
        ("葛\U000e0100城", "葛城"),
        ("e\u0301", "e\u0301"),
        ("\u0301e", f"{HIDDEN_MARK}e"),
        ("z" + "\u0301" * 6, "z\u0301\u0301" + HIDDEN_MARK * 4),
        ("甲\t乙", "甲 乙"),
        ("👨\u200d👩", f"👨{HIDDEN_MARK}👩"),
        ("\ue000", HIDDEN_MARK),
        ("甲\u2028乙", f"甲{HIDDEN_MARK}乙"),
        ("\ud800", HIDDEN_MARK),
        ("\ufe00\u0300", HIDDEN_MARK),
    ],
)
def test_what_is_hidden_is_shown_as_a_mark(text: str, shown: str) -> None:
    assert visible(text).view == shown


def test_of_what_is_told_at_once_to_be_plain_nothing_is_to_be_hidden() -> None:
    plain = "".join(filter(display._PLAIN.fullmatch, map(chr, range(sys.maxunicode + 1))))
    assert len(plain) > 20_000
    assert display._suspect().search(plain) is None


@given(st.text(st.characters()) | mixed_text)
def test_nothing_shown_can_steer_a_terminal(text: str) -> None:
    view = visible(text).view
    for at, character in enumerate(view):
        assert unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
        assert character_cells(character) > 0 or at > 0
    assert "\n" not in safe_line(text)


@given(mixed_text)
def test_every_character_maps_back(text: str) -> None:
    view = visible(text)
    for offset in range(len(text)):
        one = Span(offset, offset + 1)
        assert view.to_source(view.to_view(one).span).span.contains(one)
