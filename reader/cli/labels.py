"""`pizhu labels`: what passages can be marked as."""

from __future__ import annotations

import json

import click

from reader.cli.context import Settings, library_options, pass_settings
from reader.text.display import safe_line


@click.command("labels")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a label.")
@library_options
@pass_settings
def command(settings: Settings, *, as_json: bool) -> None:
    """List the labels with their keys."""
    with settings.desk() as desk:
        for label in desk.library.labels.all():
            if as_json:
                row = {
                    "name": label.name,
                    "title": label.title,
                    "description": label.description,
                    "colour": label.colour,
                    "key": label.key,
                }
                click.echo(json.dumps(row, ensure_ascii=False))
            else:
                click.echo(safe_line(f"{label.key or ' '}  {label.name}  {label.title}  {label.description}"))
