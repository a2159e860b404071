"""Tables as spreadsheets and scripts write them: nothing in a cell is lost, and no row is taken for part of another."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.documents.sources.csv import quoted_rightly
from reader.errors import InputError
from tests.documents.files import read_all

if TYPE_CHECKING:
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


@given(st.lists(cells, max_size=5))
def test_what_is_quoted_throughout_is_read_as_it_was_written(rows: list[list[str]]) -> None:
    stream = io.StringIO(newline="")
    csv.writer(stream, "excel-tab").writerows(rows)
    stream.seek(0)
    assert list(csv.reader(quoted_rightly(stream, 2), "excel-tab")) == rows


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_csv_of_any_spreadsheet_is_read(tmp_path: Path, mark: str, encoding: str) -> None:
    rows = f'编号{mark}标题{mark}正文\r\n1{mark}秋种{mark}"渠修好了{mark}\r\n水就来了。"\r\n2{mark}{mark}村里的人都在等。\r\n'
    expected = [f"渠修好了{mark}\n水就来了。", "村里的人都在等。"]
    assert texts(tmp_path / "a.csv", rows.encode(encoding)) == expected
