"""Batch tagging: a tagger over a library, or over files without one. Suggestions only; people decide."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from reader.annotations.changes import Change
from reader.annotations.model import Annotation, Status, attributes_of
from reader.annotations.overlap import yielding
from reader.errors import InputError, UsageError, nearest
from reader.library.runs import RunCounts
from reader.processes import result_of, workers
from reader.tagging.taggers import tag_with
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from concurrent.futures import Future

    from reader.desk import Desk
    from reader.documents.model import Document, Entry
    from reader.tagging.matcher import Match
    from reader.tagging.taggers import Tagged, Tagger, TaggerName


@dataclass(frozen=True, slots=True)
class DocumentTagged:
    """What a run did to one document; `failure` where it could not be tagged, and `skipped` rules ran out of time.

    `left_out` counts what was found for labels that the library no longer has, by label. `changes` is what a dry run
    would do.
    """

    name: str
    counts: RunCounts = field(default_factory=RunCounts)
    skipped: tuple[str, ...] = ()
    failure: InputError | None = None
    left_out: Mapping[str, int] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()


def tag_each(
    documents: Iterable[Document], taggers: Sequence[TaggerName], jobs: int = 1
) -> Iterator[tuple[Document, list[Tagged] | InputError]]:
    """Every document with what each tagger finds, in order; the same for any number of processes."""
    loaded = [tagger.load() for tagger in taggers]  # a bad pack is refused here, not in each process
    if jobs <= 1:
        for document in documents:
            yield document, _tag(loaded, document)
        return
    with workers(jobs, _start_worker, taggers) as pool:
        waiting: deque[tuple[Document, Future[list[Tagged] | InputError]]] = deque()
        for document in documents:
            waiting.append((document, pool.submit(_work, document)))
            if len(waiting) >= 4 * jobs:  # enough to keep everyone busy, few enough for constant memory
                done, future = waiting.popleft()
                yield done, result_of(future)
        for done, future in waiting:
            yield done, result_of(future)


def tag_library(
    desk: Desk,
    tagger: TaggerName,
    *,
    accept: bool = False,
    jobs: int = 1,
    dry_run: bool = False,
    entries: Iterable[Entry] | None = None,
    planned: dict[int, list[Change]] | None = None,
) -> Iterator[DocumentTagged]:
    """Brings a library's suggestions of this tagger up to date, each document in a transaction of its own.

    `entries` are the documents meant, by default all. `planned` has what dry runs before this one would have changed,
    by document; a dry run adds what it would change.

    Only the tagger's own undecided suggestions are added, refreshed or withdrawn: what anyone decided stays, a
    rejected span is not suggested again, and the same run twice changes nothing. What a rule suggested stays where
    the rule ran out of time. With `accept`, what is found is accepted at once. Stopping in the middle leaves whole
    documents done.

    What is found for a label that was renamed, or went into another, goes by the one there is now; what is found for
    one that was deleted is left out. Raises UsageError for a label that the library never had.
    """
    library = desk.library
    loaded = tagger.load()
    heirs: dict[str, str | None] = {}
    run: int | None = None
    total = RunCounts()
    for document, tagged in tag_each(library.documents.stream(entries), [tagger], jobs):
        if isinstance(tagged, InputError):
            yield DocumentTagged(document.name, failure=tagged)
            continue
        (found,) = tagged
        for label in {match.label for match in found.matches} - heirs.keys():
            heirs[label] = _heir(desk, loaded.name, label)
        matches = [replace(match, label=heir) for match in found.matches if (heir := heirs[match.label]) is not None]
        with library.transaction():
            entry = desk.require_document(document.name)
            stale = (entry.digest, entry.encoding) != (document.digest, document.encoding)
            changes: list[Change] = []
            counts = RunCounts()
            if not stale:
                standing = _standing(library.annotations.of_document(entry.id), (planned or {}).get(entry.id, ()))
                changes, counts = _compare(
                    desk, entry, loaded, document.text, replace(found, matches=tuple(matches)), standing, accept=accept
                )
            if planned is not None and dry_run and changes:
                planned.setdefault(entry.id, []).extend(changes)
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
        if stale:
            yield DocumentTagged(document.name, failure=_outdated(document.name))
            continue
        slow = tuple(sorted({skip.rule for skip in found.skipped}))
        left_out = Counter(match.label for match in found.matches if heirs[match.label] is None)
        yield DocumentTagged(document.name, counts, slow, left_out=left_out, changes=tuple(changes) if dry_run else ())
    if run is not None:
        library.runs.count(run, total, desk.now())


def _heir(desk: Desk, tagger: str, label: str) -> str | None:
    heir = desk.library.labels.heir(label)
    names = [known.name for known in desk.library.labels.all()]
    if heir is not None and heir not in names:
        raise UsageError(
            _("{tagger}: the library has no label {label}.").format(tagger=tagger, label=label),
            _("{nearest} Or add it: pizhu labels add {label}").format(nearest=nearest(label, names), label=label),
        )
    return heir


def _standing(annotations: Iterable[Annotation], planned: Iterable[Change]) -> list[Annotation]:
    """The annotations as they would be after planned changes."""
    by_id = {annotation.id: annotation for annotation in annotations}
    for before, after in planned:
        if after is not None:
            by_id[after.id] = after
        elif before is not None:
            by_id.pop(before.id, None)
    return list(by_id.values())


def _compare(
    desk: Desk,
    entry: Entry,
    tagger: Tagger,
    text: str,
    found: Tagged,
    annotations: Iterable[Annotation],
    *,
    accept: bool,
) -> tuple[list[Change], RunCounts]:
    """What must change so that the tagger's undecided suggestions are exactly its matches.

    A suggestion with a note is decided: a person has said something about it. What waits for review with a best
    guess holds that place.
    """
    matches = found.matches
    slow = {f"rule:{tagger.name}/{skip.rule}" for skip in found.skipped}
    undecided: list[Annotation] = []
    others: list[Annotation] = []
    for annotation in annotations:
        (undecided if _is_open(annotation, tagger) else others).append(annotation)
    taken = {(annotation.span, annotation.label) for annotation in others}
    outdated = []  # the rules say anew what they see in this version of the text
    for waiting in desk.library.reviews.of_document(entry.id):
        if _is_open(waiting, tagger):
            outdated.append(waiting)
        elif (
            waiting.review is not None
            and (guess := waiting.review.guess) is not None
            # What was rejected was said of other words: these may be suggested.
            and (waiting.status is not Status.REJECTED or guess.slice(text) == waiting.quote)
        ):
            taken.add((guess, waiting.label))
    standing = [annotation for annotation in others if annotation.status is not Status.REJECTED]
    clear = {(match.span, match.label): match for match in yielding(tagger.overlap, matches, standing)}
    kept = sum((match.span, match.label) in taken for match in matches)
    wanted = {key: match for key, match in clear.items() if key not in taken}
    status = Status.ACCEPTED if accept else Status.SUGGESTED
    changes, withdrawn, changed = [Change(waiting, None) for waiting in outdated], len(outdated), 0
    for annotation in undecided:
        match = wanted.pop((annotation.span, annotation.label), None)
        if match is None and annotation.origin in slow:
            kept += 1
        elif match is None:
            changes.append(Change(annotation, None))
            withdrawn += 1
        elif (after := _refreshed(annotation, tagger, match, status)) != annotation:
            changes.append(Change(annotation, replace(after, updated_at=desk.now())))
            changed += 1
        else:
            kept += 1
    for match in wanted.values():
        origin = f"rule:{tagger.name}/{match.rule}"
        made = desk.new_annotation(entry.id, match.span, match.label, status=status, origin=origin, text=text)
        changes.append(Change(None, replace(made, attributes={**made.attributes, **match.attributes})))
    return changes, RunCounts(1, len(wanted), withdrawn, changed, kept)


def _outdated(name: str) -> InputError:
    message = _("{name}: the text has a new version meanwhile.").format(name=name)
    return InputError(message, _("Run the rules again."))


def _is_open(annotation: Annotation, tagger: Tagger) -> bool:
    """Whether the tagger made it, and no person has said anything about it."""
    own, origin = tagger.own, annotation.origin
    is_own = origin.startswith(own) if own.endswith("/") else origin == own
    return is_own and annotation.status is Status.SUGGESTED and not annotation.note


def _refreshed(annotation: Annotation, tagger: Tagger, match: Match, status: Status) -> Annotation:
    attributes = {**attributes_of(annotation.label, annotation.quote), **match.attributes}
    return replace(annotation, origin=f"rule:{tagger.name}/{match.rule}", attributes=attributes, status=status)


def _tag(taggers: Sequence[Tagger], document: Document) -> list[Tagged] | InputError:
    try:
        return tag_with(taggers, document)
    except InputError as error:
        return error


_worker_taggers: list[Tagger] = []


def _start_worker(taggers: Sequence[TaggerName]) -> None:
    """A worker process is started for these taggers and keeps them."""
    _worker_taggers[:] = [tagger.load() for tagger in taggers]


def _work(document: Document) -> list[Tagged] | InputError:
    return _tag(_worker_taggers, document)
