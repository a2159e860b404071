"""`pizhu evaluate`: how good rules are."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from reader.cli.context import PATH, Settings, database_option, pass_settings, say
from reader.cli.gold import gold_documents, read_gold_file
from reader.cli.helping import cells, left_justified, right_justified
from reader.cli.tag import DEFAULT_PACK, warn_of_slow_rules
from reader.errors import InputError, UsageError
from reader.tagging.batch import tag_each
from reader.tagging.evaluation import LabelScore, Prediction, evaluate
from reader.tagging.taggers import TaggerName
from reader.text.display import safe_line
from reader.translation import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reader.documents.model import Document
    from reader.tagging.evaluation import Difference, GoldSpan, Report


@click.command("evaluate")
@click.argument("gold", type=PATH, metavar="GOLD.jsonl")
@click.option(
    "--rules",
    multiple=True,
    metavar="PACK|FILE",
    help=_("A rule pack; may be given again. Default: {pack}.").format(pack=DEFAULT_PACK),
)
@click.option(
    "--texts",
    type=PATH,
    metavar="FOLDER",
    help=N_("Where the documents are. Default: beside the gold file."),
)
@click.option(
    "--model", "models", type=PATH, multiple=True, metavar="FILE", help=N_("A learned model; may be given again.")
)
@click.option(
    "--leave-out",
    is_flag=True,
    help=N_("Learn from all documents but one and measure on that, each in turn: rules, model, and both."),
)
@click.option("--json", "as_json", is_flag=True, help=N_("Scores, misses and false hits as JSON."))
@database_option
@pass_settings
def command(
    settings: Settings,
    gold: Path,
    rules: tuple[str, ...],
    texts: Path | None,
    models: tuple[Path, ...],
    *,
    leave_out: bool,
    as_json: bool,
) -> None:
    """Measure rules against spans that people marked: precision, recall and F1 by label, and every miss.

    The gold file has a span a line, {"doc", "start", "end", "label", "text", "agreed"}; its documents are read
    from the folder it lies in. The library is not touched. “boundary” counts spans that were found, but not
    exactly.
    """
    spans = read_gold_file(gold)
    documents = gold_documents(settings, texts or gold.parent, spans)
    known = [span for span in spans if span.doc in documents]
    if not known:
        raise InputError(
            _("{gold}: there is nothing to measure by.").format(gold=gold),
            _("It needs a line for every span that people marked, and their documents."),
        )
    taggers = _taggers(rules, models)
    if leave_out:
        if models:
            raise UsageError(_("--leave-out learns models of its own."), _("Leave out --model."))
        click.echo(_leave_out(known, documents, taggers, as_json=as_json))
        return
    predictions = _predictions(settings, taggers, documents)
    report = evaluate(known, predictions, {name: document.text for name, document in documents.items()})
    click.echo(json.dumps(report.to_json(), ensure_ascii=False) if as_json else _described(report))


def _taggers(rules: tuple[str, ...], models: tuple[Path, ...]) -> list[TaggerName]:
    taggers = [TaggerName(name) for name in rules] + [TaggerName(str(path), is_model=True) for path in models]
    return taggers or [TaggerName(DEFAULT_PACK)]


def _predictions(settings: Settings, taggers: list[TaggerName], documents: dict[str, Document]) -> Iterator[Prediction]:
    for document, tagged in tag_each(documents.values(), taggers):
        if isinstance(tagged, InputError):
            settings.failed(tagged)
            continue
        for one in tagged:
            warn_of_slow_rules(document.name, sorted({skip.rule for skip in one.skipped}))
            yield from (Prediction(document.name, match.span, match.label) for match in one.matches)


def _leave_out(
    gold: list[GoldSpan], documents: dict[str, Document], taggers: list[TaggerName], *, as_json: bool
) -> str:
    """The three reports, and whether the model helps the rules."""
    from reader.tagging.leaving_out import leave_one_out

    found = leave_one_out(
        gold,
        documents,
        [tagger.load() for tagger in taggers],
        lambda name: say(_("Learning from all but {name} …").format(name=name)),
    )
    texts = {name: document.text for name, document in documents.items()}
    reports = {name: evaluate(gold, predicted, texts) for name, predicted in found._asdict().items()}
    if as_json:
        return json.dumps({name: report.to_json() for name, report in reports.items()}, ensure_ascii=False)
    titles = {"rules": _("The rules alone"), "model": _("The model alone"), "together": _("Rules and model together")}
    parts = ["\n".join([titles[name], *_score_lines(report)]) for name, report in reports.items()]
    parts.append("\n".join(_difference_lines(reports["together"])))
    alone, both = (reports[name].overall.exact.f1 for name in ("rules", "together"))
    verdict = (
        _("On documents left out, rules and model together beat the rules alone: F1 {both} against {alone}.")
        if both > alone
        else _("On documents left out, rules and model together do not beat the rules alone: F1 {both}, {alone}.")
    )
    parts.append(verdict.format(both=f"{both:.4f}", alone=f"{alone:.4f}"))
    return "\n\n".join(part for part in parts if part)


def _described(report: Report) -> str:
    return "\n".join([*_score_lines(report), "", *_difference_lines(report)]).rstrip()


def _score_lines(report: Report) -> list[str]:
    of_f1 = _("95 % of F1")
    middle = " " * ((15 - cells(of_f1)) // 2) + of_f1
    names = (
        "",
        _("precision"),
        _("recall"),
        "F1",
        left_justified(f"  {middle}", 17),
        _("overlap F1"),
        _("boundary"),
        "n",
    )
    widths = (12, 9, 9, 9, 17, 10, 8, 6)
    head = " ".join(right_justified(name, width) for name, width in zip(names, widths, strict=True))
    return [head, *(_score_line(name, score) for name, score in [*report.labels.items(), (_("all"), report.overall)])]


def _score_line(name: str, score: LabelScore) -> str:
    exact, (low, high) = score.exact, score.interval
    return (
        f"{left_justified(name, 12)} {exact.precision:9.3f} {exact.recall:9.3f} {exact.f1:9.3f}   {low:6.3f} – {high:<6.3f} "
        f"{score.overlap.f1:10.3f} {score.boundary_only:8}  {exact.found + exact.missed:5}"
    )


def _difference_lines(report: Report) -> list[str]:
    missed = [_difference_line(_("missed"), difference) for difference in report.misses]
    false = [_difference_line(_("false"), difference) for difference in report.false_hits]
    return [*missed, *([""] if missed and false else []), *false]


def _difference_line(title: str, difference: Difference) -> str:
    where = f"{difference.doc}:{difference.span.start}"
    return safe_line(
        f"{left_justified(title, 7)} {left_justified(difference.label, 10)} {where}  {difference.before}【{difference.text}】{difference.after}"
    )
