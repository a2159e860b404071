"""`pizhu stats`: how much there is."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from reader.annotations.model import Status
from reader.cli.context import Settings, library_options, pass_settings
from reader.cli.helping import left_justified, right_justified
from reader.translation import N_, _
from reader.wording import status_in_words


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
        names = [status.value for status in Status]
        said = {
            **totals,
            "labels": {name: dict(zip(names, three, strict=True)) for name, three in by_label.items()},
            "by_document": [asdict(document) for document in numbers.documents],
            "rules": [{**asdict(rule), "acceptance": rule.acceptance} for rule in numbers.rules],
            "annotators": [asdict(person) for person in numbers.people],
            "days": [asdict(day) for day in numbers.days],
        }
        click.echo(json.dumps(said, ensure_ascii=False))
        return
    words = {
        "documents": _("documents"),
        "paragraphs": _("paragraphs"),
        "paragraphs_read": _("paragraphs read"),
        "characters": _("characters"),
    }
    for name, total in totals.items():
        click.echo(f"{left_justified(words[name], 16)} {total:>12,}")
    statuses = (status_in_words(status.value) for status in Status)
    click.echo(f"\n{'':16} " + " ".join(right_justified(status, 12) for status in statuses))
    for name, three in by_label.items():
        click.echo(f"{left_justified(name, 16)} " + " ".join(f"{count:>12,}" for count in three))
