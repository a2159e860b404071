"""Owns what a page of HTML shows: its blocks in order, and what its head says of it. Fetches nothing.

Which of the blocks are the text of the page: sources/html.py. EPUB, Markdown and saved pages share this.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from reader.documents.blocks import Block
from reader.documents.tags import Comment, Tag, Words, tokens
from reader.text.paragraphs import BLANK, Kind

_BLOCK_NAMES = """
    address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer
    form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu nav noscript ol optgroup option
    p pre section summary table tbody tfoot thead ul caption
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_HIDDEN = frozenset(["script", "style", "template", "svg", "math", "object", "iframe", "canvas", "select", "textarea"])
_HIDDEN_WITHIN = _HIDDEN | {"head", "datalist", "audio", "video", "map", "rt", "rp"}  # rt: how it is pronounced
_EMPTY = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
_ASIDE = frozenset(["nav", "footer", "aside", "form", "menu"])
_ASIDE_NAME = re.compile(
    r"(?:^|[\s_-])(?:nav|menu|foot(?:er)?|sidebar|side|breadcrumbs?|crumbs?|comments?|pinglun|share|related|relate"
    r"|recommend|hot|rank|copyright|toolbar|login|pager?|banner|links?)(?:$|[\s_-]|\d)",
    re.IGNORECASE,
)
_NO_SHOW = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_SPACES = re.compile(r"[ \t\n\r\f]+")
_BREAK_IN_CHINESE = re.compile(
    r"(?<=[\u2e80-\ua4cf\uf900-\ufaff\uff00-\uffef])[ \t]*[\n\r][ \t\n\r]*(?=[\u2e80-\uffef])"
)
_TABLE = frozenset(["tr", "td", "th"])
_ENDS_BEFORE = {  # what an opening element ends, one after the other
    "p": (("p",),),
    "rb": (("rt", "rp"),),
    "rt": (("rt", "rp"),),
    "rp": (("rt", "rp"),),
    "li": (("p",), ("li",)),
    "dt": (("p",), ("dt", "dd")),
    "dd": (("p",), ("dt", "dd")),
    "td": (("p",), ("td", "th")),
    "th": (("p",), ("td", "th")),
    "tr": (("p",), ("td", "th"), ("tr",)),
}
DEEPEST_TABLE = 12  # rows inside rows
DEEPEST = 500  # elements inside one another; what is deeper counts for its text alone


@dataclass(frozen=True, slots=True)
class Shown:
    """A block of a page: its text, its tag, how much of it is links, and whether it stands at the side."""

    text: str
    tag: str
    linked: float
    aside: bool

    @property
    def kind(self) -> Kind | None:
        """What the tag says of it."""
        if self.tag in _HEADINGS:
            return Kind.HEADING
        return {"figcaption": Kind.CAPTION, "tr": Kind.BODY, "pre": Kind.BODY}.get(self.tag)


@dataclass(slots=True)
class Page:
    """What a page shows, and says of itself: `names` are those of its <meta> elements, in lower case."""

    shown: list[Shown] = field(default_factory=list)
    title: str = ""
    names: dict[str, str] = field(default_factory=dict)
    canonical: str = ""
    base: str = ""
    saved_from: str = ""
    linked_data: list[str] = field(default_factory=list)

    @property
    def blocks(self) -> list[Block]:
        """All that the page shows, the first heading of the first rank as its title."""
        titles = [number for number, shown in enumerate(self.shown) if shown.tag == "h1"]
        return [
            Block(shown.text, Kind.TITLE if titles and number == titles[0] else shown.kind)
            for number, shown in enumerate(self.shown)
        ]


def blocks_of_html(text: str) -> Page:
    """What a page shows, in order; linear in the page."""
    reader = _Reader()
    for token in tokens(text):
        if isinstance(token, Words):
            reader.words(token)
        elif isinstance(token, Comment):
            reader.comment(token.text)
        elif token.closing:
            reader.end(token.name)
        else:
            reader.start(token)
    return reader.finish()


@dataclass(slots=True)
class _Row:
    """A row of a table: what stands in each cell so far."""

    cells: list[list[Shown]]
    depth: int


class _Reader:
    """Takes the parts of a page one by one."""

    def __init__(self) -> None:
        self.page = Page()
        self._open: list[tuple[str, bool]] = []  # elements, and whether each stands at the side
        self._opened: dict[str, int] = {}
        self._asides = 0
        self._hidden = 0
        self._text: list[str] = []
        self._linked = 0
        self._links = 0
        self._tag = ""
        self._raw = ""
        self._rows: list[_Row] = []

    def words(self, words: Words) -> None:
        if words.raw:
            if self._raw == "title" and not self.page.title:
                self.page.title = squeezed(words.text)
            elif self._raw == "ld":
                self.page.linked_data.append(words.text)
        elif not self._hidden:
            self._text.append(words.text)
            if self._links:
                self._linked += len(words.text.strip())

    def comment(self, text: str) -> None:
        found = re.search(r"saved from url=\(\d+\)(\S+)", text)
        if found and not self.page.saved_from:
            self.page.saved_from = found[1]

    def start(self, tag: Tag) -> None:
        name = tag.name
        self._note(tag)
        if name == "br":
            self._text.append("\v")
            return
        if name in _BLOCKS or name in _TABLE:
            self._break()
            self._close_before(name)
            if name == "tr" and len(self._rows) < DEEPEST_TABLE:
                self._rows.append(_Row([], len(self._open)))
            elif name in ("td", "th") and self._rows:
                self._rows[-1].cells.append([])
            if name in _BLOCKS:
                self._tag = name
        elif name in _ENDS_BEFORE:
            self._close_before(name)
        if name in _EMPTY or len(self._open) >= DEEPEST:
            return
        aside = name in _ASIDE or _is_aside(tag)
        self._open.append((name, aside))
        self._opened[name] = self._opened.get(name, 0) + 1
        self._asides += aside
        self._links += name == "a"
        self._hidden += name in _HIDDEN_WITHIN

    def end(self, name: str) -> None:
        if name in _BLOCKS or name in _TABLE:
            self._break()
        if name in ("p", "br") and not self._opened.get(name):
            self._text.append("\v")
        if not self._opened.get(name):
            return
        while self._open:
            last = self._open[-1][0]
            self._pop()
            if last == name:
                break
        self._close_rows()
        if name in _HEADINGS or name == "figcaption":
            self._tag = ""

    def _close_before(self, name: str) -> None:
        """Some elements end where the next of their kind begins."""
        for closed in _ENDS_BEFORE.get(name, ()):
            if self._open and self._open[-1][0] in closed:
                self._pop()
        self._close_rows()

    def _close_rows(self) -> None:
        while self._rows and self._rows[-1].depth >= len(self._open):
            self._row(self._rows.pop())

    def finish(self) -> Page:
        self._break()
        while self._rows:
            self._row(self._rows.pop())
        return self.page

    def _pop(self) -> None:
        name, aside = self._open.pop()
        self._opened[name] -= 1
        self._asides -= aside
        self._links -= name == "a"
        self._hidden -= name in _HIDDEN_WITHIN

    def _note(self, tag: Tag) -> None:
        """What an element of the head says of the page."""
        attributes = tag.attributes
        self._raw = "title" if tag.name == "title" else ""
        if tag.name == "meta":
            name = (attributes.get("name") or attributes.get("property") or attributes.get("itemprop") or "").lower()
            if name and attributes.get("content"):
                self.page.names.setdefault(name, squeezed(attributes["content"]))
        elif tag.name == "link" and "canonical" in attributes.get("rel", "").lower():
            self.page.canonical = self.page.canonical or attributes.get("href", "").strip()
        elif tag.name == "script" and attributes.get("type", "").lower() == "application/ld+json":
            self._raw = "ld"

    def _break(self) -> None:
        """Ends the block that was being read; lines that <br> broke come as blocks of their own."""
        if not self._text:
            return
        text = "".join(self._text)
        linked, self._linked = self._linked, 0
        self._text.clear()
        if not text.strip(BLANK):
            return
        if self._opened.get("pre"):
            parts = text.replace("\v", "\n").split("\n")
        else:
            parts = [squeezed(part) for part in text.split("\v")]
        aside = self._asides > 0
        share = min(1.0, linked / max(1, len(text.strip())))
        target = self._rows[-1].cells[-1] if self._rows and self._rows[-1].cells else self.page.shown
        tag = "pre" if self._opened.get("pre") else self._tag
        target.extend(Shown(part, tag, share, aside) for part in parts if part.strip(BLANK))

    def _row(self, row: _Row) -> None:
        """A row whose cells hold one block each becomes a block; other tables only lay out the page."""
        target = self._rows[-1].cells[-1] if self._rows and self._rows[-1].cells else self.page.shown
        filled = [cell for cell in row.cells if cell]
        if len(filled) > 1 and all(len(cell) == 1 for cell in filled):
            shown = [cell[0] for cell in filled]
            text = "\t".join(cell.text for cell in shown)
            linked = sum(cell.linked * len(cell.text) for cell in shown) / len(text)
            target.append(Shown(text, "tr", linked, all(cell.aside for cell in shown)))
        else:
            target.extend(shown for cell in filled for shown in cell)


def _is_aside(tag: Tag) -> bool:
    """Whether an element stands at the side of a page, by its name for the style sheet; the body never does."""
    if tag.name in ("body", "html", "article", "main", "p", "h1", "a", "span"):
        return False
    names = f"{tag.attributes.get('class', '')} {tag.attributes.get('id', '')}"
    style = tag.attributes.get("style", "")
    return _ASIDE_NAME.search(names) is not None or "hidden" in tag.attributes or _NO_SHOW.search(style) is not None


def squeezed(text: str) -> str:
    """Text as a page shows it: a run of white space is one space, and none where a line broke between Chinese."""
    return _SPACES.sub(" ", _BREAK_IN_CHINESE.sub("", text)).strip(BLANK)
