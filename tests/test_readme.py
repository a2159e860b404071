"""The README is true: its commands run, its tables are the program's own, its rule pack works."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from reader.cli import COMMANDS, main
from reader.exports.records import FIELDS
from reader.tagging.examples import failed_examples
from reader.tagging.loading import load_pack

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def test_every_command_in_the_tour_runs_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """In one process, as a shell would start one after the other: what each loads is loaded once."""
    monkeypatch.setenv("PIZHU_DB", str(tmp_path / "library.db"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("reader.cli._speak_utf8", lambda: None)  # the test's own streams stay as they are
    lines = [line.removeprefix("$ ") for block in blocks("console") for line in block.splitlines()]
    assert len(lines) > 10
    for line in lines:
        program, *arguments = shlex.split(line)
        assert program == "pizhu"
        monkeypatch.setattr(sys, "argv", ["pizhu", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        assert not ended.value.code, f"{line}\n{capfdbinary.readouterr().err.decode()}"
    assert (tmp_path / "annotations.csv").read_text("utf-8").startswith("id,document,")
    assert len((tmp_path / "suggestions.csv").read_text("utf-8").splitlines()) > 100


def test_set_up_is_two_commands_of_plain_python() -> None:
    first, second = (block.strip() for block in blocks("sh"))
    assert first == "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/pizhu samples"
    assert second == "python3 -m venv .venv && .venv/bin/pip install -e '.[dev]' && .venv/bin/pytest -n auto"


def test_the_keys_are_the_programs_own() -> None:
    done = subprocess.run([sys.executable, ROOT / "scripts" / "readme_keys.py", "--check"], check=False)
    assert done.returncode == 0


def test_the_record_is_the_exports_own() -> None:
    assert ", ".join(FIELDS) in re.sub(r"\s+", " ", README)


def test_every_command_is_named() -> None:
    named = {word for command in COMMANDS for word in re.findall(rf"\bpizhu {command}\b", README)}
    missing = {command for command in COMMANDS if f"pizhu {command}" not in named}
    assert missing <= {"read"}


def test_the_rule_pack_works(tmp_path: Path) -> None:
    path = tmp_path / "roads.toml"
    path.write_text("".join(blocks("toml")), "utf-8")
    pack = load_pack(path)
    assert failed_examples(pack) == []
    assert all(rule.matches for rule in pack.rules)


def test_pictures_and_pages_are_there() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", README)
    missing = [link for link in links if "://" not in link and not (ROOT / link).exists()]
    assert missing == []
