"""Pizhu: read and annotate Chinese documents in a terminal, in either script, with exact spans.

From Python:

    from reader import load_pack, open_library, tag

    for match in tag("全县新增就业3600人,比上年增长7.5%。"):
        print(match.span.start, match.span.end, match.label, match.attributes)

Importing this package loads nothing else; each function loads what it needs when it is called.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from reader.library import Library
    from reader.tagging.matcher import Match, Matcher
    from reader.tagging.rules import RulePack

__all__ = ["load_pack", "open_library", "tag"]
__version__ = "0.1.0"


def tag(text: str, pack: str | Path | RulePack = "zh-gov") -> list[Match]:
    """What a rule pack finds in a document, by start, end and label; spans in code points of `text`, half-open.

    `pack` is a pack, the name of a built-in one, or the path of a TOML file, which is read at each call: for many
    texts load it once. The library is not touched. Rules that run out of time in a paragraph mark nothing there.
    Raises RuleError for a pack that cannot be used, UsageError for one that is not there.
    """
    from reader.tagging.loading import builtin_packs
    from reader.tagging.matcher import tag_text
    from reader.tagging.rules import RulePack

    if isinstance(pack, RulePack):
        matcher = _matcher(pack)
    elif pack in builtin_packs():
        matcher = _built_in(str(pack))
    else:
        matcher = _matcher(load_pack(pack))
    return list(tag_text(text, matcher))


def load_pack(name_or_path: str | Path) -> RulePack:
    """The rule pack of a built-in name, or of a TOML file, checked.

    Raises RuleError, with file and line, for a pack that cannot be used; UsageError for one that is not there.
    """
    from reader.tagging.loading import load_pack as load

    return load(name_or_path)


def open_library(path: str | Path) -> Library:
    """The library in a file, which is made where there is none; close it, or use it in a `with` block.

    Raises LibraryError where the file is no library, is newer than this program, or cannot be written.
    """
    from pathlib import Path

    from reader.library import Library

    return Library(Path(path))


@lru_cache(maxsize=4)
def _built_in(name: str) -> Matcher:
    return _matcher(load_pack(name))


@lru_cache(maxsize=4)
def _matcher(pack: RulePack) -> Matcher:
    from reader.tagging.matcher import Matcher

    return Matcher(pack)
