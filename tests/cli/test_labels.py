"""`pizhu labels` with what changes labels, and `pizhu stats --json`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from click.testing import CliRunner

from reader.annotations.label_sets import load_label_set
from reader.cli import cli
from reader.cli.context import Settings
from reader.errors import UsageError
from reader.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.desk import Desk


def pizhu(desk: Desk, *arguments: str) -> str:
    done = CliRunner().invoke(cli, ["--annotator", "lin", *arguments], obj=Settings(desk.library.path))
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == 0, done.output
    return done.stdout


def refused(desk: Desk, *arguments: str) -> str:
    try:
        pizhu(desk, *arguments)
    except UsageError as error:
        return str(error)
    raise AssertionError(arguments)


def names(desk: Desk) -> list[str]:
    return [json.loads(line)["name"] for line in pizhu(desk, "labels", "--json").splitlines()]


def test_adding_editing_ordering_and_taking_back(desk: Desk) -> None:
    pizhu(desk, "labels", "add", "人物", "--title", "Person", "--colour", "Teal", "--key", "１")
    assert pizhu(desk, "labels").splitlines()[0].split()[0] == "program"
    added = desk.library.labels.get("人物")
    assert added is not None
    assert (added.title, added.colour, added.key) == ("Person", "teal", "1")
    pizhu(desk, "labels", "edit", "人物", "--name", "person", "--place", "1", "--description", "who", "--key", "")
    assert names(desk) == ["person", "program", "statistic", "policy"]
    pizhu(desk, "undo")
    pizhu(desk, "undo")
    assert names(desk) == ["program", "statistic", "policy"]
    assert [label.key for label in desk.library.labels.all()] == ["1", "2", "3"]
    log = pizhu(desk, "log").splitlines()
    assert log[-1].split()[2:] == ["add", "label", "program,", "+", "人物"]
    (first, *_) = [json.loads(line) for line in pizhu(desk, "log", "--json").splitlines()]
    assert first["labels"][0]["before"]["name"] == "人物"
    assert first["labels"][0]["after"] is None


def test_deleting_asks_where_annotations_go(desk: Desk, add: Callable[..., int]) -> None:
    document = add("甲乙丙丁")
    desk.annotate(document, Span(0, 2), "policy")
    assert "1 annotations have this label" in refused(desk, "labels", "delete", "policy")
    assert "no such label" in refused(desk, "labels", "delete", "policy", "--move-to", "progam")
    assert "itself" in refused(desk, "labels", "delete", "policy", "--move-to", "policy")
    pizhu(desk, "labels", "delete", "policy", "--move-to", "program")
    assert [mark.label for mark in desk.library.annotations.of_document(document)] == ["program"]
    assert "policy → program" in pizhu(desk, "log")
    pizhu(desk, "undo")
    assert [mark.label for mark in desk.library.annotations.of_document(document)] == ["policy"]


def test_what_is_wrong_is_told_with_the_nearest(desk: Desk) -> None:
    assert "Did you mean green?" in refused(desk, "labels", "add", "x", "--colour", "gren")
    assert "Did you mean policy?" in refused(desk, "labels", "edit", "polcy", "--title", "x")
    assert "1 to 9" in refused(desk, "labels", "edit", "policy", "--key", "0")
    assert names(desk) == ["program", "statistic", "policy"]


def test_label_sets_leave_and_come_back(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "labels.toml"
    pizhu(desk, "labels", "--save", str(path))
    assert pizhu(desk, "labels", "--save", "-") == path.read_text("utf-8")
    pizhu(desk, "labels", "edit", "policy", "--title", "别的")
    pizhu(desk, "labels", "--load", str(path))
    assert [label.title for label in desk.library.labels.all()] == [label.title for label in load_label_set(path)]
    pizhu(desk, "undo")
    assert desk.library.labels.all()[2].title == "别的"


def test_the_numbers_as_json(desk: Desk, add: Callable[..., int]) -> None:
    document = add("甲乙丙丁", title="小事")
    desk.annotate(document, Span(0, 2), "program")
    desk.reject(desk.annotate(document, Span(2, 4), "policy").annotation)
    desk.annotate(document, Span(1, 3), "policy")
    desk.undo()
    said = json.loads(pizhu(desk, "stats", "--json"))
    assert said["labels"]["program"] == {"suggested": 0, "accepted": 1, "rejected": 0}
    one = {"name": "a.txt", "title": "小事", "suggested": 0, "accepted": 1, "rejected": 1}
    assert said["by_document"] == [one]
    assert said["days"] == [{"day": "2026-01-01", "accepted": 2, "rejected": 1}]
    assert said["rules"] == []
    person = {"annotator": "lin", "accepted": 1, "rejected": 1, "documents_read": 0, "paragraphs_read": 0}
    assert said["annotators"] == [person]
