"""What every format shares: the registry, filters, places to write to, formats of other packages, missing extras."""

from __future__ import annotations

import csv
import io
import json
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

from reader.annotations.model import Status
from reader.desk import Desk
from reader.documents.model import Document
from reader.errors import ReaderError, UsageError
from reader.exports import FORMATS, Format, Target, export, find_format, installed_formats
from reader.exports.colours import HUES, hue_of
from reader.exports.folder import Names, safe_path
from reader.library import Library
from reader.library.records import Selection
from reader.text.spans import Span
from tests.cli.test_commands import pizhu
from tests.exports.hard import MARKS, TEXTS, fill, record
from tests.exports.readers import READERS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


PACKAGE = """
from reader.exports import Format, Target

def write(content, stream):
    for record in content.records():
        stream.write(record["text"] + "\\n")

TEXTS = Format("texts", ".txt", "The texts of annotations", Target.TEXT, write)
NOTHING = 1
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "brought_exporters.py").write_text(PACKAGE, "utf-8")
    info = tmp_path / "brought_exporters-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: brought-exporters\nVersion: 1.0\n", "utf-8")
    (info / "entry_points.txt").write_text(
        "[pizhu.exporters]\ntexts = brought_exporters:TEXTS\nnothing = brought_exporters:NOTHING\n"
        "missing = brought_nowhere:TEXTS\n",
        "utf-8",
    )
    monkeypatch.syspath_prepend(str(tmp_path))


@pytest.mark.usefixtures("package")
def test_an_installed_package_brings_a_format(desk: Desk, add: Callable[..., int]) -> None:
    assert [form.name for form in installed_formats()] == ["texts"]
    desk.annotate(add("双桥市"), Span(0, 2), "program")
    stream = io.StringIO()
    export(desk.library, find_format("texts"), stream)
    assert stream.getvalue() == "双桥\n"
    for name, said in (("nothing", "no export format"), ("missing", "cannot be used"), ("text", "Did you mean texts")):
        with pytest.raises(UsageError) as raised:
            find_format(name)
        assert said in str(raised.value)


def test_each_format_says_what_it_is() -> None:
    for name, form in FORMATS.items():
        assert (name, form.title.strip()) == (form.name, form.title)
        assert (form.suffix == "") == (form.target is Target.FOLDER)
        assert form.lossless == (form.loses == "")
        assert form.drops == tuple(field for field in (
            "id", "status", "origin", "annotator", "note", "attributes", "created_at", "updated_at",
        ) if field in form.drops)  # fmt: skip


@pytest.mark.parametrize("name", READERS)
def test_filters_work_on_every_format(desk: Desk, tmp_path: Path, name: str) -> None:
    fill(desk)
    form, reader = FORMATS[name], READERS[name][0]
    if not reader.installed:
        pytest.skip(f"{reader.name} is not installed")
    selection = Selection([Status.ACCEPTED], ["program"], ["a.txt", "子/b.txt"], ["lin"])
    path = tmp_path / f"out{form.suffix}"
    outcome = export(desk.library, form, path, selection)
    wanted = sorted(
        quote for document, quote, label, status, _ in MARKS
        if (label, status) == ("program", Status.ACCEPTED) and document in selection.documents
    )  # fmt: skip
    assert outcome.count == len(wanted) == 5
    if name.startswith("conll"):
        wanted = sorted("".join(quote.split()) for quote in wanted)
    assert sorted(one.text for one in reader.read(path)) == wanted


def test_several_files_make_a_folder_or_an_archive_of_one(desk: Desk, tmp_path: Path) -> None:
    fill(desk)
    brat = FORMATS["brat"]
    export(desk.library, brat, tmp_path / "new" / "brat")
    export(desk.library, brat, tmp_path / "brat.zip")
    files = {path.relative_to(tmp_path / "new/brat").as_posix() for path in (tmp_path / "new/brat").rglob("*.*")}
    with zipfile.ZipFile(tmp_path / "brat.zip") as archive:
        assert set(archive.namelist()) == files
        assert archive.read("a.txt").decode() == TEXTS["a.txt"]
    with pytest.raises(UsageError, match="several files"):
        export(desk.library, brat, io.StringIO())


def test_a_folder_with_something_in_it_is_replaced_only_when_asked(desk: Desk, tmp_path: Path) -> None:
    fill(desk)
    folder = tmp_path / "brat"
    folder.mkdir()
    export(desk.library, FORMATS["brat"], folder)
    (folder / "mine.txt").write_text("mine", "utf-8")
    with pytest.raises(UsageError, match="not empty"):
        export(desk.library, FORMATS["brat"], folder)
    assert (folder / "mine.txt").exists()
    export(desk.library, FORMATS["brat"], folder, overwrite=True)
    assert not (folder / "mine.txt").exists()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
    (tmp_path / "file").write_text("mine", "utf-8")
    with pytest.raises(UsageError, match="this is a file"):
        export(desk.library, FORMATS["brat"], tmp_path / "file", overwrite=True)


@pytest.mark.parametrize("suffix", ["", ".zip"])
def test_an_export_that_breaks_leaves_what_was_there(desk: Desk, tmp_path: Path, suffix: str) -> None:
    fill(desk)

    def broken(_: int) -> None:
        raise KeyboardInterrupt

    path = tmp_path / f"out{suffix}"
    with pytest.raises(KeyboardInterrupt):
        export(desk.library, FORMATS["brat"], path, progress=broken)
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith((".", "out"))] == []


def test_progress_is_told(desk: Desk) -> None:
    fill(desk)
    told: list[int] = []
    export(desk.library, FORMATS["prodigy"], io.StringIO(), progress=told.append)
    assert told == [14, 14, 15, 17, 19]


@pytest.mark.parametrize(
    ("name", "module", "extra"),
    [("xlsx", "openpyxl", "excel"), ("parquet", "pyarrow", "parquet"), ("spacy", "spacy.tokens", "spacy"),
     ("uima-json", "cassis", "uima")],
)  # fmt: skip
def test_a_missing_extra_names_the_command_that_installs_it(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, module: str, extra: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    assert FORMATS[name].extra == extra
    with pytest.raises(UsageError) as raised:
        export(desk.library, FORMATS[name], tmp_path / "out")
    assert raised.value.hint == f"Install it with: pip install 'pizhu[{extra}]'"
    assert not (tmp_path / "out").exists()


def test_half_a_character_is_told(desk: Desk, add: Callable[..., int]) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    form = Format("half", ".txt", "", Target.TEXT, lambda _, out: out.write("\ud800"))
    with pytest.raises(ReaderError, match=r"U\+D800"):
        export(desk.library, form, stream)


def test_names_become_paths_that_every_file_system_takes() -> None:
    for name, path in (
        ("a/b.txt", "a/b.txt"),
        ("../../etc/passwd", "_/_/etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("a\\b:c?.txt", "a_b_c_.txt"),
        ("CON", "CON_"),
        ("", "_"),
        ("甲" * 100, "甲" * 66),
    ):
        made = safe_path(name)
        assert made == path
        assert ".." not in made.split("/")
    names = Names()
    assert [names.unique(name) for name in ("a", "A", "a", "a (2)")] == ["a", "A (2)", "a (3)", "a (2) (2)"]


def test_the_hues_are_those_of_the_screen() -> None:
    from reader.annotations.model import Label
    from reader.tui import themes

    assert tuple(HUES) == themes.HUES
    for name, shades in HUES.items():
        light, dark = (theme.variables for theme in (themes.LIGHT, themes.DARK))
        assert shades == (light[f"ink-{name}"], light[f"tint-{name}"], dark[f"ink-{name}"], dark[f"tint-{name}"])
    for position in range(1, 12):
        assert hue_of(Label("甲", colour="nope", position=position)) == themes.hue_of("nope", position)


class TestCommand:
    @pytest.fixture
    def library(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = tmp_path / "command.db"
        with Library(path) as made:
            desk = Desk(made, "lin")
            text = "双桥市启动“暖心工程”,\n=1增长7.5%。"
            document = made.documents.add(Document("a.txt", text, digest="a"), desk.now()).entry.id
            for start, end, label in ((5, 11, "program"), (16, 20, "statistic")):
                record(desk, desk.new_annotation(document, Span(start, end), label, origin="rule:zh-gov/any"))
        monkeypatch.setenv("PIZHU_DB", str(path))

    def test_the_list_says_what_is_lost(self) -> None:
        rows = [json.loads(line) for line in pizhu("export", "--list", "--json").out.splitlines()]
        assert [row["format"] for row in rows] == list(FORMATS)
        listed = pizhu("export", "--list").out
        for row in rows:
            assert row["title"] in listed
            assert row["loses"] in listed

    @pytest.mark.usefixtures("library")
    def test_what_is_lost_is_told_with_counts_and_stdout_is_data(self) -> None:
        done = pizhu("export", "--format", "doccano", "--offsets", "cp")
        assert "doccano does not hold: " in done.err
        assert "origin (2)" in done.err
        (line,) = done.out.splitlines()
        assert json.loads(line)["text"].startswith("双桥市")
        assert pizhu("export", "--format", "documents").err == "1 document exported.\n"
        assert pizhu("export", "--format", "codebook").err == "3 labels exported.\n"

    def test_an_empty_library_exports_no_documents_and_no_annotations(self, tmp_path: Path) -> None:
        library = ("--db", tmp_path / "empty.db", "export", "--format")
        assert pizhu(*library, "html").err == "0 documents exported.\n"
        assert pizhu(*library, "csv").err == "0 annotations exported.\n"
        refused = pizhu(*library, "csv", "-o", tmp_path)
        assert (refused.code, "this is a folder" in refused.err) == (2, True)

    @pytest.mark.usefixtures("library")
    def test_bytes_and_folders_have_their_places(self, tmp_path: Path) -> None:
        done = pizhu("export", "--format", "brat")
        assert (done.code, done.out) == (2, "")
        assert "Name a folder" in done.err
        assert pizhu("export", "--format", "brat", "-o", tmp_path / "brat").code == 0
        again = pizhu("export", "--format", "brat", "-o", tmp_path / "brat")
        assert (again.code, "--overwrite" in again.err) == (2, True)
        assert pizhu("export", "--format", "brat", "-o", tmp_path / "brat", "--overwrite").code == 0

    @pytest.mark.usefixtures("library")
    def test_a_table_for_spreadsheets(self, tmp_path: Path) -> None:
        assert pizhu("export", "--excel", "-o", tmp_path / "a.csv").code == 0
        content = (tmp_path / "a.csv").read_bytes()
        assert content.startswith(b"\xef\xbb\xbfid,")
        assert content.count(b"\r\n") == 3
        done = pizhu("export", "--excel", "--format", "brat", "-o", tmp_path / "brat")
        assert (done.code, "It is for: csv, codebook, documents." in done.err) == (2, True)


def test_what_others_write_meanwhile_is_not_in_it(desk: Desk, tmp_path: Path) -> None:
    pytest.importorskip("lxml")
    annotations = fill(desk)

    def meddle(count: int) -> None:
        if count == len(annotations):
            with Library(desk.library.path) as library:
                Desk(library, "somebody").annotate(1, Span(5, 6), "policy")

    # A project names its coders before their selections, so it reads everything twice.
    path = tmp_path / "project.qdpx"
    assert export(desk.library, FORMATS["refi-qda"], path, progress=meddle).count == len(annotations)
    assert len(list(READERS["refi-qda"][0].read(path))) == len(annotations)
    assert export(desk.library, FORMATS["csv"], io.StringIO()).count == len(annotations) + 1


def test_a_long_table_goes_on_in_another_sheet_and_a_long_text_is_cut(
    desk: Desk, add: Callable[..., int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    monkeypatch.setattr("reader.exports.xlsx.ROWS", 3)
    document = add("字" * 20_000 + "😀" * 20_000)
    for start in range(4):
        desk.annotate(document, Span(start, start + 1), "program")
    desk.annotate(document, Span(0, 40_000), "policy")
    outcome = export(desk.library, FORMATS["xlsx"], tmp_path / "out.xlsx")
    assert outcome.lost == ("texts longer than a cell, which are cut (1)",)
    assert outcome.count == 5
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert book.sheetnames == ["annotations", "annotations (2)", "annotations (3)", "documents", "labels", "labels (2)"]
    rows = [row for name in book.sheetnames[:3] for row in book[name].iter_rows(min_row=2, values_only=True)]
    texts = sorted((row[7] for row in rows), key=len)
    assert texts == ["字"] * 4 + ["字" * 20_000 + "😀" * 6_383]


def test_the_table_of_documents_has_what_official_documents_say(desk: Desk, tmp_path: Path) -> None:
    fill(desk)
    path = tmp_path / "documents.csv"
    outcome = export(
        desk.library, FORMATS["documents"], path, Selection(labels=["policy"], documents=["a.txt", "empty.txt"])
    )
    with path.open(encoding="utf-8", newline="") as file:
        first, second = csv.DictReader(file)
    assert outcome.documents == 2
    assert (first["title"], first["issuer"], first["number"]) == ("题, “目”", "某机关", "某发〔2024〕3号")
    assert (first["accepted"], first["suggested"], second["accepted"]) == ("6", "0", "0")
    assert (first["meta"], first["length"]) == ("{}", str(len(TEXTS["a.txt"])))
