"""Measures a rule pack on marked documents: python -m benchmarks.tagging --corpus DIR.

DIR holds gold-dev.jsonl and the documents it names.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from pathlib import Path

import regex

from reader.tagging.evaluation import GoldSpan, LabelScore, Prediction, evaluate, read_gold
from reader.tagging.matcher import Matcher, tag_text
from reader.tagging.rules import FLAGS, load_pack
from reader.text.folding import fold


def main() -> None:
    options = _options()
    gold = read_gold((options.corpus / "gold-dev.jsonl").read_text("utf-8").split("\n"))
    texts = {doc: (options.corpus / doc).read_text("utf-8-sig") for doc in sorted({span.doc for span in gold})}
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
    spent: dict[str, float] = defaultdict(lambda: 1e9)
    for _ in range(5):
        for name, pattern in patterns.items():
            spent[name] = min(spent[name], seconds(lambda: list(pattern.finditer(view))))  # noqa: B023 - runs now
    bare = sum(spent.values())
    folding = min(seconds(lambda: fold(text)) for _ in range(5))
    whole = min(seconds(lambda: list(tag_text(text, matcher))) for _ in range(5))
    print(f"{len(text)} points: bare {bare * 1e3:.1f}, fold {folding * 1e3:.1f}, matcher {whole * 1e3:.1f} ms")
    print(f"ratio {whole / bare:.2f}, {len(text) / whole / 1e6:.2f} M code points a second")
    for name, value in sorted(spent.items(), key=lambda item: -item[1]):
        print(f"  {value * 1e3:6.1f} ms {name}")


def seconds(run: object) -> float:
    start = time.perf_counter()
    run()  # type: ignore[operator]
    return time.perf_counter() - start


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--pack", default="zh-gov")
    parser.add_argument("--differences", action="store_true")
    parser.add_argument("--speed", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
