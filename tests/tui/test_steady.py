from __future__ import annotations

import gc
import sys
import weakref
from typing import TYPE_CHECKING

import pytest

from reader.tui import steady
from reader.tui.steady import Breather, hold_back, keep, settle, tidy

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def collector() -> Iterator[None]:
    interval, threshold = sys.getswitchinterval(), gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*threshold)
    gc.enable()
    sys.setswitchinterval(interval)


@pytest.mark.usefixtures("collector")
def test_what_is_there_when_things_have_settled_is_never_gone_through_again() -> None:
    hold_back()
    assert not gc.isenabled()
    made: list[list[int]] = [[] for _ in range(10)]
    settle()
    assert gc.isenabled()
    assert gc.get_freeze_count() > len(made)


@pytest.mark.usefixtures("collector")
def test_what_came_later_and_is_gone_goes_when_it_is_tidied_up(monkeypatch: pytest.MonkeyPatch) -> None:
    class Ring:
        def __init__(self) -> None:
            self.itself = self

    hold_back()
    settle()
    gone = weakref.ref(Ring())
    monkeypatch.setattr(steady, "_MUCH", 1)
    tidy()
    assert gone() is not None  # it is little
    monkeypatch.setattr(steady, "_MUCH", 0)
    tidy(resting=False)
    assert gone() is not None  # a rest will come
    monkeypatch.setattr(steady, "_VERY_MUCH", 0)
    tidy(resting=False)
    assert gone() is None


@pytest.mark.usefixtures("collector")
def test_what_was_made_to_stay_is_not_gone_through() -> None:
    hold_back()
    settle()
    before = gc.get_freeze_count()
    made: list[list[int]] = [[] for _ in range(10)]
    keep()
    assert gc.get_freeze_count() >= before + len(made)


@pytest.mark.usefixtures("collector")
def test_what_lasted_and_goes_later_goes_when_all_is_tidied_up(monkeypatch: pytest.MonkeyPatch) -> None:
    class Ring:
        def __init__(self) -> None:
            self.itself = self

    hold_back()
    settle()
    monkeypatch.setattr(steady, "_MUCH", 0)
    kept: list[Ring] = [Ring()]
    gone = weakref.ref(kept[0])
    tidy()
    kept.clear()
    tidy()
    assert gone() is not None
    tidy(thoroughly=True)
    assert gone() is None


@pytest.mark.usefixtures("collector")
def test_nothing_is_set_aside_where_nothing_was_held_back() -> None:
    settle()
    tidy()
    keep()
    assert gc.get_freeze_count() == 0


class Clock:
    """Time goes on by sleeping alone."""

    def __init__(self) -> None:
        self.now = 100.0

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(steady, "sleep", clock.sleep)
    monkeypatch.setattr(steady, "monotonic", lambda: clock.now)
    return clock


def test_a_worker_stands_aside_until_no_key_has_come_for_a_moment(clock: Clock) -> None:
    breather = Breather(lambda: 100.0)
    breather.breathe()
    assert 100.15 <= clock.now < 100.16
    breather.breathe()
    assert clock.now < 100.16


def test_before_a_long_step_a_worker_waits_longer(clock: Clock) -> None:
    breather = Breather(lambda: 100.0)
    breather.breathe(deeply=True)
    assert 100.25 <= clock.now < 100.26


def test_a_worker_that_is_waited_for_goes_on_while_keys_come(clock: Clock) -> None:
    breather = Breather(lambda: clock.now)
    breather.is_awaited = True
    breather.breathe()
    assert clock.now < 100.01


def test_a_worker_whose_work_is_not_wanted_any_more_does_not_wait(clock: Clock) -> None:
    breather = Breather(lambda: clock.now)
    breather.is_over = True
    breather.breathe(deeply=True)
    assert clock.now < 100.01


def test_a_key_that_is_held_down_does_not_stop_a_worker_for_good(clock: Clock) -> None:
    breather = Breather(lambda: clock.now)
    breather.breathe()
    assert 110 <= clock.now < 110.1
    before = clock.now
    breather.breathe()
    assert clock.now - before < 0.01
