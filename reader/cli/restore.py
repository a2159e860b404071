"""`pizhu restore`: back to a copy of the library."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path  # noqa: TC003 - click reads the annotation

import click

from reader.cli.context import PATH, Settings, library_options, pass_settings, say
from reader.translation import _


@click.command("restore")
@click.argument("source", type=PATH, metavar="COPY")
@library_options
@pass_settings
def command(settings: Settings, source: Path) -> None:
    """Put a copy that pizhu backup made, or Pizhu by itself, in the place of the library.

    The library as it is now is copied first; a damaged one is set aside. What has it open goes on with the copy.
    """
    from reader.library.backups import restore

    path = settings.library_path
    before = restore(source, path, datetime.now(UTC).isoformat())
    if before is not None:
        say(_("{copy}: the library as it was.").format(copy=before))
    with settings.desk() as desk:
        count = len(desk.library.documents.entries())
    say(_("{path}: restored from {source}, {count} documents.").format(path=path, source=source, count=f"{count:,}"))
