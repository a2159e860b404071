"""`pizhu documents`: what is in the library, another title for a document, and taking documents out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from reader.cli.context import Settings, library_options, pass_settings, say
from reader.reviewing import reason_in_words, reviews
from reader.text.display import safe_line
from reader.translation import N_, _
from reader.wording import plural, script_in_words

if TYPE_CHECKING:
    from reader.desk import Desk


@click.group("documents", invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help=N_("One JSON object a document."))
@click.option("--review", is_flag=True, help=N_("The annotations that wait for review after a new version."))
@library_options
@pass_settings
@click.pass_context
def command(context: click.Context, settings: Settings, *, as_json: bool, review: bool) -> None:
    """List the documents, with what has been read and marked in each; or rename and remove them."""
    if context.invoked_subcommand is not None:
        return
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
                marks = _("{annotations} annotations, {suggestions} suggestions")
                if overview.reviews:
                    marks = _("{annotations} annotations, {suggestions} suggestions, {reviews} to review")
                marks = marks.format(
                    annotations=overview.annotations, suggestions=overview.suggestions, reviews=overview.reviews
                )
                click.echo(
                    safe_line(
                        _("{name}  {title}  {script}  {read} read, {marks}").format(
                            name=entry.name,
                            title=entry.title,
                            script=script_in_words(entry.script),
                            read=read,
                            marks=marks,
                        )
                    )
                )


@command.command()
@click.argument("name")
@click.argument("title")
@library_options
@pass_settings
def rename(settings: Settings, name: str, title: str) -> None:
    """Give a document another title; its name, which exports and rules go by, stays."""
    with settings.desk() as desk:
        entry = desk.require_document(name)
        desk.retitle(entry.id, title)
        message = _("{name}: the title is “{title}” now; it was “{before}”.")
        say(message.format(name=name, title=desk.require_document(name).title, before=entry.title))


@command.command()
@click.argument("names", nargs=-1, required=True)
@library_options
@pass_settings
def remove(settings: Settings, names: tuple[str, ...]) -> None:
    """Take documents out of the library, with all that is marked in them; the library is copied before."""
    with settings.desk() as desk:
        entries = [desk.require_document(name) for name in dict.fromkeys(names)]
        for entry, count in desk.remove(entries):
            marks = plural(count, "{count} annotation", "{count} annotations")
            say(_("{name}: removed with {marks}.").format(name=entry.name, marks=marks))
        say(_("A copy of the library from before is in {folder}.").format(folder=desk.library.upkeep.folder))


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
