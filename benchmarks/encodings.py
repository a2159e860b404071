"""Measures whether the encoding of a file is told rightly: encodings x lengths x scripts, and a hard set.

    python benchmarks/encodings.py [TEXT…] [--wrong]

Each TEXT is a UTF-8 file, or JSON Lines with a "text"; the project's samples by default. A case is right where the
bytes read as the text they were made from; where bytes were cut off or spoiled, where they do but for the places
that are gone. `--wrong` lists the cases that are not.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader.documents.encodings import Decoded, decode
from reader.errors import InputError
from reader.text.scripts import Script, convert, detect_script

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
SIMPLIFIED = ("gb2312", "gbk", "gb18030")
TRADITIONAL = ("big5", "cp950", "big5hkscs", "gbk", "gb18030")
UNICODE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be")
RECORDS = 40  # texts taken from a file of JSON Lines


class Case(NamedTuple):
    """Bytes and the text they were made from; `spoiled` where some of them are wrong on purpose."""

    group: str
    encoding: str
    text: str
    data: bytes
    spoiled: bool = False


def texts_of(path: Path) -> Iterator[str]:
    """The texts of a file."""
    if path.suffix == ".jsonl":
        with path.open(encoding="utf-8") as lines:
            for _, line in zip(range(RECORDS), lines, strict=False):
                yield json.loads(line)["text"]
    else:
        yield decode(path.read_bytes(), path.name).text


def encodings_of(text: str) -> Iterator[tuple[str, bytes]]:
    """The bytes of a text in every encoding of its script that has all of its characters."""
    own = TRADITIONAL if detect_script(text).name == "traditional" else SIMPLIFIED
    for encoding in (*UNICODE, *own):
        try:
            yield encoding, text.encode(encoding)
        except UnicodeEncodeError:
            continue


def normal(texts: list[str]) -> Iterator[Case]:
    """Each text in both scripts, whole, one paragraph and one sentence of it, in every encoding."""
    for source in texts:
        for text in (source, convert(source, Script.TRADITIONAL).view, convert(source, Script.SIMPLIFIED).view):
            paragraph = max(text.split("\n"), key=len)
            sentence = max(filter(None, re.split("(?<=[。！？])", paragraph)), key=lambda one: -abs(len(one) - 30))
            for length, part in (("document", text), ("paragraph", paragraph), ("sentence", sentence)):
                for encoding, data in encodings_of(part):
                    yield Case(length, encoding, part, data)


def hard(texts: list[str]) -> Iterator[Case]:
    """Titles of 6 to 9 characters, pages of mark-up, figures, cut and spoiled files, characters beyond the BMP."""
    for number, source in enumerate(texts):
        for text in (source, convert(source, Script.TRADITIONAL).view):
            clauses = [
                clause for clause in re.split(r"[\s，。、：；！？,“”《》（）『』]", text) if 6 <= len(clause) <= 9
            ]
            chinese = [clause for clause in clauses if all("\u4e00" <= one <= "\u9fff" for one in clause)]
            for clause in chinese[:4]:
                yield from (Case("title", name, clause, data) for name, data in encodings_of(clause))
            page = (
                f"<html><head><title>{clauses[0]}</title></head><body>{'<div class=a></div>' * 99}{clauses[1]}</body>"
            )
            yield from (Case("mark-up", name, page, data) for name, data in encodings_of(page))
            figures = f"2012-10-08 {'3.14, 2.72; ' * 30}{clauses[0]} 100%"
            yield from (Case("figures", name, figures, data) for name, data in encodings_of(figures))
            part = re.sub(r"[\x00-\x7f]+$", "", max(text.split("\n"), key=len)[: 200 + number])
            for name, data in encodings_of(part):
                if name not in UNICODE or name == "utf-8":
                    yield Case("cut", name, part, data[:-1], spoiled=True)
                    at = len(data) // 2
                    yield Case("bad byte", name, part, data[:at] + b"\xff" + data[at:], spoiled=True)
            rare = f"{part[:40]}𠮷𡃁㐂䶮{part[40:60]}"
            yield Case("4 bytes", "gb18030", rare, rare.encode("gb18030"))


def euc_tw(texts: list[str]) -> Iterator[Case]:
    """Traditional texts in EUC-TW, for which Python has no encoder, so made from the table that reads it."""
    from reader.documents.euctw import decode_euc_tw

    pairs = [bytes([a, b]) for a in range(0xA1, 0xFF) for b in range(0xA1, 0xFF)]
    codes = {character: code for code in pairs if (character := decode_euc_tw(code)) != "\ufffd"}
    for source in texts:
        text = convert(source, Script.TRADITIONAL).view
        kept = "".join(character for character in text if character < "\x7f" or character in codes)
        paragraph = max(kept.split("\n"), key=len)
        for length, part in (("document", kept), ("paragraph", paragraph), ("sentence", paragraph[:30])):
            data = b"".join(codes.get(one) or one.encode() for one in part)
            yield Case(length, "euc-tw", part, data)


def is_right(case: Case) -> bool:
    """Whether the bytes of a case read as its text, but for what was spoiled; that must have been told."""
    wanted = case.text.replace("\r\n", "\n")
    try:
        found = decode(case.data, case.encoding)
    except InputError as error:
        if not case.spoiled or "--replace-damage" not in error.hint:
            return False
        found = decode(case.data, case.encoding, replace=True)
    if not case.spoiled:
        return found == Decoded(wanted, found.encoding)
    return 0 < found.replaced <= 4 and _in_common(found.text, wanted) >= len(wanted) - 4


def _in_common(found: str, wanted: str) -> int:
    """How many characters stand the same at the beginning and at the end."""
    front = next((n for n, (a, b) in enumerate(zip(found, wanted, strict=False)) if a != b), len(wanted))
    back = next((n for n, (a, b) in enumerate(zip(found[::-1], wanted[::-1], strict=False)) if a != b), len(wanted))
    return min(len(wanted), front + back)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--wrong", action="store_true")
    arguments = parser.parse_args()
    files = arguments.files or sorted(SAMPLES.glob("*.txt"))
    texts = [text for path in files for text in texts_of(path)]
    for title, cases in (("normal", [*normal(texts), *euc_tw(texts)]), ("hard", list(hard(texts)))):
        right: Counter[tuple[str, str]] = Counter()
        total: Counter[tuple[str, str]] = Counter()
        for case in cases:
            key = (case.encoding, case.group)
            total[key] += 1
            good = is_right(case)
            right[key] += good
            if not good and arguments.wrong:
                print(f"  {case.group} {case.encoding}: {case.text[:20]!r} {case.data[:20].hex(' ')}")
        groups = list(dict.fromkeys(case.group for case in cases))
        print(f"{title}: {right.total():,} of {total.total():,} right ({right.total() / total.total():.2%})")
        print(f"  {'':12}" + "".join(f"{group:>14}" for group in groups))
        for encoding in dict.fromkeys(case.encoding for case in cases):
            row = (f"{right[encoding, group]}/{total[encoding, group]}" for group in groups)
            print(f"  {encoding:12}" + "".join(f"{'' if cell == '0/0' else cell:>14}" for cell in row))


if __name__ == "__main__":
    main()
