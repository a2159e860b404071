"""Small pieces of messages that both front ends use."""

from __future__ import annotations

from reader.translation import ngettext


def plural(count: int, one: str, many: str) -> str:
    """The phrase for a number, in the language of the interface: `1 document`, `1,234 documents`.

    `one` and `many` are the whole phrase with `{count}` in it.
    """
    return ngettext(one, many, count).format(count=f"{count:,}")
