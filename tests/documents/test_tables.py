"""Tables as spreadsheets and scripts write them: nothing in a cell is lost, and no row is taken for part of another."""

from __future__ import annotations

import csv
import gzip
import io
import json
from typing import TYPE_CHECKING

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from reader.documents.model import Document
from reader.documents.reading import find_files, read_files
from reader.documents.tsv import quoted_rightly
from reader.errors import InputError
from reader.tagging.rows import read_rows
from tests.documents.files import read_all

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

cells = st.lists(st.text('甲," \n“', max_size=6), min_size=2, max_size=2)


def texts(path: Path, data: bytes) -> list[str]:
    path.write_bytes(data)
    found = read_all(path)
    assert not [one for one in found if isinstance(one, InputError)]
    return [one.text for one in found if not isinstance(one, InputError)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (['1\t"渠"修好了', "2\t水来了"], ['"渠"修好了', "水来了"]),
        (['1\t"渠修好了', "2\t水来了", "3\t放水"], ['"渠修好了', "水来了", "放水"]),
        (['1\t"渠修好了'], ['"渠修好了']),
        (['1\t"渠""修""好了"', "2\t水来了"], ['渠"修"好了', "水来了"]),
        (['1\t"渠', '修好了"', "2\t水来了"], ["渠\n修好了", "水来了"]),
        (['1\t"渠', "修", '"" 好"', "2\t水来了"], ['渠\n修\n" 好', "水来了"]),
        (['1\t"渠\t修好了"', "2\t水来了"], ["渠\t修好了", "水来了"]),
        (['1\t渠“修”好了"', "2\t水来了"], ['渠“修”好了"', "水来了"]),
    ],
)
def test_a_quotation_mark_that_quotes_nothing_is_text(tmp_path: Path, lines: list[str], expected: list[str]) -> None:
    assert texts(tmp_path / "a.tsv", "\n".join(["id\ttext", *lines, ""]).encode()) == expected
    assert texts(tmp_path / "b.tsv", "\r\n".join(["id\ttext", *lines, ""]).encode()) == expected
    tagged = [row.content for row in read_rows(tmp_path / "a.tsv")]
    assert [row["text"] for row in tagged if isinstance(row, dict)] == expected


@given(st.lists(cells, max_size=5))
def test_what_is_quoted_throughout_is_read_as_it_was_written(rows: list[list[str]]) -> None:
    stream = io.StringIO(newline="")
    csv.writer(stream, "excel-tab").writerows(rows)
    stream.seek(0)
    assert list(csv.reader(quoted_rightly(stream, 2), "excel-tab")) == rows


@pytest.mark.parametrize("cell", ["\t\t\n", "\t\t\n\n", "\t\n\t", '\t\t\n"', "\t\t\n\t" + "\n" * 40])
def test_a_quotation_with_tabs_may_look_like_the_rest_of_a_row(cell: str) -> None:
    rows = [["a", "b", "c", "d", "e"], ["1", "2", cell, "4", "5"], ["一", "", "三", "", "五"]]
    stream = io.StringIO(newline="")
    csv.writer(stream, "excel-tab").writerows(rows)
    stream.seek(0)
    assert list(csv.reader(quoted_rightly(stream, 5), "excel-tab")) == rows


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_csv_of_any_spreadsheet_is_read(tmp_path: Path, mark: str, encoding: str) -> None:
    rows = f'编号{mark}标题{mark}正文\r\n1{mark}秋种{mark}"渠修好了{mark}\r\n水就来了。"\r\n2{mark}{mark}村里的人都在等。\r\n'
    expected = [f"渠修好了{mark}\n水就来了。", "村里的人都在等。"]
    assert texts(tmp_path / "a.csv", rows.encode(encoding)) == expected


ROWS = [{"id": "一", "text": "渠修好了。", "date": "2024-03-05"}, {"id": "二", "text": "水来了，𠮷。", "date": None}]


def compressed(data: bytes, suffix: str) -> bytes:
    return gzip.compress(data) if suffix == ".gz" else zstandard.ZstdCompressor().compress(data)


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
def test_compressed_corpora_are_read_row_by_row(tmp_path: Path, name: str, suffix: str) -> None:
    if name == "a.jsonl":
        plain = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS)
    else:
        plain = "id,text\n一,渠修好了。\n二,水来了，𠮷。\n"
    file = tmp_path / (name + suffix)
    assert texts(file, compressed(plain.encode(), suffix)) == ["渠修好了。", "水来了，𠮷。"]
    file.write_bytes(compressed(plain.encode("gb18030"), suffix)[:-8])
    assert isinstance(read_all(file)[-1], InputError)


def write_parquet(rows: Sequence[object], file: Path) -> None:
    arrow = pytest.importorskip("pyarrow")
    pytest.importorskip("pyarrow.parquet").write_table(arrow.Table.from_pylist(rows), file)


def test_parquet_holds_a_document_a_row(tmp_path: Path) -> None:
    file = tmp_path / "a.parquet"
    write_parquet(ROWS, file)
    first, second = read_all(file)
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.name, first.text, first.date) == ("a.parquet/一", "渠修好了。", "2024-03-05")
    assert (second.name, second.text, second.date) == ("a.parquet/二", "水来了，𠮷。", "")
    file.write_bytes(file.read_bytes()[:-9])
    (failure,) = read_all(file)
    assert isinstance(failure, InputError)
    assert str(file) in failure.message


def test_a_parquet_file_of_annotations_in_a_folder_is_passed_over(tmp_path: Path) -> None:
    marks = [{"document": "a.txt", "start": 0, "end": 1, "label": "policy", "text": "渠"}]
    write_parquet(marks, tmp_path / "marks.parquet")
    (tmp_path / "a.txt").write_text("渠修好了。", "utf-8")
    assert [one.name for one in read_files(find_files([tmp_path])) if isinstance(one, Document)] == ["a.txt"]
