"""`pizhu words`: a text cut into words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from reader.cli.context import PATH
from reader.cli.streams import reading, stretches, writing
from reader.config import own_dictionary, own_words
from reader.text.words import Segmenter

if TYPE_CHECKING:
    from pathlib import Path


@click.command("words")
@click.argument("file", required=False, type=PATH, metavar="[FILE]")
@click.option(
    "--words",
    "words_file",
    type=PATH,
    metavar="FILE",
    help="Your own words, one a line; they are never cut.",
)
@click.option(
    "--dictionary",
    type=PATH,
    metavar="FILE",
    help="Your own spellings: two columns with a tab between.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a word: text, start, end in code points.")
@click.option("--encoding", default="utf-8", metavar="NAME", help="Of the input. Default: utf-8.")
@click.option("-o", "--output", type=PATH, metavar="FILE", help="Where to write. Default: stdout.")
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

    A traditional text is cut as its simplified twin is. White space stays where it is.
    """
    segmenter = Segmenter(own_words(words_file), dictionary=own_dictionary(dictionary), fast=True)
    offset = 0
    with reading(file, encoding) as text, writing(output) as out:
        for stretch in stretches(text):
            spans = segmenter.words(stretch)
            if as_json:
                for span in spans:
                    if word := span.slice(stretch).strip():
                        start = offset + span.start
                        out.write(
                            json.dumps({"text": word, "start": start, "end": start + len(span)}, ensure_ascii=False)
                            + "\n"
                        )
            else:
                out.write(_spaced([span.slice(stretch) for span in spans]))
            offset += len(stretch)


def _spaced(words: list[str]) -> str:
    """The words with a blank between two that have no white space between them already."""
    pieces: list[str] = []
    for before, word in zip(["\n", *words], words, strict=False):
        pieces.append(word if before[-1].isspace() or word[0].isspace() else f" {word}")
    return "".join(pieces)
