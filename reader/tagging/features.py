"""Owns what a model sees of a text: the features of every character of a match form."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

WINDOW = 3  # characters on either side
VERSION = 1  # of the features; a model that was trained on others cannot be used

_DIGITS = frozenset("0123456789.,%")
_NUMERALS = frozenset("零〇○一二两三四五六七八九十百千万亿兆半几")
_MARKS = {"“": "o", "‘": "o", "《": "o", "(": "o", "”": "c", "’": "c", "》": "c", ")": "c"}
_OUTSIDE = "\n"  # stands for what lies before and behind a paragraph


def features_of(view: str, words: Iterable[str]) -> list[list[str]]:
    """For each character of a paragraph's match form the features that hold there.

    `words` are those of the match form, in order and without a gap. Features: the characters around (alone, in twos and
    threes), their classes, the word the character is in with its place in it, and the words beside that.
    """
    characters = [_OUTSIDE] * WINDOW + list(view) + [_OUTSIDE] * WINDOW
    classes = [_class(character) for character in characters]
    places, beside = _word_features(words)
    found = []
    for at in range(len(view)):
        here = at + WINDOW
        near = range(-WINDOW, WINDOW + 1)
        features = [f"c{by}={characters[here + by]}" for by in near]
        features += [f"k{by}={classes[here + by]}" for by in near]
        features += [f"d{by}={characters[here + by]}{characters[here + by + 1]}" for by in range(-2, 2)]
        features += [f"t{by}={''.join(characters[here + by : here + by + 3])}" for by in range(-2, 1)]
        features.append(f"kk={''.join(classes[here - 1 : here + 2])}")
        features.append(f"p={places[at]}")
        features += [f"p{by}={places[at + by]}" for by in (-1, 1) if 0 <= at + by < len(view)]
        features += beside[at]
        found.append(features)
    return found


def _word_features(words: Iterable[str]) -> tuple[list[str], list[list[str]]]:
    """For each character its place in its word (one of BMES), and its word with those beside it."""
    known = list(words)
    places: list[str] = []
    beside: list[list[str]] = []
    for number, word in enumerate(known):
        before = known[number - 1] if number else _OUTSIDE
        after = known[number + 1] if number + 1 < len(known) else _OUTSIDE
        places += ["S"] if len(word) == 1 else ["B", *"M" * (len(word) - 2), "E"]
        beside += [[f"w={word}", f"w-={before}", f"w+={after}", f"w-w={before} {word}", f"ww+={word} {after}"]] * len(
            word
        )
    return places, beside


def _class(character: str) -> str:
    if character in _DIGITS:
        return "0"
    if character in _NUMERALS:
        return "n"
    if character in _MARKS:
        return _MARKS[character]
    if "\u3400" <= character <= "\u9fff":
        return "h"
    return "a" if character.isalpha() else "-"
