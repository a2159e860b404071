"""`pizhu undo`: takes back."""

from __future__ import annotations

import click

from reader.cli.context import Settings, library_options, pass_settings, say
from reader.errors import ReaderError
from reader.translation import N_, _
from reader.wording import plural


@click.command("undo")
@click.option("--run", is_flag=True, help=N_("The latest batch run, but for what people decided since."))
@library_options
@pass_settings
def command(settings: Settings, *, run: bool) -> None:
    """Take back your last action, or the latest batch run. The history keeps it."""
    with settings.desk() as desk:
        if run:
            number = desk.library.runs.last()
            actions = [] if number is None else desk.undo_run(number)
        else:
            action = desk.undo()
            actions = [] if action is None else [action]
        if not actions:
            raise ReaderError(_("There is nothing to take back."))
        changes = sum(len(action.changes) + len(action.labels) for action in actions)
        say(_("Taken back: {changes}.").format(changes=plural(changes, "{count} change", "{count} changes")))
