"""`pizhu import`: files and folders become documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reader.cli.context import PATH, Settings, library_options, pass_settings
from reader.cli.importing import import_paths
from reader.documents.rows import FIELDS
from reader.documents.sources.format import Options
from reader.errors import UsageError, nearest
from reader.translation import _

if TYPE_CHECKING:
    from pathlib import Path


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=PATH, metavar="PATH…")
@click.option("--encoding", metavar="NAME", help="The encoding of the files, where it is not found rightly.")
@click.option("--format", "form", metavar="NAME", help="The format of the files, where it is not found rightly.")
@click.option("--text-field", metavar="COLUMN", help="Of JSON Lines and CSV: the column that holds the text.")
@click.option("--id-field", metavar="COLUMN", help="Of JSON Lines and CSV: the column that names the document.")
@click.option(
    "--field",
    "fields",
    multiple=True,
    metavar="FIELD=COLUMN",
    help=f"Of JSON Lines and CSV: the column that holds a field ({', '.join(FIELDS)}).",
)
@click.option(
    "--replace-damage", is_flag=True, help="Take damaged text files: each wrong place becomes �, and is counted."
)
@library_options
@pass_settings
def command(
    settings: Settings,
    paths: tuple[Path, ...],
    *,
    encoding: str | None,
    form: str | None,
    text_field: str | None,
    id_field: str | None,
    fields: tuple[str, ...],
    replace_damage: bool,
) -> None:
    """Import files, and folders with all that is in them.

    Texts in any Chinese encoding, HTML, Markdown, Word, OpenDocument, EPUB, PDF, JSON Lines and CSV with a
    document a row, and zip files of these. A file that is there already is left as it is, so importing a folder
    again adds what is new in it.
    """
    options = Options(encoding, form, replace_damage, text_field, id_field, _fields(fields))
    with settings.desk() as desk:
        import_paths(settings, desk, paths, options)


def _fields(pairs: tuple[str, ...]) -> dict[str, str]:
    """The columns by the fields of a document that they hold."""
    columns = {}
    for pair in pairs:
        field, equals, column = pair.partition("=")
        if not equals or field not in FIELDS:
            raise UsageError(_("--field {pair}: no such field.").format(pair=pair), nearest(field, FIELDS))
        columns[field] = column
    return columns
