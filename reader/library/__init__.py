"""The library: one SQLite file with the documents, the annotations and their history. The only home of SQL."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

from reader.library.annotations import Annotations
from reader.library.backups import PATIENCE_SECONDS
from reader.library.database import may_write, open_database, speaking_of, writing
from reader.library.documents import Documents
from reader.library.history import History
from reader.library.labels import Labels
from reader.library.reading import Reading
from reader.library.records import Records
from reader.library.reviews import Reviews
from reader.library.runs import Runs
from reader.library.search import Search
from reader.library.stats import Stats
from reader.library.upkeep import Upkeep
from reader.library.versions import Versions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


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
        self.annotations = Annotations(self._database)
        self.reviews = Reviews(self._database)
        self.versions = Versions(self._database, self.documents)
        self.history = History(self._database)
        self.labels = Labels(self._database)
        self.reading = Reading(self._database)
        self.runs = Runs(self._database)
        self.records = Records(self._database)
        self.search = Search(self._database)
        self.upkeep = Upkeep(self._database, path)
        self.stats = Stats(self._database)
        self._data_version = 0
        self.changed_elsewhere()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written inside is written together or not at all."""
        with self.speaking(), writing(self._database):
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
