"""Finding in the document that is open: as one writes, and from hit to hit."""

from __future__ import annotations

from textual import getters, on

from reader.translation import _
from reader.tui.screens.annotating import Annotating
from reader.tui.widgets.find_bar import FindBar


class Finding(Annotating):
    """The part of the reading screen that finds."""

    find_bar = getters.query_one("#find", FindBar)
    _find_from = 0  # where one was when one began to write

    def action_find(self) -> None:
        """Opens the line in which one writes what to find."""
        self._tag_made()
        self._find_from = self.page.at.offset
        self.find_bar.open_with(self.page.at.query)

    @on(FindBar.Written)
    def _find_as_written(self, event: FindBar.Written) -> None:
        self.page.at.query = event.query
        search, document = self.desk.library.search, self.opened.entry.id
        hit = next(search.hits(event.query, document, start=self._find_from), None)
        hit = hit or next(search.hits(event.query, document), None)
        self.page.at.select(hit.span if hit else None)
        self.page.show()
        count = search.count(event.query, document)
        self.find_bar.tell(_("{count:,} found").format(count=count) if event.query.strip() else "")

    @on(FindBar.Closed)
    def _leave_find(self, event: FindBar.Closed) -> None:
        self.set_focus(self.page)
        if not event.kept:
            self.page.at.query = ""
            self.page.at.select(None)
            self.page.at.go_to(self.opened.number_at(self._find_from))
        self.page.show()

    @on(FindBar.Stepped)
    def _step(self, event: FindBar.Stepped) -> None:
        self.action_find_next(event.steps)

    async def action_in_find(self, action: str) -> None:
        """What a click on a hint does while one writes what to find."""
        await self.find_bar.run_action(action)

    def action_find_next(self, steps: int) -> None:
        """Selects the next or previous hit, and goes on at the other end of the document."""
        self._tag_made()
        at, search, document = self.page.at, self.desk.library.search, self.opened.entry.id
        if not at.query:
            self._tell(_("Nothing to find; /: write it"))
            return
        if steps > 0:
            start = at.selection.start + 1 if at.selection else at.offset
            hit = next(search.hits(at.query, document, start=start), None) or next(
                search.hits(at.query, document), None
            )
        else:
            hit = search.previous(at.query, document, at.offset)
            hit = hit or search.previous(at.query, document, self.opened.entry.length)
        if hit is None:
            self._tell(_("Not found: {query}").format(query=at.query))
            return
        at.select(hit.span)
        self.page.show()
