"""`pizhu backup`: a copy of the library."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - click reads the annotation

import click

from reader.cli.context import PATH, Settings, library_options, pass_settings, say
from reader.translation import _


@click.command("backup")
@click.argument("target", type=PATH, metavar="DEST")
@library_options
@pass_settings
def command(settings: Settings, target: Path) -> None:
    """Copy the library, also while it is in use; the copy is proved before it takes the place of an older one.

    To go back to it: pizhu --db DEST, or put the copy in the place of the library while nothing has it open.
    """
    with settings.desk() as desk:
        path = target / desk.library.path.name if target.is_dir() else target
        size = desk.library.upkeep.back_up(path)
    say(_("{path}: {size:,} bytes, checked.").format(path=path, size=size))
