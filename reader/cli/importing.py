"""Importing with narration: what `pizhu import`, `pizhu PATH…` and `pizhu samples` share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.cli.context import say
from reader.documents.sources.format import Options
from reader.errors import InputError
from reader.translation import _
from reader.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from reader.cli.context import Settings
    from reader.desk import Desk
    from reader.documents.model import Entry


def import_paths(
    settings: Settings,
    desk: Desk,
    paths: Iterable[Path],
    options: Options = Options(),  # noqa: B008 - frozen
) -> list[Entry]:
    """Imports what lies behind paths and says what came of it; gives the documents, new and known."""
    from reader.documents.reading import find_files, read_new_files

    entries = []
    new = 0
    for result in desk.import_documents(read_new_files(find_files(paths), desk.knows, options)):
        if isinstance(result, InputError):
            settings.failed(result)
            continue
        entries.append(result.entry)
        new += result.new
        replaced = result.entry.meta.get("replaced")
        if result.new and replaced:
            say(_("{name}: {count} places were damaged and are � now.").format(name=result.entry.name, count=replaced))
    if entries:
        known = len(entries) - new
        say(
            f"{plural(new, '{count} document', '{count} documents')} imported"
            + (f", {known:,} already in the library." if known else ".")
        )
    return entries
