"""`pizhu words`: a text cut into words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from reader.cli.context import PATH
from reader.cli.streams import reading, stretches, writing
from reader.config import own_dictionary, own_words
from reader.text.words import Segmenter
from reader.translation import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


@click.command("words")
@click.argument("file", required=False, type=PATH, metavar="[FILE]")
@click.option(
    "--words",
    "words_file",
    type=PATH,
    metavar="FILE",
    help=N_("Your own words, one a line; they are never cut."),
)
@click.option(
    "--dictionary",
    type=PATH,
    metavar="FILE",
    help=N_("Your own spellings: two columns with a tab between."),
)
@click.option("--json", "as_json", is_flag=True, help=N_("One JSON object a word: text, start, end in code points."))
@click.option("--encoding", default="utf-8", metavar="NAME", help=N_("Of the input. Default: utf-8."))
@click.option("-o", "--output", type=PATH, metavar="FILE", help=N_("Where to write. Default: stdout."))
def command(
    file: Path | None,
    words_file: Path | None,
    dictionary: Path | None,
    encoding: str,
    output: Path | None,
    *,
    as_json: bool,
) -> None:
    """Cut a text, from a file or stdin, into words, with a blank between.

    A traditional text is cut as its simplified twin is. White space stays where it is. With --json, start and end
    count in the text as documents have it: without BOM, every line end one character.
    """
    segmenter = Segmenter(own_words(words_file), dictionary=own_dictionary(dictionary), fast=True)
    with reading(file, encoding, plain_ends=as_json) as text, writing(output) as out:
        written = as_json_lines if as_json else spaced
        out.writelines(written(segmenter, stretches(text)))


def as_json_lines(segmenter: Segmenter, stretches: Iterable[str]) -> Iterator[str]:
    """A line of JSON for each word that is no white space, with its place in all of the stretches."""
    offset = 0
    for stretch in without_bom(stretches):
        for span in segmenter.words(stretch):
            if word := span.slice(stretch).strip():
                place = {"text": word, "start": offset + span.start, "end": offset + span.end}
                yield json.dumps(place, ensure_ascii=False) + "\n"
        offset += len(stretch)


def spaced(segmenter: Segmenter, stretches: Iterable[str]) -> Iterator[str]:
    """The words with a blank between two that have no white space between them already."""
    before = "\n"
    for stretch in without_bom(stretches):
        for span in segmenter.words(stretch):
            word = span.slice(stretch)
            yield word if before.isspace() or word[0].isspace() else f" {word}"
            before = word[-1]


def without_bom(stretches: Iterable[str]) -> Iterator[str]:
    """The stretches of a text without the mark that says how its file is encoded."""
    for number, stretch in enumerate(stretches):
        yield stretch if number else stretch.removeprefix("\ufeff")
