"""Writes the content of a library in a format to a place: a stream, a file, a folder, a folder in a .zip."""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO

from reader.errors import ReaderError, UsageError
from reader.exports.content import Content
from reader.exports.folder import Folder
from reader.exports.format import Outcome, Target
from reader.files import replacing, replacing_bytes, replacing_folder
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.exports.format import Format
    from reader.exports.options import Options
    from reader.library import Library
    from reader.library.records import Selection


def export(
    library: Library,
    form: Format,
    target: Path | TextIO | BinaryIO,
    selection: Selection | None = None,
    options: Options | None = None,
    progress: Callable[[int], None] | None = None,
    *,
    overwrite: bool = False,
) -> Outcome:
    """Writes the selected annotations; a path is replaced whole when all is written, or stays as it was.

    `target` is a path, or a stream of the kind that the format writes: text with line ends as they come, or bytes. A
    format of several files takes the path of a folder, or of a `.zip` to put the folder in; a folder that is not
    empty is replaced only with `overwrite`. `progress` is called now and then with the number of annotations so far.
    Raises UsageError where the target is of another kind or a package is missing, ReaderError where it cannot be
    written.
    """
    content = Content(library, selection, options, drops=form.drops, progress=progress)
    try:
        with library.records.snapshot():
            _to(form, content, target, overwrite=overwrite)
    except UnicodeEncodeError as error:
        raise ReaderError(
            _("A text holds {character}, half of a character, which no file can.").format(
                character=f"U+{ord(error.object[error.start]):04X}"
            ),
            _("Find the document with pizhu check."),
        ) from error
    return Outcome(content.count, content.documents_count, _lost(content), content.only_labels)


def _to(form: Format, content: Content, target: Path | TextIO | BinaryIO, *, overwrite: bool) -> None:
    if isinstance(target, Path):
        _to_path(form, content, target, overwrite=overwrite)
    elif form.target is Target.FOLDER:
        raise UsageError(
            _("{name} makes several files.").format(name=form.name), _("Name a folder, or a .zip file, with -o.")
        )
    else:
        form.write(content, target)


def _to_path(form: Format, content: Content, path: Path, *, overwrite: bool) -> None:
    if path.is_dir() and (form.target is not Target.FOLDER or path.suffix.lower() == ".zip"):
        raise UsageError(_("{path}: this is a folder.").format(path=path), _("Name a file with -o."))
    if form.target is Target.TEXT:
        with replacing(path) as text:
            form.write(content, text)
    elif form.target is Target.BINARY:
        with replacing_bytes(path) as binary:
            form.write(content, binary)
    elif path.suffix.lower() == ".zip":
        with replacing_bytes(path) as binary, tempfile.TemporaryDirectory(prefix="pizhu-") as folder:
            form.write(content, Folder(Path(folder)))
            _pack(Path(folder), binary)
    else:
        with replacing_folder(path, overwrite=overwrite) as folder_path:
            form.write(content, Folder(folder_path))


def _pack(folder: Path, stream: BinaryIO) -> None:
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(folder).as_posix())


def _lost(content: Content) -> tuple[str, ...]:
    return tuple(f"{_(what)} ({count:,})" for what, count in sorted(content.lost.items(), key=lambda item: -item[1]))
