"""How the lines of marked pages are told: eighty-one that were invented, and three real ones where they are."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from reader.documents.furniture import read_metadata
from reader.text.paragraphs import Kind, split_paragraphs
from reader.text.scripts import Script, convert
from tests.corpus import CORPUS
from tests.documents.marked_pages import FURNITURE, PAGES, score, text_of

# The numbers of the paragraphs that are no body in the real documents.
REAL = {
    "000_31300d9a7d066f83.txt": {Kind.HEADING: {3, 9, 16}},
    "001_b8d73b17d544e804.txt": {
        Kind.BOILERPLATE: {1, *range(27, 38)},
        Kind.TITLE: {2},
        Kind.BYLINE: {3, 26},
        Kind.HEADING: {4, 6, 12, 17},
    },
    "004_dc80a8aaf43bbf11.txt": {
        Kind.BOILERPLATE: {1, 2, 5, 6, 7},
        Kind.TITLE: {3},
        Kind.BYLINE: {4, 12, 26, 39, 49, 57},
        Kind.HEADING: {9, 10, 11, 14, 16, 18, 20, 22, 25, 28, 30, 32, 34, 37, 38, 41, 43, 45, 48, 51, 53, 55},
    },
}


@pytest.mark.parametrize("between", ["\n", "\n\n", "\n　　"])
def test_every_body_is_body_and_furniture_is_told_apart(between: str) -> None:
    found = score(between)
    assert found.body_found == found.body
    assert found.furniture_found >= 0.97 * found.furniture
    assert found.structure_found >= 0.94 * found.structure  # short questions may be headings, or not


@pytest.mark.parametrize("page", sorted(PAGES.glob("*.txt")), ids=lambda page: page.stem)
def test_both_scripts_are_told_alike(page: object) -> None:
    text = text_of(page)  # type: ignore[arg-type] # a path
    kinds = [paragraph.kind for paragraph in split_paragraphs(text)]
    other = [Script.SIMPLIFIED, Script.TRADITIONAL][all(one not in text for one in "縣處會")]
    assert [paragraph.kind for paragraph in split_paragraphs(convert(text, other).view)] == kinds


@pytest.mark.skipif(CORPUS is None, reason="no real documents here")
@pytest.mark.parametrize("name", REAL)
def test_the_real_documents(name: str) -> None:
    assert CORPUS is not None
    marked = REAL[name]
    found = split_paragraphs((CORPUS / name).read_text("utf-8"))
    furniture = {number for kind in FURNITURE for number in marked.get(kind, ())}
    headings = {number for kind in (Kind.TITLE, Kind.HEADING) for number in marked.get(kind, ())}
    told = {paragraph.number for paragraph in found if paragraph.kind in FURNITURE}
    assert {p.number for p in found if p.kind is not Kind.BODY} <= furniture | headings  # every body is body
    assert len(told & furniture) >= 0.9 * len(furniture)
    outline = {p.number for p in found if p.kind in (Kind.TITLE, Kind.HEADING)}
    assert headings <= outline


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "02-index-lines",
            {
                "title": "青渠县人民政府关于加强冬修水利的意见",
                "date": "2024-03-05",
                "publisher": "县政府办公室",
                "issuer": "青渠县人民政府",
                "number": "青政发〔2024〕3号",
                "written": "2024-02-27",
                "subject": "水利、水务",
                "index": "QQ0301-2024-0007",
            },
        ),
        (
            "06-wechat",
            {
                "title": "这条渠，修了三代人",
                "date": "2024-03-05",
                "author": "李小禾",
                "publisher": "青渠发布",
                "editor": "王一",
            },
        ),
        (
            "08-redhead",
            {
                "title": "青渠市人民政府办公室关于印发青渠市冬修水利管理办法的通知",
                "date": "2024-02-27",
                "issuer": "青渠市人民政府办公室",
                "number": "青政办规〔2024〕3号",
                "written": "2024-02-27",
            },
        ),
        ("04-hongkong-release", {"title": "渠務處展開冬季渠道檢查", "date": "2024-03-05"}),
        (
            "12-taiwan-ministry",
            {"title": "冬修水利提前動工 確保一期稻作用水", "date": "2024-03-05", "publisher": "農水署"},
        ),
    ],
)
def test_what_pages_say_of_themselves(name: str, expected: dict[str, str]) -> None:
    text = text_of(PAGES / f"{name}.txt")
    found = asdict(read_metadata(text, split_paragraphs(text)))
    assert {name: value for name, value in found.items() if value} == expected


def test_the_pieces_of_a_bulletin_are_in_its_outline() -> None:
    text = text_of(PAGES / "07-bulletin.txt")
    outline = [p.span.slice(text) for p in split_paragraphs(text) if p.kind in (Kind.TITLE, Kind.HEADING)]
    assert [title in outline for title in ("早谋划 早动手", "小支部牵起大工程", "让账本说话")] == [True] * 3
