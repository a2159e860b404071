"""What the screens remember from one day to the next, such as how a list was sorted: a small file of its own.

None of it is worth a failure: what cannot be read is as if it were not there, what cannot be written is forgotten.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from reader.files import make_private

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
    import tempfile

    path = path or remembered_file()
    kept = {**_read(path), key: value}
    try:
        make_private(path.parent)
        # Written aside and put in place at once: two programs that end together leave one whole file.
        handle, aside = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            json.dump(kept, stream, ensure_ascii=False)
        Path(aside).replace(path)
    except OSError:
        return


def _read(path: Path) -> dict[str, Any]:
    try:
        kept = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}
