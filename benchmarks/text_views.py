"""Measures the views of a text against what they are made of, in one run.

    python benchmarks/text_views.py [TEXTS.jsonl…] [--opencc PYTHON] [--megabytes N] [--screen]

Each line of a file is a record with a "text"; files whose texts are simplified and traditional may be mixed,
and without one a text is made up. The texts are repeated up to N megabytes (20). PYTHON is one that has the
package `opencc` (the C++ program), which cannot be installed beside opencc-python-reimplemented. --screen
ticks every 5 ms while the words' dictionary loads in a worker, and tells the longest time without a tick.

Ratios are times of the other divided by ours: 2.0 is twice as fast.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from reader.text.folding import fold
from reader.text.scripts import chain, detect_script
from reader.text.words import Segmenter

if TYPE_CHECKING:
    from collections.abc import Callable

FROM_SIMPLIFIED = ("s2t", "s2tw", "s2twp", "s2hk")
TO_SIMPLIFIED = ("t2s", "tw2s", "tw2sp", "hk2s")
# The pure Python package is so slow that it gets one part in that many; its time is multiplied.
PURE_PYTHON_SHARE = 20

CPP = """
import json, sys, time, opencc
texts = json.load(sys.stdin)
for name in sys.argv[1:]:
    converter = opencc.OpenCC(name)
    converter.convert(texts[0])
    start = time.perf_counter()
    for text in texts:
        converter.convert(text)
    print(name, time.perf_counter() - start)
"""

FIRST_USE = """
import resource, sys, time
def used():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize() / 2**20
from reader.text.folding import fold
from reader.text.scripts import chain
import ahocorasick_rs
before, start = used(), time.perf_counter()
if sys.argv[1] == "fold":
    fold("干部的纔能")
elif sys.argv[1] == "jieba":
    import jieba
    jieba.setLogLevel(60)
    start = time.perf_counter()
    jieba.dt.tmp_dir = "/nonexistent"
    jieba.initialize()
else:
    chain(sys.argv[1]).convert("干部的纔能，頭髮")
print(time.perf_counter() - start, used() - before)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--opencc", metavar="PYTHON")
    parser.add_argument("--megabytes", type=float, default=20)
    parser.add_argument("--screen", action="store_true")
    arguments = parser.parse_args()
    texts = list(map(text_of, arguments.files and lines(arguments.files))) or made_up()
    scripts: dict[str, list[str]] = {"simplified": [], "traditional": []}
    for text in texts:
        scripts.get(detect_script(text).name, []).append(text)
    for names, script in ((FROM_SIMPLIFIED, "simplified"), (TO_SIMPLIFIED, "traditional")):
        if scripts[script]:
            texts = repeated(scripts[script], arguments.megabytes)
            print(f"\n{script}: {len(texts)} texts, {sum(map(len, texts)) / 1e6:.1f} million characters")
            conversions(names, texts, arguments.opencc)
            folding(texts)
            described(names[0], texts)
            paragraphs(texts)
    first_use()
    if arguments.screen:
        screen()


def lines(files: list[Path]) -> list[str]:
    return [line for file in files for line in file.read_text("utf-8").splitlines()]


def text_of(line: str) -> str:
    text: str = json.loads(line)["text"]
    return text


def made_up() -> list[str]:
    """Texts out of the dictionaries' own words, in both scripts."""
    source = random.Random(1)
    simplified = list(chain("s2t").segmentation.phrases)
    texts = ["，".join(source.choices(simplified, k=300)) for _ in range(200)]
    return [*texts, *(chain("s2t").convert(text).view for text in texts)]


def repeated(texts: list[str], megabytes: float) -> list[str]:
    size = sum(len(text.encode()) for text in texts)
    return texts * max(1, round(megabytes * 1e6 / size))


def taken(work: Callable[[str], object], texts: list[str]) -> float:
    """Seconds for all texts, the faster of two rounds; the first text goes first, unmeasured."""
    work(texts[0])
    rounds = []
    for _ in range(2):
        start = time.perf_counter()
        for text in texts:
            work(text)
        rounds.append(time.perf_counter() - start)
    return min(rounds)


def conversions(names: tuple[str, ...], texts: list[str], cpp: str | None) -> None:
    others = cpp_times(cpp, names, texts) if cpp else {}
    size = sum(map(len, texts))
    print(f"{'view':8}{'M chars/s':>12}{'C++':>10}{'pure Python':>14}")
    for name in names:
        ours = taken(chain(name).convert, texts)
        plain = f"{others[name] / ours:10.2f}" if others else f"{'-':>10}"
        print(f"{name:8}{size / ours / 1e6:12.1f}{plain}{pure_python_time(name, texts) / ours:14.1f}")


def cpp_times(python: str, names: tuple[str, ...], texts: list[str]) -> dict[str, float]:
    done = subprocess.run(
        [python, "-c", CPP, *names], input=json.dumps(texts), capture_output=True, text=True, check=True
    )
    return {name: float(seconds) for name, seconds in map(str.split, done.stdout.splitlines())}


def pure_python_time(name: str, texts: list[str]) -> float:
    from opencc import OpenCC

    converter = OpenCC(name)
    converter.convert(texts[0])
    some = texts[::PURE_PYTHON_SHARE]
    start = time.perf_counter()
    for text in some:
        converter.convert(text)
    return (time.perf_counter() - start) * sum(map(len, texts)) / sum(map(len, some))


def folding(texts: list[str]) -> None:
    table = {ord(key): value for key, value in chain("t2s").stages[0].characters.items()}
    floor = taken(lambda text: text.translate(table), texts)
    ours = taken(fold, texts)
    speed = sum(map(len, texts)) / ours / 1e6
    print(f"fold    {speed:12.1f}   str.translate with a dict: {floor / ours:.2f}")


def described(name: str, texts: list[str]) -> None:
    """One character described by its parts in a long text: only what is around it is done over exactly."""
    text = "".join(texts)[:1_000_000]
    middle = len(text) // 2
    odd = text[:middle] + "⿰亻爾" + text[middle:]
    for title, work in ((name, chain(name).convert), ("fold", fold)):
        ratio = taken(work, [odd, odd]) / taken(work, [text, text])
        print(f"{title:8}{ratio:12.1f} times the time with one ⿰亻爾 in a million characters")


def paragraphs(texts: list[str]) -> None:
    passages = [text[start : start + 150] for text in texts[:300] for start in range(0, len(text), 150)]
    for name, work in (("fold", fold), ("s2t", chain("s2t").convert), ("t2s", chain("t2s").convert)):
        print(f"{name:8}{taken(work, passages) / len(passages) * 1e6:12.1f} µs a paragraph of 150 characters")


def first_use() -> None:
    """Each in a process of its own, for every one of them reads what it needs."""
    print(f"\n{'first use':12}{'s':>8}{'share of jieba':>18}{'MB':>8}")
    figures = {}
    for name in ("jieba", "fold", *FROM_SIMPLIFIED, *TO_SIMPLIFIED):
        runs = [
            subprocess.run([sys.executable, "-c", FIRST_USE, name], stdout=subprocess.PIPE, check=True)
            for _ in range(3)
        ]
        figures[name] = min(tuple(map(float, run.stdout.split())) for run in runs)
        seconds, megabytes = figures[name]
        print(f"{name:12}{seconds:8.3f}{seconds / figures['jieba'][0]:18.2f}{megabytes:8.1f}")
    print(f"this process at most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def screen() -> None:
    """The longest time in which the main thread of a screen could not run while a worker loads the words."""
    segmenter = Segmenter()

    def load() -> None:
        for _ in segmenter.steps():
            time.sleep(0.001)

    worker = threading.Thread(target=load)
    start = last = time.perf_counter()
    worker.start()
    stalls = []
    while worker.is_alive():
        time.sleep(0.005)
        now = time.perf_counter()
        stalls.append(now - last - 0.005)
        last = now
    print(f"\nwords loaded in {last - start:.2f} s; longest stall {max(stalls) * 1000:.0f} ms")


if __name__ == "__main__":
    main()
