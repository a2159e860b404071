"""`pizhu documents`: what is in the library."""

from __future__ import annotations

import json

import click

from reader.cli.context import Settings, library_options, pass_settings
from reader.text.display import safe_line
from reader.translation import N_, _


@click.command("documents")
@click.option("--json", "as_json", is_flag=True, help=N_("One JSON object a document."))
@library_options
@pass_settings
def command(settings: Settings, *, as_json: bool) -> None:
    """List the documents, with what has been read and marked in each."""
    with settings.desk() as desk:
        for overview in desk.library.documents.overviews(desk.annotator):
            entry = overview.entry
            if as_json:
                row = {
                    "document": entry.name,
                    "title": entry.title,
                    "date": entry.date,
                    "author": entry.author,
                    "publisher": entry.publisher,
                    "url": entry.url,
                    "meta": entry.meta,
                    "script": entry.script,
                    "variant": entry.variant,
                    "encoding": entry.encoding,
                    "digest": entry.digest,
                    "source": entry.source,
                    "length": entry.length,
                    "paragraphs": entry.paragraphs,
                    "paragraphs_read": overview.paragraphs_read,
                    "annotations": overview.annotations,
                    "suggestions": overview.suggestions,
                    "imported_at": entry.imported_at,
                }
                click.echo(json.dumps(row, ensure_ascii=False))
            else:
                read = f"{overview.paragraphs_read}/{entry.paragraphs}"
                marks = _("{annotations} annotations, {suggestions} suggestions").format(
                    annotations=overview.annotations, suggestions=overview.suggestions
                )
                click.echo(
                    safe_line(
                        _("{name}  {title}  {script}  {read} read, {marks}").format(
                            name=entry.name, title=entry.title, script=entry.script, read=read, marks=marks
                        )
                    )
                )
