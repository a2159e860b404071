"""The fuzzer in this process: atheris over one target, with the code of `reader` watched."""

from __future__ import annotations

import importlib.util
import sys
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from pathlib import Path

LONGEST_SECONDS = 60  # that one input may take
LARGEST_MB = 2048


def has_atheris() -> bool:
    """Whether the fuzzer is installed."""
    return importlib.util.find_spec("atheris") is not None


def report(line: str) -> None:
    """A line for a maintainer."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def fuzz_here(name: str, seconds: int, corpus: Path, findings: Path, largest_bytes: int) -> NoReturn:
    """Fuzzes one target until the time is up or something is found; ends the process, as the fuzzer does."""
    import atheris

    with atheris.instrument_imports(include=["reader"]):
        from tests.fuzzing.targets import targets

        target = targets()[name]
        for seed in target.seeds:  # imports inside functions are watched too
            target.run(seed)
    for number, seed in enumerate(target.seeds):
        (corpus / f"seed-{number}").write_bytes(seed)
    atheris.Setup(
        [
            sys.argv[0],
            str(corpus),
            f"-max_total_time={seconds}",
            f"-max_len={largest_bytes}",
            f"-timeout={LONGEST_SECONDS}",
            f"-rss_limit_mb={LARGEST_MB}",
            f"-artifact_prefix={findings}/{name}-",
        ],
        target.run,
    )
    atheris.Fuzz()
    sys.exit(0)
