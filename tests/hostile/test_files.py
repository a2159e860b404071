"""Files that mean harm: refused with a message, in bounded memory, and the rest of the import is done."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import resource
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from reader.annotations.sources import docbin, named_format, records
from reader.annotations.sources.format import Options
from reader.errors import InputError
from reader.tagging import rows
from reader.tagging.shards import Stretch
from tests.documents.files import WORD, zipped

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[2]
MOST_MB = 700  # of memory, at its peak; importing loads about a hundred
PATIENCE_SECONDS = 120  # that nothing ends without; no test is measured by it
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY j SYSTEM "file:///etc/passwd">]>'


class Done(NamedTuple):
    """How a command ended: its exit code, what it said, and the most memory it had, in megabytes."""

    code: int
    said: str
    most_mb: float


def pizhu(folder: Path, *arguments: str) -> Done:
    """Runs a command that may have four gigabytes of addresses and a minute of a processor, and no more."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
        resource.setrlimit(resource.RLIMIT_CPU, (60, 60))

    with (folder.parent / "said").open("w+b") as said:
        program = subprocess.Popen(
            [sys.executable, "-m", "reader", "--db", str(folder.parent / "library.db"), *arguments],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            preexec_fn=limit,  # noqa: PLW1509 - no other thread of the tests holds anything
        )
        _pid, status, usage = os.wait4(program.pid, 0)
        program.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        return Done(program.returncode, said.read().decode("utf-8", "replace"), usage.ru_maxrss / 1024)


def documents(folder: Path) -> list[str]:
    told = pizhu(folder, "documents", "--json").said
    return [json.loads(line)["document"] for line in told.splitlines()]


def _archive(parts: dict[str, bytes], links: dict[str, str] | None = None) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            # The kind of an OpenDocument file or a book stands in front as it is.
            archive.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else None)
        for name, target in (links or {}).items():
            info = zipfile.ZipInfo(name)
            info.external_attr = 0o120777 << 16
            archive.writestr(info, target)
    return stream.getvalue()


def _lying(size: int) -> bytes:
    """An archive whose list says that a part of many megabytes has few bytes."""
    data = bytearray(_archive({"a.txt": b"\xe7\x94\xb2" * (size // 3)}))
    where = data.rindex(b"PK\x01\x02")
    data[where + 24 : where + 28] = (30).to_bytes(4, "little")
    return bytes(data)


def _word(xml: str) -> bytes:
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": xml})


def _odt(xml: str) -> bytes:
    return _archive({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": xml.encode()})


def _book(xml: str, package: str = "") -> bytes:
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="a.opf"/>'
        "</rootfiles></container>"
    )
    opf = package or (
        '<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="a" href="a.xhtml" '
        'media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>'
    )
    parts = {"mimetype": "application/epub+zip", "META-INF/container.xml": container, "a.opf": opf, "a.xhtml": xml}
    return _archive({name: content.encode() for name, content in parts.items()})


HEAVY = b"\xe7\x94\xb2" * 30_000_000

# What is written, by the name it gets, and a word of the refusal.
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "ratio.zip": (lambda: _archive({"a.txt": HEAVY}), "unpacks to"),
    "nested.zip": (lambda: _archive({"b.zip": _archive({"a.txt": HEAVY})}), "inside an archive"),
    "hidden-nested.zip": (lambda: _archive({"b.txt": _archive({"a.txt": b"x"})}), "inside an archive"),
    "lying.zip": (lambda: _lying(30_000_000), "lying.zip"),
    "cut.zip": (lambda: _archive({"a.txt": b"x" * 999})[:-9], "damaged"),
    "empty.zip": (lambda: _archive({}), "no documents"),
    "links.zip": (lambda: _archive({}, {"passwd.txt": "/etc/passwd"}), "no documents"),
    "ratio.docx": (lambda: _word(f"<w:document {WORD}>" + " " * 90_000_000), "unpacks to"),
    "bomb.docx": (lambda: _word(f"{BOMB}<w:document {WORD}>&j;</w:document>"), "declares"),
    "outside.docx": (lambda: _word(f"{OUTSIDE}<w:document {WORD}>&j;</w:document>"), "declares"),
    "deep.docx": (lambda: _word(f"<w:document {WORD}>" + "<w:p>" * 100_000), "nested"),
    "bomb.odt": (lambda: _odt(f"{BOMB}<a>&j;</a>"), "declares"),
    "outside.odt": (lambda: _odt(f"{OUTSIDE}<a>&j;</a>"), "declares"),
    "bomb.epub": (lambda: _book("<p/>", f"{BOMB}<package>&j;</package>"), "declares"),
    "outside.epub": (lambda: _book("<p/>", f"{OUTSIDE}<package>&j;</package>"), "declares"),
    "old.doc.txt": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 99, "old Word"),
    "binary.txt": (lambda: bytes(range(256)) * 99, "text"),
    "empty.txt": (lambda: b"", "empty"),
    "blank.txt": (lambda: b" \n" * 9, "white space"),
    "bomb.jsonl.gz": (lambda: gzip.compress(b'{"text": "' + HEAVY), "bomb.jsonl.gz"),
    "half.jsonl": (lambda: b'{"text": "\\ud800 \xe7\x94\xb2"}\n', "half.jsonl"),
    "deep.jsonl": (lambda: b'{"text": ' + b"[" * 100_000 + b"\n", "deep.jsonl"),
    "deep.json": (lambda: b'[{"text": ' + b"[" * 100_000, "deep.json"),
    "digits.jsonl": (lambda: b'{"text": ' + b"9" * 100_000 + b"}\n", "digits.jsonl"),
    "cut.pdf": (lambda: b"%PDF-1.7\n" + b"1 0 obj<<" * 999, "cut.pdf"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a good file in front and one behind."""
    path = tmp_path / "texts"
    path.mkdir()
    for name in ("!first.txt", "~last.txt"):
        (path / name).write_text(f"{name}：全县上下一齐动手。", "utf-8")
    return path


def test_what_is_refused_is_named_and_the_rest_is_taken(folder: Path) -> None:
    for name, (make, _) in REFUSED.items():
        (folder / name).write_bytes(make())
    done = pizhu(folder, "import", ".")
    assert done.code == 1
    assert "Traceback" not in done.said
    told = {name: [line for line in done.said.splitlines() if f"/{name}" in line] for name in REFUSED}
    assert {
        name: told[name] for name, (_, word) in REFUSED.items() if not any(word in line for line in told[name])
    } == {}
    assert {"!first.txt", "~last.txt"} <= set(documents(folder))
    assert not any(name.partition("/")[0] in REFUSED for name in documents(folder))
    assert done.most_mb < MOST_MB


def test_what_is_no_regular_file_is_refused_or_passed_over(folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    (folder / "zero.txt").symlink_to("/dev/zero")
    (folder / "loop").symlink_to(folder)
    (folder / "round.txt").symlink_to(folder / "round.txt")
    (folder / "gone.txt").symlink_to(folder / "nothing.txt")
    with (folder / "sparse.txt").open("wb") as sparse:
        sparse.truncate(1 << 30)
    (folder / "not-read.txt").write_text("甲", "utf-8")
    (folder / "not-read.txt").chmod(0)
    done = pizhu(folder, "import", ".")
    assert done.code == 1
    assert "Traceback" not in done.said
    for name in ("pipe.txt", "zero.txt", "round.txt", "gone.txt", "sparse.txt"):
        assert name in done.said
    assert {"!first.txt", "~last.txt"} <= set(documents(folder))
    assert done.most_mb < MOST_MB


_READING = (
    ("tag", "--rules"), ("rules", "check"), ("evaluate",), ("labels", "--load"), ("tag", "--model"),
    ("import", "--annotations"), ("restore",),
)  # fmt: skip


@pytest.mark.parametrize(
    ("command", "name"),
    [*((one, "/dev/zero") for one in _READING), (("evaluate",), "sparse"), (("import", "--annotations"), "sparse")],
    ids=str,
)
def test_a_file_without_end_is_refused_everywhere(folder: Path, command: tuple[str, ...], name: str) -> None:
    sparse = folder / "sparse.toml"
    with sparse.open("wb") as stream:
        stream.truncate(1 << 30)
    device = folder / "device.toml"
    device.symlink_to("/dev/zero")
    done = pizhu(folder, *command, str(device if name == "/dev/zero" else sparse))
    assert done.code in (1, 2)
    assert "Traceback" not in done.said
    assert done.most_mb < MOST_MB


def test_a_line_without_end_is_left_out_and_the_rest_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "LONGEST_LINE", 1000)
    good, long = b'{"text": "\xe7\x94\xb2"}\n', b'{"text": "' + b"x" * 5000 + b'"}\n'
    for name in ("a.jsonl", "a.jsonl.gz"):
        content = good + long + good
        (tmp_path / name).write_bytes(gzip.compress(content) if name.endswith("gz") else content)
        told = [row.content for row in rows.read_rows(tmp_path / name)]
        assert told[::2] == [good, good]
        assert "longer than 1,000 bytes" in str(told[1])
    stretch = Stretch(tmp_path / "a.jsonl", 0, len(content), 1)
    assert [str(row.content) for row in stretch.rows()] == [str(one) for one in told]
    (tmp_path / "a.csv").write_bytes(b"text\n\xe7\x94\xb2\n" + b"x" * 5000 + b"\nlast\n")
    first, failed = (row.content for row in rows.read_rows(tmp_path / "a.csv"))
    assert first == {"text": "甲"}
    assert "longer than 1,000 bytes" in str(failed)


@pytest.mark.parametrize("ending", ["ann", "xmi", "json", "spacy"])
def test_annotations_without_end_are_refused_in_every_format(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    if ending in ("xmi", "json"):
        pytest.importorskip("cassis")
    if ending == "spacy":
        pytest.importorskip("spacy")
    for module in (records, docbin):
        monkeypatch.setattr(module, "LARGEST", 1000)
    form = {"ann": "brat", "xmi": "uima", "json": "uima", "spacy": "spacy"}[ending]
    content = zlib.compress(bytes(100_000)) if ending == "spacy" else b" " * 5000
    (tmp_path / f"a.{ending}").write_bytes(content)
    with pytest.raises(InputError, match="larger than 1,000 bytes"):
        list(named_format(form).read(tmp_path / f"a.{ending}", Options()))


def test_an_archive_writes_nowhere_and_its_names_stay_below_its_own(folder: Path) -> None:
    text = "全县上下一齐动手。".encode()
    names = (
        "../up.txt",
        "/root.txt",
        "a/../../b.txt",
        "C:\\x.txt",
        "..\\..\\y.txt",
        "\x1b]0;x\x07.txt",
        "a" * 300 + ".txt",
    )
    (folder / "paths.zip").write_bytes(_archive({name: text + str(n).encode() for n, name in enumerate(names)}))
    before = sorted(path.name for path in folder.parent.iterdir())
    done = pizhu(folder, "import", ".")
    assert done.code == 0, done.said
    assert {path.name for path in folder.parent.iterdir()} <= {"library.db", "said", *before}
    taken = [name for name in documents(folder) if name.startswith("paths.zip")]
    assert len(taken) == len(names)
    assert all(name.startswith("paths.zip/") and ".." not in name.split("/") for name in taken)


def test_a_catastrophic_pattern_runs_out_of_time_and_the_others_go_on(folder: Path) -> None:
    (folder / "pack.toml").write_text(
        'name = "x"\nversion = "1"\n'
        '[[rule]]\nid = "bad"\nlabel = "policy"\npattern = "(?:(?:a+)+)+$"\n'
        '[[rule]]\nid = "good"\nlabel = "policy"\npattern = "全县"\n',
        "utf-8",
    )
    (folder / "slow.txt").write_text("全县" + "a" * 4000 + "乙", "utf-8")
    done = pizhu(folder, "tag", "slow.txt", "--rules", "pack.toml", "-o", "out.jsonl")
    assert done.code == 0, done.said
    assert [span["label"] for span in json.loads((folder / "out.jsonl").read_text("utf-8"))["spans"]] == ["policy"]


def test_names_that_are_no_utf8_are_taken(folder: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(folder) + b"/\xff\xfe.txt")).write_text("全县上下。", "utf-8")
    except OSError:
        pytest.skip("this file system has no such names")
    done = pizhu(folder, "import", ".")
    assert done.code == 0, done.said
    assert len(documents(folder)) == 3


def test_a_file_that_grows_and_shrinks_is_read_or_refused(folder: Path) -> None:
    """The size is looked at before the file is read: what is read counts."""
    from reader.documents.sources.format import LARGEST, RawFile

    grown = RawFile("a.txt", "a.txt", 3, lambda: io.BytesIO(b"\xe7\x94\xb2" * 9))
    assert len(grown.data) == 27
    endless = RawFile("a.txt", "a.txt", 3, lambda: Path("/dev/zero").open("rb"))  # noqa: SIM115 - closed by who reads
    with pytest.raises(InputError, match="larger than"):
        _ = endless.data
    assert LARGEST < 1 << 30


def test_an_excel_table_holds_no_formula(folder: Path) -> None:
    from tests.hostile.texts import FORMULAS

    lines = [json.dumps({"text": f"{formula} 甲", "title": formula}) for formula in FORMULAS]
    (folder / "formulas.jsonl").write_text("\n".join(lines), "utf-8")
    (folder / "pack.toml").write_text(
        'name = "x"\nversion = "1"\n[[rule]]\nid = "a"\nlabel = "policy"\npattern = "^.*甲"\n', "utf-8"
    )
    assert pizhu(folder, "import", "formulas.jsonl").code == 0
    assert pizhu(folder, "tag", "--rules", "pack.toml", "--accept").code == 0
    assert pizhu(folder, "export", "--excel", "-o", "out.csv", "--status", "all").code == 0
    rows = list(csv.reader(io.StringIO((folder / "out.csv").read_text("utf-8-sig"), newline="")))
    assert len(rows) >= len(FORMULAS)
    for row in rows[1:]:
        assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
