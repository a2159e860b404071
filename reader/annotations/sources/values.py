"""Owns the checks on single values of files that strangers wrote: offsets, labels, notes, times, attributes.

Each gives a value that the library can hold, or raises InputError with a reason; the caller says where it stands.
"""

from __future__ import annotations

import json
import re
import uuid
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

from reader.annotations.model import HUMAN, Status
from reader.errors import InputError
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from reader.annotations.sources.format import Mark

LARGEST = 2**53  # beyond it JSON's numbers are not whole
_LONGEST_NAME = 200  # of a label or an annotator
_DEEPEST = 64  # of lists and objects in attributes
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_DIGITS = re.compile(r"\d{1,16}", re.ASCII)
_ORIGIN = re.compile(r"rule:[^/]+/.+|import:.+")
NAME_FIELDS = ("document", "doc", "name", "file", "filename", "file_name", "path", "source", "doc_id")
"""Where records of other tools tell which document is meant."""


def offset(value: object, what: str) -> int:
    """A whole number from 0, also as a text of digits, as CSV has it."""
    if isinstance(value, str) and _DIGITS.fullmatch(digits := value.strip()):
        value = int(digits)
    if isinstance(value, float) and value.is_integer() and abs(value) < LARGEST:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise InputError(_("{what} is {value}, and no whole number.").format(what=what, value=shown(value)))
    if not 0 <= value < LARGEST:
        raise InputError(_("{what} is {value}: there is no such place.").format(what=what, value=shown(value)))
    return value


def part(start: object, end: object) -> tuple[int, int]:
    """Start and end of a passage, checked as far as can be without its text."""
    first, last = offset(start, "start"), offset(end, "end")
    if first > last:
        raise InputError(_("it ends at {end}, before it starts at {start}.").format(start=first, end=last))
    return first, last


def label(value: object) -> str:
    """A label's name."""
    return _name(value, _("the label"))


def annotator(value: object) -> str:
    """A person's name, or empty; a number stands for itself."""
    if value is None or value == "":
        return ""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    return _name(value, _("the annotator"))


def words(value: object, what: str) -> str:
    """A text, whatever is in it but half characters; None is empty."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise InputError(_("{what} is no text: {value}.").format(what=what, value=shown(value)))
    if _SURROGATE.search(value):
        raise InputError(_("half a character stands in {what}.").format(what=what))
    return value


def text_or_none(value: object, what: str) -> str | None:
    """The same, but None stays None: the file says nothing of it."""
    return None if value is None else words(value, what)


def status(value: object) -> Status | None:
    """A status by its name, or None where none is given."""
    if value is None or value == "":
        return None
    try:
        return Status(value)  # type: ignore[arg-type] # whatever is none of them is refused
    except (ValueError, TypeError) as error:
        known = ", ".join(Status)
        raise InputError(
            _("the status is {value}; there is {known}.").format(value=shown(value), known=known)
        ) from error


def attributes(value: object) -> dict[str, Any]:
    """An object that can be stored as JSON, also as a text of JSON, as CSV has it; None and empty are {}."""
    if value is None or value == "":
        return {}
    try:
        read = json.loads(value) if isinstance(value, str) else value
        if not isinstance(read, dict):
            raise InputError(_("the attributes are no JSON object: {value}.").format(value=shown(value)))
        _refuse_depth(read, _DEEPEST)
        json.dumps(read, allow_nan=False, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise InputError(_("the attributes cannot be stored: {error}.").format(error=shown(str(error)))) from error
    return {str(key): held for key, held in read.items()}


def of_line(written: str) -> object:
    """A value of an attribute from a line: JSON where our own export writes JSON for what is no plain text."""
    try:
        if written[:1] in ('"', "[", "{") or written in ("true", "false", "null"):
            return cast("object", json.loads(written))
    except (ValueError, RecursionError):
        pass
    return written


def origin(value: object) -> str:
    """An origin as the library writes them, or empty for anything else."""
    known = isinstance(value, str) and (value == HUMAN or _ORIGIN.fullmatch(value)) and len(value) <= _LONGEST_NAME
    return str(value) if known and not _SURROGATE.search(str(value)) else ""


def known(record: Mapping[str, Any]) -> dict[str, Any]:
    """What a record says of an annotation beside place and label, by the names of our own exports, as a Mark has it.

    A status that is none of ours is another tool's own and says nothing.
    """
    said = record.get("attributes")
    ours = isinstance(record.get("status"), str) and record["status"] in set(Status)
    return {
        "status": Status(record["status"]) if ours else None,
        "annotator": annotator(record.get("annotator")),
        "note": words(record.get("note"), "note"),
        "attributes": None if said is None else attributes(said),
        "id": identity(record.get("id")),
        "origin": origin(record.get("origin")),
        "created_at": moment(record.get("created_at")),
        "updated_at": moment(record.get("updated_at")),
    }


def identity(value: object) -> str:
    """An annotation's id of our own kind, a UUID in its usual form or as a URN; empty for anything else."""
    if not isinstance(value, str):
        return ""
    try:
        return str(uuid.UUID(value)) if len(value.removeprefix("urn:uuid:")) == 36 else ""
    except ValueError:
        return ""


def moment(value: object) -> str:
    """A time as the library writes it, ISO 8601 in UTC with milliseconds; empty for what is none."""
    if not isinstance(value, str) or not value:
        return ""
    try:
        read = datetime.fromisoformat(value)
        read = read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
    except (ValueError, OverflowError):
        return ""
    return read.isoformat(timespec="milliseconds")


def names(record: Mapping[str, Any], *, also: Iterable[object] = ()) -> tuple[str, ...]:
    """The names that a record may call its document by, the likeliest first."""
    meta = record.get("meta")
    held = [record.get(field) for field in NAME_FIELDS]
    if isinstance(meta, dict):
        held += [meta.get(field) for field in NAME_FIELDS]
    found = [name for name in [*held, *also] if isinstance(name, str) and name.strip() and len(name) <= 1000]
    return tuple(dict.fromkeys(name for name in found if not _SURROGATE.search(name)))


def shown(value: object) -> str:
    """A value as a message shows it: short, in ASCII, whatever it is."""
    try:
        written = ascii(value)
    except (ValueError, RecursionError):  # a number of too many digits, a list within itself
        written = type(value).__name__
    return written if len(written) <= 40 else written[:37] + "…"


def collect(
    place: str, items: Sequence[object], make: Callable[[Any, str], Iterator[Mark]]
) -> tuple[tuple[Mark, ...], tuple[InputError, ...]]:
    """The marks that `make` gives of items, and a failure with its place for each that cannot be taken."""
    marks: list[Mark] = []
    failures: list[InputError] = []
    for number, item in enumerate(items, 1):
        try:
            marks += make(item, place)
        except InputError as error:
            where = _("{place}: annotation {number}: {what}")
            failures.append(InputError(where.format(place=place, number=number, what=error.message), error.hint))
    return tuple(marks), tuple(failures)


def as_list(value: object, what: str) -> list[Any]:
    """A list; None is an empty one."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise InputError(_("{what} is no list: {value}.").format(what=what, value=shown(value)))
    return value


def as_record(value: object, what: str) -> dict[str, Any]:
    """An object with named fields."""
    if not isinstance(value, dict):
        raise InputError(_("{what} is no object: {value}.").format(what=what, value=shown(value)))
    return value


def _name(value: object, what: str) -> str:
    name = words(value, what).strip()
    if not name:
        raise InputError(_("{what} is missing.").format(what=what))
    if len(name) > _LONGEST_NAME:
        raise InputError(_("{what} is longer than {count} characters.").format(what=what, count=_LONGEST_NAME))
    if _CONTROL.search(name):
        raise InputError(_("a control character stands in {what}.").format(what=what))
    return name


def _refuse_depth(value: object, left: int) -> None:
    if not left:
        raise InputError(_("the attributes are nested too deeply."))
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for held in inner:
        if isinstance(held, dict | list):
            _refuse_depth(held, left - 1)
