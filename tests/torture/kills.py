"""Programs that are killed at a moment nobody chose; what they had acknowledged must be there.

Each function kills one program once (SIGKILL), opens the library again and asserts. `chance` picks the moment.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from reader.desk import Desk
from reader.documents.model import Document
from reader.library import Library
from tests.pseudo_terminal import terminal
from tests.torture.wholeness import assert_whole

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence
    from pathlib import Path

LABELS = {"program": "1", "statistic": "2", "policy": "3"}
PARAGRAPHS = [
    f"第{number}段：全市推行“一事一单”制度，办结率由{number}.5%提高到{number + 20}.8%，受理{number * 37}件。"
    for number in range(1, 121)
]


def make_library(path: Path, documents: int = 3) -> None:
    """A library with a few documents of a hundred paragraphs."""
    with Library(path) as library:
        desk = Desk(library, "lin")
        for number in range(documents):
            text = "\n".join(PARAGRAPHS[number:])
            desk.library.documents.add(Document(f"{number}.txt", text, digest=str(number)), desk.now())


def kill_an_annotator(folder: Path, chance: random.Random) -> None:
    """Someone works at the desk without a pause, scores of acts a second."""
    path = folder / "library.db"
    if not path.exists():
        make_library(path)
    told = _killed(
        [sys.executable, "-m", "tests.torture.annotator", str(path), str(chance.randrange(3))],
        lambda: chance.uniform(0, 0.4),
    )
    said = [json.loads(line) for line in told.splitlines(keepends=True) if line.endswith("\n")]
    assert_whole(path)
    if said:
        last = said[-1]
        with Library(path) as library:
            newest = next((action.id for action in library.history.log(1)), 0)
            assert newest - last["action"] in {0, 1}, "an act that was acknowledged is gone"


def kill_the_tagger(folder: Path, chance: random.Random) -> None:
    """`pizhu tag` over a library; run again it ends where an undisturbed run ends."""
    path = folder / "library.db"
    if not path.exists():
        make_library(path)
    _killed(_pizhu("--db", path, "tag"), lambda: chance.uniform(0.1, 1.2), wait_for_line=False)
    assert_whole(path)
    if chance.random() < 0.3:
        subprocess.run(_pizhu("--db", path, "tag"), check=True, capture_output=True)
        other = folder / "undisturbed.db"
        if not other.exists():
            make_library(other)
            subprocess.run(_pizhu("--db", other, "tag"), check=True, capture_output=True)
        assert _suggestions(path) == _suggestions(other)
        assert_whole(path)
        path.unlink()


def kill_an_import(folder: Path, chance: random.Random) -> None:
    """`pizhu import` of a folder; run again it has every file once."""
    source = folder / "texts"
    if not source.exists():
        source.mkdir()
        for number in range(60):
            (source / f"{number:02}.txt").write_text("\n".join(PARAGRAPHS[number:]), "utf-8")
    path = folder / "library.db"
    _killed(_pizhu("--db", path, "import", source), lambda: chance.uniform(0.1, 0.9), wait_for_line=False)
    if path.exists():
        assert_whole(path)
    subprocess.run(_pizhu("--db", path, "import", source), check=True, capture_output=True)
    with Library(path) as library:
        assert [entry.name for entry in library.documents.entries()] == [f"{number:02}.txt" for number in range(60)]
    assert_whole(path)
    path.unlink()


def kill_an_export(folder: Path, chance: random.Random) -> None:
    """`pizhu export` and `pizhu backup` over an older file: that one stays, or the new one is whole."""
    path = folder / "library.db"
    if not path.exists():
        make_library(path)
        subprocess.run(_pizhu("--db", path, "tag", "--accept"), check=True, capture_output=True)
    target, copy = folder / "out.csv", folder / "copy.db"
    for command, written in ((("export", "-o", target), target), (("backup", copy), copy)):
        subprocess.run(_pizhu("--db", path, *command), check=True, capture_output=True)
        whole = written.read_bytes()
        _killed(_pizhu("--db", path, *command), lambda: chance.uniform(0.1, 0.6), wait_for_line=False)
        if written is target:
            assert written.read_bytes() == whole
        else:
            assert_whole(written)
    assert_whole(path)


def kill_the_reader(folder: Path, chance: random.Random) -> None:
    """The reader itself, in a terminal: what its bottom line told as saved is in the library."""
    path = folder / "library.db"
    if not path.exists():
        make_library(path, 1)
    told = set()
    with terminal("--db", path, "--annotator", "reader") as screen:
        screen.wait_for("0.txt")
        screen.press("\r")
        screen.wait_for("¶")
        for _ in range(chance.randint(1, 4)):
            label = chance.choice(list(LABELS))
            screen.press("k" * chance.randint(1, 3) + "j" * chance.randint(1, 5) + "\x1b[C" * chance.randint(1, 5))
            screen.press(LABELS[label])
            screen.wait_for(f"{label}:")
            quote = re.search(rf"{label}: (\S+)", screen.text.splitlines()[-1])
            assert quote is not None, screen.text
            told.add((label, quote[1]))
        # Then more than it can have done when the end comes.
        screen.press("".join(chance.choices([*"j123u+-", "\x1b[C", "\x12"], k=chance.randint(0, 9))))
        time.sleep(chance.uniform(0, 0.05))
        screen.kill()
    assert_whole(path)
    with Library(path) as library:
        made = {
            (change.after.label, change.after.quote)
            for action in library.history.log()
            for change in action.changes
            if change.after is not None
        }
    assert told <= made, "what was told as saved is not in the library"


def _pizhu(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "reader", *map(str, arguments)]


def _suggestions(path: Path) -> list[tuple[int, int, int, str, str]]:
    with Library(path) as library:
        return [
            (mark.document, mark.span.start, mark.span.end, mark.label, mark.status)
            for entry in library.documents.entries()
            for mark in library.annotations.of_document(entry.id)
        ]


def _killed(command: Sequence[str], wait: Callable[[], float], *, wait_for_line: bool = True) -> str:
    """Runs a command, kills it after a while (counted from its first line of output), and gives what it told."""
    program = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert program.stdout is not None
    first = program.stdout.readline() if wait_for_line else ""
    time.sleep(wait())
    program.kill()
    rest, _ = program.communicate()
    return first + rest


KILLS: dict[str, Callable[[Path, random.Random], None]] = {
    "annotator": kill_an_annotator,
    "tagger": kill_the_tagger,
    "import": kill_an_import,
    "export": kill_an_export,
    "reader": kill_the_reader,
}
