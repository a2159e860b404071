"""A line in which one writes a path; the rest of the name is offered, and Tab or → takes it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.suggester import Suggester

from reader.tui.widgets.line_input import LineInput

if TYPE_CHECKING:
    from collections.abc import Collection

MOST = 5000  # names in a folder that are looked at


def complete(written: str, suffixes: Collection[str] = ()) -> str | None:
    """The path with its last name written out, as far as all names agree that begin so; None where none does.

    Folders end with a slash. Of files only those with one of the suffixes count, or all where none is named; hidden
    ones only where a dot was written.
    """
    if not written or written == "~":
        return None
    folder, name = os.path.split(written)
    try:
        with os.scandir(Path(folder or ".").expanduser()) as entries:
            found = sorted(
                entry.name + os.sep * entry.is_dir()
                for _, entry in zip(range(MOST), entries, strict=False)
                if entry.name.startswith(name)
                and (name.startswith(".") or not entry.name.startswith("."))
                and (entry.is_dir() or not suffixes or Path(entry.name).suffix.lower() in suffixes)
            )
    except OSError:
        return None
    shared = os.path.commonprefix(found)  # noqa: RUF071 - characters are meant
    return os.path.join(folder, shared) if len(shared) > len(name) else None  # noqa: PTH118 - as it was written


def path_of(written: str) -> Path:
    """The path that was written, the home folder put in for ~."""
    return Path(os.path.expanduser(written.strip()))  # noqa: PTH111 - Path's own raises for a user there is not


class _PathSuggester(Suggester):
    def __init__(self, suffixes: Collection[str]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._suffixes = suffixes

    async def get_suggestion(self, value: str) -> str | None:
        return complete(value, self._suffixes)


class PathInput(LineInput):
    """An input for a path, with completion; where there is nothing to complete, Tab goes on to what is next."""

    BINDINGS: ClassVar = [Binding("tab", "complete", "Write the name out", show=False)]

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        suffixes: Collection[str] = (),
        id: str | None = None,  # noqa: A002 - textual's name
    ) -> None:
        super().__init__(value, placeholder=placeholder, suggester=_PathSuggester(suffixes), id=id)
        self._suffixes = suffixes

    def action_complete(self) -> None:
        """Writes the name out as far as it is clear."""
        whole = complete(self.value, self._suffixes)
        if whole is None:
            self.screen.focus_next()
        else:
            self.value = whole
            self.cursor_position = len(whole)
