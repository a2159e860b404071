"""Runs `pizhu` with a command: in a process of its own, and in this one, which is sooner."""

from __future__ import annotations

import resource
import subprocess
import sys
from typing import TYPE_CHECKING

from click.testing import CliRunner

from reader.cli import cli
from reader.cli.context import Settings
from reader.errors import ReaderError

if TYPE_CHECKING:
    from pathlib import Path


def pizhu(*arguments: str | Path, limit: int | None = None) -> subprocess.CompletedProcess[str]:
    """Runs a command; `limit` is the most bytes that any one file may have."""
    before = None if limit is None else lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    done = subprocess.run(
        [sys.executable, "-m", "reader", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=before,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done


def in_process(*arguments: str | Path) -> tuple[int, str]:
    """Runs a command in this process, which is sooner; its exit code, and what it said."""
    done = CliRunner().invoke(cli, list(map(str, arguments)), obj=Settings())
    failed = isinstance(done.exception, ReaderError)
    assert failed or done.exception is None, done.exception
    return done.exit_code, f"{done.stderr}{done.exception or ''}"
