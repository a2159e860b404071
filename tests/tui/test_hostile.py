"""Texts, names and people that mean harm, on the screen: what is painted holds nothing that acts on a terminal or hides."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from textual.geometry import Region
from textual.widget import Widget

from reader.desk import Desk
from reader.errors import InputError
from reader.text.spans import Span
from reader.tui.app import PizhuApp
from tests.hostile.texts import TEXTS
from tests.tui.conftest import TwoByTwo

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.screen import Screen

NAME = "甲\x1b]52;c;eA==\x07\x1b[2J\u202e\u200b\x9b31m[bold]乙"


def painted(screen: Screen[object]) -> str:
    """All that the widgets of a screen paint."""
    lines = []
    for widget in screen.walk_children(Widget):
        if widget.size:
            strips = widget.render_lines(Region(0, 0, *widget.size))
            lines += [strip.text for strip in strips]
    return "\n".join(lines)


def harm(shown: str) -> set[str]:
    return {one for one in shown.replace("\n", "") if unicodedata.category(one) in {"Cc", "Cs", "Zl", "Zp"}} | {
        one for one in shown if one in "\u200b\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
    }


async def test_the_page_shows_each_as_said(desk: Desk, add: Callable[..., int]) -> None:
    lines = [one.text for one in TEXTS]
    text = "\n".join(lines)
    document = add(text, name=NAME, title=NAME)
    stranger = Desk(desk.library, NAME)
    stranger.set_note(stranger.annotate(document, Span(0, len(lines[0])), "policy").annotation, NAME)
    app = PizhuApp(desk, document, segmenter=TwoByTwo())
    async with app.run_test(size=(200, len(TEXTS) * 2 + 40)) as pilot:
        await pilot.pause()
        await pilot.pause()
        shown = painted(app.screen)
        assert harm(shown) == set()
        missing = [one.name for one in TEXTS if one.shown.strip() not in shown]
        assert missing == []


async def test_the_library_and_a_failure_show_names_as_signs(desk: Desk, add: Callable[..., int]) -> None:
    for number, one in enumerate(TEXTS):
        add(one.text, name=f"{number}{one.text}", title=one.text)
    app = PizhuApp(desk, segmenter=TwoByTwo())
    async with app.run_test(size=(200, 600)) as pilot:
        await pilot.pause()
        app.tell_failure(InputError(NAME, NAME))
        await pilot.pause()
        await pilot.pause()
        shown = painted(app.screen)
        assert "␛]52" in shown
        assert harm(shown) == set()


async def test_the_top_line_shows_who_marked_a_passage_as_signs(desk: Desk, add: Callable[..., int]) -> None:
    document = add("甲乙丙丁")
    Desk(desk.library, NAME).annotate(document, Span(0, 2), "policy")
    app = PizhuApp(desk, document, segmenter=TwoByTwo())
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.pause()
        await pilot.press("right")
        await pilot.pause()
        shown = painted(app.screen)
        assert "policy · 甲␛]52" in shown.splitlines()[0]
        assert harm(shown) == set()
