"""Draws cost against size."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.screen import Costs

KEYS = (("Down", "next paragraph"), ("Right", "next word"), ("3", "tag, committed"))


def draw(path: Path, found: Costs) -> None:
    """Medians as lines, p95 as dots above them; by paragraphs, and by annotations."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    costs, middle = found.ours, found.sizes[2]
    figure, axes = plt.subplots(1, 2, figsize=(9, 3.2), sharey=True)
    by_size = [(size, costs[size, found.marks[0]]) for size in found.sizes]
    by_mark = [(count, costs[middle, count]) for count in found.marks]
    for axis, points, name in (
        (axes[0], by_size, f"paragraphs, with {found.marks[0]} annotations"),
        (axes[1], by_mark, f"annotations, in {middle:,} paragraphs"),
    ):
        sizes = [size for size, _ in points]
        for key, sign in KEYS:
            (line,) = axis.plot(sizes, [cost.key(key, 0.5) for _, cost in points], "-", label=f"{sign}, median")
            axis.plot(sizes, [cost.key(key) for _, cost in points], "^", color=line.get_color(), markersize=4)
        axis.axhline(found.hello.key("Down", 0.5), color="grey", linestyle=":", label="hello world ↓, median")
        axis.axhline(found.hello.key("Down"), color="grey", linestyle="--", linewidth=0.7, label="hello world ↓, p95")
        axis.set_xscale("log")
        axis.set_xlabel(name)
        axis.set_ylim(bottom=0)
    axes[0].set_ylabel("ms from key to paint; ▲ p95")
    axes[0].legend(fontsize=6)
    figure.tight_layout()
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=110)
