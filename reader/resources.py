"""Finds the files that stand at the top level of the project and inside the installed package alike."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource(name: str) -> Path:
    """The path of `schema.sql` or `samples`; in a wheel they lie in the package, in a checkout beside it."""
    packaged = _PACKAGE / name
    return packaged if packaged.exists() else _PACKAGE.parent / name
