"""What keys are called where a person reads of them.

The program's own table has the names of its keys; this is for the keys that a person has chosen, which come by the
names that the settings have for them.
"""

from __future__ import annotations

from textual.keys import format_key

_NAMES = {
    "up": "↑", "down": "↓", "left": "←", "right": "→", "pageup": "PageUp", "pagedown": "PageDown",
    "escape": "Esc", "enter": "Enter", "tab": "Tab", "space": "Space", "delete": "Delete", "backspace": "Backspace",
    "home": "Home", "end": "End", "insert": "Insert", "ctrl": "Ctrl", "shift": "Shift", "alt": "Alt",
    "super": "Super", "minus": "−",
}  # fmt: skip


def told(keys: str) -> str:
    """The keys of a line of the settings, `right,ctrl+l,f2`, as they are shown: `→ Ctrl+L F2`."""
    return " ".join(_told(key.strip()) for key in keys.split(","))


def _told(key: str) -> str:
    *held, last = key.split("+")
    name = _NAMES.get(last) or format_key(last)
    if held or (last.startswith("f") and last[1:].isdecimal()):
        name = name.upper() if len(name) == 1 or name[1:].isdecimal() else name
    return "+".join([*(_NAMES.get(one, one) for one in held), name])
