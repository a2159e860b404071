"""`pizhu evaluate`: how good rules are."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from reader.cli.context import PATH, Settings, database_option, pass_settings
from reader.cli.tag import DEFAULT_PACK
from reader.documents.reading import find_files, read_files
from reader.errors import InputError
from reader.tagging.batch import tag_each
from reader.tagging.evaluation import LabelScore, Prediction, evaluate, read_gold
from reader.tagging.taggers import TaggerName
from reader.text.display import safe_line

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from reader.documents.model import Document
    from reader.tagging.evaluation import Difference, GoldSpan, Report


@click.command("evaluate")
@click.argument("gold", type=PATH, metavar="GOLD.jsonl")
@click.option(
    "--rules", multiple=True, metavar="PACK|FILE", help=f"A rule pack; may be given again. Default: {DEFAULT_PACK}."
)
@click.option(
    "--texts",
    type=PATH,
    metavar="FOLDER",
    help="Where the documents are. Default: beside the gold file.",
)
@click.option("--json", "as_json", is_flag=True, help="Scores, misses and false hits as JSON.")
@database_option
@pass_settings
def command(settings: Settings, gold: Path, rules: tuple[str, ...], texts: Path | None, *, as_json: bool) -> None:
    """Measure rules against spans that people marked: precision, recall and F1 by label, and every miss.

    The gold file has a span a line, {"doc", "start", "end", "label", "text", "agreed"}; its documents are read
    from the folder it lies in. The library is not touched.
    """
    spans = _read_gold(gold)
    documents = _documents(settings, texts or gold.parent, {span.doc for span in spans})
    _check_quotes(spans, documents)
    predictions = []
    for document, tagged in tag_each(documents.values(), [TaggerName(name) for name in rules or (DEFAULT_PACK,)]):
        if isinstance(tagged, InputError):
            settings.failed(tagged)
            continue
        predictions += [Prediction(document.name, match.span, match.label) for one in tagged for match in one.matches]
    known = [span for span in spans if span.doc in documents]
    report = evaluate(known, predictions, {name: document.text for name, document in documents.items()})
    click.echo(json.dumps(report.to_json(), ensure_ascii=False) if as_json else _described(report))


def _read_gold(path: Path) -> list[GoldSpan]:
    try:
        with path.open(encoding="utf-8") as lines:
            return read_gold(lines)
    except InputError as error:
        raise InputError(f"{path}: {error.message}", error.hint) from error
    except (OSError, UnicodeError) as error:
        raise InputError(f"{path}: {error}.") from error


def _documents(settings: Settings, folder: Path, names: set[str]) -> dict[str, Document]:
    found = {}
    for document in read_files(find_files([folder])):
        if isinstance(document, InputError):
            settings.failed(document)
        elif document.name in names:
            found[document.name] = document
    for name in sorted(names - found.keys()):
        settings.failed(
            InputError(f"{name}: this document of the gold is not in {folder}.", "Name its folder with --texts.")
        )
    return found


def _check_quotes(spans: Iterable[GoldSpan], documents: dict[str, Document]) -> None:
    """A gold file whose offsets are not code points of these texts would give wrong scores without a word."""
    for span in spans:
        document = documents.get(span.doc)
        if document is not None and span.text and span.span.slice(document.text) != span.text:
            raise InputError(
                f"{span.doc}: the gold says “{span.text}” at {span.span.start}, but there stands "
                f"“{span.span.slice(document.text)}”.",
                "Offsets are code points of the text without BOM, line ends counted as one.",
            )


def _described(report: Report) -> str:
    lines = [f"{'':12} {'precision':>9} {'recall':>9} {'F1':>9}   {'95 % of F1':^15} {'overlap F1':>10}  {'n':>5}"]
    lines += [_score_line(name, score) for name, score in [*report.labels.items(), ("all", report.overall)]]
    for title, differences in (("missed", report.misses), ("false", report.false_hits)):
        lines.append("")
        lines += [_difference_line(title, difference) for difference in differences]
    return "\n".join(lines).rstrip()


def _score_line(name: str, score: LabelScore) -> str:
    exact, (low, high) = score.exact, score.interval
    return (
        f"{name:12} {exact.precision:9.3f} {exact.recall:9.3f} {exact.f1:9.3f}   {low:6.3f} – {high:<6.3f} "
        f"{score.overlap.f1:10.3f}  {exact.found + exact.missed:5}"
    )


def _difference_line(title: str, difference: Difference) -> str:
    where = f"{difference.doc}:{difference.span.start}"
    return safe_line(
        f"{title:7} {difference.label:10} {where}  {difference.before}【{difference.text}】{difference.after}"
    )
