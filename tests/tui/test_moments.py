"""How moments are told."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from reader.tui.moments import when


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        ("2026-03-12T09:05:00+00:00", "today 09:05"),
        ("2026-03-11T23:59:00+00:00", "yesterday"),
        ("2026-03-12T07:30:00+08:00", "yesterday"),
        ("2026-01-02T09:05:00+00:00", "01-02"),
        ("2025-12-31T09:05:00+00:00", "2025-12-31"),
        ("", ""),
    ],
)
def test_the_nearer_the_shorter(moment: str, told: str) -> None:
    assert when(moment, datetime(2026, 3, 12, 10, tzinfo=UTC)) == told
