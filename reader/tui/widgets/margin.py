"""The margin: the annotations of the current paragraph, and what is known of the one under the cursor."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.segment import Segment
from textual.strip import Strip

from reader.annotations.model import HUMAN, Annotation, Status
from reader.text.scripts import Script, convert
from reader.tui.layout import shorten
from reader.tui.terminal import sign
from reader.tui.themes import HUE_CLASSES
from reader.tui.widgets.rows import RowList

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class MarginState(NamedTuple):
    """What the margin shows: the paragraph, its annotations, the one under the cursor, and what is selected."""

    number: int
    marks: Sequence[Annotation]
    focused: Annotation | None
    selected: str
    script: Script


class _Line(NamedTuple):
    text: str
    style: str
    mark: int | None = None  # which annotation it belongs to


class Margin(RowList):
    """The annotations of a paragraph, one after the other; a click selects one."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "margin--head", "margin--dim", "margin--text", "margin--focused", *HUE_CLASSES
    }  # fmt: skip

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - textual's name
        super().__init__(id=id)
        self._hue_by_label: Mapping[str, str] = {}
        self._lines: list[_Line] = []
        self.marks: Sequence[Annotation] = ()

    def set_hues(self, hue_by_label: Mapping[str, str]) -> None:
        """Gives the labels their colours."""
        self._hue_by_label = hue_by_label

    def show(self, state: MarginState) -> None:
        """Takes what there is to show."""
        self.marks = state.marks
        decided = sum(mark.status is Status.ACCEPTED for mark in state.marks)
        self._lines = [
            _Line(
                f"{sign('¶')} {state.number}   {decided} decided {sign('·')} {len(state.marks) - decided} suggested",
                "margin--head",
            ),
            _Line("", "margin--text"),
        ]
        for index, mark in enumerate(state.marks):
            self._lines += self._mark_lines(index, mark, state)
        if state.selected:
            selected = convert(state.selected, state.script).view
            self._lines += [
                _Line("", "margin--text"),
                _Line(sign("─") * max(0, self.size.width - 3), "margin--dim"),
                _Line(f"“{selected}”", "margin--head"),
                _Line(
                    "1 character" if len(state.selected) == 1 else f"{len(state.selected)} characters", "margin--dim"
                ),
            ]
        cursor = next((n for n, line in enumerate(self._lines) if line.style == "margin--focused"), 0)
        self.first = 0
        self.move_to(cursor)

    def _mark_lines(self, index: int, mark: Annotation, state: MarginState) -> list[_Line]:
        focused = state.focused is not None and mark.id == state.focused.id
        quote = convert(mark.quote, state.script).view.replace("\n", " ")
        dot = sign("○" if mark.status is Status.SUGGESTED else "●")
        lines = [_Line(f"{dot} {quote}", "margin--focused" if focused else mark.label, index)]
        quantity = " ".join(str(mark.attributes[key]) for key in ("value", "unit") if mark.attributes.get(key))
        facts = [fact for fact in (quantity, "" if mark.origin == HUMAN else mark.origin.removeprefix("rule:")) if fact]
        if facts:
            lines.append(_Line(f"  {' · '.join(facts)}", "margin--dim", index))
        if focused:
            lines.append(
                _Line(
                    f"  {mark.label} · {mark.annotator} · {_when(mark.updated_at)}",
                    "margin--dim",
                    index,
                )
            )
        if mark.note:
            lines.append(_Line(f"  {sign('✎')} {mark.note}", "margin--text", index))
        return lines

    @property
    def row_count(self) -> int:
        """How many lines there are."""
        return len(self._lines)

    def row_state(self, index: int) -> object:
        """The line."""
        return self._lines[index]

    def mark_at(self, index: int) -> Annotation | None:
        """The annotation that a line belongs to."""
        mark = self._lines[index].mark
        return None if mark is None else self.marks[mark]

    def paint_row(self, index: int, line: int) -> Strip:  # noqa: ARG002 - rows of one line
        """A line of the margin."""
        shown = self._lines[index]
        text = shorten(shown.text, self.size.width - 3)
        if shown.style.startswith("margin--"):
            return Strip([Segment(" " + text, self.get_component_rich_style(shown.style))])
        hue = self._hue_by_label.get(shown.style, "grey")
        ink, plain = self.get_component_rich_style(f"ink-{hue}"), self.get_component_rich_style("margin--text")
        suggested = text.startswith(sign("○"))
        return Strip([Segment(f" {text[:1]}", ink), Segment(text[1:], ink if suggested else plain)])


def _when(moment: str) -> str:
    """The day and the time, in the time zone one is in; empty where there is none."""
    return f"{datetime.fromisoformat(moment).astimezone():%m-%d %H:%M}" if moment else ""
