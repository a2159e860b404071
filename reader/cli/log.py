"""`pizhu log`: who changed what, and when."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from reader.cli.context import Settings, library_options, pass_settings
from reader.library.annotations import to_row
from reader.text.display import safe_line
from reader.translation import N_
from reader.wording import action_in_words, plural


@click.command("log")
@click.option(
    "-n", "--number", "limit", type=click.IntRange(1), default=20, show_default=True, help=N_("How many actions.")
)
@click.option("--all", "everything", is_flag=True, help=N_("All actions."))
@click.option(
    "--json", "as_json", is_flag=True, help=N_("One JSON object an action, with each annotation before and after.")
)
@library_options
@pass_settings
def command(settings: Settings, limit: int, *, everything: bool, as_json: bool) -> None:
    """Tell who changed what, and when; the newest first. Nothing is ever taken out of the history."""
    with settings.desk() as desk:
        names = {entry.id: entry.name for entry in desk.library.documents.entries()}
        for action in desk.library.history.log(-1 if everything else limit):
            document = action.removed or names.get(action.document or 0, "")
            if as_json:
                row = {
                    "id": action.id,
                    "at": action.at,
                    "annotator": action.annotator,
                    "action": action.name,
                    "document": document,
                    "run": action.run,
                    "changes": [
                        {side: None if one is None else to_row(one) for side, one in change._asdict().items()}
                        for change in action.changes
                    ],
                    "labels": [
                        {side: None if one is None else asdict(one) for side, one in (("before", b), ("after", a))}
                        | ({"moved_to": moved_to} if moved_to else {})
                        for b, a, moved_to in action.labels
                    ],
                }
                click.echo(json.dumps(row, ensure_ascii=False))
            else:
                what = ", ".join(map(str, action.labels))
                if len(action.changes) == 1 and not what:
                    first = action.changes[0].annotation
                    what = f"{first.label} “{first.quote}”"
                elif action.changes:
                    changes = plural(len(action.changes), "{count} change", "{count} changes")
                    what = f"{what}  {changes}".lstrip()
                click.echo(
                    safe_line(f"{action.at}  {action.annotator}  {action_in_words(action.name)}  {document}  {what}")
                )
