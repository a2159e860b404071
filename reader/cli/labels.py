"""`pizhu labels`: what passages can be marked as, and changing it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from reader.annotations.label_changes import colour_of, find_label, key_of
from reader.annotations.label_sets import label_set, load_label_set
from reader.annotations.model import COLOURS, Label
from reader.cli.context import PATH, Settings, library_options, pass_settings, say
from reader.files import replacing
from reader.text.display import safe_line
from reader.translation import N_, _
from reader.wording import plural

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.desk import Desk

_COLOURS = ", ".join(COLOURS)


@click.group("labels", invoke_without_command=True)
@click.option("--load", "path", type=PATH, metavar="FILE", help=N_("Add the labels of a label set first."))
@click.option("--save", "target", type=PATH, metavar="FILE", help=N_("Write the labels as a label set; - is stdout."))
@click.option("--json", "as_json", is_flag=True, help=N_("One JSON object a label."))
@library_options
@pass_settings
@click.pass_context
def command(
    context: click.Context, settings: Settings, path: Path | None, target: Path | None, *, as_json: bool
) -> None:
    """List the labels with their keys, or change them; pizhu undo takes a change back."""
    labels = [] if path is None else load_label_set(path)
    if context.invoked_subcommand is not None and path is None and target is None and not as_json:
        return
    with settings.desk() as desk:
        if path is not None:
            say(f"{plural(desk.load_labels(labels), '{count} new label', '{count} new labels')}.")
        if target is not None:
            _save(desk, target)
        elif context.invoked_subcommand is None:
            _list(desk, as_json=as_json)


def _list(desk: Desk, *, as_json: bool) -> None:
    for label in desk.library.labels.all():
        if as_json:
            row = {
                "name": label.name,
                "title": label.title,
                "description": label.description,
                "colour": label.colour,
                "key": label.key,
            }
            click.echo(json.dumps(row, ensure_ascii=False))
        else:
            click.echo(safe_line(f"{label.key or ' '}  {label.name}  {label.title}  {label.description}"))


def _save(desk: Desk, target: Path) -> None:
    labels = desk.library.labels.all()
    if str(target) == "-":
        click.echo(label_set(labels), nl=False)
        return
    with replacing(target) as stream:
        stream.write(label_set(labels))
    say(_("{count} to {path}.").format(count=plural(len(labels), "{count} label", "{count} labels"), path=target))


def _described(command: Callable[..., None]) -> Callable[..., None]:
    """Adds the options for what is said of a label."""
    for option in (
        click.option("--key", metavar="DIGIT", help=_("1 to 9, or '' for none; taken from the label that has it.")),
        click.option("--colour", "--color", metavar="NAME", help=_("One of {colours}.").format(colours=_COLOURS)),
        click.option("--description", metavar="TEXT", help=_("What it means.")),
        click.option("--title", metavar="TEXT", help=_("Its name for people.")),
    ):
        command = option(command)
    return command


def _with(label: Label, title: str | None, description: str | None, colour: str | None, key: str | None) -> Label:
    return replace(
        label,
        title=label.title if title is None else title,
        description=label.description if description is None else description,
        colour=label.colour if colour is None else colour_of(colour),
        key=label.key if key is None else key_of(key),
    )


@command.command()
@click.argument("name")
@_described
@library_options
@pass_settings
def add(
    settings: Settings, name: str, title: str | None, description: str | None, colour: str | None, key: str | None
) -> None:
    """Add a label behind the others."""
    with settings.desk() as desk:
        desk.add_label(_with(Label(name), title, description, colour, key))
        say(_("{name}: added.").format(name=name.strip()))


@command.command()
@click.argument("name")
@click.option("--name", "new_name", metavar="NAME", help=N_("A new name; the annotations follow."))
@_described
@click.option("--place", type=click.IntRange(1), metavar="NUMBER", help=N_("Its place in the list, from 1."))
@library_options
@pass_settings
def edit(
    settings: Settings,
    name: str,
    new_name: str | None,
    title: str | None,
    description: str | None,
    colour: str | None,
    key: str | None,
    place: int | None,
) -> None:
    """Rename a label, or change its title, description, colour, key or place."""
    with settings.desk() as desk:
        label = find_label(desk.library.labels.all(), name)
        wanted = _with(label if new_name is None else replace(label, name=new_name), title, description, colour, key)
        changed = desk.edit_label(name, wanted, place)
        told = _("{name}: changed.") if changed else _("{name}: it is so already.")
        say(told.format(name=wanted.name.strip()))


@command.command()
@click.argument("name")
@click.option("--move-to", "other", default="", metavar="LABEL", help=N_("The label that its annotations go to."))
@library_options
@pass_settings
def delete(settings: Settings, name: str, other: str) -> None:
    """Delete a label; one that is used only where it is said which label its annotations go to."""
    with settings.desk() as desk:
        action = desk.delete_label(name, other)
        moved = len(action.changes) if action is not None else 0
        told = _("{name}: deleted.").format(name=name)
        if moved:
            told += " " + _("{count} moved to {other}.").format(
                count=plural(moved, "{count} annotation", "{count} annotations"), other=other
            )
        say(told)
