"""What is fuzzed: each target takes any bytes, and raises where a promise is broken.

A target may refuse what it is given with a ReaderError; anything else that comes out of it is a finding.
"""

from __future__ import annotations

import tempfile
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from reader.documents.encodings import decode
from reader.documents.sources import FORMATS, read_raw
from reader.documents.sources.format import Options, RawFile
from reader.errors import InputError, ReaderError, UsageError
from reader.text.aligned import AlignedText, Replacement
from reader.text.display import visible
from reader.text.folding import fold
from reader.text.paragraphs import BLANK, LONGEST, split_paragraphs
from reader.text.scripts import Script, convert
from reader.text.sentences import clauses, quoted, sentences
from reader.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.annotations.sources.format import Format as MarkFormat

_LARGEST_TEXT = 4096  # code points: what is found in longer ones is found in these too, and sooner


@dataclass(frozen=True, slots=True)
class Target:
    """A name, what is run on bytes, and bytes to begin with."""

    name: str
    run: Callable[[bytes], None]
    seeds: Sequence[bytes]


def text_of(data: bytes) -> str:
    """Any text there is, lone surrogates too, from any bytes."""
    return data.decode("utf-8", "surrogatepass" if b"\xed" in data else "surrogateescape")[:_LARGEST_TEXT]


def _text(data: bytes) -> str:
    try:
        return text_of(data)
    except UnicodeDecodeError:
        return data.decode("utf-8", "surrogateescape")[:_LARGEST_TEXT]


def _decoder(data: bytes) -> None:
    """Refuses or gives a text that can be stored, and the same again from that text's own bytes."""
    for replace in (False, True):
        with suppress(InputError):
            text = decode(data, "x", replace=replace).text
            assert "\r" not in text
            assert text.strip()
            assert decode(text.encode(), "x", "utf-8").text == text.removeprefix("\ufeff")


def _paragraphs(data: bytes) -> None:
    """Paragraphs lie in order, cover all but blanks, and their sentences tile them."""
    text = _text(data)
    found = split_paragraphs(text)
    outside = 0
    for number, paragraph in enumerate(found, 1):
        span = paragraph.span
        assert paragraph.number == number
        assert outside <= span.start < span.end <= len(text)
        assert len(span) <= LONGEST
        assert not text[outside : span.start].strip(BLANK + "\n")
        outside = span.end
        words = span.slice(text)
        for tile in (sentences, clauses):
            tiles = tile(words)
            assert all(left.end <= right.start for left, right in pairwise(tiles))
            assert all(0 <= one.start < one.end <= len(words) for one in tiles)
        assert all(0 <= one.start < one.end <= len(words) for one in quoted(words))
    assert not text[outside:].strip(BLANK + "\n")


def _take(data: bytes, count: int) -> tuple[list[int], bytes]:
    return list(data[:count]), data[count:]


def _replacements(numbers: Sequence[int], text: str) -> list[Replacement]:
    """Replacements in order, out of numbers below 256."""
    made = []
    at = 0
    for step, length, what in zip(numbers[::3], numbers[1::3], numbers[2::3], strict=False):
        start = min(len(text), at + step % 16)
        end = min(len(text), start + length % 8)
        new = ("", "电", "電腦", "m2", "𠮷😀", text[start:end], text[start:end][::-1], "\u200b")[what % 8]
        made.append(Replacement(start, end, new))
        at = end
    return made


def check_map(view: AlignedText) -> None:
    """The algebra of AlignedText: maps are monotone, a way there and back keeps what it began with."""
    for here, there, back in (
        (view.source, view.to_view, view.to_source),
        (view.view, view.to_source, view.to_view),
    ):
        step = max(1, len(here) // 8)
        offsets = range(0, len(here) + 1, step)
        points = [there(Span(offset, offset)).span for offset in offsets]
        assert all(left.start <= right.start and left.end <= right.end for left, right in pairwise(points))
        for start in offsets:
            for end in offsets[start // step :: 3]:
                span = Span(start, end)
                mapped = there(span)
                home = back(mapped.span)
                if start < end:
                    assert home.span.start <= start <= end <= home.span.end
                    assert mapped.grown or home.span == span
                    assert there(home.span).span == mapped.span


def _aligned(data: bytes) -> None:
    """Three views, one upon the other: each map is right, and composing is associative and asks no one."""
    numbers, rest = _take(data, 36)
    text = _text(rest)[:24]
    first = AlignedText.from_replacements(text, _replacements(numbers[:12], text))
    second = AlignedText.from_replacements(first.view, _replacements(numbers[12:24], first.view))
    third = AlignedText.from_replacements(second.view, _replacements(numbers[24:], second.view))
    both = first.compose(second)
    for view in (first, second, third, both, both.compose(third)):
        check_map(view)
    assert (both.source, both.view) == (text, second.view)
    left, right = both.compose(third), first.compose(second.compose(third))
    assert (left.source, left.view) == (right.source, right.view)


def _views(data: bytes) -> None:
    """What is shown holds nothing that hides or acts; every view maps back."""
    text = _text(data)[:120]
    shown = visible(text)
    check_map(shown)
    assert shown.view.isascii() or not {"Cc", "Cs", "Zl", "Zp"} & {_category(one) for one in shown.view}
    assert not any(one < " " and one != "\n" for one in shown.view.replace("\n", ""))
    check_map(fold(text))
    for script in (Script.SIMPLIFIED, Script.TRADITIONAL):
        view = convert(text, script)
        check_map(view)
        check_map(view.compose(visible(view.view)))


def _category(character: str) -> str:
    import unicodedata

    return unicodedata.category(character)


_SAMPLE = "某市2024年投入8.4亿元实施“暖心工程”，出台《办法》，办结率由71.5%提高到93.8%。\n第二段里有張三與李四。"


def _rules(data: bytes) -> None:
    """A pack is refused with its line, or it runs: matches lie in the text, in order."""
    from reader.tagging.loading import parse_pack
    from reader.tagging.matcher import Matcher, tag_text

    def read_phrases(name: str) -> str:
        raise UsageError(f"The file {name} cannot be read.")

    with suppress(ReaderError):
        pack = parse_pack(data.decode("utf-8", "replace"), "x.toml", read_phrases)
        for match in tag_text(_SAMPLE, Matcher(pack, time_limit_s=0.02)):
            assert 0 <= match.span.start < match.span.end <= len(_SAMPLE)


def _quantities(data: bytes) -> None:
    """A quantity has its bounds in order, or there is none."""
    from reader.text.quantities import parse_quantity

    parse_quantity(_text(data))


def _source(name: str, wrap: Callable[[bytes], bytes] = bytes) -> Callable[[bytes], None]:
    """Reads bytes as a file of a format: documents that can be stored, or a message."""

    def run(data: bytes) -> None:
        import io

        whole = wrap(data)
        form = next(known for known in FORMATS if known.name == name)
        raw = RawFile(f"x{form.suffixes[0]}", "/x", len(whole), lambda: io.BytesIO(whole), Options(form=name))
        with suppress(InputError):
            for result in read_raw(raw):
                if isinstance(result, InputError):
                    assert result.message
                    continue
                text = getattr(result, "text", "")
                text.encode()
                assert all(0 <= one.span.start < one.span.end <= len(text) for one in getattr(result, "paragraphs", ()))

    return run


def _marks(form: MarkFormat, suffix: str, wrap: Callable[[bytes], bytes] = bytes) -> Callable[[bytes], None]:
    """Reads bytes as annotations: values that a library can hold, or a message."""
    from reader.annotations.sources.format import Options as MarkOptions
    from reader.annotations.sources.format import Sample

    folder = Path(tempfile.mkdtemp(prefix="pizhu-fuzzing-"))
    path = folder / f"x{suffix}"

    def run(data: bytes) -> None:
        path.write_bytes(wrap(data))
        form.recognises(Sample(path.name))
        with suppress(InputError):
            for result in form.read(path, MarkOptions()):
                if isinstance(result, InputError):
                    assert result.message
                    continue
                (result.text or "").encode()
                for mark in result.marks:
                    f"{mark.label}{mark.text}{mark.note}{mark.annotator}{mark.prefix}{mark.suffix}{mark.id}".encode()
                    assert mark.label
                    assert all(0 <= start <= end for start, end in mark.parts)

    return run


def targets() -> dict[str, Target]:
    """All targets by name."""
    from tests.fuzzing.packages import PACKED
    from tests.fuzzing.seeds import seeds_of

    found: dict[str, Callable[[bytes], None]] = {
        "decoder": _decoder,
        "paragraphs": _paragraphs,
        "aligned": _aligned,
        "views": _views,
        "rules": _rules,
        "quantities": _quantities,
    }
    for form in FORMATS:
        found[f"read-{form.name}"] = _source(form.name, PACKED.get(form.name, bytes))
    found["read-zip-raw"] = _source("zip")
    from reader.annotations.sources import FORMATS as MARK_FORMATS

    for mark_form in MARK_FORMATS:
        for suffix in dict.fromkeys({".jsonl": ".jsonl", ".ndjson": ".jsonl"}.get(s, s) for s in mark_form.suffixes):
            found[f"marks-{mark_form.name}{suffix}"] = _marks(mark_form, suffix, PACKED.get(suffix, bytes))
    return {name: Target(name, run, seeds_of(name)) for name, run in found.items()}
