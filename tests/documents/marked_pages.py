"""Pages whose lines are marked by hand, and how many of them are told rightly."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from reader.text.paragraphs import Kind, split_paragraphs

PAGES = Path(__file__).parent / "pages"
KINDS = {
    "T": Kind.TITLE,
    "H": Kind.HEADING,
    "Y": Kind.BYLINE,
    "B": Kind.BODY,
    "C": Kind.CAPTION,
    "X": Kind.BOILERPLATE,
}
FURNITURE = frozenset([Kind.BYLINE, Kind.CAPTION, Kind.BOILERPLATE])
STRUCTURE = frozenset([Kind.TITLE, Kind.HEADING])


class Wrong(NamedTuple):
    """A line that is told wrongly."""

    page: str
    line: str
    marked: Kind
    found: Kind


@dataclass(frozen=True, slots=True)
class Score:
    """Lines of each sort, and how many are told apart from the others."""

    body: int
    body_found: int
    furniture: int
    furniture_found: int
    structure: int
    structure_found: int
    wrong: tuple[Wrong, ...]


def marked_lines(path: Path) -> list[tuple[Kind, str]]:
    """The lines of a marked page with their kinds."""
    lines = path.read_text("utf-8").splitlines()
    return [(KINDS[line[0]], line[2:].strip()) for line in lines]


def text_of(path: Path, between: str = "\n") -> str:
    """The page as it would be copied from the web."""
    return between.join(line for _, line in marked_lines(path))


def score(between: str = "\n") -> Score:
    """How the lines of all marked pages are told, with a line end or an empty line between them."""
    pairs: list[tuple[Kind, Kind]] = []
    wrong: list[Wrong] = []
    for path in sorted(PAGES.glob("*.txt")):
        lines = marked_lines(path)
        found = split_paragraphs(text_of(path, between))
        assert len(found) == len(lines)
        for (marked, line), paragraph in zip(lines, found, strict=True):
            pairs.append((marked, paragraph.kind))
            if _sort(marked) is not _sort(paragraph.kind):
                wrong.append(Wrong(path.stem, line, marked, paragraph.kind))
    return Score(
        *_found(pairs, frozenset([Kind.BODY])), *_found(pairs, FURNITURE), *_found(pairs, STRUCTURE), tuple(wrong)
    )


def _found(pairs: list[tuple[Kind, Kind]], sort: frozenset[Kind]) -> tuple[int, int]:
    marked = [found for kind, found in pairs if kind in sort]
    return len(marked), sum(found in sort for found in marked)


def _sort(kind: Kind) -> frozenset[Kind]:
    return FURNITURE if kind in FURNITURE else STRUCTURE if kind in STRUCTURE else _BODY


_BODY = frozenset([Kind.BODY])
