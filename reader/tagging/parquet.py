"""Rows from Parquet files, and lines into them: the extra `parquet`.

A file of tagged rows has four columns: `text`; `spans`, a list of structs as in a line of JSON, `value` and
`attributes` as JSON; `error`, null where there is none; `record`, the other fields of the row as JSON.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

from reader.errors import UsageError
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

SUFFIX = ".parquet"
_COLUMNS = ["text", "spans", "error", "record"]
GROUP_ROWS = 2000  # in memory together


class Lines(Protocol):
    """Takes lines of JSON, each with its line end."""

    def write(self, line: str, /) -> object:
        """Takes one line."""


def is_parquet(path: Path) -> bool:
    """Whether a file is Parquet, by its name."""
    return path.name.lower().endswith(SUFFIX)


def records_of(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a Parquet file, a few in memory at a time; what JSON has no word for comes as its text.

    A file of tagged rows gives the records that its lines would be.

    Raises UsageError where the library is not there, OSError where the file cannot be read.
    """
    return records_in(path, path.name)


def records_in(file: Path | BinaryIO, name: str) -> Iterator[dict[str, Any]]:
    """The same of an open file; `name` is for people."""
    parquet, error = _library(name)
    try:
        with parquet.ParquetFile(file) as opened:
            for batch in opened.iter_batches(batch_size=256):
                for record in batch.to_pylist():
                    plain = {name: _plain(value) for name, value in record.items()}
                    yield _unpacked(plain) if list(plain) == _COLUMNS else plain
    except error as told:
        raise OSError(str(told).splitlines()[0]) from told


@contextmanager
def writing_parquet(path: Path, text_field: str = "text") -> Iterator[Lines]:
    """A Parquet file for tagged lines; whole when the block ends well.

    Raises UsageError where the library is not there, OSError where the file cannot be written.
    """
    parquet, _error = _library(path.name)
    with parquet.ParquetWriter(path, _schema(), compression="zstd") as writer:
        sink = _Sink(writer, text_field)
        yield sink
        sink.flush()


class _Sink:
    def __init__(self, writer: Any, text_field: str) -> None:
        self._writer = writer
        self._text_field = text_field
        self._rows: list[dict[str, Any]] = []

    def write(self, line: str, /) -> None:
        record = json.loads(line)
        spans = record.pop("spans", None)
        error = None if spans is not None else record.pop("error", None)
        text = record.pop(self._text_field, None)
        self._rows.append({
            "text": text if isinstance(text, str) else None,
            "spans": [{**span, "value": _json(span["value"]), "attributes": _json(span["attributes"])} for span in spans or ()],
            "error": error,
            "record": _json(record),
        })  # fmt: skip
        if len(self._rows) >= GROUP_ROWS:
            self.flush()

    def flush(self) -> None:
        import pyarrow as pa

        if self._rows:
            self._writer.write_table(pa.Table.from_pylist(self._rows, schema=_schema()))
            self._rows = []


def told_in_parquet(path: Path) -> tuple[int, list[str]]:
    """How many rows a file of tagged rows has, and the errors in it."""
    parquet, _error = _library(path.name)
    with parquet.ParquetFile(path) as file:
        errors = file.read(columns=["error"]).column("error").drop_null().to_pylist()
        return file.metadata.num_rows, errors


def _schema() -> Any:
    import pyarrow as pa

    text = pa.string()
    span = pa.struct([
        ("start", pa.int64()), ("end", pa.int64()), ("label", text), ("text", text), ("origin", text),
        ("value", text), ("unit", text), ("attributes", text),
    ])  # fmt: skip
    return pa.schema([("text", text), ("spans", pa.list_(span)), ("error", text), ("record", text)])


def _library(name: str) -> tuple[Any, type[Exception]]:
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise UsageError(
            _("{name}: Parquet files need another package.").format(name=name),
            _("Install it: pip install 'pizhu[parquet]'"),
        ) from error
    return parquet, pa.ArrowException


def _json(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)


def _unpacked(row: dict[str, Any]) -> dict[str, Any]:
    """A tagged row as the record of its line."""
    spans = [
        {**span, "value": _value(span["value"]), "attributes": _value(span["attributes"]) or {}}
        for span in row["spans"]
    ]
    told = {"spans": spans} if row["error"] is None else {"error": row["error"]}
    return {**(_value(row["record"]) or {}), "text": row["text"], **told}


def _value(told: str | None) -> Any:
    return None if told is None else json.loads(told)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)
