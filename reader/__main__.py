"""`python -m reader` is the command `pizhu`."""

import sys


def main() -> None:
    """Runs the command line; Ctrl-C while it loads ends it like any other time."""
    try:
        from reader.cli import main as run
    except KeyboardInterrupt:
        sys.exit(130)
    run()


if __name__ == "__main__":
    main()
