"""CoNLL: a token and its tag a line, an empty line between sentences; by character or by word."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, TextIO

from reader.exports.documents import OVERLAPPING, TWICE, apart
from reader.exports.format import Format, Target
from reader.exports.options import Offsets
from reader.text.sentences import sentences
from reader.text.spans import Span
from reader.translation import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from reader.annotations.model import Annotation
    from reader.exports.content import Content

_TOKEN = re.compile(r"\S+")
_CHARACTER = re.compile(r"\S")


class Scheme(StrEnum):
    """Tags for a passage of one token, and for the first, the inner and the last of several."""

    BIO = "BBII"
    BIOES = "SBIE"
    BMES = "SBME"


def _write(content: Content, stream: TextIO, *, scheme: Scheme, words: bool) -> None:
    cut = _by_word() if words else _by_character
    for document in content.documents():
        annotations = apart(content, document)
        stream.write("-DOCSTART- -X- O O\n\n")
        following = 0
        for sentence in _sentences(document.text, [one.span for one in annotations]):
            inside = []
            while following < len(annotations) and annotations[following].span.start < sentence.end:
                inside.append(annotations[following])
                following += 1
            lines = list(_lines(document.text, sentence, inside, cut, scheme))
            if lines:
                stream.writelines(lines)
                stream.write("\n")


def _sentences(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """The sentences in order; those that a passage goes over are one."""
    ahead = iter(spans)
    span = next(ahead, None)
    start = 0
    for sentence in sentences(text):
        while span is not None and span.end <= sentence.end:
            span = next(ahead, None)
        if span is None or span.start >= sentence.end:
            yield Span(start, sentence.end)
            start = sentence.end
    if start < len(text):
        yield Span(start, len(text))


def _lines(
    text: str,
    sentence: Span,
    annotations: Iterable[Annotation],
    cut: Callable[[str], Iterable[str]],
    scheme: Scheme,
) -> Iterator[str]:
    at = sentence.start
    for annotation in annotations:
        yield from (f"{token} O\n" for token in cut(text[at : annotation.span.start]))
        label = "_".join(annotation.label.split())
        inside = list(cut(annotation.quote))
        for index, token in enumerate(inside):
            yield f"{token} {_tag(scheme, index, len(inside))}-{label}\n"
        at = annotation.span.end
    yield from (f"{token} O\n" for token in cut(text[at : sentence.end]))


def _tag(scheme: Scheme, index: int, count: int) -> str:
    single, first, inner, last = scheme.value
    if count == 1:
        return single
    return first if index == 0 else last if index == count - 1 else inner


def _by_character(text: str) -> Iterable[str]:
    return _CHARACTER.findall(text)


def _by_word() -> Callable[[str], Iterable[str]]:
    """Cuts into words. What is cut never goes over the edge of a passage, so no passage ends inside a word."""
    from reader.text.words import Segmenter

    segmenter = Segmenter(fast=True)

    def cut(text: str) -> Iterator[str]:
        for word in segmenter.words(text):
            yield from _TOKEN.findall(word.slice(text))

    return cut


_TITLES = {
    (Scheme.BIO, False): N_("CoNLL, BIO by character"),
    (Scheme.BIOES, False): N_("CoNLL, BIOES by character"),
    (Scheme.BMES, False): N_("CoNLL, BMES by character"),
    (Scheme.BIO, True): N_("CoNLL, BIO by word"),
    (Scheme.BIOES, True): N_("CoNLL, BIOES by word"),
    (Scheme.BMES, True): N_("CoNLL, BMES by word"),
}

CONLL = tuple(
    Format(
        f"conll-{scheme.name.lower()}{'-words' if words else ''}",
        ".conll",
        _TITLES[scheme, words],
        Target.TEXT,
        partial(_write, scheme=scheme, words=words),
        Offsets.TOKENS,
        ("id", "status", "origin", "annotator", "note", "attributes", "created_at", "updated_at"),
        (TWICE, OVERLAPPING),
    )
    for words in (False, True)
    for scheme in Scheme
)
