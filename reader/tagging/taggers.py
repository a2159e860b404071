"""Taggers: whatever turns a document into labelled spans. Rule packs, models and people's own functions look alike."""

from __future__ import annotations

import hashlib
import importlib
import inspect
import operator
from dataclasses import dataclass, replace
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

from reader.annotations.overlap import Overlap, yielding
from reader.errors import InputError, UsageError, nearest
from reader.tagging.loading import load_pack
from reader.tagging.matcher import Match, Matcher, Skipped, tag_text
from reader.text.paragraphs import split_paragraphs
from reader.text.spans import Span
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from reader.documents.model import Document
    from reader.tagging.model import Model
    from reader.tagging.rules import RulePack

ENTRY_POINTS = "pizhu.taggers"  # the group in which a package names its taggers: NAME = "package.module:function"


class Tagger(Protocol):
    """What a batch run needs: a name for origins, what identifies its version, and the work itself."""

    name: str
    version: str
    digest: str
    overlap: Overlap  # what becomes of what it finds where something stands already
    own: str  # the origin of all it finds; where that ends with a slash, how their origins begin

    def tag(self, document: Document) -> Tagged:
        """The matches in a document; the same text always gives the same."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """What a tagger of that name found, and which rules ran out of time."""

    tagger: str
    matches: tuple[Match, ...]
    skipped: tuple[Skipped, ...] = ()


@dataclass(frozen=True, slots=True)
class TaggerName:
    """Names a tagger so that another process can load it: a rule pack (name or path), or a function.

    A function is MODULE:FUNCTION, or the name that an installed package gave it in the entry points `pizhu.taggers`;
    a model is the path of its file.
    """

    name: str
    is_function: bool = False
    is_model: bool = False

    def load(self) -> Tagger:
        """The tagger; raises RuleError or UsageError where it cannot be used."""
        if self.is_model:
            return ModelTagger.of_file(Path(self.name))
        return FunctionTagger(self.name) if self.is_function else PackTagger(load_pack(self.name))


class PackTagger:
    """Tags by a rule pack, built in or from a file."""

    def __init__(self, pack: RulePack) -> None:
        self.name, self.version, self.digest = pack.name, pack.version, pack.digest
        self.overlap = pack.overlap
        self.own = f"rule:{self.name}/"
        self._matcher = Matcher(pack)

    def tag(self, document: Document) -> Tagged:
        """The matches of the pack's rules."""
        skipped: list[Skipped] = []
        return Tagged(
            self.name,
            tuple(tag_text(document.text, self._matcher, document.paragraphs or None, skipped)),
            tuple(skipped),
        )


class FunctionTagger:
    """Tags by a Python function that takes a Document and gives (start, end, label) in code points of its text.

    Its matches have the function's name as their rule; one from an entry point goes by the entry point's name and
    its package's version. Raises UsageError where it cannot be imported.
    """

    overlap = Overlap.KEEP_ALL

    def __init__(self, name: str) -> None:
        if ":" in name:
            self.name, _colon, self._rule = name.partition(":")
            self.version = ""
            # What another function of the module finds is not this one's.
            self.own = f"rule:{self.name}/{self._rule}"
            found = _imported(self.name, self._rule)
        else:
            entry = _entry_point(name)
            self.name, self._rule = name, entry.attr or name
            self.own = f"rule:{self.name}/"
            self.version = entry.dist.version if entry.dist else ""
            found = _imported(entry.module, entry.attr)
        self._function: Callable[[Document], Iterable[tuple[int, int, str]]] = found
        self.digest = hashlib.sha256(_source_of(found).encode()).hexdigest()

    def tag(self, document: Document) -> Tagged:
        """What the function gives; InputError where it fails, or gives what is no labelled span of this text."""
        try:
            given = list(self._function(document))
        except Exception as error:
            raise InputError(
                _("{name}: the tagger failed: {kind}: {error}.").format(
                    name=document.name, kind=type(error).__name__, error=error
                )
            ) from error
        matches = [self._match(document, one) for one in given]
        return Tagged(self.name, tuple(sorted(matches, key=lambda match: (match.span, match.label))))

    def _match(self, document: Document, given: object) -> Match:
        try:
            start, end, label = cast("Iterable[Any]", given)
            start, end = operator.index(start), operator.index(end)  # also whole numbers of other libraries
        except (TypeError, ValueError) as error:
            raise InputError(
                _("{document}: the tagger gave {given}, which is no (start, end, label).").format(
                    document=document.name, given=repr(given)
                )
            ) from error
        if not 0 <= start < end <= len(document.text):
            raise InputError(
                _("{name}: the tagger gave {start}, {end}, which is no span of the text.").format(
                    name=document.name, start=start, end=end
                )
            )
        if not isinstance(label, str) or not label:
            raise InputError(
                _("{document}: the tagger gave the label {label}, which is no text.").format(
                    document=document.name, label=repr(label)
                )
            )
        return Match(Span(start, end), label, self._rule)


class ModelTagger:
    """Tags by a learned model; leaves alone what rules, or people, have marked with the label already.

    Its version is the beginning of the digest of what it learned from.
    """

    overlap = Overlap.KEEP_EXISTING_PER_LABEL

    def __init__(self, model: Model) -> None:
        from reader.tagging.model import ModelRunner

        self.name, self.version = model.name, model.data[:12]
        self.own = f"rule:{self.name}/"
        self.digest = hashlib.sha256(model.to_bytes()).hexdigest()
        self._runner = ModelRunner(model)

    @classmethod
    def of_file(cls, path: Path) -> ModelTagger:
        """The tagger of a model's file; UsageError where that cannot be used."""
        from reader.tagging.model import read_model

        return cls(read_model(path))

    def tag(self, document: Document) -> Tagged:
        """What the model finds, paragraph by paragraph; each match has a `score` among its attributes."""
        from reader.tagging.model import as_match

        paragraphs = document.paragraphs or split_paragraphs(document.text, kinds=False)
        return Tagged(
            self.name,
            tuple(
                as_match(learned, paragraph.span.start)
                for paragraph in paragraphs
                for learned in self._runner.find(paragraph.span.slice(document.text))
            ),
        )


def tag_with(taggers: Iterable[Tagger], document: Document) -> list[Tagged]:
    """What each tagger finds, in order; one that keeps what exists leaves alone what those before it have found."""
    found: list[Tagged] = []
    standing: list[Match] = []
    for tagger in taggers:
        tagged = tagger.tag(document)
        if standing:
            tagged = replace(tagged, matches=tuple(yielding(tagger.overlap, tagged.matches, standing)))
        standing += tagged.matches
        found.append(tagged)
    return found


def installed_taggers() -> list[str]:
    """The names of the taggers that installed packages bring."""
    return sorted({entry.name for entry in entry_points(group=ENTRY_POINTS)})


def _entry_point(name: str) -> EntryPoint:
    found = list(entry_points(group=ENTRY_POINTS, name=name))
    if not found:
        known = installed_taggers()
        hint = nearest(name, known) if known else _("Write package.module:function.")
        raise UsageError(_("{name}: no installed package brings a tagger of this name.").format(name=name), hint)
    return found[0]


def _imported(module: str, function: str) -> Callable[..., Any]:
    if not module or not function:
        raise UsageError(
            _("{module}:{function}: not a function.").format(module=module, function=function),
            _("Write package.module:function."),
        )
    try:
        found = getattr(importlib.import_module(module), function)
    except Exception as error:
        # Whatever the module does when it is imported may fail in any way.
        said = str(error) if isinstance(error, ImportError | AttributeError) else f"{type(error).__name__}: {error}"
        hint = _("It must be importable from where you start pizhu.")
        raise UsageError(f"{module}:{function}: {said}.", hint) from error
    if not callable(found):
        raise UsageError(
            _("{module}:{function}: not a function.").format(module=module, function=function),
            _("Write package.module:function."),
        )
    return cast("Callable[..., Any]", found)


def _source_of(function: Callable[..., object]) -> str:
    try:
        return inspect.getsource(function)
    except (OSError, TypeError):
        return f"{function.__module__}:{function.__qualname__}"
