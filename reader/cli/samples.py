"""`pizhu samples`: five invented documents to try everything on."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import click

from reader.cli.context import PATH, Settings, library_options, pass_settings, say
from reader.cli.read import open_reader
from reader.errors import ReaderError
from reader.resources import resource
from reader.translation import N_, _

if TYPE_CHECKING:
    from pathlib import Path


@click.command("samples")
@click.option("--copy", "target", type=PATH, metavar="FOLDER", help=N_("Copy them to a new folder instead."))
@library_options
@pass_settings
def command(settings: Settings, target: Path | None) -> None:
    """Open the sample documents in the reader, or copy them with their gold file, labels and rule pack."""
    source = resource("samples")
    if target is None:
        open_reader(settings, (source,))
        return
    try:
        shutil.copytree(source, target)
    except FileExistsError as error:
        raise ReaderError(
            _("{target}: there is something already.").format(target=target), _("Name a folder that does not exist.")
        ) from error
    except OSError as error:
        raise ReaderError(f"{target}: {error.strerror or error}.", _("Name another folder.")) from error
    say(_("Samples copied to {target}.").format(target=target))
