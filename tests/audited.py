"""Runs Pizhu and tells of everything it does that a stranger's text must never make it do.

`python -m tests.audited REPORT ARGUMENT…` runs `pizhu ARGUMENT…` and writes into REPORT, a line each, what Python's audit
events tell of: connections, look-ups of names, programs started, and files opened in the shared temporary folder.
"""

from __future__ import annotations

import os
import sys
import tempfile
from typing import Any

SHARED = os.path.realpath(tempfile.gettempdir())
WATCHED = (
    "socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "urllib.Request",
    "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "pty.spawn", "webbrowser.open", "pickle.find_class",
)  # fmt: skip


def main() -> None:
    report = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def hear(event: str, values: tuple[Any, ...]) -> None:
        if event in WATCHED:
            os.write(report, f"{event} {values!r:.200}\n".encode())
        elif event == "open" and isinstance(values[0], str) and os.path.realpath(values[0]).startswith(SHARED + os.sep):
            os.write(report, f"open {values[0]}\n".encode())

    sys.argv[:] = ["pizhu", *sys.argv[2:]]
    sys.addaudithook(hear)
    from reader.cli import main as pizhu

    pizhu()


if __name__ == "__main__":
    main()
