"""No test depends on time: the first text that is converted also builds the conversion."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
