"""What is typed before the screen has caught up goes where it was meant: no key is lost, none goes elsewhere.

The framework hands a key to what has the focus, and looks what it says when it comes back from there; what comes of it
takes a few messages more. Keys right behind one that opens or closes a line were then text, or gone: whoever types
ahead, over a slow line or from a script, sends them so.
"""

from __future__ import annotations

from asyncio import FIRST_COMPLETED, Event, create_task, sleep, wait, wait_for
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.command import CommandPalette
from textual.events import Key, Paste
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input

if TYPE_CHECKING:
    from textual import events
    from textual.screen import Screen

_PATIENCE_SECONDS = 1.0  # with widgets that themselves wait for something
_TURNS = 2  # a line tells its bar, and the bar tells its screen
_HOPS = 4  # the palette has its command called later, and that has its screen do it later


class TypingAhead(App[None]):
    """The part of the program that hands keys on."""

    _met: Screen[Any] | None = None  # the screen that is known to be all there
    _is_text = False  # the key that is being handed on
    _held: list[Key | Paste] | None = None  # what waits for the command that was chosen

    async def on_event(self, event: events.Event) -> None:
        """Hands on a key or a paste when what came before it has come to where it belongs."""
        if not isinstance(event, Key | Paste) or event.is_forwarded:
            await super().on_event(event)
        elif self._held is not None:
            self._held.append(event)
        else:
            screen = self.screen
            await self._hand_on(event)
            if isinstance(screen, CommandPalette) and self.screen is not screen:
                self._held = []
                self.call_later(self._let_go)

    async def _hand_on(self, event: Key | Paste) -> None:
        while self._met is not self.screen:
            self._met = self.screen
            await _told(self.screen)
        if isinstance(event, Key) and event.key == "ctrl+j":  # Enter, typed before the program had the terminal
            event = Key("enter", "\r")
        self._is_text = isinstance(self.focused, Input) and (isinstance(event, Paste) or event.is_printable)
        if self._is_text:
            await super().on_event(event)
        elif isinstance(self.focused, Input) or isinstance(self.screen, ModalScreen):
            asked = self.focused or self.screen
            await _told(asked)  # what is written already comes before what the key says
            await super().on_event(event)
            if isinstance(asked, Input):
                event.stop()
                asked.post_message(event)  # it shows its cursor
            await _told(asked)
        else:
            await super().on_event(event)
            await sleep(0)  # what it set going takes its first step: it may open a dialog

    async def _let_go(self, hops: int = _HOPS) -> None:
        """Hands on what was held, when the command has had its turns."""
        if hops:
            self.call_later(self._let_go, hops - 1)
            return
        held, self._held = self._held or [], None
        for event in held:
            await self.on_event(event)

    async def _check_bindings(self, key: str, priority: bool = False) -> bool:
        """Does what a key says as soon as it comes, where it is no text; the framework does when it comes back."""
        if await super()._check_bindings(key, priority):
            return True
        return priority and not self._is_text and await super()._check_bindings(key)


async def _told(widget: Widget) -> None:
    """Waits until all that a widget tells has come to its screen, and has been done there; not for ever.

    In a dialog, one widget may have another one tell it: all are waited for.
    """
    screen = widget.screen
    inner = screen.walk_children(Widget) if isinstance(screen, ModalScreen) else widget.ancestors_with_self

    async def wait_for_all() -> None:
        for _turn in range(_TURNS):
            for one in (*inner, screen):
                if isinstance(one, Widget):
                    await _caught_up(one)

    with suppress(TimeoutError):
        await wait_for(wait_for_all(), _PATIENCE_SECONDS)


async def _caught_up(widget: Widget) -> None:
    """Waits until a widget has done what it has been told so far; not where it ends."""
    done = Event()
    if widget.call_later(done.set):
        waiting = create_task(done.wait())
        try:
            await wait([waiting, widget.task], return_when=FIRST_COMPLETED)
        finally:
            waiting.cancel()
