"""Owns annotation ids: UUID version 7 (RFC 9562, section 5.7), so that ids sort by the time they were made."""

from __future__ import annotations

import os
import threading
import time
import uuid


class IdMaker:
    """Gives ids that grow from call to call within a process, also within one millisecond."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last = 0

    def __call__(self) -> str:
        """A new id, in the usual form with hyphens."""
        with self._lock:
            # 48 bits of milliseconds and 12 bits of fraction; a clock that stands still is counted on.
            moment = time.time_ns() * 4096 // 1_000_000
            moment = self._last = max(moment, self._last + 1)
        milliseconds, fraction = moment >> 12, moment & 0xFFF
        random = int.from_bytes(os.urandom(8)) & (1 << 62) - 1
        return str(uuid.UUID(int=milliseconds << 80 | 7 << 76 | fraction << 64 | 2 << 62 | random))
