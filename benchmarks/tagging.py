"""Measures a rule pack: python -m benchmarks.tagging [--gold FILE] [--differences] [--speed] [--spacy].

FILE marks documents that lie beside it; without it, the samples are taken. --speed sets the matcher beside the bare
compiled patterns run over text that is folded already; --spacy, where spaCy is installed, beside its rules: blank
Chinese cut into characters, phrases in an EntityRuler, and patterns once as its documentation runs them over several
tokens (finditer over doc.text, then char_span), once as token patterns in the EntityRuler. What is in the other script
or full-width spaCy finds so only where the text is brought to one form before, with OpenCC: that is measured too.
"""

from __future__ import annotations

import argparse
import importlib
import json
import random
import re
import time
import unicodedata
from collections import defaultdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import regex

from benchmarks.phrases import COMMON
from reader.documents.reading import Found, read_files
from reader.errors import InputError
from reader.tagging.evaluation import GoldSpan, LabelScore, Prediction, evaluate, read_gold
from reader.tagging.loading import load_pack, parse_pack
from reader.tagging.matcher import Matcher, tag_text
from reader.tagging.rules import FLAGS
from reader.text.folding import fold
from reader.text.paragraphs import split_paragraphs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

HAN = {"TEXT": {"REGEX": "^[一-鿿]$"}}
DIGIT = {"TEXT": {"REGEX": r"^\d$"}}
# Each as a pattern and as tokens of one character; spaCy keeps figures apart too.
SAME: dict[str, tuple[str, list[dict[str, object]]]] = {
    "amount": (
        r"\d+(?:\.\d+)?[万亿]?[元吨亩户人名个项件]",
        [
            {**DIGIT, "OP": "+"},
            {"TEXT": ".", "OP": "?"},
            {**DIGIT, "OP": "*"},
            {"TEXT": {"IN": ["万", "亿"]}, "OP": "?"},
            {"TEXT": {"IN": list("元吨亩户人名个项件")}},
        ],
    ),
    "percent": (
        r"\d+(?:\.\d+)?%",
        [{**DIGIT, "OP": "+"}, {"TEXT": ".", "OP": "?"}, {**DIGIT, "OP": "*"}, {"TEXT": "%"}],
    ),
    "programme": (
        r"“[^“”]{2,12}”(?:工程|计划|活动|行动)",
        [
            {"TEXT": "“"},
            {"TEXT": {"NOT_IN": ["“", "”"]}, "OP": "{2,12}"},
            {"TEXT": "”"},
            {"TEXT": {"IN": list("工计活行")}},
            {"TEXT": {"IN": list("程划动")}},
        ],
    ),
    "rule": (
        r"\p{Han}{2,8}(?:制度|条例|办法)",
        [{**HAN, "OP": "{2,8}"}, {"TEXT": {"IN": list("制条办")}}, {"TEXT": {"IN": list("度例法")}}],
    ),
}
NEEDS = {
    "amount": list("0123456789"),
    "percent": ["%"],
    "programme": ["“"],
    "rule": ["制度", "条例", "办法"],
}


MARKS = str.maketrans("「」『』", "“”“”")


def main() -> None:
    options = _options()
    gold = read_gold(options.gold.read_text("utf-8").split("\n"))
    texts = {doc: read(options.gold.parent / doc) for doc in sorted({span.doc for span in gold})}
    check_offsets(gold, texts)
    matcher = Matcher(load_pack(options.pack))
    predicted = [
        Prediction(doc, match.span, match.label) for doc, text in texts.items() for match in tag_text(text, matcher)
    ]
    for doc in texts:
        part = evaluate([span for span in gold if span.doc == doc], predicted)
        print(doc, *(f"{name} {score.exact.f1:.3f}" for name, score in part.labels.items()))
    report = evaluate(gold, predicted, texts)
    for name, score in {**report.labels, "all": report.overall}.items():
        print(f"{name:10}", described(score))
    if options.differences:
        for title, differences in (("missed", report.misses), ("false", report.false_hits)):
            for item in differences:
                instead = "" if item.instead is None else f" <> {item.instead.slice(texts[item.doc])}"
                place = f"{item.before[-12:]}[{item.text}]{item.after[:8]}{instead}".replace("\n", "⏎")
                print(f"{title:6} {item.label:9} {item.doc[:3]} {place}")
    if options.speed:
        speed(matcher, "\n".join(texts.values()))
    if options.spacy:
        beside_spacy(list(texts.values()))


def read(path: Path) -> str:
    """The text of a document as the program reads it."""
    (document,) = read_files([Found(path, path.name)])
    if isinstance(document, InputError):
        raise SystemExit(str(document))
    return document.text


def described(score: LabelScore) -> str:
    low, high = score.interval
    exact = score.exact
    return (
        f"exact P {exact.precision:.3f} R {exact.recall:.3f} F1 {exact.f1:.3f} [{low:.3f}, {high:.3f}]  "
        f"overlap F1 {score.overlap.f1:.3f}  boundary only {score.boundary_only}"
    )


def check_offsets(gold: list[GoldSpan], texts: dict[str, str]) -> None:
    wrong = [span for span in gold if span.text and span.span.slice(texts[span.doc]) != span.text]
    if wrong:
        raise SystemExit(f"{len(wrong)} gold spans do not stand where they say, the first: {wrong[0]}")


def speed(matcher: Matcher, text: str) -> None:
    """The matcher, against the same patterns run bare over a text that is folded already."""
    view = fold(text).view
    patterns = {rule.id: regex.compile(rule.pattern, FLAGS) for rule in matcher.pack.rules if rule.pattern}
    steps: dict[str, Callable[[], object]] = {
        name: partial(lambda bare: list(bare.finditer(view)), pattern) for name, pattern in patterns.items()
    }
    steps["folding"] = lambda: fold(text)
    steps["splitting"] = lambda: split_paragraphs(text, kinds=matcher.looks_at_kinds)
    steps["whole"] = lambda: list(tag_text(text, matcher))
    spent: dict[str, float] = defaultdict(lambda: 1e9)
    for _ in range(9):  # in turn, so that a busy moment hits all
        for name, step in steps.items():
            spent[name] = min(spent[name], seconds(step))
    folding, splitting, whole = (spent.pop(name) for name in ("folding", "splitting", "whole"))
    bare = sum(spent.values())
    print(
        f"{len(text)} points: bare {bare * 1e3:.1f}, fold {folding * 1e3:.1f}, paragraphs {splitting * 1e3:.1f}, matcher {whole * 1e3:.1f} ms"
    )
    print(f"ratio {whole / bare:.2f}, {len(text) / whole / 1e6:.2f} M code points a second")
    for name, value in sorted(spent.items(), key=lambda item: -item[1]):
        print(f"  {value * 1e3:6.1f} ms {name}")


def beside_spacy(texts: Sequence[str]) -> None:
    """The same 50,000 phrases and four patterns over the same paragraphs."""
    source = random.Random(1)
    phrases = list(dict.fromkeys("".join(source.choices(COMMON, k=source.randint(2, 6))) for _ in range(50_000)))
    head = 'name = "same"\nversion = "1"\n[[rule]]\nid = "phrases"\nlabel = "term"\nphrases_file = "x"\n'
    rules = "".join(
        f'[[rule]]\nid = "{name}"\nlabel = "{name}"\nneeds = {json.dumps(NEEDS[name])}\npattern = \'{p}\'\n'
        for name, (p, _) in SAME.items()
    )
    matcher = Matcher(parse_pack(head + rules, "same.toml", lambda _: "\n".join(phrases)))
    language = importlib.import_module("spacy").blank("zh")
    as_tokens = importlib.import_module("spacy").blank("zh")
    for pipeline in (language, as_tokens):
        pipeline.add_pipe("entity_ruler").add_patterns([{"label": "term", "pattern": phrase} for phrase in phrases])
    as_tokens.get_pipe("entity_ruler").add_patterns(
        [{"label": name, "pattern": tokens} for name, (_, tokens) in SAME.items()]
    )
    patterns = [re.compile(pattern.replace(r"\p{Han}", "[一-鿿]")) for pattern, _ in SAME.values()]
    paragraphs = [paragraph.span.slice(text) for text in texts for paragraph in split_paragraphs(text)]

    def by_finditer() -> int:
        documents = language.pipe(paragraphs)
        return sum(
            len(doc.ents)
            + sum(doc.char_span(*hit.span()) is not None for p in patterns for hit in p.finditer(doc.text))
            for doc in documents
        )

    convert = importlib.import_module("opencc").OpenCC("t2s").convert

    def in_one_form() -> int:
        forms = (unicodedata.normalize("NFKC", convert(paragraph)).translate(MARKS) for paragraph in paragraphs)
        return sum(len(doc.ents) for doc in as_tokens.pipe(forms))

    runs: dict[str, Callable[[], int]] = {
        "pizhu": lambda: sum(len(list(tag_text(text, matcher))) for text in texts),
        "spaCy, finditer": by_finditer,
        "spaCy, EntityRuler": lambda: sum(len(doc.ents) for doc in as_tokens.pipe(paragraphs)),
        "spaCy, EntityRuler, in either script": in_one_form,
    }
    hits = {name: run() for name, run in runs.items()}
    spent: dict[str, float] = defaultdict(lambda: 1e9)
    for _ in range(7):  # in turn, so that a busy moment hits all
        for name, run in runs.items():
            spent[name] = min(spent[name], seconds(run))
    for name, value in spent.items():
        print(
            f"{name}: {sum(map(len, texts)) / value / 1e6:.3f} M code points a second, {hits[name]} hits; "
            f"pizhu is {value / spent['pizhu']:.1f} times as fast"
        )


def seconds(run: object) -> float:
    """Of the processor: what else the machine does changes little."""
    start = time.process_time()
    run()  # type: ignore[operator]
    return time.process_time() - start


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, default=Path(__file__).parent.parent / "samples" / "gold.jsonl")
    parser.add_argument("--pack", default="zh-gov")
    parser.add_argument("--differences", action="store_true")
    parser.add_argument("--speed", action="store_true")
    parser.add_argument("--spacy", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
