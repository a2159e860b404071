"""Gets the screens ready that are not shown yet, while no key comes: their code in a worker, their style sheets here.

A style sheet that comes with its screen has the framework read all of them again.
"""

from __future__ import annotations

from asyncio import Event, sleep, to_thread
from importlib import import_module
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from textual import work
from textual.events import Key, MouseEvent
from textual.screen import Screen
from textual.worker import get_current_worker

from reader.text.telling import LONG_ENOUGH
from reader.tui.steady import Breather, hold_back, keep, settle, tidy
from reader.tui.typing_ahead import TypingAhead

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from textual import events
    from textual.css.stylesheet import Stylesheet
    from textual.types import CSSPathType
    from textual.worker import Worker

    from reader.open_document import WordCutter

_REST_SECONDS = 0.1  # without a key, before a style sheet is read
_TIDY_SECONDS = 0.5  # from one look at what there is to tidy up to the next
_TIDY_REST_SECONDS = 0.4  # without a key, before it: often and a little
_LONG_REST_SECONDS = 60.0  # without a key, before one of all there is
# Phrases of both scripts, and a name in no dictionary: what is made for the first of a kind is made with it.
SAMPLE = "头发里面，干部发现皇后。頭髮裡面，幹部發現皇后。魑阿鬯来了。"
LONG_SAMPLE = SAMPLE * (LONG_ENOUGH // len(SAMPLE) + 1)  # of which what a text tells is looked at first
SHEETS = Path(__file__).with_name("screens")
READING = "reader.tui.screens.reading"
SHEETS_OF_READING = [SHEETS / "hues.tcss", SHEETS / "reading.tcss"]
# The likeliest first; what one of them needs comes with it, and what takes long of that by itself before it.
MODULES = (
    "reader.library.history",
    "reader.tui.screens.search",
    "reader.text.line_patterns",
    "reader.documents.furniture",
    "reader.documents.mark_up",
    "reader.documents.reading",
    "reader.intake",
    "regex",
    "reader.text.quantities",
    "reader.tagging.matcher",
    "reader.tagging.taggers",
    "reader.jobs",
    "reader.tui.screens.labels",
    "reader.tui.screens.stats",
    "reader.tui.screens.help",
    "reader.exports.writing",
    "reader.tui.screens.export",
    "reader.tui.screens.everywhere",
    "reader.tui.screens.bookmarks",
    "reader.tui.screens.review",
    "reader.tui.screens.menu",
    "reader.tui.screens.note",
    "reader.library.runs",
    "reader.library.stats",
    "reader.library.records",
)


def load_reading() -> None:
    """Loads the code of what shows a document, and the largest of its patterns."""
    import_module(READING)
    import_module("reader.text.atoms").atoms()  # what a line does not cut


def load_modules() -> Iterator[None]:
    """Loads the code of the screens and of what runs from them, a screen a step."""
    load_reading()
    yield
    for name in MODULES:
        import_module(name)
        yield


def read_sheets(stylesheet: Stylesheet, sheets: Iterable[Path] = ()) -> Iterator[bool]:
    """Reads style sheets, one a step of some milliseconds; those of all screens where none are named."""
    for path in sheets or sorted(SHEETS.glob("*.tcss")):
        if not stylesheet.has_source(str(path)):
            stylesheet.read(path)
            stylesheet.parse()
            yield True


class SharedScreen(Screen[None]):
    """A screen of what other programs may change while it is shown."""

    def look_around(self) -> bool:
        """Shows what they changed; whether that is too much for this screen, and another one took its place."""
        raise NotImplementedError


class GettingAhead(TypingAhead):
    """The part of the program that makes the most of the moments in which no key comes."""

    last_key = 0.0  # when it came, by the monotonic clock
    _is_ahead = False
    _tidied_since = 0.0  # the key after which all there is was tidied up: once is enough

    def __init__(self, css_path: CSSPathType) -> None:
        super().__init__(css_path=css_path)
        self.words_loaded = Event()  # or they cannot be: then words are single characters
        self._is_loading_words = False
        self.opening: Worker[None] | None = None  # of the last document
        self._for_words = Breather(self._last_stir)

    @property
    def segmenter(self) -> WordCutter:
        """What cuts texts into words."""
        raise NotImplementedError

    async def on_event(self, event: events.Event) -> None:
        """Notes when keys come: what is done beside them stands aside. None is for a text that is not there any more."""
        if isinstance(event, Key):
            self.last_key = monotonic()
        if isinstance(event, Key | MouseEvent):
            if self.opening is not None and not self.opening.is_finished:
                await self.opening.wait()  # what comes behind the key that opens a document is for the document
            if isinstance(self.screen, SharedScreen) and self.screen.is_mounted and self.screen.look_around():
                return
        await super().on_event(event)

    @property
    def is_opening(self) -> bool:
        """Whether a document is being opened that is not shown yet."""
        return self.opening is not None and not self.opening.is_finished

    def _last_stir(self) -> float:
        """When a key came last; while a document is being opened, now: the screen needs the interpreter then, too."""
        return monotonic() if self.is_opening else self.last_key

    def stir(self) -> None:
        """Has what is done beside the screen stand aside, as after a key."""
        self.last_key = monotonic()

    async def load_reading(self) -> None:
        """Loads what shows a document, where it is not there yet; the screen goes on meanwhile."""
        await to_thread(load_reading)
        for _step in read_sheets(self.stylesheet, SHEETS_OF_READING):
            await sleep(0)

    def hold_back(self) -> None:
        """Has what stays made without the garbage collector; `get_ahead` is called when it is there."""
        if not self.is_headless:  # of whom tests run many in one process
            hold_back()

    def get_ahead(self) -> None:
        """To be called when all that is shown is there."""
        settle()
        if not self._is_ahead:
            self._is_ahead = True
            self.load_words()
            self._load_modules()
            self._read_sheets(read_sheets(self.stylesheet))
            self.set_interval(_TIDY_SECONDS, self._tidy)

    def load_words(self) -> None:
        """Makes the word cutter ready beside the screen, where nobody has yet."""
        if not self._is_loading_words:
            self._is_loading_words = True
            self._load_words()

    async def await_words(self) -> None:
        """Waits for the word cutter, which is made without a rest meanwhile."""
        self._for_words.is_awaited = True
        await self.words_loaded.wait()

    @work(thread=True, group="words", exit_on_error=False)
    def _load_words(self) -> None:
        worker = get_current_worker()
        try:
            self._for_words.breathe()
            for _step in self.segmenter.steps():
                self._for_words.breathe()
                if worker.is_cancelled:
                    return
            self.segmenter.words(SAMPLE)
            keep()
        finally:
            self.call_from_thread(self.words_loaded.set)

    def _tidy(self) -> None:
        if any(one.is_running for one in self.workers):  # what it makes would be gone through with the rest
            return
        rest = monotonic() - self.last_key
        resting = rest >= _TIDY_REST_SECONDS
        thoroughly = resting and rest >= _LONG_REST_SECONDS and self._tidied_since != self.last_key
        tidy(resting=resting, thoroughly=thoroughly)
        if thoroughly:
            self._tidied_since = self.last_key

    @work(thread=True, group="ahead", exit_on_error=False)
    def _load_modules(self) -> None:
        worker, breather = get_current_worker(), Breather(self._last_stir)
        for _step in load_modules():
            breather.breathe()
            if worker.is_cancelled:
                return
        keep()

    def _read_sheets(self, steps: Iterator[bool]) -> None:
        """Takes a step where no key has come for a moment, and comes back for the next."""
        has_rested = monotonic() - self._last_stir() >= _REST_SECONDS
        if not has_rested or next(steps, False):
            self.set_timer(_REST_SECONDS, lambda: self._read_sheets(steps))
