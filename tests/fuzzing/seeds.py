"""What fuzzing begins with: a few bytes of each format, written here; and what it found, kept as files in `found/`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FOUND = Path(__file__).with_name("found")

_TEXT = "甲市投入8.4亿元，办结率由71.5%提高到93.8%。\n第二段：“老周𠮷😀”說話。\n"
_HTML = f"<html><head><title>题</title><meta charset=utf-8></head><body><p>{_TEXT}</p><script>x</script><!-- y --></body></html>"
_WORD = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:pPr><w:pStyle '
    'w:val="T"/></w:pPr><w:r><w:t>甲</w:t><w:tab/><w:br/></w:r><w:ins><w:r><w:t>乙</w:t></w:r></w:ins></w:p><w:tbl><w:tr>'
    "<w:tc><w:p><w:r><w:t>丙</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>"
)
_ODT = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text><text:h>甲</text:h>'
    '<text:p>乙<text:s text:c="3"/><text:tab/></text:p></office:text></office:body></office:document-content>'
)
_OWN = {"document": "a.txt", "start": 0, "end": 2, "label": "policy", "text": "甲市", "attributes": {"a": 1}}
_SPANS = {
    "text": _TEXT,
    "spans": [{"start": 0, "end": 2, "label": "x", "token_start": 0, "token_end": 0}],
    "tokens": [],
}
_STUDIO = [
    {
        "id": 1,
        "data": {"text": _TEXT},
        "annotations": [
            {
                "completed_by": {"email": "a@b"},
                "result": [
                    {"id": "a", "type": "labels", "from_name": "l", "to_name": "t",
                     "value": {"start": 0, "end": 2, "text": "甲市", "labels": ["x"]}},
                    {"id": "a", "type": "textarea", "value": {"text": ["note"]}},
                ],
            }
        ],
    }
]  # fmt: skip
_WEB = {
    "@context": "http://www.w3.org/ns/anno.jsonld",
    "type": "Annotation",
    "id": "urn:uuid:0197b3c6-7d07-7c8e-8a3e-000000000001",
    "body": [{"type": "TextualBody", "purpose": "tagging", "value": "x"}],
    "target": {
        "source": "a.txt",
        "selector": [
            {"type": "TextPositionSelector", "start": 0, "end": 2},
            {"type": "TextQuoteSelector", "exact": "甲市", "prefix": "", "suffix": "投"},
        ],
    },
}
_CAS = (
    '<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmlns:c="http:///custom.ecore" '
    'xmi:version="2.0"><cas:NULL xmi:id="0"/><cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" '
    'sofaString="甲市投入"/><c:Span xmi:id="2" sofa="1" begin="0" end="2" label="x"/><cas:View sofa="1" members="2"/></xmi:XMI>'
)
_QDE = (
    '<Project xmlns="urn:QDA-XML:project:1.0" name="p"><Users><User guid="u" name="lin"/></Users><CodeBook><Codes>'
    '<Code guid="c" name="x" isCodable="true" color="#ff0000"/></Codes></CodeBook><Sources><TextSource guid="s" name="a" '
    'plainTextPath="internal://a.txt"><PlainTextSelection guid="p" startPosition="0" endPosition="2"><Coding guid="g">'
    '<CodeRef targetGUID="c"/></Coding></PlainTextSelection></TextSource></Sources></Project>'
)
_PACK = """name = "x"
version = "1"
fragments = { n = "[0-9.]+" }
[[rule]]
id = "a"
label = "statistic"
pattern = '(?P<span>{n}(?:亿|%)元?)'
needs = ["亿"]
kinds = ["body"]
priority = 3
quantity = true
matches = ["投入【8.4亿元】"]
[[rule]]
id = "b"
label = "program"
phrases = ["暖心工程", "办法"]
repeat = "quoted"
"""
_BRAT = "T1\tx 0 2\t甲市\nT2\ty 0 1;3 4\t甲 入\nE1\tx:T1\nR1\tr Arg1:T1 Arg2:T2\nA1\tattr T1 v\n#1\tAnnotatorNotes T1\tnote\n"
_MAIL = (
    'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"; type="text/html"\r\n\r\n--b\r\nContent-Type: '
    "text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>=E7=94=B2</p>\r\n--b--\r\n"
)
_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj "
    b"4 0 obj<</Length 31>>stream\nBT /F 12 Tf 9 9 Td (hello) Tj ET\nendstream endobj "
    b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


_TEXTS = (
    _TEXT,
    _TEXT.replace("\n", "\r\n"),
    "\ufeff甲\u202e乙\u200b丙\x1b[31m丁\u0301\u0301\u0301",
    "一、甲\n（一）乙\n来源：丙",
)
_MARKS: Mapping[str, Sequence[str]] = {
    "brat": (_BRAT,),
    "pizhu": (
        _json(_OWN),
        "document,start,end,label,text\na.txt,0,2,x,甲市\n",
        "document\tstart\tend\tlabel\na\t0\t2\tx\n",
    ),
    "refi-qda": (_QDE,),
    "uima": (_CAS, _json({"%FEATURE_STRUCTURES": [], "%VIEWS": {}, "%TYPES": {}})),
    "web-annotation": (_json(_WEB), _json({"type": "AnnotationPage", "items": [_WEB]})),
    "label-studio": (_json(_STUDIO), _json(_STUDIO[0])),
    "prodigy": (_json({**_SPANS, "answer": "accept"}), _json([_SPANS])),
    "tagged": (_json({"document": "a.txt", **_SPANS}),),
    "doccano": (
        _json({"text": _TEXT, "label": [[0, 2, "x"]]}),
        _json({"text": _TEXT, "entities": [], "relations": []}),
    ),
}
_SOURCES: Mapping[str, Sequence[str]] = {
    "docx": (_WORD,),
    "odt": (_ODT,),
    "epub": (_HTML, "\0<package/>"),
    "zip": ("\0" + _TEXT, "\1" + _HTML),
    "mhtml": (_MAIL,),
    "html": (_HTML, "<p>甲<b>乙<table><tr><td>丙"),
    "jsonl": (_json({"text": _TEXT, "title": "题"}) + "\n" + _json({"content": "甲"}),),
    "json": (_json([{"text": _TEXT}]), _json({"text": _TEXT})),
    "csv": ('text,title\n"甲\n乙",题\n',),
    "tsv": ("text\ttitle\n甲\t题\n",),
    "markdown": ("# 甲\n\n- 乙\n\n> 丙 **丁** [戊](x)\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",),
    "text": _TEXTS,
}


def seeds_of(name: str) -> list[bytes]:
    """The bytes that a target begins with: those written here, then what was found."""
    kind, _, rest = name.partition("-")
    if name == "read-pdf":
        written = [_PDF]
    elif name == "read-zip-raw":
        from tests.documents.files import zipped

        written = [zipped({"a.txt": _TEXT, "b.html": _HTML})]
    elif name == "read-parquet":
        written = [b"PAR1\x15\x02\x00\x00\x04\x00\x00\x00PAR1"]
    elif kind == "read":
        written = [text.encode() for text in _SOURCES[rest]]
    elif kind == "marks":
        written = [text.encode() for text in _MARKS.get(rest.rpartition(".")[0], ("x",))]
    elif name == "rules":
        written = [_PACK.encode()]
    elif name == "quantities":
        written = [text.encode() for text in ("8.4亿元", "三分之一", "71.5%—93.8%", "近三成五", "负1.5‰", "第2位")]
    elif name == "decoder":
        written = [_TEXT.encode(encoding) for encoding in ("utf-8", "gb18030", "utf-16", "utf-32-be")]
        written.append("繁體中文的檔案與文字".encode("big5") * 4)
    else:
        written = [bytes(range(36)) + text.encode() if name == "aligned" else text.encode() for text in _TEXTS]
    return written + [path.read_bytes() for path in sorted((FOUND / name).glob("*"))]
