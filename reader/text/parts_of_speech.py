"""Owns words with their part of speech, as jieba tells them of simplified text. Words alone: words.py."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.text.frequencies import Frequencies
from reader.text.words import entering, jieba_tokenizer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

# jieba's tags. The first letter is the class: n noun, v verb, a adjective, d adverb, m number, q measure word,
# r pronoun, p preposition, c conjunction, u particle, t time, s place, f direction, l i j set phrases and short
# forms, x everything else; nr ns nt nz are names of people, places, bodies and other things.
TAGS = (
    "a", "ad", "ag", "an", "b", "bg", "c", "d", "df", "dg", "e", "eng", "f", "g", "h", "i", "in", "j", "jn", "k", "l",
    "ln", "m", "mg", "mq", "n", "ng", "nr", "nrfg", "nrt", "ns", "nt", "nz", "o", "p", "q", "qe", "qg", "r", "rg",
    "rr", "rz", "s", "t", "tg", "u", "ud", "ug", "uj", "ul", "uv", "uz", "v", "vd", "vg", "vi", "vn", "vq", "x", "y",
    "yg", "z", "zg",
)  # fmt: skip


class TaggedWord(NamedTuple):
    """A word and its part of speech, one of TAGS."""

    word: str
    tag: str


def tagged_words(text: str) -> Iterator[TaggedWord]:
    """The words of a simplified text, in order and without a gap; loads what that takes when it is first asked.

    The words come as they are found: whoever has no more time stops.
    """
    return (TaggedWord(pair.word, pair.flag) for pair in cutter()(text))


@lru_cache(maxsize=1)
def cutter() -> Callable[[str], Iterable[Any]]:
    """What `tagged_words` cuts with; loading it takes most of a second."""
    frequencies = Frequencies.of_jieba()
    tokenizer = jieba_tokenizer(frequencies)
    from jieba import posseg

    # Made without its constructor, which reads the dictionary once more.
    made = posseg.POSTokenizer.__new__(posseg.POSTokenizer)
    made.tokenizer = tokenizer
    made.word_tag_tab = posseg.dt.word_tag_tab
    return entering(frequencies, made.cut)
