"""Owns how a folder of shards is known: by its manifest, which names the files that it is to hold."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

MANIFEST = "manifest.json"


def shards_in(folder: Path) -> list[Path] | None:
    """The files of shards that a folder is to hold, by its manifest, in order; None where it has none of ours."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
        return [folder / str(shard["target"]) for shard in manifest["shards"]] if manifest["pizhu"] else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
