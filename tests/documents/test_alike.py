from __future__ import annotations

import pytest

from reader.documents.alike import SAME_NAME, SAME_SOURCE, likeness
from reader.documents.reading import find_files, read_files
from reader.errors import InputError
from reader.resources import resource
from reader.text.scripts import Script, convert

TEXT = "今冬全市启动“暖心工程”，改造老旧小区供热管网，惠及居民3600户。各县区对照清单逐项认领。"


def test_a_text_is_like_itself_in_any_script_width_and_spacing() -> None:
    assert likeness(TEXT, TEXT) == 1.0
    other = convert(TEXT.replace("，", ",\n　　"), Script.TRADITIONAL).view
    assert likeness(TEXT, other) > 0.9


def test_a_part_is_like_the_whole() -> None:
    assert likeness(TEXT, TEXT[:20]) == 1.0
    assert likeness(TEXT[:20], TEXT) == 1.0


def test_the_samples_are_not_like_each_other() -> None:
    texts = [one.text for one in read_files(find_files([resource("samples")])) if not isinstance(one, InputError)]
    shares = [likeness(one, other) for one in texts for other in texts if one is not other]
    assert max(shares) < SAME_SOURCE / 2


@pytest.mark.parametrize(
    ("one", "other", "share"), [("甲", "乙", 0.0), ("甲", "甲", 1.0), ("甲乙丙丁", "甲乙戊己", 1 / 3)]
)
def test_short_texts(one: str, other: str, share: float) -> None:
    assert likeness(one, other) == pytest.approx(share)


def test_a_revised_text_is_like_the_one_before() -> None:
    assert likeness(TEXT, TEXT.replace("3600户", "四千多户")) > SAME_NAME
