"""Rows in, lines out: in order, whole, the same for any number of processes, and resumable."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from reader.cli.progress import remaining
from reader.compression import decompressed, writing_lines
from reader.errors import InputError, UsageError
from reader.processes import unbroken
from reader.tagging import streams
from reader.tagging.rows import read_rows
from reader.tagging.streams import Line, resume, tag_rows
from reader.tagging.taggers import TaggerName

if TYPE_CHECKING:
    from pathlib import Path

PACK = 'name = "mine"\nversion = "1"\n[[rule]]\nid = "n"\nlabel = "statistic"\npattern = \'\\d+户\'\n'


@pytest.fixture
def taggers(tmp_path: Path) -> list[TaggerName]:
    path = tmp_path / "mine.toml"
    path.write_text(PACK, encoding="utf-8")
    return [TaggerName(str(path))]


def lines(path: Path, taggers: list[TaggerName], **options: Any) -> list[Line]:
    return list(tag_rows(read_rows(path), taggers, **options))


def records(path: Path, taggers: list[TaggerName], **options: Any) -> list[dict[str, Any]]:
    return [json.loads(line.json) for line in lines(path, taggers, **options)]


def write_rows(path: Path, count: int) -> Path:
    path.write_text("".join(json.dumps({"id": i, "text": f"惠及{i}戶。"}) + "\n" for i in range(count)), "utf-8")
    return path


def test_a_line_is_the_record_it_came_as_plus_spans(tmp_path: Path, taggers: list[TaggerName]) -> None:
    source = tmp_path / "a.jsonl"
    source.write_text('\ufeff{"id": 7, "text": "惠及３６００戶。", "tags": ["甲"]}\n', encoding="utf-8")
    (record,) = records(source, taggers)
    (span,) = record.pop("spans")
    assert record == {"id": 7, "text": "惠及３６００戶。", "tags": ["甲"]}
    assert (span["start"], span["end"], span["text"], span["value"]) == (2, 7, "３６００戶", "3600")
    assert span["origin"] == "rule:mine/n"


def test_a_bad_line_becomes_an_error_in_its_place_and_the_rest_goes_on(
    tmp_path: Path, taggers: list[TaggerName]
) -> None:
    source = tmp_path / "a.jsonl"
    good = '{"text": "9户"}'
    bad = [b"{", b"[1]", b'{"text": 3}', b'{"body": "x"}', b'{"text": "\xff"}']
    source.write_bytes(b"\n".join([good.encode(), *bad, b"", b"  ", good.encode()]) + b"\n")
    found = lines(source, taggers)
    assert [bool(line.error) for line in found] == [False, True, True, True, True, True, False]
    assert [json.loads(line.json).get("error") for line in found] == [line.error or None for line in found]
    assert all(f"{source}:{number}: " in line.error for number, line in enumerate(found, 1) if line.error)
    assert "there is: body" in found[4].error


def test_half_a_surrogate_pair_does_not_stop_the_work(tmp_path: Path, taggers: list[TaggerName]) -> None:
    source = tmp_path / "a.jsonl"
    source.write_text('{"text": "\\ud83d 9户"}\n', encoding="utf-8")
    (record,) = records(source, taggers)
    assert record["text"] == "\ud83d 9户"
    assert "surrogate" in record["error"]
    source.write_text('{"text": "9户", "title": "\\ud83d"}\n', encoding="utf-8")
    assert [span["text"] for span in records(source, taggers)[0]["spans"]] == ["9户"]


def test_the_text_field_is_chosen(tmp_path: Path, taggers: list[TaggerName]) -> None:
    source = tmp_path / "a.ndjson"
    source.write_text('{"body": "9户", "text": "8户"}\n', encoding="utf-8")
    assert records(source, taggers, text_field="body")[0]["spans"][0]["text"] == "9户"


@pytest.mark.parametrize(("name", "mark"), [("a.csv", ","), ("a.tsv", "\t")])
def test_rows_of_a_table_keep_their_columns(tmp_path: Path, taggers: list[TaggerName], name: str, mark: str) -> None:
    source = tmp_path / name
    rows = [b"id,text", '1,"甲\n9户"'.encode(), b"2", b"3,\xff", "4,8户".encode()]
    source.write_bytes(b"\r\n".join(rows).replace(b",", mark.encode()))
    found = records(source, taggers)
    assert [record.get("id") for record in found] == ["1", None, None, "4"]
    assert [[span["text"] for span in record.get("spans", [])] for record in found] == [["9户"], [], [], ["8户"]]
    assert "1 fields" in found[1]["error"]
    assert "not UTF-8" in found[2]["error"]


def test_gzipped_files_are_read_and_a_torn_one_ends_with_an_error(tmp_path: Path, taggers: list[TaggerName]) -> None:
    source = tmp_path / "a.jsonl.gz"
    whole = gzip.compress(os.urandom(9000).hex().encode().join([b'{"text": "9\xe6\x88\xb7', b'"}\n']))
    source.write_bytes(whole)
    assert [span["text"] for span in records(source, taggers)[0]["spans"]] == ["9户"]
    source.write_bytes(whole[:-3000])
    assert "a.jsonl.gz" in lines(source, taggers)[-1].error


def test_zstandard_files_are_read_frame_after_frame_and_a_torn_one_ends_with_an_error(
    tmp_path: Path, taggers: list[TaggerName]
) -> None:
    zstandard = pytest.importorskip("zstandard")
    source = tmp_path / "a.jsonl.zst"
    frames = [zstandard.compress(f'{{"text": "{n}户"}}\n'.encode() * 5000) for n in (7, 8)]
    source.write_bytes(b"".join(frames))
    assert [record["spans"][0]["text"] for record in records(source, taggers)] == ["7户"] * 5000 + ["8户"] * 5000
    for torn in (b"".join(frames)[:-3], frames[0] + b"no frame at all"):
        source.write_bytes(torn)
        found = lines(source, taggers)
        assert [line.error for line in found[:5000]] == [""] * 5000
        assert "a.jsonl.zst" in found[-1].error


@pytest.mark.parametrize("name", ["out.jsonl.gz", "out.jsonl.zst"])
def test_lines_are_written_compressed_and_gone_on_with(tmp_path: Path, taggers: list[TaggerName], name: str) -> None:
    pytest.importorskip("zstandard")
    source, target = write_rows(tmp_path / "a.jsonl", 400), tmp_path / name
    tag_file(source, tmp_path / "out.jsonl", taggers)
    whole = (tmp_path / "out.jsonl").read_bytes()
    tag_file(source, target, taggers)
    complete = target.read_bytes()

    def held() -> bytes:
        with target.open("rb") as raw:
            return decompressed(raw, name).read()

    assert held() == whole
    for cut in (0, 5, len(complete) // 2, len(complete) - 1, len(complete)):
        target.write_bytes(complete[:cut])
        rows = read_rows(source)
        done = resume(target, rows, taggers).done
        with writing_lines(target, append=True) as stream:
            stream.writelines(line.json + "\n" for line in tag_rows(rows, taggers))
        assert held() == whole
        assert (done < 400) is (cut <= len(complete) // 2)


def test_numbers_that_are_no_json_make_a_bad_line(tmp_path: Path, taggers: list[TaggerName]) -> None:
    source = tmp_path / "a.jsonl"
    numbers = ["NaN", "Infinity", "-Infinity", "1e999", "1e300"]
    source.write_text("".join(f'{{"text": "9户", "n": {number}}}\n' for number in numbers), "utf-8")
    found = lines(source, taggers)
    assert [bool(line.error) for line in found] == [True, True, True, True, False]
    assert not any(word in line.json for line in found for word in ("NaN,", "Infinity,", "NaN}", "Infinity}"))


def test_lines_come_from_the_standard_input(tmp_path: Path, taggers: list[TaggerName]) -> None:
    target = tmp_path / "out.jsonl"
    command = [sys.executable, "-m", "reader", "tag", "-", "-o", str(target), "--rules", taggers[0].name]
    done = subprocess.run(command, input='{"text": "9户"}\n{\n'.encode(), capture_output=True, check=False)
    good, bad = map(json.loads, target.read_text("utf-8").splitlines())
    assert (good["spans"][0]["text"], "stdin:2" in bad["error"], done.returncode) == ("9户", True, 1)


def test_a_missing_file_is_one_error(tmp_path: Path, taggers: list[TaggerName]) -> None:
    (line,) = lines(tmp_path / "no.jsonl", taggers)
    assert "No such file" in line.error


def test_any_number_of_processes_gives_the_same(
    tmp_path: Path, taggers: list[TaggerName], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "CHUNK_ROWS", 7)
    source = write_rows(tmp_path / "a.jsonl", 300)
    with source.open("a", encoding="utf-8") as stream:
        stream.write("{\n")
    one = [line.json for line in lines(source, taggers)]
    assert len(one) == 301
    assert [line.json for line in lines(source, taggers, jobs=2)] == one


def test_rows_are_read_only_as_they_are_needed(tmp_path: Path, taggers: list[TaggerName]) -> None:
    rows = read_rows(write_rows(tmp_path / "a.jsonl", 50))
    tagged = tag_rows(rows, taggers)
    next(tagged)
    assert next(rows).place.endswith(":2")


class TestResume:
    def test_goes_on_behind_whole_lines(self, tmp_path: Path, taggers: list[TaggerName]) -> None:
        source, target = write_rows(tmp_path / "a.jsonl", 9), tmp_path / "out.jsonl"
        whole = "".join(line.json + "\n" for line in lines(source, taggers)).encode()
        for cut in (0, 1, whole.index(b"\n") + 1, len(whole) // 2, len(whole) - 1, len(whole)):
            target.write_bytes(whole[:cut])
            rows = read_rows(source)
            assert resume(target, rows, taggers).done == whole[:cut].count(b"\n")
            with target.open("ab") as stream:
                for line in tag_rows(rows, taggers):
                    stream.write(line.json.encode() + b"\n")
            assert target.read_bytes() == whole

    def test_goes_on_behind_what_can_be_read_of_a_damaged_target(
        self, tmp_path: Path, taggers: list[TaggerName]
    ) -> None:
        source, target = write_rows(tmp_path / "a.jsonl", 9), tmp_path / "out.jsonl.gz"
        tag_file(source, target, taggers)
        whole = gzip.decompress(target.read_bytes())
        target.write_bytes(gzip.compress(whole[:-5]) + BROKEN_GZIP)
        assert resume(target, read_rows(source), taggers).done == 8
        assert whole.startswith(gzip.decompress(target.read_bytes()))

    def test_refuses_what_other_rules_or_other_input_wrote(self, tmp_path: Path, taggers: list[TaggerName]) -> None:
        source, target = write_rows(tmp_path / "a.jsonl", 3), tmp_path / "out.jsonl"
        tag_file(source, target, taggers)
        written = target.read_bytes()
        (tmp_path / "mine.toml").write_text(PACK.replace("户", "号"), encoding="utf-8")
        with pytest.raises(UsageError, match="other input or other rules"):
            resume(target, read_rows(source), taggers)
        with pytest.raises(UsageError, match="other input or other rules"):
            resume(target, read_rows(write_rows(tmp_path / "b.jsonl", 2)), taggers)
        assert target.read_bytes() == written


BROKEN_GZIP = gzip.compress(b"")[:10] + b"\xff" * 20  # the head of a further part, and no content that can be


def tag_file(source: Path, target: Path, taggers: list[TaggerName]) -> None:
    with writing_lines(target) as stream:
        for line in tag_rows(read_rows(source), taggers):
            stream.write(line.json + "\n")


def pizhu(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "reader", "tag", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_a_damaged_compressed_file_ends_with_a_row_that_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"text": "5"}\n') + BROKEN_GZIP)
    first, last = read_rows(path)
    assert first.content == b'{"text": "5"}\n'
    assert isinstance(last.content, InputError)
    assert "a.jsonl.gz" in last.content.message


def test_what_is_unbroken_is_done_before_an_interrupt_is_heard() -> None:
    done = []

    def write_a_line() -> None:
        with unbroken():
            signal.raise_signal(signal.SIGINT)
            done.append("the line")

    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # in the background a shell has it ignored
    try:
        with pytest.raises(KeyboardInterrupt):
            write_a_line()
        assert done == ["the line"]
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    finally:
        signal.signal(signal.SIGINT, before)


def test_the_command_tags_files_of_records_and_documents_in_one_go(tmp_path: Path, taggers: list[TaggerName]) -> None:
    source, target = write_rows(tmp_path / "a.jsonl", 3), tmp_path / "out.jsonl"
    with source.open("a", encoding="utf-8") as stream:
        stream.write("{\n")
    document = tmp_path / "b.txt"
    document.write_text("5户", encoding="utf-8")
    done = pizhu(source, document, "-o", target, "--rules", taggers[0].name)
    written = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert [record.get("id", record.get("document")) for record in written] == [0, 1, 2, None, "b.txt"]
    assert done.returncode == 1
    assert f"{source}:4: the line is no JSON" in done.stderr
    assert done.stderr.endswith("4 documents tagged.\nNot tagged: 1; each has a line with its error.\n")
    assert "\r" not in done.stderr
    again = pizhu(source, document, "-o", target, "--rules", taggers[0].name, "--resume")
    assert (again.returncode, "going on behind 5 documents" in again.stderr) == (1, True)  # line 4 is still bad
    assert len(target.read_text("utf-8").splitlines()) == 5


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_pack_that_cannot_be_used_leaves_what_is_there(tmp_path: Path, jobs: str) -> None:
    source, target = write_rows(tmp_path / "a.jsonl", 3), tmp_path / "out.jsonl"
    target.write_text("of last week", encoding="utf-8")
    assert pizhu(source, "-o", target, "--rules", "zh-gob", "--jobs", jobs).returncode == 2
    assert target.read_text("utf-8") == "of last week"


@pytest.mark.parametrize("arguments", [["--resume"], ["--resume", "a.jsonl"]])
def test_there_is_nothing_to_go_on_with_without_a_file(arguments: list[str]) -> None:
    assert pizhu(*arguments).returncode == 2


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupted_run_leaves_whole_lines_and_is_gone_on_with(
    tmp_path: Path, taggers: list[TaggerName], jobs: str
) -> None:
    source, target = write_rows(tmp_path / "a.jsonl", 6_000), tmp_path / "out.jsonl"
    arguments = ["tag", str(source), "-o", str(target), "--rules", taggers[0].name, "--jobs", jobs]
    running = subprocess.Popen([sys.executable, "-m", "reader", *arguments], stderr=subprocess.PIPE)
    while not target.exists() or not target.stat().st_size:
        assert running.poll() is None
        time.sleep(0.01)  # until something is written; how long that takes is not tested
    running.send_signal(signal.SIGINT)
    _, said = running.communicate()
    assert running.returncode in (130, 0), said.decode()
    assert b"Traceback" not in said
    part = target.read_text("utf-8")
    assert part.endswith("\n")
    assert pizhu(*arguments[1:], "--resume").returncode == 0
    assert target.read_text("utf-8").startswith(part)
    assert target.read_text("utf-8").count("\n") == 6_000


@pytest.mark.parametrize(("seconds", "said"), [(-1, "0 s"), (45, "45 s"), (720, "12 min"), (12_000, "3 h 20 min")])
def test_what_remains_is_said_in_round_figures(seconds: float, said: str) -> None:
    assert remaining(seconds) == said


def test_failures_of_an_earlier_run_are_told_again(tmp_path: Path, taggers: list[TaggerName]) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text('{"text": "投资12亿元"}\n{"text": 3}\n{"text": "增长5%"}\n', "utf-8")
    arguments = (source, "-o", target, "--rules", taggers[0].name)
    first, again = pizhu(*arguments), pizhu(*arguments, "--resume")
    assert (first.returncode, again.returncode) == (1, 1)
    assert again.stderr.count("in.jsonl:2") == 1


def test_a_pattern_without_end_is_stopped_in_every_process(tmp_path: Path) -> None:
    pack = tmp_path / "slow.toml"
    pack.write_text(
        "name = 'slow'\nversion = '1'\n[[rule]]\nid = 'evil'\nlabel = 'a'\npattern = '(.*?,){12}p'\n"
        "[[rule]]\nid = 'good'\nlabel = 'b'\nphrases = ['終']\n",
        "utf-8",
    )
    source = tmp_path / "a.jsonl"
    source.write_text(json.dumps({"text": "1,2,3," * 30 + "终"}) + "\n", "utf-8")
    for jobs in (1, 2):
        (line,) = lines(source, [TaggerName(str(pack))], jobs=jobs)
        assert line.slow == ("evil",)
        assert [span["text"] for span in json.loads(line.json)["spans"]] == ["终"]


def test_a_pack_that_cannot_be_used_is_refused_whatever_the_processes(tmp_path: Path) -> None:
    source = write_rows(tmp_path / "a.jsonl", 3)
    for jobs in (1, 2):
        with pytest.raises(UsageError, match="no rule pack named"):
            lines(source, [TaggerName("zh-gob")], jobs=jobs)
