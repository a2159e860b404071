"""The margin: the annotations of the current paragraph, and what is known of the one under the cursor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.segment import Segment
from textual.message import Message
from textual.strip import Strip

from reader.annotations.model import HUMAN, Annotation, Status
from reader.text.cells import text_cells
from reader.text.scripts import Script, convert
from reader.translation import N_, _
from reader.tui import moments
from reader.tui.bindings import MARGIN
from reader.tui.commands import bindings_of
from reader.tui.layout import shorten
from reader.tui.terminal import sign
from reader.tui.themes import HUE_CLASSES
from reader.tui.widgets.rows import RowList

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual import events

    from reader.library.annotations import Decisions

SUGGESTED_BUTTONS = (("✓", N_("accept"), "accept"), ("✗", N_("reject"), "reject"), ("✎", N_("note"), "note"))
DECIDED_BUTTONS = (("✎", N_("note"), "note"), ("✗", N_("delete"), "delete"))
BAD = 0.5  # a rule of which people accept less is shown as a bad one
_ENOUGH = 4  # decisions before that can be said


class MarginState(NamedTuple):
    """What the margin shows: the paragraph, its annotations, the one under the cursor, and what is selected.

    `selected` is how the selected text begins, `selected_length` how many characters it has; `decisions` what became
    of the suggestions of every rule, by rule and label.
    """

    number: int
    marks: Sequence[Annotation]
    focused: Annotation | None
    selected: str
    selected_length: int
    script: Script
    decisions: Mapping[tuple[str, str], Decisions]


class _Line(NamedTuple):
    text: str
    style: str
    mark: int | None = None  # which annotation it belongs to
    focused: bool = False
    actions: tuple[tuple[str, str], ...] = ()  # words that do something, with the screen's action


class Margin(RowList, can_focus=True):
    """The annotations of a paragraph, one after the other; a click selects one, the arrows do while one is here."""

    @dataclass
    class Left(Message):
        """The keys were given back to the page."""

        margin: Margin

        @property
        def control(self) -> Margin:
            """The margin."""
            return self.margin

    BINDINGS = bindings_of(MARGIN)
    FOCUS_ON_CLICK = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "margin--head", "margin--dim", "margin--text", "margin--focused", "margin--bad", "margin--action",
        *HUE_CLASSES,
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
        counts = _("{decided} decided {dot} {suggested} suggested").format(
            decided=decided, dot=sign("·"), suggested=len(state.marks) - decided
        )
        lines = [_Line(f"{sign('¶')} {state.number}   {counts}", "margin--head"), _Line("", "margin--text")]
        for index, mark in enumerate(state.marks):
            lines += self._mark_lines(index, mark, state)
        if state.selected:
            selected = convert(state.selected, state.script).view
            length = state.selected_length
            count = _("1 character") if length == 1 else _("{count} characters").format(count=f"{length:,}")
            lines += [
                _Line("", "margin--text"),
                _Line(sign("─") * max(0, self.size.width - 3), "margin--dim"),
                _Line(selected.replace("\n", " "), "margin--head"),
                _Line(count, "margin--dim"),
            ]
        self._lines = lines
        ends = [row for row, line in enumerate(lines) if line.focused]
        self.first = 0
        if ends:  # all of it is seen, or else its beginning
            self.move_to(ends[-1])
            self.first = min(self.first, ends[0])
        self.cursor = ends[0] if ends else 0
        self.repaint()

    def _mark_lines(self, index: int, mark: Annotation, state: MarginState) -> list[_Line]:
        focused = state.focused is not None and mark.id == state.focused.id
        suggested = mark.status is Status.SUGGESTED
        quote = convert(mark.quote[: self.size.width], state.script).view.replace("\n", " ")
        dot = sign("○" if suggested else "●")
        lines = [_Line(f"{dot} {quote}", "margin--focused" if focused else mark.label, index, focused)]
        decisions = state.decisions.get((mark.origin.removeprefix("rule:"), mark.label))
        bad = suggested and decisions is not None and is_bad(decisions)
        facts = " · ".join(filter(None, (_quantity(mark), origin_of(mark, decisions if suggested else None))))
        if facts:
            lines.append(_Line(f"  {facts}", "margin--bad" if bad else "margin--dim", index, focused))
        if focused:
            moment = moments.when(mark.updated_at, moments.this_moment())
            # A rule has this line from the start: what is counted later must not move what one is about to click.
            of_rule = rule_told(decisions) or _("none decided yet") if mark.origin.startswith("rule:") else ""
            who = f"{mark.label} · {mark.annotator}"
            whole = f"{who} · {moment}"
            fits = text_cells(whole) <= self.size.width - 4
            told = (*((whole,) if fits else (who, moment)), of_rule)
            lines += [_Line(f"  {one}", "margin--dim", index, focused) for one in told if one]
        if mark.note:
            lines.append(_Line(f"  {sign('✎')} {mark.note}", "margin--text", index, focused))
        if focused:
            buttons = SUGGESTED_BUTTONS if suggested else DECIDED_BUTTONS
            actions = tuple((f"{sign(mark)} {_(word)}", action) for mark, word, action in buttons)
            lines.append(_Line("", "margin--action", index, focused, actions))
        return lines

    @property
    def row_count(self) -> int:
        """How many lines there are."""
        return len(self._lines)

    def row_state(self, index: int) -> object:
        """The line, and whether the keys are here."""
        return self._lines[index], self.has_focus

    def mark_at(self, index: int) -> Annotation | None:
        """The annotation that a line belongs to; None for a line that is there no longer, too."""
        mark = self._lines[index].mark if index < len(self._lines) else None
        return None if mark is None else self.marks[mark]

    def paint_row(self, index: int, line: int) -> Strip:  # noqa: ARG002 - rows of one line
        """A line of the margin."""
        shown = self._lines[index]
        style = self.get_component_rich_style
        bar = Segment(sign("▌") if shown.focused and self.has_focus else " ", style("margin--focused"))
        if shown.actions:
            words = [
                piece
                for word, _action in shown.actions
                for piece in (Segment("  ", style("margin--text")), Segment(word, style("margin--action")))
            ]
            return Strip([bar, *words])
        text = shorten(shown.text, self.size.width - 2)
        if shown.style.startswith("margin--"):
            return Strip([bar, Segment(text, style(shown.style))])
        hue = self._hue_by_label.get(shown.style, "grey")
        ink, plain = style(f"ink-{hue}"), style("margin--text")
        suggested = text.startswith(sign("○"))
        return Strip([bar, Segment(text[:1], ink), Segment(text[1:], ink if suggested else plain)])

    def on_focus(self) -> None:
        """The keys are here now."""
        self.repaint()

    def on_blur(self) -> None:
        """The keys are elsewhere."""
        self.repaint()

    def on_click(self, event: events.Click) -> None:
        """A word that does something does it; else the annotation under the mouse is chosen."""
        event.prevent_default()  # a list chooses whatever row is clicked
        event.stop()
        # A double click is two clicks on what may not be the same by then: the second does nothing.
        where = event.get_content_offset(self)
        index = self.row_count if where is None else self.first + where.y
        if event.chain > 1 or where is None or index >= self.row_count:
            return
        cell = 1
        for word, action in self._lines[index].actions:
            if cell <= where.x < cell + 2 + text_cells(word):
                self.app.call_later(self.screen.run_action, action)
                return
            cell += 2 + text_cells(word)
        if self._lines[index].mark is not None:
            self.post_message(self.Chosen(self, index))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel moves the list, not the cursor."""
        event.prevent_default()
        event.stop()
        self.scroll_rows(1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel moves the list, not the cursor."""
        event.prevent_default()
        event.stop()
        self.scroll_rows(-1)

    def action_move(self, steps: int) -> None:
        """Chooses the next or previous annotation."""
        here = self._lines[self.cursor].mark if self._lines and self._lines[self.cursor].focused else None
        self._choose(here + steps if here is not None else 0 if steps > 0 else len(self.marks) - 1)

    def action_move_to(self, index: int) -> None:
        """Chooses the first or the last annotation."""
        self._choose(index if index >= 0 else len(self.marks) - 1)

    def action_leave(self) -> None:
        """Gives the keys back to the page; the annotation stays selected."""
        self.post_message(self.Left(self))

    def _choose(self, mark: int) -> None:
        mark = max(0, min(mark, len(self.marks) - 1))
        row = next((row for row, line in enumerate(self._lines) if line.mark == mark), None)
        if row is not None:
            self.post_message(self.Chosen(self, row))


def origin_of(mark: Annotation, decisions: Decisions | None = None) -> str:
    """Where a mark is from, empty for a person's; with the share of the rule's suggestions that people accept.

    The share is left out while too few are decided to tell.
    """
    if mark.origin == HUMAN:
        return ""
    kind, _colon, name = mark.origin.partition(":")
    told = {"rule": _("rule {name}"), "import": _("import {name}"), "model": _("model {name}")}.get(
        kind, f"{kind} {{name}}"
    )
    where = told.format(name=name.rpartition("/")[2])
    enough = decisions is not None and decisions.accepted + decisions.rejected >= _ENOUGH
    return f"{where} {decisions.acceptance:.0%}" if decisions is not None and enough else where


def rule_told_briefly(decisions: Decisions | None) -> str:
    """The rule and how many of its decided suggestions people have accepted; empty where none is decided."""
    if decisions is None or decisions.acceptance is None:
        return ""
    return f"{decisions.rule.rpartition('/')[2]} {decisions.accepted}/{decisions.accepted + decisions.rejected}"


def rule_told(decisions: Decisions | None) -> str:
    """How many of a rule's suggestions people have accepted; empty where none is decided."""
    if decisions is None or decisions.acceptance is None:
        return ""
    return _("{accepted} of {decided} accepted").format(
        accepted=f"{decisions.accepted:,}", decided=f"{decisions.accepted + decisions.rejected:,}"
    )


def is_bad(decisions: Decisions) -> bool:
    """Whether people have rejected more of what a rule suggests than they accept."""
    share = decisions.acceptance
    return share is not None and share < BAD and decisions.accepted + decisions.rejected >= _ENOUGH


def _quantity(mark: Annotation) -> str:
    return " ".join(str(mark.attributes[key]) for key in ("value", "unit") if mark.attributes.get(key))
