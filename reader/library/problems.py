"""What can be wrong with a library, as people are told of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is wrong: a sentence that says what; `remedy` what a repair does about it, empty where none can."""

    message: str
    remedy: str = ""
    mend: Callable[[str], None] | None = None  # told the time, ISO 8601
