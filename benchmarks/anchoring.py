"""Measures how passages are found again in edited texts: shares of kept, moved and to review, and wrong placements.

    python -m benchmarks.anchoring [PATH…] [--edits N] [--seed N]
    python -m benchmarks.anchoring --large [PATH…]

Each of N edits (10000) changes a stretch of a text in one of the ways of tests/edits.py, which knows the truth, and
asks for a dozen passages. Beside it: diff-match-patch over the whole stretch alone, and the nearest place where the
quote stands. "Lost" is what is there and was not placed. PATH are files, or folders, of texts, or JSON Lines with a
"text"; else the samples. With --large, a text of a million characters with a thousand passages is edited instead,
and what each takes is compared.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from pathlib import Path
from random import Random

from diff_match_patch import diff_match_patch

from reader.annotations.anchoring import Outcome, reanchor
from reader.documents.reading import find_files, read_files
from reader.errors import InputError
from reader.resources import resource
from reader.text.paragraphs import split_paragraphs
from reader.text.spans import Span
from tests.edits import KINDS, Editor, some_spans

_LENGTHS = (200, 600, 1500)  # characters of a stretch
_PASSAGES = 12


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--edits", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--large", action="store_true")
    arguments = parser.parse_args()
    texts = [text for text in read_texts(arguments.paths) if len(text) > max(_LENGTHS)]
    random = Random(arguments.seed)
    if arguments.large:
        measure_large(texts, random)
    else:
        measure_edits(texts, random, arguments.edits)


def read_texts(paths: list[Path]) -> list[str]:
    """The texts behind paths."""
    texts: list[str] = []
    for path in paths or [resource("samples")]:
        if path.suffix == ".jsonl":
            texts += [json.loads(line)["text"] for line in path.read_text("utf-8").splitlines()]
        else:
            documents = read_files(find_files([path]))
            texts += [document.text for document in documents if not isinstance(document, InputError)]
    return texts


def paragraphs(text: str) -> list[Span]:
    return [paragraph.span for paragraph in split_paragraphs(text, kinds=False)]


def by_diff(old: str, new: str, spans: list[Span]) -> list[Span | None]:
    """Where diff-match-patch alone puts passages: those that lie inside one equal stretch."""
    equal: list[tuple[int, int, int]] = []
    i = j = 0
    for operation, text in diff_match_patch().diff_main(old, new):
        if operation == 0:
            equal.append((i, i + len(text), j - i))
        i += len(text) if operation <= 0 else 0
        j += len(text) if operation >= 0 else 0
    return [
        next((span.shift(by) for start, end, by in equal if start <= span.start and span.end <= end), None)
        for span in spans
    ]


def by_quote(old: str, new: str, spans: list[Span]) -> list[Span | None]:
    """The nearest place where the words of a passage stand."""
    places: list[Span | None] = []
    for span in spans:
        words = span.slice(old)
        before, after = new.rfind(words, 0, span.start + len(words)), new.find(words, span.start)
        found = [at for at in (before, after) if at >= 0]
        places.append(
            None if not found else Span(at := min(found, key=lambda at: abs(at - span.start)), at + len(words))
        )
    return places


def measure_edits(texts: list[str], random: Random, edits: int) -> None:
    kinds = list(KINDS)
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in kinds}
    for number in range(edits):
        kind = kinds[number % len(kinds)]
        whole, other = random.sample(texts, 2)
        length = random.choice(_LENGTHS)
        start = random.randrange(len(whole) - length)
        old = whole[start : start + length]
        spans = some_spans(random, old, _PASSAGES)
        edited = Editor(random, other).edit(kind, old, spans)
        truths = edited.truth(spans)
        anchored = reanchor(old, edited.new, spans, paragraphs(old), paragraphs(edited.new))
        count = counts[kind]
        count["passages"] += len(spans)
        count["there"] += sum(truth is not None for truth in truths)
        for one, truth in zip(anchored, truths, strict=True):
            count[one.outcome] += 1
            count["guessed"] += one.outcome is Outcome.REVIEW and one.span == truth is not None
        ours = [None if one.outcome is Outcome.REVIEW else one.span for one in anchored]
        for name, places in (
            ("ours", ours),
            ("diff", by_diff(old, edited.new, spans)),
            ("quote", by_quote(old, edited.new, spans)),
        ):
            for place, truth in zip(places, truths, strict=True):
                count[f"{name} wrong"] += place not in (None, truth)
                count[f"{name} lost"] += place is None and truth is not None
    print_table(counts, edits)


def print_table(counts: dict[str, Counter[str]], edits: int) -> None:
    print(f"{edits:,} edits; shares of the passages that are there, wrong ones in numbers\n")
    print(f"{'':20}{'passages':>9}{'there':>8}{'kept':>7}{'moved':>7}{'review':>8}{'lost':>7}{'wrong':>7}", end="")
    print(f"{'diff lost':>12}{'wrong':>7}{'quote lost':>12}{'wrong':>7}")
    for kind, count in [*counts.items(), ("all", sum(counts.values(), Counter()))]:
        there, all_of_them = max(1, count["there"]), max(1, count["passages"])
        print(f"{kind:20}{count['passages']:>9,}{count['there']:>8,}", end="")
        for outcome in Outcome:
            print(f"{count[outcome] / all_of_them:>{8 if outcome is Outcome.REVIEW else 7}.1%}", end="")
        print(f"{count['ours lost'] / there:>7.1%}{count['ours wrong']:>7,}", end="")
        print(f"{count['diff lost'] / there:>12.1%}{count['diff wrong']:>7,}", end="")
        print(f"{count['quote lost'] / there:>12.1%}{count['quote wrong']:>7,}")
    total = sum(counts.values(), Counter())
    print(f"\nOf what was lost, the best guess is right for {total['guessed'] / max(1, total['ours lost']):.1%}.")


def measure_large(texts: list[str], random: Random) -> None:
    whole = "\n".join(texts)
    whole = (whole * (1_000_000 // len(whole) + 1))[:1_000_000]
    spans = some_spans(random, whole, 1000)
    for kind in ("1 % of characters", "paragraphs moved", "sentences replaced"):
        edited = Editor(random, texts[0]).edit(kind, whole, spans)
        new, truths = edited.new, edited.truth(spans)
        start = time.perf_counter()
        anchored = reanchor(whole, new, spans, paragraphs(whole), paragraphs(new))
        seconds = time.perf_counter() - start
        start = time.perf_counter()
        split_paragraphs(whole)
        unit = time.perf_counter() - start
        pairs = list(zip(anchored, truths, strict=True))
        wrong = sum(one.outcome is not Outcome.REVIEW and one.span != truth for one, truth in pairs)
        lost = sum(one.outcome is Outcome.REVIEW and truth is not None for one, truth in pairs)
        print(
            f"{kind}: {seconds:.1f} s, {seconds / unit:.1f} × splitting the text; {wrong} wrong, {lost} lost of 1,000"
        )


if __name__ == "__main__":
    main()
