"""`pizhu stats`: how much there is."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from reader.annotations.model import Status
from reader.cli.context import Settings, library_options, pass_settings
from reader.translation import N_


@click.command("stats")
@click.option("--json", "as_json", is_flag=True, help=N_("As one JSON object, by document, rule, person and day too."))
@library_options
@pass_settings
def command(settings: Settings, *, as_json: bool) -> None:
    """Count documents, paragraphs, and annotations by label and status."""
    with settings.desk() as desk:
        overviews = desk.library.documents.overviews(desk.annotator)
        numbers = desk.library.stats.numbers() if as_json else None
        counts = numbers.labels if numbers else desk.library.stats.labels()
    totals = {
        "documents": len(overviews),
        "paragraphs": sum(overview.entry.paragraphs for overview in overviews),
        "paragraphs_read": sum(overview.paragraphs_read for overview in overviews),
        "characters": sum(overview.entry.length for overview in overviews),
    }
    by_label = {count.label.name: (count.suggested, count.accepted, count.rejected) for count in counts}
    if numbers:
        statuses = [status.value for status in Status]
        said = {
            **totals,
            "labels": {name: dict(zip(statuses, three, strict=True)) for name, three in by_label.items()},
            "by_document": [asdict(document) for document in numbers.documents],
            "rules": [{**asdict(rule), "acceptance": rule.acceptance} for rule in numbers.rules],
            "annotators": [asdict(person) for person in numbers.people],
            "days": [asdict(day) for day in numbers.days],
        }
        click.echo(json.dumps(said, ensure_ascii=False))
        return
    for name, total in totals.items():
        click.echo(f"{name.replace('_', ' '):16} {total:>12,}")
    click.echo(f"\n{'':16} " + " ".join(f"{status.value:>12}" for status in Status))
    for name, three in by_label.items():
        click.echo(f"{name:16} " + " ".join(f"{count:>12,}" for count in three))
