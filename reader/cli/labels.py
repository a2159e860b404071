"""`pizhu labels`: what passages can be marked as."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from reader.annotations.label_sets import load_label_set
from reader.cli.context import PATH, Settings, library_options, pass_settings, say
from reader.text.display import safe_line
from reader.wording import plural

if TYPE_CHECKING:
    from pathlib import Path


@click.command("labels")
@click.option("--load", "path", type=PATH, metavar="FILE", help="Add the labels of a label set first.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a label.")
@library_options
@pass_settings
def command(settings: Settings, path: Path | None, *, as_json: bool) -> None:
    """List the labels with their keys."""
    labels = [] if path is None else load_label_set(path)
    with settings.desk() as desk:
        if labels:
            say(f"{plural(desk.library.labels.add(labels), 'new label')}.")
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
