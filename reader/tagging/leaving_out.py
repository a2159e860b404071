"""Owns measuring what learns: each document of a gold file by a model that was trained on the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.errors import UsageError
from reader.tagging.evaluation import Prediction
from reader.tagging.lessons import gold_lessons
from reader.tagging.model import train
from reader.tagging.taggers import ModelTagger, tag_with
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from reader.documents.model import Document
    from reader.tagging.evaluation import GoldSpan
    from reader.tagging.taggers import Tagged, Tagger

ATTEMPT = "left-out"  # the name of the models, which nobody keeps


class LeftOut(NamedTuple):
    """What was predicted by the rules alone, by the model alone, and by both: the model where the rules say nothing."""

    rules: list[Prediction]
    model: list[Prediction]
    together: list[Prediction]


def leave_one_out(
    gold: Sequence[GoldSpan],
    documents: Mapping[str, Document],
    rules: Sequence[Tagger],
    progress: Callable[[str], None] = lambda _name: None,
) -> LeftOut:
    """Predictions for every document, each by a model that has not seen it; `progress` is told of each before its turn.

    Raises UsageError where fewer than two documents are there, or nothing is marked in what remains; InputError where a
    tagger cannot take a document.
    """
    if len(documents) < 2:
        raise UsageError(_("To leave a document out takes two or more."), _("Mark spans in more documents."))
    found = LeftOut([], [], [])
    for name in sorted(documents):
        progress(name)
        others = {other: document.text for other, document in documents.items() if other != name}
        model = ModelTagger(train(gold_lessons(gold, others), ATTEMPT))
        both = tag_with([*rules, model], documents[name])
        found.rules.extend(_predictions(name, both[:-1]))
        found.model.extend(_predictions(name, [model.tag(documents[name])]))
        found.together.extend(_predictions(name, both))
    return found


def _predictions(name: str, tagged: Sequence[Tagged]) -> list[Prediction]:
    return [Prediction(name, match.span, match.label) for one in tagged for match in one.matches]
