"""Keeps the place in the document that is open: when one rests, now and then while one goes on, and when one leaves."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from reader.errors import HeldError, ReaderError
from reader.tui.screens.document import DocumentScreen
from reader.tui.unsaved import AT_ONCE_SECONDS

if TYPE_CHECKING:
    from textual.timer import Timer

    from reader.desk import Desk

_SAVE_PLACE_SECONDS = 1.0  # of rest before the place is kept
_PLACE_LAGS_SECONDS = 5.0  # at most, while one goes on without a rest


class KeepingPlace(DocumentScreen):
    """The part of the reading screen that keeps the place."""

    def __init__(self, desk: Desk, document: int) -> None:
        super().__init__(desk, document)
        self._last_place = desk.last_place(document)  # as it was kept
        self._here = self._last_place
        self._save_timer: Timer | None = None
        self._moving_since = 0.0  # with the timer

    def _save_place_soon(self) -> None:
        """The place is kept when one has rested, and now and then where one never does."""
        now = monotonic()
        if self._save_timer is None:
            self._moving_since = now
        elif now - self._moving_since < _PLACE_LAGS_SECONDS - _SAVE_PLACE_SECONDS:
            self._save_timer.stop()
        else:
            return
        self._save_timer = self.set_timer(_SAVE_PLACE_SECONDS, self._rest)

    def _rest(self) -> None:
        """Keeps the place; where another program is writing, it is tried again."""
        self._save_timer = None
        if not self._save_place(AT_ONCE_SECONDS):
            self._save_place_soon()

    def _save_place(self, patience: float = AT_ONCE_SECONDS) -> bool:
        """Writes down where one is, from what the page told last: the page may be gone already.

        False where another program held the library for longer than `patience`, in seconds.
        """
        if self.desk.library.may_write and self._here != self._last_place and self._stale() is None:
            try:
                with self.desk.library.hurried(patience):
                    self.desk.leave(self.opened.entry.id, self._here)
            except HeldError:
                return False
            except ReaderError as error:
                self.app.tell_failure(error)
            self._last_place = self._here
        return True
