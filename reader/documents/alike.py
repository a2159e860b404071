"""How much of two texts is the same: whether a file of a known name holds a new version or something else."""

from __future__ import annotations

from reader.text.folding import fold

SAME_SOURCE = 0.2  # the likeness from which a file that was read before holds a new version of its text
SAME_NAME = 0.6  # the same for a file of the same name from elsewhere


def likeness(one: str, other: str) -> float:
    """Which share of the shorter text's runs of a few characters the other has too, from 0 to 1.

    Script, width and white space do not count. Runs are of five characters, of fewer in short texts; texts on
    unrelated things share a few in a hundred, a revised text more than half.
    """
    texts = ["".join(fold(text).view.split()) for text in (one, other)]
    least = min(map(len, texts))
    size = 5 if least >= 200 else 3 if least >= 12 else 2
    if least < size:
        return float(texts[0] == texts[1])
    first, second = ({text[at : at + size] for at in range(len(text) - size + 1)} for text in texts)
    return len(first & second) / min(len(first), len(second))
