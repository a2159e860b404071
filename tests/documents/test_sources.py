from __future__ import annotations

import gzip
import io
import json
import tracemalloc
import zipfile
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.documents.mark_up import blocks_of_html
from reader.documents.names import LONGEST_NAME, safe_name
from reader.documents.reading import find_files, read_files, read_new_files
from reader.documents.sources.format import Unchanged
from reader.errors import InputError, UsageError
from tests.documents.files import PROSE, docx, lines, read, read_all, run, zipped

if TYPE_CHECKING:
    from pathlib import Path


def test_word_keeps_insertions_and_tables_and_drops_deletions(tmp_path: Path) -> None:
    body = (
        run("秋种开了好头", "T")
        + run("一、早动手", "1")
        + run(PROSE[0])
        + "<w:p><w:ins><w:r><w:t>插入的话。</w:t></w:r></w:ins><w:del><w:r><w:delText>删去的话。</w:delText></w:r></w:del></w:p>"
        + f"<w:tbl><w:tr><w:tc>{run('乡镇')}</w:tc><w:tc>{run('面积')}</w:tc></w:tr></w:tbl>"
        + "<w:p><w:r><w:t>上行。</w:t><w:br/><w:t>下行。</w:t></w:r></w:p>"
    )
    notes = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f'<w:footnote w:type="separator">{run("线")}</w:footnote><w:footnote>{run("脚注也是字。")}</w:footnote></w:footnotes>'
    )
    document = read(tmp_path / "秋种.docx", docx(body, **{"word/footnotes.xml": notes}))
    assert document.title == "秋种开了好头"
    assert lines(document) == [
        ("title", "秋种开了好头"),
        ("heading", "一、早动手"),
        ("body", PROSE[0]),
        ("body", "插入的话。"),
        ("body", "乡镇\t面积"),
        ("body", "上行。"),
        ("body", "下行。"),
        ("body", "脚注也是字。"),
    ]


def test_word_is_known_by_its_content(tmp_path: Path) -> None:
    assert read(tmp_path / "没有后缀", docx(run(PROSE[0]))).text == PROSE[0]


def test_xml_that_declares_entities_is_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><a>&b;</a>'
    data = zipped({"word/document.xml": bomb})
    with pytest.raises(InputError, match="declares types or entities"):
        read(tmp_path / "a.docx", data)


def test_xml_that_is_nested_without_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nested too deeply"):
        read(tmp_path / "a.docx", zipped({"word/document.xml": "<a>" * 100_000}))


def test_opendocument(tmp_path: Path) -> None:
    content = (
        '<office:document-content xmlns:office="urn:o" xmlns:text="urn:t" xmlns:table="urn:b"><office:body><office:text>'
        "<text:tracked-changes><text:p>删去的话。</text:p></text:tracked-changes>"
        '<text:p text:style-name="Title">秋种开了好头</text:p><text:h>早动手</text:h>'
        f"<text:p>{PROSE[0]}<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>脚注。</text:p>"
        '</text:note-body></text:note></text:p><text:p>甲<text:s text:c="2"/>乙<text:tab/>丙。</text:p>'
        "<table:table><table:table-row><table:table-cell><text:p>乡镇</text:p></table:table-cell><table:table-cell>"
        "<text:p>面积</text:p></table:table-cell></table:table-row></table:table>"
        "</office:text></office:body></office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
    assert lines(read(tmp_path / "a", stream.getvalue())) == [
        ("title", "秋种开了好头"),
        ("heading", "早动手"),
        ("body", PROSE[0]),
        ("body", "甲  乙\t丙。"),
        ("body", "乡镇\t面积"),
        ("body", "脚注。"),
    ]


def epub(*chapters: str, contents: int = -1) -> bytes:
    """A book of chapters in reverse order; `contents` is the number of the one that lists them."""
    items = "".join(
        f'<item id="c{n}" href="c{n}.xhtml" properties="{"nav" if n == contents else ""}"/>'
        for n in range(len(chapters))
    )
    order = "".join(f'<itemref idref="c{n}"/>' for n in reversed(range(len(chapters))))
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container><rootfiles><rootfile full-path="OPS/b.opf"/></rootfiles></container>',
            "OPS/b.opf": '<package xmlns:dc="urn:dc"><metadata><dc:title>渠边记</dc:title><dc:creator>李小禾</dc:creator>'
            f"<dc:date>2024-03-05</dc:date></metadata><manifest>{items}</manifest><spine>{order}</spine></package>",
            **{
                f"OPS/c{n}.xhtml": f"<!DOCTYPE html><html><body>{text}</body></html>" for n, text in enumerate(chapters)
            },
        }
    )


def test_a_book_is_read_in_the_order_of_its_spine(tmp_path: Path) -> None:
    document = read(tmp_path / "a.epub", epub(f"<h1>第二回</h1><p>{PROSE[1]}</p>", f"<h1>第一回</h1><p>{PROSE[0]}</p>"))
    assert (document.title, document.author, document.date) == ("渠边记", "李小禾", "2024-03-05")
    assert lines(document) == [
        ("heading", "第一回"),
        ("body", PROSE[0]),
        ("heading", "第二回"),
        ("body", PROSE[1]),
    ]


def test_the_contents_of_a_book_are_no_chapter(tmp_path: Path) -> None:
    book = epub(f"<h1>第一回</h1><p>{PROSE[0]}</p>", "<nav><ol><li>第一回 开渠，放水。</li></ol></nav>", contents=1)
    assert lines(read(tmp_path / "a.epub", book)) == [
        ("boilerplate", "第一回 开渠，放水。"),
        ("heading", "第一回"),
        ("body", PROSE[0]),
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.csv", "id,text\n"), ("a.tsv", "id\ttext\n\n"), ("a.jsonl", " \n\n"), ("a.jsonl", ""), ("a.json", "[]")],
)
def test_a_table_without_rows_says_so_unless_it_lies_in_a_folder(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    (told,) = read_files(find_files([path]))
    assert isinstance(told, InputError)
    assert told.message == f"{path}: there are no documents in it."
    assert list(read_files(find_files([tmp_path]))) == []


def test_markdown_is_read_without_its_marks(tmp_path: Path) -> None:
    text = (
        "---\ntitle: 秋种\nauthor: 李小禾\n---\n# 秋种开了好头\n\n他们说：**早一天\n下种**，见[单子](http://a.example)。\n\n"
        "## 二、账本\n\n- 一条\n- 两条\n\n| 乡镇 | 面积 |\n|---|---|\n| 白石乡 | 12000 |\n\n![渠首](a.png)\n"
    )
    document = read(tmp_path / "a.md", text.encode())
    assert (document.title, document.author) == ("秋种", "李小禾")
    assert lines(document) == [
        ("heading", "秋种开了好头"),
        ("body", "他们说：早一天下种，见单子。"),
        ("heading", "二、账本"),
        ("body", "一条"),
        ("body", "两条"),
        ("body", "乡镇\t面积"),
        ("body", "白石乡\t12000"),
        ("caption", "渠首"),
    ]


def test_json_lines_with_a_bad_row(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    rows = [
        json.dumps({"id": "x/1", "text": PROSE[0], "标题": "秋种", "发布日期": "2024年3月5日", "级别": "县"}),
        "{broken",
        json.dumps({"id": "../2", "text": ""}),
        json.dumps({"id": "3", "text": "half \ud83d"}),
        json.dumps({"id": "4", "text": "行一。\r\n行二。"}),
    ]
    path.write_text("\n".join(rows), "utf-8")
    first, broken, empty, half, last = read_all(path)
    assert not isinstance(first, InputError)
    assert not isinstance(last, InputError)
    assert (first.name, first.title, first.date, dict(first.meta)) == (
        "a.jsonl/x/1",
        "秋种",
        "2024-03-05",
        {"级别": "县"},
    )
    for number, failure in ((2, broken), (3, empty), (4, half)):
        assert isinstance(failure, InputError)
        assert f"a.jsonl:{number}" in failure.message
    assert (last.name, last.text) == ("a.jsonl/4", "行一。\n行二。")


def test_the_columns_of_a_table_may_be_named(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"编号,题,话,何时\n1,秋种,“{PROSE[0]}”,2024/3/5\n2,坏行\n", "gb18030")
    one, bad = read_all(path, text_field="话", fields={"title": "题", "date": "何时"})
    assert not isinstance(one, InputError)
    assert (one.name, one.title, one.date, one.encoding) == ("a.csv/1", "秋种", "2024-03-05", "gb18030")
    assert one.text == f"“{PROSE[0]}”"
    assert isinstance(bad, InputError)
    assert "a.csv:3" in bad.message
    with pytest.raises(UsageError, match="no column 画"):
        read_all(path, text_field="画")


def test_a_column_of_texts_is_found(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv.gz"
    path.write_bytes(gzip.compress(f"no\tstory\n7\t{PROSE[0]}\n".encode()))
    (one,) = read_all(path)
    assert not isinstance(one, InputError)
    assert (one.text, dict(one.meta)) == (PROSE[0], {"no": "7"})


def test_the_same_record_is_known_the_second_time(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps([{"text": PROSE[0]}, {"text": PROSE[1]}]), "utf-8")
    first, second = read_all(path)
    assert not isinstance(first, InputError)
    found = list(read_new_files(find_files([path]), {first.digest}.__contains__))
    assert isinstance(found[0], Unchanged)
    assert found[1] == second


def peak_of_reading(path: Path, rows: int) -> int:
    """The most memory that reading a corpus of so many long rows takes, in bytes."""
    with path.open("w", encoding="utf-8") as stream:
        for number in range(rows):
            stream.write(json.dumps({"id": number, "text": PROSE[0] * 400}, ensure_ascii=False) + "\n")
    tracemalloc.start()
    assert sum(1 for _ in read_files(find_files([path]))) == rows
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak


def test_rows_are_read_in_constant_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    peak_of_reading(path, 2)
    assert peak_of_reading(path, 160) < 1.5 * peak_of_reading(path, 20)


def test_a_folder_passes_over_what_holds_no_documents(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PROSE[0], "utf-8")
    (tmp_path / "README.md").write_text("# 说明", "utf-8")
    (tmp_path / "gold.jsonl").write_text('{"start": 0, "end": 2, "label": "a", "text": "秋种"}\n', "utf-8")
    (tmp_path / "figures.csv").write_text("年,产量\n2024,3\n", "utf-8")
    assert [document.name for document in read_all(tmp_path) if not isinstance(document, InputError)] == ["a.txt"]
    (named,) = read_all(tmp_path / "gold.jsonl")
    assert isinstance(named, InputError)
    assert "--text-field" in named.hint


def test_an_archive_is_a_folder(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("乡镇/一.txt", PROSE[0])
        archive.writestr("../../etc/二.txt", PROSE[1].encode("gb18030"))
        archive.writestr("三.docx", docx(run(PROSE[0])))
        archive.writestr("四.zip", zipped({"a.txt": PROSE[0]}))
        archive.writestr("__MACOSX/._一.txt", b"\x00\x01")
        archive.writestr("图.png", b"\x89PNG")
        link = zipfile.ZipInfo("五.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    path.write_bytes(stream.getvalue())
    found = read_all(path)
    names = [document.name for document in found if not isinstance(document, InputError)]
    assert names == ["a.zip/etc/二.txt", "a.zip/三.docx", "a.zip/乡镇/一.txt"]
    (nested,) = [one for one in found if isinstance(one, InputError)]
    assert "inside an archive" in nested.message


def test_names_in_an_archive_from_windows_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    name = "冬修水利通知.txt".encode("gb18030")
    data = zipped({"x" * len(name): PROSE[0].encode("gb18030")}).replace(b"x" * len(name), name)
    path.write_bytes(data)
    (document,) = read_all(path)
    assert not isinstance(document, InputError)
    assert document.name == "a.zip/冬修水利通知.txt"


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"a.txt": b"a" * (1 << 25), "b.txt": PROSE[0]}))
    bomb, document = read_all(path)
    assert isinstance(bomb, InputError)
    assert "unpacks to" in bomb.message
    assert not isinstance(document, InputError)


@pytest.mark.parametrize("cut", [1, 30, 60, 200])
def test_a_damaged_archive_is_refused(tmp_path: Path, cut: int) -> None:
    data = docx(run(PROSE[0]))
    (tmp_path / "a.docx").write_bytes(data[:-cut])
    (found,) = read_all(tmp_path / "a.docx", form="docx")
    assert isinstance(found, InputError)


@given(st.text(max_size=300))
def test_a_name_from_a_stranger_is_harmless(path: str) -> None:
    name = safe_name(path)
    assert 0 < len(name) <= LONGEST_NAME
    assert not name.startswith("/")
    assert not {"", ".", ".."} & set(name.split("/"))


@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<table>", "<tr>", "<td>", "</table>", "<a href='", "<!--", "-->", "字。", "<", ">"]
        ),
        max_size=60,
    )
)
def test_no_letter_of_a_broken_page_is_lost_outside_tags(parts: list[str]) -> None:
    page = blocks_of_html("".join(parts))
    inside = "".join(parts)
    shown = sum(one.text.count("字") for one in page.shown)
    if "<!--" not in inside and "<a href='" not in inside and "<" not in parts:
        assert shown == inside.count("字")
    assert shown <= inside.count("字")


@pytest.mark.parametrize("unit", ["<!--", "<", "<a ", '<a x="', "<![CDATA[", "</", "<table><tr><td>a", "<li>", "&#"])
def test_a_page_that_never_ends_is_read_in_one_go(unit: str) -> None:
    page = blocks_of_html(unit * 20_000 + '">秋种')
    assert sum(len(one.text) for one in page.shown) < 2_000_000


def html(head: str, body: str) -> bytes:
    return f"<!DOCTYPE html><html><head><meta charset=gb2312>{head}</head><body>{body}</body></html>".encode("gb18030")


def test_a_saved_page_gives_its_text(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    menu = '<div class="nav"><a href=1>首页</a> | <a href=2>新闻</a> | <a href=3>视频</a></div>'
    text = "<br><br>".join(f"　　{line}" for line in PROSE)
    page = html(
        '<title>秋种开了好头_要闻_青渠在线</title><meta name="PubDate" content="2024-03-05 10:00">'
        '<link rel="canonical" href="http://news.qingqu.example/1.html"><script>var a = "<p>不是正文。</p>"</script>',
        f"{menu}<h1>秋种开了好头</h1><div>2024年03月05日　来源：青渠日报　作者：李小禾</div><div>{text}</div>"
        '<div>(责编：王一)</div><img src="http://evil.example/a.png"><div class="footer">版权所有，不得转载。</div>',
    )
    document = read(tmp_path / "a.htm", page)
    assert (document.title, document.date, document.publisher) == ("秋种开了好头", "2024-03-05", "青渠日报")
    assert (document.author, document.url) == ("李小禾", "http://news.qingqu.example/1.html")
    assert lines(document) == [
        ("title", "秋种开了好头"),
        ("byline", "2024年03月05日　来源：青渠日报　作者：李小禾"),
        *(("body", line) for line in PROSE),
        ("byline", "(责编：王一)"),
    ]
    assert read(tmp_path / "a.htm", page) == document


def test_a_page_of_divs_loses_nothing(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    text = "".join(f"<section><section><div><span>{line}</span></div></section></section>" for line in PROSE)
    page = html("<title>秋种开了好头</title>", f"<div><div>登录</div></div><div><div>秋种开了好头</div>{text}</div>")
    document = read(tmp_path / "a.html", page)
    assert [line for kind, line in lines(document) if kind == "body"] == list(PROSE)


def test_a_page_saved_as_one_file(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    message = EmailMessage()
    message["Snapshot-Content-Location"] = "http://news.qingqu.example/1.html"
    message["MIME-Version"] = "1.0"
    body = "".join(f"<p>{line}</p>" for line in PROSE)
    message.add_related(f"<html><body><h1>秋种开了好头</h1>{body}</body></html>", subtype="html")
    document = read(tmp_path / "a.mhtml", message.as_bytes())
    assert document.url == "http://news.qingqu.example/1.html"
    assert [line for _, line in lines(document)] == ["秋种开了好头", *PROSE]


def pdf(pages: list[list[str]], **options: object) -> bytes:
    pdfgen = pytest.importorskip("reportlab.pdfgen.canvas")
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    stream = io.BytesIO()
    canvas = pdfgen.Canvas(stream, **options)
    for page in pages:
        canvas.setFont("STSong-Light", 12)
        for number, line in enumerate(page):
            canvas.drawString(72, 780 - 20 * number, line)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def test_the_lines_of_a_pdf_become_paragraphs(tmp_path: Path) -> None:
    pytest.importorskip("pypdf")
    paragraph = PROSE[0] * 3
    broken = [paragraph[at : at + 24] for at in range(0, len(paragraph), 24)]
    second = "　　" + "渠水绕村流，田里的人早早地下了地。" * 4
    other = [second[at : at + 24] for at in range(0, len(second), 24)]
    pages = [
        ["青渠年报", *broken[:3], "- 1 -"],
        ["青渠年报", *broken[3:], *other, "- 2 -"],
        ["青渠年报", "完了。", "- 3 -"],
    ]
    document = read(tmp_path / "a", pdf(pages))
    assert [line for kind, line in lines(document) if kind == "body"] == [paragraph, second.strip("　"), "完了。"]
    furniture = [line for kind, line in lines(document) if kind == "boilerplate"]
    assert sorted(furniture) == ["- 1 -", "- 2 -", "- 3 -", "青渠年报", "青渠年报", "青渠年报"]


def test_a_pdf_without_text_and_a_damaged_one_are_refused(tmp_path: Path) -> None:
    pytest.importorskip("pypdf")
    with pytest.raises(InputError, match="only pictures"):
        read(tmp_path / "a.pdf", pdf([[]]))
    with pytest.raises(InputError, match="damaged"):
        read(tmp_path / "b.pdf", b"%PDF-1.4\nnothing of it")


def test_an_encrypted_pdf_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("pypdf")
    with pytest.raises(InputError, match="encrypted"):
        read(tmp_path / "a.pdf", pdf([[PROSE[0]]], encrypt="secret"))


@pytest.mark.parametrize(("name", "module", "extra"), [("a.html", "trafilatura", "html"), ("a.pdf", "pypdf", "docs")])
def test_a_missing_library_is_told_with_the_command_that_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, module: str, extra: str
) -> None:
    monkeypatch.setitem(__import__("sys").modules, module, None)
    with pytest.raises(InputError) as error:
        read(tmp_path / name, b"%PDF-1.4" if name.endswith("pdf") else html("", PROSE[0]))
    assert f"pip install 'pizhu[{extra}]'" in error.value.hint


def test_a_format_may_be_forced(tmp_path: Path) -> None:
    page = "<html><p>秋种</p></html>"
    assert read(tmp_path / "a.html", page.encode(), form="text").text == page
    with pytest.raises(UsageError, match="no such input format"):
        read_all(tmp_path / "a.html", form="htm1")


@pytest.mark.parametrize("ruby", [
    "<ruby>渠<rp>(</rp><rt>ㄑㄩˊ</rt><rp>)</rp>水<rt>ㄕㄨㄟˇ</rt></ruby>",
    "<ruby><rb>渠<rt>ㄑㄩˊ<rb>水<rt>ㄕㄨㄟˇ</ruby>",
    "<ruby>渠<rt>ㄑㄩˊ</ruby><ruby>水<rt>ㄕㄨㄟˇ</ruby>",
])  # fmt: skip
def test_how_a_character_is_pronounced_is_no_text(tmp_path: Path, ruby: str) -> None:
    document = read(tmp_path / "a.epub", epub(f"<h1>第一章</h1><p>{ruby}来了，村里的人都在等。</p>"))
    assert "渠水来了，村里的人都在等。" in document.text
