"""Label Studio: tasks with annotations, suggestions as predictions, and the labelling configuration."""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

from reader.annotations.model import Status
from reader.exports.colours import shades_of
from reader.exports.documents import said_of, spoken_of
from reader.exports.format import Format, Target
from reader.translation import N_

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.annotations.model import Annotation, Label
    from reader.exports.content import Content
    from reader.exports.folder import Folder
    from reader.library.records import MarkedDocument

TASKS, CONFIG = "tasks.json", "labeling_config.xml"
_REJECTED = N_("rejected suggestions")


def _write(content: Content, folder: Folder) -> None:
    with folder.text(TASKS) as stream:
        stream.write("[")
        for number, document in enumerate(content.documents(), start=1):
            content.lose(_REJECTED, sum(one.status is Status.REJECTED for one in document.annotations))
            stream.write(",\n" if number > 1 else "\n")
            stream.write(json.dumps(_task(number, document), ensure_ascii=False))
        stream.write("\n]\n")
    with folder.text(CONFIG) as stream:
        stream.write(labelling_config(content.labels))


def labelling_config(labels: Iterable[Label]) -> str:
    """What to paste into a project's labelling interface: the labels in their colours, over single characters."""
    lines = "".join(
        f"    <Label value={quoteattr(label.name)} background={quoteattr(shades_of(label).ink)}/>\n" for label in labels
    )
    return (
        '<View>\n  <Labels name="label" toName="text">\n'
        f"{lines}"
        '  </Labels>\n  <Text name="text" value="$text" valueType="text" granularity="symbol"/>\n</View>\n'
    )


def _task(number: int, document: MarkedDocument) -> dict[str, Any]:
    task: dict[str, Any] = {"id": number, "data": {**said_of(document.entry), "text": document.text}}
    task["annotations"] = [
        {"result": [_region(one) for one in given], "was_cancelled": False, "ground_truth": False}
        for _, given in _by(document.annotations, Status.ACCEPTED, "annotator")
    ]
    task["predictions"] = [
        {"model_version": origin, "result": [_region(one) for one in given]}
        for origin, given in _by(document.annotations, Status.SUGGESTED, "origin")
    ]
    return task


def _by(annotations: Iterable[Annotation], status: Status, field: str) -> Iterable[tuple[str, Iterable[Annotation]]]:
    def key(annotation: Annotation) -> str:
        return str(getattr(annotation, field))

    return groupby(sorted((one for one in annotations if one.status is status), key=key), key)


def _region(annotation: Annotation) -> dict[str, Any]:
    """A labelled region; its note is where Label Studio shows notes, the rest of what is known beside it."""
    known = spoken_of(annotation)
    note = known.pop("note", "")
    return {
        "id": known.pop("id"),
        "from_name": "label",
        "to_name": "text",
        "type": "labels",
        "origin": "manual" if annotation.status is Status.ACCEPTED else "prediction",
        "value": {
            "start": annotation.span.start,
            "end": annotation.span.end,
            "text": annotation.quote,
            "labels": [annotation.label],
        },
        "meta": {**({"text": [note]} if note else {}), **known},
    }


LABEL_STUDIO = Format(
    "label-studio",
    "",
    f"Label Studio: {TASKS} and {CONFIG}",
    Target.FOLDER,
    _write,
    besides=_REJECTED,
)
