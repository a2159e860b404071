"""How documents come into a library: as new ones, as ones that it has, or as new versions of these.

Nothing is told of before it is on the disk.
"""

from __future__ import annotations

from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from reader.annotations.carrying import count_outcomes
from reader.documents.batches import batches
from reader.documents.model import Document
from reader.errors import InputError, LibraryError
from reader.library.editions import edition_of
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from reader.documents.model import Entry
    from reader.documents.sources.format import Unchanged
    from reader.library import Library


@dataclass(frozen=True, slots=True)
class Renewal:
    """What became of the annotations of a document that got a new version; `number` is that of the version."""

    number: int
    kept: int
    moved: int
    to_review: int


@dataclass(frozen=True, slots=True)
class Imported:
    """A document that was read: `new` is false where the library had its bytes already.

    `renewal` tells what came of it where it is a new version of a document that the library had; `apart` names
    the document of the same name whose text has too little in common with it for that.
    """

    entry: Entry
    new: bool
    renewal: Renewal | None = None
    apart: str = ""


class Intake:
    """One import into a library; `replaces` and `renewing` as `Desk.import_documents` has them."""

    def __init__(
        self, library: Library, annotator: str, clock: Callable[[], str], *, replaces: Entry | None, renewing: bool
    ) -> None:
        self._library = library
        self._annotator = annotator
        self._now = clock
        self._replaces = replaces
        self._renewing = renewing
        self._seen: set[int] = set()  # of two files that are there at once, neither is a version of the other

    def batches(self, documents: Iterable[Document | Unchanged | InputError]) -> Iterator[list[Imported | InputError]]:
        """Takes documents in; what came of them, as many at a time as become safe together."""
        for batch in batches(documents):
            seen = set(self._seen)
            try:
                yield self._together(batch)
            except LibraryError:
                if len(batch) == 1:
                    raise
                self._seen = seen
                for document in batch:  # there may be room for some of them
                    yield self._together([document])

    def _together(self, batch: Sequence[Document | Unchanged | InputError]) -> list[Imported | InputError]:
        """Takes documents in, all or none of them."""
        lengths = [len(document.text) for document in batch if isinstance(document, Document)]
        with self._writing(sum(lengths)) if lengths else nullcontext():
            results = [self._import(document) for document in batch]
        return [result for result in results if result is not None]

    @contextmanager
    def _writing(self, length: int) -> Iterator[None]:
        with self._library.transaction(large=length >= _HUGE), self._library.documents.together():
            yield

    def _import(self, document: Document | Unchanged | InputError) -> Imported | InputError | None:
        """What came of one that was read; None for one that is known and meanwhile gone."""
        if isinstance(document, InputError):
            return document
        if not isinstance(document, Document):
            known = self._library.documents.with_digest(document.digest)
            imported = None if known is None else Imported(known, False)
        else:
            try:  # what raises here has written nothing
                if self._renewing:
                    imported = self._take_in(document)
                else:
                    imported = Imported(*self._library.documents.put(document, self._now()))
            except InputError as error:
                return error
        if imported is not None:
            self._seen.add(imported.entry.id)
        return imported

    def _take_in(self, document: Document) -> Imported:
        """Adds a document, or makes it the new version of the one it is one of, but of none that was seen."""
        documents, replaces = self._library.documents, self._replaces
        known = documents.with_digest(document.digest)
        # In another encoding they are another text; but of two files that are there at once none is a version.
        if (
            known is not None
            and replaces in (None, known)
            and (known.encoding == document.encoding or known.id in self._seen)
        ):
            return Imported(known, False)
        if replaces is not None:
            if known is not None and known != replaces:
                raise InputError(
                    _("{source}: these bytes are document {name} already.").format(
                        source=document.source, name=known.name
                    ),
                    _("A text is in the library once."),
                )
            return self._renew(replaces, document)
        if known is not None:
            return self._renew(known, document)
        for once in self._library.versions.with_digest(document.digest):
            entry = documents.entry(once)
            if once in self._seen:
                continue
            # The file was put back as it was; an old copy of it elsewhere says nothing new.
            return self._renew(entry, document) if entry.source == document.source else Imported(entry, False)
        same = self._of_the_same_words(document.text)
        if same is not None and same.id not in self._seen and same.length != len(document.text):
            return self._renew(same, document)
        if same is not None:
            return Imported(same, False)
        older = documents.version_of(document, self._seen)
        if older is not None:
            return self._renew(older, document)
        namesake = documents.named(document.name)
        entry, new = documents.put(document, self._now())
        return Imported(entry, new, apart="" if namesake is None else namesake.name)

    def _of_the_same_words(self, text: str) -> Entry | None:
        """A document of that text, but for white space at its ends.

        A file of annotations may have brought it before, and the same text may lie there in another encoding.
        """
        start, end = 0, len(text)
        while start < end and text[start].isspace():
            start += 1
        while start < end and text[end - 1].isspace():
            end -= 1
        forms = list(dict.fromkeys([(text[:start], text[end:]), ("", ""), ("", "\n")]))
        if end - start >= _LARGE:  # to hash it takes longer than to look through the list of documents
            lengths = {len(before) + end - start + len(after) for before, after in forms}
            if not self._library.documents.has_length(lengths):
                return None
        for (before, after), digest in zip(forms, _digests(text, start, end, forms), strict=True):
            found = self._library.documents.with_digest(digest)
            if found is None or found.length != len(before) + end - start + len(after):
                continue
            if self._library.documents.text(found.id) == before + text[start:end] + after:
                return found
        return None

    def _renew(self, entry: Entry, document: Document) -> Imported:
        at = self._now()
        action = self._library.history.new_version(entry.id, edition_of(document, at), annotator=self._annotator, at=at)
        number = self._library.versions.current(entry.id)
        renewal = Renewal(number, *count_outcomes((one.before, one.after) for one in action.changes))
        return Imported(self._library.documents.entry(entry.id), False, renewal)


_AT_ONCE = 1 << 16  # code points
_LARGE = 1 << 20
_HUGE = 1 << 24


def _digests(text: str, start: int, end: int, forms: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Those of a stretch of a text with something before and after it, for each such pair.

    The text is read once for each beginning, and in pieces: a large one would be there twice.
    """
    begun = {}
    for before, after in forms:
        if before not in begun:
            digest = begun[before] = sha256(before.encode())
            for at in range(start, end, _AT_ONCE):
                digest.update(text[at : min(at + _AT_ONCE, end)].encode())
        digest = begun[before].copy()
        digest.update(after.encode())
        yield digest.hexdigest()
