"""The long runs: `python -m tests.torture kills [--count 300] [--seed 1]`, `… writers`, `… locks`, `… states [--steps 20000]`."""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

from reader.library.backups import PATIENCE_SECONDS
from tests.torture.kills import KILLS
from tests.torture.locks import outlast, read_on, run_at_once
from tests.torture.writers import write_at_once


def main() -> None:
    """Runs one of them and tells what was counted; an assertion that fails ends it with the seed to repeat it."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    kills = commands.add_parser("kills", help="kill programs at random moments")
    kills.add_argument("--count", type=int, default=300)
    kills.add_argument("--seed", type=int, default=1)
    kills.add_argument("--program", choices=list(KILLS), action="append")
    writers = commands.add_parser("writers", help="many programs write into one library")
    writers.add_argument("--writers", type=int, default=8)
    writers.add_argument("--each", type=int, default=2000)
    commands.add_parser("locks", help="hold a library for longer than anyone waits")
    states = commands.add_parser("states", help="random steps in a library, against models of it")
    states.add_argument("--steps", type=int, default=20_000, help="of all models together (default %(default)s)")
    asked = parser.parse_args()
    if asked.command == "states":
        _step(asked.steps)
    elif asked.command == "kills":
        _kill(asked.count, asked.seed, asked.program or list(KILLS))
    elif asked.command == "locks":
        _hold()
    else:
        with tempfile.TemporaryDirectory() as folder:
            told = write_at_once(Path(folder), asked.writers, asked.each)
        _say(told)


def _kill(count: int, seed: int, programs: list[str]) -> None:
    survived: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as base:
        for number in range(seed, seed + count):
            program = programs[number % len(programs)]
            folder = Path(base) / f"{program}-{number // 25}"
            folder.mkdir(exist_ok=True)
            try:
                KILLS[program](folder, random.Random(number))
            except BaseException:
                _say(f"failed: --program {program} --seed {number} --count 1 (after {sum(survived.values())} others)")
                raise
            survived[program] += 1
    _say(
        f"{count} kills: " + ", ".join(f"{program} {times}" for program, times in survived.items()) + "; nothing lost."
    )


def _hold() -> None:
    with tempfile.TemporaryDirectory() as commands, tempfile.TemporaryDirectory() as reader:
        for one in outlast(Path(commands), run_at_once):
            _say(f"{' '.join(one.command):60} exit code {one.code} after {one.seconds:5.1f} s")
        _say("Every command was done when the library was free again, which is whole.")
        for line in read_on(Path(reader), PATIENCE_SECONDS + 1):
            _say(line)


def _step(steps: int) -> None:
    """Runs the models of the suite with many more steps; what fails is told as a test that repeats it."""
    from hypothesis import HealthCheck, settings
    from hypothesis.stateful import run_state_machine_as_test

    from tests.library.test_history import Undoing
    from tests.library.test_label_history import Labelling
    from tests.library.test_labels_and_versions import Everything
    from tests.library.test_versions import Renewing

    models = (Undoing, Labelling, Renewing, Everything)
    each = 40
    times = max(1, steps // each // len(models))
    for model in models:
        chosen = settings(
            max_examples=times, stateful_step_count=each, deadline=None, suppress_health_check=list(HealthCheck)
        )
        run_state_machine_as_test(model, settings=chosen)
        _say(f"{model.__name__}: {times} libraries, up to {each} steps in each; nothing lost.")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
