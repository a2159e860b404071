"""`pizhu export`: annotations leave."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from reader.annotations.model import Status
from reader.cli.context import PATH, Settings, database_option, pass_settings, say
from reader.exports import FORMATS, export
from reader.library.records import Selection
from reader.wording import plural

if TYPE_CHECKING:
    from pathlib import Path

    from reader.desk import Desk


@click.command("export")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="csv", show_default=True)
@click.option("-o", "--output", type=PATH, metavar="FILE", help="Where to write. Default: stdout.")
@click.option("--label", "labels", multiple=True, metavar="LABEL", help="Only this label; may be given again.")
@click.option(
    "--status", type=click.Choice([*(status.value for status in Status), "all"]), default="accepted", show_default=True
)
@click.option("--document", "documents", multiple=True, metavar="NAME", help="Only this document; may be given again.")
@click.option(
    "--annotator", "annotators", multiple=True, metavar="NAME", help="Only this annotator's; may be given again."
)
@database_option
@pass_settings
def command(
    settings: Settings,
    form: str,
    output: Path | None,
    labels: tuple[str, ...],
    status: str,
    documents: tuple[str, ...],
    annotators: tuple[str, ...],
) -> None:
    """Write annotations to a file, or to stdout.

    One record an annotation; offsets are code points of the document's text, and `text` is the slice they name.
    """
    with settings.desk() as desk:
        for label in labels:
            desk.require_label(label)
        for document in documents:
            desk.require_document(document)
        selection = Selection(() if status == "all" else (Status(status),), labels, documents, annotators)
        count = _write(desk, form, selection, output)
    where = "" if output is None or str(output) == "-" else f" to {output}"
    say(f"{plural(count, 'annotation')} exported{where}.")


def _write(desk: Desk, form: str, selection: Selection, output: Path | None) -> int:
    target = sys.stdout if output is None or str(output) == "-" else output
    return export(desk.library, FORMATS[form], target, selection).count
