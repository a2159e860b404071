"""`pizhu tag`: suggestions by rules, over the library or over files."""

from __future__ import annotations

import json
import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING

import click

from reader.annotations.model import attributes_of
from reader.cli.context import PATH, Settings, library_options, pass_settings, say
from reader.documents.reading import find_files, read_files
from reader.errors import InputError, UsageError
from reader.files import replacing
from reader.library.runs import RunCounts
from reader.tagging.batch import tag_each, tag_library
from reader.tagging.taggers import TaggerName
from reader.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from reader.documents.model import Document
    from reader.tagging.taggers import Tagged

DEFAULT_PACK = "zh-gov"


@click.command("tag")
@click.argument("paths", nargs=-1, type=PATH, metavar="[PATH…]")
@click.option(
    "--rules",
    multiple=True,
    metavar="PACK|FILE",
    help=f"A rule pack; more than one may be given. Default: {DEFAULT_PACK}.",
)
@click.option("--tagger", "functions", multiple=True, metavar="MODULE:FUNCTION", help="A Python function that tags.")
@click.option("--accept", is_flag=True, help="Accept what is found instead of suggesting it.")
@click.option("--dry-run", is_flag=True, help="Say what would change; change nothing.")
@click.option("--jobs", type=click.IntRange(1), default=1, metavar="N", help="How many processes work.")
@click.option("-o", "--output", type=PATH, metavar="FILE", help="With paths: where to write; - is stdout.")
@library_options
@pass_settings
def command(
    settings: Settings,
    paths: tuple[Path, ...],
    rules: tuple[str, ...],
    functions: tuple[str, ...],
    *,
    accept: bool,
    dry_run: bool,
    jobs: int,
    output: Path | None,
) -> None:
    """Suggest annotations by rules.

    Without paths: in every document of the library, as suggestions for people to decide. What people decided is
    never touched, and the same rules twice change nothing. With paths: no library; each document becomes a line
    of JSON with its "spans", in order.
    """
    taggers = [TaggerName(name) for name in rules] + [TaggerName(name, is_function=True) for name in functions]
    taggers = taggers or [TaggerName(DEFAULT_PACK)]
    if paths:
        if accept or dry_run:
            raise UsageError("--accept and --dry-run are for the library.", "Leave out the paths, or the options.")
        _tag_files(settings, paths, taggers, jobs, output)
    elif output is not None:
        raise UsageError("-o needs paths to tag.", "To write what is in the library, use pizhu export.")
    else:
        _tag_library(settings, taggers, accept=accept, jobs=jobs, dry_run=dry_run)


def _tag_library(settings: Settings, taggers: list[TaggerName], *, accept: bool, jobs: int, dry_run: bool) -> None:
    with settings.desk() as desk:
        for tagger in taggers:
            total = RunCounts()
            for done in tag_library(desk, tagger, accept=accept, jobs=jobs, dry_run=dry_run):
                if done.failure is not None:
                    settings.failed(done.failure)
                    continue
                _warn_of_slow_rules(done.name, done.skipped)
                total += done.counts
            verb = "would be " if dry_run else ""
            say(
                f"{tagger.name}: {plural(total.documents, 'document')}; {total.added:,} {verb}added, "
                f"{total.withdrawn:,} {verb}withdrawn, {total.changed:,} {verb}changed, {total.kept:,} as they were."
            )


def _tag_files(
    settings: Settings, paths: tuple[Path, ...], taggers: list[TaggerName], jobs: int, output: Path | None
) -> None:
    target = replacing(output) if output is not None and str(output) != "-" else nullcontext(sys.stdout)
    written = 0
    with target as stream:
        documents = _readable(settings, paths)
        for document, tagged in tag_each(documents, taggers, jobs):
            if isinstance(tagged, InputError):
                settings.failed(tagged)
                record: dict[str, object] = {"document": document.name, "error": tagged.message}
            else:
                _warn_of_slow_rules(document.name, sorted({skip.rule for one in tagged for skip in one.skipped}))
                record = {
                    "document": document.name,
                    "title": document.title,
                    "text": document.text,
                    "spans": _spans(document, tagged),
                }
            stream.write(json.dumps(record, ensure_ascii=False) + "\n")
            written += 1
    say(f"{plural(written, 'document')} tagged.")


def _readable(settings: Settings, paths: tuple[Path, ...]) -> Iterator[Document]:
    for document in read_files(find_files(paths)):
        if isinstance(document, InputError):
            settings.failed(document)
        else:
            yield document


def _spans(document: Document, tagged: list[Tagged]) -> list[dict[str, object]]:
    """The matches of all taggers by place; the same span and label from two taggers counts once, for the first."""
    spans: dict[tuple[int, int, str], dict[str, object]] = {}
    for one in tagged:
        for match in one.matches:
            quote = match.span.slice(document.text)
            attributes = {**attributes_of(match.label, quote), **match.attributes}
            spans.setdefault(
                (match.span.start, match.span.end, match.label),
                {
                    "start": match.span.start,
                    "end": match.span.end,
                    "label": match.label,
                    "text": quote,
                    "origin": f"rule:{one.tagger}/{match.rule}",
                    "value": attributes.get("value"),
                    "unit": attributes.get("unit"),
                    "attributes": attributes,
                },
            )
    return [spans[key] for key in sorted(spans)]


def _warn_of_slow_rules(name: str, rules: Iterable[str]) -> None:
    for rule in rules:
        say(f"{name}: rule {rule} ran out of time in a paragraph and was left out there.")
