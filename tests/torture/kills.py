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
from reader.library.reading import LastPlace
from reader.text.spans import Span
from tests.pseudo_terminal import PATIENCE_SECONDS, terminal
from tests.torture.annotator import name_of
from tests.torture.undoing import assert_undoable
from tests.torture.wholeness import assert_whole

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from tests.pseudo_terminal import Terminal

READER = "reader"
LABELS = {"program": "1", "statistic": "2", "policy": "3"}
PARAGRAPHS = [
    f"第{number}段：全市推行“一事一单”制度，办结率由{number}.5%提高到{number + 20}.8%，受理{number * 37}件。"
    for number in range(1, 121)
]

LEFT = LastPlace(place=len(PARAGRAPHS[0]) + 9, script="simplified", read=((1, 2), (5, 9)))
"""Where lin has left every document, before anything is killed."""


def make_library(path: Path, documents: int = 3) -> None:
    """A library with a few documents of a hundred paragraphs, which lin has begun to read."""
    with Library(path) as library:
        desk = Desk(library, "lin")
        for number in range(documents):
            text = "\n".join(PARAGRAPHS[number:])
            document = Document(f"{number}.txt", text, digest=str(number))
            desk.leave(desk.library.documents.add(document, desk.now()).entry.id, LEFT)


def assert_sound(path: Path) -> None:
    """The library is whole, its history leads back and forth, and lin is where they left off."""
    assert_whole(path)
    assert_undoable(path)
    with Library(path) as library:
        for entry in library.documents.entries():
            assert library.reading.get("lin", entry.id) == LEFT


def kill_an_annotator(folder: Path, chance: random.Random) -> None:
    """Someone works at the desk without a pause, scores of acts a second."""
    path = folder / "library.db"
    if not path.exists():
        make_library(path)
    seed = chance.randrange(3)
    told = _killed(
        [sys.executable, "-m", "tests.torture.annotator", str(path), str(seed)], lambda: chance.uniform(0, 0.4)
    )
    last = [json.loads(line) for line in told.splitlines(keepends=True) if line.endswith("\n")][-1]
    assert_sound(path)
    with Library(path) as library:
        newest = next((action.id for action in library.history.log(1)), 0)
        assert newest - last["action"] in {0, 1}, "an act that was acknowledged is gone"
        left = library.reading.get(name_of(seed), library.documents.entries()[0].id).place
        assert left in {last["place"], last["next"]}, "they are not where they left off"


def kill_the_tagger(folder: Path, chance: random.Random) -> None:
    """`pizhu tag` over a library; run again it ends where an undisturbed run ends."""
    path = folder / "library.db"
    if not path.exists():
        make_library(path)
    _killed(_pizhu("--db", path, "tag"), lambda: chance.uniform(0.1, 1.2), wait_for_line=False)
    assert_sound(path)
    if chance.random() < 0.3:
        subprocess.run(_pizhu("--db", path, "tag"), check=True, capture_output=True)
        other = folder / "undisturbed.db"
        if not other.exists():
            make_library(other)
            subprocess.run(_pizhu("--db", other, "tag"), check=True, capture_output=True)
        assert _suggestions(path) == _suggestions(other)
        assert_sound(path)
        path.unlink()


def kill_an_import(folder: Path, chance: random.Random) -> None:
    """`pizhu import` of a folder; run again it has every file once."""
    source = _write_texts(folder, 60)
    path = folder / "library.db"
    _killed(_pizhu("--db", path, "import", source), lambda: chance.uniform(0.1, 0.9), wait_for_line=False)
    if path.exists():
        assert_whole(path)
    subprocess.run(_pizhu("--db", path, "import", source), check=True, capture_output=True)
    with Library(path) as library:
        assert [entry.name for entry in library.documents.entries()] == [f"{number:02}.txt" for number in range(60)]
    assert_whole(path)
    path.unlink()


def kill_new_versions(folder: Path, chance: random.Random) -> None:
    """`pizhu import` of texts that have changed: each is the old one or the new one, with its annotations and readers."""
    path, source = folder / "library.db", _write_texts(folder, 10)
    importing = _pizhu("--db", path, "--annotator", "lin", "import", source)
    if not path.exists():
        subprocess.run(importing, check=True, capture_output=True)
        with Library(path) as library:
            desk = Desk(library, "lin")
            for entry in library.documents.entries():
                desk.annotate(entry.id, Span(0, 6), "program")
                desk.annotate(entry.id, Span(LEFT.place, LEFT.place + 6), "policy")
                desk.leave(entry.id, LEFT)
    before = _texts_and_places(path)
    line = f"更正之{chance.randrange(10**6)}：以下各段没有改动。\n"
    for file in source.iterdir():
        file.write_text(line + file.read_text("utf-8"), "utf-8")
    _killed(importing, lambda: chance.uniform(0.2, 1.2), wait_for_line=False)
    assert_whole(path)
    assert_undoable(path)
    after = {name: (line + text, place + len(line)) for name, (text, place) in before.items()}
    for name, found in _texts_and_places(path).items():
        assert found in (before[name], after[name]), "half a new version"
    subprocess.run(importing, check=True, capture_output=True)
    assert _texts_and_places(path) == after
    with Library(path) as library:
        assert {one.annotations for one in library.documents.overviews("lin")} == {2}
    assert_whole(path)


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
            assert_sound(written)
    assert_sound(path)


def kill_the_reader(folder: Path, chance: random.Random) -> None:
    """The reader itself, in a terminal: what its bottom line told as saved is in the library, and one is where one was.

    A place is kept when one has rested there; opened again, the reader shows it.
    """
    path = folder / "library.db"
    if not path.exists():
        make_library(path, 1)
    told = set()
    with terminal("--db", path, "--annotator", READER, columns=120) as screen:
        screen.wait_for("0.txt")
        screen.press("\r")
        screen.wait_for(f"¶ {_kept_number(path)}/")
        for _ in range(chance.randint(1, 4)):
            label = chance.choice(list(LABELS))
            screen.press("k" * chance.randint(1, 3) + "j" * chance.randint(1, 5) + "\x1b[C" * chance.randint(1, 5))
            screen.press(LABELS[label])
            screen.wait_for(f"{label}:")
            quote = re.search(rf"{label}: (\S+)", screen.text.splitlines()[-1])
            assert quote is not None, screen.text
            told.add((label, quote[1]))
        kept = _rest(screen, path)
        # Then more than it can have done when the end comes.
        began = time.monotonic()
        screen.press("".join(chance.choices([*"j123u+-", "\x1b[C", "\x12"], k=chance.randint(0, 9))))
        time.sleep(chance.uniform(0, 0.05))
        screen.kill()
        at_once = time.monotonic() - began < 1
    assert_sound(path)
    with Library(path) as library:
        made = {
            (change.after.label, change.after.quote)
            for action in library.history.log()
            for change in action.changes
            if change.after is not None
        }
        for label, shown in told:  # the bottom line ends a long one with …
            assert any(name == label and words.startswith(shown.rstrip("…")) for name, words in made), (label, shown)
        assert library.reading.get(READER, 1).place == kept or not at_once, "one is not where one rested"


def _rest(screen: Terminal, path: Path) -> int:
    """Does nothing until the paragraph that is shown is the one that is kept; the place that is."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        time.sleep(0.1)
        screen.wait_for("¶")
        shown = re.search(r"¶ *(\d+)/", screen.text)
        if shown is not None and int(shown[1]) == _kept_number(path):
            with Library(path) as library:
                return library.reading.get(READER, 1).place
    raise AssertionError(f"the place was never kept of:\n{screen.text}")


def _kept_number(path: Path) -> int:
    """The paragraph where the reader opens the first document."""
    with Library(path) as library:
        return library.documents.paragraph_at(1, library.reading.get(READER, 1).place).number


def _write_texts(folder: Path, count: int) -> Path:
    """A folder of so many files, where it is not there yet."""
    source = folder / "texts"
    if not source.exists():
        source.mkdir()
        for number in range(count):
            (source / f"{number:02}.txt").write_text("\n".join(PARAGRAPHS[number:]), "utf-8")
    return source


def _texts_and_places(path: Path) -> dict[str, tuple[str, int]]:
    """By name, the text of each document and where lin is in it."""
    with Library(path) as library:
        return {
            entry.name: (library.documents.text(entry.id), library.reading.get("lin", entry.id).place)
            for entry in library.documents.entries()
        }


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
    "versions": kill_new_versions,
    "export": kill_an_export,
    "reader": kill_the_reader,
}
