"""Builds a wheel of a clean checkout, installs it elsewhere, and runs every command: scripts/try_wheel.py [PYTHON]."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Ends with a message where something is missing."""
    python = sys.argv[1] if len(sys.argv) > 1 else sys.executable
    with TemporaryDirectory() as name:
        folder = Path(name)
        run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ROOT)
        (wheel,) = folder.glob("pizhu-*.whl")
        run(python, "-m", "venv", folder / "venv")
        run(folder / "venv/bin/pip", "install", "--quiet", wheel)
        pizhu = folder / "venv/bin/pizhu"
        os.environ.update(PIZHU_DB=str(folder / "library.db"), HOME=str(folder))
        os.chdir(folder)
        for command in (
            ["--version"],
            ["--help"],
            ["samples", "--copy", "texts"],
            ["import", "texts"],
            ["tag"],
            ["documents"],
            ["labels"],
            ["rules", "check", "zh-gov", "texts/rules.toml"],
            ["rules", "test", "zh-gov", "texts/rules.toml"],
            ["evaluate", "texts/gold.jsonl"],
            ["tag", "texts", "-o", "tagged.jsonl"],
            ["export", "--status", "all", "--format", "jsonl", "-o", "all.jsonl"],
            ["export", "--status", "all", "--format", "html", "-o", "all.html"],
            ["undo", "--run"],
            ["log"],
            ["search", "工程"],
            ["stats"],
            ["backup", "copy.db"],
            ["check"],
            ["convert", "--to", "twp", "texts/01-shuangqiao-xiaoshi.txt", "-o", "twp.txt"],
            ["words", "texts/03-yunlan-jianbao.txt", "-o", "words.txt"],
            ["read", "--help"],
        ):
            run(pizhu, *command)
        rows = [json.loads(line) for line in Path("all.jsonl").read_text("utf-8").splitlines()]
        if len(rows) < 100:
            sys.exit(f"the wheel tagged only {len(rows)} passages of the samples")
        print(f"{wheel.name}: every command ran; {len(rows)} annotations exported.")


def run(*command: str | Path) -> None:
    """Runs a program; what it prints is shown only where it fails."""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    main()
