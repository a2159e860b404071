"""Files of many formats, made in the test that reads them."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from reader.documents.reading import find_files, read_files
from reader.documents.sources.format import Options
from reader.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

    from reader.documents.model import Document

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PROSE = (
    "青渠县今年的秋种比往年早了十天，全县上下一齐动手，修渠、平地、备种，眼下已有三成的地块完成了整理。",
    "“早一天下种，来年就多一分把握。”在白石乡，老周𠮷这样说。😀",
    "短句也要留住。",
)


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """A zip file of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def docx(body: str, **parts: str) -> bytes:
    """A Word file with this in its body."""
    styles = (
        f'<w:styles {WORD}><w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style></w:styles>'
    )
    main = f'<?xml version="1.0"?><w:document {WORD}><w:body>{body}</w:body></w:document>'
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": main, "word/styles.xml": styles, **parts})


def run(text: str, style: str = "") -> str:
    """A paragraph of a Word file."""
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{look}<w:r><w:t>{text}</w:t></w:r></w:p>"


def read_all(path: Path, **options: object) -> list[Document | InputError]:
    """What comes of a file."""
    return list(read_files(find_files([path]), Options(**options)))  # type: ignore[arg-type] # as named


def read(path: Path, data: bytes, **options: object) -> Document:
    """The only document of a file with these bytes."""
    path.write_bytes(data)
    (document,) = read_all(path, **options)
    if isinstance(document, InputError):
        raise document
    return document


def lines(document: Document) -> list[tuple[str, str]]:
    """The paragraphs of a document with their kinds."""
    return [(p.kind.value, p.span.slice(document.text)) for p in document.paragraphs]
