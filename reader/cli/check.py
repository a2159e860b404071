"""`pizhu check`: whether the library is as it should be."""

from __future__ import annotations

import click

from reader.cli.context import Settings, library_options, pass_settings, say
from reader.errors import LibraryError


@click.command("check")
@library_options
@pass_settings
def command(settings: Settings) -> None:
    """Check the library: the file, what refers to what, the quote of every annotation against its text."""
    with settings.desk() as desk:
        count = 0
        for problem in desk.library.upkeep.problems():
            settings.failed(LibraryError(problem))
            count += 1
        say(f"{desk.library.path}: {'all is well' if not count else f'{count} things are wrong'}.")
