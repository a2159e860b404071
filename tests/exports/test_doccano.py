"""doccano's own parser, which needs an environment of its own: it wants other versions of much that we use.

python3 -m venv DOCCANO && DOCCANO/bin/pip install doccano 'numpy<2' 'marshmallow<4'
PIZHU_DOCCANO=DOCCANO/bin/python pytest tests/exports/test_doccano.py
"""

from __future__ import annotations

import json
import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from reader.exports import FORMATS, export
from tests.exports.hard import TEXTS, fill
from tests.exports.test_proofs import expected

if TYPE_CHECKING:
    from pathlib import Path

    from reader.desk import Desk

PYTHON = os.environ.get("PIZHU_DOCCANO")

# What doccano does when someone imports the file into a project for sequence labelling.
PARSE = """
import contextlib, json, os, sys
sys.path.insert(0, next(os.path.join(p, "backend") for p in sys.path if os.path.isdir(os.path.join(p, "backend"))))
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.development"
with contextlib.redirect_stdout(sys.stderr):
    import django
    django.setup()
    from data_import.pipeline.label import SpanLabel
    from data_import.pipeline.makers import LabelMaker
    from data_import.pipeline.parsers import JSONLParser
    from data_import.pipeline.readers import UUID_COLUMN, FileName, Reader
parser = JSONLParser(encoding="utf-8")
(rows,) = Reader([FileName(sys.argv[1], "a", "a")], parser).batch(1000)
texts = {row[UUID_COLUMN]: (row["document"], row["text"]) for row in rows.to_dict(orient="records")}
maker = LabelMaker("label", SpanLabel)
labels = [[*texts[one.example_uuid], one.start_offset, one.end_offset, one.label] for one in maker.make(rows)]
errors = [str(error) for error in [*parser.errors, *maker.errors]]
json.dump([[text for _, text in texts.values()], labels, errors], sys.stdout)
"""


@pytest.mark.skipif(PYTHON is None, reason="PIZHU_DOCCANO names no Python with doccano")
def test_doccano_reads_what_was_exported(desk: Desk, tmp_path: Path) -> None:
    annotations = fill(desk)
    path = tmp_path / "doccano.jsonl"
    export(desk.library, FORMATS["doccano"], path)
    done = subprocess.run([str(PYTHON), "-c", PARSE, path], capture_output=True, check=True)
    texts, labels, errors = json.loads(done.stdout)
    assert errors == []
    assert sorted(texts) == sorted(TEXTS.values())
    found = []
    for document, text, start, end, label in labels:
        units = text.encode("utf-16-le")  # doccano's editor is JavaScript
        found.append((document, label, units[start * 2 : end * 2].decode("utf-16-le")))
    assert sorted(found) == sorted(
        (one.document, one.label, one.text) for one in expected(desk, "doccano", annotations)
    )
