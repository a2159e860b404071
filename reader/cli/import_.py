"""`pizhu import`: files and folders become documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reader.cli.context import PATH, Settings, library_options, pass_settings
from reader.cli.importing import import_files, import_paths
from reader.cli.streams import kept_input
from reader.documents.rows import FIELDS
from reader.documents.sources.format import Options
from reader.errors import UsageError, nearest
from reader.translation import N_, _

if TYPE_CHECKING:
    from pathlib import Path


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=PATH, metavar="PATH…")
@click.option("--encoding", metavar="NAME", help=N_("The encoding of the files, where it is not found rightly."))
@click.option("--format", "form", metavar="NAME", help=N_("The format of the files, where it is not found rightly."))
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
@click.option("--no-documents", is_flag=True, help=_("With --annotations: import no documents with them."))
@click.option(
    "--document",
    "documents",
    multiple=True,
    metavar="NAME",
    help=N_("With --annotations: only what is said of this document; may be given again."),
)
@click.option("--text-field", metavar="COLUMN", help=N_("Of JSON Lines and CSV: the column that holds the text."))
@click.option("--id-field", metavar="COLUMN", help=N_("Of JSON Lines and CSV: the column that names the document."))
@click.option(
    "--field",
    "fields",
    multiple=True,
    metavar="FIELD=COLUMN",
    help=_("Of JSON Lines and CSV: the column that holds a field ({names}).").format(names=", ".join(FIELDS)),
)
@click.option(
    "--replace-damage", is_flag=True, help=N_("Take damaged text files: each wrong place becomes �, and is counted.")
)
@click.option(
    "--replaces",
    metavar="NAME",
    help=_("The one file given is the new version of this document, whatever its name and text."),
)
@library_options
@pass_settings
def command(
    settings: Settings,
    paths: tuple[Path, ...],
    *,
    encoding: str | None,
    form: str | None,
    annotations: bool,
    status: str | None,
    offsets: str | None,
    text_field: str | None,
    id_field: str | None,
    fields: tuple[str, ...],
    replace_damage: bool,
    no_documents: bool,
    replaces: str | None,
    documents: tuple[str, ...],
) -> None:
    """Import files, and folders with all that is in them.

    Texts in any Chinese encoding, HTML, Markdown, Word, OpenDocument, EPUB, PDF, JSON Lines and CSV with a
    document a row, and zip files of these; the path - alone is stdin. A file that is there already is left as it
    is, so importing a folder again adds what is new in it. A file whose text has changed becomes a new version of
    its document; annotations keep their places, and those whose place is not certain wait for review.

    With --annotations, what is imported are marks on documents: JSON Lines, CSV and Parquet of Pizhu, the output of
    pizhu tag, and the formats of doccano, Label Studio, brat, Prodigy, spaCy, W3C Web Annotation, UIMA and REFI-QDA.
    Documents that the library lacks come with them where the files carry their texts. pizhu undo takes it back as
    one.
    """
    if annotations and replaces is not None:
        raise UsageError(_("--replaces is for documents, not for --annotations."))
    if annotations:
        from reader.cli.import_annotations import import_annotations

        import_annotations(
            settings,
            paths,
            form=form,
            status=status,
            offsets=offsets,
            text_field=text_field or "text",
            add_documents=not no_documents,
            documents=documents,
        )
        return
    if status is not None or offsets is not None or no_documents or documents:
        raise UsageError(_("--status, --offsets, --no-documents and --document are for --annotations."))
    options = Options(encoding, form, replace_damage, text_field, id_field, _fields(fields))
    with settings.desk() as desk:
        entry = None if replaces is None else desk.require_document(replaces)
        if [str(path) for path in paths] == ["-"]:
            from reader.documents.reading import Found

            with kept_input() as (path, name):
                import_files(settings, desk, [Found(path, name, source=name)], options, replaces=entry)
        else:
            import_paths(settings, desk, paths, options, replaces=entry)


def _fields(pairs: tuple[str, ...]) -> dict[str, str]:
    """The columns by the fields of a document that they hold."""
    columns = {}
    for pair in pairs:
        field, equals, column = pair.partition("=")
        if not equals or field not in FIELDS:
            raise UsageError(_("--field {pair}: no such field.").format(pair=pair), nearest(field, FIELDS))
        columns[field] = column
    return columns
