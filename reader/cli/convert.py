"""`pizhu convert`: a text in the other script."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reader.cli.context import PATH
from reader.cli.streams import reading, stretches, writing
from reader.config import own_dictionary
from reader.text.scripts import Script, convert
from reader.translation import N_

if TYPE_CHECKING:
    from pathlib import Path

SCRIPTS = click.Choice([script.value for script in Script if script is not Script.ORIGINAL])


@click.command("convert")
@click.argument("file", required=False, type=PATH, metavar="[FILE]")
@click.option("--to", required=True, type=SCRIPTS, help=N_("The script to convert to."))
@click.option("--from", "source", type=SCRIPTS, help=N_("The script the text is in, where it matters."))
@click.option(
    "--dictionary",
    type=PATH,
    metavar="FILE",
    help=N_("Your own spellings: two columns with a tab between."),
)
@click.option("--encoding", default="utf-8", metavar="NAME", help=N_("Of the input. Default: utf-8."))
@click.option("-o", "--output", type=PATH, metavar="FILE", help=N_("Where to write. Default: stdout."))
def command(
    file: Path | None, to: str, source: str | None, dictionary: Path | None, encoding: str, output: Path | None
) -> None:
    """Convert a text, from a file or stdin, to another script.

    simplified; traditional (as OpenCC spells it), tw (Taiwan), twp (with Taiwan's words), hk (Hong Kong). Texts of
    any size: they are read and written a stretch at a time.
    """
    own = own_dictionary(dictionary)
    with reading(file, encoding) as text, writing(output) as out:
        for stretch in stretches(text):
            out.write(convert(stretch, Script(to), source=Script(source) if source else None, dictionary=own).view)
