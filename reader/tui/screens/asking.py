"""Small dialogs: for a label's texts, for one of several labels, for a path."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on
from textual.binding import Binding
from textual.containers import Grid, Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from reader.errors import ReaderError
from reader.text.display import safe_line
from reader.translation import _
from reader.tui.widgets.line_input import LineInput
from reader.tui.widgets.path_input import PathInput

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection, Sequence

    from textual.app import ComposeResult

    from reader.annotations.model import Label


_FIELDS = ("name", "title", "description", "key")


class LabelScreen(ModalScreen[bool]):
    """Asks for what is said of a label; Enter keeps it if it can be, Escape leaves all as it was (False)."""

    BINDINGS: ClassVar = [
        Binding("escape", "leave", "Leave it as it was"),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]
    CSS_PATH = "labels.tcss"
    AUTO_FOCUS = "#name"

    trouble = getters.query_one("#trouble", Static)

    def __init__(self, title: str, label: Label, keep: Callable[[Label], Awaitable[None]]) -> None:
        super().__init__()
        self._title = title
        self._label = label
        self._keep_label = keep  # raises ReaderError for what cannot be

    def compose(self) -> ComposeResult:
        """A line each for name, title, meaning and digit."""
        with Vertical(classes="dialog"):
            yield Static(self._title, markup=False)
            with Grid(id="fields"):
                for name, value, title in (
                    ("name", self._label.name, _("Name")),
                    ("title", self._label.title, _("Title")),
                    ("description", self._label.description, _("Meaning")),
                    ("key", self._label.key, _("Key, 1 to 9")),
                ):
                    yield Static(title, classes="quiet", markup=False)
                    yield LineInput(value, id=name, max_length=1 if name == "key" else 500)
            yield Static("", id="trouble", markup=False)
            yield Static(_("Enter keeps it · ↑ ↓ other lines · Esc leaves it as it was"), classes="quiet", markup=False)

    @on(Input.Submitted)
    async def _keep(self) -> None:
        name, title, description, key = (self.query_one(f"#{name}", Input).value for name in _FIELDS)
        try:
            await self._keep_label(replace(self._label, name=name, title=title, description=description, key=key))
        except ReaderError as error:
            self.trouble.update(str(error))
        else:
            self.dismiss(True)

    def action_leave(self) -> None:
        """Leaves the label as it was."""
        self.dismiss(False)


class ChoiceScreen(ModalScreen[str]):
    """Asks for one of several names; Enter or a click takes it, Escape none (empty)."""

    BINDINGS: ClassVar = [Binding("escape", "leave", "None of them")]

    def __init__(self, title: str, choices: Sequence[tuple[str, str]]) -> None:
        """`choices` are the names with what is shown for each."""
        super().__init__()
        self._title = title
        self._choices = choices

    def compose(self) -> ComposeResult:
        """The question and the names."""
        with Vertical(classes="dialog"):
            yield Static(self._title, markup=False)
            yield Static("")
            yield OptionList(*(Option(safe_line(shown)) for _, shown in self._choices), markup=False)
            yield Static("")
            yield Static(_("Enter takes it · Esc leaves all as it was"), classes="quiet", markup=False)

    @on(OptionList.OptionSelected)
    def _take(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._choices[event.option_index][0])

    def action_leave(self) -> None:
        """None of them."""
        self.dismiss("")


class PathScreen(ModalScreen[str]):
    """Asks for a path; Enter takes it, Escape leaves (empty)."""

    BINDINGS: ClassVar = [Binding("escape", "leave", "Leave")]

    def __init__(self, title: str, value: str = "", suffixes: Collection[str] = ()) -> None:
        super().__init__()
        self._title = title
        self._value = value
        self._suffixes = suffixes

    def compose(self) -> ComposeResult:
        """The question and the line."""
        with Vertical(classes="dialog"):
            yield Static(self._title, markup=False)
            yield Static("")
            yield PathInput(self._value, suffixes=self._suffixes)
            yield Static("")
            yield Static(_("Enter takes it · Tab writes the name out · Esc leaves"), classes="quiet", markup=False)

    @on(Input.Submitted)
    def _take(self, event: Input.Submitted) -> None:
        self.dismiss(event.value.strip())

    def action_leave(self) -> None:
        """No path."""
        self.dismiss("")
