"""Two scripts of a text, line over line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.aligned import AlignedText
from reader.text.cells import text_cells
from reader.text.display import visible
from reader.text.scripts import Script, convert
from reader.tui.parallel import TwinLine, twin_lines


def lines_of(text: str, script: Script, width_cells: int) -> list[TwinLine]:
    converted = convert(text, script)
    return twin_lines(visible(text), converted.compose(visible(converted.view)), width_cells)


def test_what_is_written_differently_is_told() -> None:
    (line,) = lines_of("互联网的头发", Script.TAIWAN_PHRASES, 40)
    assert [(twin.shown, twin.other) for twin in line.twins if twin.differs] == [
        ("互联网", "網際網路"),
        ("头", "頭"),
        ("发", "髮"),
    ]


def test_no_unit_is_cut_and_both_sides_fit() -> None:
    lines = lines_of("硬件和软件" * 12, Script.TAIWAN_PHRASES, 20)
    for line in lines:
        for side in ("shown", "other"):
            assert text_cells("".join(getattr(twin, side) for twin in line.twins)) <= 20


def test_an_escape_of_the_terminal_is_shown_and_not_sent() -> None:
    (line,) = lines_of("头\x1b[31m发", Script.TRADITIONAL, 40)
    assert "\x1b" not in "".join(twin.shown + twin.other for twin in line.twins)


@pytest.mark.parametrize("script", [Script.SIMPLIFIED, Script.TAIWAN_PHRASES])
@given(text=st.text("计算机软件头发里面鼠标，。 a1\x1b\u200bé\u0301", max_size=60), width=st.integers(4, 30))
def test_the_lines_hold_the_whole_text_once_and_in_order(script: Script, text: str, width: int) -> None:
    converted = convert(text, script)
    shown, other = visible(text), converted.compose(visible(converted.view))
    lines = twin_lines(shown, other, width)
    spans = [twin.span for line in lines for twin in line.twins]
    assert "".join(span.slice(text) for span in spans) == text
    assert "".join(twin.shown for line in lines for twin in line.twins) == shown.view
    assert "".join(twin.other for line in lines for twin in line.twins) == other.view


def test_nothing_has_no_lines() -> None:
    assert twin_lines(AlignedText.unchanged(""), AlignedText.unchanged(""), 20) == []
