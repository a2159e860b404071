"""What XML 1.0 can hold of a text."""

from __future__ import annotations

import re

from reader.translation import N_

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
UNWRITABLE = N_("passages with characters that XML cannot hold, which become \ufffd")


def clean(text: str) -> str:
    """The text, with what XML cannot hold replaced, character by character."""
    return _FORBIDDEN.sub("\ufffd", text)
