"""`pizhu PATH…`: the reader."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from reader.cli.context import Settings, library_options, pass_settings
from reader.cli.importing import import_paths
from reader.errors import UsageError


@click.command("read")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH…]")
@library_options
@pass_settings
def command(settings: Settings, paths: tuple[Path, ...] = ()) -> None:
    """Open the reader; paths are imported first.

    One path to one file opens that document; else the library is shown.
    """
    open_reader(settings, paths)


def open_reader(settings: Settings, paths: tuple[Path, ...]) -> None:
    """Imports the paths and shows the screen."""
    unknown = [path for path in paths if not path.exists()]
    if len(unknown) == len(paths) == 1 and unknown[0].suffix == "" and unknown[0].name == str(unknown[0]):
        raise UsageError(f"{paths[0]}: neither a command nor a file or folder.", "See pizhu --help.")
    with settings.desk() as desk:
        entries = import_paths(settings, desk, paths)
        if paths and not entries:
            return
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise UsageError("The reader needs a terminal.", "To work without one, see pizhu --help.")
        from reader.tui.app import PizhuApp

        PizhuApp(desk, opened=entries[0].id if len(entries) == 1 else None).run()
