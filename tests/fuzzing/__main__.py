"""Fuzzes: `python -m tests.fuzzing [TARGET…] [--seconds N] [--at-once N]`; each target runs in a process of its own.

What makes a target fail is written to the folder of findings; put beside the seeds (`tests/fuzzing/found/TARGET/`) it
becomes a test. With --tally, a file counts what each target has had, over all runs that name it. Needs
`pip install '.[fuzz]'`.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from tests.fuzzing.running import fuzz_here, has_atheris, report

LARGEST_BYTES = 4096


def main() -> int:
    """Exit codes: 0 nothing found, or there is no fuzzer here; 1 a finding."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzzing", description=__doc__)
    parser.add_argument("targets", nargs="*", help="which; all where none is named")
    parser.add_argument("--seconds", type=int, default=600, help="of each target (default %(default)s)")
    parser.add_argument("--total", type=int, help="seconds of all targets together, instead of --seconds")
    parser.add_argument("--at-once", type=int, default=1, help="how many at the same time")
    parser.add_argument("--corpus", type=Path, help="keep what covers more code here, and begin with it")
    parser.add_argument("--tally", type=Path, help="add the seconds and executions of each target to this file")
    parser.add_argument("--findings", type=Path, default=Path("fuzzing-findings"), help="where to put findings")
    parser.add_argument("--list", action="store_true", help="list the targets")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.here:
        fuzz_here(asked.targets[0], asked.seconds, asked.corpus, asked.findings, LARGEST_BYTES)
    from tests.fuzzing.targets import targets

    known = list(targets())
    if asked.list:
        report("\n".join(known))
        return 0
    unknown = set(asked.targets) - set(known)
    if unknown:
        parser.error(f"no such target: {', '.join(sorted(unknown))}; see --list")
    if not has_atheris():
        report("fuzzing skipped: atheris is not installed here (pip install '.[fuzz]').")
        return 0
    names = asked.targets or known
    seconds = asked.seconds if asked.total is None else max(1, asked.total * asked.at_once // len(names))
    asked.findings.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as stack:
        corpus = asked.corpus or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="pizhu-fuzzing-")))
        with ThreadPoolExecutor(asked.at_once) as pool:
            runs = pool.map(lambda name: _fuzz(name, seconds, corpus / name, asked.findings), names)
            done = [_counted(run, asked.tally) for run in runs]
    report(
        f"{len(done)} targets: {sum(run.seconds for run in done):,} s, "
        f"{sum(run.executions for run in done):,} executions, {sum(run.failed for run in done)} findings."
    )
    return 1 if any(run.failed for run in done) else 0


class Run(NamedTuple):
    """What a target had."""

    name: str
    failed: bool
    seconds: int
    executions: int


def _counted(run: Run, tally: Path | None) -> Run:
    """Adds a run to the file that counts them all, as soon as it is over."""
    if tally is not None:
        had = json.loads(tally.read_text("utf-8")) if tally.exists() else {}
        before = had.get(run.name, {"seconds": 0, "executions": 0})
        had[run.name] = {
            "seconds": before["seconds"] + run.seconds,
            "executions": before["executions"] + run.executions,
        }
        tally.write_text(json.dumps(had, indent=1) + "\n", "utf-8")
    return run


def _fuzz(name: str, seconds: int, corpus: Path, findings: Path) -> Run:
    corpus.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "tests.fuzzing", name, "--here", "--seconds", str(seconds)]
    done = subprocess.run(
        [*command, "--corpus", str(corpus), "--findings", str(findings)],
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    last = [line for line in done.stderr.splitlines() if line.startswith(("#", "Done"))]
    report(f"{name}: {'nothing found' if done.returncode == 0 else 'FOUND'}; {last[-1] if last else 'it never began'}")
    if done.returncode:
        report(done.stdout[-3000:] + done.stderr[-3000:])
    ran = re.search(r"^Done (\d+) runs in (\d+) second", done.stderr, re.MULTILINE)
    executions, took = map(int, ran.groups()) if ran else (0, 0)
    return Run(name, done.returncode != 0, took, executions)


if __name__ == "__main__":
    sys.exit(main())
