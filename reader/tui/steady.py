"""Keeps the last key as quick as the first: when the garbage collector runs, and who has the interpreter.

The collector goes through all there is while nothing else happens. What the program stands on is made at the start and
with the first document, and stays: it is made with the collector held back, and left alone from then on. What was made
since is gone through while no key comes, and all there is when none has come for long.
"""

from __future__ import annotations

import gc
import sys
from time import monotonic, sleep
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_HAND_OVER_SECONDS = 0.0005  # a worker gives the interpreter up to the screen after so long
_NEVER = 1_000_000  # collections of what is younger, before all is gone through by itself
_MUCH = 2  # collections of what is younger since: of some thousand objects each
_VERY_MUCH = 10  # the same: what some ten seconds of a key that is held down make, some ten milliseconds
_BREATH_SECONDS = 0.001  # between two steps of a worker
_REST_SECONDS = 0.15  # without a key, before a worker goes on: longer than from one key to the next
_LONG_REST_SECONDS = 0.25  # the same before a long step
_PATIENCE_SECONDS = 10.0  # that a worker waits for that in all


def hold_back() -> None:
    """Holds the collector back until `settle`, and has workers hand the interpreter over soon."""
    sys.setswitchinterval(_HAND_OVER_SECONDS)
    gc.disable()


def settle() -> None:
    """Where the collector was held back: it leaves alone what is there now, and goes on with what comes."""
    if not gc.isenabled():
        gc.freeze()
        gc.set_threshold(*gc.get_threshold()[:2], _NEVER)
        gc.enable()


def keep() -> None:
    """Leaves alone what is there now, where it has settled: what a worker has made to stay need not be gone through."""
    if gc.get_threshold()[2] == _NEVER:
        gc.freeze()


def tidy(*, resting: bool = True, thoroughly: bool = False) -> None:
    """Goes through what was made since it last did, where it has settled and it is much; `thoroughly`: all there is.

    To be called while no one waits for anything, which takes as long as one does not see, or half a second for all
    there is. Who presses keys without a rest, not `resting`, waits for it too where it is very much: it would take the
    longer at the first rest.
    """
    enough = _MUCH if resting else _VERY_MUCH
    if gc.get_threshold()[2] == _NEVER and (thoroughly or gc.get_count()[2] >= enough):
        if thoroughly:
            gc.unfreeze()
        gc.collect()
        gc.freeze()


class Breather:
    """Has a worker stand aside between its steps while keys come; not for ever, nor while someone waits for it."""

    def __init__(self, last_key: Callable[[], float]) -> None:
        """`last_key` is when the last key came, by the monotonic clock."""
        self._last_key = last_key
        self._patience = _PATIENCE_SECONDS
        self.is_awaited = False
        self.is_over = False  # what is made is not wanted any more

    def breathe(self, *, deeply: bool = False) -> None:
        """Sleeps, as long as it should; `deeply` before a step that takes long."""
        rest = _LONG_REST_SECONDS if deeply else _REST_SECONDS
        sleep(_BREATH_SECONDS)
        while self._patience > 0 and not self.is_awaited and not self.is_over and monotonic() - self._last_key() < rest:
            sleep(_BREATH_SECONDS)
            self._patience -= _BREATH_SECONDS
