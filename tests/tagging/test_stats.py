"""What people make of each rule's suggestions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from click.testing import CliRunner

from reader.annotations.model import Label
from reader.cli import cli
from reader.cli.context import Settings
from reader.library.annotations import Decisions
from reader.tagging.batch import tag_library
from reader.tagging.taggers import TaggerName
from reader.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.desk import Desk

PACK = """
name = "mine"
version = "1"
[[rule]]
id = "good"
label = "program"
pattern = "甲"
[[rule]]
id = "bad"
label = "policy"
pattern = "乙"
[[rule]]
id = "new"
label = "statistic"
pattern = "丙"
"""


def decided(desk: Desk, add: Callable[..., int], folder: Path) -> None:
    """甲 was accepted twice, 乙 rejected twice and accepted once, 丙 is open, and a person marked something too."""
    path = folder / "mine.toml"
    path.write_text(PACK, encoding="utf-8")
    document = add("甲乙丙甲乙乙丁")
    list(tag_library(desk, TaggerName(str(path))))
    desk.annotate(document, Span(6, 7), "policy")
    for annotation in list(desk.library.annotations.of_document(document)):
        if annotation.quote == "甲" or annotation.span.start == 1:
            desk.accept(annotation)
        elif annotation.quote == "乙":
            desk.reject(annotation)


def test_decisions_are_counted_by_rule_and_label(desk: Desk, add: Callable[..., int], tmp_path: Path) -> None:
    decided(desk, add, tmp_path)
    found = desk.library.annotations.decisions()
    assert found == [
        Decisions("mine/bad", "policy", 1, 2, 0),
        Decisions("mine/good", "program", 2, 0, 0),
        Decisions("mine/new", "statistic", 0, 0, 1),
    ]
    assert [rule.acceptance for rule in found] == [1 / 3, 1.0, None]


def test_the_command_shows_the_most_refused_first(desk: Desk, add: Callable[..., int], tmp_path: Path) -> None:
    def run(*options: str) -> str:
        done = CliRunner().invoke(cli, ["rules", "stats", *options], obj=Settings(desk.library.path))
        assert done.exit_code == 0, done.output
        return done.output

    assert "pizhu tag" in run()
    decided(desk, add, tmp_path)
    table = run().splitlines()
    assert [line.split()[-2] for line in table[1:]] == ["mine/bad", "mine/good", "mine/new"]
    assert table[1].split()[:5] == ["1", "2", "0", "0", "33%"]
    rows = [json.loads(line) for line in run("--json").splitlines()]
    assert [(row["rule"], row["acceptance"]) for row in rows] == [
        ("mine/bad", 1 / 3),
        ("mine/good", 1),
        ("mine/new", None),
    ]


def test_what_a_run_accepted_is_no_ones_decision(desk: Desk, add: Callable[..., int], tmp_path: Path) -> None:
    document = add("甲乙甲。")
    path = tmp_path / "mine.toml"
    path.write_text(PACK, encoding="utf-8")
    list(tag_library(desk, TaggerName(str(path)), accept=True))
    annotations = desk.library.annotations

    def counted() -> dict[str, tuple[int, int, int]]:
        return {one.rule: (one.accepted, one.rejected, one.by_run) for one in annotations.decisions()}

    assert counted() == {"mine/good": (0, 0, 2), "mine/bad": (0, 0, 1)}
    first, second, third = annotations.of_document(document)
    desk.edit_label("program", Label("项目"))
    assert annotations.accepted_by_run(document) == {first.id, second.id, third.id}
    desk.reject(second)
    assert counted() == {"mine/good": (0, 0, 2), "mine/bad": (0, 1, 0)}
    desk.undo()
    assert counted() == {"mine/good": (0, 0, 2), "mine/bad": (0, 0, 1)}
    desk.redo()
    assert counted() == {"mine/good": (0, 0, 2), "mine/bad": (0, 1, 0)}
    current = annotations.get(first.id)
    assert current is not None
    desk.set_note(current, "没错")
    assert counted() == {"mine/good": (1, 0, 1), "mine/bad": (0, 1, 0)}
