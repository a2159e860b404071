"""Where real text to measure on is, if it is: never part of the project."""

from __future__ import annotations

from pathlib import Path

_FOLDER = Path(__file__).parent.parent.parent / "shared" / "corpus"

CORPUS: Path | None = _FOLDER if _FOLDER.is_dir() else None
