"""The matrix of export formats and checks, each made by exporting a hard library and reading it with the real reader.

python -m tests.exports.matrix            prints it
python -m tests.exports.matrix --write    writes it into docs/formats.md
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from reader.desk import Desk
from reader.exports import FORMATS, export
from reader.library import Library
from tests.exports.hard import SPACED, TEXTS, fill
from tests.exports.readers import READERS
from tests.exports.test_proofs import expected

if TYPE_CHECKING:
    from reader.annotations.model import Annotation
    from tests.exports.readers import Reader

DOCS = Path(__file__).resolve().parents[2] / "docs" / "formats.md"
BEGIN, END = "<!-- matrix: written by python -m tests.exports.matrix --write -->", "<!-- end of matrix -->"

CHECKS = {
    "𠮷 😀": {"𠮷野家😀", "里程碑👨‍👩‍👧", "😀\n尾𡃁"},
    "nested": {"野家", "里程"},
    "overlapping": {"家😀说"},
    "over a border": {"好,\n真好", "。\n\n+SUM(A1)\t-2 @x"},
    "quotes, commas": {'“引号"逗号,”'},
    "= +": {"=1+1", "。\n\n+SUM(A1)\t-2 @x"},
    "< & ]]>": {"<b>&amp;</b>]]>", "_x0041_ \\ `|*"},
    "control characters": {"甲\x0b乙\u2028丙\x1c丁\x07戊\u200d己\x85庚"},
    "all": set(),
}
"""The passages that a check asks for; none: every one of the library."""


def matrix() -> list[list[str]]:
    """The rows: format, its reader, a cell for each check."""
    rows = [["format", "read back by", "counts in", *CHECKS]]
    with TemporaryDirectory() as folder, Library(Path(folder) / "library.db") as library:
        desk = Desk(library, "lin")
        annotations = fill(desk)
        for name, readers in READERS.items():
            path = Path(folder) / f"{name}{FORMATS[name].suffix}"
            export(library, FORMATS[name], path)
            for reader in readers:
                cells = checked(desk, name, reader, path, annotations) if reader.installed else ["?"] * len(CHECKS)
                rows.append([name, reader.name, FORMATS[name].offsets.value, *cells])
    return rows


def checked(desk: Desk, name: str, reader: Reader, path: Path, annotations: list[Annotation]) -> list[str]:
    """`✓` where the reader gives back every passage of a check, at its place and letter by letter."""
    found = {one if "words" not in name else (one.label, one.text) for one in reader.read(path)}
    cells = []
    for passages in CHECKS.values():
        given = 0
        asked = [one for one in annotations if one.quote in passages or not passages]
        for annotation in asked:
            wanted = expected(desk, name, [annotation])
            exact = not wanted or clean(wanted[0].text) == clean(annotation.quote)
            keys = {one if "words" not in name else (one.label, one.text) for one in wanted}
            given += bool(keys) and exact and keys <= found
        cells.append("✓" if given == len(asked) else f"{given}/{len(asked)}" if given else "–")
    return cells


def clean(text: str) -> str:
    """The text without what separates tokens: in formats of tokens that is not text."""
    return "".join(text.split())


def table(rows: list[list[str]]) -> str:
    head, *body = [f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows]
    return "\n".join([head, "|" + "---|" * len(rows[0]), *body])


def losses() -> str:
    """What each format is and what it cannot hold."""
    head = ["format", "what", "suffix", "loses", "extra"]
    rows = [
        [f"`{form.name}`", form.title.replace("<", "\\<"), form.suffix or "folder", form.loses or "nothing", form.extra]
        for form in FORMATS.values()
    ]
    return table([head, *rows])


def page(text: str) -> str:
    """The page of formats with its tables made anew."""
    made = f"{BEGIN}\n\n{losses()}\n\n{HEAD}\n\n{table(matrix())}\n\n{END}"
    return re.sub(f"{re.escape(BEGIN)}.*{re.escape(END)}", lambda _: made, text, flags=re.DOTALL)


HEAD = (
    f"Each export of a library of {len(TEXTS)} hard texts was read by the program named: ✓ every passage of the kind came "
    "back at its place, letter by letter; 1/2 one of two; – none. `all` is every annotation of the library, also the "
    f"rejected one, the one whose label holds a space (`{SPACED}`) and the one that two people made."
)

if __name__ == "__main__":
    if "--write" in sys.argv:
        DOCS.write_text(page(DOCS.read_text("utf-8")), "utf-8")
    else:
        sys.stdout.write(f"{losses()}\n\n{HEAD}\n\n{table(matrix())}\n")
