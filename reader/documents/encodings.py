"""Owns bytes to text: which encoding a file is in, and a refusal where that cannot be told."""

from __future__ import annotations

import codecs
import re

from reader.errors import InputError, UsageError

_BOMS = (  # longest first: the UTF-32 mark begins with the UTF-16 one
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What Chinese files are in; narrower names are read as the encoding that contains them.
_CANDIDATES = ["gb18030", "big5hkscs"]
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "cp936": "gb18030", "big5": "big5hkscs"}
_CONTROLS = frozenset(map(chr, [*range(9), *range(14, 27), *range(28, 32), 127]))
_SURROGATE = re.compile("[\ud800-\udfff]")
_BINARY_SHARE = 0.02  # of control characters; text on the web has next to none


def decode(data: bytes, name: str, encoding: str | None = None) -> tuple[str, str]:
    """The text of a file's bytes, with every line end as one newline, and the encoding it was in.

    `name` is for messages. A byte order mark decides; then strict UTF-8; then the Chinese encodings by how
    likely the result is. `encoding` overrides all of it. Raises InputError for an empty file, for bytes that
    are no text, and where no encoding fits; UsageError for an encoding that Python does not know.
    """
    if not data:
        raise InputError(f"{name}: the file is empty.", "There is nothing to read in it.")
    text, used = _detected(data, name) if encoding is None else _forced(data, name, encoding)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise InputError(f"{name}: there is nothing but white space in it.", "There is nothing to read in it.")
    if not text.isascii() and _SURROGATE.search(text):
        raise InputError(f"{name}: half a character stands in it.", "Its encoding may be another; see --encoding.")
    if sum(map(text.count, _CONTROLS)) > len(text) * _BINARY_SHARE:
        raise InputError(f"{name}: this is not text.", "Pizhu reads plain text files.")
    return text, used


def _forced(data: bytes, name: str, encoding: str) -> tuple[str, str]:
    try:
        used = codecs.lookup(encoding).name
        return data.decode(used), used
    except LookupError as error:
        raise UsageError(f"{encoding}: no such encoding.", "Try utf-8, gb18030, big5 or utf-16.") from error
    except UnicodeError as error:
        raise InputError(f"{name}: not {encoding}: {error}.") from error


def _detected(data: bytes, name: str) -> tuple[str, str]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding), encoding
            except UnicodeError as error:
                raise InputError(f"{name}: marked as {encoding}, but damaged: {error}.") from error
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        damage = error
    from charset_normalizer import from_bytes

    best = None if b"\x00" in data else from_bytes(data, cp_isolation=list(_CANDIDATES)).best()
    if best is not None:
        used = _WIDER.get(best.encoding.replace("_", "-"), best.encoding)
        try:
            return data.decode(used), used
        except UnicodeDecodeError:
            pass
    raise InputError(
        f"{name}: neither UTF-8 (byte {damage.start} is wrong) nor clearly GB18030 or Big5.",
        "If it is text, name its encoding with --encoding.",
    )
