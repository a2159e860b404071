"""`pizhu rules`: whether rule packs are right, and what people make of their suggestions."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path  # noqa: TC003

import click

from reader.cli.context import PATH, Settings, database_option, pass_settings, say
from reader.cli.helping import right_justified
from reader.cli.tag import rows_of, warn_of_slow_rules
from reader.errors import InputError
from reader.library.stats import worst_first
from reader.tagging.examples import failed_examples
from reader.tagging.loading import builtin_packs, load_pack
from reader.tagging.sampling import Sample
from reader.tagging.streams import tag_rows
from reader.tagging.taggers import TaggerName
from reader.text.display import safe_line
from reader.translation import N_, _, pgettext
from reader.wording import plural


@click.group("rules")
def command() -> None:
    """Check and test rule packs: a built-in one by its name, or a TOML file."""


@command.command("list")
def list_packs() -> None:
    """List the built-in packs."""
    for name in builtin_packs():
        pack = load_pack(name)
        click.echo(
            f"{pack.name} {pack.version}  {plural(len(pack.rules), '{count} rule', '{count} rules')}  {pack.description}"
        )


@command.command()
@click.argument("packs", nargs=-1, required=True, metavar="PACK…")
def check(packs: tuple[str, ...]) -> None:
    """Check that packs can be used; the first mistake is told with its file and line."""
    for name in packs:
        pack = load_pack(name)
        say(
            _("{name}: {pack} {version}, {rules}, all right.").format(
                name=name,
                pack=pack.name,
                version=pack.version,
                rules=plural(len(pack.rules), "{count} rule", "{count} rules"),
            )
        )


@command.command()
@click.argument("packs", nargs=-1, required=True, metavar="PACK…")
@pass_settings
def test(settings: Settings, packs: tuple[str, ...]) -> None:
    """Try the examples that the rules carry, `matches` and `not`."""
    for name in packs:
        pack = load_pack(name)
        failed = failed_examples(pack)
        for rule, line, example, marked, slow in failed:
            place = {"name": name, "line": line, "rule": rule, "example": example}
            said = _("{name}:{line}: {rule}: “{example}” marks {marked}.").format(
                marked=marked or _("nothing"), **place
            )
            if slow:
                said = _("{name}:{line}: {rule}: “{example}” ran out of time.").format(**place)
            settings.failed(InputError(said))
        count = sum(len(rule.matches) + len(rule.not_matches) for rule in pack.rules)
        say(
            _("{name}: {examples}, {wrong} wrong.").format(
                name=name, examples=plural(count, "{count} example", "{count} examples"), wrong=f"{len(failed):,}"
            )
        )


@command.command()
@click.argument("pack", metavar="PACK")
@click.argument("paths", nargs=-1, required=True, type=PATH, metavar="PATH…")
@click.option("--count", type=click.IntRange(0), default=10, metavar="N", help=N_("How many hits of each label."))
@click.option("--seed", type=int, default=1, metavar="N", help=N_("Another number draws other hits."))
@click.option(
    "--text-field", default="text", metavar="NAME", help=N_("The field of JSON Lines or CSV that holds the text.")
)
@click.option("--jobs", type=click.IntRange(1), default=1, metavar="N", help=N_("How many processes work."))
@click.option("--json", "as_json", is_flag=True, help=N_("One JSON object a hit."))
@pass_settings
def sample(
    settings: Settings,
    pack: str,
    paths: tuple[Path, ...],
    *,
    count: int,
    seed: int,
    text_field: str,
    jobs: int,
    as_json: bool,
) -> None:
    """Count what a pack marks in files, and show hits of each label at random, for you to judge.

    PATH is anything that pizhu tag takes. The same seed shows the same hits.
    """
    drawn = Sample(count, seed)
    for line in tag_rows(rows_of(paths, text_field), [TaggerName(pack)], text_field=text_field, jobs=jobs):
        warn_of_slow_rules(line.row.place, line.slow)
        record = json.loads(line.json)
        if line.error:
            settings.failed(InputError(line.error))
            continue
        text = record[text_field if text_field in record else "text"]
        for span in record["spans"]:
            rule = span["origin"].removeprefix("rule:")
            drawn.add(line.row.place, span["start"], span["end"], span["label"], rule, text)
    if as_json:
        for label in sorted(drawn.labels):
            for hit in drawn.hits(label):
                click.echo(json.dumps(hit._asdict(), ensure_ascii=False))
        return
    for label in sorted(drawn.labels):
        click.echo(safe_line(f"{drawn.labels[label]:8,}  {label}"))
        rules = [(rule, number) for (other, rule), number in drawn.rules.most_common() if other == label]
        for rule, number in rules:
            click.echo(safe_line(f"{number:8,}    {rule}"))
        for hit in drawn.hits(label):
            where = f"{hit.place}@{hit.start} {hit.rule.partition('/')[2]}"
            click.echo(safe_line(f"{'':10}{hit.before}【{hit.text}】{hit.after}  {where}"))


@command.command()
@click.option("--json", "as_json", is_flag=True, help=N_("One JSON object a line."))
@database_option
@pass_settings
def stats(settings: Settings, *, as_json: bool) -> None:
    """How many suggestions of each rule people accepted: the rules that are refused most come first.

    What pizhu tag --accept accepted, and no one has changed since, is counted by itself: by run.
    """
    with settings.desk() as desk:
        rules = sorted(desk.library.annotations.decisions(), key=worst_first)
    if as_json:
        for rule in rules:
            click.echo(json.dumps({**asdict(rule), "acceptance": rule.acceptance}, ensure_ascii=False))
    elif rules:
        names = (
            (_("accepted"), 8),
            (_("rejected"), 8),
            (pgettext("suggestions", "open"), 8),
            (_("by run"), 8),
            (_("share"), 7),
        )
        click.echo(" ".join(right_justified(name, width) for name, width in names) + "  " + _("rule"))
        for rule in rules:
            share = "" if rule.acceptance is None else f"{rule.acceptance:.0%}"
            name = safe_line(f"{rule.rule} ({rule.label})")
            click.echo(f"{rule.accepted:8,} {rule.rejected:8,} {rule.open:8,} {rule.by_run:8,} {share:>7}  {name}")
    else:
        say(_("No rule has suggested anything yet; pizhu tag does."))
