"""Owns XML from strangers: read in one pass, no declarations of types or entities, nothing fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol
from xml.parsers import expat

from reader.errors import InputError
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Mapping

DEEPEST = 2000  # elements inside one another


class Handler(Protocol):
    """Takes the parts of a document one by one; names are without their namespace, as `local` gives them."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """Characters, in one or more pieces."""


class Silent:
    """A handler that does nothing; others override what they need."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """Characters, in one or more pieces."""


def read_xml(data: bytes, handler: Handler, place: str) -> None:
    """Goes through XML once; InputError where it is damaged, declares entities, or is nested beyond all measure."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise InputError(_("{name}: its elements are nested too deeply.").format(name=place))
        handler.start(local(name), {local(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        handler.end(local(name))

    def refuse(*_declared: object) -> None:
        raise InputError(
            _("{name}: it declares types or entities, as no document does.").format(name=place),
            _("It was left out: such files can be made to take all memory."),
        )

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = handler.text
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise InputError(_("{name}: damaged: {reason}.").format(name=place, reason=error)) from error


def local(name: str) -> str:
    """The name of an element or attribute without the address of its namespace."""
    return name.rpartition(" ")[2]
