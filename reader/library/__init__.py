"""The library: one SQLite file with the documents, the annotations and their history. The only home of SQL."""

from __future__ import annotations

from contextlib import contextmanager, nullcontext
from functools import cached_property
from typing import TYPE_CHECKING, Self

from reader.library.backups import PATIENCE_SECONDS
from reader.library.database import may_write, open_database, speaking_of, without_log, writing
from reader.library.documents import Documents
from reader.library.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reader.library.annotations import Annotations
    from reader.library.history import History
    from reader.library.labels import Labels
    from reader.library.records import Records
    from reader.library.reviews import Reviews
    from reader.library.runs import Runs
    from reader.library.search import Search
    from reader.library.stats import Stats
    from reader.library.upkeep import Upkeep
    from reader.library.versions import Versions


class Library:
    """An open library. One connection, for one thread at a time: each thread opens its own.

    `patience` is how many seconds a writer waits for another program.
    Where the file or its folder may not be written, it is opened to be read, and `may_write` is false.
    Raises LibraryError where the file is no library, is damaged, is newer than this program, or cannot be made.
    """

    def __init__(self, path: Path, *, patience: float = PATIENCE_SECONDS) -> None:
        self.path = path
        self._patience = patience
        self._database = open_database(path, patience)
        self.may_write = may_write(path)
        self.documents = Documents(self._database)
        self.reading = Reading(self._database)
        self._data_version = 0
        self.changed_elsewhere()

    # The first screen shows a list of documents: the rest of the library is loaded when it is asked for.

    @cached_property
    def annotations(self) -> Annotations:
        """The annotations."""
        from reader.library.annotations import Annotations

        return Annotations(self._database)

    @cached_property
    def reviews(self) -> Reviews:
        """What a new version left uncertain."""
        from reader.library.reviews import Reviews

        return Reviews(self._database)

    @cached_property
    def versions(self) -> Versions:
        """The texts that documents had."""
        from reader.library.versions import Versions

        return Versions(self._database, self.documents)

    @cached_property
    def history(self) -> History:
        """What was done, and taking it back."""
        from reader.library.history import History

        return History(self._database)

    @cached_property
    def labels(self) -> Labels:
        """The labels."""
        from reader.library.labels import Labels

        return Labels(self._database)

    @cached_property
    def runs(self) -> Runs:
        """The runs of rules."""
        from reader.library.runs import Runs

        return Runs(self._database)

    @cached_property
    def records(self) -> Records:
        """Annotations with their documents, as they are exported."""
        from reader.library.records import Records

        return Records(self._database)

    @cached_property
    def search(self) -> Search:
        """Finding in all documents."""
        from reader.library.search import Search

        return Search(self._database)

    @cached_property
    def upkeep(self) -> Upkeep:
        """Checks, repairs and copies."""
        from reader.library.upkeep import Upkeep

        return Upkeep(self._database, self.path)

    @cached_property
    def stats(self) -> Stats:
        """Numbers."""
        from reader.library.stats import Stats

        return Stats(self._database)

    @contextmanager
    def transaction(self, *, large: bool = False) -> Iterator[None]:
        """All that is written inside is written together or not at all.

        A `large` one keeps out whoever wants to open the library meanwhile, and is quicker; not where somebody has it
        open already.
        """
        with self.speaking(), without_log(self._database) if large else nullcontext(), writing(self._database):
            yield

    @contextmanager
    def speaking(self) -> Iterator[None]:
        """Turns what SQLite says into a LibraryError that names this library."""
        with speaking_of(self.path):
            yield

    @contextmanager
    def hurried(self, seconds: float) -> Iterator[None]:
        """Inside, a writer waits only so long for another program; HeldError where that was too short."""
        execute = self._database.conn.execute
        execute(f"pragma busy_timeout = {int(seconds * 1000)}")
        try:
            with self.speaking():
                yield
        finally:
            execute(f"pragma busy_timeout = {int(self._patience * 1000)}")

    def changed_elsewhere(self) -> bool:
        """Whether another program has written since this was last asked; what this one wrote does not count."""
        version = int(self._database.conn.execute("pragma data_version").fetchone()[0])
        changed = version != self._data_version
        self._data_version = version
        return changed

    def close(self) -> None:
        """Closes the file."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
