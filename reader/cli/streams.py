"""Text in and out of commands that convert: files of any size, a stretch at a time."""

from __future__ import annotations

import io
import re
import sys
from contextlib import contextmanager, nullcontext
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, TextIO, cast

from reader.errors import InputError, ReaderError, UsageError
from reader.files import replacing
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator

BLOCK = 1 << 20  # code points read at once
LONGEST = 4 << 20  # code points without a line end or punctuation, kept together
_LAYOUT = re.compile(r"(\r?\n|\t)")  # what a terminal is to take as it is
_SAFE_ENDS = "。，；！？、,;!? \t"  # no phrase of a dictionary and no word goes over one of these


def stretches(stream: TextIO, block: int = BLOCK, longest: int = LONGEST) -> Iterator[str]:
    """The text of a stream in order, cut where no phrase or word is cut: at line ends, else at punctuation.

    Memory stays at a few blocks: a text with neither in `longest` code points is cut there, be it in a word.
    """
    rest = ""
    while piece := stream.read(block):
        rest += piece
        cut = rest.rfind("\n") + 1 or max(map(rest.rfind, _SAFE_ENDS)) + 1
        if not cut and len(rest) >= longest:
            cut = len(rest)
        if cut:
            yield rest[:cut]
            rest = rest[cut:]
    if rest:
        yield rest


@contextmanager
def reading(path: Path | None, encoding: str, *, plain_ends: bool = False) -> Iterator[TextIO]:
    """A text stream from a file, or from stdin for None or `-`.

    Line ends are left as they are, or are all line feeds with `plain_ends`.
    Raises InputError for a file that cannot be read or is not in that encoding.
    """
    newline = None if plain_ends else ""
    name = "stdin" if path is None or str(path) == "-" else str(path)
    try:
        if path is None or name == "stdin":
            sys.stdin.reconfigure(encoding=encoding, errors="strict", newline=newline)  # type: ignore[union-attr] # a file
            yield sys.stdin
        else:
            with path.open(encoding=encoding, newline=newline) as stream:
                yield stream
    except LookupError as error:
        raise UsageError(
            _("{encoding}: no such encoding.").format(encoding=encoding), _("Try utf-8, gb18030 or big5.")
        ) from error
    except UnicodeError as error:
        raise InputError(
            _("{name}: not {encoding}: {error}.").format(name=name, encoding=encoding, error=error),
            _("Name the encoding with --encoding."),
        ) from error
    except BrokenPipeError:
        raise
    except OSError as error:
        raise ReaderError(f"{name}: {error.strerror or error}.") from error


@contextmanager
def kept_input() -> Iterator[tuple[Path, str]]:
    """What stdin gives, to its end, as a file for the time being, and a name for it that tells its bytes."""
    with TemporaryDirectory(prefix="pizhu-") as folder:
        path, digest = Path(folder) / "stdin", sha256()
        with path.open("wb") as file:
            while piece := sys.stdin.buffer.read(BLOCK):
                digest.update(piece)
                file.write(piece)
        yield path, f"stdin-{digest.hexdigest()[:8]}"


def standard_output() -> TextIO:
    """The standard output, with line ends as they are written; on a terminal, only what is harmless there.

    A file or a pipe gets every character as it is.
    """
    sys.stdout.reconfigure(newline="")  # type: ignore[union-attr] # a real file
    return cast("TextIO", _Harmless(sys.stdout)) if sys.stdout.isatty() else sys.stdout


class _Harmless(io.TextIOBase):
    """Writes to a terminal; what would steer it, or hide, is shown as a mark instead."""

    def __init__(self, terminal: TextIO) -> None:
        self._terminal = terminal

    def write(self, text: str, /) -> int:
        from reader.text.display import visible

        pieces = _LAYOUT.split(text)
        pieces[::2] = [visible(piece).view for piece in pieces[::2]]
        self._terminal.write("".join(pieces))
        return len(text)

    def flush(self) -> None:
        self._terminal.flush()


@contextmanager
def writing(path: Path | None) -> Iterator[TextIO]:
    """A UTF-8 text stream to a file that is replaced whole, or to stdout for None or `-`."""
    if path is None or str(path) == "-":
        with nullcontext(standard_output()) as stream:
            yield stream
            stream.flush()
    else:
        with replacing(path) as stream:
            yield stream
