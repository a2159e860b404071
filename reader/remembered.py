"""What the screens remember from one day to the next, such as how a list was sorted: a small file of its own.

None of it is worth a failure: what cannot be read is as if it were not there, what cannot be written is forgotten.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

FILE = "screens.json"


def remembered_file() -> Path:
    """Where it is kept: in the user's state directory."""
    from platformdirs import user_state_path

    return user_state_path("pizhu", appauthor=False) / FILE


def recall(key: str, path: Path | None = None) -> Any:
    """What was remembered under a key; None where nothing was."""
    return _read(path or remembered_file()).get(key)


def remember(key: str, value: Any, path: Path | None = None) -> None:
    """Keeps a value that JSON can hold."""
    path = path or remembered_file()
    kept = {**_read(path), key: value}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Written aside and put in place at once: two programs that end together leave one whole file.
        aside = path.with_suffix(".new")
        aside.write_text(json.dumps(kept, ensure_ascii=False), "utf-8")
        aside.replace(path)
    except OSError:
        return


def _read(path: Path) -> dict[str, Any]:
    try:
        kept = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}
