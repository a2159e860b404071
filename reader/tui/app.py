"""The program on the screen: composes screens and holds what they share, nothing more."""

from __future__ import annotations

import asyncio
import signal
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.app import SystemCommand
from textual.events import ScreenResume

from reader.config import Settings, own_dictionary, own_words
from reader.library.documents import RemovedError
from reader.text.display import safe_line
from reader.translation import _
from reader.tui.ahead import SHEETS, SHEETS_OF_READING, GettingAhead, SharedScreen
from reader.tui.commands import PALETTE, SUSPEND, in_force
from reader.tui.screens.library import LibraryScreen
from reader.tui.sixteen import has_sixteen, themes_for
from reader.tui.terminal import has_shell_behind, set_ambiguous_width
from reader.tui.themes import DARK, LIGHT

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    from textual.screen import Screen

    from reader.desk import Desk
    from reader.errors import ReaderError
    from reader.open_document import WordCutter
    from reader.text.spans import Span

_SETTLED_SECONDS = 0.5  # after which the library is all there


class PizhuApp(GettingAhead):
    """Opens the library, or one document of it."""

    TITLE = "批注"
    ENABLE_COMMAND_PALETTE = True
    # Dialogs have no table of keys, and are left to the shell all the same; the palette is told for the framework.
    BINDINGS: ClassVar = [*SUSPEND.bindings(), *PALETTE.bindings()]

    def __init__(
        self,
        desk: Desk,
        opened: int | None = None,
        *,
        segmenter: WordCutter | None = None,
        settings: Settings | None = None,
    ) -> None:
        # The sheets of the first screen are read with the app's: one that comes later has all of them read again.
        first = SHEETS_OF_READING if opened is not None else [SHEETS / "library.tcss"]
        super().__init__(["app.tcss", *first])
        self.desk = desk
        self.settings = settings or Settings()
        self.dictionary = own_dictionary()
        self._own_words = own_words()
        self._segmenter = segmenter
        self._opened = opened
        self._take_looks()

    def _take_looks(self) -> None:
        """Takes the colours before the style sheets are read, for they would be read again with others."""
        for theme in themes_for(self.console.color_system):
            self.register_theme(theme)
        self.set_reactive(PizhuApp.theme, DARK.name)
        self.stylesheet.set_variables(self.get_css_variables())
        self.set_class(self.no_color, "-monochrome", update=False)
        self.set_class(has_sixteen(self.console.color_system), "-sixteen", update=False)

    @cached_property
    def segmenter(self) -> WordCutter:
        """What cuts texts into words; made for the first document that is opened."""
        from reader.text.words import Segmenter

        return self._segmenter or Segmenter(self._own_words, dictionary=self.dictionary)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Colours that our style sheets name, for themes that are not ours."""
        return dict(DARK.variables)

    def on_mount(self) -> None:
        """Makes ready what the first screen stands on."""
        for sign in (signal.SIGTERM, signal.SIGHUP):  # the terminal is put right again before the program ends
            asyncio.get_running_loop().add_signal_handler(sign, self.exit)
        if self.settings.theme == "light":
            self.theme = LIGHT.name
        set_ambiguous_width(self.settings.ambiguous_width)
        self.set_class(self.settings.ambiguous_width > 1, "-ambiguous")
        self.set_keymap(dict(self.settings.keys))
        if self._opened is None:
            self.set_timer(_SETTLED_SECONDS, self._settle)
        else:
            try:
                self.push_screen(self._reading(self._opened))
            except RemovedError as error:
                self.push_screen(LibraryScreen(self.desk))
                self.tell_failure(error)

    def _settle(self) -> None:
        """The library is all there. A document that was opened meanwhile says itself when it is: its first keys go before."""
        if self.opening is None:
            self.get_ahead()

    def get_default_screen(self) -> Screen[Any]:
        """The library, where one came for that; a document lies over an empty screen, so that it can be left."""
        return LibraryScreen(self.desk) if self._opened is None else super().get_default_screen()

    @property
    def _came_from(self) -> bool:
        """Whether there is something below the screen to go back to."""
        return len(self.screen_stack) > (1 if self._opened is None else 2)

    def open_document(self, document: int, place: int | None = None, passage: Span | None = None) -> None:
        """Opens a document over what is shown: at a code point or where one left off, with a passage selected."""
        self.open(lambda: self._reading(document, place, passage))

    def _reading(self, document: int, place: int | None = None, passage: Span | None = None) -> Screen[None]:
        from reader.tui.screens.reading import ReadingScreen

        return ReadingScreen(self.desk, document, place, passage)

    def open(self, document: Callable[[], Screen[None]], *, anew: bool = False) -> None:
        """Shows the screen of a document over what is shown, or `anew` in its place; the next keys wait for it.

        Where another program has removed the document meanwhile, that is told.
        """
        if not self.is_opening:
            self.opening = self._open(document, self.switch_screen if anew else self.push_screen)

    @work(group="opening")
    async def _open(
        self, document: Callable[[], Screen[None]], show: Callable[[Screen[None]], Awaitable[None]]
    ) -> None:
        await self.load_reading()
        if self._exit:  # asked for meanwhile
            return
        try:
            await show(document())
            self.stir()  # it is painted next, and its outline after it
        except RemovedError as error:
            self.get_ahead()
            if isinstance(self.screen, SharedScreen):
                self.show_library()
            else:
                self.tell_failure(error)
                self.screen.post_message(ScreenResume())  # it lists what is there no more

    def close_document(self) -> None:
        """Back to where one came from; out of the program where that is nowhere."""
        if self._came_from:
            self.pop_screen()
        else:
            self.exit()

    def reopen_document(self, document: int) -> None:
        """Shows a document anew, where one left off: its text has a new version. Where it was removed, the library."""
        self.open(lambda: self._reading(document), anew=True)

    def show_library(self) -> None:
        """The library in place of the document."""
        if self._came_from:
            self.pop_screen()
        else:
            self.switch_screen(LibraryScreen(self.desk))

    def tell_failure(self, error: ReaderError) -> None:
        """Shows what went wrong and what to do, until it has been read."""
        self.notify(safe_line(str(error)), title=_(error.title), severity="error", timeout=12, markup=False)

    def action_suspend_process(self) -> None:
        """To the shell, where there is one to come back from; else the screen would stand still for good."""
        if has_shell_behind():
            super().action_suspend_process()
        else:
            self.notify(_("There is no shell behind this program to go to."), markup=False)

    def action_help(self) -> None:
        """The keys of this screen."""
        commands = getattr(self.screen, "COMMANDS_OF", None)
        if commands is not None:
            from reader.tui.screens.help import HelpScreen

            panes = getattr(self.screen, "PANES_OF", ())
            told = [(_(title), in_force(pane, self.settings.keys)) for title, pane in panes]
            self.push_screen(HelpScreen(in_force(commands, self.settings.keys), told))

    def action_labels(self) -> None:
        """The labels."""
        from reader.tui.screens.labels import LabelsScreen

        self.push_screen(LabelsScreen(self.desk))

    def action_stats(self) -> None:
        """Numbers at a glance."""
        from reader.tui.screens.stats import StatsScreen

        self.push_screen(StatsScreen(self.desk))

    def action_export(self) -> None:
        """Annotations leave: of the document that is open, or of all."""
        from reader.tui.screens.export import ExportScreen
        from reader.tui.screens.reading import ReadingScreen

        document = ""
        listed: tuple[str, ...] = ()
        if isinstance(self.screen, ReadingScreen):
            document = self.screen.opened.entry.name
        elif isinstance(self.screen, LibraryScreen):
            document, listed = self.screen.chosen_names
        self.push_screen(ExportScreen(self.desk, document, listed))

    def action_toggle_theme(self) -> None:
        """Dark or light."""
        self.theme = LIGHT.name if self.theme == DARK.name else DARK.name

    async def act_on(self, screen: Screen[Any], action: str) -> None:
        """Does what was chosen on a screen, where a key that came meanwhile has not closed it."""
        if screen in self.screen_stack:
            await screen.run_action(action)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Every command of the screen, and every label where one tags, for the palette."""
        commands = in_force(getattr(screen, "COMMANDS_OF", ()), self.settings.keys)
        entries = [(f"{_(command.group)}: {command.told}", command.shown, command.action) for command in commands]
        if callable(labels := getattr(screen, "label_items", None)):
            # The palette takes its lines as markup, and labels come from strangers.
            entries += [(item.title.replace("[", "［"), item.key, item.action) for item in labels()]
        for title, shown, action in entries:

            def run(action: str = action) -> None:
                self.call_later(self.act_on, screen, action)

            yield SystemCommand(title, shown, run)
