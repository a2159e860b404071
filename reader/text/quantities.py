"""A number with its unit, as a value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Quantity:
    """Placeholder of this branch."""

    def attributes(self) -> dict[str, Any]:
        """What is stored."""
        return {}


def parse_quantity(text: str) -> Quantity | None:
    """The quantity, if it is one."""
    return None
