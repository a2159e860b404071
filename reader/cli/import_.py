"""`pizhu import`: files and folders become documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reader.cli.context import PATH, Settings, library_options, pass_settings
from reader.cli.importing import import_paths
from reader.translation import _

if TYPE_CHECKING:
    from pathlib import Path


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=PATH, metavar="PATH…")
@click.option("--encoding", metavar="NAME", help="The encoding of the files, where it is not found rightly.")
@click.option("--format", "form", metavar="NAME", help="The format of the files, where it is not found rightly.")
@click.option(
    "--replaces",
    metavar="NAME",
    help=_("The one file given is the new version of this document, whatever its name and text."),
)
@library_options
@pass_settings
def command(
    settings: Settings, paths: tuple[Path, ...], encoding: str | None, form: str | None, replaces: str | None
) -> None:
    """Import files, and folders with all that is in them.

    A file that is there already is left as it is, so importing a folder again adds what is new in it. A file whose
    text has changed becomes a new version of its document; annotations keep their places, and those whose place is
    not certain wait for review.
    """
    with settings.desk() as desk:
        entry = None if replaces is None else desk.require_document(replaces)
        import_paths(settings, desk, paths, encoding=encoding, form=form, replaces=entry)
