"""What one did and the library has not taken yet: another program is writing in it, or a long change of one's own. No widget."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from reader.errors import HeldError, ReaderError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.desk import Desk
    from reader.library import Library

T = TypeVar("T")
AT_ONCE_SECONDS = 0.05  # what one does not notice
LONG = 300  # changes that take longer


@dataclass(frozen=True, slots=True, eq=False)
class LongChange:
    """A change of so many annotations that it is made beside the screen, at a desk and on a connection of its own.

    `act` is one transaction. `then` is called on the screen with what it gave.
    """

    what: str
    act: Callable[[Desk], Any]
    then: Callable[[Any], object]


class Unsaved:
    """Does what is to be saved, in the order in which it was done; the screen never waits for another program.

    Each action either is one transaction or does nothing, so that it may be done again.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._actions: deque[Callable[[], object] | LongChange] = deque()
        self.is_at_work = False  # whether the first that waits, a long change, is being made

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

    def do_long(self, change: LongChange) -> None:
        """Puts a long change behind what waits; who makes it asks for the `next_long`."""
        self._actions.append(change)

    @property
    def next_long(self) -> LongChange | None:
        """The long change whose turn it is."""
        first = self._actions[0] if self._actions else None
        return first if isinstance(first, LongChange) else None

    def end_long(self) -> None:
        """The long change whose turn it was is made, or cannot be."""
        self._actions.popleft()
        self.is_at_work = False

    def take_back(self) -> bool:
        """Drops what was done last, if it waits still; whether there was something."""
        return len(self._actions) > self.is_at_work and self._actions.pop() is not None

    def save(self) -> Iterator[ReaderError]:
        """Does what waits, as far as the library takes it and up to a long change; gives what went wrong with an action.

        What went wrong is dropped.
        """
        while self._actions and not isinstance(action := self._actions[0], LongChange):
            try:
                with self._library.hurried(AT_ONCE_SECONDS):
                    action()
            except HeldError:
                return
            except ReaderError as error:
                yield error
            self._actions.popleft()

    def save_patiently(self, desk: Desk) -> Iterator[ReaderError]:
        """Does what waits, and waits for other programs as long as the library does: for the end of the program."""
        while self._actions:
            action = self._actions.popleft()
            try:
                with self._library.speaking():
                    if isinstance(action, LongChange):
                        action.act(desk)
                    else:
                        action()
            except ReaderError as error:
                yield error
