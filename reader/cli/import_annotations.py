"""`pizhu import --annotations`: what other tools, and other people, marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.annotations.model import Status
from reader.annotations.offsets import parse_counting
from reader.annotations.sources import named_format
from reader.annotations.sources.format import Options
from reader.cli.context import say
from reader.errors import InputError
from reader.incoming import FileTaken, Wishes, take_annotations
from reader.incoming.merging import Outcome
from reader.translation import _
from reader.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from reader.cli.context import Settings


def import_annotations(
    settings: Settings,
    paths: Iterable[Path],
    *,
    form: str | None,
    status: str | None,
    offsets: str | None,
    text_field: str,
    add_documents: bool,
    documents: Iterable[str],
) -> None:
    """Brings annotations in, and says of each file what came of it."""
    wishes = Wishes(
        None if form is None else named_format(form),
        None if status is None else Status(status),
        None if offsets is None else parse_counting(offsets),
        Options(text_field),
        add_documents,
        frozenset(documents),
    )
    with settings.desk() as desk:
        for result in take_annotations(desk, paths, wishes):
            if isinstance(result, InputError):
                settings.failed(result)
            else:
                _tell(result)


def _left_out(thing: str, count: int) -> str:
    """What a library has no place for, counted; by the words that the readers of formats have for it."""
    return {
        "relation": plural(count, "{count} relation", "{count} relations"),
        "event": plural(count, "{count} event", "{count} events"),
        "comment": plural(count, "{count} comment", "{count} comments"),
        "skipped task": plural(count, "{count} skipped task", "{count} skipped tasks"),
        "passage without a code": plural(count, "{count} passage without a code", "{count} passages without a code"),
        "label of a whole document": plural(
            count, "{count} label of a whole document", "{count} labels of whole documents"
        ),
        "answer on a whole document": plural(
            count, "{count} answer on a whole document", "{count} answers on whole documents"
        ),
    }[thing]


def _tell(taken: FileTaken) -> None:
    if taken.note:
        say(f"{taken.path}: {taken.note}")
    if taken.new_labels:
        say(_("{path}: new labels: {labels}.").format(path=taken.path, labels=", ".join(taken.new_labels)))
    if taken.left_out:
        things = ", ".join(_left_out(thing, count) for thing, count in sorted(taken.left_out.items()))
        say(
            _("{path}: left out, since a library has no place for them: {things}.").format(
                path=taken.path, things=things
            )
        )
    line = _(
        "{path} ({form}): {added:,} added, {decided:,} suggestions decided, {known:,} there already, in {documents}."
    )
    if taken.new_documents:
        line = _(
            "{path} ({form}): {added:,} added, {decided:,} suggestions decided, {known:,} there already, "
            "in {documents}, {new:,} of them imported."
        )
    said = line.format(
        path=taken.path,
        form=taken.form.name,
        added=taken.outcomes[Outcome.ADDED],
        decided=taken.outcomes[Outcome.DECIDED],
        known=taken.outcomes[Outcome.KNOWN],
        documents=plural(len(taken.documents), "{count} document", "{count} documents"),
        new=taken.new_documents,
    )
    say(said)
    if taken.outcomes[Outcome.WAITING]:
        waiting = _("{path}: {count:,} more are of an older text and wait for review: pizhu documents --review")
        say(waiting.format(path=taken.path, count=taken.outcomes[Outcome.WAITING]))
