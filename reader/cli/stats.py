"""`pizhu stats`: how much there is."""

from __future__ import annotations

import json
from collections import Counter

import click

from reader.annotations.model import Status
from reader.cli.context import Settings, library_options, pass_settings


@click.command("stats")
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
@library_options
@pass_settings
def command(settings: Settings, *, as_json: bool) -> None:
    """Count documents, paragraphs, and annotations by label and status."""
    with settings.desk() as desk:
        overviews = desk.library.documents.overviews(desk.annotator)
        counts: dict[str, Counter[str]] = {label.name: Counter() for label in desk.library.labels.all()}
        for label, status, count in desk.library.annotations.counts():
            counts[label][status] = count
    totals = {
        "documents": len(overviews),
        "paragraphs": sum(overview.entry.paragraphs for overview in overviews),
        "paragraphs_read": sum(overview.paragraphs_read for overview in overviews),
        "characters": sum(overview.entry.length for overview in overviews),
    }
    if as_json:
        labels = {name: {status.value: counter[status.value] for status in Status} for name, counter in counts.items()}
        click.echo(json.dumps({**totals, "labels": labels}, ensure_ascii=False))
        return
    for name, total in totals.items():
        click.echo(f"{name.replace('_', ' '):16} {total:>12,}")
    click.echo(f"\n{'':16} " + " ".join(f"{status.value:>12}" for status in Status))
    for name, counter in counts.items():
        click.echo(f"{name:16} " + " ".join(f"{counter[status.value]:>12,}" for status in Status))
