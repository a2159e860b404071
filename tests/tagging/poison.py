"""A tagger for tests, that some words are poison to."""

from __future__ import annotations

import os
import signal
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.documents.model import Document


def tag(document: Document) -> Iterator[tuple[int, int, str]]:
    """The first two code points; ends its process, fails or never ends where the text says so."""
    if "杀" in document.text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "错" in document.text:
        raise RuntimeError("as asked")
    if "睡" in document.text:
        time.sleep(3600)
    yield 0, 2, "program"
