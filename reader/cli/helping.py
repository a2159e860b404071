"""Owns text of commands laid out in terminal cells: help in Chinese, and columns. English help is left to click."""

from __future__ import annotations

import gettext
import os
import re
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

import click

from reader.text.marks import CLOSERS, OPENERS, PAUSES, STOPS
from reader.translation import DOMAIN, LOCALE, _, language, locale_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_STAYS = CLOSERS | frozenset(STOPS + PAUSES + "…")  # what starts no line
_TOKEN = re.compile(r"\s+|[!-~]+|.", re.DOTALL)
_SENTENCE = re.compile(r"(.+?)[。：](?:\s|$|(?=[^）」”]))", re.DOTALL)


def cells(text: str) -> int:
    """The cells that a text takes; ambiguous characters are counted as one."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def left_justified(text: str, width_cells: int) -> str:
    """The text with blanks behind it up to a width."""
    return text + " " * max(0, width_cells - cells(text))


def right_justified(text: str, width_cells: int) -> str:
    """The text with blanks before it up to a width."""
    return " " * max(0, width_cells - cells(text)) + text


def fill(text: str, width_cells: int) -> list[str]:
    """The lines of a paragraph; Latin words stay whole, closing marks start no line, opening ones end none."""
    lines = [""]
    for piece in _pieces(text):
        if cells(lines[-1]) + cells(piece.rstrip()) > width_cells and lines[-1]:
            lines[-1] = lines[-1].rstrip()
            lines.append(piece.lstrip())
        else:
            lines[-1] += piece
    lines[-1] = lines[-1].rstrip()
    return lines


def _pieces(text: str) -> Iterator[str]:
    """What no line break parts."""
    piece = ""
    for token in _TOKEN.findall(text):
        if piece and not (token[0] in _STAYS or piece[-1] in OPENERS):
            yield piece
            piece = ""
        piece += token
    yield piece


class CellFormatter(click.HelpFormatter):
    """Help whose columns stand and whose lines end by cells, not characters."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The usage, on lines of its own where it does not fit behind the program's name."""
        head = f"{_('Usage:') if prefix is None else prefix.rstrip()}{prog} "
        for number, line in enumerate(fill(args, max(20, self.width - cells(head)))):
            self.write(f"{' ' * cells(head) if number else head}{line}".rstrip() + "\n")

    def write_heading(self, heading: str) -> None:
        """A heading, with the colon of Chinese."""
        self.write(f"{' ' * self.current_indent}{heading}：\n")

    def write_text(self, text: str) -> None:
        """Paragraphs, with a blank line between."""
        indent = " " * self.current_indent
        paragraphs = [fill(one, self.width - self.current_indent) for one in text.split("\n\n")]
        self.write("\n\n".join("\n".join(indent + line for line in lines) for lines in paragraphs) + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Terms, and what they mean in a column behind them; below a term that is too wide."""
        rows = list(rows)
        first = min(max((cells(term) for term, _meaning in rows), default=0), col_max) + col_spacing
        indent = " " * self.current_indent
        for term, meaning in rows:
            lines = fill(meaning, max(10, self.width - first - self.current_indent))
            gap = first - cells(term)
            if gap < col_spacing and meaning:
                self.write(f"{indent}{term}\n")
                self.write(f"{indent}{' ' * first}{lines[0]}\n")
            else:
                self.write(f"{indent}{term}{' ' * max(0, gap)}{lines[0]}".rstrip() + "\n")
            for line in lines[1:]:
                self.write(f"{indent}{' ' * first}{line}\n")


class _ChineseContext(click.Context):
    formatter_class = CellFormatter


def speak(command: click.Command) -> click.Command:
    """Puts what a command and those below it say of themselves into the language of the interface."""
    if language() == "en":
        return command
    command.context_class = _ChineseContext
    command.help = _(help_text(command.help)) if command.help else None
    command.options_metavar = _("[OPTIONS]")
    if command.help:
        # The first sentence: click looks for a full stop with a space behind it.
        found = _SENTENCE.match(command.help)
        command.short_help = found[1] if found else command.help
    for parameter in command.params:
        if isinstance(parameter, click.Option) and parameter.help:
            parameter.help = _(parameter.help)
    if isinstance(command, click.Group):
        command.subcommand_metavar = _("COMMAND [ARGS]...")
        for inner in command.commands.values():
            speak(inner)
    return command


def help_text(docstring: str) -> str:
    """The message of a docstring: its paragraphs, each on one line, however it is wrapped in the code."""
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in docstring.split("\n\n")).strip()


def speak_click() -> None:
    """Has click take its own words from our catalogue too, in place of the ones of the locale."""
    if language() == "en":
        return
    os.environ["LANGUAGE"] = locale_name(language())
    gettext.bindtextdomain(DOMAIN, str(LOCALE))
    gettext.textdomain(DOMAIN)
