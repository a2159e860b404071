"""What one did and the library has not taken yet, because another program is writing in it. No widget."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, TypeVar

from reader.errors import HeldError, ReaderError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.library import Library

T = TypeVar("T")
AT_ONCE_SECONDS = 0.05  # what one does not notice


class Unsaved:
    """Does what is to be saved, in the order in which it was done; the screen never waits for another program.

    Each action either is one transaction or does nothing, so that it may be done again.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._actions: deque[Callable[[], object]] = deque()

    def __len__(self) -> int:
        """How many actions wait."""
        return len(self._actions)

    def do(self, action: Callable[[], T]) -> T | None:
        """What the action gives; None where it waits now, behind those that waited before. Raises ReaderError."""
        if not self._actions:
            try:
                with self._library.hurried(AT_ONCE_SECONDS):
                    return action()
            except HeldError:
                pass
        self._actions.append(action)
        return None

    def take_back(self) -> bool:
        """Drops what was done last, if it waits still; whether there was something."""
        return bool(self._actions) and self._actions.pop() is not None

    def save(self) -> Iterator[ReaderError]:
        """Does what waits, as far as the library takes it; gives what went wrong with an action, which is dropped."""
        while self._actions:
            try:
                with self._library.hurried(AT_ONCE_SECONDS):
                    self._actions[0]()
            except HeldError:
                return
            except ReaderError as error:
                yield error
            self._actions.popleft()

    def save_patiently(self) -> Iterator[ReaderError]:
        """Does what waits, and waits for other programs as long as the library does: for the end of the program."""
        while self._actions:
            try:
                with self._library.speaking():
                    self._actions.popleft()()
            except ReaderError as error:
                yield error
