"""`pizhu export`: annotations leave."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING, TextIO, cast

import click

from reader.annotations.model import Status
from reader.cli.context import PATH, Settings, database_option, pass_settings, say
from reader.exports import FORMATS
from reader.exports.records import records
from reader.files import replacing
from reader.library.records import Selection
from reader.translation import _
from reader.wording import plural

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
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
        waiting = desk.library.reviews.count([status.value for status in selection.statuses])
    where = "" if output is None or str(output) == "-" else f" to {output}"
    say(f"{plural(count, 'annotation')} exported{where}.")
    if waiting:
        message = _("{count} more wait for review after a new version and are left out: pizhu documents --review")
        say(message.format(count=waiting))


def _write(desk: Desk, form: str, selection: Selection, output: Path | None) -> int:
    if output is None or str(output) == "-":
        target = cast("AbstractContextManager[TextIO]", nullcontext(sys.stdout))
    else:
        target = replacing(output)
    with target as stream:
        return FORMATS[form].write(records(desk.library.records.stream(selection)), stream)
