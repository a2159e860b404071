"""What a person may choose of an export beside its format."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reader.translation import N_


class Offsets(StrEnum):
    """In what a format counts where a passage begins and ends."""

    CODE_POINTS = N_("code points")
    UTF16 = N_("UTF-16 units")
    GRAPHEMES = N_("graphemes")
    TOKENS = N_("tokens")
    NONE = N_("none")


@dataclass(frozen=True, slots=True)
class Options:
    """What a person may choose beside the format; a format looks only at what concerns it."""

    offsets: Offsets | None = None  # None: as the format's own tool counts
    excel: bool = False  # a table that a spreadsheet opens rightly, at the price of exactness
