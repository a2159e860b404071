"""Writes the table of keys into README.md, from the program's own: python scripts/readme_keys.py [--check]."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from reader.tui.bindings import SCREENS

if TYPE_CHECKING:
    from reader.tui.commands import Command

README = Path(__file__).resolve().parent.parent / "README.md"
DIGITS = {
    "label": "Tag the selection, or the paragraph where nothing is selected",
    "digit": "Tag with this label on that key",
}
"""What is told of the nine commands on digits, in one row."""
_BETWEEN = re.compile(r"(<!-- keys: [^>]*-->\n).*(<!-- end of keys -->)", re.DOTALL)


def table(commands: tuple[Command, ...], place: str) -> list[str]:
    """A Markdown table of a screen's keys; the nine label keys are one row."""
    rows = [f"| {place} | keys |", "|---|---|"]
    for command in commands:
        what, _, digit = command.id.partition(".")
        if what in DIGITS and digit.isdecimal():
            rows += [f"| {DIGITS[what]} | 1 … 9 |"] if digit == "1" else []
        else:
            rows.append(f"| {command.title} | {command.shown.replace('|', chr(92) + '|')} |")
    return rows


def with_keys(readme: str) -> str:
    """The README with the tables as they should be."""
    lines = [line for name, commands in SCREENS.items() for line in [*table(commands, name.capitalize()), ""]]
    return _BETWEEN.sub(lambda found: found[1] + "\n" + "\n".join(lines) + "\n" + found[2], readme)


if __name__ == "__main__":
    before = README.read_text("utf-8")
    after = with_keys(before)
    if "--check" in sys.argv:
        sys.exit(before != after and "README.md: the keys are out of date; run scripts/readme_keys.py")
    README.write_text(after, "utf-8")
