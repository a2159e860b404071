"""Owns bytes to text: which encoding a file is in, and a refusal where that cannot be told.

How likely a reading is: likeness.py. Nothing is ever replaced in silence: bytes that are no text of an encoding
are refused, or counted where the person asked to have them replaced.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, NamedTuple

from reader.documents.euctw import EUC_TW, decode_euc_tw
from reader.documents.likeness import CLEARLY, SAMPLE, readings, rivals, wide_unless_ascii
from reader.errors import InputError, UsageError
from reader.text.display import safe_line
from reader.translation import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.documents.likeness import Reading

_BOMS = (  # longest first: the UTF-32 mark begins with the UTF-16 one
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
# Narrower names are read as the encoding that contains them.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "euc_tw": EUC_TW, "euctw": EUC_TW, EUC_TW: EUC_TW}
_BIG5 = ("big5hkscs", "cp950")  # in this order; a file may be in one and not in the other
_SIGNS_OF_WINDOWS = str.maketrans("•､‾∼♁☉¥¢£", "‧﹑¯～⊕⊙￥￠￡")
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# From ASCII to characters of two bytes, in HZ and in ISO-2022.
_SHIFTS = re.compile(rb"~\{(?:[!-w][!-~])+~\}|\x1b\$[()@-Z]")
_SHIFTING = ("hz", "iso2022_jp_2", "iso2022_kr")
_CONTROLS = bytes([*range(9), *range(14, 27), *range(28, 32), 127])
_AT_ONCE = 1 << 20  # bytes that are looked through for them
# The same, and half characters, which no text of an encoding has.
_UNLIKE_TEXT = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ud800-\udfff]")
_BINARY_SHARE = 0.02  # of control characters; text on the web has next to none
_MOST_DAMAGE = 0.05  # of the characters: with more, the encoding is another
_GLIMPSE = 12  # characters shown of a reading
_KNOWN_BINARY = (
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        N_("an old Word, WPS or Excel file"),
        N_("Save it as .docx, or as plain text."),
    ),
    (b"{\\rtf", "RTF", N_("Save it as .docx, or as plain text.")),
    (b"Rar!", N_("a RAR archive"), N_("Unpack it, and import the folder.")),
    (b"7z\xbc\xaf\x27\x1c", N_("a 7-Zip archive"), N_("Unpack it, and import the folder.")),
    (b"\x1f\x8b", N_("compressed by gzip"), N_("Unpack it first.")),
    (b"\x89PNG", N_("a picture"), ""),
    (b"\xff\xd8\xff", N_("a picture"), ""),
    (b"SQLite format 3\x00", N_("a database"), ""),
)


class Decoded(NamedTuple):
    """The text of bytes, the encoding they were in, and how many places of it became U+FFFD."""

    text: str
    encoding: str
    replaced: int = 0


def decode(data: bytes, name: str, encoding: str | None = None, *, replace: bool = False) -> Decoded:
    """The text of a file's bytes, with every line end as one newline, and the encoding it was in.

    `name` is for messages. A byte order mark decides; then strict UTF-8; then how likely the result is.
    `encoding` overrides all of it. With `replace`, wrong bytes become U+FFFD and are counted. Raises InputError
    for an empty file, for bytes that are no text, for wrong bytes, and where no encoding clearly fits; UsageError
    for an encoding there is not.
    """
    if not data:
        raise InputError(_("{name}: the file is empty.").format(name=name), _("There is nothing to read in it."))
    _refuse_binary(data, name)
    used, start, whole = _detected(data, name) if encoding is None else (*_forced(data, encoding), None)
    text, replaced = _text(data[start:], used, name, replace=replace) if whole is None else (whole, 0)
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise InputError(
            _("{name}: there is nothing but white space in it.").format(name=name), _("There is nothing to read in it.")
        )
    controls = _controls_in(text, None if whole is None else data)
    if controls is None:
        raise InputError(
            _("{name}: half a character stands in it.").format(name=name),
            _("Its encoding may be another; see --encoding."),
        )
    if controls > len(text) * _BINARY_SHARE:
        raise InputError(_("{name}: this is not text.").format(name=name), _("If it is, name its --encoding."))
    return Decoded(text, used, replaced)


def _controls_in(text: str, utf8: bytes | None) -> int | None:
    """How many control characters stand in a text, whose UTF-8 may be there; None where half a character does."""
    if utf8 is None:
        unlike = _UNLIKE_TEXT.findall(text)
        return None if any(one >= "\ud800" for one in unlike) else len(unlike)
    # Bytes are gone through several times as fast, and no half character is in any.
    parts = (utf8[at : at + _AT_ONCE] for at in range(0, len(utf8), _AT_ONCE))
    return sum(len(part) - len(part.translate(None, _CONTROLS)) for part in parts)


def encoding_of(data: bytes, name: str) -> str:
    """The encoding that a file beginning with these bytes is in; raises InputError where it is not clear."""
    return _detected(data, name).encoding


def codec_name(encoding: str) -> str:
    """The name under which an encoding is kept; raises UsageError for one there is not."""
    plain = encoding.strip().lower().replace("_", "-")
    for known in (plain, plain.replace("-", "_")):
        if known in _WIDER:
            return _WIDER[known]
    try:
        used = codecs.lookup(encoding)
        b"a".decode(used.name)
    except (LookupError, ValueError) as error:
        raise _unknown(encoding) from error
    if not used._is_text_encoding:
        raise _unknown(encoding)
    return _WIDER.get(used.name, used.name)


def _unknown(encoding: str) -> UsageError:
    return UsageError(
        _("{encoding}: no such encoding.").format(encoding=encoding), _("Try utf-8, gb18030, big5 or utf-16.")
    )


def _forced(data: bytes, encoding: str) -> tuple[str, int]:
    """The name of the encoding that the person named, and how many bytes its mark takes."""
    used = codec_name(encoding)
    for mark, marked in _BOMS:
        if data.startswith(mark) and (used == marked or (used in ("utf-16", "utf-32") and marked.startswith(used))):
            return marked, len(mark)
    return used, 0


def _shifted(data: bytes, name: str) -> str:
    """The encoding of ASCII bytes that say when pairs of them are characters; plain UTF-8 where none does."""
    for encoding in _SHIFTING:
        try:
            if not data.decode(encoding).isascii():
                return encoding
        except UnicodeDecodeError:
            continue
    if b"\x1b$" in data:
        raise InputError(_("{name}: this is not text.").format(name=name), _("If it is, name its --encoding."))
    return "utf-8"


class _Detected(NamedTuple):
    """The encoding of bytes, how many of them its mark takes, and their text where it had to be read to tell."""

    encoding: str
    start: int = 0
    text: str | None = None


def _detected(data: bytes, name: str) -> _Detected:
    """What bytes are; InputError where it is not clear."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _Detected(encoding, len(mark))
    if data.isascii() and _SHIFTS.search(data):
        return _Detected(_shifted(data, name))
    wide = wide_unless_ascii(data)
    if wide is not None:
        return _Detected(wide.encoding)
    if b"\x00" not in data[: 1 << 16] and (utf8 := _as_utf8(data)) is not None:
        return utf8
    found = readings(data)
    best = found[0]
    foreign = rivals(data)
    second = next((other for other in found[1:] if other.likely and other.sample != best.sample), None)
    clear = second is None or best.score - second.score >= CLEARLY
    if best.likely and clear and not foreign and best.damage <= _MOST_DAMAGE * best.counted + 1:
        return _Detected(best.encoding)
    utf8 = _as_utf8(data)
    if utf8 is not None:  # few characters, or NUL bytes: whether it is text is told by what stands in it
        return utf8
    if len(_BINARY.findall(data[:SAMPLE])) > len(data[:SAMPLE]) * _BINARY_SHARE:
        raise InputError(_("{name}: this is not text.").format(name=name), _("If it is, name its --encoding."))
    raise _unclear(name, [*foreign, *found])


def _as_utf8(data: bytes) -> _Detected | None:
    """UTF-8, where bytes are that throughout, or to the character that is cut at their end."""
    try:
        text, read = codecs.utf_8_decode(data, "strict", False)  # an incremental decoder would copy the bytes
    except UnicodeDecodeError:
        return None
    return _Detected("utf-8", 0, text if read == len(data) else None)


def _text(data: bytes, encoding: str, name: str, *, replace: bool) -> tuple[str, int]:
    """The decoded bytes, and how many places had to be replaced."""
    if encoding == EUC_TW:
        text = decode_euc_tw(data)
        wrong = text.count("\ufffd")
    else:
        for codec in _BIG5 if encoding == "big5hkscs" else (encoding,):
            try:
                return like_windows(data.decode(codec), codec), 0
            except UnicodeDecodeError:
                continue
        text = like_windows(data.decode(encoding, "replace"), encoding)
        wrong = text.count("\ufffd")
    if wrong and not replace:
        line = text.count("\n", 0, text.index("\ufffd")) + 1
        raise InputError(
            _("{name}:{line}: damaged: {count} places of it are no {encoding}, the first here.").format(
                name=name, line=line, count=wrong, encoding=encoding
            ),
            _("To import it with � in these places: --replace-damage. For another encoding: --encoding."),
        )
    return text, wrong


def like_windows(text: str, codec: str) -> str:
    """Big5 as Windows and browsers read it: the dot in a foreign name is ‧, which Python's tables make a bullet."""
    return text.translate(_SIGNS_OF_WINDOWS) if codec == "big5hkscs" else text


def _refuse_binary(data: bytes, name: str) -> None:
    for mark, what, hint in _KNOWN_BINARY:
        if data.startswith(mark):
            raise InputError(
                _("{name}: this is {what}, not text.").format(name=name, what=_(what)), _(hint) if hint else ""
            )


def _unclear(name: str, found: Iterable[Reading]) -> InputError:
    """The refusal that shows how the file would read in the encodings it may be in."""
    shown: dict[str, str] = {}
    for reading in found:
        if reading.damage <= _MOST_DAMAGE * reading.counted:
            shown.setdefault(safe_line(_glimpse(reading.sample)), reading.encoding)
    ways = "; ".join(f"{encoding} “{glimpse}”" for glimpse, encoding in list(shown.items())[:4])
    read_as = _("It would read: {ways}.").format(ways=ways) + " " if ways else ""
    return InputError(
        _("{name}: it is not clear in which encoding this is, if it is text.").format(name=name),
        read_as + _("If it is text, name its encoding with --encoding."),
    )


def _glimpse(sample: str) -> str:
    """A few characters of a text from the first that is not ASCII."""
    first = next((place for place, character in enumerate(sample) if character > "\x7f"), 0)
    return sample[first : first + _GLIMPSE].strip()
