"""`pizhu documents`: what is in the library."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from reader.cli.context import Settings, library_options, pass_settings
from reader.reviewing import reason_in_words, reviews
from reader.text.display import safe_line
from reader.translation import _

if TYPE_CHECKING:
    from reader.desk import Desk


@click.command("documents")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a document.")
@click.option("--review", is_flag=True, help=_("The annotations that wait for review after a new version."))
@library_options
@pass_settings
def command(settings: Settings, *, as_json: bool, review: bool) -> None:
    """List the documents, with what has been read and marked in each."""
    with settings.desk() as desk:
        if review:
            _list_reviews(desk, as_json=as_json)
            return
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
                    "version": overview.version,
                    "to_review": overview.reviews,
                    "imported_at": entry.imported_at,
                }
                click.echo(json.dumps(row, ensure_ascii=False))
            else:
                read = f"{overview.paragraphs_read}/{entry.paragraphs}"
                marks = f"{overview.annotations} annotations, {overview.suggestions} suggestions"
                if overview.reviews:
                    marks += _(", {count} to review").format(count=overview.reviews)
                click.echo(safe_line(f"{entry.name}  {entry.title}  {entry.script}  {read} read, {marks}"))


def _list_reviews(desk: Desk, *, as_json: bool) -> None:
    """Each annotation without a certain place: where it was, why, and the best guess."""
    for item in reviews(desk):
        annotation, review = item.annotation, item.review
        guess = review.guess
        if as_json:
            row = {
                "id": annotation.id,
                "document": item.entry.name,
                "label": annotation.label,
                "status": annotation.status.value,
                "annotator": annotation.annotator,
                "version": review.version,
                "start": annotation.span.start,
                "end": annotation.span.end,
                "text": annotation.quote,
                "reason": review.reason.value,
                "guess_start": None if guess is None else guess.start,
                "guess_end": None if guess is None else guess.end,
                "guess": item.guessed,
            }
            click.echo(json.dumps(row, ensure_ascii=False))
            continue
        where = _("no guess") if guess is None else f"¶ {item.paragraph} “{item.guessed}”"
        reason = reason_in_words(review.reason)
        line = f"{item.entry.name}  {annotation.label} “{annotation.quote}”  {reason}: {where}"
        click.echo(safe_line(line))
