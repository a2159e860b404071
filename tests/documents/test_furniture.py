from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given

from reader.documents.furniture import Metadata, read_metadata
from reader.text.paragraphs import split_paragraphs
from reader.text.scripts import Script, convert
from tests.strategies import mixed_text

SAMPLES = Path(__file__).parents[2] / "samples"
PROSE = "入秋以来，全县上下一齐动手，修渠、平地、备种，眼下已有三成的地块完成了整理。来源：井水。"


def metadata(*lines: str) -> Metadata:
    text = "\n".join(lines)
    return read_metadata(text, split_paragraphs(text))


@given(mixed_text)
def test_what_is_read_stands_in_the_text(text: str) -> None:
    found = read_metadata(text, split_paragraphs(text))
    assert isinstance(found.title, str)
    assert found.url in text


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        (
            "http://www.qingqu.example   2012-10-08 09:12:44",
            {"url": "http://www.qingqu.example", "date": "2012-10-08"},
        ),
        (
            "2012年10月8日 09:12　来源：青渠日报　字号：大 中 小",
            {"date": "2012-10-08", "publisher": "青渠日报"},
        ),
        ("２０１２年１０月８日　来源：青渠日报", {"date": "2012-10-08", "publisher": "青渠日报"}),
        (
            "作者: 李小禾 王一    来源: 青渠在线--青渠日报     编辑: 孙二",
            {"author": "李小禾 王一", "publisher": "青渠在线--青渠日报", "editor": "孙二"},
        ),
        (
            "来源：青渠日报 | 作者：本报记者 李小禾 通讯员 王一",
            {"publisher": "青渠日报", "author": "李小禾 王一"},
        ),
        ("本报记者 李小禾 通讯员 王一", {"author": "李小禾 王一"}),
        ("文/李小禾", {"author": "李小禾"}),
        ("发布时间：2012/10/8　浏览次数：128", {"date": "2012-10-08"}),
        ("（2012年10月8日）", {"date": "2012-10-08"}),
        ("二〇一二年十月三十一日", {"date": "2012-10-31"}),
        ("2012-10-08 來源:青渠在線  作者:", {"date": "2012-10-08", "publisher": "青渠在線"}),
        ("責任編輯:沈知微", {"editor": "沈知微"}),
        ("2012-13-45 来源：青渠日报", {"publisher": "青渠日报"}),
        ("青政发〔2012〕8号", {"number": "青政发〔2012〕8号"}),
        ("青政發〔2012〕8號", {"number": "青政發〔2012〕8號"}),
    ],
)
def test_bylines(byline: str, expected: dict[str, str]) -> None:
    found = {name: value for name, value in asdict(metadata("秋种开了好头", byline, PROSE)).items() if value}
    assert found == {"title": "秋种开了好头", **expected}


def test_the_index_table_of_an_official_document() -> None:
    page = [
        "索 引 号：QQ-2012-008　　主题分类：农田水利",
        "发文机关：青渠县人民政府　　成文日期：2012年10月8日",
        "发文字号：青政发〔2012〕8号　　发布日期：2012年10月12日",
        "青渠县人民政府",
        "关于印发冬修水利办法的通知",
        PROSE,
    ]
    expected = Metadata(
        title="青渠县人民政府关于印发冬修水利办法的通知",
        date="2012-10-12",
        issuer="青渠县人民政府",
        number="青政发〔2012〕8号",
        written="2012-10-08",
        subject="农田水利",
        index="QQ-2012-008",
    )
    assert metadata(*page) == expected
    traditional = metadata(*(convert(line, Script.TRADITIONAL).view for line in page))
    assert {name: convert(value, Script.SIMPLIFIED).view for name, value in asdict(traditional).items()} == asdict(
        expected
    )


def test_a_signature_tells_the_issuer_and_the_day() -> None:
    found = metadata("关于冬修水利的通知", "各乡镇人民政府：", PROSE, "青渠县人民政府", "2012年10月8日")
    assert (found.issuer, found.written) == ("青渠县人民政府", "2012-10-08")


def test_the_days_on_which_a_law_was_changed_are_not_its_date() -> None:
    found = metadata("青渠县渠道管理条例", "2012年3月1日 青渠县第九届人民代表大会通过", "第一条 渠道属于集体。")
    assert found == Metadata(title="青渠县渠道管理条例")


def test_notices_and_body_name_no_source() -> None:
    page = ["秋种开了好头", PROSE, "版权声明：凡本网注明“来源：青渠日报”的作品，未经授权不得转载。"]
    assert metadata(*page) == Metadata(title="秋种开了好头")


def test_a_text_without_furniture_says_nothing() -> None:
    assert metadata(PROSE, PROSE) == Metadata()
    assert metadata("") == Metadata()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "01-shuangqiao-xiaoshi.txt",
            Metadata(
                title="把小事办到心坎上",
                date="2019-03-12",
                author="周远帆 林一禾",
                publisher="双桥新闻网--双桥日报",
                url="http://news.shuangqiao.example",
                editor="陈禾",
            ),
        ),
        ("02-shiling-xunhuan.txt", Metadata(title="一座石头城的转身")),
        (
            "03-yunlan-jianbao.txt",
            Metadata(
                title="《『三問三解』活動簡報》第7期",
                date="2011-08-19",
                publisher="雲嵐在線",
                editor="沈知微",
            ),
        ),
        (
            "04-linxi-banfa.txt",
            Metadata(
                title="临溪市人民政府办公室关于印发《临溪市“田间课堂”计划实施办法》的通知",
                date="2021-03-16",
                issuer="临溪市人民政府办公室",
                number="临政办发〔2021〕17号",
                written="2021-03-09",
                subject="农业农村\\科技推广",
                index="LX-0107-2021-00037",
            ),
        ),
        (
            "05-hewan-shequ.txt",
            Metadata(
                title="一条老街的年轻办法",
                date="2016-11-08",
                author="方小棠 温岚",
                publisher="河湾晚报",
                editor="江映月",
            ),
        ),
    ],
)
def test_the_samples(name: str, expected: Metadata) -> None:
    text = (SAMPLES / name).read_text("gb18030" if name.startswith("05") else "utf-8")
    assert read_metadata(text, split_paragraphs(text)) == expected
