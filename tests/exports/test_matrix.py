"""The page about formats is true: its tables are what the readers give back today."""

from __future__ import annotations

import re

import pytest

from reader.exports import FORMATS
from tests.exports.matrix import DOCS, losses, page
from tests.exports.readers import READERS

TEXT = DOCS.read_text("utf-8")


def test_the_tables_are_what_the_readers_give_back() -> None:
    missing = {reader.name for readers in READERS.values() for reader in readers if not reader.installed}
    if missing:
        pytest.skip(f"not installed: {', '.join(sorted(missing))}")
    assert page(TEXT) == TEXT


def test_every_format_is_named_with_what_it_loses() -> None:
    assert losses() in TEXT


def test_the_example_is_a_format() -> None:
    (code,) = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
    names: dict[str, object] = {}
    exec(code, names)
    assert isinstance(names["TEXTS"], type(FORMATS["csv"]))
