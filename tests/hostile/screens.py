"""The reader on a real terminal, in a library where every text, name, label, note and person means harm.

What is written to the terminal is looked at byte by byte, on every screen.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from reader.annotations.model import Label
from reader.desk import Desk
from reader.documents.model import Document
from reader.library import Library
from reader.text.spans import Span
from tests.hostile.texts import MARK_UP
from tests.pseudo_terminal import terminal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.hostile.texts import Hostile

NAME = "甲\x1b]52;c;eA==\x07\x1b[2J\u202e\u200b\x9b31m[bold]乙"
ALL = "everything.txt"

# What the program itself writes: colours, places, and the modes of the screen, the mouse, pasting, keys and focus.
OWN = re.compile(
    r"\x1b\[[\d;:]*m|\x1b\[\d+;\d+H|\x1b\[H|\x1b\[\?(?:1000|1003|1004|1006|1015|1049|2004|2026|2048|25|7)[hl]"
    r"|\x1b\[\?(?:2026|2048)\$p|\x1b\[>\d+u|\x1b\[<u|\x1b\[2J|\x1b\]22;\w+\x07|\r|\n"
)
# Of these, what a text must not bring about: they look like the program's own, but it never uses them.
NEVER = ("\x1b[31m", "\x1b[30;40m", "\x1b[8m", "\x1b[5m", "\x1b[4:3m", "\x1b[7;31H")


def make_library(path: Path, texts: Sequence[Hostile]) -> None:
    """A library of the texts, each also the name, facts, note and annotator of a document of its own, some of them to review."""
    with Library(path) as library, library.transaction():
        desk = Desk(library, NAME)
        library.labels.add(
            [
                Label(f"{number}{text}".replace("/", "／"), title=text, description=NAME)
                for number, text in enumerate(MARK_UP)
            ]
        )
        labels = library.labels.all()
        for number, one in enumerate(texts):
            facts: dict[str, Any] = dict.fromkeys(("title", "author", "publisher", "date"), one.text)
            document = Document(f"{number}{one.text}", one.text, f"/{one.text}", digest=str(number), **facts)
            entry = library.documents.add(document, desk.now()).entry
            stranger = Desk(library, one.text, clock=desk.now)
            label = labels[number % len(labels)].name
            stranger.set_note(stranger.annotate(entry.id, Span(0, len(one.text)), label).annotation, one.text)
            library.reading.set_bookmarks(NAME, entry.id, [0], desk.now())
            if number % 9 == 0:  # what waits for review
                changed = Document(document.name, "丙丁戊己", document.source, digest=f"{number} changed", **facts)
                list(desk.import_documents([changed], replaces=entry))
        text = "\n".join(one.text for one in texts)
        entry = library.documents.add(Document(ALL, text, digest="all"), desk.now()).entry
        desk.set_note(desk.annotate(entry.id, Span(0, 4), labels[0].name).annotation, NAME)


def harm(written: str) -> set[str]:
    """What in the bytes for a terminal is not the program's own and acts, or hides."""
    rest = OWN.sub("", written)
    found = {rest[one.start() : one.start() + 12] for one in re.finditer("\x1b", rest)}
    found |= set(
        re.findall("[\x00-\x09\x0b-\x1a\x1c-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]", rest)
    )
    return found | {one for one in NEVER if one in written}


def walk(library: Path, texts: Sequence[Hostile], rows: int = 40) -> str:
    """Goes through every screen and the whole page; all that was written to the terminal."""
    with terminal("--db", library, "--annotator", NAME, columns=100, rows=rows) as screen:
        screen.wait_for("甲", "o sort")
        pages = len(texts) * 2 // (rows - 10) + 1
        for _ in range(pages):
            screen.press("\x1b[6~")
            screen.wait_for("甲")
        for key, appears in (("g", ""), ("l", "[bold]"), ("s", "Tab next"), ("e", "Format"), ("v", "甲"), ("b", "甲")):
            screen.press(key)
            screen.wait_for(*filter(None, [appears]), gone="o sort")
            for one in {"g": ["甲"], "s": ["\t"] * 4, "e": ["\x1b[B"] * 3}.get(key, []):
                screen.press(one)
                screen.wait_for(gone="o sort")
            screen.press("\x1b")
            screen.wait_for("o sort")
        screen.press("/")
        screen.wait_for("Enter goes to the list")
        screen.press(ALL)
        screen.wait_for(f"/ {ALL}", gone=texts[0].shown)
        screen.press("\r")
        screen.wait_for("o sort")
        screen.press("\r")
        screen.wait_for("¶", ALL, texts[0].shown)
        for _ in range(pages):
            screen.press("\x1b[6~")
            screen.wait_for("¶")
        screen.wait_for(texts[-1].shown)
        screen.press("\x1b[H")
        screen.wait_for(texts[0].shown)
        screen.press("\x1b[C")
        for keys, appears in (("*", "Space take"), (".", "Tag: ")):
            screen.press(keys)
            screen.wait_for(appears)
            screen.press("\x1b")
            screen.wait_for("¶", gone=appears)
        screen.press("q")
        screen.wait_for("o sort")
        screen.press("q")
    return screen.written.decode("utf-8", "replace")
