"""Draws the pictures of the README anew, from the samples: `python scripts/readme_pictures.py [NAME]…`.

Every cell is drawn where the program puts it, wide characters two cells wide; what the framework draws squeezes Chinese.
Needs Pillow, and two fonts: $PIZHU_LATIN_FONT and $PIZHU_HAN_FONT, or DejaVu Sans Mono and WenQuanYi Micro Hei where
Debian has them.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image, ImageDraw, ImageFont

from reader.annotations.model import Status
from reader.desk import Desk
from reader.documents.reading import find_files, read_new_files
from reader.jobs import tag_steps
from reader.library import Library
from reader.library.reading import LastPlace
from reader.tagging.taggers import TaggerName
from reader.tui.app import PizhuApp
from reader.tui.themes import DARK, LIGHT
from tests.tui.conftest import finished
from tests.tui.picturing import cells_of

if TYPE_CHECKING:
    from tests.tui.picturing import Cell

ROOT = Path(__file__).resolve().parent.parent
LATIN = os.environ.get("PIZHU_LATIN_FONT", "/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf")
HAN = os.environ.get("PIZHU_HAN_FONT", "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc")
WIDTH, HEIGHT, SIZE = 10, 21, 17  # pixels of a cell and of a letter
GROUPS = ("stats", "counts", "count", "annotators", "words", "decisions", "overviews", "search")


class Picture(NamedTuple):
    """A screen: columns and rows, the keys that lead to it from the library, and whether it is light."""

    columns: int
    rows: int
    keys: tuple[str, ...]
    light: bool = False


PICTURES = {
    "library": Picture(110, 18, ("down",)),
    "reading": Picture(120, 34, ("enter", *["tab"] * 4)),
    "reading-light": Picture(120, 34, (*["down"] * 2, "enter", "f6", "tab", "tab"), light=True),
    "everywhere": Picture(110, 22, ("g", *"工程", "enter", "asterisk")),
    "search": Picture(110, 22, ("g", *"服务")),
    "review": Picture(110, 22, ("v",)),
    "labels": Picture(110, 14, ("l",)),
    "stats": Picture(120, 34, ("s",)),
    "export": Picture(110, 24, ("e", "space", "down", "down")),
}


def filled(folder: Path) -> Path:
    """A library of the samples as after a morning's work: suggestions, decisions, a text with a new version."""
    texts = folder / "texts"
    shutil.copytree(ROOT / "samples", texts)
    with Library(folder / "library.db") as library:
        desk = Desk(library, "lin")
        take_in(desk, texts)
        entries = library.documents.entries()
        for _step in tag_steps(desk, TaggerName("zh-gov"), entries):
            pass
        for entry, share in zip(entries, (0.5, 1.0, 0.3, 0.6, 0.0), strict=False):
            decide(desk, entry.id, share)
            read = round(entry.paragraphs * share)
            if read:
                desk.leave(entry.id, LastPlace(read=((1, read),)))
        changed = texts / entries[1].name
        changed.write_text(reworded(changed.read_text("utf-8"), desk, entries[1].id), "utf-8")
        take_in(desk, texts)
    return folder / "library.db"


def take_in(desk: Desk, folder: Path) -> None:
    """Imports what is in a folder."""
    for _imported in desk.import_documents(read_new_files(find_files([folder]), desk.knows)):
        pass


def decide(desk: Desk, document: int, share: float) -> None:
    """Decides the first part of a document's suggestions, most of them well."""
    marks = [mark for mark in desk.library.annotations.of_document(document) if mark.status is Status.SUGGESTED]
    marks = marks[: round(len(marks) * share)]
    desk.decide_all([mark for number, mark in enumerate(marks) if number % 7 != 3], Status.ACCEPTED)
    desk.decide_all(marks[3::7], Status.REJECTED)


def reworded(text: str, desk: Desk, document: int) -> str:
    """The text with other words in the place of three annotated passages, so that these wait for review."""
    marks = [mark for mark in desk.library.annotations.of_document(document) if mark.status is Status.ACCEPTED]
    for mark in marks[2:20:6]:
        text = text.replace(mark.quote, "若干" + mark.quote[-1:])
    return text


async def cells(library: Path, wanted: Picture) -> list[list[Cell]]:
    """What stands in every cell of a screen."""
    with Library(library) as opened:
        app = PizhuApp(Desk(opened, "lin"))
        async with app.run_test(size=(wanted.columns, wanted.rows)) as pilot:
            app.theme = (LIGHT if wanted.light else DARK).name
            for key in (*wanted.keys, ""):
                if key:
                    await pilot.press(key)
                for _ in range(3):
                    await pilot.pause()
                for group in GROUPS:
                    await finished(app, group)
            await pilot.pause(0.3)
            return cells_of(app.export_screenshot(), wanted.columns, wanted.rows)


def draw(rows: list[list[Cell]], target: Path) -> None:
    """Puts every cell in its place."""
    latin = ImageFont.truetype(LATIN, SIZE - 1)
    bold = ImageFont.truetype(LATIN.replace(".ttf", "-Bold.ttf"), SIZE - 1)
    han = ImageFont.truetype(HAN, SIZE)
    image = Image.new("RGB", (len(rows[0]) * WIDTH, len(rows) * HEIGHT), rows[0][0].ground)
    pen = ImageDraw.Draw(image)
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            pen.rectangle((x * WIDTH, y * HEIGHT, (x + 1) * WIDTH - 1, (y + 1) * HEIGHT - 1), fill=cell.ground)
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            ink, *how = cell.ink.split() or [""]
            wide = x + 1 < len(row) and row[x + 1].text == ""
            if cell.text.strip():
                font = han if wide else bold if "bold" in how else latin
                pen.text((x * WIDTH, y * HEIGHT + 1 + (not wide)), cell.text, fill=ink, font=font)
                if wide and "bold" in how:
                    pen.text((x * WIDTH + 1, y * HEIGHT + 1), cell.text, fill=ink, font=font)
            if ink and "underline" in cell.ink:
                line = (y + 1) * HEIGHT - 2
                pen.line((x * WIDTH, line, (x + 1) * WIDTH - 1, line), fill=ink)
    image.quantize(255).save(target, optimize=True)


def main() -> None:
    """Draws the pictures that are named, or all."""
    names = sys.argv[1:] or list(PICTURES)
    with tempfile.TemporaryDirectory() as name:
        for variable in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
            os.environ[variable] = str(Path(name) / variable)  # drawn alike wherever it runs
        os.environ |= {"TEXTUAL_ANIMATIONS": "none", "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        library = filled(Path(name))
        for wanted in names:
            draw(asyncio.run(cells(library, PICTURES[wanted])), ROOT / "docs" / f"{wanted}.png")
            print(f"docs/{wanted}.png")


if __name__ == "__main__":
    main()
