r"""Owns patterns so plain that they need no clock: the standard library searches for them, several times as fast.

A flat pattern has characters, classes, `\d` and `\p{Han}`, each once or repeated, and alternatives in `(?:…)` that may
be missing. It looks at nothing around it and repeats nothing that is itself repeated, so the steps it can take are
bounded by the length of the text. Both engines find the same with it: leftmost, the first alternative, as often as can
be. (Digits of scripts that Unicode has added since are none for an older Python.)
"""

from __future__ import annotations

import re
from functools import lru_cache
from math import factorial, prod
from typing import NamedTuple

import regex

_MOST_STEPS = 1_000_000_000  # in the worst text there can be: under a second, for most end early
_MOST_LOOPS = 4
_LONGEST = 4096  # code points, however plain the pattern

_ESCAPE = r"\\(?:d|p\{Han\}|[^\w\s])"
_MEMBER = r"(?:\\(?:d|(?<!-\\)p\{Han\}(?!-)|[^\w\s\\])|(?!--|&&|\|\||~~)[^\[\]\\])"
_CLASS = rf"\[\^?(?!\^){_MEMBER}+\]"
_ATOM = rf"(?:{_ESCAPE}|{_CLASS}|[^\\\[\]()\{{\}}|?*+.^$])"
_REPEAT = r"(?:[?+]|\{\d{1,2}(?:,\d{1,2})?\})?(?![?+*{])"
_FLAT = regex.compile(
    rf"(?<parts>(?:{_ATOM}{_REPEAT}|\(\?:(?&parts)(?:\|(?&parts))*+\)\??(?![?+*{{]))++)(?:\|(?&parts))*+"
)
_TOKEN = re.compile(rf"(?P<one>{_ATOM})|\{{(?P<least>\d+)(?:,(?P<most>\d+))?\}}|(?P<sign>\(\?:|[+?|)])")
# Alternatives of such classes the other engine gets wrong: [^a]|[^b] finds nothing in ab.
_ALL_BUT_ONE = re.compile(r"\[\^(?:\\.|.)\]", re.DOTALL)
_HAN = r"\p{Han}"
_CODES = 0x34000  # all Han characters lie below


class FlatPattern(NamedTuple):
    """A flat pattern, compiled, and how long a text may be that it is run over, in code points."""

    pattern: re.Pattern[str]
    longest: int


def flat_pattern(pattern: str) -> FlatPattern | None:
    """The pattern for the standard library; None where it is not flat."""
    if not _FLAT.fullmatch(pattern) or ("|" in pattern and _ALL_BUT_ONE.search(pattern)):
        return None
    loops, ways, size = 0, [1], 0
    for token in _TOKEN.finditer(pattern):
        if token["one"]:
            size += 1
        elif token["least"]:
            least, most = int(token["least"]), int(token["most"] or token["least"])
            ways.append(max(1, most - least + 1))
            size += most
        elif token["sign"] == "+":
            loops += 1
        elif token["sign"] in ("?", "|"):
            ways.append(2)
    if loops > _MOST_LOOPS:
        return None
    steps = _MOST_STEPS * factorial(loops + 1) // (prod(ways) * size)
    longest = int(steps ** (1 / (loops + 1)))
    plain = regex.sub(_CLASS + "|" + _ESCAPE, _spelled_out, pattern)
    try:
        return FlatPattern(re.compile(plain), min(longest, _LONGEST))
    except re.error:  # {3,1}, [z-a]: who compiles it for good says so
        return None


def _spelled_out(part: regex.Match[str]) -> str:
    """What the standard library has no name for."""
    return part[0].replace(_HAN, _han() if part[0].startswith("[") else f"[{_han()}]")


@lru_cache(maxsize=1)
def _han() -> str:
    """The Han characters as the ranges of a class, as the other engine has them."""
    codes = "".join(map(chr, range(_CODES)))
    spans = (found.span() for found in regex.finditer(f"{_HAN}+", codes))
    return "".join(f"\\U{first:08x}-\\U{end - 1:08x}" for first, end in spans)
