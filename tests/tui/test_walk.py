"""A short walk of random keys in several scripts: nothing breaks, and what is painted is what is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.resources import resource
from reader.tagging.batch import tag_library
from reader.tagging.taggers import TaggerName
from reader.text.scripts import Script
from tests.tui.walk import texts, walk

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from reader.desk import Desk


async def test_random_keys(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # what is exported on the way goes there
    documents = list(texts(resource("samples")))[:2]
    list(desk.import_documents(documents))
    list(tag_library(desk, TaggerName("zh-gov")))
    screens = await walk(
        desk, documents, [Script.TRADITIONAL, Script.SIMPLIFIED, Script.TAIWAN_PHRASES], 1, 75, (80, 24)
    )
    assert screens["ReadingScreen"] > 0
