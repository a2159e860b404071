"""What fuzzing begins with, and all it has found, on every run of the suite."""

from __future__ import annotations

import pytest

from tests.fuzzing.seeds import FOUND
from tests.fuzzing.targets import targets

TARGETS = targets()


@pytest.mark.parametrize("name", TARGETS)
def test_no_promise_is_broken(name: str) -> None:
    for seed in TARGETS[name].seeds:
        TARGETS[name].run(seed)


def test_every_finding_belongs_to_a_target() -> None:
    assert {path.name for path in FOUND.iterdir()} <= TARGETS.keys()
