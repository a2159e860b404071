"""brat standoff: a .ann file beside the .txt file of the same name, offsets in code points.

A passage in several parts is one annotation where only white space stands between them (brat cannot mark a line
end, so its tools cut there); else each part is an annotation of its own, with the attribute `part`, "1/2".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from reader.annotations.model import Status
from reader.annotations.sources import values
from reader.annotations.sources.format import Format, Mark, MarkedDocument
from reader.annotations.sources.records import refuse_what_is_no_file, whole
from reader.errors import InputError
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reader.annotations.sources.format import Options, Sample

_PARTS = re.compile(r"(\S+) (\d{1,16} \d{1,16}(?:;\d{1,16} \d{1,16})*)", re.ASCII)
_ATTRIBUTE = re.compile(r"(\S+) (\S+)(?: (.*))?")
_NORMALIZATION = re.compile(r"\S+ (\S+) ([^\s:]+):(\S+)")


def _recognises(sample: Sample) -> bool:
    return sample.name.endswith(".ann")


@dataclass(slots=True)
class _Said:
    """What other lines say of one marked passage."""

    notes: list[str] = field(default_factory=list)
    attributes: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class _Lines:
    """An .ann file, taken apart."""

    passages: list[tuple[int, str, str, str]] = field(default_factory=list)  # line, id, type and offsets, words
    said: dict[str, _Said] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    failures: list[InputError] = field(default_factory=list)

    def about(self, target: str) -> _Said:
        return self.said.setdefault(target, _Said())


def _read(path: Path, _options: Options) -> Iterator[MarkedDocument | InputError]:
    """One document: the text beside the annotations, or else the one of that name in the library."""
    refuse_what_is_no_file(path)
    lines = _Lines()
    for number, line in enumerate(_text(path).split("\n"), 1):
        line = line.removesuffix("\r")
        if line.strip():
            try:
                _take(lines, number, line)
            except InputError as error:
                lines.failures.append(InputError(f"{path}:{number}: {error.message}", error.hint))
    marks: list[Mark] = []
    for number, identity, where, words in lines.passages:
        try:
            marks.append(_mark(f"{path}:{number}", where, words, lines.about(identity)))
        except InputError as error:
            lines.failures.append(InputError(f"{path}:{number}: {error.message}", error.hint))
    beside = path.with_name(path.name.removesuffix(".gz").removesuffix(".zst").removesuffix(".ann") + ".txt")
    text = _text(beside) if beside.is_file() else None
    names = (beside.name, beside.stem)
    yield MarkedDocument(str(path), names, text, tuple(marks), "", tuple(lines.left_out), tuple(lines.failures))


def _text(path: Path) -> str:
    try:
        return whole(path).decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(
            _("{path}: not UTF-8, as brat's files are: {error}.").format(path=path, error=error)
        ) from error
    except (OSError, EOFError) as error:
        raise InputError(f"{path}: {getattr(error, 'strerror', None) or error}.") from error


def _take(lines: _Lines, number: int, line: str) -> None:
    identity, _tab, rest = line.partition("\t")
    kind = identity[:1]
    if kind == "T":
        where, __, words = rest.partition("\t")
        lines.passages.append((number, identity, where, words))
    elif kind in "AM":
        said = _required(_ATTRIBUTE, rest)
        lines.about(said[2]).attributes[said[1]] = True if said[3] is None else values.of_line(said[3])
    elif kind == "N":
        said = _required(_NORMALIZATION, rest.partition("\t")[0])
        lines.about(said[1]).attributes[said[2]] = said[3]
    elif kind == "#":
        about, __, note = rest.partition("\t")
        lines.about(about.partition(" ")[2]).notes.append(note)
    elif kind in "RE*":
        lines.left_out.append({"R": "relation", "E": "event", "*": "relation"}[kind])
    else:
        raise InputError(_("no line of brat begins like this: {line}.").format(line=values.shown(line)))


def _required(pattern: re.Pattern[str], line: str) -> re.Match[str]:
    found = pattern.fullmatch(line.strip())
    if found is None:
        raise InputError(_("this is no line of brat: {line}.").format(line=values.shown(line)))
    return found


def _mark(place: str, where: str, words: str, said: _Said) -> Mark:
    found = _required(_PARTS, where)
    parts = tuple(values.part(*part.split(" ")) for part in found[2].split(";"))
    attributes = dict(said.attributes)
    status = None
    for name in ("Status", "status"):
        if attributes.get(name) in set(Status):
            status = Status(attributes.pop(name))
    return Mark(
        place,
        values.label(found[1]),
        parts,
        words or None,
        status=status,
        note=values.words("\n".join(filter(None, said.notes)), "note"),
        attributes=values.attributes(attributes) if attributes else None,
    )


BRAT = Format("brat", "brat standoff, .ann beside .txt", (".ann",), _recognises, _read)
