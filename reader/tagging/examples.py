"""Owns checking a pack's own examples: what a rule says that it marks, and what not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from reader.tagging.matcher import Matcher, Skipped

if TYPE_CHECKING:
    from reader.tagging.rules import RulePack


class FailedExample(NamedTuple):
    """An example that a rule does not meet: `marked` is what the rule marks in it instead.

    Where the rule ran out of time it is `slow`, and what it would mark is not known.
    """

    rule: str
    line: int
    example: str
    marked: list[str]
    slow: bool = False


def failed_examples(pack: RulePack) -> list[FailedExample]:
    """The examples that do not hold, each rule run by itself; empty for a pack that does what it says."""
    failures = []
    for rule in pack.rules:
        matcher = Matcher(replace(pack, rules=(rule,)))
        tried = [(example, *_parted(example), True) for example in rule.matches]
        tried += [(example, example, [], False) for example in rule.not_matches]
        for example, text, expected, wanted in tried:
            skipped: list[Skipped] = []
            marked = [match.span.slice(text) for match in matcher.match(text, skipped=skipped)]
            if skipped or bool(marked) is not wanted or (expected and marked != expected):
                failures.append(FailedExample(rule.id, rule.line, example, marked, bool(skipped)))
    return failures


def _parted(example: str) -> tuple[str, list[str]]:
    """The text without its square brackets, and what stands in them."""
    pieces = example.replace("]", "[").split("[")
    return "".join(pieces), pieces[1::2]
