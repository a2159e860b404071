"""Owns what tagging finds: a match, and a rule that ran out of time."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.text.spans import Span


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
