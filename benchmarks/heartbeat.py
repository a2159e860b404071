"""The program with a heart that beats every few milliseconds: what holds the event loop up is a beat that comes late.

    python -m benchmarks.heartbeat BEATS LIBRARY
    python -m benchmarks.heartbeat BEATS

Writes a line into the file BEATS for each beat later than LATE_S: when, how late, and how much of the processor the
program had meanwhile, in seconds. Without a library it is the hello-world app that beats: what it shows is the
machine's own doing.
"""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.hello import Hello
from reader.desk import Desk
from reader.library import Library
from reader.tui.app import PizhuApp
from reader.tui.steady import hold_back

if TYPE_CHECKING:
    from textual.app import App

BEAT_S = 0.005
LATE_S = 0.010


async def beat(path: Path) -> None:
    """Beats until the program ends."""
    with path.open("w", encoding="ascii", buffering=1) as beats:
        last, worked = time.monotonic(), time.process_time()
        while True:
            await asyncio.sleep(BEAT_S)
            now, used = time.monotonic(), time.process_time()
            if now - last - BEAT_S > LATE_S:
                beats.write(f"{now} {now - last - BEAT_S} {used - worked}\n")
            last, worked = now, used


async def run(app: App[Any], path: Path) -> None:
    """Runs a program with its heart beside it."""
    heart = asyncio.create_task(beat(path))
    await app.run_async()
    heart.cancel()


def main() -> None:
    """Opens the library, where there is one."""
    path = Path(sys.argv[1])
    if len(sys.argv) > 2:
        hold_back()  # as the command does
        with Library(Path(sys.argv[2])) as library:
            asyncio.run(run(PizhuApp(Desk(library, "bench")), path))
    else:
        asyncio.run(run(Hello(), path))


if __name__ == "__main__":
    main()
