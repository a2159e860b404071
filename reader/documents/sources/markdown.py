"""Markdown, read by markdown-it: the text without its marks, one line a block."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.documents.blocks import Block, document_of
from reader.documents.mark_up import blocks_of_html
from reader.documents.sources.format import Format
from reader.documents.wrapping import joined
from reader.text.paragraphs import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

    from reader.documents.model import Document
    from reader.documents.sources.format import RawFile

_FRONT_MATTER = re.compile(r"---\n(?:.*\n){0,200}?(?:---|\.\.\.)(?:\n|$)")
_FRONT_LINE = re.compile(r"(title|date|author|publisher|source|url|link)\s*:\s*(.+)", re.IGNORECASE)
_FRONT_NAMES = {"source": "publisher", "link": "url"}


def _recognises(raw: RawFile) -> bool:
    """Nothing in a text says for sure that it is Markdown; its name does."""
    return raw.has_suffix(MARKDOWN.suffixes)


def _read(raw: RawFile) -> Iterator[Document]:
    text, encoding, replaced = raw.decoded()
    said: dict[str, str] = {}
    front = _FRONT_MATTER.match(text)
    if front:
        said = _front_matter(front[0])
        text = text[front.end() :]
    blocks = list(_blocks(text))
    if said.get("title") and blocks and Kind.TITLE in {block.kind for block in blocks}:
        blocks = [
            Block(b.text, Kind.HEADING) if b.kind is Kind.TITLE and b.text != said["title"] else b for b in blocks
        ]
    yield document_of(raw, blocks, encoding=encoding, said=said, meta={"replaced": replaced} if replaced else None)


def _front_matter(lines: str) -> dict[str, str]:
    """The fields of the document among the lines that a page of a web site begins with."""
    found = {}
    for line in lines.splitlines():
        match = _FRONT_LINE.fullmatch(line.strip())
        if match:
            name = match[1].lower()
            found[_FRONT_NAMES.get(name, name)] = match[2].strip().strip("\"'")
    return found


def _blocks(text: str) -> Iterator[Block]:
    from markdown_it import MarkdownIt

    kind: Kind | None = None
    titled = False
    row: list[str] | None = None
    for token in MarkdownIt("commonmark", {"maxNesting": 40}).enable(["table", "strikethrough"]).parse(text):
        if token.type == "heading_open":
            kind = Kind.HEADING if titled or token.tag != "h1" else Kind.TITLE
            titled = True
        elif token.type == "heading_close":
            kind = None
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close":
            yield Block("\t".join(row or []), Kind.BODY)
            row = None
        elif token.type == "inline":
            content = _inline(token)
            if row is not None:
                row.append(content.replace("\n", " "))
            elif content:
                yield Block(content, kind or _caption(token))
        elif token.type in ("fence", "code_block"):
            yield Block(token.content, Kind.BODY)
        elif token.type == "html_block":
            yield from blocks_of_html(token.content).blocks


def _inline(token: Token) -> str:
    """What a reader sees of a line: text, the words of links and pictures; lines of one paragraph are joined."""
    text = ""
    for child in token.children or []:
        if child.type in ("text", "code_inline"):
            text += child.content
        elif child.type == "softbreak":
            text += "\n"
        elif child.type == "hardbreak":
            text += "\v"
        elif child.type == "image":
            text += child.content
    return "\n".join(joined(part.split("\n")) for part in text.split("\v"))


def _caption(token: Token) -> Kind | None:
    """The words of a picture that stands by itself are its caption."""
    return Kind.CAPTION if [child.type for child in token.children or []] == ["image"] else None


MARKDOWN = Format("markdown", (".md", ".markdown"), _recognises, _read)
