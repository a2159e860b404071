"""Shards: cut without loss, done by any number of workers with the same result, whatever dies on the way."""

from __future__ import annotations

import importlib.util
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.documents.reading import Found
from reader.errors import UsageError
from reader.tagging.cluster import Processes, run
from reader.tagging.inputs import find_inputs
from reader.tagging.manifest import MANIFEST
from reader.tagging.rows import read_rows
from reader.tagging.shard_work import Job, Shipped
from reader.tagging.shards import begin, plan
from reader.tagging.taggers import TaggerName
from tests.tagging.on_ray import run_isolated

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.process import BaseProcess

LINE = "全市推行“一事一单”制度，办结率由{0}.5%提高到93.8%，受理{0}件。"


def write(path: Path, count: int, spoil: Callable[[int], str] = lambda _: "") -> Path:
    with path.open("w", encoding="utf-8") as stream:
        for number in range(count):
            text = spoil(number) + LINE.format(number)
            stream.write(json.dumps({"id": number, "text": text}, ensure_ascii=False) + "\n")
    return path


def pizhu(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "reader", "tag", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def held(folder: Path) -> bytes:
    return b"".join(part.read_bytes() for part in sorted(folder.glob("part-*")))


@given(
    st.lists(st.sampled_from(["", "{}", " ", "\ufeff", '{"text": "甲乙丙"}', "x" * 90, "\r"]), max_size=40),
    st.integers(1, 300),
    st.booleans(),
)
def test_stretches_hold_every_row_once_under_its_own_name(lines: list[str], size: int, ends: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.jsonl"
        path.write_bytes("\n".join(lines).encode() + b"\n" * ends)
        expected = [(row.place, row.content) for row in read_rows(path)]
        planned = plan([path], ".jsonl", shard_bytes=size)
        rows = [(row.place, row.content) for shard in planned.shards for row in shard.rows()]
        assert rows == expected
        assert sum(shard.size for shard in planned.shards) == path.stat().st_size


def test_documents_are_grouped_and_what_is_missing_is_told(tmp_path: Path) -> None:
    for number in range(7):
        (tmp_path / f"{number}.txt").write_text("正文" * 100, "utf-8")
    planned = plan([tmp_path, tmp_path / "none"], ".jsonl", shard_bytes=1500)
    assert [len(list(shard.rows())) for shard in planned.shards] == [3, 3, 1]
    assert [str(failure) for failure in planned.failures]


@pytest.mark.parametrize("jobs", [1, 3])
@pytest.mark.parametrize("suffix", ["jsonl", "jsonl.gz"])
def test_any_number_of_workers_writes_what_one_writes(tmp_path: Path, jobs: int, suffix: str) -> None:
    source = write(tmp_path / "a.jsonl", 120)
    with source.open("a", encoding="utf-8") as stream:
        stream.write("no json\n")
    one = pizhu(source, "-o", tmp_path / "one.jsonl")
    many = pizhu(source, "-o", f"{tmp_path}/out/", "--jobs", str(jobs), "--shard-mb", "0.004", "--shards", suffix)
    assert one.returncode == many.returncode == 1
    assert "a.jsonl:121" in one.stderr
    assert "a.jsonl:121" in many.stderr
    parts = sorted((tmp_path / "out").glob("part-*"))
    assert len(parts) > 3
    written = b"".join(b"".join(_lines(part)) for part in parts)
    assert written == (tmp_path / "one.jsonl").read_bytes()


def _lines(part: Path) -> list[bytes]:
    import gzip

    with gzip.open(part) if part.suffix == ".gz" else part.open("rb") as stream:
        return list(stream)


def test_what_was_stopped_goes_on_and_other_work_is_refused(tmp_path: Path) -> None:
    source, out = write(tmp_path / "a.jsonl", 60), tmp_path / "out"
    first = pizhu(source, "-o", f"{out}/", "--shard-mb", "0.004")
    assert first.returncode == 0, first.stderr
    whole = held(out)
    kept = sorted(out.glob("part-*"))
    kept[1].unlink()
    (out / "tmp-elsewhere-1.part-00001.jsonl").write_text("half")
    before = kept[0].stat().st_mtime_ns
    again = pizhu(source, "-o", out, "--shard-mb", "0.004")
    assert again.returncode == 0
    assert "60 documents" in again.stderr
    assert held(out) == whole
    assert kept[0].stat().st_mtime_ns == before
    assert not list(out.glob("tmp-*"))
    for other in (["--shard-mb", "0.002"], ["--text-field", "id"], ["--rules", "mine.toml"]):
        (tmp_path / "mine.toml").write_text(
            'name = "mine"\nversion = "1"\n[[rule]]\nid = "a"\nlabel = "policy"\nphrases = ["制度"]\n'
        )
        refused = subprocess.run(
            [sys.executable, "-m", "reader", "tag", str(source), "-o", f"{out}/", "--shard-mb", "0.004", *other],
            cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(Path.cwd())}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert refused.returncode == 2, refused.stderr
        assert "other rules or other input" in refused.stderr
    write(tmp_path / "a.jsonl", 61)
    assert pizhu(source, "-o", f"{out}/", "--shard-mb", "0.004").returncode == 2


def test_a_folder_with_other_things_in_it_is_refused(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "letters.txt").write_text("mine")
    with pytest.raises(UsageError, match="other files"):
        begin(out, plan([write(tmp_path / "a.jsonl", 1)], ".jsonl"), [], "text")
    assert [path.name for path in out.iterdir()] == ["letters.txt"]


def test_poison_costs_its_own_rows_only(tmp_path: Path) -> None:
    words = {20: "杀", 31: "错", 45: "睡", 46: "杀"}
    source = write(tmp_path / "a.jsonl", 80, lambda number: words.get(number, ""))
    done = pizhu(
        source, "-o", f"{tmp_path}/out/", "--jobs", "2", "--shard-mb", "0.003",
        "--tagger", "tests.tagging.poison:tag", "--document-seconds", "0.5",
    )  # fmt: skip
    assert done.returncode == 1
    records = [json.loads(line) for line in held(tmp_path / "out").splitlines()]
    assert [record["id"] for record in records] == list(range(80))
    assert not list((tmp_path / "out").glob("tmp-*"))
    failed = {record["id"]: record["error"] for record in records if "error" in record}
    assert sorted(failed) == sorted(words)
    assert "took longer than 0.5 seconds" in failed[45]
    assert "as asked" in failed[31]
    for number in (20, 46):
        assert "ended" in failed[number]
        assert f"a.jsonl:{number + 1}: it killed the process" in done.stderr


def test_a_worker_that_is_killed_is_replaced(tmp_path: Path) -> None:
    source = write(tmp_path / "a.jsonl", 400)
    planned = plan([source], ".jsonl", shard_bytes=4000)
    out = tmp_path / "out"
    begin(out, planned, [], "text")
    job = Job((Shipped.of(TaggerName("zh-gov")),), out, Path.cwd())
    engine = Processes(job, 2)
    chance = random.Random(3)

    over = threading.Event()
    killed: list[BaseProcess] = []

    def kill() -> None:
        while not over.wait(chance.uniform(0.1, 0.5)) and len(killed) < 6:
            if alive := [process for process, _ in list(engine._workers) if process.is_alive()]:
                killed.append(chance.choice(alive))
                killed[-1].kill()

    killer = threading.Thread(target=kill)
    killer.start()
    done = list(run(engine, planned.shards))
    over.set()
    killer.join()
    assert killed
    assert [one.failure for one in done] == [""] * len(planned.shards)
    assert sum(one.outcome.rows for one in done) == 400
    assert pizhu(source, "-o", tmp_path / "one.jsonl").returncode == 0
    assert held(out) == (tmp_path / "one.jsonl").read_bytes()


def test_packs_travel_with_their_phrase_files(tmp_path: Path) -> None:
    (tmp_path / "roads.txt").write_text("长安街\n", "utf-8")
    pack = tmp_path / "packs" / "roads.toml"
    pack.parent.mkdir()
    pack.write_text(
        'name = "roads"\nversion = "1"\n[[rule]]\nid = "road"\nlabel = "program"\nphrases_file = "../roads.txt"\n',
        "utf-8",
    )
    shipped = Shipped.of(TaggerName(str(pack)))
    digest = TaggerName(str(pack)).load().digest
    pack.unlink()
    (tmp_path / "roads.txt").unlink()
    assert shipped.load().digest == digest
    assert not (tmp_path / "roads.txt").exists()


def test_parquet_holds_what_the_lines_hold(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    source = write(tmp_path / "a.jsonl", 30, lambda number: "𠮷😀" if number % 7 == 0 else "")
    with source.open("a", encoding="utf-8") as stream:
        stream.write('{"id": 99}\n')
    assert pizhu(source, "-o", tmp_path / "one.jsonl").returncode == 1
    assert pizhu(source, "-o", f"{tmp_path}/out/", "--shards", "parquet").returncode == 1
    from reader.tagging.parquet import records_of

    def lines(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [{name: value for name, value in record.items() if value is not None} for record in records]

    read_back = lines(list(records_of(tmp_path / "out" / "part-00000.parquet")))
    assert read_back == [json.loads(line) for line in (tmp_path / "one.jsonl").read_text("utf-8").splitlines()]
    again = pizhu(tmp_path / "out" / "part-00000.parquet", "-o", tmp_path / "again.jsonl")
    assert again.returncode == 1
    assert (tmp_path / "again.jsonl").read_text("utf-8").count('"spans"') == 30
    assert (tmp_path / "out" / MANIFEST).exists()


def test_a_folder_of_shards_is_an_input_without_its_manifest(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    taggers = [("zh-gov", "1")]
    begin(folder, plan([write(tmp_path / "a.jsonl", 3)], ".jsonl"), taggers, "text")
    write(folder / "part-00000.jsonl", 3)
    assert list(find_inputs([folder], "text")) == [folder / "part-00000.jsonl"]
    other = tmp_path / MANIFEST  # one that is no manifest of ours
    other.write_text('{"text": "甲"}\n', "utf-8")
    assert other in [found.path for found in find_inputs([tmp_path], "text") if isinstance(found, Found)]


def test_ray_that_is_not_there_says_how_to_get_it(tmp_path: Path) -> None:
    if importlib.util.find_spec("ray"):
        pytest.skip("Ray is installed")
    done = pizhu(write(tmp_path / "a.jsonl", 1), "-o", f"{tmp_path}/out/", "--ray", "auto")
    assert done.returncode == 2
    assert "pip install 'pizhu[ray]'" in done.stderr


@pytest.mark.parametrize("scenario", ["plain", "worker", "node", "poison"])
def test_a_ray_cluster_writes_what_one_process_writes(scenario: str, tmp_path: Path) -> None:
    pytest.importorskip("ray")
    if subprocess.run(["unshare", "-rn", "true"], check=False, capture_output=True).returncode:
        pytest.skip("no network namespace may be made here")
    words = {20: "杀", 31: "错"} if scenario == "poison" else {}
    source = write(tmp_path / "a.jsonl", 6000, lambda number: words.get(number, ""))
    tagger = ["--tagger", "tests.tagging.poison:tag"] if words else []
    if not words:
        assert pizhu(source, "-o", tmp_path / "one.jsonl", *tagger).returncode == 0
    told = run_isolated(scenario, tmp_path / "out", source)
    assert told.get("killed") == (scenario if scenario in {"worker", "node"} else None)
    if words:
        assert told["code"] == 1
        records = [json.loads(line) for line in held(tmp_path / "out").splitlines()]
        assert [record["id"] for record in records] == list(range(6000))
        assert {record["id"] for record in records if "error" in record} == set(words)
    else:
        assert told["code"] == 0, told["stderr"]
        assert held(tmp_path / "out") == (tmp_path / "one.jsonl").read_bytes()
