"""The samples, tagged by their own rule pack, exported: what comes out is kept beside the tests, to the byte.

After a change that is meant, write the files anew: python -m tests.exports.test_golden
"""

from __future__ import annotations

import io
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from reader.annotations.label_sets import load_label_set
from reader.desk import Desk
from reader.documents.reading import find_files, read_files
from reader.exports import FORMATS, export
from reader.library import Library
from reader.library.records import Selection
from reader.resources import resource
from reader.tagging.batch import tag_library
from reader.tagging.taggers import TaggerName
from reader.text.spans import Span

GOLDEN = Path(__file__).parent.parent / "golden"
ROWS = {"csv": ".csv", "tsv": ".tsv", "jsonl": ".jsonl", "codebook": "-codebook.csv", "refi-codebook": ".qdc"}
DOCUMENTS = ("w3c", "doccano", "prodigy", "markdown", "conll-bio", "conll-bioes", "conll-bmes")
FOLDERS = {
    "brat": ("01-shuangqiao-xiaoshi.ann", "annotation.conf", "visual.conf"),
    "label-studio": ("tasks.json", "labeling_config.xml"),
}


def exports() -> dict[str, str]:
    """By file name, what the samples give."""
    samples = resource("samples")
    numbers = count(1)
    with TemporaryDirectory() as folder, Library(Path(folder) / "library.db") as library:
        desk = Desk(
            library, "lin", clock=lambda: "2026-01-01T00:00:00.000+00:00", new_id=lambda: f"id-{next(numbers):06}"
        )
        library.labels.add(load_label_set(samples / "labels.toml"))
        list(desk.import_documents(read_files(find_files([samples]))))
        list(tag_library(desk, TaggerName(str(samples / "rules.toml"))))
        entry = desk.require_document("01-shuangqiao-xiaoshi.txt")
        start = library.documents.text(entry.id).index("93.8%")
        marked = desk.annotate(entry.id, Span(start, start + 5), "statistic").annotation
        desk.set_note(marked, "逗号,“引号”")
        for annotation in [*library.annotations.of_document(entry.id)][:5]:
            desk.accept(annotation)
        written = {}
        for name, ending in ROWS.items():
            written[f"samples{ending}"] = text_of(library, name, Selection())
        one = Selection(documents=[entry.name])
        for name in DOCUMENTS:
            written[f"sample-{name}{FORMATS[name].suffix}"] = text_of(library, name, one)
        for name, files in FOLDERS.items():
            export(library, FORMATS[name], Path(folder) / name, one)
            for file in files:
                written[f"sample-{name}-{file}"] = (Path(folder) / name / file).read_text("utf-8")
        return written


def text_of(library: Library, name: str, selection: Selection) -> str:
    """What an export writes on a stream."""
    stream = io.StringIO(newline="")
    export(library, FORMATS[name], stream, selection)
    return stream.getvalue()


@pytest.mark.parametrize("name", sorted(path.name for path in GOLDEN.glob("sample*")))
def test_the_samples_give_the_exports_that_are_kept(name: str, written: dict[str, str]) -> None:
    with (GOLDEN / name).open(encoding="utf-8", newline="") as kept:
        assert written[name] == kept.read()


def test_every_export_is_kept(written: dict[str, str]) -> None:
    assert set(written) == {path.name for path in GOLDEN.glob("sample*")}


@pytest.fixture(scope="module")
def written() -> dict[str, str]:
    return exports()


if __name__ == "__main__":
    for old in GOLDEN.glob("sample*"):
        old.unlink()
    for file, content in exports().items():
        with (GOLDEN / file).open("w", encoding="utf-8", newline="") as kept_file:
            kept_file.write(content)
