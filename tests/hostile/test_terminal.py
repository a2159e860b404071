"""Every command on a real terminal, with names and texts that mean harm: nothing of theirs reaches it."""

from __future__ import annotations

import json
import os
import re
import select
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.annotations.model import Label
from reader.desk import Desk
from reader.documents.model import Document
from reader.exports import FORMATS, Target
from reader.library import Library
from reader.text.spans import Span
from tests.hostile.many import END
from tests.hostile.texts import TEXTS
from tests.pseudo_terminal import PATIENCE_SECONDS

pty = pytest.importorskip("pty")

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parents[2]

# A file name may hold all of this; a slash it may not.
NAME = "甲\x1b]52;c;eA==\x07\x1b[2J\u202e\u200b\x9b31m[bold]乙"
LABEL = "[bold]</script>=1"  # what hides or acts no label may be called
PACK = f"""name = "x"
version = "1"
description = {json.dumps(NAME)}
[[rule]]
id = {json.dumps(NAME.replace("/", ""))}
label = {json.dumps(LABEL)}
pattern = "甲"
matches = ["乙"]
"""


def on_terminal(folder: Path, commands: Sequence[Sequence[str]]) -> list[str]:
    """All that each of the commands writes on a terminal that is its stdin, stdout and stderr."""
    (folder / "commands").write_text("\n".join(map(json.dumps, commands)), "utf-8")
    leader, follower = pty.openpty()
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.hostile.many", "commands"],
        cwd=folder,
        stdin=follower,
        stdout=follower,
        stderr=follower,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "PIZHU_DB": "library.db"},
        start_new_session=True,
    )
    os.close(follower)
    written = b""
    try:
        while data := _read(leader):
            written += data
        program.wait(PATIENCE_SECONDS)
    finally:
        program.kill()
        program.wait()
        os.close(leader)
    return written.decode("utf-8", "surrogateescape").split(f"{END}\r\n")[:-1]


def _read(leader: int) -> bytes:
    """What comes; nothing where nobody has the other end any more, or no one has said a word for long."""
    ready, _, _ = select.select([leader], [], [], PATIENCE_SECONDS)
    try:
        return os.read(leader, 1 << 16) if ready else b""
    except OSError:
        return b""


def harm(written: str) -> set[str]:
    """What in the output of a command would act on a terminal, or hide."""
    plain = re.sub(r"\r\x1b\[K|\r\n", "", written)  # the line that tells how far a command is clears itself
    return set(re.findall("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]", plain))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a library of all the texts, names, labels, notes and people that mean harm, and files of such names."""
    folder = tmp_path_factory.mktemp("terminal")
    with Library(folder / "library.db") as library:
        desk = Desk(library, NAME)
        library.labels.add([Label(LABEL, title=NAME, description=NAME)])
        with library.transaction():
            for number, one in enumerate(TEXTS):
                text = one.text
                entry = library.documents.add(
                    Document(f"{number}{text}", text, f"/{text}", digest=str(number), title=text, author=text),
                    desk.now(),
                ).entry
                desk.set_note(desk.annotate(entry.id, Span(0, len(text)), LABEL).annotation, text)
    lines = [json.dumps({"text": one.text, "id": one.text}) for one in TEXTS]
    (folder / "all.jsonl").write_text("\n".join(lines), "utf-8")
    (folder / "pack.toml").write_text(PACK, "utf-8")
    (folder / "wrong.toml").write_text(PACK.replace("pattern", f"{json.dumps(NAME)}"), "utf-8")
    (folder / f"{NAME}.txt").write_bytes(b"\x00\x01\x02")
    (folder / f"{NAME}.jsonl").write_text('{"nothing": 1}\n{"text": 5}\nnot json\n', "utf-8")
    (folder / f"{NAME}.toml").write_text("name = 5", "utf-8")
    (folder / "gold").mkdir()
    (folder / "gold" / f"{NAME}.txt").write_text("\n".join(one.text for one in TEXTS), "utf-8")
    gold = {"doc": f"{NAME}.txt", "start": 0, "end": 1, "label": LABEL, "text": "甲", "agreed": True}
    (folder / "gold" / "gold.json").write_text(json.dumps(gold), "utf-8")
    (folder / "wrong-gold").mkdir()
    (folder / "wrong-gold" / "gold.json").write_text(json.dumps({**gold, "doc": NAME, "text": NAME}), "utf-8")
    (folder / "marks.jsonl").write_text(json.dumps({**gold, "document": NAME, "label": 5}), "utf-8")
    (folder / "text.txt").write_text("\n".join(one.text for one in TEXTS), "utf-8")
    return folder


COMMANDS: tuple[tuple[str, ...], ...] = (
    ("documents",),
    ("documents", "--json"),
    ("search", "甲"),
    ("search", "甲", "--json"),
    ("stats",),
    ("stats", "--json"),
    ("labels",),
    ("labels", "--json"),
    ("labels", "--save", "-"),
    ("labels", "add", NAME, "--colour", NAME),
    ("labels", "delete", NAME + NAME),
    ("log",),
    ("log", "--json"),
    *(("export", "--format", name) for name, form in FORMATS.items() if form.target is not Target.FOLDER),
    ("export", "--format", NAME),
    ("export", "--document", NAME),
    ("export", "-o", f"{NAME}/x"),
    ("tag", "--dry-run", "--rules", "pack.toml"),
    ("tag", "all.jsonl", "-o", "-", "--rules", "pack.toml"),
    ("tag", f"{NAME}.jsonl", "-o", "-"),
    ("tag", "--rules", "wrong.toml"),
    ("tag", "--rules", f"{NAME}.toml"),
    ("tag", "--rules", NAME),
    ("tag", "--tagger", NAME),
    ("tag", "--model", f"{NAME}.txt"),
    ("evaluate", "gold/gold.json", "--rules", "pack.toml"),
    ("evaluate", "gold/gold.json", "--rules", "pack.toml", "--json"),
    ("evaluate", "wrong-gold/gold.json"),
    ("evaluate", f"{NAME}.jsonl"),
    ("rules", "check", "pack.toml"),
    ("rules", "test", "pack.toml"),
    ("rules", "sample", "pack.toml", "all.jsonl"),
    ("rules", "sample", "pack.toml", "all.jsonl", "--json"),
    ("rules", "stats"),
    ("convert", "--to", "tw", "text.txt"),
    ("convert", "--to", "tw", NAME),
    ("words", "text.txt"),
    ("import", f"{NAME}.txt", f"{NAME}.jsonl", NAME),
    ("import", "--annotations", "marks.jsonl", f"{NAME}.jsonl"),
    ("import", "--format", NAME, "text.txt"),
    ("import", "--encoding", NAME, "text.txt"),
    ("backup", f"{NAME}/x"),
    ("backup", f"{NAME}.db"),
    ("restore", NAME),
    ("check",),
    ("--db", f"{NAME}.txt", "documents"),
    (f"{NAME}.no",),
    (f"--{NAME}",),
    ("read", "--keys"),
)


@pytest.fixture(scope="module")
def written(place: Path) -> dict[tuple[str, ...], str]:
    return dict(zip(COMMANDS, on_terminal(place, COMMANDS), strict=True))


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: ascii(" ".join(command))[:60])
def test_no_command_lets_it_out(written: dict[tuple[str, ...], str], command: tuple[str, ...]) -> None:
    assert written[command].strip()
    assert "Traceback" not in written[command]
    assert harm(written[command]) == set()


def test_the_watch_sees_harm() -> None:
    assert harm("a\r\n\tb\r\x1b[K") == set()
    assert harm(NAME) == {"\x1b", "\x07", "\u202e", "\u200b", "\x9b"}


def test_files_and_pipes_get_every_character(place: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "reader", "--db", "library.db", "export", "--format", "jsonl"],
        cwd=place,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=True,
    )
    told = {json.loads(line)["text"] for line in done.stdout.decode().split("\n") if line}
    assert told == {one.text for one in TEXTS}
