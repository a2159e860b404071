"""A folder of shards comes in as what it is: all that its manifest names, whatever its files are, and nothing else."""

from __future__ import annotations

import importlib.util
import json
from typing import TYPE_CHECKING

import pytest

from reader.annotations.sources.format import Options
from reader.desk import Desk
from reader.incoming import Wishes
from reader.library import Library
from reader.tagging.cluster import Processes, run
from reader.tagging.manifest import MANIFEST
from reader.tagging.shard_work import Job, Shipped
from reader.tagging.shards import begin, plan
from reader.tagging.taggers import TaggerName
from tests.incoming.conftest import Taker

if TYPE_CHECKING:
    from pathlib import Path

LIBRARIES = {".jsonl": "", ".jsonl.gz": "", ".jsonl.zst": "zstandard", ".parquet": "pyarrow"}


def shards(folder: Path, suffix: str, field: str = "text") -> Path:
    """Six rows tagged into a folder of several shards."""
    texts = folder / "texts.jsonl"
    lines = [{"id": number, "name": f"{number}.txt", field: f"增长{number}.5%，𠮷。"} for number in range(6)]
    texts.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    tagger = TaggerName("zh-gov")
    planned = plan([texts], suffix, shard_bytes=150, text_field=field)
    target = folder / "tagged"
    begin(target, planned, [(tagger.load().name, tagger.load().digest)], field)
    job = Job((Shipped.of(tagger),), target, folder, field, 60)
    for done in run(Processes(job, 1), planned.shards):
        assert not done.failure
    return target


def missing(suffix: str) -> bool:
    return bool(LIBRARIES[suffix]) and importlib.util.find_spec(LIBRARIES[suffix]) is None


@pytest.mark.parametrize(
    ("suffix", "field"), [(".jsonl", "text"), (".jsonl.gz", "body"), (".jsonl.zst", "text"), (".parquet", "body")]
)
def test_shards_of_every_kind_come_in(take: Taker, tmp_path: Path, suffix: str, field: str) -> None:
    if missing(suffix):
        pytest.skip(f"{LIBRARIES[suffix]} is not installed")
    folder = shards(tmp_path, suffix, field)
    (folder / "tmp-other-1.part-00000.jsonl").write_text("{", encoding="utf-8")  # of a worker that was stopped
    wishes = Wishes(options=Options(field))
    took = take.path(folder, wishes)
    assert took.failures == []
    assert len(took.files) > 1
    assert [(one.quote, one.status.value) for one in take.annotations] == [(f"{n}.5%", "suggested") for n in range(6)]
    assert take.path(folder, wishes).outcomes == {"known": 1}


def test_shards_that_are_not_there_yet_are_told_and_the_others_taken(take: Taker, tmp_path: Path) -> None:
    folder = shards(tmp_path, ".jsonl")
    parts = sorted(folder.glob("part-*"))
    left = len(parts[1].read_text("utf-8").splitlines())
    parts[1].unlink()
    took = take.path(folder)
    assert f"1 of its {len(parts)} shards are not there yet." in took.said
    assert len(take.annotations) == 6 - left


def test_a_manifest_of_another_program_is_a_file_like_others(take: Taker, tmp_path: Path) -> None:
    folder = shards(tmp_path, ".jsonl")
    (folder / MANIFEST).write_text('{"shards": [{"target": "../../etc/passwd"}]}', encoding="utf-8")
    took = take.path(folder)
    assert [failure.message for failure in took.failures] == [
        f"{folder / MANIFEST}: no annotations in a format that is known."
    ]
    assert len(take.annotations) == 6


@pytest.mark.parametrize("suffix", [suffix for suffix, library in LIBRARIES.items() if library])
def test_what_is_not_installed_is_told_and_the_rest_is_taken(
    take: Taker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    folder = tmp_path / "tagged"
    folder.mkdir()
    (folder / f"a{suffix}").write_bytes(b"PAR1")
    line = {"name": "b.txt", "text": "增长5%", "spans": [{"start": 2, "end": 4, "label": "statistic", "text": "5%"}]}
    (folder / "b.jsonl").write_text(json.dumps(line), encoding="utf-8")
    monkeypatch.setitem(__import__("sys").modules, LIBRARIES[suffix], None)
    took = take.path(folder)
    assert f"Install it: pip install 'pizhu[{'zst' if suffix.endswith('zst') else 'parquet'}]'" in took.said
    assert [one.quote for one in take.annotations] == ["5%"]


def test_the_projects_own_parquet_comes_back(take: Taker, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    from reader.exports import FORMATS, export

    take.path(shards(tmp_path, ".jsonl"))
    take.desk.set_note(take.annotations[0], "看“这里”\n=1")
    export(take.desk.library, FORMATS["parquet"], tmp_path / "out.parquet")
    with Library(tmp_path / "other.db") as library:
        other = Taker(Desk(library, "wang"), tmp_path)
        for document in take.desk.library.documents.stream():
            library.documents.add(document, "2026-01-01T00:00:00.000+00:00")
        assert other.path(tmp_path / "out.parquet").failures == []
        assert other.annotations == take.annotations
