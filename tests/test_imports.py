"""What may import what, checked in a fresh process: a slow library must not be loaded before it is needed."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


def loaded_by(code: str) -> set[str]:
    script = f"import sys\n{code}\nprint('\\n'.join(sys.modules), file=sys.__stdout__)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stdout.split("\n"))


@pytest.mark.parametrize(
    ("code", "never"),
    [
        (
            "import click.testing, reader.cli as c; assert 'evaluate' in click.testing.CliRunner().invoke(c.cli, '-h').output",
            ["textual", "jieba", "sqlite_utils", "rich", "regex", "ahocorasick_rs", "charset_normalizer"],
        ),
        ("import reader.desk, reader.exports, reader.tagging.batch", ["textual", "jieba"]),
        ("import reader.text.words", ["jieba", "rjieba"]),
        ("import reader.text.aligned, reader.text.paragraphs", ["sqlite3", "sqlite_utils", "textual"]),
    ],
)
def test_slow_libraries_wait_until_they_are_needed(code: str, never: list[str]) -> None:
    assert loaded_by(code).isdisjoint(never)


def test_a_change_of_a_library_loads_no_large_library_that_it_needs_not(tmp_path: Path) -> None:
    for name in ("numpy", "pandas"):
        (tmp_path / f"{name}.py").write_text("nan = 0\n")
    own = f"sys.path.insert(0, {str(tmp_path)!r})"
    use = "from reader.library.database import get_ready; get_ready()"
    assert loaded_by(f"{own}; {use}").isdisjoint({"numpy", "pandas"})
    assert {"numpy", "pandas"} <= loaded_by(f"{own}; {use}; import numpy, pandas")  # who wants them gets them
