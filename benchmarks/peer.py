"""The peer of the screen: SLATE, an annotation tool for the terminal, on a text with 20,000 spans.

It is in an environment of its own: python3 -m venv slate && slate/bin/pip install slate-nlp
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.generated import text
from benchmarks.terminals import TimedTerminal

if TYPE_CHECKING:
    from pathlib import Path

SPANS = 20_000
_EVERY = 5  # tokens; a character is one


def keys(python: str, folder: Path, count: int = 20) -> list[float]:
    """Milliseconds from a key to the last byte of its paint: to the next token, and back."""
    source = folder / "peer.txt"
    lines = [" ".join(line) for line in text(SPANS // 20).split("\n")]
    source.write_text("\n".join(lines) + "\n", "utf-8")
    places = [(number, token) for number, line in enumerate(lines) for token in range(0, len(line.split()), _EVERY)]
    if len(places) < SPANS:
        raise ValueError(f"the text holds {len(places)} spans only")
    marks = "".join(f"({number}, {token}) - label:a\n" for number, token in places[:SPANS])
    source.with_name("peer.txt.annotations").write_text(marks, "utf-8")
    options = ["--ann-type", "categorical", "--ann-scope", "token", "--overwrite", "--log-prefix", str(folder / "peer")]
    with TimedTerminal([python, "-m", "slate", str(source), *options]) as terminal:
        terminal.first_paint(lines[0][:1])
        return [terminal.press(";" if number % 10 < 5 else "j") for number in range(count)]
