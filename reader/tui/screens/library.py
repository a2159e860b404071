"""The library screen: what there is to read, and how far one has come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on, work
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from reader.errors import ReaderError
from reader.library import Library
from reader.library.documents import Overview
from reader.remembered import recall, remember
from reader.text.folding import fold
from reader.translation import _
from reader.tui.bindings import LIBRARY
from reader.tui.commands import bindings_of, in_force
from reader.tui.hints import IN_EMPTY_LIBRARY
from reader.tui.moments import saved
from reader.tui.order import Order, arranged, by_name
from reader.tui.screens.working import Working
from reader.tui.widgets.bars import Fact, Foot, FootLine, HeadLine
from reader.tui.widgets.document_list import ColumnNames, DocumentList
from reader.tui.widgets.job_bar import JobBar
from reader.tui.widgets.line_input import LineInput
from reader.tui.widgets.welcome import Welcome
from reader.wording import plural

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.events import DescendantFocus

    from reader.desk import Desk
    from reader.documents.model import Entry

AT_ONCE = 500  # documents that are read while one waits; a larger library is read beside the screen
_SORTED = "library.sorted"


class LibraryScreen(Working):
    """All documents; filter, sort, open, import."""

    BINDINGS = bindings_of(LIBRARY)
    CSS_PATH = "library.tcss"
    AUTO_FOCUS = "#documents"
    COMMANDS_OF: ClassVar = LIBRARY

    documents = getters.query_one("#documents", DocumentList)
    columns = getters.query_one("#columns", ColumnNames)
    head = getters.query_one("#head", HeadLine)
    shown = getters.query_one("#shown", Static)
    foot = getters.query_one("#foot", FootLine)
    query_input = getters.query_one("#query", Input)

    @dataclass
    class Read(Message):
        """A large library was read."""

        overviews: list[Overview]
        folded: dict[int, str]

    @dataclass
    class ReadFailed(Message):
        """It could not be read."""

        error: ReaderError

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._overviews: list[Overview] = []
        self._arranged: list[Overview] = []
        self._folded: dict[int, str] = {}  # what a filter looks through, by document
        self._count = 0  # documents in the library; more than _overviews while it is being read
        self._order, self._falling = _remembered_order()
        self._only_recent = False
        self._searched = ""  # what was searched for last

    def compose(self) -> ComposeResult:
        """Head, filter, columns, list, work, foot."""
        yield HeadLine(id="head")
        with Horizontal(id="filter"):
            yield Static("/ ", id="slash")
            yield LineInput(placeholder=_("filter"), id="query")
            yield Static("", id="shown", markup=False)
        yield ColumnNames(id="columns")
        yield Welcome(in_force(LIBRARY, self.app.settings.keys), id="welcome")
        yield DocumentList(id="documents")
        yield JobBar(id="job")
        yield FootLine(in_force(LIBRARY, self.app.settings.keys), id="foot")

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """The bottom line names the keys that matter where one writes."""
        self._show_foot(event.widget.id or "")

    def _show_foot(self, focused: str) -> None:
        told = {
            "job-written": _("Enter takes it · Tab completes it · Esc leaves it")
            if self.job_bar.completes
            else _("Enter takes it · Esc leaves it"),
            "query": _("Enter goes to the list · Esc leaves the filter"),
        }
        last = saved(self.desk.last_saved(), self.desk.now())
        hints = () if self._count else IN_EMPTY_LIBRARY
        self.foot.show(Foot(last, told.get(focused, ""), hints, may_write=self.desk.library.may_write))

    # What there is

    def on_screen_resume(self) -> None:
        """What was done in a document shows here when one comes back."""
        self.read_again()

    def read_again(self) -> None:
        """Reads what there is: all of a small library now, a large one beside the screen."""
        documents = self.desk.library.documents
        self._count = documents.totals().documents
        if self._count > AT_ONCE:
            self._read_all()
        if self._count <= AT_ONCE or (not self._overviews and self._order is Order.NAME):
            self._take(by_name(documents.overviews(self.desk.annotator, AT_ONCE)))
        else:
            self._show_head()

    @work(thread=True, group="overviews", exclusive=True, exit_on_error=False)
    def _read_all(self) -> None:
        worker = get_current_worker()
        try:
            with Library(self.desk.library.path) as library, library.speaking():
                overviews = by_name(library.documents.overviews(self.desk.annotator))
        except ReaderError as error:
            self.post_message(self.ReadFailed(error))
            return
        folded = {one.entry.id: self._folded.get(one.entry.id) or _match_form(one) for one in overviews}
        if not worker.is_cancelled:
            self.post_message(self.Read(overviews, folded))

    def on_library_screen_read(self, event: Read) -> None:
        """Shows all of a large library."""
        self._folded = event.folded
        self._count = max(self._count, len(event.overviews))
        self._take(event.overviews)

    def on_library_screen_read_failed(self, event: ReadFailed) -> None:
        """Tells why it is not shown."""
        self.app.tell_failure(event.error)

    def take_fresh(self, entries: list[Entry]) -> None:
        """Lists documents at the end as they are imported; when all are there, they come into their order."""
        known = {overview.entry.id for overview in self._overviews}  # read again meanwhile, they may be there
        fresh = [Overview(entry, 0, 0, 0, "") for entry in entries if entry.id not in known]
        self._count += len(fresh)
        self._overviews = [*self._overviews, *fresh]
        self._arranged = [*self._arranged, *fresh]
        self._filter()
        self._show_head()

    def _take(self, overviews: list[Overview]) -> None:
        self._overviews = overviews
        self._arrange()
        self._show_head()

    def _show_head(self) -> None:
        overviews = self._overviews
        documents = plural(self._count, "{count} document", "{count} documents")
        facts = Fact(documents)
        if len(overviews) == self._count:
            paragraphs = sum(overview.entry.paragraphs for overview in overviews)
            marks = (
                plural(
                    sum(overview.annotations for overview in overviews), "{count} annotation", "{count} annotations"
                ),
                plural(
                    sum(overview.suggestions for overview in overviews), "{count} suggestion", "{count} suggestions"
                ),
            )
            told = plural(paragraphs, "{count} paragraph", "{count} paragraphs")
            facts = Fact(" · ".join((documents, told, *marks)), short=" · ".join((documents, *marks)))
        waiting = sum(overview.reviews for overview in overviews)
        review = _("v: {count:,} to review").format(count=waiting) if waiting else ""
        self.head.show(self.desk.library.path.name, (facts, review))
        self.set_class(not self._count, "-empty")
        self._show_foot((self.focused.id or "") if self.focused else "")

    # Sorting and filtering

    def _arrange(self) -> None:
        self._arranged = arranged(self._overviews, self._order, falling=self._falling)
        self.columns.show(self._order, falling=self._falling)
        self._filter()

    @on(Input.Changed, "#query")
    def _filter(self) -> None:
        wanted = fold(self.query_input.value.strip()).view
        shown = [one for one in self._arranged if not self._only_recent or one.last_read]
        if wanted:
            shown = [one for one in shown if wanted in self._match_form(one)]
        self.documents.show(shown, wanted)
        self.shown.update(self._told(len(shown), filtered=bool(wanted)))

    def _match_form(self, overview: Overview) -> str:
        known = self._folded.get(overview.entry.id)
        if known is None:
            known = self._folded[overview.entry.id] = _match_form(overview)
        return known

    def _told(self, count: int, *, filtered: bool) -> str:
        if not self._count:
            return ""
        if filtered or self._only_recent:
            told = _("{count:,} of {total:,} documents").format(count=count, total=self._count)
            return _("read lately: {told}").format(told=told) if self._only_recent else told
        if self._order is Order.NAME:
            return ""
        return _("sorted by {order}").format(order=self._order.told)

    @on(Input.Submitted, "#query")
    def back_to_list(self) -> None:
        """Puts the keys back to the list."""
        self.set_focus(self.documents)

    def action_sort(self) -> None:
        """Sorts by the next column."""
        self._sort(self._order.following)

    def action_reverse(self) -> None:
        """Sorts the other way round."""
        self._sort(self._order)

    @on(ColumnNames.Chosen, "#columns")
    def _sort_by_click(self, event: ColumnNames.Chosen) -> None:
        self._sort(event.order)

    def _sort(self, order: Order) -> None:
        """Sorts by a column; by the same one again: the other way round."""
        self._falling = not self._falling if order is self._order else order.falls
        self._order = order
        remember(_SORTED, [order.value, self._falling])
        self._arrange()

    def action_recent(self) -> None:
        """Only what one has read, the latest first; again: everything, as before."""
        self._only_recent = not self._only_recent
        if self._only_recent:
            self._order, self._falling = Order.LAST, True
        else:
            self._order, self._falling = _remembered_order()
        self._arrange()
        self.documents.move_to(0)

    def action_filter(self) -> None:
        """Puts the cursor into the filter."""
        self.set_focus(self.query_input)

    def action_leave(self) -> None:
        """Leaves the filter; stops what is at work; takes away what was told; empties the filter."""
        if not self.documents.has_focus:
            self.set_focus(self.documents)
        elif self.stop_work():
            pass
        elif self.job_bar.has_class("telling"):
            self.job_bar.hide()
        elif self.query_input.value:
            self.query_input.value = ""
        elif self._only_recent:
            self.action_recent()

    # Moving and opening

    def action_move(self, steps: int) -> None:
        """Next or previous document."""
        self.documents.move_to(self.documents.cursor + steps)

    def action_move_page(self, pages: int) -> None:
        """Next or previous page."""
        self.documents.move_to(self.documents.cursor + pages * self.documents.page_rows)

    def action_move_to(self, index: int) -> None:
        """The first or the last document."""
        self.documents.move_to(index if index >= 0 else self.documents.row_count - 1)

    @on(DocumentList.Chosen, "#documents")
    def action_open(self) -> None:
        """Opens the document under the cursor."""
        if self.documents.current is not None:
            self.app.open_document(self.documents.current.entry.id)

    def action_search(self) -> None:
        """To the search of all documents."""
        from reader.tui.screens.search import SearchScreen

        self.app.push_screen(SearchScreen(self.desk, self._searched), self._keep_searched)

    def _keep_searched(self, query: str | None) -> None:
        self._searched = query or ""

    def action_review(self) -> None:
        """To what a new version left uncertain."""
        from reader.tui.screens.review import ReviewScreen

        self.app.push_screen(ReviewScreen(self.desk))

    def action_bookmarks(self) -> None:
        """To the bookmarks."""
        from reader.tui.screens.bookmarks import BookmarksScreen

        self.app.push_screen(BookmarksScreen(self.desk))

    def marks_in(self, entries: list[Entry]) -> int:
        """How many annotations stand in documents, suggestions and what waits for review counted."""
        meant = {entry.id for entry in entries}
        return sum(one.annotations + one.suggestions + one.reviews for one in self._overviews if one.entry.id in meant)

    @property
    def chosen_names(self) -> tuple[str, tuple[str, ...]]:
        """The document under the cursor, and those that a filter has left; empty where there is none."""
        current = self.documents.current
        listed = [overview.entry.name for overview in self.documents.overviews]
        is_filtered = bool(self.query_input.value.strip()) or self._only_recent
        return "" if current is None else current.entry.name, tuple(listed) if is_filtered else ()

    def entries_meant(self, *, everything: bool) -> list[Entry]:
        """The documents that are listed, or the one under the cursor."""
        if everything:
            return [overview.entry for overview in self.documents.overviews]
        return [self.documents.current.entry] if self.documents.current is not None else []


def _match_form(overview: Overview) -> str:
    return fold(f"{overview.entry.title}\n{overview.entry.name}").view


def _remembered_order() -> tuple[Order, bool]:
    match recall(_SORTED):
        case [str(order), bool(falling)] if order in list(Order):
            return Order(order), falling
        case _:
            return Order.NAME, False
