"""A page for people: the documents with their annotations in colour, in both scripts, in one file that needs no other.

Text is never markup, and nothing is fetched: the page's own policy lets nothing run or load but what it holds.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from reader.annotations.model import Status
from reader.exports.colours import HUES, hue_of
from reader.exports.format import Format, Target
from reader.exports.html_document import LabelClass, article
from reader.exports.options import Offsets
from reader.translation import N_, _, language

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.annotations.model import Label
    from reader.exports.content import Content

_STATUSES = {Status.ACCEPTED: N_("accepted"), Status.SUGGESTED: N_("suggested"), Status.REJECTED: N_("rejected")}

_DARK = (
    "color-scheme: dark; --paper: #15171c; --ink: #d9d6cf; --dim: #8b909b; --rule: #2c313b; --panel: #1b1e25; "
    "--accent: #e0603f;"
)


def _write(content: Content, stream: TextIO) -> None:
    labels = content.labels
    stream.writelines(_head(labels))
    stream.write(f"<nav><details><summary>{escape(_('Documents'))}</summary><ol>\n")
    for number, counted in enumerate(content.library.records.counted(content.selection), start=1):
        total = counted.accepted + counted.suggested + counted.rejected
        stream.write(f'<li><a href="#d{number}">{escape(counted.entry.heading)}</a> {total:,}</li>\n')
    stream.write("</ol></details></nav>\n<main>\n")
    classes = {
        label.name: LabelClass(number, hue_of(label), label.title or label.name)
        for number, label in enumerate(labels, start=1)
    }
    for number, document in enumerate(content.documents(), start=1):
        stream.writelines(article(number, document, classes))
    stream.write(f"</main>\n<script>{_own('page.js')}</script>\n</body>\n</html>\n")


def _head(labels: Sequence[Label]) -> Iterator[str]:
    styles = _own("page.css") + "".join(_hues())
    policy = (
        f"default-src 'none'; style-src {_digest(styles)}; script-src {_digest(_own('page.js'))}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    yield (
        f'<!doctype html>\n<html lang="{language()}" data-script="o">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<link rel="icon" href="data:,">\n'
        f"<title>{escape(_('Annotations'))}</title>\n<style>{styles}</style>\n</head>\n<body>\n<header>\n"
    )
    yield '<div id="scripts">'
    for key, name in (("o", _("Original")), ("s", "简体"), ("t", "繁體")):
        yield f'<button data-script="{key}" aria-pressed="{str(key == "o").lower()}">{escape(name)}</button>'
    hint = escape(_("Only what holds …"))
    yield f'<input id="query" type="search" aria-label="{hint}" placeholder="{hint}">'
    yield f'<button id="dark" aria-pressed="false">{escape(_("Dark"))}</button></div>\n<div id="labels">'
    for number, label in enumerate(labels, start=1):
        yield (
            f'<button class="label {hue_of(label)}" data-label="{number}" aria-pressed="true" '
            f'title="{escape(label.description)}">{escape(f"{label.name} {label.title}".strip())}</button>'
        )
    yield '</div>\n<div id="extra">'
    for status, name in _STATUSES.items():
        yield f'<button data-status="{status.value}" aria-pressed="true">{escape(_(name))}</button>'
    for key, name, on in (
        ("only", _("Only marked paragraphs"), "false"),
        ("names", _("Names of labels"), "true"),
    ):
        yield f'<button id="{key}" aria-pressed="{on}">{escape(name)}</button>'
    yield f'<span>{escape(_("Annotations shown:"))} <span id="shown"></span></span></div>\n</header>\n'


def _hues() -> Iterator[str]:
    """The colours of the labels, on paper and on a dark page."""
    for name, shades in HUES.items():
        yield f".{name} {{ --hue: {shades.ink}; --tint: {shades.tint}; }}\n"
    yield f'@media screen {{\n[data-theme="dark"] {{ {_DARK} }}\n'
    for name, shades in HUES.items():
        yield f'[data-theme="dark"] .{name} {{ --hue: {shades.dark_ink}; --tint: {shades.dark_tint}; }}\n'
    yield "}\n"


def _own(name: str) -> str:
    return "\n" + Path(__file__).with_name(name).read_text("utf-8")


def _digest(content: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


HTML = Format(
    "html",
    ".html",
    N_("A page for people, with both scripts and filters; needs no other file"),
    Target.TEXT,
    _write,
    Offsets.NONE,
    ("id", "created_at", "updated_at"),
    (N_("the offsets"),),
)
