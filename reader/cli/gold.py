"""Gold files for the commands that measure or learn: the spans, and the documents they stand in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.documents.reading import find_files, read_files
from reader.errors import InputError
from reader.tagging.evaluation import read_gold
from reader.translation import _
from reader.whole import read_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from reader.cli.context import Settings
    from reader.documents.model import Document
    from reader.tagging.evaluation import GoldSpan

LARGEST_GOLD = 1 << 28  # bytes


def read_gold_file(path: Path) -> list[GoldSpan]:
    """The spans of a gold file; raises InputError, with file and line, for one that cannot be used."""
    try:
        return read_gold(read_text(path, LARGEST_GOLD).split("\n"))
    except InputError as error:
        raise InputError(f"{path}: {error.message}", error.hint) from error
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}.") from error
    except UnicodeError as error:
        raise InputError(f"{path}: {error}.") from error


def gold_documents(settings: Settings, folder: Path, spans: Sequence[GoldSpan]) -> dict[str, Document]:
    """The documents of a gold file by name; one that is missing is told of, and the rest goes on.

    Raises InputError where a span does not stand where the gold file says.
    """
    names = {span.doc for span in spans}
    found: dict[str, Document] = {}
    for document in read_files(find_files([folder])):
        if isinstance(document, InputError):
            settings.failed(document)
        elif document.name in names:
            found[document.name] = document
    for name in sorted(names - found.keys()):
        settings.failed(
            InputError(
                _("{name}: this document of the gold is not in the folder “{folder}”.").format(
                    name=name, folder=folder
                ),
                _("Name its folder with --texts."),
            )
        )
    for span in spans:
        # Offsets that are not code points of these texts would give wrong scores without a word.
        standing = span.span.slice(found[span.doc].text) if span.doc in found else span.text
        if span.text and standing != span.text:
            raise InputError(
                _("{document}: the gold says “{quote}” at {place}, but there stands “{standing}”.").format(
                    document=span.doc, quote=span.text, place=span.span.start, standing=standing
                ),
                _("Offsets are code points of the text without BOM, line ends counted as one."),
            )
    return found
