"""What a part of the suite gives: ratios with their budgets, and the table they are written in."""

from __future__ import annotations

import compileall
import os
import statistics
import sysconfig
from dataclasses import dataclass
from operator import truediv
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Row:
    """A ratio: what was divided by what, the most it may be (None where it is only told), and the times behind it."""

    what: str
    ratio: float
    budget: float | None
    times: str

    @property
    def verdict(self) -> str:
        """Whether it is kept."""
        if self.budget is None:
            return ""
        return "kept" if self.ratio <= self.budget else "not kept"


def table(rows: Iterable[Row]) -> str:
    """The rows as a table of Markdown."""
    lines = ["| what | ratio | budget | | measured |", "|---|---:|---:|---|---|"]
    for row in rows:
        budget = "" if row.budget is None else f"{row.budget:g}"
        lines.append(f"| {row.what} | {row.ratio:.2f} | {budget} | {row.verdict} | {row.times} |")
    return "\n".join(lines)


def by_pairs(ours: Sequence[float], others: Sequence[float]) -> float:
    """The median ratio of two that were measured in turn: the machine changes its pace from one minute to the next."""
    return statistics.median(map(truediv, ours, others))


def as_installed() -> None:
    """Compiles the program and all packages, as installing with pip does.

    Where Python may write no bytecode, or another installer left it to the first start, each start would do it anew.
    """
    root = Path(__file__).resolve().parent.parent
    for folder in (root / "reader", root / "benchmarks", *map(sysconfig.get_path, ("purelib", "platlib"))):
        compileall.compile_dir(folder, quiet=2, workers=0)  # what is meant for another Python cannot be compiled


def load() -> str:
    """How busy the machine is: what runs beside the measuring makes every figure worse, and unevenly."""
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
