"""Importing with narration: what `pizhu import`, `pizhu PATH…` and `pizhu samples` share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.cli.context import say
from reader.documents.reading import find_files, read_new_files
from reader.errors import InputError
from reader.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from reader.cli.context import Settings
    from reader.desk import Desk
    from reader.documents.model import Entry


def import_paths(
    settings: Settings, desk: Desk, paths: Iterable[Path], *, encoding: str | None = None, form: str | None = None
) -> list[Entry]:
    """Imports what lies behind paths and says what came of it; gives the documents, new and known."""
    entries = []
    new = 0
    documents = read_new_files(find_files(paths), desk.knows, encoding=encoding, form=form)
    for result in desk.import_documents(documents):
        if isinstance(result, InputError):
            settings.failed(result)
            continue
        entries.append(result.entry)
        new += result.new
    if entries:
        known = len(entries) - new
        say(f"{plural(new, 'document')} imported" + (f", {known:,} already in the library." if known else "."))
    return entries
