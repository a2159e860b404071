"""Small pieces of messages that both front ends use."""

from __future__ import annotations


def plural(count: int, thing: str) -> str:
    """`1 document`, `2 documents`, `1,234 documents`."""
    return f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"
