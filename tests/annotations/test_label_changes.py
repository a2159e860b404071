from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations.label_changes import adding, applied, colour_of, editing, key_of, loading, placing
from reader.annotations.label_sets import label_set, load_label_set
from reader.annotations.model import COLOURS, Label
from reader.errors import UsageError
from reader.resources import resource

if TYPE_CHECKING:
    from pathlib import Path

_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
_NAME = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), min_size=1, max_size=8)
LABELS = st.lists(
    st.builds(Label, _NAME, _TEXT, _TEXT, st.sampled_from(["", *COLOURS])),
    max_size=6,
    unique_by=lambda label: label.name,
)
THREE = [Label("甲", key="1", position=1), Label("乙", key="2", position=2), Label("丙", key="", position=3)]


@given(LABELS)
def test_a_label_set_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, labels: list[Label]) -> None:
    path = tmp_path_factory.mktemp("set") / "labels.toml"
    labels = [replace(label, key=str(n) if n < 5 else "") for n, label in enumerate(labels, 1)]
    path.write_text(label_set(labels), "utf-8", newline="")
    assert load_label_set(path) == labels


def test_the_sample_is_written_as_it_stands(tmp_path: Path) -> None:
    sample = resource("samples") / "labels.toml"
    text = "".join(line for line in sample.read_text("utf-8").splitlines(True) if not line.startswith("#")).lstrip()
    assert label_set(load_label_set(sample)) == text


@given(st.integers(0, 2), st.integers(-1, 5))
def test_placing_keeps_all_labels_and_the_order_of_the_others(index: int, place: int) -> None:
    name = THREE[index].name
    after = applied(THREE, placing(THREE, name, place))
    assert [label.name for label in after].index(name) == min(max(0, place - 1), 2)
    others = [label.name for label in after if label.name != name]
    assert others == [label.name for label in THREE if label.name != name]


def test_whoever_gets_a_digit_takes_it_from_the_other() -> None:
    for changes in (
        adding(THREE, Label("丁", key="２")),
        editing(THREE, "丙", replace(THREE[2], key="2")),
        loading(THREE, [Label("丁", key="2")]),
    ):
        after = applied(THREE, changes)
        assert [label.name for label in after if label.key == "2"] == [changes[-1].label.name]
        assert next(label for label in after if label.name == "乙").key == ""


def test_renaming_with_a_digit_and_a_place_is_one_set_of_changes() -> None:
    after = applied(THREE, editing(THREE, "丙", replace(THREE[2], name=" 丁 ", key="1"), place=1))
    assert [(label.name, label.key, label.position) for label in after] == [
        ("丁", "1", 1),
        ("甲", "", 2),
        ("乙", "2", 3),
    ]


def test_loading_takes_over_what_is_said_of_known_labels() -> None:
    after = applied(THREE, loading(THREE, [Label("乙", "二"), Label("丁"), Label("丁", "四")]))
    assert [(label.name, label.title, label.position) for label in after] == [
        ("甲", "", 1), ("乙", "二", 2), ("丙", "", 3), ("丁", "四", 4),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("label", "said"),
    [
        (Label(" "), "needs a name"),
        (Label("乙"), "already"),
        (Label("a\nb"), "control"),
        (Label("丁", key="x"), "1 to 9"),
    ],
)
def test_what_cannot_be_a_label_is_refused(label: Label, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        adding(THREE, label)
    with pytest.raises(UsageError, match=said):
        editing(THREE, "甲", label)


def test_digits_and_colours_as_they_are_typed() -> None:
    assert [key_of(typed) for typed in ("７", " 7 ", "")] == ["7", "7", ""]
    assert colour_of(" Teal ") == "teal"
    with pytest.raises(UsageError, match="green"):
        colour_of("gren")
