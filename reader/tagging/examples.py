"""Owns checking a pack's own examples: what a rule says that it marks, and what not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from reader.tagging.matcher import Matcher

if TYPE_CHECKING:
    from reader.tagging.rules import RulePack


class FailedExample(NamedTuple):
    """An example that a rule does not meet: `marked` is what the rule marks in it instead."""

    rule: str
    line: int
    example: str
    marked: list[str]


def failed_examples(pack: RulePack) -> list[FailedExample]:
    """The examples that do not hold, each rule run by itself; empty for a pack that does what it says."""
    failures = []
    for rule in pack.rules:
        matcher = Matcher(replace(pack, rules=(rule,)))
        for example in rule.matches:
            text, expected = _parted(example)
            marked = [match.span.slice(text) for match in matcher.match(text)]
            if not marked or (expected and marked != expected):
                failures.append(FailedExample(rule.id, rule.line, example, marked))
        for example in rule.not_matches:
            marked = [match.span.slice(example) for match in matcher.match(example)]
            if marked:
                failures.append(FailedExample(rule.id, rule.line, example, marked))
    return failures


def _parted(example: str) -> tuple[str, list[str]]:
    """The text without its square brackets, and what stands in them."""
    pieces = example.replace("]", "[").split("[")
    return "".join(pieces), pieces[1::2]
