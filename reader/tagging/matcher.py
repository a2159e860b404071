"""Owns running a rule pack over text: text in, spans out, in code points of that text. It stores nothing."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

import regex

from reader.annotations.overlap import clear_of, resolve
from reader.tagging.rules import CONTEXT, FLAGS, Repeat, right_before
from reader.tagging.word_rules import WordSearch, words_within
from reader.text.folding import fold
from reader.text.paragraphs import split_paragraphs
from reader.text.quantities import parse_folded
from reader.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from reader.tagging.rules import Condition, Rule, RulePack
    from reader.text.aligned import AlignedText
    from reader.text.paragraphs import Kind, Paragraph
    from reader.text.parts_of_speech import TaggedWord

TIME_LIMIT_S = 0.5  # for one pattern in one paragraph …
SECONDS_PER_CHARACTER = 1e-5  # … and more for a paragraph of a hundred thousand characters
PATIENCE = 3  # paragraphs of one document in which a rule may run out of time before it is left out
FEW_LETTERS = 3
SHORTEST_REPEAT = 3  # of a name without quotes; shorter ones are other words too often


@dataclass(frozen=True, slots=True)
class Match:
    """A passage a rule has found: `span` in code points of the text that was given, `rule` the rule's id."""

    span: Span
    label: str
    rule: str
    attributes: Mapping[str, Any] = field(default_factory=dict)


class Skipped(NamedTuple):
    """A rule that ran out of time in a paragraph, which starts at `start`; the other rules did their work."""

    rule: str
    start: int


class _Hit(NamedTuple):
    match: Match
    name: str  # that `repeat` is to look for, or empty


class Matcher:
    """A rule pack, compiled. Compile once, use for any number of texts; it holds no state of a text."""

    def __init__(self, pack: RulePack, time_limit_s: float = TIME_LIMIT_S) -> None:
        self.pack = pack
        self.time_limit_s = time_limit_s
        # A passage that several rules mark alike belongs to the first, so the strongest go first.
        ranked = sorted(pack.rules, key=lambda rule: -rule.priority)
        self._rules = [_CompiledRule(rule) for rule in ranked]
        self._by_id = {rule.id: rule for rule in pack.rules}
        self.looks_at_kinds = any(rule.kinds for rule in pack.rules)

    def match(self, text: str, kind: Kind | None = None, skipped: list[Skipped] | None = None) -> list[Match]:
        """What the rules find in one paragraph, ordered by start, end and label.

        Without a `kind`, rules for certain kinds run too. A rule that runs out of time is left out, and
        appended to `skipped`.
        """
        collected: list[Skipped] = [] if skipped is None else skipped
        passage = _Passage(fold(text), 0, len(text))
        return self._resolved(_found(self._rules, passage, kind, self.time_limit_s, collected))

    def match_document(self, text: str, paragraphs: Iterable[Paragraph], skipped: list[Skipped]) -> Iterator[Match]:
        """What the rules find in the paragraphs of a document, then what `repeat` adds; in order."""
        folded = fold(text)
        rules = list(self._rules)
        failures: dict[str, int] = {}
        matches: list[Match] = []
        names: dict[str, Match] = {}
        passages = []
        for paragraph in paragraphs:
            passage = _Passage(folded, paragraph.span.start, paragraph.span.end)
            passages.append(passage)
            news: list[Skipped] = []
            hits = _found(rules, passage, paragraph.kind, self.time_limit_s, news)
            if hits:
                kept = self._resolved(hits)
                matches += kept
                self._remember(names, hits, kept)
            for skip in news:
                skipped.append(skip)
                failures[skip.rule] = failures.get(skip.rule, 0) + 1
                if failures[skip.rule] == PATIENCE:
                    rules = [rule for rule in rules if rule.rule.id != skip.rule]
        yield from self._with_repeats(matches, names, passages) if names else matches

    def _resolved(self, hits: list[_Hit]) -> list[Match]:
        return resolve(
            self.pack.overlap,
            [hit.match for hit in hits],
            priority=lambda match: self._by_id[match.rule].priority,
        )

    def _remember(self, names: dict[str, Match], hits: list[_Hit], kept: list[Match]) -> None:
        """Notes the names of passages that stay; of two rules with one name, the one that repeats further."""
        named = [hit for hit in hits if hit.name]
        places = {(match.span, match.label) for match in kept} if named else set()
        for match, name in named:
            if (match.span, match.label) in places:
                known = names.setdefault(name, match)
                if self._by_id[known.rule].repeat is not Repeat.ANYWHERE:
                    names[name] = match

    def _with_repeats(
        self, matches: list[Match], names: Mapping[str, Match], passages: Iterable[_Passage]
    ) -> list[Match]:
        search = _phrase_search(list(names))
        repeats = []
        for passage in passages:
            for start, end in search(passage.view):
                first = names[passage.view[start:end]]
                anywhere = self._by_id[first.rule].repeat is Repeat.ANYWHERE
                before, after = passage.view[max(0, start - 1) : start], passage.view[end : end + 1]
                marked = (before, after) in _QUOTED
                if not marked and (not anywhere or end - start < SHORTEST_REPEAT):
                    continue
                span = passage.to_source(start - marked, end + marked)
                if span is not None:
                    repeats.append(Match(span, first.label, first.rule, first.attributes))
        for label in {match.label for match in repeats}:
            same = [match for match in matches if match.label == label]
            matches = matches + clear_of([match for match in repeats if match.label == label], same)
        return sorted(matches, key=lambda match: (match.span.start, match.span.end, match.label))


_QUOTED = frozenset({("“", "”"), ("‘", "’"), ('"', '"'), ("'", "'"), ("《", "》")})


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


class _Passage:
    """A paragraph in its match form, with the way back to the source."""

    __slots__ = ("_even", "_letters", "_words", "folded", "offset", "start", "view")

    def __init__(self, folded: AlignedText, start: int, end: int) -> None:
        shown = folded.to_view(Span(start, end)).span
        self.folded = folded
        self.start = start
        self.offset = shown.start
        self._even = folded.is_even(Span(start, end))
        self.view = folded.view[shown.start : shown.end]
        self._letters: frozenset[str] | None = None
        self._words: tuple[list[TaggedWord], list[int]] | None = None

    def letters(self) -> frozenset[str]:
        """The characters of the match form."""
        if self._letters is None:
            self._letters = frozenset(self.view)
        return self._letters

    def words(self, timeout_s: float) -> tuple[list[TaggedWord], list[int]]:
        """The words, and where each begins in the match form, the end last; raises TimeoutError."""
        if self._words is None:
            words = words_within(self.view, timeout_s)
            self._words = words, [0, *accumulate(len(word.word) for word in words)]
        return self._words

    def to_source(self, start: int, end: int) -> Span | None:
        """The source span of a hit without invisible characters at its edges; None where it cuts a unit."""
        if self._even:
            first, last = start + self.start, end + self.start
        else:
            mapped = self.folded.to_source(Span(start + self.offset, end + self.offset))
            if mapped.grown:
                return None
            first, last = mapped.span.start, mapped.span.end
        source = self.folded.source
        while first < last and _invisible(source[first]):
            first += 1
        while last > first and _invisible(source[last - 1]):
            last -= 1
        return Span(first, last) if first < last else None


@lru_cache(maxsize=1 << 14)
def _invisible(character: str) -> bool:
    """White space, or a character the match form leaves out."""
    return character.isspace() or (not character.isascii() and not fold(character).view)


class _CompiledRule:
    """A rule ready to run: `hits` gives `(start, end, name)` over a match form."""

    __slots__ = ("conditions", "group", "letters", "name", "needed", "pattern", "rule", "search", "sequence")

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        letters = frozenset(word for word in rule.needs if len(word) == 1)
        # A few are found sooner one by one than a set of the paragraph's is made.
        self.letters = letters if len(letters) > FEW_LETTERS else frozenset()
        self.needed = tuple(word for word in rule.needs if word not in self.letters)
        self.search = _phrase_search(rule.phrases) if rule.phrases else None
        self.sequence = WordSearch(rule.words, FLAGS) if rule.words else None
        self.pattern = regex.compile(rule.pattern, FLAGS) if rule.pattern else None
        groups = {} if self.pattern is None else self.pattern.groupindex
        self.group: str | int = "span" if "span" in groups else 0
        self.name: str | int = "name" if "name" in groups else self.group
        self.conditions = [_condition(condition) for condition in rule.conditions]

    def may_hit(self, passage: _Passage) -> bool:
        """Whether a match form has any of what the rule needs."""
        view = passage.view
        if self.letters and not self.letters.isdisjoint(passage.letters()):
            return True
        for word in self.needed:  # noqa: SIM110 - a generator costs more than what it looks for
            if word in view:
                return True
        return False

    def hits(self, passage: _Passage, timeout_s: float) -> list[tuple[int, int, str]]:
        """Raises TimeoutError where the pattern, or its conditions together, need longer than `timeout_s`."""
        view = passage.view
        found: list[tuple[int, int, str]] = []
        if self.search is not None:
            found = [(start, end, view[start:end]) for start, end in self.search(view)]
        elif self.pattern is not None:
            # Letting go of the interpreter's lock costs more than a paragraph takes.
            hits = self.pattern.finditer(view, timeout=timeout_s, concurrent=False)
            found = [(*hit.span(self.group), hit[self.name] or "") for hit in hits]
        elif self.sequence is not None:
            words, places = passage.words(timeout_s)
            ranges = self.sequence.find(words, timeout_s)
            found = [(places[first], places[last], view[places[first] : places[last]]) for first, last in ranges]
        return self._holding(found, view, timeout_s) if found and self.conditions else found

    def _holding(self, hits: list[tuple[int, int, str]], view: str, timeout_s: float) -> list[tuple[int, int, str]]:
        """The hits for which every condition holds; the time is for all of them together."""
        end = time.monotonic() + timeout_s
        kept = []
        for hit in hits:
            for holds in self.conditions:
                left_s = end - time.monotonic()
                if left_s <= 0:
                    raise TimeoutError
                if not holds(view, hit[0], hit[1], left_s):
                    break
            else:
                kept.append(hit)
        return kept


def _found(
    rules: Iterable[_CompiledRule],
    passage: _Passage,
    kind: Kind | None,
    time_limit_s: float,
    skipped: list[Skipped],
) -> list[_Hit]:
    """What each rule hits, before the overlap policy; rules of the highest priority first."""
    found = []
    view = passage.view
    timeout_s = time_limit_s + SECONDS_PER_CHARACTER * len(view)
    for compiled in rules:
        rule = compiled.rule
        if rule.kinds and kind is not None and kind not in rule.kinds:
            continue
        if rule.needs and not compiled.may_hit(passage):
            continue
        try:
            hits = compiled.hits(passage, timeout_s)
        except TimeoutError:
            skipped.append(Skipped(rule.id, passage.start))
            continue
        for start, end, name in hits:
            span = passage.to_source(start, end) if start < end else None
            if span is not None:
                attributes = _attributes(rule, view[start:end])
                found.append(_Hit(Match(span, rule.label, rule.id, attributes), name if rule.repeat else ""))
    return found


def _attributes(rule: Rule, hit: str) -> Mapping[str, Any]:
    if not rule.quantity:
        return rule.attributes
    quantity = parse_folded(hit)
    return rule.attributes if quantity is None else {**rule.attributes, **quantity.attributes()}


def _condition(condition: Condition) -> Callable[[str, int, int, float], bool]:
    wanted = condition.wanted
    if condition.where == "before":
        ending = regex.compile(right_before(condition.pattern), FLAGS)

        def holds_before(view: str, start: int, _: int, timeout_s: float) -> bool:
            near = view[max(0, start - CONTEXT) : start]
            return (ending.search(near, timeout=timeout_s) is not None) is wanted

        return holds_before
    pattern = regex.compile(condition.pattern, FLAGS)
    if condition.where == "after":

        def holds_after(view: str, _: int, end: int, timeout_s: float) -> bool:
            near = view[end : end + CONTEXT]
            return (pattern.match(near, timeout=timeout_s) is not None) is wanted

        return holds_after

    def holds_near(view: str, start: int, end: int, timeout_s: float) -> bool:
        near = view[max(0, start - CONTEXT) : end + CONTEXT]
        return (pattern.search(near, timeout=timeout_s) is not None) is wanted

    return holds_near


def _phrase_search(phrases: Iterable[str]) -> Callable[[str], list[tuple[int, int]]]:
    """A function that gives where phrases stand in a text: the leftmost, and of those the longest."""
    from ahocorasick_rs import AhoCorasick, MatchKind

    automaton = AhoCorasick(list(phrases), matchkind=MatchKind.LeftmostLongest)
    return lambda text: [(start, end) for _, start, end in automaton.find_matches_as_indexes(text)]
