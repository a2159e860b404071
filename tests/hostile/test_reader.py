"""The reader on a real terminal, in a library where every text, name, label, note and person means harm.

What is written to the terminal is looked at byte by byte, on every screen.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from reader.annotations.model import Label
from reader.desk import Desk
from reader.documents.model import Document
from reader.library import Library
from reader.text.spans import Span
from tests.hostile.texts import MARK_UP, TEXTS

pytest.importorskip("pty")
pytest.importorskip("pyte")

from tests.pseudo_terminal import terminal

if TYPE_CHECKING:
    from pathlib import Path

NAME = "甲\x1b]52;c;eA==\x07\x1b[2J\u202e\u200b\x9b31m[bold]乙"
ALL = "~all.txt"

# What the program itself writes: colours, places, and the modes of the screen, the mouse, pasting, keys and focus.
OWN = re.compile(
    r"\x1b\[[\d;:]*m|\x1b\[\d+;\d+H|\x1b\[H|\x1b\[\?(?:1000|1003|1004|1006|1015|1049|2004|2026|2048|25|7)[hl]"
    r"|\x1b\[\?(?:2026|2048)\$p|\x1b\[>1u|\x1b\[<u|\x1b\[2J|\r|\n"
)
# Of these, what a text must not bring about: they look like the program's own, but it never uses them.
NEVER = ("\x1b[31m", "\x1b[30;40m", "\x1b[8m", "\x1b[5m", "\x1b[4:3m", "\x1b[7;31H")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("reader") / "library.db"
    with Library(path) as library, library.transaction():
        desk = Desk(library, NAME)
        library.labels.add(
            [
                Label(f"{number}{text}".replace("/", "／"), title=text, description=NAME)
                for number, text in enumerate(MARK_UP)
            ]
        )
        labels = library.labels.all()
        for number, one in enumerate(TEXTS):
            facts = dict.fromkeys(("title", "author", "publisher", "date"), one.text)
            document = Document(f"{number}{one.text}", one.text, f"/{one.text}", digest=str(number), **facts)
            entry = library.documents.add(document, desk.now()).entry
            stranger = Desk(library, one.text, clock=desk.now)
            label = labels[number % len(labels)].name
            stranger.set_note(stranger.annotate(entry.id, Span(0, len(one.text)), label).annotation, one.text)
            library.reading.set_bookmarks(NAME, entry.id, [0], desk.now())
            if number % 9 == 0:  # what waits for review
                changed = Document(document.name, "丙丁戊己", document.source, digest=f"{number} changed", **facts)
                list(desk.import_documents([changed], replaces=entry))
        text = "\n".join(one.text for one in TEXTS)
        entry = library.documents.add(Document(ALL, text, digest="all"), desk.now()).entry
        desk.set_note(desk.annotate(entry.id, Span(0, 4), labels[0].name).annotation, NAME)
    return path


def harm(written: str) -> set[str]:
    """What in the bytes for a terminal is not the program's own and acts, or hides."""
    rest = OWN.sub("", written)
    found = {rest[one.start() : one.start() + 12] for one in re.finditer("\x1b", rest)}
    found |= set(
        re.findall("[\x00-\x09\x0b-\x1a\x1c-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]", rest)
    )
    return found | {one for one in NEVER if one in written}


def test_nothing_reaches_the_terminal_on_any_screen(library: Path) -> None:
    with terminal("--db", library, "--annotator", NAME, columns=150, rows=950) as screen:
        screen.wait_for("␛]52", "#8")
        for keys in ("g甲", "l", "s\t\t\t\t", "e", "v", "b"):  # search, labels, each part of the numbers, export, …
            screen.press(keys[0])
            screen.wait_for(gone="o sort")
            for key in keys[1:]:
                screen.press(key)
                screen.wait_for("甲")
            screen.wait_for("甲")
            screen.press("\x1b")
            screen.wait_for("o sort")
        screen.press("\x1b[F")
        screen.press("\r")
        screen.wait_for("¶", ALL, TEXTS[0].shown, TEXTS[-1].shown)
        for keys, appears in (("*", "take or leave"), (".", "Copy"), ("/", "Enter to the page")):
            screen.press(keys)
            screen.wait_for(appears)
            screen.press("\x1b")
            screen.wait_for("¶", gone=appears)
        screen.press("q")
        screen.wait_for("o sort")
        screen.press("q")
    assert harm(screen.written.decode("utf-8", "replace")) == set()
