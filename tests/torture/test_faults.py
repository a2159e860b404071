"""Disks that are full or may not be written, quotas, locks: a clear message, the file whole, the rest as it was."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.desk import Desk
from reader.errors import LibraryError
from reader.library import Library
from reader.text.spans import Span
from tests.torture.commands import in_process, pizhu
from tests.torture.kills import PARAGRAPHS, make_library
from tests.torture.wholeness import assert_whole

if TYPE_CHECKING:
    from collections.abc import Iterator

OLDEST = Path(__file__).parents[1] / "fixtures" / "library-v1.sqlite"


def mount(*arguments: str | Path) -> bool:
    return subprocess.run(["mount", *map(str, arguments)], capture_output=True, check=False).returncode == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of four megabytes, where this machine lets one make it."""
    place = tmp_path / "disk"
    place.mkdir()
    if sys.platform != "linux" or not mount("-t", "tmpfs", "-o", "size=4m", "tmpfs", place):
        pytest.skip("no disk may be mounted here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


@contextmanager
def full(disk: Path, leave: int = 0) -> Iterator[None]:
    """Fills a disk but for some bytes."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 4096)
        except OSError:
            file.truncate(max(0, file.tell() - leave))
    yield
    filler.unlink()


def texts(folder: Path, count: int = 20) -> Path:
    """A folder of texts, each of a size that a small disk takes a few of."""
    folder.mkdir()
    for number in range(count):
        lines = (f"{number} {line}" for line in PARAGRAPHS * 8)
        (folder / f"{number:02}.txt").write_text("\n".join(lines), "utf-8")
    return folder


def annotated(path: Path) -> None:
    """Marks something in the first document of a library."""
    with Library(path) as library:
        Desk(library, "lin").annotate(1, Span(6, 12), "policy")


@contextmanager
def read_only(disk: Path) -> Iterator[None]:
    """Nothing may be written on the disk."""
    assert mount("-o", "remount,ro", disk)
    try:
        yield
    finally:
        assert mount("-o", "remount,rw", disk)


def quotes(path: Path) -> Iterator[tuple[str, str]]:
    """What is marked in a library, and how."""
    with Library(path) as library:
        for entry in library.documents.entries():
            for mark in library.annotations.of_document(entry.id):
                yield mark.quote, mark.label


def annotate_much(desk: Desk) -> None:
    for start in range(400):
        desk.annotate(1, Span(start, start + 300), "program")


class TestAFullDisk:
    def test_an_import_keeps_what_was_done_and_goes_on_when_there_is_room(
        self, small_disk: Path, tmp_path: Path
    ) -> None:
        library, source = small_disk / "library.db", texts(tmp_path / "texts")
        done = pizhu("--db", library, "import", source)
        assert done.returncode == 1
        assert "full" in done.stderr
        assert_whole(library)
        with Library(library) as opened:
            kept = len(opened.documents.entries())
        assert 0 < kept < 20

    def test_annotating_says_so_and_works_again_when_there_is_room(self, small_disk: Path) -> None:
        make_library(small_disk / "library.db", 1)
        with Library(small_disk / "library.db") as library:
            desk = Desk(library, "lin")
            first = desk.annotate(1, Span(0, 4), "policy").annotation
            with full(small_disk), pytest.raises(LibraryError, match="full"):
                annotate_much(desk)
            kept = sum(count for _, _, count in library.annotations.counts())
            assert library.annotations.get(first.id) == first
            desk.annotate(1, Span(5, 9), "statistic")
            assert sum(count for _, _, count in library.annotations.counts()) == kept + 1
        assert_whole(small_disk / "library.db")

    @pytest.mark.parametrize("command", [("export", "-o"), ("backup",)])
    def test_what_was_written_before_stays(self, command: tuple[str, ...], small_disk: Path, tmp_path: Path) -> None:
        library, target = tmp_path / "library.db", small_disk / "target"
        make_library(library, 3)
        pizhu("--db", library, "tag", "--accept")
        assert pizhu("--db", library, *command, target).returncode == 0
        before = target.read_bytes()
        with full(small_disk, leave=8192):
            done = pizhu("--db", library, *command, target)
            assert done.returncode == 1
            assert str(target) in done.stderr
            assert target.read_bytes() == before
            assert sorted(path.name for path in small_disk.iterdir()) == ["filler", "target"]
        assert_whole(library)

    def test_a_batch_run_stops_with_what_was_done(self, small_disk: Path) -> None:
        library = small_disk / "library.db"
        make_library(library, 12)
        with full(small_disk, leave=200_000):
            done = pizhu("--db", library, "tag")
            assert done.returncode == 1
            assert "full" in done.stderr
        assert_whole(library)
        assert pizhu("--db", library, "tag").returncode in {0, 1}
        assert_whole(library)

    @pytest.mark.parametrize(
        "command", [("documents", "remove", "0.txt"), ("undo", "--run"), ("restore", "older.db")], ids=" ".join
    )
    def test_what_is_copied_before_is_not_done_without_the_copy(
        self, command: tuple[str, ...], small_disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        path = small_disk / "library.db"
        make_library(path, 1)
        assert in_process("--db", path, "tag")[0] == 0
        assert in_process("--db", path, "backup", "older.db")[0] == 0
        with Library(path):  # its log is there, and has room for more
            before = list(quotes(path))
            with full(small_disk, leave=8192):
                code, said = in_process("--db", path, *command)
                assert code == 1
                assert "full" in said
                assert list(quotes(path)) == before
                assert [one.name for one in small_disk.glob("library.db.backups/*")] == []
            code, said = in_process("--db", path, *command)
            assert code == 0, said
        assert_whole(path)
        (copy,) = small_disk.glob("library.db.backups/*.db")
        assert list(quotes(copy)) == before

    @pytest.mark.parametrize("leave", [0, 60_000, 130_000, 180_000, 300_000])
    def test_a_library_that_cannot_be_brought_up_to_date_stays_as_it_was(self, leave: int, small_disk: Path) -> None:
        path = small_disk / "library.db"
        path.write_bytes(OLDEST.read_bytes())
        (small_disk / "room").write_bytes(b"x" * leave)
        with full(small_disk):
            (small_disk / "room").unlink()
            code, said = in_process("--db", path, "documents")
            if code:
                assert "full" in said
                with closing(sqlite3.connect(path)) as raw:
                    assert raw.execute("pragma user_version").fetchone() == (1,)
        # It opens, now that there is room.
        assert list(quotes(path)) == [("“暖心工程”", "program"), ("3600户", "statistic")]
        assert_whole(path)
        for copy in small_disk.glob("library.db.backups/*"):
            with closing(sqlite3.connect(copy)) as raw:
                assert raw.execute("pragma user_version").fetchone() == (1,)
                assert raw.execute("pragma integrity_check").fetchone() == ("ok",)


class TestAQuota:
    @pytest.mark.parametrize("limit", [100_000, 300_000, 1_000_000])
    def test_a_file_that_may_not_grow(self, limit: int, tmp_path: Path) -> None:
        library = tmp_path / "library.db"
        make_library(library, 1)
        done = pizhu("--db", library, "import", texts(tmp_path / "texts"), limit=limit)
        assert done.returncode == 1
        assert str(library) in done.stderr
        assert_whole(library)


class TestAReadOnlyPlace:
    def test_one_reads_searches_exports_and_copies_and_every_writer_says_so(
        self, small_disk: Path, tmp_path: Path
    ) -> None:
        path, copy = small_disk / "library.db", tmp_path / "copy.db"
        make_library(path, 1)
        annotated(path)
        (tmp_path / "new.txt").write_text("新的一段。", "utf-8")
        before = path.read_bytes()
        with read_only(small_disk):
            for reading in (
                ("documents",), ("search", "制度"), ("stats",), ("log",), ("labels",), ("check",), ("backup", copy),
                ("export", "-o", tmp_path / "out.csv"),
            ):  # fmt: skip
                code, said = in_process("--db", path, "--annotator", "lin", *reading)
                assert code == 0, (reading, said)
                assert "opened to be read only" in said
            for writing in (("import", tmp_path / "new.txt"), ("tag",), ("undo",), ("labels", "add", "x")):
                code, said = in_process("--db", path, "--annotator", "lin", *writing)
                assert code == 1, (writing, said)
                assert f"{path}: this library may only be read: nothing was written" in said
            assert sorted(one.name for one in small_disk.iterdir()) == ["library.db"]
        assert path.read_bytes() == before
        assert "“一事一" in (tmp_path / "out.csv").read_text("utf-8")
        assert_whole(copy)

    def test_no_copy_is_written_there(self, small_disk: Path, tmp_path: Path) -> None:
        make_library(tmp_path / "other.db", 1)
        with read_only(small_disk):
            code, said = in_process("--db", tmp_path / "other.db", "backup", small_disk / "copy.db")
        assert code == 1
        assert "Read-only" in said
        assert "Choose another place" in said

    def test_what_stands_in_a_log_that_cannot_be_read_is_not_left_out_in_silence(self, small_disk: Path) -> None:
        path = small_disk / "library.db"
        make_library(path, 1)
        with Library(path):
            annotated(path)
            log = path.with_name("library.db-wal").read_bytes()
        path.with_name("library.db-wal").write_bytes(log)
        with read_only(small_disk):
            code, said = in_process("--db", path, "documents")
        assert code == 1
        assert "library.db-wal" in said
        assert_whole(path)


def test_a_new_library_on_a_full_disk_leaves_no_half(small_disk: Path) -> None:
    with full(small_disk, leave=16_384):
        done = pizhu("--db", small_disk / "library.db", "labels")
        assert done.returncode in {1, 2}
        assert "full" in done.stderr
    assert pizhu("--db", small_disk / "library.db", "labels").returncode == 0
    assert_whole(small_disk / "library.db")
