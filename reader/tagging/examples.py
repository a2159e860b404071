"""Runs the examples inside a rule pack: what each rule says it marks, and what it says it does not."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from reader.tagging.matcher import Matcher

if TYPE_CHECKING:
    from reader.tagging.rules import Rule, RulePack


class Failure(NamedTuple):
    """An example that does not come out as the pack says; `line` is that of its rule, 1-based."""

    rule: str
    line: int
    example: str
    message: str


def count_examples(pack: RulePack) -> int:
    """How many examples the pack has."""
    return sum(len(rule.matches) + len(rule.not_matches) for rule in pack.rules)


def failures(pack: RulePack) -> list[Failure]:
    """The examples that fail; each rule is tried alone, so that no other can hide or help it."""
    return [failure for rule in pack.rules for failure in _failures(pack, rule)]


def _failures(pack: RulePack, rule: Rule) -> list[Failure]:
    alone = Matcher(replace(pack, rules=(rule,)))
    found = []
    for example in rule.matches:
        wanted = _BRACKETED.findall(example)
        text = _BRACKETED.sub(r"\1", example)
        marked = [match.span.slice(text) for match in alone.match(text)]
        missing = [part for part in wanted if part not in marked]
        if missing:
            found.append(Failure(rule.id, rule.line, example, f"marks {marked or 'nothing'}, not {missing}"))
        elif not marked:
            found.append(Failure(rule.id, rule.line, example, "marks nothing"))
    for example in rule.not_matches:
        marked = [match.span.slice(example) for match in alone.match(example)]
        if marked:
            found.append(Failure(rule.id, rule.line, example, f"marks {marked}"))
    return found


_BRACKETED = re.compile(r"\[([^\]]+)\]")
