"""`python -m tests.hostile.many`: runs commands, one JSON list of arguments a line of stdin, one after the other.

Each runs in a fork of this process, which has loaded the program already; a line of stdout ends each.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

END = "==== end of one ===="


def main() -> None:
    import reader.cli  # these are loaded once for all
    import reader.desk
    import reader.library

    for line in Path(sys.argv[1]).read_text("utf-8").split("\n"):
        child = os.fork()
        if child == 0:
            sys.argv[:] = ["pizhu", *json.loads(line)]
            reader.cli.main()
        os.waitpid(child, 0)
        os.write(1, f"{END}\n".encode())


if __name__ == "__main__":
    main()
