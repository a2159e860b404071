"""How much work is cut into shards, so that any number of workers can share it, on one machine or many.

A shard is a stretch of a JSON Lines file, a whole CSV or compressed file, or some documents; each gives one file in
the folder of the output. All of them, in order, hold the lines that tagging the same paths in one go gives. A
manifest in the folder says what is to be done and by which rules: a job that was stopped goes on where it was, and
other rules or other input are refused.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reader.compression import is_compressed, without_suffix
from reader.documents.reading import Found, read_files
from reader.errors import InputError, UsageError
from reader.tagging.inputs import find_inputs
from reader.tagging.manifest import MANIFEST
from reader.tagging.rows import STDIN, Row, read_line, read_rows
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

SHARD_BYTES = 8 << 20
_SAMPLE = 1 << 16  # bytes at each end of a file that tell whether it has changed
_BLOCK = 1 << 20  # bytes read at once, at most


@dataclass(frozen=True, slots=True)
class Stretch:
    """Bytes [start, end) of a JSON Lines file, whole lines, of which the first is line `line` of the file."""

    path: Path
    start: int
    end: int
    line: int

    def rows(self) -> Iterator[Row]:
        """Its rows, as the whole file would give them; one that says so where it cannot be read."""
        try:
            with self.path.open("rb") as stream:
                stream.seek(self.start)
                number = self.line - 1
                while stream.tell() < self.end:
                    content = read_line(stream)
                    number += 1
                    if not content:
                        break
                    if number == 1 and isinstance(content, bytes):
                        content = content.removeprefix(b"\xef\xbb\xbf")
                    if isinstance(content, InputError) or content.strip():
                        yield Row(f"{self.path}:{number}", content, stream.tell())
        except OSError as error:
            yield Row(str(self.path), InputError(f"{self.path}: {error.strerror or error}."))


@dataclass(frozen=True, slots=True)
class Shard:
    """One piece of work: a stretch of a file, a file of records, or documents; `target` is the name of its output."""

    target: str
    size: int  # bytes, about
    source: Stretch | Path | tuple[Found, ...]

    def rows(self) -> Iterator[Row]:
        """Its rows in order."""
        if isinstance(self.source, Stretch):
            yield from self.source.rows()
        elif isinstance(self.source, tuple):
            for file in self.source:
                for document in read_files([file]):
                    yield Row(str(file.path) if isinstance(document, InputError) else document.name, document)
        else:
            yield from read_rows(self.source)

    def described(self) -> dict[str, Any]:
        """What the manifest says of it."""
        if isinstance(self.source, Stretch):
            stretch = self.source
            source: dict[str, Any] = {"file": str(stretch.path), "start": stretch.start, "end": stretch.end}
        elif isinstance(self.source, tuple):
            source = {"documents": [str(file.path) for file in self.source]}
        else:
            source = {"file": str(self.source)}
        return {"target": self.target, **source}


@dataclass(frozen=True, slots=True)
class Plan:
    """All shards of a job in order, the paths that cannot be read, and what tells the input from another."""

    shards: tuple[Shard, ...]
    failures: tuple[InputError, ...]
    fingerprint: str


def plan(
    paths: Sequence[Path],
    suffix: str,
    *,
    shard_bytes: int = SHARD_BYTES,
    text_field: str = "text",
    output: Path | None = None,
) -> Plan:
    """Cuts what the paths hold into shards of about so many bytes; outputs are named `part-00000` with the suffix.

    Large JSON Lines files are cut at line ends; CSV and compressed files stay whole. The folder `output` is no input.
    Raises UsageError for stdin.
    """
    sources: list[tuple[int, Stretch | Path | tuple[Found, ...]]] = []
    failures: list[InputError] = []
    print_ = hashlib.sha256()
    for path in paths:
        if str(path) == STDIN:
            raise UsageError(_("stdin cannot be shared out."), _("Name files, or write one file with -o FILE."))
        for piece in _pieces(find_inputs([path], text_field, output), shard_bytes, failures):
            if isinstance(piece, tuple):
                for file in piece:
                    print_.update(_fingerprint(file.path))
                sources.append((sum(file.path.stat().st_size for file in piece), piece))
                continue
            print_.update(_fingerprint(piece))
            cut = without_suffix(piece.name).endswith((".jsonl", ".ndjson")) and not is_compressed(piece)
            sources += _stretches(piece, shard_bytes) if cut else [(piece.stat().st_size, piece)]
    shards = tuple(Shard(f"part-{number:05}{suffix}", *source) for number, source in enumerate(sources))
    return Plan(shards, tuple(failures), print_.hexdigest())


def _stretches(path: Path, shard_bytes: int) -> Iterator[tuple[int, Stretch]]:
    line, start, position = 1, 0, 0
    lines = 0  # line ends since `start`
    with path.open("rb") as stream:
        while block := stream.read(min(_BLOCK, shard_bytes)):
            begin = position
            position += len(block)
            if position - start < shard_bytes:
                lines += block.count(b"\n")
                continue
            cut = block.rfind(b"\n") + 1
            if not cut:
                continue
            lines += block.count(b"\n", 0, cut)
            yield begin + cut - start, Stretch(path, start, begin + cut, line)
            line, start = line + lines, begin + cut
            lines = 0
    if position > start:
        yield position - start, Stretch(path, start, position, line)


def _pieces(
    files: Iterable[Path | Found | InputError], shard_bytes: int, failures: list[InputError]
) -> Iterator[Path | tuple[Found, ...]]:
    """Files of records, and documents that follow each other as groups of about so many bytes."""
    group: list[Found] = []
    size = 0
    for file in files:
        if isinstance(file, InputError):
            failures.append(file)
            continue
        if not isinstance(file, Found):
            if group:
                yield tuple(group)
                group, size = [], 0
            yield file
            continue
        group.append(file)
        try:
            size += file.path.stat().st_size
        except OSError as error:
            failures.append(InputError(f"{file.path}: {error.strerror or error}."))
            group.pop()
        if size >= shard_bytes:
            yield tuple(group)
            group, size = [], 0
    if group:
        yield tuple(group)


def _fingerprint(path: Path) -> bytes:
    """The size, the first and the last bytes of a file: enough to tell that one is no longer what it was."""
    try:
        with path.open("rb") as stream:
            size = path.stat().st_size
            head = stream.read(_SAMPLE)
            stream.seek(max(0, size - _SAMPLE))
            return hashlib.sha256(f"{size}\n".encode() + head + stream.read(_SAMPLE)).digest()
    except OSError as error:
        return str(error).encode()


def begin(folder: Path, planned: Plan, taggers: Sequence[tuple[str, str]], text_field: str) -> None:
    """Makes the folder ready: its manifest, and none of what stopped workers left behind.

    `taggers` are names with digests. Raises UsageError where other rules or other input wrote what is there, and
    where the folder holds something else; OSError where it cannot be written.
    """
    manifest = {
        "pizhu": 1,
        "taggers": [{"name": name, "digest": digest} for name, digest in taggers],
        "text_field": text_field,
        "input": planned.fingerprint,
        "shards": [shard.described() for shard in planned.shards],
    }
    text = json.dumps(manifest, ensure_ascii=True, indent=1) + "\n"
    path = folder / MANIFEST
    folder.mkdir(parents=True, exist_ok=True)
    if path.exists():
        if path.read_text("utf-8") != text:
            raise UsageError(
                _("{folder}: other rules or other input wrote this folder.").format(folder=folder),
                _("Name another folder with -o, or remove this one."),
            )
    elif any(folder.iterdir()):
        raise UsageError(
            _("{folder}: there are other files in it.").format(folder=folder), _("Name a new folder with -o.")
        )
    else:
        temporary = folder / f"tmp-{MANIFEST}"
        temporary.write_text(text, "utf-8")
        temporary.replace(path)
    sweep(folder)


def sweep(folder: Path) -> None:
    """Takes away what workers that died have left behind; only where none is at work."""
    for stale in folder.glob("tmp-*"):
        stale.unlink(missing_ok=True)
