"""Owns what a document may be called, and which files in a folder or an archive may be documents."""

from __future__ import annotations

import re

_SUFFIXES = """
    .txt .text .md .markdown .html .htm .xhtml .shtml .mhtml .mht .docx .odt .epub .pdf .zip .jsonl .ndjson .json .csv
    .tsv .jsonl.gz .ndjson.gz .csv.gz .tsv.gz .jsonl.zst .ndjson.zst .csv.zst .tsv.zst .parquet
"""
SUFFIXES = frozenset(_SUFFIXES.split())
"""Files with these names are looked at in a folder; a file that is named by itself is looked at whatever its name."""
LONGEST_NAME = 200
_NOT_SHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]+")
_ABOUT = re.compile(r"(?:readme|licen[cs]e|changelog|contributing|notice)(?:\.\w+)?", re.IGNORECASE)


def is_document_name(path: str) -> bool:
    """Whether a file found in a folder or an archive may be a document: not hidden, a known suffix, no README."""
    parts = path.replace("\\", "/").split("/")
    name = parts[-1]
    if any(part == "__MACOSX" or (part.startswith(".") and part not in (".", "..")) for part in parts):
        return False
    return name.lower().endswith(tuple(SUFFIXES)) and not _ABOUT.fullmatch(name)


def safe_name(path: str) -> str:
    """A path from a stranger as a name: no drive, no way up, nothing that is not seen, not longer than LONGEST_NAME."""
    parts = _NOT_SHOWN.sub("", path).replace("\\", "/").split("/")
    kept = [part.strip() for part in parts if part.strip() not in ("", ".", "..") and not part.endswith(":")]
    return "/".join(kept)[-LONGEST_NAME:].lstrip("/") or "-"
