"""How the list of documents is sorted."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from reader.translation import N_, _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from reader.library.documents import Overview

_NUMBER = re.compile(r"(\d+)")


class Order(StrEnum):
    """What the list is sorted by; the value is what is remembered."""

    NAME = "name"
    TITLE = "title"
    DATE = "date"
    SCRIPT = "script"
    READ = "read"
    TAGS = "tags"
    TO_DECIDE = "to decide"
    LAST = "last"

    @property
    def told(self) -> str:
        """What is sorted by, in the language of the interface."""
        return _(_WORDS[self])

    @property
    def falls(self) -> bool:
        """Whether people want the greatest first: the newest, what has most to decide."""
        return self in (Order.DATE, Order.READ, Order.TAGS, Order.TO_DECIDE, Order.LAST)

    @property
    def following(self) -> Order:
        """The order that comes next when one goes through them all."""
        orders = list(Order)
        return orders[(orders.index(self) + 1) % len(orders)]


_WORDS = {
    Order.NAME: N_("name"), Order.TITLE: N_("title"), Order.DATE: N_("date"), Order.SCRIPT: N_("script"),
    Order.READ: N_("read"), Order.TAGS: N_("tags"), Order.TO_DECIDE: N_("to decide"),
    Order.LAST: N_("last"),
}  # fmt: skip


def by_name(overviews: Iterable[Overview]) -> list[Overview]:
    """The documents by name, 9.txt before 10.txt."""
    return sorted(overviews, key=_KEYS[Order.NAME][0])


def arranged(by_name: list[Overview], order: Order, *, falling: bool) -> list[Overview]:
    """Documents that stand by name in another order; what it does not tell apart stays so, what has no value is last."""
    if order is Order.NAME:
        return by_name[::-1] if falling else by_name
    key, is_empty = _KEYS[order]
    ranked = sorted((one for one in by_name if not is_empty(one)), key=key, reverse=falling)
    return ranked + [one for one in by_name if is_empty(one)]


def _natural(name: str) -> list[Any]:
    """Numbers by what they are worth: 9.txt before 10.txt."""
    return [int(part) if index % 2 else part for index, part in enumerate(_NUMBER.split(name))]


def _never(_: Overview) -> bool:
    return False


_KEYS: dict[Order, tuple[Callable[[Overview], Any], Callable[[Overview], bool]]] = {
    Order.NAME: (lambda one: _natural(one.entry.name), _never),
    Order.TITLE: (lambda one: _natural(one.entry.heading), _never),
    Order.DATE: (lambda one: one.entry.date, lambda one: not one.entry.date),
    Order.SCRIPT: (lambda one: one.entry.script, _never),
    Order.READ: (lambda one: one.paragraphs_read / max(1, one.entry.paragraphs), _never),
    Order.TAGS: (lambda one: one.annotations, _never),
    Order.TO_DECIDE: (lambda one: one.suggestions, _never),
    Order.LAST: (lambda one: one.last_read, lambda one: not one.last_read),
}
