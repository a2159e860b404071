"""`pizhu import`: files and folders become documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reader.cli.context import PATH, Settings, library_options, pass_settings
from reader.cli.importing import import_paths
from reader.errors import UsageError
from reader.translation import _

if TYPE_CHECKING:
    from pathlib import Path


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=PATH, metavar="PATH…")
@click.option("--encoding", metavar="NAME", help="The encoding of the files, where it is not found rightly.")
@click.option("--format", "form", metavar="NAME", help="The format of the files, where it is not found rightly.")
@click.option("--annotations", is_flag=True, help=_("The files hold annotations, of Pizhu or of other tools."))
@click.option(
    "--status",
    type=click.Choice(["accepted", "suggested", "rejected"]),
    help=_("With --annotations: what they are here. Default: as the files say, else accepted."),
)
@click.option(
    "--offsets",
    metavar="UNIT",
    help=_(
        "With --annotations: how the files count: code-points, utf-16, bytes or graphemes, and after a comma crlf, "
        "inclusive or from-1. Default: what fits the words they give."
    ),
)
@click.option("--text-field", default="text", metavar="NAME", help=_("The field that holds the text."))
@click.option("--no-documents", is_flag=True, help=_("With --annotations: import no documents with them."))
@library_options
@pass_settings
def command(
    settings: Settings,
    paths: tuple[Path, ...],
    encoding: str | None,
    form: str | None,
    *,
    annotations: bool,
    status: str | None,
    offsets: str | None,
    text_field: str,
    no_documents: bool,
) -> None:
    """Import files, and folders with all that is in them.

    A file that is there already is left as it is, so importing a folder again adds what is new in it.

    With --annotations, what is imported are marks on documents: JSON Lines and CSV of Pizhu, the output of pizhu
    tag, and the formats of doccano, Label Studio, brat, Prodigy, spaCy, W3C Web Annotation, UIMA and REFI-QDA.
    Documents that the library lacks come with them where the files carry their texts. pizhu undo takes it back as
    one.
    """
    if annotations:
        from reader.cli.import_annotations import import_annotations

        import_annotations(
            settings,
            paths,
            form=form,
            status=status,
            offsets=offsets,
            text_field=text_field,
            add_documents=not no_documents,
        )
        return
    if status is not None or offsets is not None or no_documents:
        raise UsageError(_("--status, --offsets and --no-documents are for --annotations."))
    with settings.desk() as desk:
        import_paths(settings, desk, paths, encoding=encoding, form=form)
