"""`pizhu search`: where words stand in the library."""

from __future__ import annotations

import json
from itertools import islice

import click

from reader.cli.context import Settings, library_options, pass_settings, say
from reader.text.display import safe_line
from reader.text.spans import Span
from reader.translation import N_
from reader.wording import plural

AROUND = 20  # code points of text shown on either side


@click.command("search")
@click.argument("query")
@click.option("--limit", type=click.IntRange(1), metavar="N", help=N_("At most so many hits."))
@click.option(
    "--json", "as_json", is_flag=True, help=N_("One JSON object a hit: document, paragraph, start, end, text.")
)
@library_options
@pass_settings
def command(settings: Settings, query: str, limit: int | None, *, as_json: bool) -> None:
    """Find words in all documents, in either script and width. Offsets are code points of the document's text."""
    count = 0
    with settings.desk() as desk:
        documents = desk.library.documents
        names: dict[int, tuple[str, int]] = {}
        for hit in islice(desk.library.search.hits(query), limit):
            count += 1
            if hit.document not in names:
                entry = documents.entry(hit.document)
                names[hit.document] = entry.name, entry.length
            name, length = names[hit.document]
            number = documents.paragraph_at(hit.document, hit.span.start).number
            around = Span(max(0, hit.span.start - AROUND), min(length, hit.span.end + AROUND))
            text = documents.text(hit.document, around)
            start, end = hit.span.start - around.start, hit.span.end - around.start
            if as_json:
                row = {
                    "document": name,
                    "paragraph": number,
                    "start": hit.span.start,
                    "end": hit.span.end,
                    "text": text[start:end],
                    "before": text[:start],
                    "after": text[end:],
                }
                click.echo(json.dumps(row, ensure_ascii=False))
            else:
                before, after = text[:start].rsplit("\n", 1)[-1], text[end:].split("\n", 1)[0]
                click.echo(safe_line(f"{name}:{number}: {before}【{text[start:end]}】{after}"))
    say(f"{plural(count, '{count} hit', '{count} hits')}.")
