"""`pizhu export`: annotations leave."""

from __future__ import annotations

import json
import sys
import tempfile
from typing import TYPE_CHECKING

import click

from reader.annotations.model import Status
from reader.cli.context import PATH, Settings, database_option, pass_settings, say
from reader.cli.streams import standard_output
from reader.errors import UsageError
from reader.exports import FORMATS, Offsets, Options, Outcome, Target, all_formats, export, find_format
from reader.library.records import Selection
from reader.translation import N_, _
from reader.wording import plural

if TYPE_CHECKING:
    from pathlib import Path

    from reader.desk import Desk
    from reader.exports import Format

_UNITS = {"cp": Offsets.CODE_POINTS, "utf16": Offsets.UTF16, "grapheme": Offsets.GRAPHEMES}


@click.command("export")
@click.option("--format", "name", default="csv", show_default=True, metavar="FORMAT", help=N_("One of --list."))
@click.option(
    "-o", "--output", type=PATH, metavar="FILE", help=N_("Where to write: a file or folder. Default: stdout.")
)
@click.option("--label", "labels", multiple=True, metavar="LABEL", help=N_("Only this label; may be given again."))
@click.option(
    "--status", type=click.Choice([*(status.value for status in Status), "all"]), default="accepted", show_default=True
)
@click.option(
    "--document", "documents", multiple=True, metavar="NAME", help=N_("Only this document; may be given again.")
)
@click.option(
    "--annotator", "annotators", multiple=True, metavar="NAME", help=N_("Only this annotator's; may be given again.")
)
@click.option("--excel", is_flag=True, help=N_("With csv and documents: as spreadsheets open it rightly; not exact."))
@click.option(
    "--offsets",
    type=click.Choice(list(_UNITS)),
    help=N_("With doccano: in what spans are counted. Default: utf16, as doccano itself does."),
)
@click.option("--overwrite", is_flag=True, help=N_("Replace a folder that is not empty."))
@click.option("--list", "list_formats", is_flag=True, help=N_("List the formats and what each cannot hold."))
@click.option("--json", "as_json", is_flag=True, help=N_("With --list: one JSON object a format."))
@database_option
@pass_settings
def command(
    settings: Settings,
    name: str,
    output: Path | None,
    labels: tuple[str, ...],
    status: str,
    documents: tuple[str, ...],
    annotators: tuple[str, ...],
    offsets: str | None,
    *,
    excel: bool,
    overwrite: bool,
    list_formats: bool,
    as_json: bool,
) -> None:
    """Write annotations to a file, a folder or stdout, in the format another tool expects.

    In tables and JSON Lines one record is an annotation; offsets are code points of the document's text, and `text`
    is the slice they name. What a format cannot hold is told on stderr, with how many annotations it concerns.
    """
    if list_formats:
        _list(as_json=as_json)
        return
    form = find_format(name)
    for option, given in (("excel", excel), ("offsets", offsets)):
        if given and option not in form.takes:
            known = ", ".join(known.name for known in FORMATS.values() if option in known.takes)
            raise UsageError(
                _("--{option} is not for {name}.").format(option=option, name=form.name),
                _("It is for: {formats}.").format(formats=known),
            )
    with settings.desk() as desk:
        for label in labels:
            desk.require_label(label)
        for document in documents:
            desk.require_document(document)
        selection = Selection(() if status == "all" else (Status(status),), labels, documents, annotators)
        options = Options(_UNITS[offsets] if offsets else None, excel)
        if output is None or str(output) == "-":
            outcome = _to_stdout(desk, form, selection, options)
        else:
            outcome = export(desk.library, form, output, selection, options, overwrite=overwrite)
        what = _exported(desk, form, outcome, labels)
        waiting = 0 if form.offsets is Offsets.NONE else desk.library.records.waiting(selection)
    if outcome.lost:
        say(_("{name} does not hold: {lost}.").format(name=form.name, lost=", ".join(outcome.lost)))
    told = _("{what} exported.") if output is None or str(output) == "-" else _("{what} exported to {path}.")
    say(told.format(what=what, path=output))
    if waiting:
        message = _("{count} more wait for review after a new version and are left out: pizhu documents --review")
        say(message.format(count=waiting))


def _exported(desk: Desk, form: Format, outcome: Outcome, labels: tuple[str, ...]) -> str:
    """What was written: annotations, or where the format is not about these documents or labels."""
    if outcome.only_labels:
        return plural(len(set(labels)) or len(desk.library.labels.all()), "{count} label", "{count} labels")
    if form.offsets is not Offsets.NONE or outcome.count:
        return plural(outcome.count, "{count} annotation", "{count} annotations")
    return plural(outcome.documents, "{count} document", "{count} documents")


def _to_stdout(desk: Desk, form: Format, selection: Selection, options: Options) -> Outcome:
    if form.target is not Target.BINARY:
        return export(desk.library, form, standard_output(), selection, options)
    if sys.stdout.isatty():
        raise UsageError(_("{name} is no text.").format(name=form.name), _("Name a file with -o."))
    # Some of these formats go back in what they wrote; a pipe cannot.
    with tempfile.TemporaryFile() as file:
        outcome = export(desk.library, form, file, selection, options)
        file.seek(0)
        while block := file.read(1 << 20):
            sys.stdout.buffer.write(block)
    return outcome


def _list(*, as_json: bool) -> None:
    formats = all_formats()
    if as_json:
        for form in formats:
            row = {
                "format": form.name,
                "title": form.title,
                "suffix": form.suffix,
                "target": form.target.value,
                "offsets": form.offsets.value,
                "lossless": form.lossless,
                "loses": form.loses,
                "extra": form.extra,
            }
            click.echo(json.dumps(row, ensure_ascii=False))
        return
    width = max(len(form.name) for form in formats)
    for form in formats:
        click.echo(f"{form.name:{width}}  {_(form.title)}")
        click.echo(f"{'':{width}}  {'; '.join(form.details)}")
