"""Parquet: a typed table, an annotation a row, written a row group at a time."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, BinaryIO

from reader.exports.extras import needed
from reader.exports.format import Format, Target
from reader.exports.records import FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.exports.content import Content
    from reader.library.records import Row

GROUP = 20_000  # rows of a row group
_NUMBERS = {"paragraph", "start", "end"}
_MOMENTS = {"created_at", "updated_at"}


def _write(content: Content, stream: BinaryIO) -> None:
    pyarrow = needed("pyarrow", "parquet")
    types = {
        name: pyarrow.int64() if name in _NUMBERS else pyarrow.timestamp("ms", "UTC") if name in _MOMENTS
        else pyarrow.string()
        for name in FIELDS
    }  # fmt: skip
    schema = pyarrow.schema(types.items())
    with needed("pyarrow.parquet", "parquet").ParquetWriter(stream, schema, compression="zstd") as writer:
        for rows in _groups(content):
            columns = zip(*rows, strict=True)
            arrays = [
                pyarrow.array(_values(name, column), types[name]) for name, column in zip(FIELDS, columns, strict=True)
            ]
            writer.write_table(pyarrow.Table.from_arrays(arrays, schema=schema))


def _groups(content: Content) -> Iterator[list[Row]]:
    group: list[Row] = []
    for batch in content.batches():
        group += batch
        if len(group) >= GROUP:
            yield group
            group = []
    if group:
        yield group


def _values(name: str, column: tuple[Any, ...]) -> list[Any]:
    if name in _MOMENTS:
        return [_moment(value) for value in column]
    if name in _NUMBERS:
        return list(column)
    return [value if value is None else str(value) for value in column]


def _moment(value: str) -> datetime | None:
    """A moment, or None where the text is none."""
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return None


PARQUET = Format("parquet", ".parquet", "Parquet, typed columns", Target.BINARY, _write, extra="parquet")
