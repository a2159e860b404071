r"""Owns what a rule pack is. Reading one from TOML: loading.py. Running rules: matcher.py.

A pack is data. It cannot run code; the worst a pattern can do is be slow, and the matcher stops it then.

    name = "roads"                 required
    version = "1"                  required
    description = "…"              for people
    overlap = "keep-all"           or "longest", "longest-per-label", "keep-existing", "keep-existing-per-label"
                                   (annotations/overlap.py)

    [fragments]                    pieces of patterns, which later ones and the rules use as {name}:
    number = '\d+(?:\.\d+)?'       a regular expression, or
    unit = ["公里", "里"]           a list of words, any of which may stand there

    [short_forms]                  other names for what `repeat` looks for (short_forms.py)
    label = "program"              required; the names of this label
    kinds = ["工程", "计划"]        required; that end in one of these words have shorter forms that end in it too,
    after = '实施|开展'             required; which stand after what is no Han character, or after this pattern,
    exclude = '专项|综合'           and of which this pattern does not match all but the word of kind

    [[rule]]
    id = "length"                  required, once in a pack
    label = "statistic"            required
    pattern = '{number}{unit}'      a regular expression of the `regex` module (its version 1) over the match
                                   form; a group named `span` narrows what is marked, a group named `name`
                                   what `repeat` looks for (else it is all that is marked). Or, instead:
    phrases = ["高速公路"]          words in any script and width, the longest at each place; or
    phrases_file = "roads.txt"     the same, one a line, in a file beside the pack; # starts a comment line; or
    words = [{ pos = "n", times = "1-3" }, { text = ["工程", "計劃"] }]
                                   words one after the other, as jieba cuts the match form. A step asks of its word
                                   any of: text (in any script; a list: one of them), pos (jieba's part of speech
                                   or how it begins, n for all nouns; a list: one of them), pattern (matches the
                                   whole word); times is "?", "*", "+", "2", "1-3" or "2-", else once; where some
                                   steps have span = true, these are marked, else all
    needs = ["里", "路"]            words of which every paragraph with a hit has at least one; changes no hit, but
                                   the pattern is not tried where all are missing
    kinds = ["body"]               only in paragraphs of these kinds
    priority = 1                   wins over length where the overlap policy prefers the longest; 0
    attributes = { source = "x" }  given to each match
    quantity = true                each match also gets the number it states (text/quantities.py)
    repeat = "quoted"              what was found once is marked wherever else the document has the same name
                                   in quotation marks; "anywhere": also without them, from three characters on
    repeat_after = '已|累计'        with "quoted": without them, too, from four characters on, where this regular
                                   expression matches right after the name: it tells what the name did
    repeat_before = '开通'          likewise, or where this one matches right before the name
    require_before = '修建'         a regular expression that must match right before the hit; likewise
    exclude_before = '不'           … must not match right before it,
    require_after, exclude_after   … right after it,
    require, exclude               … anywhere within 40 code points of it, or in it
    exclude_document = '第\d+条'    the rule finds nothing in documents in which this matches anywhere; ^ and $ are
                                   the ends of the document
    matches = ["3公里"]             examples: texts in which the rule must mark something, with the part in
    not = ["三公里"]                [square brackets] if there are any; texts in which it must mark nothing

The match form is simplified script, half-width (punctuation too), lower case (text/folding.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import regex

from reader.annotations.overlap import Overlap

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.tagging.word_rules import Step
    from reader.text.paragraphs import Kind

CONTEXT = 40  # code points of the match form on either side that `require` and `exclude` look at
FLAGS = regex.VERSION1


class Repeat(StrEnum):
    """Where else in a document a name that was found once is marked too; the value is what rule packs say."""

    QUOTED = "quoted"  # wherever the name stands between quotation marks, which are marked with it
    ANYWHERE = "anywhere"  # there, and also without marks


@dataclass(frozen=True, slots=True)
class Condition:
    """What must, or must not, stand near a hit: `where` is before, after or near."""

    where: str
    wanted: bool
    pattern: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, checked: one of `pattern` (fragments filled in), `phrases` (in the match form), `words` is set."""

    id: str
    label: str
    pattern: str = ""
    phrases: tuple[str, ...] = ()
    words: tuple[Step, ...] = ()
    needs: tuple[str, ...] = ()
    kinds: frozenset[Kind] = frozenset()
    attributes: Mapping[str, Any] = field(default_factory=dict)
    priority: int = 0
    quantity: bool = False
    repeat: Repeat | None = None
    repeat_after: str = ""
    repeat_before: str = ""
    conditions: tuple[Condition, ...] = ()
    exclude_document: str = ""
    matches: tuple[str, ...] = ()
    not_matches: tuple[str, ...] = ()
    line: int = 1


@dataclass(frozen=True, slots=True)
class ShortForms:
    """Which names have short forms, what stands before one, and what is none; checked."""

    label: str
    kinds: tuple[str, ...]
    after: str
    exclude: str


@dataclass(frozen=True, slots=True)
class RulePack:
    """A pack, checked and ready; it holds text only, so it travels to other processes as it is.

    `digest` is the SHA-256, in hexadecimal, of the pack's file and its phrase files: equal digests tag alike.
    """

    name: str
    version: str
    digest: str
    rules: tuple[Rule, ...]
    overlap: Overlap = Overlap.KEEP_ALL
    description: str = ""
    short_forms: ShortForms | None = None

    def __hash__(self) -> int:
        return hash(self.digest)


def right_before(pattern: str) -> str:
    """The pattern of what a pattern matches at the end of a text."""
    return f"(?:{pattern})\\Z"
