"""What can happen to an annotation: it is made, it becomes another, it is deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from reader.annotations.model import Annotation


class Change(NamedTuple):
    """An annotation before (None: it is made) and after (None: it is deleted)."""

    before: Annotation | None
    after: Annotation | None

    @property
    def reverse(self) -> Change:
        """The change that takes this one back."""
        return Change(self.after, self.before)

    @property
    def annotation(self) -> Annotation:
        """Whichever side there is, the newer first."""
        annotation = self.after or self.before
        if annotation is None:
            raise ValueError("a change needs a side")
        return annotation
