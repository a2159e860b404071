"""The command line as scripts see it: what is on stdout, what on stderr, the exit code."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from reader.cli import COMMANDS


@dataclass(frozen=True, slots=True)
class Result:
    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.out, newline="")))


def pizhu(*arguments: str | Path, **environment: str) -> Result:
    done = subprocess.run(
        [sys.executable, "-m", "reader", *map(str, arguments)],
        capture_output=True,
        env={**os.environ, **environment},
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return Result(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture(autouse=True)
def own_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "library.db"
    monkeypatch.setenv("PIZHU_DB", str(path))
    return path


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.txt").write_bytes("\ufeff双桥市启动“暖心工程”,\r\n惠及3600户。".encode())
    (folder / "sub" / "b.txt").write_text("各社區對照『暖心工程』,增長7.5%。", encoding="utf-8")
    (folder / "notes.bin").write_bytes(b"\x00\x01")
    (folder / ".hidden.txt").write_text("不看", encoding="utf-8")
    return folder


def test_importing_is_idempotent_and_names_are_paths_below_the_folder(texts: Path) -> None:
    first, second = pizhu("import", texts), pizhu("import", texts)
    assert (first.code, first.err) == (0, "2 documents imported.\n")
    assert (second.code, second.err) == (0, "0 documents imported, 2 already in the library.\n")
    rows = [json.loads(line) for line in pizhu("documents", "--json").out.splitlines()]
    assert [(row["document"], row["script"]) for row in rows] == [("a.txt", "simplified"), ("sub/b.txt", "traditional")]
    assert pizhu("import", texts / "sub" / "b.txt").err == "0 documents imported, 1 already in the library.\n"


def test_tag_and_export_over_the_library(texts: Path, tmp_path: Path) -> None:
    pizhu("import", texts)
    tagged = pizhu("tag")
    assert (tagged.code, "0 withdrawn, 0 changed, 0 as they were" in tagged.err) == (0, True)
    rows = pizhu("export", "--status", "suggested").rows
    source = {"a.txt": "双桥市启动“暖心工程”,\n惠及3600户。", "sub/b.txt": "各社區對照『暖心工程』,增長7.5%。"}
    for row in rows:
        assert source[row["document"]][int(row["start"]) : int(row["end"])] == row["text"]
        assert row["origin"].startswith("rule:zh-gov/")
    assert {row["text"] for row in rows} >= {"“暖心工程”", "3600户", "『暖心工程』", "7.5%"}
    assert pizhu("export").rows == []
    target = tmp_path / "out.jsonl"
    done = pizhu(
        "export", "--format", "jsonl", "--status", "all", "--label", "statistic", "--document", "a.txt", "-o", target
    )
    assert (done.code, done.out) == (0, "")
    assert [json.loads(line)["text"] for line in target.read_text("utf-8").splitlines()] == ["3600户"]


def test_tagging_twice_and_taking_the_run_back(texts: Path) -> None:
    pizhu("import", texts)
    planned = pizhu("tag", "--dry-run")
    assert "would be added" in planned.err
    assert pizhu("export", "--status", "all").rows == []
    pizhu("tag")
    assert sorted(line[0] for line in planned.out.splitlines()) == ["+"] * len(pizhu("export", "--status", "all").rows)
    assert "+ a.txt:" in planned.out
    assert "statistic  【3600户】  zh-gov/" in planned.out
    assert "0 added, 0 withdrawn, 0 changed" in pizhu("tag").err
    assert pizhu("tag", "--dry-run").out == ""
    assert pizhu("undo", "--run").code == 0
    assert pizhu("export", "--status", "all").rows == []
    assert pizhu("undo", "--run").code == 1


def test_tagging_files_needs_no_library(texts: Path, own_library: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    one = pizhu("tag", texts, "-o", target)
    assert (one.code, own_library.exists()) == (0, False)
    records = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert [record["document"] for record in records] == ["a.txt", "sub/b.txt"]
    for record in records:
        for span in record["spans"]:
            assert record["text"][span["start"] : span["end"]] == span["text"]
    assert "7.5%" in {span["text"] for span in records[1]["spans"]}
    assert pizhu("tag", texts, "--jobs", "2").out == target.read_text("utf-8")


def test_the_library_may_be_named_before_or_after_the_command(texts: Path, tmp_path: Path) -> None:
    assert pizhu("--db", tmp_path / "x.db", "import", texts).code == 0
    assert pizhu("documents", "--db", tmp_path / "x.db").out.count("\n") == 2
    assert pizhu("documents").out == ""


class TestBadInput:
    def test_missing_path(self, texts: Path) -> None:
        done = pizhu("import", texts / "a.txt", texts / "missing.txt")
        assert done.code == 1
        assert "missing.txt: no such file or folder" in done.err
        assert "1 document imported" in done.err

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"", "the file is empty"),
            (b"  \n\n", "nothing but white space"),
            (bytes(range(256)) * 8, "not text"),
            (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(200), "a picture, not text"),
            (b"ELF\x00\x01\x02\x03\x04" * 20, "not text"),
        ],
    )
    def test_files_that_hold_no_text(self, tmp_path: Path, content: bytes, said: str) -> None:
        bad = tmp_path / "bad.txt"
        bad.write_bytes(content)
        done = pizhu("import", bad)
        assert done.code == 1
        assert "bad.txt" in done.err
        assert any(part in done.err for part in said.split("|"))

    def test_a_folder_without_text(self, tmp_path: Path) -> None:
        (tmp_path / "empty").mkdir()
        done = pizhu("import", tmp_path / "empty")
        assert (done.code, "no documents in this folder" in done.err) == (1, True)

    def test_an_unreadable_library(self, own_library: Path) -> None:
        own_library.write_bytes(b"no database " * 500)
        done = pizhu("documents")
        assert done.code == 1
        assert "not a database" in done.err
        assert "--db" in done.err
        assert own_library.read_bytes() == b"no database " * 500

    def test_a_place_that_cannot_be_written(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("x")
        assert pizhu("--db", tmp_path / "file" / "x.db", "documents").code == 1

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["export", "--label", "progam"], "Did you mean program?"),
            (["export", "--document", "nothing.txt"], "no such document"),
            (["export", "--format", "docx"], "no such format"),
            (["tag", "--rules", "zh-gob"], "zh-gov"),
            (["tag", "--rules", "missing.toml"], "missing.toml"),
            (["tag", "--nonsense"], "No such option"),
            (["tag", "-o", "x.jsonl"], "needs paths"),
            (["nonsense"], "neither a command nor"),
            (["import"], "Missing argument"),
            (["import", "--format", "nope", "."], "no such input format"),
        ],
    )
    def test_wrong_usage_is_exit_code_2(self, arguments: list[str], said: str, texts: Path) -> None:
        pizhu("import", texts)
        done = subprocess.run(
            [sys.executable, "-m", "reader", *arguments], capture_output=True, text=True, check=False, cwd=texts
        )
        assert "Traceback" not in done.stderr
        assert done.returncode == 2, done.stderr
        assert said in done.stderr

    def test_a_bad_pack_is_told_with_file_and_line(self, tmp_path: Path, texts: Path) -> None:
        pack = tmp_path / "bad.toml"
        pack.write_text('name = "x"\nversion = "1"\n[[rule]]\nid = "a"\nlable = "program"\npattern = "甲"\n', "utf-8")
        pizhu("import", texts)
        done = pizhu("tag", "--rules", pack)
        assert done.code == 2
        assert "bad.toml:5" in done.err
        assert "label" in done.err

    def test_the_reader_needs_a_terminal(self, texts: Path) -> None:
        done = pizhu(texts)
        assert done.code == 2
        assert "needs a terminal" in done.err
        assert len(pizhu("documents").out.splitlines()) == 2

    def test_an_export_that_cannot_be_written(self, texts: Path) -> None:
        pizhu("import", texts)
        done = pizhu("export", "-o", texts / "missing" / "x.csv")
        assert (done.code, "missing" in done.err) == (1, True)


class TestOddSurroundings:
    def test_a_file_name_that_is_no_utf8_is_taken_all_the_same(self, tmp_path: Path) -> None:
        folder = tmp_path / "odd"
        folder.mkdir()
        (folder / os.fsdecode(b"\xff\xfe.txt")).write_text("甲乙丙", "utf-8")
        (folder / "z.txt").write_text("丁戊己", "utf-8")
        assert pizhu("import", folder).err == "2 documents imported.\n"
        assert len(pizhu("tag", folder).out.splitlines()) == 2

    def test_names_too_long_and_unknown_homes_are_told(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)  # a home there is not is a folder like any other
        assert pizhu("import", "长" * 300 + ".txt").code == 1
        assert pizhu("--db", "~nobody-here/x.db", "documents").code in {0, 1}

    @pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
    def test_what_may_not_be_read_is_named_and_the_rest_goes_on(self, texts: Path) -> None:
        (texts / "secret.txt").write_text("密", "utf-8")
        (texts / "secret.txt").chmod(0)
        done = pizhu("import", texts / "secret.txt", texts / "a.txt")
        assert (done.code, "secret.txt" in done.err, "1 document imported" in done.err) == (1, True, True)

    @pytest.mark.parametrize("environment", [{"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONUTF8": "0"}])
    def test_data_is_utf8_whatever_the_locale_says(self, texts: Path, environment: dict[str, str]) -> None:
        (texts / "𠮷.txt").write_text("𠮷野家增长5.2%。", "utf-8")
        assert pizhu("import", texts, **environment).code == 0
        assert "𠮷.txt" in pizhu("documents", **environment).out
        assert "𠮷野家" in pizhu("tag", texts, **environment).out
        assert pizhu("export", "--status", "all", **environment).code == 0

    def test_what_is_read_is_not_written_over(self, tmp_path: Path) -> None:
        source, link = tmp_path / "in.jsonl", tmp_path / "link.jsonl"
        source.write_text('{"text": "投资12亿元"}\n', "utf-8")
        link.symlink_to(source)
        for output in (source, link):
            assert pizhu("tag", source, "-o", output).code == 2
        assert source.read_text("utf-8") == '{"text": "投资12亿元"}\n'

    def test_arguments_that_are_no_utf8_are_told(self) -> None:
        broken = os.fsdecode(b"\xff")
        for arguments in (["search", broken], ["export", "--document", broken], ["--annotator", broken, "tag"]):
            assert pizhu(*arguments).code in {0, 2}

    @pytest.mark.parametrize("encoding", ["", "undefined", "nonsense"])
    def test_encodings_that_are_none_are_told(self, texts: Path, encoding: str) -> None:
        assert pizhu("import", texts, "--encoding", encoding).code in {1, 2}
        assert pizhu("convert", "--to", "tw", texts / "a.txt", "--encoding", encoding).code in {1, 2}

    def test_a_pipe_that_closes_early_is_no_failure(self, texts: Path) -> None:
        (texts / "long.txt").write_text("增长5.2%。\n" * 20000, "utf-8")
        done = subprocess.run(
            f"{sys.executable} -m reader tag {texts} | head -c 100", shell=True, capture_output=True, check=False
        )
        assert (done.returncode, b"Traceback" in done.stderr, len(done.stdout)) == (0, False, 100)

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
    def test_a_full_disk_is_told(self, texts: Path) -> None:
        with Path("/dev/full").open("w") as full:
            done = subprocess.run(
                [sys.executable, "-m", "reader", "tag", str(texts)], stdout=full, stderr=subprocess.PIPE, check=False
            )
        assert done.returncode == 1
        assert b"No space left" in done.stderr
        assert b"Traceback" not in done.stderr

    def test_a_link_stays_and_a_pipe_is_written_to(self, texts: Path, tmp_path: Path) -> None:
        pizhu("import", texts)
        target, link = tmp_path / "target.csv", tmp_path / "link.csv"
        target.write_text("old")
        link.symlink_to(target)
        assert pizhu("export", "-o", link).code == 0
        assert link.is_symlink()
        assert target.read_text("utf-8").startswith("id,document,")
        assert pizhu("export", "-o", "/dev/null").code == 0
        assert not Path("/dev/null").is_file()


def test_searching_either_script(texts: Path) -> None:
    pizhu("import", texts)
    hits = [json.loads(line) for line in pizhu("search", "暖心工程", "--json").out.splitlines()]
    assert [(hit["document"], hit["paragraph"], hit["text"]) for hit in hits] == [
        ("a.txt", 1, "暖心工程"),
        ("sub/b.txt", 1, "暖心工程"),
    ]
    source = "各社區對照『暖心工程』,增長7.5%。"
    assert source[hits[1]["start"] : hits[1]["end"]] == "暖心工程"
    assert pizhu("search", "增长").out == "sub/b.txt:1: 各社區對照『暖心工程』,【增長】7.5%。\n"
    assert pizhu("search", "没有", "--limit", "3").err == "0 hits.\n"


def test_counting(texts: Path) -> None:
    pizhu("import", texts)
    pizhu("tag", "--accept")
    counted = json.loads(pizhu("stats", "--json").out)
    assert (counted["documents"], counted["paragraphs"]) == (2, 3)
    assert counted["labels"]["statistic"] == {"suggested": 0, "accepted": 2, "rejected": 0}
    assert "statistic" in pizhu("stats").out


def test_a_backup_is_a_library_and_an_older_one_is_replaced(texts: Path, tmp_path: Path, own_library: Path) -> None:
    pizhu("import", texts)
    copy = tmp_path / "copy.db"
    assert pizhu("backup", copy).code == 0
    assert pizhu("backup", copy).code == 0
    other = tmp_path / "other.txt"
    other.write_text("别的", "utf-8")
    for refused in (other, own_library):
        assert pizhu("backup", refused).code == 1
    assert other.read_text("utf-8") == "别的"
    assert pizhu("--db", copy, "documents").out.count("\n") == 2
    assert pizhu("backup", tmp_path / "missing" / "copy.db").code == 1
    assert pizhu("check").err.endswith("all is well.\n")


def test_check_finds_what_is_wrong(texts: Path, own_library: Path) -> None:
    import sqlite3

    pizhu("import", texts)
    pizhu("tag")
    with sqlite3.connect(own_library) as raw:
        raw.execute("drop trigger annotations_quote_update")
        raw.execute("update annotations set quote = '别的' where id = (select min(id) from annotations)")
        raw.execute("update folds set folded = x'00' where document = 2")
    raw.close()
    done = pizhu("check")
    assert (done.code, done.err.count("does not stand at"), done.err.count("out of date")) == (1, 1, 1)


def test_the_history_is_told(texts: Path) -> None:
    pizhu("import", texts)
    pizhu("tag")
    pizhu("undo", "--run")
    lines = pizhu("log").out.splitlines()
    assert any(" undo " in line for line in lines)
    assert any(" run " in line for line in lines)
    newest = json.loads(pizhu("log", "--json", "-n", "1").out)
    assert (newest["action"], newest["changes"][0]["after"]) == ("undo", None)


def test_text_from_documents_never_steers_the_terminal(tmp_path: Path) -> None:
    evil = tmp_path / "evil\x1b]0;x\x07.txt"
    evil.write_text("\x1b[2J标题\n正文\x1b]52;c;aGk=\x07里的话说得很长很长。", encoding="utf-8")
    for done in (pizhu("import", evil, tmp_path / "no\x1b[31m.txt"), pizhu("documents")):
        assert "\x1b" not in done.out + done.err


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str) -> None:
    done = pizhu(name, "--help")
    assert done.code == 0
    assert "Usage: " in done.out


def test_samples_are_copied_out(tmp_path: Path) -> None:
    target = tmp_path / "mine"
    assert pizhu("samples", "--copy", target).code == 0
    assert len(list(target.glob("*.txt"))) == 5
    assert pizhu("samples", "--copy", target).code == 1
