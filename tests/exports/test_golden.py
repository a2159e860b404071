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
from reader.resources import resource
from reader.tagging.batch import tag_library
from reader.tagging.taggers import TaggerName
from reader.text.spans import Span

GOLDEN = Path(__file__).parent.parent / "golden"


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
        for name in ("csv", "jsonl"):
            stream = io.StringIO(newline="")
            export(library, FORMATS[name], stream)
            written[f"samples{FORMATS[name].suffix}"] = stream.getvalue()
        return written


@pytest.mark.parametrize("name", ["samples.csv", "samples.jsonl"])
def test_the_samples_give_the_exports_that_are_kept(name: str) -> None:
    assert exports()[name] == (GOLDEN / name).read_text("utf-8")


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for file, content in exports().items():
        (GOLDEN / file).write_text(content, "utf-8")
