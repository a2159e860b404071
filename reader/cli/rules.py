"""`pizhu rules`: whether rule packs are right, and what people make of their suggestions."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from reader.cli.context import Settings, database_option, pass_settings, say
from reader.errors import InputError
from reader.library.stats import worst_first
from reader.tagging.examples import failed_examples
from reader.tagging.rules import builtin_packs, load_pack
from reader.text.display import safe_line
from reader.wording import plural


@click.group("rules")
def command() -> None:
    """Check and test rule packs: a built-in one by its name, or a TOML file."""


@command.command("list")
def list_packs() -> None:
    """List the built-in packs."""
    for name in builtin_packs():
        pack = load_pack(name)
        click.echo(f"{pack.name} {pack.version}  {plural(len(pack.rules), 'rule')}  {pack.description}")


@command.command()
@click.argument("packs", nargs=-1, required=True, metavar="PACK…")
def check(packs: tuple[str, ...]) -> None:
    """Check that packs can be used; the first mistake is told with its file and line."""
    for name in packs:
        pack = load_pack(name)
        say(f"{name}: {pack.name} {pack.version}, {plural(len(pack.rules), 'rule')}, all right.")


@command.command()
@click.argument("packs", nargs=-1, required=True, metavar="PACK…")
@pass_settings
def test(settings: Settings, packs: tuple[str, ...]) -> None:
    """Try the examples that the rules carry, `matches` and `not`."""
    for name in packs:
        pack = load_pack(name)
        failed = failed_examples(pack)
        for rule, line, example, marked in failed:
            settings.failed(InputError(f"{name}:{line}: {rule}: “{example}” marks {marked or 'nothing'}."))
        count = sum(len(rule.matches) + len(rule.not_matches) for rule in pack.rules)
        say(f"{name}: {plural(count, 'example')}, {len(failed)} wrong.")


@command.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@database_option
@pass_settings
def stats(settings: Settings, *, as_json: bool) -> None:
    """How many suggestions of each rule people accepted: the rules that are refused most come first.

    What was accepted with pizhu tag --accept counts as accepted too.
    """
    with settings.desk() as desk:
        rules = sorted(desk.library.annotations.decisions(), key=worst_first)
    if as_json:
        for rule in rules:
            click.echo(json.dumps({**asdict(rule), "acceptance": rule.acceptance}, ensure_ascii=False))
    elif rules:
        click.echo(f"{'accepted':>8} {'rejected':>8} {'open':>8} {'share':>7}  rule")
        for rule in rules:
            share = "" if rule.acceptance is None else f"{rule.acceptance:.0%}"
            name = safe_line(f"{rule.rule} ({rule.label})")
            click.echo(f"{rule.accepted:8,} {rule.rejected:8,} {rule.open:8,} {share:>7}  {name}")
    else:
        say("No rule has suggested anything yet; pizhu tag does.")
