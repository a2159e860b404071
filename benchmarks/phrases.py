"""Measures a rule of many phrases: python -m benchmarks.phrases [--phrases 50000] [--characters 1000000].

Where spaCy is installed, its EntityRuler does the same work on the same text for comparison.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import random
import time

from reader.tagging.loading import parse_pack
from reader.tagging.matcher import Matcher, tag_text

PACK = """
name = "phrases"
version = "1"

[[rule]]
id = "phrases"
label = "term"
phrases_file = "phrases.txt"
"""
COMMON = "".join(chr(code) for code in range(0x4E00, 0x4E00 + 2500))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--phrases", type=int, default=50_000)
    parser.add_argument("--characters", type=int, default=1_000_000)
    options = parser.parse_args()
    source = random.Random(1)
    phrases = ["".join(source.choices(COMMON, k=source.randint(2, 6))) for _ in range(options.phrases)]
    text = written(source, phrases, options.characters)
    start = time.process_time()
    matcher = Matcher(parse_pack(PACK, "phrases.toml", lambda _: "\n".join(phrases)))
    built = time.process_time() - start
    start = time.process_time()
    found = sum(1 for _ in tag_text(text, matcher))
    spent = time.process_time() - start
    tell("pizhu", built, found, len(text) / spent)
    if importlib.util.find_spec("spacy"):
        theirs = entity_ruler(phrases, text)
        print(f"ratio to EntityRuler: {theirs / spent:.1f}")


def tell(name: str, built_s: float, found: int, speed: float) -> None:
    print(f"{name}: built in {built_s:.2f} s; {found} hits, {speed / 1e6:.3f} M points a second")


def written(source: random.Random, phrases: list[str], length: int) -> str:
    """Lines of random characters, with a phrase now and then."""
    pieces: list[str] = []
    size = 0
    while size < length:
        piece = source.choice(phrases) if source.random() < 0.1 else "".join(source.choices(COMMON, k=20))
        pieces.append(piece if source.random() > 0.1 else piece + "。\n")
        size += len(piece)
    return "".join(pieces)


def entity_ruler(phrases: list[str], text: str) -> float:
    """Seconds that spaCy's EntityRuler needs, one character a token, one line a document."""
    language = importlib.import_module("spacy").blank("zh")
    ruler = language.add_pipe("entity_ruler")
    start = time.process_time()
    ruler.add_patterns([{"label": "term", "pattern": phrase} for phrase in phrases])
    built = time.process_time() - start
    start = time.process_time()
    found = sum(len(document.ents) for document in language.pipe(text.split("\n")))
    spent = time.process_time() - start
    tell("spaCy", built, found, len(text) / spent)
    return spent


if __name__ == "__main__":
    main()
