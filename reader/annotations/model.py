"""What an annotation is, in memory and in exports; how it is kept is the library's business."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from reader.text.quantities import parse_quantity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.text.spans import Span


class Status(StrEnum):
    """Where an annotation stands between a suggestion and a decision."""

    SUGGESTED = "suggested"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class Reason(StrEnum):
    """Why the place of an annotation in a new version of its text is not certain."""

    CHANGED = "changed"  # its words were changed
    GONE = "gone"  # its words were taken out
    SEVERAL = "several"  # there are several places as good
    SURROUNDINGS = "surroundings"  # too little around it is as it was


CONTEXT = 32  # code points of prefix and suffix kept with an annotation
HUMAN = "human"  # the origin of what a person marked; rules give rule:PACK/RULE, imports import:NAME


MEASURED = "statistic"  # the label whose annotations carry a quantity

COLOURS = ("blue", "amber", "violet", "green", "rose", "teal", "brown", "pink", "grey")
"""The colours a label may have, by name; each look of the screen says what they look like."""


@dataclass(frozen=True, slots=True)
class Label:
    """A kind of passage people mark; `key` is the digit that tags with it, or empty; `colour` a hue the themes know."""

    name: str
    title: str = ""
    description: str = ""
    colour: str = ""
    key: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True)
class Review:
    """That an annotation waits for a person to say where it stands in a new version of its text.

    `version` is the number of the text that its span and quote are of; `guess` the best place in the current one.
    """

    version: int
    guess: Span | None
    reason: Reason


@dataclass(frozen=True, slots=True)
class Annotation:
    """A marked passage: `span` in code points of the document's text, `quote` the text it names.

    `prefix` and `suffix` are up to 32 code points around it; times are ISO 8601 in UTC. One with a `review` has no
    place in the current text: it is in no export and on no page until someone has given it one.
    """

    id: str
    document: int
    span: Span
    label: str
    status: Status
    origin: str
    annotator: str
    quote: str
    note: str = ""
    attributes: Mapping[str, Any] = field(default_factory=dict)
    prefix: str = ""
    suffix: str = ""
    created_at: str = ""
    updated_at: str = ""
    review: Review | None = None


def relabelled(annotation: Annotation, label: str) -> Annotation:
    """The annotation under another label, with what follows from the words added to its attributes."""
    attributes = {**attributes_of(label, annotation.quote), **annotation.attributes}
    return replace(annotation, label=label, attributes=attributes)


def attributes_of(label: str, quote: str) -> dict[str, Any]:
    """What follows from the words themselves: the quantity of a statistic, else nothing."""
    if label != MEASURED:
        return {}
    quantity = parse_quantity(quote)
    return quantity.attributes() if quantity else {}
