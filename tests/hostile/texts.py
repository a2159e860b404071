"""Texts that mean harm, in tables: each with a name, the text, and what people must see in its place.

What is to be seen is written here by hand, sign by sign; nothing of the program says it. `甲` and `乙` stand around what
is tested, so that it is neither trimmed nor at the edge of a line.
"""

from __future__ import annotations

from typing import NamedTuple

HIDDEN = "◦"


class Hostile(NamedTuple):
    """A text of one line, and what may be seen of it."""

    name: str
    text: str
    shown: str


def _all_hidden(text: str) -> str:
    return HIDDEN * len(text)


# Sequences without their introducer: what comes after ESC. BEL and ESC \ end those that need an end.
_SEQUENCES = {
    "red": "[31m", "black on black": "[30;40m", "hidden": "[8m", "blink": "[5m", "reset": "[0m", "curly": "[4:3m",
    "clear": "[2J", "clear scrollback": "[3J", "clear line": "[2K", "home": "[H", "go to": "[7;31H", "up": "[99A",
    "back": "[999D", "column": "[1G", "scroll": "[99S", "insert lines": "[9L", "delete": "[9P", "repeat": "[9999999b",
    "save cursor": "[s", "restore cursor": "[u", "alternate screen": "[?1049h", "no cursor": "[?25l",
    "mouse": "[?1003h", "paste": "[?2004h", "focus": "[?1004h", "reverse": "[?5h", "paste end": "[201~",
    "report place": "[6n", "report kind": "[c", "report version": "[>q", "report title": "[21t", "resize": "[8;1;1t",
    "minimize": "[2t", "soft reset": "[!p", "margins": "[2;3r", "print": "[5i", "keyboard": "[>1u", "private": "[?1$p",
    "title": "]0;owned\a", "title with st": "]2;owned\x1b\\", "icon": "]1;owned\a", "link": "]8;;http://127.0.0.1/\a",
    "link with st": "]8;id=x;file:///etc/passwd\x1b\\", "clipboard": "]52;c;cm0gLXJmIH4=\a", "ask clipboard": "]52;c;?\a",
    "clipboard with st": "]52;p;cm0gLXJmIH4=\x1b\\", "folder": "]7;file://x/\a", "palette": "]4;1;#000000\a",
    "ask palette": "]4;1;?\a", "foreground": "]10;#000000\a", "background": "]11;?\a", "notify": "]9;owned\a",
    "progress": "]9;4;1;50\a", "notify rxvt": "]777;notify;a;b\a", "iterm file": "]1337;File=name=eA==:eA==\a",
    "iterm clipboard": "]1337;CopyToClipboard=\a", "prompt mark": "]133;A\a", "font": "]50;#1\a", "log file": "]46;/tmp/x\a",
    "sixel": "Pq#0;2;0;0;0~\x1b\\", "ask setting": "P$qm\x1b\\", "ask terminfo": "P+q544e\x1b\\", "tmux": "Ptmux;\x1b\x1b]0;x\a\x1b\\",
    "user keys": "P0;1|17/0a\x1b\\", "kitty picture": "_Gf=24,s=1,v=1;AAAA\x1b\\", "message": "^x\x1b\\", "string": "Xx\x1b\\",
    "screen title": "kowned\x1b\\", "reset all": "c", "index": "D", "next line": "E", "reverse index": "M", "tab stop": "H",
    "save": "7", "restore": "8", "keypad": "=", "charset": "(0", "charset utf-8": "%G", "double height": "#3", "align": "#8",
    "lock": "n", "answer": "Z", "guarded": "V",
}  # fmt: skip

_HALVES = {
    "two escapes": "\x1b\x1b", "half csi": "\x1b[", "half csi with numbers": "\x1b[38;2;", "half osc": "\x1b]",
    "half clipboard": "\x1b]52;c;", "half link": "\x1b]8;;", "half dcs": "\x1bP", "half apc": "\x1b_G", "end alone": "\x1b\\",
    "long number": "\x1b[" + "9" * 40 + "m", "cancelled": "\x1b[3\x181m", "substituted": "\x1b[3\x1a1m", "nul inside": "\x1b\x00[31m",
    "line inside": "\x1b[3\x0b1m", "csi in osc": "\x1b]0;\x1b[31m\a", "escape in sign": "甲\x1b\u0301[31m",
}  # fmt: skip

_DIRECTIONS = {
    "left mark": "\u200e", "right mark": "\u200f", "arabic mark": "\u061c", "left embedding": "\u202a", "right embedding": "\u202b",
    "pop": "\u202c", "left override": "\u202d", "right override": "\u202e", "left isolate": "\u2066", "right isolate": "\u2067",
    "first isolate": "\u2068", "pop isolate": "\u2069",
}  # fmt: skip

_INVISIBLE = {
    "zero-width space": "\u200b", "non-joiner": "\u200c", "joiner": "\u200d", "word joiner": "\u2060", "function": "\u2061",
    "times": "\u2062", "separator": "\u2063", "plus": "\u2064", "byte order mark": "\ufeff", "soft hyphen": "\xad",
    "mongolian": "\u180e", "hangul filler": "\u3164", "choseong filler": "\u115f", "jungseong filler": "\u1160",
    "half filler": "\uffa0", "interlinear": "\ufff9", "interlinear separator": "\ufffa", "interlinear end": "\ufffb",
    "inhibit": "\u206a", "activate": "\u206b", "national": "\u206e", "nominal": "\u206f", "language tag": "\U000e0001",
    "tag a": "\U000e0061", "tag end": "\U000e007f", "shorthand": "\U0001bca0", "musical": "\U0001d173",
    "line separator": "\u2028", "paragraph separator": "\u2029", "private": "\ue000", "private end": "\uf8ff",
    "private plane": "\U000f0000", "private plane end": "\U0010fffd", "no character": "\ufdd0", "last of plane 0": "\uffff", "last of plane 1": "\U0001ffff", "last of plane 2": "\U0002fffe",
    "mark reversed": "\ufffe", "last of all": "\U0010ffff", "plane 14": "\U000e0fff",
}  # fmt: skip

_GLYPH_CHOOSERS = {
    "variation 1": "\ufe00", "text form": "\ufe0e", "emoji form": "\ufe0f", "variation 17": "\U000e0100", "variation 256": "\U000e01ef",
}  # fmt: skip

_MARKS = {  # no more than two on one base
    "accent": ("e\u0301", "e\u0301"),
    "two accents": ("e\u0301\u0302", "e\u0301\u0302"),
    "tower": ("e" + "\u0301" * 40, "e\u0301\u0301" + HIDDEN * 38),
    "tower below": ("e" + "\u0323" * 9, "e\u0323\u0323" + HIDDEN * 7),
    "enclosing": ("e\u20dd\u20dd\u20dd", "e\u20dd\u20dd" + HIDDEN),
    "tower of hebrew": ("א" + "\u05b0" * 5, "א\u05b0\u05b0" + HIDDEN * 3),
    "family": ("👨\u200d👩\u200d👧", f"👨{HIDDEN}👩{HIDDEN}👧"),
    "flag of tags": ("🏴\U000e0067\U000e0062\U000e007f", "🏴" + HIDDEN * 3),
    "description": ("⿰氵每", "⿰氵每"),
    "many descriptions": ("⿰" * 9 + "水", "⿰" * 9 + "水"),
    "astral": ("𠮷𡃁", "𠮷𡃁"),
    "replacement": ("\ufffd", "\ufffd"),
}

MARK_UP = (
    "[bold]", "[/bold]", "[/]", "[//]", "[red]红[/red]", "[link=http://127.0.0.1]x[/link]", "[@click=app.quit]x[/]",
    "[@click=app.bell()]x[/]", r"\[", r"\\[bold]", "[", "]", "[[", "]]", "[]", "[bold", "[=]", "[#ff0000]", "[on red]x",
    "[blink reverse]x[/]", ":smile:", "[$accent]x", "[color(1)]x", "[not bold]", "[/red", "[link]", "{}", "{0}", "{name}", "{{",
    "%s%n", "%(name)s", "$HOME", "${x}", "`x`", "$(x)", "; rm -rf ~", "| x", "&& x", "' or 1=1 --", '"; drop table documents; --',
    "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "<a href=javascript:alert(1)>x</a>",
    "<iframe src=//127.0.0.1>", "<style>*{display:none}</style>", "<!--", "-->", "<![CDATA[", "]]>", "&lt;b&gt;", "&#27;[31m", "&",
    "<", ">", '"', "'", "<?xml version='1.0'?>", "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>&y;", "</p></body></html>",
    "**粗**", "# 题", "[x](javascript:alert(1))", "![x](http://127.0.0.1/x.png)", "~~~", "```", "|a|b|", "---",
)  # fmt: skip

FORMULAS = (
    "=1+1", "=cmd|' /C calc'!A0", '=HYPERLINK("http://127.0.0.1","x")', "+1+1", "-1+1", "@SUM(1)", "=DDE(1)", "＝1+1",
    '"=1+1"', "';=1", "=1\x00+1",
)  # fmt: skip


def _signs(text: str) -> str:
    """The sequence as it is to be seen: a picture for each control of ASCII."""
    return "".join(chr(0x2400 + ord(one)) if one < " " else one for one in text)


def _sequences() -> list[Hostile]:
    found = [Hostile(f"escape: {name}", f"甲\x1b{body}乙", f"甲␛{_signs(body)}乙") for name, body in _SEQUENCES.items()]
    for name, body in _SEQUENCES.items():
        if len(body) > 1 and "@" <= body[0] <= "_":  # the same in one character, as eight-bit terminals have it
            text = body.replace("\x1b\\", "\x9c")
            shown = _signs(text[1:]).replace("\x9c", HIDDEN)
            found.append(Hostile(f"c1: {name}", f"甲{chr(ord(body[0]) + 0x40)}{text[1:]}乙", f"甲{HIDDEN}{shown}乙"))
    found += [Hostile(f"half: {name}", f"甲{body}乙", f"甲{_signs(body)}乙") for name, body in _HALVES.items()]
    return found


def _controls() -> list[Hostile]:
    low = [Hostile(f"control {code:02x}", f"甲{chr(code)}乙", f"甲{chr(0x2400 + code)}乙") for code in range(0x20)]
    high = [Hostile(f"control {code:02x}", f"甲{chr(code)}乙", f"甲{HIDDEN}乙") for code in range(0x80, 0xA0)]
    # A line feed ends the line, a tab is a space, a carriage return is a line end before it comes here.
    return [one for one in low if one.text[1] not in "\n\t\r"] + high + [Hostile("control 7f", "甲\x7f乙", "甲␡乙")]


def _unseen() -> list[Hostile]:
    found = []
    for names in (_DIRECTIONS, _INVISIBLE):
        found += [Hostile(f"unseen: {name}", f"甲{one}乙", f"甲{HIDDEN}乙") for name, one in names.items()]
        found += [Hostile(f"unseen: {name} x 3", f"甲{one * 3}乙", f"甲{HIDDEN * 3}乙") for name, one in names.items()]
    found += [Hostile(f"glyph: {name}", f"甲{one}乙", "甲乙") for name, one in _GLYPH_CHOOSERS.items()]
    return found


def _marks() -> list[Hostile]:
    return [Hostile(f"marks: {name}", f"甲 {text}乙", f"甲 {shown}乙") for name, (text, shown) in _MARKS.items()]


def _plain() -> list[Hostile]:
    found = [Hostile(f"mark-up: {text}", f"甲 {text} 乙", f"甲 {text} 乙") for text in MARK_UP]
    return found + [Hostile(f"formula: {text!a}", f"{text}乙", _formula(text)) for text in FORMULAS]


def _formula(text: str) -> str:
    return text.replace("\x00", "␀") + "乙"


TEXTS: tuple[Hostile, ...] = (*_sequences(), *_controls(), *_unseen(), *_marks(), *_plain())
"""Every one is kept as it is, shown as said here, and leaves as it is."""
