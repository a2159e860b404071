from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.cli.test_commands import pizhu

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "渠修好了，水就来了。\n村里的人都在等。\n明天开闸放水。"


def documents() -> list[dict[str, object]]:
    return [json.loads(line) for line in pizhu("documents", "--json").out.splitlines()]


def test_damage_is_refused_then_taken_and_told(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode("gb18030") + b"\xff")
    refused = pizhu("import", path)
    assert refused.code == 1
    assert "a.txt:3: damaged" in refused.err
    taken = pizhu("import", path, "--replace-damage")
    assert taken.code == 0
    assert "a.txt: 1 places were damaged" in taken.err
    (document,) = documents()
    assert (document["encoding"], document["meta"]) == ("gb18030", {"replaced": 1})


def test_the_columns_of_a_corpus_are_named(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f'号,话,何时\n甲,"{TEXT}",2024年3月5日\n乙,,\n', "utf-8")
    done = pizhu("import", path, "--text-field", "话", "--id-field", "号", "--field", "date=何时")
    assert done.code == 1
    assert "a.csv:5" in done.err
    (document,) = documents()
    assert (document["document"], document["date"]) == ("a.csv/甲", "2024-03-05")
    again = pizhu("import", path, "--text-field", "话", "--id-field", "号", "--field", "date=何时")
    assert "0 documents imported, 1 already in the library" in again.err


def test_a_field_that_there_is_not_is_told(tmp_path: Path) -> None:
    done = pizhu("import", tmp_path, "--field", "dat=何时")
    assert done.code == 2
    assert "Did you mean date?" in done.err


def test_a_document_comes_from_stdin_once() -> None:
    def piped(data: bytes) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "reader", "import", "-"], capture_output=True, input=data, check=False
        )
        return done.stderr.decode()

    assert "1 document imported" in piped(TEXT.encode("gb18030"))
    assert "1 already in the library" in piped(TEXT.encode("gb18030"))
    assert "the file is empty" in piped(b"")
    (document,) = documents()
    assert str(document["document"]).startswith("stdin-")
    assert document["encoding"] == "gb18030"
