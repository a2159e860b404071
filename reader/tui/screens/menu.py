"""The menu of what can be done with what is under the cursor or the mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.text import Text
from textual import getters, on
from textual.binding import Binding
from textual.screen import ModalScreen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from reader.text.cells import text_cells
from reader.tui.layout import shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.geometry import Offset

_KEY_CELLS = 11


class Item(NamedTuple):
    """A line of the menu; an empty title draws a rule."""

    title: str = ""
    key: str = ""
    action: str = ""


class MenuScreen(ModalScreen[str | None]):
    """Gives the action that was chosen, by Enter or a click; None for none. A click beside the menu closes it."""

    BINDINGS: ClassVar = [
        Binding("escape,q,full_stop,ideographic_full_stop", "leave", "Close", show=False),
        Binding("j", "down", show=False),
        Binding("k", "up", show=False),
    ]

    CSS_PATH = "menu.tcss"

    options = getters.query_one("#menu", OptionList)

    def __init__(self, items: Sequence[Item], at: Offset | None = None) -> None:
        super().__init__()
        self._items = items
        self._at = at  # the cell of the screen next to which it opens; in the middle where it is None

    def compose(self) -> ComposeResult:
        """The items."""
        longest = max((text_cells(item.title) for item in self._items), default=0)
        wide = min(longest + _KEY_CELLS + 4, self.app.size.width)
        options = OptionList(*(self._option(item, wide) for item in self._items), id="menu")
        options.styles.width = wide
        options.styles.max_height = max(3, self.app.size.height - 2)
        if self._at is not None:
            self.styles.align = ("left", "top")
            height = min(len(self._items) + 2, self.app.size.height)
            options.styles.offset = (
                max(0, min(self._at.x, self.app.size.width - wide)),
                max(0, min(self._at.y + 1, self.app.size.height - height)),
            )
        yield options

    def _option(self, item: Item, wide: int) -> Option | None:
        if not item.title:
            return None
        title = shorten(item.title, wide - _KEY_CELLS - 3)
        air = " " * max(1, wide - 3 - text_cells(title) - text_cells(item.key))
        return Option(Text.assemble(title, air, (item.key, "dim")), id=item.action)

    @on(OptionList.OptionSelected)
    def _choose(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(event.option.id)

    def on_click(self, event: events.Click) -> None:
        """A click beside the menu closes it."""
        if event.widget is self:
            self.dismiss(None)

    def action_down(self) -> None:
        """The next item."""
        self.options.action_cursor_down()

    def action_up(self) -> None:
        """The item before."""
        self.options.action_cursor_up()

    def action_leave(self) -> None:
        """Does nothing."""
        self.dismiss(None)
