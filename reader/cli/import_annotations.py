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
) -> None:
    """Brings annotations in, and says of each file what came of it."""
    wishes = Wishes(
        None if form is None else named_format(form),
        None if status is None else Status(status),
        None if offsets is None else parse_counting(offsets),
        Options(text_field),
        add_documents,
    )
    with settings.desk() as desk:
        for result in take_annotations(desk, paths, wishes):
            if isinstance(result, InputError):
                settings.failed(result)
            else:
                _tell(result)


def _tell(taken: FileTaken) -> None:
    if taken.note:
        say(f"{taken.path}: {taken.note}")
    if taken.new_labels:
        say(_("{path}: new labels: {labels}.").format(path=taken.path, labels=", ".join(taken.new_labels)))
    if taken.left_out:
        things = ", ".join(f"{plural(count, thing)}" for thing, count in sorted(taken.left_out.items()))
        say(
            _("{path}: left out, since a library has no place for them: {things}.").format(
                path=taken.path, things=things
            )
        )
    line = _(
        "{path} ({form}): {added:,} added, {decided:,} suggestions decided, {known:,} there already, in {documents}"
    )
    said = line.format(
        path=taken.path,
        form=taken.form.name,
        added=taken.outcomes[Outcome.ADDED],
        decided=taken.outcomes[Outcome.DECIDED],
        known=taken.outcomes[Outcome.KNOWN],
        documents=plural(len(taken.documents), "document"),
    )
    new = _(", {count:,} of them imported").format(count=taken.new_documents) if taken.new_documents else ""
    say(f"{said}{new}.")
    if taken.outcomes[Outcome.WAITING]:
        waiting = _("{path}: {count:,} more are of an older text and wait for review: pizhu documents --review")
        say(waiting.format(path=taken.path, count=taken.outcomes[Outcome.WAITING]))
