"""What a Python program may import from the package itself."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import reader
from reader import load_pack, open_library, tag
from reader.errors import RuleError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "實施「暖心」計劃,惠及３６００戶。\n暖心計劃"
PACK = 'name = "mine"\nversion = "1"\n[[rule]]\nid = "n"\nlabel = "number"\npattern = \'\\d+\'\n'


def test_the_built_in_pack_tags_a_text_in_its_own_offsets() -> None:
    found = [(match.label, match.span.slice(TEXT)) for match in tag(TEXT)]
    assert found[:2] == [("program", "「暖心」計劃"), ("statistic", "３６００戶")]
    assert tag(TEXT, "zh-gov") == tag(TEXT, load_pack("zh-gov")) == tag(TEXT)


def test_a_pack_of_ones_own_by_path_or_loaded(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(PACK, encoding="utf-8")
    pack = load_pack(path)
    assert [match.span.slice(TEXT) for match in tag(TEXT, pack)] == ["３６００"]
    assert tag(TEXT, path) == tag(TEXT, str(path)) == tag(TEXT, pack)
    path.write_text(PACK.replace("+", ""), encoding="utf-8")
    assert len(tag(TEXT, path)) == 4


def test_what_cannot_be_used_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_text("name =", encoding="utf-8")
    with pytest.raises(RuleError):
        tag(TEXT, path)
    with pytest.raises(UsageError, match="no rule pack"):
        load_pack("zh-gob")


def test_a_library_is_made_where_there_is_none(tmp_path: Path) -> None:
    with open_library(str(tmp_path / "library.db")) as library:
        assert [label.name for label in library.labels.all()][:3] == ["program", "statistic", "policy"]


def test_every_name_that_is_offered_is_there() -> None:
    assert all(callable(getattr(reader, name)) for name in reader.__all__)


def test_importing_the_package_loads_none_of_its_parts() -> None:
    code = "import sys, reader; print([name for name in sys.modules if name.startswith('reader.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
