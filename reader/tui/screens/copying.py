"""Copying a passage of the document that is open: as shown, as it stands in the source, with where it stands."""

from __future__ import annotations

from reader.text.scripts import convert
from reader.text.spans import Span
from reader.translation import _
from reader.tui.screens.document import DocumentScreen

LONGEST = 50_000  # characters; terminals take little more at once


class Copying(DocumentScreen):
    """The part of the reading screen that copies."""

    def action_copy(self, how: str) -> None:
        """Copies the selection, or the current paragraph: `shown`, `source` or with a `citation`."""
        span = self.page.at.target
        if len(span) > LONGEST:
            self._tell(_("Too long for the clipboard; pizhu export writes files"))
            return
        text = self.opened.text(span) if how == "source" else self._shown(span)
        # The clipboard gets it in base64, so that nothing in the text is an escape to the terminal.
        self.app.copy_to_clipboard(self._cited(text) if how == "citation" else text)
        told = {
            "shown": _("copied as shown: {count} characters"),
            "source": _("copied from the source: {count} characters"),
            "citation": _("copied with its place: {count} characters"),
        }
        self._tell(told[how].format(count=f"{len(text):,}"))

    def _shown(self, span: Span) -> str:
        """A passage in the script of the page; converted by paragraph, for words are known by what is around them."""
        at, opened = self.page.at, self.opened
        parts = []
        done = span.start
        for number in range(opened.number_at(span.start), opened.number_at(span.end - 1) + 1):
            passage = opened.passage(number)
            here = passage.paragraph.span.intersection(span)
            if here is None:
                continue
            view = convert(passage.text, at.script, source=opened.script, dictionary=opened.dictionary)
            shown = view.to_view(here.shift(-passage.paragraph.span.start)).span
            parts += [opened.text(Span(done, here.start)), shown.slice(view.view)]
            done = here.end
        return "".join([*parts, opened.text(Span(done, span.end))])

    def _cited(self, text: str) -> str:
        entry = self.opened.entry
        facts = ", ".join(fact for fact in (entry.publisher, entry.date) if fact)
        where = f"{entry.heading} ({facts})" if facts else entry.heading
        return _("“{text}” — {where}, ¶ {number}").format(text=text.strip(), where=where, number=self.page.at.current)
