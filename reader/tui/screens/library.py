"""The library screen: what there is to read, and how far one has come."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import getters, on
from textual.containers import Horizontal
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input, Static

from reader.text.folding import fold
from reader.translation import _
from reader.tui.bindings import LIBRARY, bindings_of
from reader.tui.screens.review import ReviewScreen
from reader.tui.screens.search import SearchScreen
from reader.tui.widgets.bars import FootLine, HeadLine
from reader.tui.widgets.document_list import DocumentList
from reader.wording import plural

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from reader.desk import Desk
    from reader.library.documents import Overview
    from reader.tui.app import PizhuApp


class ColumnNames(Widget):
    """The line above the list."""

    def __init__(self, documents: DocumentList) -> None:
        super().__init__(id="columns")
        self._documents = documents

    def render_line(self, y: int) -> Strip:
        """The names of the columns, where the list has them."""
        if y:
            return Strip.blank(self.size.width, self.rich_style)
        return self._documents.heading().adjust_cell_length(self.size.width, self.rich_style)


class LibraryScreen(Screen[None]):
    """All documents; filter, open."""

    BINDINGS = bindings_of(LIBRARY)
    CSS_PATH = "library.tcss"
    AUTO_FOCUS = "#documents"
    COMMANDS_OF: ClassVar = LIBRARY

    app: getters.app[PizhuApp]
    documents = getters.query_one("#documents", DocumentList)
    head = getters.query_one("#head", HeadLine)
    shown = getters.query_one("#shown", Static)
    query_input = getters.query_one("#query", Input)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._overviews: list[Overview] = []

    def compose(self) -> ComposeResult:
        """Head, filter, columns, list, foot."""
        documents = DocumentList(id="documents")
        yield HeadLine(id="head")
        with Horizontal(id="filter"):
            yield Static("/ ", id="slash")
            yield Input(placeholder="filter", id="query")
            yield Static("", id="shown", markup=False)
        yield ColumnNames(documents)
        yield documents
        yield FootLine(LIBRARY, id="foot")

    def on_screen_resume(self) -> None:
        """What was done in a document shows here when one comes back."""
        self._overviews = self.desk.library.documents.overviews(self.desk.annotator)
        documents = len(self._overviews)
        paragraphs = sum(overview.entry.paragraphs for overview in self._overviews)
        annotations = sum(overview.annotations for overview in self._overviews)
        suggestions = sum(overview.suggestions for overview in self._overviews)
        waiting = sum(overview.reviews for overview in self._overviews)
        self.head.show(
            self.desk.library.path.name,
            (
                f"{paragraphs:,} paragraphs",
                " · ".join(
                    (
                        plural(documents, "document"),
                        plural(annotations, "annotation"),
                        plural(suggestions, "suggestion"),
                    )
                ),
                _("r: {count} to review").format(count=waiting) if waiting else "",
            ),
        )
        self._filter(self.query_input.value)

    @on(Input.Changed, "#query")
    def _filter_as_typed(self, event: Input.Changed) -> None:
        self._filter(event.value)

    @on(Input.Submitted, "#query")
    def _back_to_list(self) -> None:
        self.documents.focus()

    def _filter(self, wanted: str) -> None:
        wanted = fold(wanted.strip()).view
        shown = [
            overview
            for overview in self._overviews
            if wanted in fold(f"{overview.entry.title}\n{overview.entry.name}").view
        ]
        self.documents.show(shown)
        self.shown.update(f"{len(shown):,} of {len(self._overviews):,} documents" if wanted else "")
        if not self._overviews:
            self.shown.update("No documents yet: pizhu import PATH, or pizhu samples")

    @on(DocumentList.Chosen)
    def _open_clicked(self) -> None:
        self.action_open()

    def key_escape(self) -> None:
        """Leaves the filter, then empties it."""
        if self.documents.has_focus:
            self.query_input.value = ""
        else:
            self.documents.focus()

    def action_review(self) -> None:
        """To what a new version left uncertain."""
        self.app.push_screen(ReviewScreen(self.desk))

    def action_search(self) -> None:
        """To the search of all documents."""
        self.app.push_screen(SearchScreen(self.desk))

    def action_filter(self) -> None:
        """Puts the cursor into the filter."""
        self.query_input.focus()

    def action_move(self, steps: int) -> None:
        """Next or previous document."""
        self.documents.move_to(self.documents.cursor + steps)

    def action_move_page(self, pages: int) -> None:
        """Next or previous page."""
        self.documents.move_to(self.documents.cursor + pages * self.documents.page_rows)

    def action_move_to(self, index: int) -> None:
        """The first or the last document."""
        self.documents.move_to(index if index >= 0 else self.documents.row_count - 1)

    def action_open(self) -> None:
        """Opens the document under the cursor."""
        if self.documents.overviews:
            self.app.open_document(self.documents.overviews[self.documents.cursor].entry.id)
