"""What can go wrong, told to a person: one tree, shown the same by the commands and on the screen.

ReaderError                 anything a person can act on; exit code 1
├── InputError              a file or a passage that could not be taken; the rest goes on
├── LibraryError            the library could not be opened or written
│   ├── HeldError           another program is writing in it; the same may be tried again
│   └── ReadOnlyError       it may be read and not be written
└── UsageError              wrong arguments, rule or configuration file; exit code 2
    └── RuleError           a rule pack that cannot be used, with file, line and key
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.translation import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

SHOWN = 12  # names that a hint lists at most


def nearest(name: str, known: Iterable[str]) -> str:
    """A hint for a name that nobody knows: the known one most like it, or what there is where none is alike."""
    from difflib import get_close_matches

    names = list(known)
    close = get_close_matches(name, names, n=1)
    if close:
        return _("Did you mean {name}?").format(name=close[0])
    if not names:
        return _("There is none yet.")
    return _("There is: {names}{value}.").format(
        names=", ".join(names[:SHOWN]), value=", …" if len(names) > SHOWN else ""
    )


class ReaderError(Exception):
    """A failure with a short title, a sentence on what happened, and a hint on what to do."""

    exit_code = 1
    title = N_("Not done")

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".rstrip()


class InputError(ReaderError):
    """A file or a passage that could not be taken; whoever meets it goes on with the rest."""

    title = N_("Input not taken")


class LibraryError(ReaderError):
    """The library could not be opened, read or written; what was committed stays."""

    title = N_("Library trouble")


class HeldError(LibraryError):
    """Another program holds the library, so that nothing was written; the same may be tried again."""


class ReadOnlyError(LibraryError):
    """The library may be read and not be written."""


class UsageError(ReaderError):
    """Wrong arguments, or a rule or configuration file that cannot be used."""

    exit_code = 2
    title = N_("Wrong usage")


class RuleError(UsageError):
    """A rule pack that cannot be used; `line` is 1-based, or None where the file as a whole is meant."""

    title = N_("Bad rule pack")

    def __init__(self, path: Path | str, line: int | None, message: str, hint: str = "") -> None:
        place = str(path) if line is None else f"{path}:{line}"
        super().__init__(f"{place}: {message}", hint)
        self.path = path
        self.line = line
