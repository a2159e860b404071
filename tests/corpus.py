"""Where real documents for measuring lie, if they are there: they are no part of the project."""

from __future__ import annotations

from pathlib import Path

_PLACE = Path(__file__).resolve().parent.parent.parent / "shared" / "corpus"
CORPUS: Path | None = _PLACE if _PLACE.is_dir() else None
