"""What the terminal can do, for `pizhu check --terminal`."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from reader.errors import UsageError
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.probing import Answers


def check_terminal() -> None:
    """Asks the terminal and tells what it answers; UsageError where there is none."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            _("There is no terminal to look at: input or output is a file or a pipe."),
            _("Type it in the terminal you read in."),
        )
    try:
        import termios  # noqa: F401 - what asking needs
    except ImportError:
        raise UsageError(_("This system's terminals cannot be asked."), _("On Unix they can.")) from None
    from reader.config import load_settings
    from reader.probing import ask

    columns, rows = os.get_terminal_size(sys.stdout.fileno())
    answers = ask(os.environ, columns)
    for name, told in _report(answers, os.environ, (columns, rows)):
        click.echo(f"{name + ':':22}{told}")
    click.echo()
    for advice in _advice(answers, os.environ, load_settings().ambiguous_width):
        click.echo(advice)


def _report(answers: Answers, environment: Mapping[str, str], size: tuple[int, int]) -> list[tuple[str, str]]:
    """What there is to tell, by its name."""
    from reader.probing import BRACKETED_PASTE, MOUSE, MOUSE_SGR, SYNCHRONIZED
    from reader.text.display import safe_line

    modes = answers.modes
    mouse = modes.get(MOUSE) if modes.get(MOUSE_SGR) is not False else False
    within = [name for name, sign in (("tmux", "TMUX"), ("screen", "STY"), ("ssh", "SSH_TTY")) if environment.get(sign)]
    return [
        (_("Terminal"), safe_line(answers.name or _("does not give its name"))),
        ("TERM", safe_line(environment.get("TERM") or _("not set"))),
        (_("Within"), ", ".join(within) or _("nothing else")),
        (_("Size"), _("{columns} columns, {rows} rows").format(columns=size[0], rows=size[1])),
        (_("Colours"), _colours(environment, answers)),
        (_("Mouse"), _yes_no(mouse)),
        (_("Bracketed paste"), _yes_no(modes.get(BRACKETED_PASTE))),
        (_("Synchronized output"), _yes_no(modes.get(SYNCHRONIZED))),
        (_("Kitty keys"), _yes_no(answers.kitty_keys)),
        *_widths(answers),
    ]


def _yes_no(can: bool | None) -> str:
    return {True: _("yes"), False: _("no"), None: _("does not say")}[can]


def _colours(environment: Mapping[str, str], answers: Answers) -> str:
    told = _used_colours(environment)
    if answers.true_colour is not None:
        told += "; " + (
            _("it keeps 16 million apart") if answers.true_colour else _("it does not keep 16 million apart")
        )
    return told


def _used_colours(environment: Mapping[str, str]) -> str:
    """What Pizhu will use, which is what these variables say."""
    term = environment.get("TERM", "")
    if environment.get("NO_COLOR"):
        return _("none, by NO_COLOR")
    if _says_true_colour(environment):
        return _("16 million")
    if term in ("dumb", "unknown"):
        return _("none")
    return "256" if term.endswith("256color") else "16"


def _says_true_colour(environment: Mapping[str, str]) -> bool:
    return environment.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit")


def _widths(answers: Answers) -> list[tuple[str, str]]:
    """By kind of character: the cells it takes, and which do not take what Pizhu takes them for."""
    from reader.probing import SAMPLES
    from reader.text.cells import text_cells

    names = {
        "ambiguous": _("Ambiguous width"),
        "wide": _("Wide characters"),
        "narrow": _("Narrow characters"),
        "emoji": _("Emoji"),
    }
    lines = []
    for kind, samples in SAMPLES.items():
        measured = {sample: answers.widths_cells[sample] for sample in samples if sample in answers.widths_cells}
        if not measured:
            lines.append((names[kind], _("does not say")))
            continue
        told = " ".join(f"{sample} {cells}" for sample, cells in measured.items())
        others = [sample for sample, cells in measured.items() if cells != text_cells(sample)]
        if kind != "ambiguous" and others:
            told += "; " + _("Pizhu assumes {what}").format(
                what=" ".join(f"{sample} {text_cells(sample)}" for sample in others)
            )
        lines.append((names[kind], told))
    return lines


def ambiguous_width_of(answers: Answers) -> int | None:
    """The setting that fits: how wide most characters of ambiguous width are; None where that was not told."""
    from reader.probing import SAMPLES

    measured = [answers.widths_cells[sample] for sample in SAMPLES["ambiguous"] if sample in answers.widths_cells]
    if not measured:
        return None
    return 2 if 2 * sum(cells == 2 for cells in measured) > len(measured) else 1


def _advice(answers: Answers, environment: Mapping[str, str], ambiguous_width: int) -> list[str]:
    from reader.config import SETTINGS, config_folder

    advice = []
    fitting = ambiguous_width_of(answers)
    file = config_folder() / SETTINGS
    if fitting is not None and fitting != ambiguous_width:
        advice.append(_("Put this line into {file}:").format(file=file) + f"\n    ambiguous_width = {fitting}")
    if fitting is None:
        advice.append(
            _(
                "It does not tell how wide characters are. Where lines with “ … ● are out of place, put into {file}:"
            ).format(file=file)
            + "\n    ambiguous_width = 2"
        )
    if answers.true_colour and not _says_true_colour(environment) and not environment.get("NO_COLOR"):
        advice.append(_("For all its colours:") + "\n    export COLORTERM=truecolor")
    return advice or [_("The settings fit this terminal.")]
