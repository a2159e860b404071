from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.config import Settings, load_settings
from reader.errors import UsageError
from reader.tui.bindings import check_keys

if TYPE_CHECKING:
    from pathlib import Path


def test_without_a_file_the_usual_settings_hold() -> None:
    assert load_settings() == Settings("dark", 72, 1, {})


def test_a_file_says_what_differs(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(
        'theme = "light"\nambiguous_width = 2\ntrim_punctuation = false\n[keys]\n"word.next" = "w"\n', "utf-8"
    )
    settings = load_settings(path)
    assert settings == Settings("light", 72, 2, {"word.next": "w"}, trim_punctuation=False)
    check_keys(settings.keys)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("theme = ", "config.toml"),
        ('them = "dark"', "theme"),
        ('theme = "red"', "dark"),
        ("measure = 5", "20 to 200"),
        ("measure = true", "20 to 200"),
        ("ambiguous_width = 3", "1 or 2"),
        ("trim_punctuation = 1", "true or false"),
        ("keys = 1", "table"),
        ('[keys]\n"word.next" = 1', "table"),
    ],
)
def test_a_bad_setting_is_refused_with_what_is_allowed(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(UsageError, match=said):
        load_settings(path)


def test_keys_of_no_command_and_keys_for_two_are_refused() -> None:
    with pytest.raises(UsageError, match=r"word\.next"):
        check_keys({"word.nxt": "w"})
    with pytest.raises(UsageError, match="both"):
        check_keys({"word.next": "down"})
