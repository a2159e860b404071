"""Starts processes that work beside this one, so that Ctrl-C stops the work in one place: here."""

from __future__ import annotations

import os
import signal
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TypeVar

from reader.errors import ReaderError
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future, ProcessPoolExecutor
    from types import FrameType

R = TypeVar("R")

when_orphaned: list[Callable[[], object]] = []
"""What a process still does that was started here, when the one that started it was ended."""


@contextmanager
def undisturbed() -> Iterator[None]:
    """Processes started inside never hear of Ctrl-C, not even while they load; here it is heard at the end."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def unbroken() -> Iterator[None]:
    """What is begun inside is done to its end: Ctrl-C is heard after it, whichever thread the system gives it to.

    A compressor that is stopped between two of its steps leaves a file that no one can read on from there.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard: list[tuple[int, FrameType | None]] = []
    before = signal.signal(signal.SIGINT, lambda sign, frame: heard.append((sign, frame)))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if heard and callable(before):
            before(*heard[0])


@contextmanager
def workers(jobs: int, start: Callable[..., None], *arguments: object) -> Iterator[ProcessPoolExecutor]:
    """So many processes, each of which begins with `start`; what they have not begun is left when this one stops."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # Spawned, not forked: a fork would share the parent's connection to the library.
    with ProcessPoolExecutor(jobs, get_context("spawn"), initializer=_begin, initargs=(start, arguments)) as pool:
        try:
            with undisturbed():
                for _number in range(jobs):  # a pool starts a process when there is work for it
                    pool.submit(_nothing)
            yield pool
        finally:
            pool.shutdown(cancel_futures=True)


def result_of(future: Future[R]) -> R:
    """What a process that tags made; ReaderError where it was ended over its work."""
    from concurrent.futures.process import BrokenProcessPool

    try:
        return future.result()
    except BrokenProcessPool as error:
        raise ReaderError(
            _("A process that tags was ended; what came before is done."),
            _(
                "Memory may have run out. pizhu tag PATH… -o FOLDER/ finds the document that does it, and leaves it out."
            ),
        ) from error


def heed_no_interrupt() -> None:
    """Ctrl-C reaches the whole group of processes; the one that started the others decides."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _begin(start: Callable[..., None], arguments: tuple[object, ...]) -> None:
    heed_no_interrupt()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    start(*arguments)


def _end_with_parent() -> None:
    """Ends this process when the one that started it was ended: nobody else would."""
    from multiprocessing import parent_process
    from multiprocessing.connection import wait

    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        for tidy_up in when_orphaned:
            with suppress(Exception):
                tidy_up()
        os._exit(1)


def _nothing() -> None:
    pass
