"""Owns learned models: how one is trained, kept in a file, and what it finds in a document.

A model has a conditional random field (CRF) for each label, over the characters of the match form: passages of
different labels may overlap, and trained apart they did better than together. Its file is a line that names the format,
a line of JSON that says what is in it, and the fields as CRFsuite writes them. It is data: nothing of it is run.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.errors import UsageError
from reader.tagging import features
from reader.tagging.matcher import Match
from reader.text.folding import fold
from reader.text.spans import Span
from reader.text.words import Segmenter
from reader.translation import _
from reader.whole import read_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from reader.text.aligned import AlignedText

FORMAT = b"pizhu model 1\n"
LARGEST_FILE = 1 << 28  # bytes
_PARAMETERS = {"c1": 0.1, "c2": 0.05, "max_iterations": 60, "feature.possible_transitions": True}
_DECIMALS = 3  # of a score: what lies behind differs between machines


@dataclass(frozen=True, slots=True)
class Lesson:
    """A paragraph that people worked over: what stands in `spans`, in code points of `text`, is all there is in it."""

    text: str
    spans: tuple[tuple[Span, str], ...]


class Learned(NamedTuple):
    """A passage that a model marks; `score` is the probability of its least sure character, 0 to 1."""

    span: Span
    label: str
    score: float


@dataclass(frozen=True, slots=True)
class Model:
    """What was learned: a CRF a label, and what it was learned from.

    `data` is the SHA-256, in hexadecimal, of the lessons, `annotations` how many of each label they held.
    """

    name: str
    data: str
    paragraphs: int
    annotations: Mapping[str, int]
    fields: Mapping[str, bytes]

    def to_bytes(self) -> bytes:
        """The model as its file holds it; the same lessons give the same bytes."""
        blobs = [self.fields[label] for label in sorted(self.fields)]
        about = {
            "name": self.name,
            "features": features.VERSION,
            "data": self.data,
            "paragraphs": self.paragraphs,
            "annotations": dict(sorted(self.annotations.items())),
            "fields": {label: len(self.fields[label]) for label in sorted(self.fields)},
            "digest": hashlib.sha256(b"".join(blobs)).hexdigest(),
        }
        line = json.dumps(about, ensure_ascii=False).encode() + b"\n"
        return b"".join([FORMAT, line, *blobs])


def train(lessons: Iterable[Lesson], name: str, progress: Callable[[str], None] = lambda _label: None) -> Model:
    """A model of the labels that the lessons hold; `progress` is told of each label before its turn.

    The order of the lessons does not count. Raises UsageError where nothing is marked in them, or where CRFsuite is not
    installed.
    """
    ordered = sorted(set(lessons), key=lambda lesson: (lesson.text, lesson.spans))
    counts: dict[str, int] = {}
    for lesson in ordered:
        for _span, label in lesson.spans:
            counts[label] = counts.get(label, 0) + 1
    if not counts:
        raise UsageError(_("There is nothing to learn from: no passage is marked."), _("Mark or accept some first."))
    library = _crfsuite()
    views = [fold(lesson.text) for lesson in ordered]
    seen = [library.ItemSequence(_features(view)) for view in views]
    fields = {}
    for label in sorted(counts):
        progress(label)
        trainer = library.Trainer(verbose=False)
        trainer.set_params(_PARAMETERS)
        for lesson, view, sequence in zip(ordered, views, seen, strict=True):
            trainer.append(sequence, _tags(view, [span for span, other in lesson.spans if other == label]))
        with tempfile.TemporaryDirectory(prefix="pizhu-") as folder:
            path = Path(folder) / "crf"
            trainer.train(str(path))
            fields[label] = path.read_bytes()
    return Model(name, _digest(ordered), len(ordered), counts, fields)


def read_model(path: Path) -> Model:
    """The model in a file; raises UsageError for a file that is none, is damaged, or is of another version."""
    try:
        content = read_bytes(path, LARGEST_FILE)
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror or error}.", _("Make a model with pizhu learn.")) from error
    again = _("Make it again with pizhu learn.")
    first, _end, rest = content.partition(b"\n")
    if not first.startswith(b"pizhu model "):
        raise UsageError(_("{path}: this is no model.").format(path=path), _("Make a model with pizhu learn."))
    if first + b"\n" != FORMAT:
        raise UsageError(_("{path}: a model of another version.").format(path=path), again)
    line, _end, blob = rest.partition(b"\n")
    try:
        about = json.loads(line)
        version, sizes, digest = about["features"], about["fields"], about["digest"]
        whole = sum(sizes.values()) == len(blob) and hashlib.sha256(blob).hexdigest() == digest
        fields = _parted(blob, sizes)
        whole = whole and all(map(_is_field, fields.values()))
        model = Model(about["name"], about["data"], about["paragraphs"], about["annotations"], fields)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(_("{path}: the model is damaged.").format(path=path), again) from error
    if version != features.VERSION:
        raise UsageError(_("{path}: a model of another version.").format(path=path), again)
    if not whole:
        raise UsageError(_("{path}: the model is damaged.").format(path=path), again)
    return model


def _parted(blob: bytes, sizes: Mapping[str, int]) -> dict[str, bytes]:
    fields, start = {}, 0
    for label, size in sizes.items():
        fields[label] = blob[start : start + size]
        start += size
    return fields


def _is_field(blob: bytes) -> bool:
    """Whether bytes are what CRFsuite writes, as far as their head tells: it reads them without much care."""
    return blob[:4] == b"lCRF" and int.from_bytes(blob[4:8], "little") == len(blob)


class ModelRunner:
    """A model, ready to find passages in any number of paragraphs."""

    def __init__(self, model: Model) -> None:
        library = _crfsuite()
        self._model = model  # CRFsuite reads the fields where they stand, as long as it is used
        self._taggers = {}
        for label, field in model.fields.items():
            self._taggers[label] = library.Tagger()
            self._taggers[label].open_inmemory(field)

    def find(self, text: str) -> list[Learned]:
        """The passages in a paragraph, by start, end and label, in code points of `text`."""
        view = fold(text)
        seen = _crfsuite().ItemSequence(_features(view))
        found = []
        for label, tagger in self._taggers.items():
            tags = tagger.tag(seen)
            for start, end in _runs(tags):
                mapped = view.to_source(Span(start, end))
                if not mapped.grown:
                    score = min(tagger.marginal(tags[at], at) for at in range(start, end))
                    found.append(Learned(mapped.span, label, round(score, _DECIMALS)))
        return sorted(found)


def as_match(learned: Learned, offset: int) -> Match:
    """What a model found as batch runs take it: `offset` is where its paragraph starts, the rule is the label."""
    return Match(learned.span.shift(offset), learned.label, learned.label, {"score": learned.score})


def _crfsuite() -> Any:
    try:
        import pycrfsuite
    except ImportError as error:
        raise UsageError(_("Models need another package."), _("Install it: pip install 'pizhu[learn]'")) from error
    return pycrfsuite


@lru_cache(maxsize=1)
def _cut() -> Callable[[str], Iterable[str]]:
    """What cuts simplified text into words: always jieba itself, for a model knows the words that it learned."""
    return Segmenter().load()


def _features(view: AlignedText) -> list[list[str]]:
    return features.features_of(view.view, _cut()(view.view))


def _tags(view: AlignedText, spans: Sequence[Span]) -> list[str]:
    """B where a passage begins, I inside, O elsewhere; of passages that overlap the longest counts."""
    tags = ["O"] * len(view.view)
    for span in sorted(spans, key=lambda span: (-len(span), span)):
        shown = view.to_view(span).span
        if all(tag == "O" for tag in tags[shown.start : shown.end]):
            tags[shown.start : shown.end] = ["B", *"I" * (len(shown) - 1)] if len(shown) else []
    return tags


def _runs(tags: Sequence[str]) -> list[tuple[int, int]]:
    """The half-open ranges that begin with B and go on with I."""
    starts = [at for at, tag in enumerate(tags) if tag == "B"]
    runs = []
    for start in starts:
        end = start + 1
        while end < len(tags) and tags[end] == "I":
            end += 1
        runs.append((start, end))
    return runs


def _digest(lessons: Iterable[Lesson]) -> str:
    digest = hashlib.sha256()
    for lesson in lessons:
        spans = sorted((span.start, span.end, label) for span, label in lesson.spans)
        digest.update(json.dumps([lesson.text, spans], ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n")
    return digest.hexdigest()
