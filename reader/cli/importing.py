"""Importing with narration: what `pizhu import`, `pizhu PATH…` and `pizhu samples` share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.cli.context import say
from reader.documents.sources.format import Options
from reader.errors import InputError, UsageError
from reader.translation import _
from reader.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from reader.cli.context import Settings
    from reader.desk import Desk
    from reader.documents.model import Entry
    from reader.documents.reading import Found
    from reader.intake import Imported


def import_paths(
    settings: Settings,
    desk: Desk,
    paths: Iterable[Path],
    options: Options = Options(),  # noqa: B008 - frozen
    *,
    replaces: Entry | None = None,
) -> list[Entry]:
    """Imports what lies behind paths and says what came of it; gives the documents, new and known.

    `replaces` is the document of which the one file is the new version; UsageError where there are several.
    """
    from reader.documents.reading import find_files

    files = find_files(paths)
    if replaces is not None:
        files = _only(files)
    return import_files(settings, desk, files, options, replaces=replaces)


def import_files(
    settings: Settings,
    desk: Desk,
    files: Iterable[Found | InputError],
    options: Options = Options(),  # noqa: B008 - frozen
    *,
    replaces: Entry | None = None,
) -> list[Entry]:
    """The same for files that were found."""
    from reader.documents.reading import read_files
    from reader.reading_ahead import read_ahead

    entries = []
    new = versions = 0
    documents = read_ahead(files, desk, options) if replaces is None else read_files(files, options)
    for result in desk.import_documents(documents, replaces=replaces):
        if isinstance(result, InputError):
            settings.failed(result)
            continue
        entries.append(result.entry)
        new += result.new
        replaced = result.entry.meta.get("replaced")
        if (result.new or result.renewal is not None) and replaced:
            say(_("{name}: {count} places were damaged and are � now.").format(name=result.entry.name, count=replaced))
        versions += result.renewal is not None
        _tell_of_version(result)
    if entries:
        known = len(entries) - new - versions
        if versions and not new:
            told = plural(versions, "{count} new version", "{count} new versions")
            rest = _("{versions}, {known:,} documents as they were.") if known else _("{versions}.")
            say(rest.format(versions=told, known=known))
            return entries
        told = _("{documents} imported, {known:,} already in the library.") if known else _("{documents} imported.")
        say(told.format(documents=plural(new, "{count} document", "{count} documents"), known=known))
    return entries


def _only(files: Iterable[Found | InputError]) -> Iterator[Found | InputError]:
    found = list(files)
    if len(found) != 1:
        raise UsageError(_("--replaces takes one file."), _("Name the file that holds the new version."))
    return iter(found)


def _tell_of_version(imported: Imported) -> None:
    name, renewal = imported.entry.name, imported.renewal
    if renewal is not None:
        message = _("{name}: version {number}; of its annotations {kept} kept, {moved} moved, {waiting} to review.")
        say(
            message.format(
                name=name,
                number=renewal.number,
                kept=renewal.kept,
                moved=renewal.moved,
                waiting=renewal.to_review,
            )
        )
        if renewal.to_review:
            say(_("       pizhu documents --review lists them; in the reader, v in the library goes through them."))
    elif imported.apart:
        message = _("{name}: the text has little in common with document {other} and stands beside it.")
        say(message.format(name=name, other=imported.apart))
        say(_("       If it is its new version: pizhu import --replaces {other} FILE").format(other=imported.apart))
