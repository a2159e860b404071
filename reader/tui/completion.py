"""Completing paths as a shell does: as far as it is clear, then what it could be."""

from __future__ import annotations

import os
import shlex
from dataclasses import dataclass
from pathlib import Path

MOST = 40  # candidates that are told


@dataclass(frozen=True, slots=True)
class Completion:
    """What was written, grown as far as it is clear; and the names it may become where that is more than one."""

    text: str
    candidates: tuple[str, ...] = ()


def complete_path(written: str) -> Completion:
    """Completes the last part of a path; folders end with /. What is hidden counts where its dot was written."""
    folder, start = os.path.split(written)
    if not folder and written.startswith("~"):
        return Completion("~/" if written == "~" else written)
    try:
        with os.scandir(os.path.expanduser(folder) or ".") as found:  # noqa: PTH111 - Path's own raises for no user
            names = sorted(
                entry.name + ("/" if entry.is_dir() else "")
                for entry in found
                if entry.name.startswith(start) and (start.startswith(".") or not entry.name.startswith("."))
            )
    except (OSError, ValueError):
        return Completion(written)
    return _grown(written[: len(written) - len(start)], start, names)


def complete_name(written: str, names: list[str]) -> Completion:
    """Completes one of some names; what looks like a path is completed as one."""
    if "/" in written or written.startswith(("~", ".")):
        return complete_path(written)
    return _grown("", written, sorted(name for name in names if name.startswith(written)))


def _grown(before: str, start: str, names: list[str]) -> Completion:
    if not names:
        return Completion(before + start)
    common = os.path.commonprefix(names)  # noqa: RUF071 - characters are meant
    return Completion(before + common, tuple(names[:MOST]) if len(names) > 1 else ())


def paths_in(written: str) -> list[Path]:
    """The paths that a line names: one, or several as a shell takes them, with quotes where they have blanks.

    A line that is a path as it stands is that one. So what a file manager drops into a terminal is taken too.
    """
    written = written.strip()
    if not written:
        return []
    whole = _expanded(written)
    try:
        if whole.exists():
            return [whole]
        parts = shlex.split(written)
    except (OSError, ValueError):
        parts = [written]
    return [_expanded(part) for part in parts]


def _expanded(written: str) -> Path:
    return Path(os.path.expanduser(written.removeprefix("file://")))  # noqa: PTH111 - Path's own raises for no user
