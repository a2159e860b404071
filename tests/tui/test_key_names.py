"""What keys that a person has chosen are called."""

from __future__ import annotations

import pytest

from reader.tui.bindings import READING
from reader.tui.commands import in_force
from reader.tui.key_names import told


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ("right,l", "→ l"),
        ("ctrl+l, f12", "Ctrl+L F12"),
        ("full_stop", "."),
        ("left_square_bracket", "["),
        ("shift+pagedown", "Shift+PageDown"),
        ("alt+up,K", "Alt+↑ K"),
        ("escape", "Esc"),
    ],
)
def test_keys_are_told_as_they_stand_on_the_keyboard(keys: str, shown: str) -> None:
    assert told(keys) == shown


def test_keys_in_force_are_told_where_a_person_has_chosen_them() -> None:
    shown = {command.id: command.shown for command in in_force(READING, {"word.next": "ctrl+right,f3"})}
    assert shown["word.next"] == "Ctrl+→ F3"
    assert shown["word.previous"] == "← h"
