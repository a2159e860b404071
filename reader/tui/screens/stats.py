"""Numbers at a glance: what is marked by label, document, rule and person, and how it came about day by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on, work
from textual.containers import VerticalScroll
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Sparkline, Static

from reader.errors import ReaderError
from reader.library import Library
from reader.translation import _
from reader.tui.bindings import STATS
from reader.tui.commands import bindings_of, in_force
from reader.tui.themes import hue_of
from reader.tui.widgets.bar_list import Bar, BarList, Column
from reader.tui.widgets.bars import FootLine, HeadLine
from reader.wording import plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from reader.desk import Desk
    from reader.library.stats import Day, Numbers
    from reader.tui.app import PizhuApp

SHOWN = 40  # documents, rules and people that are listed
DAYS = 14  # days that are listed, the last ones
_PARTS = ("totals", "labels", "days", "rules", "documents", "people")


class StatsScreen(Screen[None]):
    """Bars, one part below the other."""

    BINDINGS = bindings_of(STATS)
    CSS_PATH: ClassVar = ["hues.tcss", "stats.tcss"]
    COMMANDS_OF: ClassVar = STATS

    app: getters.app[PizhuApp]
    head = getters.query_one("#head", HeadLine)
    scroller = getters.query_one("#numbers", VerticalScroll)
    totals = getters.query_one("#totals", Static)

    @dataclass
    class Counted(Message):
        """The numbers are there."""

        numbers: Numbers

    @dataclass
    class Failed(Message):
        """The numbers could not be had."""

        error: ReaderError

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    def compose(self) -> ComposeResult:
        """Head, parts, foot."""
        yield HeadLine(id="head")
        with VerticalScroll(id="numbers", can_focus=False):
            yield Static(_("Counting …"), id="totals", markup=False)
            yield BarList(id="labels")
            yield Static("", id="days-title", markup=False)
            yield Sparkline([], id="days-line")
            yield Static("", id="days-span", markup=False)
            yield BarList(id="days")
            yield BarList(id="rules")
            yield BarList(id="documents")
            yield BarList(id="people")
        yield FootLine(in_force(STATS, self.app.settings.keys), id="foot")

    def on_mount(self) -> None:
        """Counts, and shows what there is when it is known."""
        self.head.show(_("Numbers"), (self.desk.library.path.name,))
        self.action_count()

    def action_count(self) -> None:
        """Counts again."""
        self._count()

    @work(thread=True, group="stats", exclusive=True, exit_on_error=False)
    def _count(self) -> None:
        try:
            with Library(self.desk.library.path) as library, library.speaking():
                self.post_message(self.Counted(library.stats.numbers(SHOWN)))
        except ReaderError as error:
            self.post_message(self.Failed(error))

    @on(Failed)
    def _tell_failure(self, event: Failed) -> None:
        self.app.tell_failure(event.error)

    @on(Counted)
    def _show(self, event: Counted) -> None:
        numbers = event.numbers
        accepted = Column(_("accepted"), "━")
        open_ones, rejected = Column(_("to decide"), "─"), Column(_("rejected"), "·")
        self.totals.update(
            " · ".join(
                (
                    plural(numbers.documents_count, "{count} document", "{count} documents"),
                    plural(
                        sum(count.accepted for count in numbers.labels), "{count} annotation", "{count} annotations"
                    ),
                    plural(
                        sum(count.suggested for count in numbers.labels), "{count} suggestion", "{count} suggestions"
                    ),
                    _("{count} rejected").format(count=f"{sum(count.rejected for count in numbers.labels):,}"),
                )
            )
        )
        columns = (accepted, open_ones, rejected)
        self.query_one("#labels", BarList).show(
            _("By label"),
            columns,
            [
                Bar(
                    count.label.name,
                    (count.accepted, count.suggested, count.rejected),
                    hue=hue_of(count.label.colour, count.label.position),
                )
                for count in numbers.labels
            ],
        )
        self._show_days(numbers.days)
        self.query_one("#rules", BarList).show(
            _("By rule, the most refused first"),
            (*columns, Column(_("share"))),
            [
                Bar(
                    f"{rule.rule}  {rule.label}",
                    (rule.accepted, rule.open, rule.rejected),
                    "" if rule.acceptance is None else f"{rule.acceptance:.0%}",
                )
                for rule in numbers.rules
            ],
        )
        more = numbers.documents_count - len(numbers.documents)
        self.query_one("#documents", BarList).show(
            _("By document, the {count} with most").format(count=len(numbers.documents))
            if more > 0
            else _("By document"),
            columns,
            [Bar(one.title or one.name, (one.accepted, one.suggested, one.rejected)) for one in numbers.documents],
        )
        self.query_one("#people", BarList).show(
            _("By person"),
            (accepted, rejected, Column(_("¶ read"))),
            [Bar(one.annotator, (one.accepted, one.rejected), f"{one.paragraphs_read:,}") for one in numbers.people],
        )

    def _show_days(self, days: Sequence[Day]) -> None:
        self.query_one("#days-title", Static).update(_("Day by day") if days else _("Nothing is decided yet"))
        line = self.query_one("#days-line", Sparkline)
        line.display = len(days) > 1
        line.data = every_day(days)
        span = self.query_one("#days-span", Static)
        span.display = bool(days)
        if days:
            span.update(
                _("{first} … {last}: {days}, most on one day {most}").format(
                    first=days[0].day,
                    last=days[-1].day,
                    days=plural(len(days), "{count} day with work", "{count} days with work"),
                    most=f"{max(day.accepted + day.rejected for day in days):,}",
                )
            )
        bars = self.query_one("#days", BarList)
        bars.display = bool(days)
        self.query_one("#days-title", Static).set_class(not days, "-alone")
        bars.show(
            _("The last days with work") if len(days) > DAYS else "",
            (Column(_("accepted"), "━"), Column(_("rejected"), "·")),
            [Bar(day.day, (day.accepted, day.rejected)) for day in reversed(days[-DAYS:])],
        )

    # Moving

    def action_scroll(self, lines: int) -> None:
        """Some lines down or up."""
        self.scroller.scroll_relative(y=3 * lines, animate=False)

    def action_scroll_page(self, pages: int) -> None:
        """A page down or up."""
        self.scroller.scroll_relative(y=pages * max(1, self.scroller.size.height - 2), animate=False)

    def action_scroll_to(self, bottom: bool) -> None:
        """To the top or the bottom."""
        self.scroller.scroll_to(y=self.scroller.max_scroll_y if bottom else 0, animate=False)

    def action_part(self, steps: int) -> None:
        """The next or previous part to the top of the screen."""
        tops = sorted({min(self._top_of(part), self.scroller.max_scroll_y) for part in _PARTS})
        here = round(self.scroller.scroll_y)
        ahead = [top for top in tops if top > here] if steps > 0 else [top for top in tops if top < here]
        if ahead:
            self.scroller.scroll_to(y=ahead[0] if steps > 0 else ahead[-1], animate=False)

    def _top_of(self, part: str) -> int:
        widget = self.query_one("#days-title" if part == "days" else f"#{part}")
        return widget.virtual_region.y - 1

    def action_back(self) -> None:
        """Back."""
        self.dismiss()


def every_day(days: Sequence[Day]) -> list[float]:
    """How much was decided on each day from the first to the last, also on those without any."""
    if not days:
        return []
    done = {date.fromisoformat(day.day): day.accepted + day.rejected for day in days}
    first, last = min(done), max(done)
    return [float(done.get(first + timedelta(n), 0)) for n in range((last - first).days + 1)]
