"""A library with what breaks formats: astral characters, overlaps, borders, quotes, formulas, control characters."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from reader.annotations.model import Label, Status
from reader.documents.model import Document
from reader.text.spans import Span

if TYPE_CHECKING:
    from reader.annotations.model import Annotation
    from reader.desk import Desk

SPACED = "政策 工具"  # a label that some formats cannot write

TEXTS = {
    "a.txt": (
        '𠮷野家😀说:“好,\n真好”。\n=1+1,增长11.8%%，“引号"逗号,”。\n\n+SUM(A1)\t-2 @x <b>&amp;</b>]]> _x0041_ \\ `|*\n'
        "出租车里程碑👨‍👩‍👧在北京。"
    ),
    "子/b.txt": "各社區對照『暖心工程』,增長７.5%。計程車與網際網路。",
    "子/odd:名?.txt": "甲\x0b乙\u2028丙\x1c丁\x07戊\u200d己\x85庚e\u0301辛\r壬",
    "empty.txt": "这里没有批注。\n也没有第二段。",
    "tail.txt": "字" * 3000 + "😀\n" + "尾𡃁巴",
}

# Document, passage, label, status, note.
MARKS = (
    ("a.txt", "𠮷野家😀", "policy", Status.ACCEPTED, "“注”,\n第二行\t=1"),
    ("a.txt", "野家", "program", Status.ACCEPTED, ""),  # nested
    ("a.txt", "家😀说", "statistic", Status.SUGGESTED, ""),  # overlapping
    ("a.txt", "好,\n真好", "program", Status.ACCEPTED, ""),  # over the border of paragraphs
    ("a.txt", "=1+1", "program", Status.ACCEPTED, ""),
    ("a.txt", "11.8%%", "statistic", Status.ACCEPTED, ""),
    ("a.txt", '“引号"逗号,”', SPACED, Status.ACCEPTED, ""),
    ("a.txt", "。\n\n+SUM(A1)\t-2 @x", "policy", Status.ACCEPTED, ""),
    ("a.txt", "<b>&amp;</b>]]>", "policy", Status.ACCEPTED, "<script>alert(1)</script>"),
    ("a.txt", "_x0041_ \\ `|*", "policy", Status.ACCEPTED, ""),
    ("a.txt", "里程", "program", Status.REJECTED, ""),
    ("a.txt", "里程碑👨‍👩‍👧", "program", Status.ACCEPTED, ""),
    ("a.txt", "👩", "policy", Status.ACCEPTED, ""),  # inside a grapheme
    ("子/b.txt", "『暖心工程』", "program", Status.ACCEPTED, ""),
    ("子/b.txt", "７.5%", "statistic", Status.SUGGESTED, ""),
    ("子/odd:名?.txt", "甲\x0b乙\u2028丙\x1c丁\x07戊\u200d己\x85庚", "policy", Status.ACCEPTED, ""),
    ("子/odd:名?.txt", "e\u0301辛\r壬", "program", Status.ACCEPTED, "\x07\x0b"),
    ("tail.txt", "😀\n尾𡃁", "policy", Status.ACCEPTED, ""),
)


def fill(desk: Desk) -> list[Annotation]:
    """Puts the hard texts and marks into a library; what is in it then, by document and place."""
    desk.library.labels.add([Label(SPACED, "工具", "A label with a space.", "rose", "")])
    ids = {}
    for name, text in TEXTS.items():
        digest = hashlib.sha256(text.encode()).hexdigest()
        title = "题, “目”" if name == "a.txt" else ""
        document = Document(
            name, text, digest=digest, title=title, meta={"issuer": "某机关", "number": "某发〔2024〕3号"}
        )
        ids[name] = desk.library.documents.add(document, desk.now()).entry.id
    for name, quote, label, status, note in MARKS:
        start = TEXTS[name].index(quote)
        origin = "human" if status is Status.ACCEPTED else "rule:zh-gov/规则"
        made = desk.new_annotation(ids[name], Span(start, start + len(quote)), label, status=status, origin=origin)
        record(desk, made)
        if note:
            desk.set_note(made, note)
    other = desk.library.documents.named("a.txt")
    assert other is not None
    desk.annotator = "wang, 小“王”"
    desk.annotate(other.id, Span(0, 4), "policy")  # the same passage and label by someone else
    return [one for name in sorted(TEXTS) for one in desk.library.annotations.of_document(ids[name])]


def record(desk: Desk, annotation: Annotation) -> None:
    """Keeps an annotation as it is."""
    from reader.annotations.changes import Change

    with desk.library.transaction():
        desk.library.history.record("annotate", [Change(None, annotation)], annotator=desk.annotator, at=desk.now())
