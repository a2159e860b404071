"""Runs Pizhu and tells of everything it does that a stranger's text must never make it do.

`python -m tests.audited REPORT COMMANDS` runs each of the commands, a JSON list of lists of arguments, in a fork of this
process, and writes into REPORT, a line each behind the number of the command, what Python's audit events tell of:
connections, look-ups of names, programs started, and files opened in the shared temporary folder; and its exit code.
"""

from __future__ import annotations

import json
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
    running = [0]  # the numbers of the commands so far

    def tell(what: str) -> None:
        os.write(report, f"{running[-1]} {what}\n".encode())

    def hear(event: str, values: tuple[Any, ...]) -> None:
        if event in WATCHED:
            tell(f"{event} {values!r:.200}")
        elif event == "open" and isinstance(values[0], str) and os.path.realpath(values[0]).startswith(SHARED + os.sep):
            tell(f"open {values[0]}")

    sys.addaudithook(hear)
    import reader.cli  # these are loaded once for all, and watched too
    import reader.desk
    import reader.library

    for number, arguments in enumerate(json.loads(sys.argv[2])):
        running.append(number)
        child = os.fork()
        if child == 0:
            sys.argv[:] = ["pizhu", *arguments]
            reader.cli.main()
        _pid, status = os.waitpid(child, 0)
        tell(f"exit {os.waitstatus_to_exitcode(status)}")


if __name__ == "__main__":
    main()
