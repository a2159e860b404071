"""`pizhu PATH…`: the reader."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from reader.cli.context import PATH, Settings, library_options, pass_settings
from reader.config import load_settings
from reader.errors import UsageError
from reader.translation import N_, _

if TYPE_CHECKING:
    from pathlib import Path

    from reader.desk import Desk
    from reader.documents.model import Entry


@click.command("read")
@click.argument("paths", nargs=-1, type=PATH, metavar="[PATH…]")
@click.option("--keys", is_flag=True, help=N_("List the commands with their ids and keys, and end."))
@library_options
@pass_settings
def command(settings: Settings, paths: tuple[Path, ...] = (), *, keys: bool = False) -> None:
    """Open the reader; paths are imported first.

    One path to one file opens that document; else the library is shown.
    """
    if keys:
        _list_keys()
    else:
        open_reader(settings, paths)


def _list_keys() -> None:
    from reader.tui.bindings import SCREENS
    from reader.tui.commands import in_force

    chosen = load_settings()
    for name, commands in SCREENS.items():
        for one in in_force(commands, chosen.keys):
            click.echo(f"{name:10}  {one.id:24}  {one.shown:16}  {one.told}")


def open_reader(settings: Settings, paths: tuple[Path, ...]) -> None:
    """Imports the paths and shows the screen."""
    if len(paths) == 1 and _looks_like_a_command(paths[0]):
        raise UsageError(
            _("{path}: neither a command nor a file or folder.").format(path=paths[0]), _("See pizhu --help.")
        )
    with settings.desk() as desk:
        entries = _imported(settings, desk, paths) if paths else []
        if paths and not entries:
            return
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise UsageError(_("The reader needs a terminal."), _("To work without one, see pizhu --help."))
        from reader.tui.steady import hold_back

        hold_back()  # before the framework is loaded
        from reader.tui.app import PizhuApp
        from reader.tui.bindings import check_keys

        chosen = load_settings()
        check_keys(chosen.keys)
        PizhuApp(desk, entries[0].id if len(entries) == 1 else None, settings=chosen).run()


def _imported(settings: Settings, desk: Desk, paths: tuple[Path, ...]) -> list[Entry]:
    from reader.cli.importing import import_paths  # the formats are not loaded to open a library

    return import_paths(settings, desk, paths)


def _looks_like_a_command(path: Path) -> bool:
    """A single word that is no file: more likely a command that is spelled wrong."""
    return path.suffix == "" and path.name == str(path) and not os.path.lexists(path)
