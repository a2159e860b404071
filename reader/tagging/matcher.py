"""Owns running a rule pack over text: text in, spans out, in code points of that text. It stores nothing.

Its parts: passages.py (a paragraph as rules see it), compiled.py (one rule), repeats.py (names found again).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import regex

from reader.annotations.overlap import resolve
from reader.tagging.compiled import CompiledRule
from reader.tagging.matches import Match, Skipped
from reader.tagging.passages import Passage
from reader.tagging.repeats import Named, Names
from reader.tagging.rules import FLAGS
from reader.text.folding import fold
from reader.text.paragraphs import split_paragraphs
from reader.text.quantities import parse_folded
from reader.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from reader.tagging.compiled import Hit
    from reader.tagging.rules import Rule, RulePack
    from reader.text.paragraphs import Kind, Paragraph

__all__ = ["Match", "Matcher", "Skipped", "tag_text"]

TIME_LIMIT_S = 0.5  # for one pattern in one paragraph …
SECONDS_PER_CHARACTER = 1e-5  # … and more for a paragraph of a hundred thousand characters
PATIENCE = 3  # paragraphs of one document in which a rule may run out of time before it is left out
_QUANTITIES_REMEMBERED = 1 << 12


class Matcher:
    """A rule pack, compiled. Compile once, use for any number of texts; it holds no state of a text."""

    def __init__(self, pack: RulePack, time_limit_s: float = TIME_LIMIT_S) -> None:
        self.pack = pack
        self.time_limit_s = time_limit_s
        # A passage that several rules mark alike belongs to the first, so the strongest go first.
        ranked = sorted(pack.rules, key=lambda rule: -rule.priority)
        # Rules that need the same words are asked about them once; no words are always there.
        needs = list(dict.fromkeys(rule.needs for rule in ranked))
        self._needs = needs
        self._rules = [_Ready(CompiledRule(rule), rule, needs.index(rule.needs)) for rule in ranked]
        self._by_id = {rule.id: rule for rule in pack.rules}
        self.looks_at_kinds = any(rule.kinds for rule in pack.rules)

    def match(self, text: str, kind: Kind | None = None, skipped: list[Skipped] | None = None) -> list[Match]:
        """What the rules find in one paragraph, ordered by start, end and label.

        Without a `kind`, rules for certain kinds run too. A rule that runs out of time is left out, and
        appended to `skipped`.
        """
        collected: list[Skipped] = [] if skipped is None else skipped
        folded = fold(text)
        found = self._found(folded.view, [Passage(folded, Span(0, len(text)))], [kind], collected)
        return self._resolved(found[0].matches) if found else []

    def match_document(self, text: str, paragraphs: Iterable[Paragraph], skipped: list[Skipped]) -> Iterator[Match]:
        """What the rules find in the paragraphs of a document, then what `repeat` adds; in order."""
        folded = fold(text)
        passages: list[Passage] = []
        kinds: list[Kind | None] = []
        for paragraph in paragraphs:
            passages.append(Passage(folded, paragraph.span))
            kinds.append(paragraph.kind)
        matches: list[Match] = []
        names = Names({ready.rule.id: ready.compiled for ready in self._rules}, self.pack.short_forms)
        for found in self._found(folded.view, passages, kinds, skipped):
            kept = self._resolved(found.matches)
            matches += kept
            if found.named:
                names.remember(found.named, kept)
        if names:
            matches = names.repeated(matches, passages, self.time_limit_s, skipped)
        yield from matches

    def _found(
        self, document: str, passages: Sequence[Passage], kinds: Sequence[Kind | None], skipped: list[Skipped]
    ) -> Sequence[_Found]:
        """What the rules hit in the passages that they hit anything in, before the overlap policy, strongest first.

        `document` is the match form of all, passages and what is between them.
        """
        everything: dict[int, _Found] = {}
        having = [
            [number for number, passage in enumerate(passages) if _has_any(passage.view, words)]
            for words in self._needs
        ]
        late: list[Skipped] = []
        shut_out: dict[str, bool | None] = {}
        # A rule goes through all passages before the next: its compiled pattern is large, and stays at hand so.
        for compiled, rule, needs in self._rules:
            failures = 0
            if rule.exclude_document and having[needs]:
                try:
                    if self._is_shut_out(rule.exclude_document, document, shut_out):
                        continue
                except TimeoutError:
                    late.append(Skipped(rule.id, passages[0].start))
                    continue
            for number in having[needs]:
                passage, kind = passages[number], kinds[number]
                if rule.kinds and kind is not None and kind not in rule.kinds:
                    continue
                try:
                    hits = compiled.hits(passage, self.time_limit_s + SECONDS_PER_CHARACTER * len(passage.view))
                except TimeoutError:
                    late.append(Skipped(rule.id, passage.start))
                    failures += 1
                    if failures == PATIENCE:
                        break
                    continue
                if hits:
                    everything.setdefault(number, _Found([], [])).add(rule, passage, hits)
        skipped += sorted(late, key=lambda skip: skip.start)
        return [everything[number] for number in sorted(everything)]

    def _is_shut_out(self, pattern: str, document: str, known: dict[str, bool | None]) -> bool:
        """Whether a pattern matches anywhere in a document; raises TimeoutError, of one pattern without a second wait."""
        if pattern not in known:
            limit_s = self.time_limit_s + SECONDS_PER_CHARACTER * len(document)
            known[pattern] = None
            known[pattern] = regex.search(pattern, document, FLAGS, timeout=limit_s) is not None
        shut_out = known[pattern]
        if shut_out is None:
            raise TimeoutError
        return shut_out

    def _resolved(self, found: list[Match]) -> list[Match]:
        if len(found) < 2:
            return found
        return resolve(self.pack.overlap, found, priority=lambda match: self._by_id[match.rule].priority)


class _Found(NamedTuple):
    """What was hit in one passage, and which of it names something."""

    matches: list[Match]
    named: list[Named]

    def add(self, rule: Rule, passage: Passage, hits: Iterable[Hit]) -> None:
        view, label, rule_id, attributes = passage.view, rule.label, rule.id, rule.attributes
        for start, end, name in hits:
            span = passage.to_source(start, end) if start < end else None
            if span is not None:
                if rule.quantity:
                    attributes = _attributes(rule, view[start:end])
                match = Match(span, label, rule_id, attributes)
                self.matches.append(match)
                if name:
                    self.named.append(Named(match, name, view[start:end]))


class _Ready(NamedTuple):
    """A rule ready to run, with the index of what it needs."""

    compiled: CompiledRule
    rule: Rule
    needs: int


def tag_text(
    text: str,
    matcher: Matcher,
    paragraphs: Iterable[Paragraph] | None = None,
    skipped: list[Skipped] | None = None,
) -> Iterator[Match]:
    """What a pack finds in a whole document, in code points of `text`, in order.

    Without `paragraphs` the text is split here. Rules that ran out of time are appended to `skipped`, each
    with the start of the paragraph; after three such paragraphs a rule is left out of the rest.
    """
    parts = split_paragraphs(text, kinds=matcher.looks_at_kinds) if paragraphs is None else paragraphs
    return matcher.match_document(text, parts, [] if skipped is None else skipped)


def _has_any(view: str, words: Sequence[str]) -> bool:
    """Whether a match form has one of the words; of no words, always."""
    for word in words:
        if word in view:
            return True
    return not words


def _attributes(rule: Rule, hit: str) -> Mapping[str, Any]:
    """Those of the rule, and of the quantity that a hit states."""
    stated = _stated(hit)
    return {**rule.attributes, **stated} if stated else rule.attributes


@lru_cache(maxsize=_QUANTITIES_REMEMBERED)
def _stated(hit: str) -> Mapping[str, str] | None:
    """The attributes of the quantity that a hit states; None where it states none."""
    quantity = parse_folded(hit)
    return None if quantity is None else quantity.attributes()
