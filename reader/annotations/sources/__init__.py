"""Formats of annotations that come in: one file each, and the registry that knows them all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.annotations.sources.brat import BRAT
from reader.annotations.sources.docbin import DOCBIN
from reader.annotations.sources.doccano import DOCCANO
from reader.annotations.sources.format import Sample
from reader.annotations.sources.label_studio import LABEL_STUDIO
from reader.annotations.sources.own import OWN
from reader.annotations.sources.records import is_table, plain_name, read_records, refuse_what_is_no_file
from reader.annotations.sources.refi import REFI
from reader.annotations.sources.spans import PRODIGY, TAGGED
from reader.annotations.sources.uima import UIMA
from reader.annotations.sources.web_annotation import WEB_ANNOTATION
from reader.errors import InputError, UsageError, nearest
from reader.tagging.manifest import shards_in
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from reader.annotations.sources.format import Format

FORMATS: tuple[Format, ...] = (BRAT, DOCBIN, REFI, UIMA, OWN, WEB_ANNOTATION, LABEL_STUDIO, PRODIGY, TAGGED, DOCCANO)
"""Asked in this order; what may be mistaken for another comes after it."""

SUFFIXES = frozenset(suffix for known in FORMATS for suffix in known.suffixes)

_RECORDS = (".jsonl", ".ndjson", ".json", ".jsonld", ".csv", ".tsv", ".parquet")
_LOOKED_AT = 20  # records that may tell the format; the first may be one without annotations


def named_format(name: str) -> Format:
    """The format of a name; raises UsageError, with the nearest name, where there is none."""
    for known in FORMATS:
        if known.name == name:
            return known
    raise UsageError(
        _("{name}: no such format of annotations.").format(name=name), nearest(name, [known.name for known in FORMATS])
    )


def format_of(path: Path) -> Format:
    """The format of a file by its name and its first records; raises InputError where it is none of them."""
    refuse_what_is_no_file(path)
    name = plain_name(path)
    samples = list(_samples(path, name))
    if len(samples) == 1 and name.endswith(_RECORDS):
        return OWN  # a file without records, such as a shard of nothing, is no mistake
    for sample in samples:
        for known in FORMATS:
            if known.recognises(sample):
                return known
    names = ", ".join(known.name for known in FORMATS)
    raise InputError(
        _("{path}: no annotations in a format that is known.").format(path=path),
        _("Name the format with --format; there is {names}.").format(names=names),
    )


def find_annotation_files(paths: Iterable[Path]) -> Iterator[Path | InputError]:
    """The files behind paths: a file as itself, of a folder those with a known suffix, recursively, by name.

    Hidden files and links to folders are left out; of a folder of shards, all that is not one of them. What is missing,
    or holds nothing, comes as an InputError.
    """
    for path in paths:
        try:
            if not path.is_dir():
                refuse_what_is_no_file(path)
                yield path
                continue
        except InputError as error:
            yield error
            continue
        found = False
        for file in _walk(path):
            found = True
            yield file
        if not found:
            known = " ".join(sorted(SUFFIXES))
            yield InputError(
                _("{path}: no annotations in this folder.").format(path=path),
                _("Known are files named {known}.").format(known=known),
            )


def _walk(folder: Path) -> Iterator[Path | InputError]:
    shards = shards_in(folder)
    if shards is not None:
        yield from _shards(folder, shards)
        return
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        yield InputError(f"{folder}: {error.strerror or error}.", _("It was left out; the rest goes on."))
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            if not entry.is_symlink():
                yield from _walk(entry)
        elif plain_name(entry).endswith(tuple(SUFFIXES)):
            yield entry


def _shards(folder: Path, shards: list[Path]) -> Iterator[Path | InputError]:
    there = [shard for shard in shards if shard.is_file()]
    yield from there
    if len(there) < len(shards):
        yield InputError(
            _("{folder}: {missing} of its {count} shards are not there yet.").format(
                folder=folder, missing=len(shards) - len(there), count=len(shards)
            ),
            _("The same pizhu tag again goes on with them; then import the folder again."),
        )


def _samples(path: Path, name: str) -> Iterator[Sample]:
    yield Sample(name)
    if not name.endswith(_RECORDS):
        return
    for number, record in enumerate(read_records(path), 1):
        yield Sample(name, record.value, is_table(path))
        if number == _LOOKED_AT:
            return
