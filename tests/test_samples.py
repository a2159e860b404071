from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from reader.text.scripts import detect_script
from tests.corpus import CORPUS

SAMPLES = Path(__file__).parents[1] / "samples"
ENCODINGS = {
    "01-shuangqiao-xiaoshi.txt": "utf-8",
    "02-shiling-xunhuan.txt": "utf-8",
    "03-yunlan-jianbao.txt": "utf-8",
    "04-linxi-banfa.txt": "utf-8",
    "05-hewan-shequ.txt": "gb18030",
}


def read(name: str) -> str:
    return (SAMPLES / name).read_text(ENCODINGS[name])


def gold() -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SAMPLES / "gold.jsonl").read_text("utf-8").splitlines()]


def test_the_folder_holds_what_its_readme_lists() -> None:
    readme = (SAMPLES / "README.md").read_text("utf-8")
    listed = set(re.findall(r"^\| `([^`]+)`", readme, re.MULTILINE))
    assert listed == {path.name for path in SAMPLES.iterdir()} - {"README.md"}
    assert set(ENCODINGS) < listed


@pytest.mark.parametrize("name", ENCODINGS)
def test_every_document_is_long_enough_to_read(name: str) -> None:
    assert len(read(name)) >= (6000 if name.startswith("02") else 2500)


def test_one_document_is_not_utf_8() -> None:
    with pytest.raises(UnicodeDecodeError):
        (SAMPLES / "05-hewan-shequ.txt").read_text("utf-8")


def test_one_document_is_traditional_as_converted_on_the_mainland() -> None:
    scripts = {name: detect_script(read(name)).name for name in ENCODINGS}
    assert Counter(scripts.values()) == {"simplified": 4, "traditional": 1}
    text = read("03-yunlan-jianbao.txt")
    assert all(word in text for word in ["乾部", "纔能", "昇", "懮", "徵集", "征集", "公裡", "『"])


def test_the_documents_have_the_oddities_of_real_ones() -> None:
    texts = {name[:2]: read(name) for name in ENCODINGS}
    assert "您当前的位置 : " in texts["01"]
    assert "12.6%%" in texts["02"]
    assert max(map(len, texts["02"].split("\n"))) > 1000
    assert all(mark in texts["02"] for mark in ["8:2", "1/3", "第2位", "近8000份", "———"])
    assert texts["05"].index("四、") < texts["05"].index("三、旧房子")
    assert "２０１６年" in texts["05"]
    for name, text in texts.items():
        half, full = text.count(","), text.count("，")
        assert (half > 100 and full == 0) if name in ("01", "02", "03") else (full > 100 and half == 0)


def test_every_gold_span_is_the_text_it_names() -> None:
    texts = {name: read(name) for name in ENCODINGS}
    for span in gold():
        assert set(span) == {"doc", "start", "end", "label", "text", "agreed"}
        assert texts[span["doc"]][span["start"] : span["end"]] == span["text"]
        assert span["text"] == span["text"].strip() != ""


def test_gold_spans_are_in_order_and_said_once() -> None:
    keys = [(span["doc"], span["start"], -span["end"], span["label"]) for span in gold()]
    assert [key[:3] for key in keys] == sorted(key[:3] for key in keys)
    assert len(set(keys)) == len(keys)


def test_every_document_has_gold_spans_of_each_label() -> None:
    agreed = Counter((span["doc"], span["label"]) for span in gold() if span["agreed"])
    assert {doc for doc, _ in agreed} == set(ENCODINGS)
    assert all(agreed[doc, "statistic"] >= 75 for doc in ENCODINGS)
    assert all(agreed[doc, label] >= 6 for doc in ENCODINGS for label in ("program", "policy"))


def test_every_percentage_is_in_the_gold() -> None:
    for name in ENCODINGS:
        text = read(name)
        covered = {at for span in gold() if span["doc"] == name for at in range(span["start"], span["end"])}
        assert all(found.start() in covered for found in re.finditer(r"[%％]", text))


def test_the_label_set() -> None:
    labels = tomllib.loads((SAMPLES / "labels.toml").read_text("utf-8"))["label"]
    assert all(set(label) == {"name", "title", "description", "colour", "key"} for label in labels)
    names = [label["name"] for label in labels]
    assert names == ["program", "statistic", "policy", "organisation", "quotation"]
    assert [label["key"] for label in labels] == ["1", "2", "3", "4", "5"]


def test_the_rule_pack_names_labels_of_the_label_set() -> None:
    pack = tomllib.loads((SAMPLES / "rules.toml").read_text("utf-8"))
    labels = tomllib.loads((SAMPLES / "labels.toml").read_text("utf-8"))["label"]
    assert {rule["label"] for rule in pack["rule"]} <= {label["name"] for label in labels}
    assert len({rule["id"] for rule in pack["rule"]}) == len(pack["rule"])


@pytest.mark.skipif(CORPUS is None, reason="no real documents here")
def test_nothing_is_copied_from_real_documents() -> None:
    assert CORPUS is not None
    length = 12

    def runs(text: str) -> set[str]:
        plain = re.sub(r"\s", "", text)
        return {plain[at : at + length] for at in range(len(plain) - length + 1)}

    real = set().union(*(runs(path.read_text("utf-8")) for path in CORPUS.glob("0*.txt")))
    for name in ENCODINGS:
        assert not runs(read(name)) & real
