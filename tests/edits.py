"""Generated edits of real text, each with the truth: where every character of the old text stands in the new one.

A text is kept as characters that know where they came from, so after any number of edits it is known whether a
passage is still there, in one piece, and where. What is inserted comes from other real text, so that new sentences
share words with old ones.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from reader.annotations.bare_text import BareText
from reader.text.folding import fold
from reader.text.paragraphs import BLANK
from reader.text.scripts import Script, convert
from reader.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

Character = tuple[str, int]
"""A character, and its offset in the old text; -1 for what was put in."""

_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；]?")
_PAUSES = "，。、；：！？,.;:!?…"
_NUMBER = re.compile(r"\d[\d.,%万亿]*")


@dataclass(frozen=True, slots=True)
class Edited:
    """An edit of some kind: old and new text, and where the characters of the old one are."""

    kind: str
    old: str
    characters: tuple[Character, ...]

    @property
    def new(self) -> str:
        """The new text."""
        return "".join(character for character, _ in self.characters)

    def truth(self, spans: list[Span]) -> list[Span | None]:
        """Where spans of the old text stand; None for one that was changed inside, taken apart, or taken out."""
        place = {origin: at for at, (_, origin) in enumerate(self.characters) if origin >= 0}
        return [self._truth(span, place) for span in spans]

    def _truth(self, span: Span, place: dict[int, int]) -> Span | None:
        offsets = [offset for offset in range(span.start, span.end) if not self.old[offset].isspace()]
        places = [place.get(offset, -1) for offset in offsets]
        if not places or -1 in places or places != sorted(places):
            return None
        known = set(places)
        inside = [
            c for at, (c, _) in enumerate(self.characters[places[0] : places[-1] + 1], places[0]) if at not in known
        ]
        return Span(places[0], places[-1] + 1) if all(character.isspace() for character in inside) else None


class Editor:
    """Edits a text at random in a way that has a name."""

    def __init__(self, random: Random, other: str) -> None:
        self.random = random
        self._other: list[str] = [s for s in _SENTENCE.findall(other) if len(s.strip()) > 8]

    def edit(self, kind: str, text: str, spans: list[Span]) -> Edited:
        """An edit of a kind of KINDS; some kinds aim at the spans."""
        characters = list(zip(text, range(len(text)), strict=True))
        return Edited(kind, text, tuple(_stayed(text, KINDS[kind](self, characters, spans))))

    def foreign(self) -> str:
        """A sentence of another text."""
        return self.random.choice(self._other).strip()

    def other_than(self, character: str) -> Character:
        """Another character, in either script."""
        while fold(found := self.random.choice(self.foreign())).view == fold(character).view:
            pass
        return found, -1

    def sentences(self, characters: list[Character]) -> list[tuple[int, int]]:
        """Where the sentences are."""
        text = "".join(character for character, _ in characters)
        return [found.span() for found in _SENTENCE.finditer(text) if found[0].strip()]

    def lines(self, characters: list[Character]) -> list[list[Character]]:
        """The lines, each with its end."""
        lines: list[list[Character]] = [[]]
        for character in characters:
            lines[-1].append(character)
            if character[0] == "\n":
                lines.append([])
        return [line for line in lines if line]


def _stayed(old: str, characters: list[Character]) -> list[Character]:
    """What was put in where the same had been taken out has stayed: nobody could tell it from that."""
    kept = {origin for _, origin in characters}
    done = characters[:]
    for step, numbers in ((1, range(len(done))), (-1, reversed(range(len(done))))):
        beside = -1 if step > 0 else len(old)
        for number in numbers:
            character, origin = done[number]
            taken_out = beside + step
            if origin < 0 and 0 <= taken_out < len(old) and taken_out not in kept and _same(character, old[taken_out]):
                done[number], origin = (character, taken_out), taken_out
                kept.add(taken_out)
            beside = origin if origin >= 0 else beside if character.isspace() else -2
    return done


@cache
def _same(one: str, other: str) -> bool:
    return BareText.of(one).text == BareText.of(other).text


def new(text: str) -> list[Character]:
    """Characters that were put in."""
    return [(character, -1) for character in text]


def instead(old: list[Character], text: str) -> list[Character]:
    """Characters that were put in the place of others: what both begin and end with has stayed."""
    words = "".join(character for character, _ in old)
    start = end = 0
    while start < min(len(words), len(text)) and words[start] == text[start]:
        start += 1
    while end < min(len(words), len(text)) - start and words[-end - 1] == text[-end - 1]:
        end += 1
    return old[:start] + new(text[start : len(text) - end]) + (old[-end:] if end else [])


Text = list[Character]


def substitute(rate: float) -> Callable[[Editor, Text, list[Span]], Text]:
    """Other characters in place of some, one by one."""

    def edit(editor: Editor, text: Text, _: list[Span]) -> Text:
        return [
            editor.other_than(one[0]) if editor.random.random() < rate and not one[0].isspace() else one for one in text
        ]

    return edit


def slices(editor: Editor, text: Text, _: list[Span]) -> Text:
    """Some short stretches go, come or give way."""
    for _number in range(editor.random.randint(1, 8)):
        at = editor.random.randint(0, len(text))
        end = min(len(text), at + editor.random.choice([0, 1, 2, 5, 15, 40]))
        words = editor.foreign()[: editor.random.choice([0, 1, 2, 5, 15])]
        text = text[:at] + instead(text[at:end], words) + text[end:]
    return text


def delete_sentences(editor: Editor, text: Text, _: list[Span]) -> Text:
    """A third of the sentences go."""
    return _rewritten(editor, text, lambda sentence: [] if editor.random.random() < 0.33 else sentence)


def insert_sentences(editor: Editor, text: Text, _: list[Span]) -> Text:
    """Sentences of another text come in."""
    return _rewritten(
        editor, text, lambda sentence: sentence + (new(editor.foreign()) if editor.random.random() < 0.3 else [])
    )


def replace_sentences(editor: Editor, text: Text, _: list[Span]) -> Text:
    """A third of the sentences give way to others; the mark at the end stays."""
    return _rewritten(
        editor,
        text,
        lambda sentence: instead(sentence, editor.foreign()) if editor.random.random() < 0.33 else sentence,
    )


def _rewritten(editor: Editor, text: Text, change: Callable[[Text], Text]) -> Text:
    done: Text = []
    at = 0
    for start, end in editor.sentences(text):
        done += text[at:start] + change(text[start:end])
        at = end
    return done + text[at:]


def insert_before(editor: Editor, text: Text, _: list[Span]) -> Text:
    """A preamble comes in at the top."""
    return new("\n".join(editor.foreign() for _number in range(3)) + "\n") + text


def move_paragraphs(editor: Editor, text: Text, _: list[Span]) -> Text:
    """Lines are cut out and pasted elsewhere."""
    lines = editor.lines(text)
    for _number in range(editor.random.randint(1, 3)):
        line = lines.pop(editor.random.randrange(len(lines)))
        lines.insert(editor.random.randint(0, len(lines)), line)
    return _joined(lines)


def move_sentences(editor: Editor, text: Text, _: list[Span]) -> Text:
    """Sentences are cut out and pasted elsewhere."""
    for _number in range(editor.random.randint(1, 3)):
        start, end = editor.random.choice(editor.sentences(text) or [(0, 0)])
        sentence, text = text[start:end], text[:start] + text[end:]
        places = [end for _, end in editor.sentences(text)] or [0]
        at = editor.random.choice(places)
        text = text[:at] + sentence + text[at:]
    return text


def move_slices(editor: Editor, text: Text, _: list[Span]) -> Text:
    """Stretches are cut out at any place and pasted at any other."""
    for _number in range(2):
        start = editor.random.randint(0, len(text))
        end = min(len(text), start + editor.random.randint(5, 80))
        cut, text = text[start:end], text[:start] + text[end:]
        at = editor.random.randint(0, len(text))
        text = text[:at] + cut + text[at:]
    return text


def copy_paragraphs(editor: Editor, text: Text, _: list[Span]) -> Text:
    """Lines are copied and pasted elsewhere."""
    lines = editor.lines(text)
    for _number in range(2):
        line = editor.random.choice(lines)
        lines.insert(editor.random.randint(0, len(lines)), new("".join(character for character, _ in line)))
    return _joined(lines)


def at_the_edges(editor: Editor, text: Text, spans: list[Span]) -> Text:
    """Something comes in, or goes, right beside the spans; never their own words, for which is which nobody can say."""
    for span in sorted(spans, reverse=True):
        words = "".join(character for character, _ in text[span.start : span.end])
        for at in (span.end, span.start):
            if editor.random.random() < 0.5:
                coming = editor.foreign()[: editor.random.randint(1, 6)]
                text = text[:at] + new(coming if words not in coming else "") + text[at:]
            elif editor.random.random() < 0.5:
                far = editor.random.randint(1, 4)
                text = text[:at] + text[at + far :] if at == span.end else text[: max(0, at - far)] + text[at:]
    return text


def delete_spans(editor: Editor, text: Text, spans: list[Span]) -> Text:
    """The passages themselves go, half of them."""
    gone = {at for span in spans if editor.random.random() < 0.5 for at in range(span.start, span.end)}
    return [one for at, one in enumerate(text) if at not in gone]


def change_spans(editor: Editor, text: Text, spans: list[Span]) -> Text:
    """A character inside half of the passages is another."""
    for span in spans:
        if editor.random.random() < 0.5:
            at = editor.random.randrange(span.start, span.end)
            text[at] = editor.other_than(text[at][0])
    return text


def change_numbers(editor: Editor, text: Text, _: list[Span]) -> Text:
    """Half of the numbers are others, as in next year's report."""
    done: Text = []
    at = 0
    for found in _NUMBER.finditer("".join(character for character, _ in text)):
        if editor.random.random() < 0.5:
            number = str(editor.random.randint(1, 999))
            done += text[at : found.start()] + instead(text[slice(*found.span())], number)
            at = found.end()
    return done + text[at:]


def normalise(editor: Editor, text: Text, _: list[Span]) -> Text:
    """Marks and figures in another width, spaces gone or put in, another kind of quotation mark."""
    width = str.maketrans("，：；？！（）０１２３４５６７８９％", ",:;?!()0123456789%") if editor.random.random() < 0.5 else {
        ord(a): b for a, b in zip(",:;?!()0123456789%", "，：；？！（）０１２３４５６７８９％", strict=True)
    }  # fmt: skip
    quotes = str.maketrans("“”‘’", "「」『』") if editor.random.random() < 0.5 else {}
    done: Text = []
    for character, origin in text:
        if character in " \u3000" and editor.random.random() < 0.5:
            continue
        done.append((character.translate(width).translate(quotes), origin))
        if editor.random.random() < 0.02:
            done.append((" ", -1))
    return done


def other_script(editor: Editor, text: Text, _: list[Span]) -> Text:
    """The edition in the other script."""
    words = "".join(character for character, _ in text)
    view = convert(words, editor.random.choice([Script.TRADITIONAL, Script.TAIWAN, Script.HONG_KONG]))
    if len(view.view) != len(words) or view.units:
        return text
    return [(character, origin) for character, (_, origin) in zip(view.view, text, strict=True)]


def reflow(editor: Editor, text: Text, _: list[Span]) -> Text:
    """Lines end elsewhere: joined, then broken after so many characters."""
    width = editor.random.choice([20, 38, 76, 10_000])
    done: Text = []
    column = 0
    for character, origin in text:
        if character == "\n":
            if column > width // 2 or editor.random.random() < 0.5:
                continue
            column = -1
        done.append((character, origin))
        column += 1
        if column == width:
            done.append(("\n", -1))
            column = 0
    return done


def split_and_join(editor: Editor, text: Text, _: list[Span]) -> Text:
    """Paragraphs are split at sentences, others run together."""
    return [
        one
        for character, origin in text
        for one in (
            [] if character == "\n" and editor.random.random() < 0.4
            else [(character, origin), *new("\n\n　　")] if character in "。；" and editor.random.random() < 0.3
            else [(character, origin)]
        )
    ]  # fmt: skip


def several(editor: Editor, text: Text, spans: list[Span]) -> Text:
    """Two to four of the others, one after the other."""
    kinds = [edit for name, edit in KINDS.items() if name not in _ALONE and name != "several"]
    for edit in editor.random.sample(kinds, editor.random.randint(2, 4)):
        text = edit(editor, text, spans) or text
    return text


def _joined(lines: list[Text]) -> Text:
    """Lines one after the other, the last one too with an end where another follows."""
    done: Text = []
    for line in lines:
        if done and done[-1][0] != "\n":
            done.append(("\n", -1))
        done += line
    return done


KINDS: dict[str, Callable[[Editor, Text, list[Span]], Text]] = {
    "1 % of characters": substitute(0.01),
    "4 % of characters": substitute(0.04),
    "10 % of characters": substitute(0.10),
    "short stretches": slices,
    "preamble": insert_before,
    "sentences out": delete_sentences,
    "sentences in": insert_sentences,
    "sentences replaced": replace_sentences,
    "paragraphs moved": move_paragraphs,
    "sentences moved": move_sentences,
    "stretches moved": move_slices,
    "paragraphs copied": copy_paragraphs,
    "beside the spans": at_the_edges,
    "spans out": delete_spans,
    "spans changed": change_spans,
    "numbers changed": change_numbers,
    "width and spaces": normalise,
    "other script": other_script,
    "lines reflowed": reflow,
    "split and joined": split_and_join,
    "several": several,
}
"""The kinds of edits, by name."""

# They aim at offsets of the old text; and of a copy whose original is gone no one can say which it is.
_ALONE = {"beside the spans", "spans out", "spans changed", "paragraphs copied"}


def some_spans(random: Random, text: str, count: int) -> list[Span]:
    """Passages as people mark them: numbers, short words that come again, stretches; white space and pauses outside."""
    numbers = [Span(*found.span()) for found in _NUMBER.finditer(text)]
    spans: set[Span] = set()
    for _ in range(50 * count):
        if len(spans) == count:
            break
        if numbers and random.random() < 0.3:
            spans.add(random.choice(numbers))
            continue
        start = random.randrange(len(text))
        end = min(len(text), start + random.choice([1, 2, 2, 3, 4, 4, 6, 8, 12, 20, 40]))
        words = text[start:end]
        if words.strip(BLANK) == words and words[0] not in _PAUSES and words[-1] not in _PAUSES:
            spans.add(Span(start, end))
    return sorted(spans)
