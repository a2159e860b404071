"""`pizhu check`: whether the library is as it should be."""

from __future__ import annotations

import click

from reader.cli.context import Settings, library_options, pass_settings, say
from reader.errors import LibraryError
from reader.translation import N_, _


@click.command("check")
@click.option("--terminal", is_flag=True, help=N_("Tell what the terminal can do, and which settings fit it."))
@click.option("--repair", is_flag=True, help=N_("Put right what can be, after a copy; without it, nothing is changed."))
@library_options
@pass_settings
def command(settings: Settings, *, repair: bool, terminal: bool) -> None:
    """Check the library: the file and its tables, what refers to what, texts and what is made from them, the quote
    of every annotation against its text, the history.

    Each thing that is wrong is told with what --repair does about it. Exit code 1 where something is wrong. With
    --terminal the library is not looked at.
    """  # noqa: D205 - click shows the first line alone where it is short
    if terminal:
        from reader.cli.check_terminal import check_terminal

        check_terminal()
        return
    with settings.desk() as desk:
        problems = desk.library.upkeep.problems()
        if repair and any(problem.remedy for problem in problems):
            for problem in problems:
                say(
                    _("{problem} To do: {remedy}.").format(
                        problem=problem.message, remedy=problem.remedy or _("nothing")
                    )
                )
            copy, problems = desk.library.upkeep.repair(desk.now())
            say(_("{copy}: the library as it was.").format(copy=copy))
        for problem in problems:
            remedy = _("--repair would {remedy}.").format(remedy=problem.remedy) if problem.remedy else ""
            settings.failed(LibraryError(problem.message, remedy))
        verdict = _("{count} things are wrong").format(count=len(problems)) if problems else _("all is well")
        say(f"{desk.library.path}: {verdict}.")
