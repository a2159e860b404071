"""The mouse on the page, and the menu of what can be done where one is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from reader.annotations.model import Annotation, Status
from reader.translation import _
from reader.tui.bindings import READING
from reader.tui.commands import in_force
from reader.tui.screens.deciding import Deciding
from reader.tui.screens.menu import Item, MenuScreen
from reader.tui.widgets.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.geometry import Offset

    from reader.text.spans import Span

_SUGGESTED = (
    "suggestion.accept",
    "suggestion.reject",
    "annotation.save_next",
    "suggestion.reject_next",
    "annotation.note",
)
_CORRECTED = ("suggestion.accept", "annotation.save_next", "selection.clear")
_DECIDED = ("annotation.note", "annotation.delete")
_OF_RULE = ("rule.accept", "rule.reject")
_SELECTED = ("everywhere", "selection.grow", "selection.shrink", "paragraph.extend")
_OF_PARAGRAPH = ("paragraph.accept", "paragraph.reject")
_ANYWHERE = (
    "copy.shown",
    "copy.source",
    "copy.citation",
    "",
    "script.toggle",
    "view.parallel",
    "",
    "history.undo",
    "history.redo",
    "palette",
)


class Pointing(Deciding):
    """The part of the reading screen that takes what the mouse points at."""

    @on(Page.Clicked, "#page")
    def _point(self, event: Page.Clicked) -> None:
        """A click on an annotation selects it, another the next one there; the right button opens the menu."""
        here = self._marks_at(event.character)
        if event.menu is None:
            if here:
                chosen = [mark.id for mark in here].index(self._focus_id) + 1 if self._focus_id in map(_id, here) else 0
                self._select(here[chosen % len(here)])
            return
        if self.page.at.selection is None:
            words = self.opened.words(self.page.at.current)
            if here:
                self._select(here[0])
            else:
                self.page.at.select(next((word for word in words if word.contains(event.character)), event.character))
                self.page.show()
        self._open_menu(event.menu)

    def _marks_at(self, character: Span) -> list[Annotation]:
        """The annotations on a character, the innermost first."""
        marks = self.opened.marks(self.page.at.current)
        return sorted((mark for mark in marks if mark.span.contains(character)), key=lambda mark: len(mark.span))

    @on(Page.Selected, "#page")
    def _tag_selected(self) -> None:
        """While a label is held, what the mouse selects gets it."""
        if self._held and self.page.at.selection is not None:
            self._tag(self._held)

    @on(Page.Left, "#page")
    def _tag_left(self, event: Page.Left) -> None:
        """What was selected by keyboard while a label is held gets it, too, where the mouse goes on."""
        corrected = self._correcting is not None and self._correcting[1] == event.span
        if self._held and not corrected:
            self._tag(self._held, event.span)

    def label_items(self) -> Iterator[Item]:
        """What can be done with each label where one is; those with no digit are reached this way."""
        chosen = self._chosen()
        for label in sorted(self._labels, key=lambda label: not label.key):
            if chosen is None:
                yield Item(_("Tag: {label}").format(label=label.name), label.key, f"tag_as({label.name!r})")
            elif label.name != chosen.label:
                yield Item(_("It is: {label}").format(label=label.name), "", f"relabel_as({label.name!r})")

    def action_menu(self) -> None:
        """What can be done where one is."""
        self._open_menu(None)

    def _open_menu(self, at: Offset | None) -> None:
        async def do(action: str | None) -> None:
            if action and not self.look_around():
                await self.run_action(action)

        self.app.push_screen(MenuScreen(list(self._items()), at), do)

    def _items(self) -> Iterator[Item]:
        commands = {command.id: command for command in in_force(READING, self.app.settings.keys)}
        chosen = self._chosen()
        suggested = chosen is not None and chosen.status is Status.SUGGESTED

        def items(*ids: str) -> Iterator[Item]:
            for one in ids:
                yield (
                    Item(commands[one].told, commands[one].shown.split(" ")[0], commands[one].action) if one else Item()
                )

        if self._corrected() is not None:
            yield from items(*_CORRECTED, "")
        elif chosen is not None:
            yield from items(*(_SUGGESTED if suggested else _DECIDED), "")
        yield from self.label_items()
        yield Item()
        if suggested:
            yield from items(*_OF_RULE, "")
        elif self.page.at.selection is not None:
            yield from items(*_SELECTED, "")
        elif any(mark.status is Status.SUGGESTED for mark in self.opened.marks(self.page.at.current)):
            yield from items(*_OF_PARAGRAPH, "")
        yield from items(*_ANYWHERE)


def _id(mark: Annotation) -> str:
    return mark.id
