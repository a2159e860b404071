"""`pizhu rules`: whether rule packs are right."""

from __future__ import annotations

import click

from reader.cli.context import Settings, pass_settings, say
from reader.errors import InputError
from reader.tagging.examples import failed_examples
from reader.tagging.rules import builtin_packs, load_pack
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
