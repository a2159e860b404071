"""Learning, measuring with documents left out, and sampling, as scripts see them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reader.annotations.model import Status
from reader.cli.context import Settings
from tests.cli.test_commands import pizhu

SAMPLES = Path(__file__).parent.parent.parent / "samples"
GOLD = SAMPLES / "gold.jsonl"


@pytest.fixture(autouse=True)
def own_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIZHU_DB", str(tmp_path / "library.db"))


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """Two small documents of one kind, and what people marked in them."""
    folder = tmp_path / "texts"
    folder.mkdir()
    lines = []
    for name, first in (("a.txt", 11), ("b.txt", 31)):
        text = ""
        for number in range(first, first + 8):
            start = len(text) + 5
            quote = f"{number}公里"
            text += f"村里新修了{quote}公路。\n"
            lines.append({"doc": name, "start": start, "end": start + len(quote), "label": "statistic", "text": quote})
        (folder / name).write_text(text, "utf-8")
    (folder / "gold.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return folder


def test_a_model_is_learned_and_tags(texts: Path, tmp_path: Path) -> None:
    pytest.importorskip("pycrfsuite")
    model = tmp_path / "roads.pizhu"
    learned = pizhu("learn", texts / "gold.jsonl", "-o", model)
    assert (learned.code, learned.out) == (0, "")
    assert "16 paragraphs (statistic 16)" in learned.err
    (tmp_path / "in.jsonl").write_text('{"text": "村裡新修了９９公里公路。"}\n', "utf-8")
    tagged = pizhu("tag", tmp_path / "in.jsonl", "--model", model, "-o", "-")
    (span,) = json.loads(tagged.out)["spans"]
    assert (span["text"], span["origin"], span["value"]) == ("９９公里", "rule:roads/statistic", "99")
    assert 0 < span["attributes"]["score"] <= 1
    measured = pizhu("evaluate", texts / "gold.jsonl", "--model", model, "--json")
    assert json.loads(measured.out)["overall"]["exact"]["f1"] == 1.0


def test_what_the_library_decided_is_learned(texts: Path, tmp_path: Path) -> None:
    pytest.importorskip("pycrfsuite")
    nothing = pizhu("learn", "-o", tmp_path / "m.pizhu")
    assert (nothing.code, "nothing to learn from" in nothing.err) == (2, True)
    assert pizhu("import", texts / "a.txt").code == 0
    assert pizhu("tag", "--accept").code == 0
    assert pizhu("learn", "-o", tmp_path / "m.pizhu").code == 2, "a machine's decisions teach nothing"
    assert pizhu("undo", "--run").code == 0
    assert pizhu("tag").code == 0
    with Settings().desk() as desk:
        entry = desk.require_document("a.txt")
        desk.decide_all(desk.library.annotations.of_document(entry.id), Status.ACCEPTED)
    learned = pizhu("learn", "-o", tmp_path / "m.pizhu", "--name", "ours")
    assert learned.code == 0
    assert json.loads((tmp_path / "m.pizhu").read_bytes().split(b"\n")[1])["name"] == "ours"


@pytest.mark.parametrize(
    "arguments",
    [
        ["tag", "--model", "none.pizhu"],
        ["tag", "--model", str(SAMPLES / "rules.toml")],
        ["learn"],
        ["learn", "-o", "m.pizhu", "--texts", "."],
        ["learn", "-o", "m.pizhu", "--name", "a/b"],
        ["evaluate", str(GOLD), "--leave-out", "--model", "m.pizhu"],
    ],
)
def test_wrong_usage_is_told(arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(SAMPLES.parent))
    assert pizhu(*arguments).code == 2
    assert not (tmp_path / "m.pizhu").exists()


def test_documents_are_left_out_in_turn(texts: Path) -> None:
    pytest.importorskip("pycrfsuite")
    table = pizhu("evaluate", texts / "gold.jsonl", "--leave-out")
    assert table.code == 0
    assert [line for line in table.out.splitlines() if line.startswith(("The rules", "The model", "Rules and"))] == [
        "The rules alone",
        "The model alone",
        "Rules and model together",
    ]
    assert table.out.splitlines()[-1].startswith("On documents left out, rules and model together do not beat")
    reports = json.loads(pizhu("evaluate", texts / "gold.jsonl", "--leave-out", "--json").out)
    assert {name: report["documents"] for name, report in reports.items()} == {"rules": 2, "model": 2, "together": 2}


def test_boundary_errors_have_a_column() -> None:
    head = pizhu("evaluate", GOLD).out.splitlines()[0]
    assert head.split() == ["precision", "recall", "F1", "95", "%", "of", "F1", "overlap", "F1", "boundary", "n"]


@pytest.mark.parametrize("gold", ["", '{"doc": "none.txt", "start": 0, "end": 1, "label": "program", "text": "a"}\n'])
def test_rules_are_not_measured_by_nothing(tmp_path: Path, gold: str) -> None:
    (tmp_path / "gold.jsonl").write_text(gold, "utf-8")
    done = pizhu("evaluate", tmp_path / "gold.jsonl")
    assert (done.code, done.out) == (1, "")
    assert "there is nothing to measure by" in done.err


def test_hits_are_drawn_at_random_but_the_same_again(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text("".join(f'{{"body": "投资{n}亿元"}}\n' for n in range(3, 40)) + "{\n", "utf-8")
    options = ["--text-field", "body", "--count", "4"]
    first = pizhu("rules", "sample", "zh-gov", source, *options, "--json")
    hits = [json.loads(line) for line in first.out.splitlines()]
    assert (first.code, len(hits)) == (1, 4)
    assert {(hit["label"], hit["before"]) for hit in hits} == {("statistic", "投资")}
    assert pizhu("rules", "sample", "zh-gov", source, *options, "--json", "--jobs", "2").out == first.out
    assert pizhu("rules", "sample", "zh-gov", source, *options, "--json", "--seed", "2").out != first.out
    listed = pizhu("rules", "sample", "zh-gov", source, *options).out.splitlines()
    assert (listed[0].split(), len(listed)) == (["37", "statistic"], 6)
