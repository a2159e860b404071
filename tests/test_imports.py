"""What may import what, checked in a fresh process: a slow library must not be loaded before it is needed."""

from __future__ import annotations

import subprocess
import sys

import pytest


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
