"""Exports: one file a format, and the registry that knows them all.

`export(library, FORMATS["csv"], Path("out.csv"))` is all that a command or a screen needs. A package brings a format of
its own by naming a `Format` in the entry points `pizhu.exporters`.
"""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points

from reader.errors import UsageError, nearest
from reader.exports.brat import BRAT
from reader.exports.conll import CONLL
from reader.exports.csv import CSV, TSV
from reader.exports.doccano import DOCCANO
from reader.exports.format import Format, Outcome, Target
from reader.exports.html import HTML
from reader.exports.jsonl import JSONL
from reader.exports.label_studio import LABEL_STUDIO
from reader.exports.markdown import MARKDOWN
from reader.exports.options import Offsets, Options
from reader.exports.parquet import PARQUET
from reader.exports.prodigy import PRODIGY
from reader.exports.refi import REFI_CODEBOOK, REFI_PROJECT
from reader.exports.spacy import SPACY
from reader.exports.tables import CODEBOOK, DOCUMENTS
from reader.exports.uima import UIMA_JSON, UIMA_XMI
from reader.exports.w3c import W3C
from reader.exports.writing import export
from reader.exports.xlsx import XLSX
from reader.translation import _

__all__ = [
    "ENTRY_POINTS",
    "FORMATS",
    "Format",
    "Offsets",
    "Options",
    "Outcome",
    "Target",
    "all_formats",
    "export",
    "find_format",
    "installed_formats",
]

ENTRY_POINTS = "pizhu.exporters"  # the group in which a package names its formats: NAME = "package.module:FORMAT"

FORMATS: dict[str, Format] = {
    known.name: known
    for known in (
        CSV, TSV, JSONL, XLSX, PARQUET, HTML, MARKDOWN,
        DOCCANO, LABEL_STUDIO, BRAT, SPACY, PRODIGY, *CONLL, W3C, UIMA_JSON, UIMA_XMI, REFI_PROJECT,
        REFI_CODEBOOK, CODEBOOK, DOCUMENTS,
    )
}  # fmt: skip
"""The formats that come with the program, by name, in the order people see them."""


def find_format(name: str) -> Format:
    """The format of a name, built in or from an installed package; UsageError, with the nearest name, for another."""
    if name in FORMATS:
        return FORMATS[name]
    found = {entry.name: entry for entry in entry_points(group=ENTRY_POINTS)}
    if name not in found:
        raise UsageError(_("{name}: no such format.").format(name=name), nearest(name, [*FORMATS, *found]))
    return _loaded(found[name])


def installed_formats() -> list[Format]:
    """The formats that installed packages bring, by name; one that cannot be used is left out."""
    found = []
    for entry in sorted(entry_points(group=ENTRY_POINTS), key=lambda entry: entry.name):
        try:
            found.append(_loaded(entry))
        except UsageError:
            continue
    return found


def all_formats() -> list[Format]:
    """What there is to choose from: the built-in formats, then those of installed packages."""
    return [*FORMATS.values(), *installed_formats()]


def _loaded(entry: EntryPoint) -> Format:
    try:
        found = entry.load()
    except (ImportError, AttributeError) as error:
        message = _("{name}: the package that brings this format cannot be used: {error}.")
        raise UsageError(message.format(name=entry.name, error=error)) from error
    if not isinstance(found, Format):
        raise UsageError(_("{name}: {value} is no export format.").format(name=entry.name, value=entry.value))
    return found
