"""What an export format is, and what is told of it before and after it was written."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from reader.exports.options import Offsets
from reader.translation import N_, _

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.exports.content import Content


class Target(StrEnum):
    """What a format writes to."""

    TEXT = N_("text")  # a stream of UTF-8 text: a file or stdout
    BINARY = N_("binary")  # a stream of bytes: a file or stdout
    FOLDER = N_("folder")  # several files: a folder, or a .zip of one


@dataclass(frozen=True, slots=True)
class Format:
    """An export format.

    `write` takes the content and what the target gives: a text stream, a binary stream, or a `Folder`. `drops` names
    the fields of a record that the format has no place for, `besides` what else is lost, in phrases marked for
    translation, as `title` is. `takes` names the `Options` that it looks at. `extra` is the extra of the package that
    brings what it needs, or empty.
    """

    name: str
    suffix: str
    title: str
    target: Target
    write: Callable[[Content, Any], None]
    offsets: Offsets = Offsets.CODE_POINTS
    drops: tuple[str, ...] = ()
    besides: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    extra: str = ""

    @property
    def lossless(self) -> bool:
        """Whether everything that is known of an annotation can be read back."""
        return not self.drops and not self.besides

    @property
    def loses(self) -> str:
        """What is lost, in one line; empty where nothing is."""
        return ", ".join([*self.drops, *map(_, self.besides)])

    @property
    def details(self) -> list[str]:
        """What to know before it is chosen: what it writes to, in what it counts, what it loses and needs."""
        told = [f"{self.suffix or '/'} ({_(self.target.value)})"]
        if self.offsets is not Offsets.NONE:
            told.append(_("offsets in {unit}").format(unit=_(self.offsets.value)))
        told.append(_("loses {what}").format(what=self.loses) if self.loses else _("loses nothing"))
        if self.extra:
            told.append(f"pip install 'pizhu[{self.extra}]'")
        return told


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an export wrote: how many annotations of how many documents, and what the format did not hold.

    `lost` has a phrase for each kind of loss, with how many annotations it concerns: `note (3)`. `documents` counts
    those that the format wrote; a format of rows writes none as such and gives 0. `only_labels` is for formats that
    hold nothing else.
    """

    count: int
    documents: int
    lost: tuple[str, ...] = ()
    only_labels: bool = False
