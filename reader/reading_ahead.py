"""Reads files in other processes while this one writes what came before into a library.

To read a text, to see what its lines are for and to bring it to its match form takes longer than to write it. The
other processes write nothing; what they give comes in the order of the files, as if it had been read here.
"""

from __future__ import annotations

import os
import pickle
from collections import deque
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, suppress
from functools import partial
from itertools import chain, count, islice
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from reader.documents.model import Document
from reader.documents.reading import read_new_files
from reader.errors import InputError, LibraryError
from reader.library import Library
from reader.library.editions import made_ahead
from reader.processes import when_orphaned, workers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future, ProcessPoolExecutor

    from reader.desk import Desk
    from reader.documents.reading import Found
    from reader.documents.sources.format import Options, Unchanged

    Group = list[Found | InputError]
    Read = Document | Unchanged | InputError

# In bytes of files.
ALONE = 8 << 20  # are read here: meanwhile another process starts
LARGEST = 8 << 20  # a larger file is read here too: its text would be in memory several times
_TOGETHER = 1 << 19  # are read together, unless the last file is larger

_MOST_PROCESSES = 3  # one writes as fast as these read
_BEGUN = 5  # groups for each: enough that none waits
_MOST_BEGUN = 10  # with those that were read here meanwhile


def read_ahead(files: Iterable[Found | InputError], desk: Desk, options: Options) -> Iterator[Read]:
    """What `read_new_files` gives of files for a desk's library; where they are many, other processes read them.

    A process that cannot be started, or is ended over its work, costs nothing: its files are read here.
    """

    def here(group: Group) -> Iterator[Read]:
        return read_new_files(group, desk.knows, options)

    groups = _groups(files)
    first: list[Group] = []
    size = 0
    while size < ALONE and (one := next(groups, None)) is not None:
        first.append(one[0])
        size += one[1]
    following = next(groups, None)
    if following is not None:
        groups = chain([following], groups)
    jobs = min(_processors() - 1, _MOST_PROCESSES)
    with ExitStack() as stack:
        pool = None if following is None or not jobs else _pool(stack, jobs, desk.library.path, options)
        if pool is None:
            for group in chain(first, (group for group, _size in groups)):
                yield from here(group)
            return
        begun = deque(_Task(*one, pool) for one in islice(groups, _BEGUN * jobs))
        for group in first:
            yield from here(group)
        while begun:
            task = begun.popleft()
            # Rather than wait, this process reads too.
            while not task.is_done and len(begun) < _MOST_BEGUN * jobs and (one := next(groups, None)) is not None:
                begun.append(_Task(*one))
                begun[-1].read(here)
            yield from task.result() or here(task.group)
            begun.extend(_Task(*one, pool) for one in islice(groups, 1))


def _pool(stack: ExitStack, jobs: int, path: Path, options: Options) -> ProcessPoolExecutor | None:
    """Other processes, where there is room for any."""
    try:
        folder = stack.enter_context(TemporaryDirectory(prefix="pizhu-import-"))
        return stack.enter_context(workers(jobs, _begin, path, options, folder))
    except (OSError, NotImplementedError, ImportError, BrokenProcessPool):
        return None


def _groups(files: Iterable[Found | InputError]) -> Iterator[tuple[Group, int]]:
    """Files that are read together, with how large they are."""
    group: Group = []
    together = 0
    for file in files:
        size = _size(file)
        if group and (size > LARGEST or together >= _TOGETHER):
            yield group, together
            group, together = [], 0
        group.append(file)
        together += size
    if group:
        yield group, together


def _size(file: Found | InputError) -> int:
    """Of a file; of one that cannot be had, none: who reads it will say so."""
    try:
        return 0 if isinstance(file, InputError) else file.path.stat().st_size
    except OSError:
        return 0


def _processors() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Task:
    """Files that a process reads, or this one: where they are too large, or no process is left."""

    def __init__(self, group: Group, size: int, pool: ProcessPoolExecutor | None = None) -> None:
        self.group = group
        self._is_large = size > LARGEST
        self._documents: list[Read] = []
        self._future: Future[Path] | None = None
        if pool is not None and not self._is_large:
            with suppress(BrokenProcessPool):
                self._future = pool.submit(_read, group)

    @property
    def is_done(self) -> bool:
        """Whether nobody need wait."""
        return self._future is None or self._future.done()

    def read(self, read: Callable[[Group], Iterable[Read]]) -> None:
        """Reads them with this; not what is large, which may be many documents: they are had one by one."""
        if not self._is_large:
            self._documents = list(read(self.group))

    def result(self) -> list[Read]:
        """What was read; nothing where nobody has read it."""
        if self._future is not None:
            with suppress(Exception):  # it was ended, or the disk is full; what else may be wrong shows when read here
                path = self._future.result()
                self._documents = pickle.loads(path.read_bytes())  # noqa: S301 - of our own, where nobody else writes
                path.unlink()
            self._future = None
        return self._documents


class _Reader:
    """What another process has to read with.

    What it read it leaves in a file: by way of a pipe it would wait for each piece until this one has a moment.
    """

    def __init__(self, path: Path, options: Options, folder: str) -> None:
        self._options = options
        self._names = (Path(folder, f"{os.getpid()}-{number}") for number in count())
        try:
            self._library: Library | None = Library(path)
        except LibraryError:  # who writes will say so
            self._library = None

    def read(self, group: Group) -> Path:
        """The documents of files, with all that the library will keep of them: where they lie."""
        found = read_new_files(group, self._knows, self._options)
        read = [made_ahead(one) if isinstance(one, Document) else one for one in found]
        path = next(self._names)
        path.write_bytes(pickle.dumps(read, pickle.HIGHEST_PROTOCOL))
        return path

    def _knows(self, digest: str) -> bool:
        return self._library is not None and self._library.documents.with_digest(digest) is not None


_reader: list[_Reader] = []  # one, in another process


def _begin(path: Path, options: Options, folder: str) -> None:
    when_orphaned.append(partial(rmtree, folder, ignore_errors=True))
    _reader[:] = [_Reader(path, options, folder)]


def _read(group: Group) -> Path:
    return _reader[0].read(group)
