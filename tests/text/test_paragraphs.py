from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.lines import Lines
from reader.text.paragraphs import BLANK, LONGEST, Kind, Paragraphs, split_paragraphs
from reader.text.scripts import Script, convert
from tests.corpus import CORPUS
from tests.strategies import mixed_text

needs_corpus = pytest.mark.skipif(CORPUS is None, reason="no real documents here")
SAMPLES = Path(__file__).parents[2] / "samples"
PROSE = "入秋以来，全县上下一齐动手，修渠、平地、备种，眼下已有三成的地块完成了整理。"


def kinds(*lines: str) -> list[str]:
    return [paragraph.kind.value for paragraph in split_paragraphs("\n".join(lines))]


def of_kind(text: str, kind: Kind) -> list[str]:
    return [p.span.slice(text) for p in split_paragraphs(text) if p.kind is kind]


@given(mixed_text)
def test_everything_outside_the_paragraphs_is_white_space(text: str) -> None:
    paragraphs = split_paragraphs(text)
    at = 0
    for number, paragraph in enumerate(paragraphs, 1):
        assert paragraph.number == number
        assert not text[at : paragraph.span.start].strip(BLANK)
        content = paragraph.span.slice(text)
        assert content
        assert content == content.strip(BLANK)
        assert "\n" not in content
        at = paragraph.span.end
    assert not text[at:].strip(BLANK)


@given(st.text("字。，\u3000 \n", max_size=60), st.integers(1, 400))
def test_no_paragraph_is_longer_than_the_limit(text: str, times: int) -> None:
    long_text = text * times
    paragraphs = split_paragraphs(long_text)
    assert all(0 < len(paragraph.span) <= LONGEST for paragraph in paragraphs)
    kept = "".join(paragraph.span.slice(long_text) for paragraph in paragraphs)
    blanks = str.maketrans("", "", BLANK)
    assert kept.translate(blanks) == long_text.translate(blanks)


@pytest.mark.parametrize("mark", ["\u2028", "\x0b", "\x0c", "\x85", "\x1d"])
def test_only_a_newline_ends_a_paragraph(mark: str) -> None:
    assert len(split_paragraphs(f"前半句{mark}后半句")) == 1


@pytest.mark.parametrize("mark", ["\u3000", "\ufeff", "\u200b", "\xa0", "\t"])
def test_what_nobody_sees_at_the_edges_is_left_out(mark: str) -> None:
    text = f"{mark}{mark}正文。{mark}\n{mark}\n"
    assert [paragraph.span.slice(text) for paragraph in split_paragraphs(text)] == ["正文。"]


def test_a_long_line_falls_apart_at_ends_of_sentences() -> None:
    text = "他们说：“渠修好了，水就来了。”" * 700
    pieces = [paragraph.span.slice(text) for paragraph in split_paragraphs(text)]
    assert len(pieces) > 1
    assert all(piece.endswith("。”") for piece in pieces)


def test_a_combining_mark_stays_with_its_base() -> None:
    text = "e\u0301" * LONGEST
    assert all(not p.span.slice(text).startswith("\u0301") for p in split_paragraphs(text))


def test_a_news_page() -> None:
    page = [
        "您当前的位置 : 青渠在线 > 要闻 > 正文",
        "秋种开了好头",
        "http://www.qingqu.example   2012-10-08 09:12:44",
        "",
        PROSE,
        "",
        "把水引到地头",
        "",
        PROSE,
        "图为农机手在检修播种机。",
        "渠首的闸门前，水位尺已经没过了红线。 李小禾 摄",
        "作者: 李小禾    来源: 青渠日报     编辑: 王一",
        "相关新闻",
        "来年谁来种地？",
        "冬闲变冬忙",
        "【打印】 【关闭】",
    ]
    expected = ["boilerplate", "title", "byline", "body", "heading", "body", "caption", "caption", "byline"]
    assert kinds(*page) == expected + ["boilerplate"] * 4
    assert kinds(*(convert(line, Script.TRADITIONAL).view for line in page)) == expected + ["boilerplate"] * 4


def test_a_bulletin_of_several_pieces() -> None:
    page = [
        "《冬修水利簡報》第3期",
        "2012-11-20 08:00 來源:青渠在線  作者:",
        "關注青渠在線",
        "微博",
        "",
        "  把渠修到",
        "",
        "  每一塊田頭",
        "",
        "  青渠縣水利局黨委",
        "",
        f"  {PROSE}",
        "",
        "  一、早動手,早見效",
        "",
        f"  {PROSE}",
        "",
        "  一把鐵鍬傳三代",
        "",
        "  白石鄉上河村黨支部",
        "",
        f"  {PROSE}",
    ]
    assert kinds(*page) == [
        "title", "byline", "boilerplate", "boilerplate",
        "heading", "heading", "byline", "body", "heading", "body",
        "heading", "byline", "body",
    ]  # fmt: skip


def test_an_official_document() -> None:
    page = [
        "索 引 号：QQ-2012-008　主题分类：农田水利",
        "发文机关：青渠县人民政府　成文日期：2012年10月8日",
        "青渠县人民政府",
        "关于印发冬修水利办法的通知",
        "青政发〔2012〕8号",
        "各乡镇人民政府，县政府各部门：",
        PROSE,
        "青渠县人民政府",
        "2012年10月8日",
        "第一章　总则",
        "第一条　为了修好水利，制定本办法。",
        "附件1",
        "主办：青渠县人民政府　青ICP备00000000号",
        "未经书面授权，任何单位不得转载本网站内容。",
    ]
    expected = ["byline", "byline", "title", "title", "byline", "body", "body", "byline", "byline", "heading"]
    expected += ["body", "heading", "boilerplate", "boilerplate"]
    assert kinds(*page) == expected
    assert kinds(*(convert(line, Script.TRADITIONAL).view for line in page)) == expected


def test_a_law_with_its_dates() -> None:
    law = [
        "青渠县渠道管理条例",
        "2012年3月1日 青渠县第九届人民代表大会通过",
        "第一章 总则",
        "第一条 渠道属于集体。",
    ]
    assert kinds(*law) == ["title", "byline", "heading", "body"]


def test_a_law_whose_articles_stand_on_lines_of_their_own() -> None:
    law = [
        "渠道管理辦法",
        "第 1 條",
        "本辦法依水利法訂定之。",
        "第 2-1 條",
        "渠道分為：",
        "一、幹渠。",
        "二、支渠。",
    ]
    assert kinds(*law) == ["title", "heading", "body", "heading", "body", "body", "body"]


def test_lines_broken_at_a_fixed_width_are_no_headings() -> None:
    broken = [
        "入秋以来全县上下一齐动手修渠平地备种眼下已有三成",
        "的地块完成了整理，其余的地块也在十月里陆续交给农机",
        "手开犁。",
    ]
    assert kinds("秋种开了好头", *broken * 3) == ["title"] + ["body"] * 9


def test_a_numbered_heading_out_of_its_place_is_a_heading() -> None:
    lines = ["秋种开了好头", PROSE, "四、守好仓", PROSE, "三、管好水", PROSE]
    assert kinds(*lines) == ["title", "body", "heading", "body", "heading", "body"]


@pytest.mark.parametrize(
    "line",
    [
        "一、使用许可案件所收取的费用。",
        "（一）保安公司派出人员提供的服务；",
        "“你去不去？”",
        "问：水从哪里来？",
        "（略）",
        "各乡镇人民政府：",
        "甲、乙、丙，",
        "来，",
    ],
)
def test_speech_items_and_openings_stay_body(line: str) -> None:
    assert kinds("秋种开了好头", PROSE, line, PROSE)[2] == "body"


def test_a_list_of_short_lines_stays_body() -> None:
    assert kinds("农具清单", PROSE, *["犁", "耙", "锄头", "镰刀", "水车", "石磨"], PROSE)[2:-1] == ["body"] * 6


def test_text_without_a_title_has_none() -> None:
    assert kinds(PROSE, PROSE) == ["body", "body"]
    assert kinds("独行") == ["body"]


def test_buttons_are_not_words_of_the_text() -> None:
    assert kinds("秋种", PROSE, "分享到： 新浪微博 微信 QQ空间", "Copyright © 2012 青渠在线")[2:] == ["boilerplate"] * 2
    assert kinds("秋种", PROSE, "大家分享到的经验，都写进了手册。")[2] == "body"


def test_no_line_is_too_hard_to_read() -> None:
    hard = [
        "关注" * 79 + "啊",
        "( " * 99 + "啊",
        "！" * 159 + "啊",
        "微博 " * 50 + "啊",
        "a > " * 39 + "啊：",
        "图" * 199,
    ]
    assert set(kinds(*(line for line in hard for _ in range(50)))) <= set(Kind)


def sample(name: str) -> str:
    encoding = "gb18030" if name.startswith("05") else "utf-8"
    return (SAMPLES / name).read_text(encoding)


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("01-shuangqiao-xiaoshi.txt", "1 title, 4 heading, 2 byline, 14 body, 2 caption, 11 boilerplate"),
        ("02-shiling-xunhuan.txt", "1 title, 4 heading, 0 byline, 20 body, 0 caption, 0 boilerplate"),
        ("03-yunlan-jianbao.txt", "1 title, 11 heading, 6 byline, 14 body, 0 caption, 6 boilerplate"),
        ("04-linxi-banfa.txt", "2 title, 8 heading, 8 byline, 30 body, 0 caption, 12 boilerplate"),
        ("05-hewan-shequ.txt", "1 title, 4 heading, 2 byline, 16 body, 3 caption, 14 boilerplate"),
    ],
)
def test_the_kinds_of_the_samples(name: str, counts: str) -> None:
    found = Counter(paragraph.kind for paragraph in split_paragraphs(sample(name)))
    assert ", ".join(f"{found[kind]} {kind}" for kind in Kind) == counts


def test_captions_and_titles_of_the_samples() -> None:
    page = sample("05-hewan-shequ.txt")
    assert [line[:4] for line in of_kind(page, Kind.CAPTION)] == ["▲苇塘老", "图二：网", "图三：“"]
    assert of_kind(page, Kind.TITLE) == ["一条老街的年轻办法"]
    assert [line[:2] for line in of_kind(page, Kind.HEADING)] == ["一、", "二、", "四、", "三、"]


@needs_corpus
def test_no_long_paragraph_of_real_pages_is_lost_and_their_furniture_is_told_apart() -> None:
    assert CORPUS is not None
    for path in CORPUS.glob("0*.txt"):
        text = path.read_text("utf-8")
        paragraphs = split_paragraphs(text)
        long = [p for p in paragraphs if len(p.span) > 60]
        assert {p.kind for p in long} == {Kind.BODY}
        after = paragraphs[long[-1].number :]
        assert Kind.BODY not in {p.kind for p in after}
        before = paragraphs[: long[0].number - 1]
        assert Kind.BODY not in {p.kind for p in before}


@needs_corpus
@pytest.mark.parametrize(("name", "limit"), [("laws-cn.jsonl", 0.0), ("laws-tw.jsonl", 0.005)])
def test_laws_have_a_title_and_chapters(name: str, limit: float) -> None:
    assert CORPUS is not None
    chapter = re.compile(r"第\s*[一二三四五六七八九十]+\s*[章節节]\s|第\s*[\d-]+\s*條$")
    total = wrong = 0
    for line in (CORPUS / name).read_text("utf-8").splitlines():
        text = json.loads(line)["text"]
        paragraphs = split_paragraphs(text)
        assert paragraphs[0].kind is Kind.TITLE
        for paragraph in paragraphs[1:]:
            content = paragraph.span.slice(text)
            total += 1
            wrong += chapter.match(content) is not None and paragraph.kind is not Kind.HEADING
            wrong += content[-1] in "。；" and paragraph.kind is not Kind.BODY
    assert wrong <= limit * total


@pytest.mark.parametrize("last", ["打印", "【关闭】", "分享到：微信"])
def test_a_page_may_end_in_buttons_before_it_has_any_text(last: str) -> None:
    kinds = [paragraph.kind for paragraph in split_paragraphs(f"村里修好了一条新水渠\n{last}")]
    assert kinds == [Kind.TITLE, Kind.BOILERPLATE]


def test_paragraphs_in_columns_are_those_that_are_seen_one_by_one() -> None:
    text = f"秋种开了好头\n\n{PROSE}\n【打印】 【关闭】"
    paragraphs = split_paragraphs(text)
    assert [paragraphs[0], paragraphs[1], paragraphs[-1]] == list(paragraphs) == paragraphs[:]
    assert [p.span for p in paragraphs] == paragraphs.spans
    assert [p.number for p in paragraphs.of_kinds([Kind.TITLE, Kind.BOILERPLATE])] == [1, 3]
    assert Paragraphs.of(row[1:] for row in paragraphs.rows()) == paragraphs != Paragraphs()
    with pytest.raises(IndexError):
        paragraphs[3]


@pytest.mark.parametrize(
    ("text", "apart"), [("\n甲\n乙", [1, 0]), ("甲\n\n乙\n \n丙\n丁", [0, 1, 1, 0]), ("甲\n", [0])]
)
def test_it_is_known_before_which_lines_an_empty_one_stands(text: str, apart: list[int]) -> None:
    assert list(Lines(text).apart) == [*apart, 0]
