"""Batch tagging: a tagger over a library, or over files without one. Suggestions only; people decide."""

from __future__ import annotations

import signal
from collections import deque
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from reader.annotations.model import Annotation, Status, attributes_of
from reader.errors import InputError, UsageError
from reader.library.history import Change
from reader.library.runs import RunCounts
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reader.desk import Desk
    from reader.documents.model import Document, Entry
    from reader.tagging.matcher import Match
    from reader.tagging.taggers import Tagged, Tagger, TaggerName


@dataclass(frozen=True, slots=True)
class DocumentTagged:
    """What a run did to one document; `failure` where it could not be tagged, and `skipped` rules ran out of time."""

    name: str
    counts: RunCounts = field(default_factory=RunCounts)
    skipped: tuple[str, ...] = ()
    failure: InputError | None = None


def tag_each(
    documents: Iterable[Document], taggers: Sequence[TaggerName], jobs: int = 1
) -> Iterator[tuple[Document, list[Tagged] | InputError]]:
    """Every document with what each tagger finds, in order; the same for any number of processes."""
    loaded = [tagger.load() for tagger in taggers]  # a bad pack is refused here, not in each process
    if jobs <= 1:
        for document in documents:
            yield document, _tag(loaded, document)
        return
    from concurrent.futures import Future, ProcessPoolExecutor
    from multiprocessing import get_context

    with ExitStack() as stack:
        pool = stack.enter_context(
            # Spawned, not forked: a fork would share the parent's connection to the library.
            ProcessPoolExecutor(jobs, get_context("spawn"), initializer=_start_worker, initargs=(taggers,))
        )
        stack.callback(pool.shutdown, cancel_futures=True)
        waiting: deque[tuple[Document, Future[list[Tagged] | InputError]]] = deque()
        for document in documents:
            waiting.append((document, pool.submit(_work, document)))
            if len(waiting) >= 4 * jobs:  # enough to keep everyone busy, few enough for constant memory
                done, future = waiting.popleft()
                yield done, future.result()
        for done, future in waiting:
            yield done, future.result()


def tag_library(
    desk: Desk, tagger: TaggerName, *, accept: bool = False, jobs: int = 1, dry_run: bool = False
) -> Iterator[DocumentTagged]:
    """Brings a library's suggestions of this tagger up to date, each document in a transaction of its own.

    Only the tagger's own undecided suggestions are added, refreshed or withdrawn: what anyone decided stays, a
    rejected span is not suggested again, and the same run twice changes nothing. With `accept`, what is found
    is accepted at once. Stopping in the middle leaves whole documents done. Raises UsageError for a label
    that the library does not have.
    """
    library = desk.library
    loaded = tagger.load()
    known = {label.name for label in library.labels.all()}
    run: int | None = None
    total = RunCounts()
    for document, tagged in tag_each(library.documents.stream(), [tagger], jobs):
        if isinstance(tagged, InputError):
            yield DocumentTagged(document.name, failure=tagged)
            continue
        (found,) = tagged
        for match in found.matches:
            if match.label not in known:
                raise UsageError(f"{loaded.name}: the library has no label {match.label}.", "See pizhu labels.")
        entry = desk.require_document(document.name)
        with library.transaction():
            if (entry.digest, entry.encoding) != (document.digest, document.encoding):
                failure = InputError(
                    _("{name}: the text has a new version meanwhile.").format(name=entry.name),
                    _("Run the rules again."),
                )
                yield DocumentTagged(document.name, failure=failure)
                continue
            changes, counts = _compare(desk, entry, loaded, found.matches, accept=accept)
            if not dry_run:
                if run is None and changes:
                    run = library.runs.start(
                        loaded.name, loaded.version, loaded.digest, annotator=desk.annotator, at=desk.now()
                    )
                if changes:
                    library.history.record("run", changes, annotator=desk.annotator, at=desk.now(), run=run)
                total += counts
                if run is not None:
                    library.runs.count(run, total)
        yield DocumentTagged(document.name, counts, tuple(sorted({skip.rule for skip in found.skipped})))
    if run is not None:
        library.runs.count(run, total, desk.now())


def _compare(
    desk: Desk, entry: Entry, tagger: Tagger, matches: Iterable[Match], *, accept: bool
) -> tuple[list[Change], RunCounts]:
    """What must change so that the tagger's undecided suggestions are exactly its matches."""
    own = f"rule:{tagger.name}/"
    existing = {(a.span, a.label): a for a in desk.library.annotations.of_document(entry.id)}
    wanted = {(match.span, match.label): match for match in matches}
    status = Status.ACCEPTED if accept else Status.SUGGESTED
    changes, added, withdrawn, changed, kept = [], 0, 0, 0, 0
    for waiting in desk.library.reviews.of_document(entry.id):
        if _is_open(waiting, own):  # the rules say anew what they see in this version
            changes.append(Change(waiting, None))
            withdrawn += 1
        elif waiting.review is not None and waiting.review.guess is not None:
            existing.setdefault((waiting.review.guess, waiting.label), waiting)
    for key, annotation in existing.items():
        if not _is_open(annotation, own):
            continue  # a person has said something about it
        match = wanted.get(key)
        if match is None:
            changes.append(Change(annotation, None))
            withdrawn += 1
        elif (after := _refreshed(annotation, own, match, status)) != annotation:
            changes.append(Change(annotation, replace(after, updated_at=desk.now())))
            changed += 1
    for key, match in wanted.items():
        if key in existing:
            kept += 1
            continue
        made = desk.new_annotation(entry.id, match.span, match.label, status=status, origin=own + match.rule)
        changes.append(Change(None, _refreshed(made, own, match, status)))
        added += 1
    return changes, RunCounts(1, added, withdrawn, changed, kept - changed)


def _is_open(annotation: Annotation, own: str) -> bool:
    """Whether a tagger made it, and no person has said anything about it."""
    return annotation.status is Status.SUGGESTED and not annotation.note and annotation.origin.startswith(own)


def _refreshed(annotation: Annotation, own: str, match: Match, status: Status) -> Annotation:
    attributes = {**attributes_of(match.label, annotation.quote), **match.attributes}
    return replace(annotation, origin=own + match.rule, attributes=attributes, status=status)


def _tag(taggers: Sequence[Tagger], document: Document) -> list[Tagged] | InputError:
    try:
        return [tagger.tag(document) for tagger in taggers]
    except InputError as error:
        return error


_worker_taggers: list[Tagger] = []


def _start_worker(taggers: Sequence[TaggerName]) -> None:
    """A worker process is started for these taggers and keeps them; who interrupts it is the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _worker_taggers[:] = [tagger.load() for tagger in taggers]


def _work(document: Document) -> list[Tagged] | InputError:
    return _tag(_worker_taggers, document)
