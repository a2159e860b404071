"""Owns short forms: what else a document may call a name that was found in it. Where names come from: repeats.py.

A name is taken as what it calls the thing (the body) and the word that says what kind of thing it is. A short form has
the same kind, and of the body one or two pieces in their order: of 迎春暖冬助困行动 it may be 暖冬助困行动 or 迎春助困行动.
Of a long name that stood in marks, its last two characters are enough: 暖灯计划 for “山乡学校暖灯计划”.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

import regex

from reader.tagging.rules import FLAGS, right_before

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from reader.tagging.rules import ShortForms

SHORTEST_PIECE = 2  # one character of a name stands in too many other words
SHORTEST_START = 3  # of a short form's body that begins as the name does …
SHORTEST_BODY = 4  # … and of any other
SHORTEST_WITH_TAIL = 4  # of a name's body whose last piece can stand for all of it
LONGEST_BODY = 16
LONGEST_BEFORE = 8  # code points that are looked at before a short form
_HAN = regex.compile(r"\p{Han}")
_VERSION = "0123456789."
_MARKS = str.maketrans("", "", "“”‘’\"'")


class ShortForm(NamedTuple):
    """Where a short form stands in a match form, where its word of kind begins, and the name it is short for."""

    start: int
    kind: int
    end: int
    name: str


class ShortFormSearch:
    """Finds the short forms of some names, in passages of one document."""

    def __init__(self, names: Mapping[str, str], forms: ShortForms, in_marks: Collection[str] = ()) -> None:
        """`names` has, to each name, the part of it with which or within which every short form begins.

        Those `in_marks` stood wholly in quotation marks.
        """
        self._after = regex.compile(right_before(forms.after), FLAGS)
        self._exclude = regex.compile(forms.exclude, FLAGS)
        # By the kind, then by the two characters before it: most words of kind follow others than any name has there.
        self._names: dict[str, dict[str, list[tuple[str, str, str, bool]]]] = {kind: {} for kind in forms.kinds}
        for whole, core in names.items():
            for kind, by_pair in self._names.items():
                if whole.endswith(kind):
                    body = whole[: -len(kind)]
                    for pair in {body[at : at + SHORTEST_PIECE] for at in range(len(body) - SHORTEST_PIECE + 1)}:
                        by_pair.setdefault(pair, []).append((body, core, whole, whole in in_marks))

    def find(self, view: str) -> Iterator[ShortForm]:
        """What may be short forms in a match form, in no order; whole names too, and what does not stand for itself."""
        for kind, by_pair in self._names.items():
            at = view.find(kind) if by_pair else -1
            while at >= 0:
                names = by_pair.get(view[max(0, at - SHORTEST_PIECE) : at], ())
                sizes = ((longest_body(view, at, body, core, tail=tail), name) for body, core, name, tail in names)
                length, name = max(sizes, default=(0, ""))
                if length:
                    yield ShortForm(at - length, at, at + len(kind), name)
                at = view.find(kind, at + len(kind))

    def stands(self, view: str, form: ShortForm, deadline: float) -> bool:
        """Whether what was found begins where a name can begin, and says something; raises TimeoutError at `deadline`."""
        left_s = deadline - time.monotonic()
        if left_s <= 0:
            raise TimeoutError
        before = view[max(0, form.start - LONGEST_BEFORE) : form.start]
        if before and _HAN.match(before[-1]) and not self._after.search(before, timeout=left_s):
            return False
        return self._exclude.fullmatch(view[form.start : form.kind], timeout=left_s) is None


def unmarked(name: str) -> str:
    """A name without the quotation marks in it, and without the number of its version: 计划2.0."""
    return name.translate(_MARKS).rstrip(_VERSION)


def longest_body(view: str, end: int, body: str, core: str, *, tail: bool = False) -> int:
    """How many characters right before `end` are a short form of `body`; 0 where they are too few for one.

    It begins within `core`, which is a part of the body or more, or is just that; with `tail`, the last piece of a long
    body will do.
    """
    second = _piece(view, end, body)
    if second < SHORTEST_PIECE:
        return 0
    rest = body[: body.rindex(view[end - second : end])]
    first = _piece(view, end - second, rest)
    length = second + first if first >= SHORTEST_PIECE else second
    if length == len(body) or view[end - length : end] == core:
        return length
    if (
        tail
        and length == SHORTEST_PIECE
        and len(body) >= SHORTEST_WITH_TAIL
        and body.endswith(view[end - length : end])
    ):
        return length
    head = view[end - length : end - length + SHORTEST_PIECE]
    if head not in core:
        return 0
    begins = body.startswith(head)
    return length if length >= (SHORTEST_START if begins else SHORTEST_BODY) else 0


def _piece(view: str, end: int, body: str) -> int:
    """How many characters right before `end` stand together in `body`."""
    length = 0
    while length < min(end, LONGEST_BODY) and view[end - length - 1 : end] in body:
        length += 1
    return length
