"""Label Studio's JSON and JSON_MIN: annotations of people, and predictions of models as suggestions.

It counts code points; servers before 1.6 counted UTF-16 units. Every region tells its words, which decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reader.annotations.model import Status
from reader.annotations.sources import values
from reader.annotations.sources.format import Format, Mark, MarkedDocument
from reader.annotations.sources.records import read_records
from reader.errors import InputError
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from reader.annotations.sources.format import Options, Sample

_LABELS = ("labels", "hypertextlabels", "paragraphlabels")
_SAYINGS = ("choices", "number", "rating", "datetime", "taxonomy", "pairwise")  # what can be said of a region besides
_MIN_FIELDS = {"annotation_id", "annotator", "lead_time"}


def _recognises(sample: Sample) -> bool:
    record = sample.record
    if not isinstance(record, dict):
        return False
    if isinstance(record.get("data"), dict):
        return not {"annotations", "completions", "predictions"}.isdisjoint(record)
    return not _MIN_FIELDS.isdisjoint(record) and not {"start", "end"} & set(record)


def _read(path: Path, options: Options) -> Iterator[MarkedDocument | InputError]:
    """A document for every task."""
    for place, value in read_records(path):
        if isinstance(value, InputError):
            yield value
            continue
        try:
            task = values.as_record(value, _("the task"))
            yield _task(task, place, options) if isinstance(task.get("data"), dict) else _least(task, place, options)
        except InputError as error:
            yield InputError(f"{place}: {error.message}", error.hint)


def _task(task: dict[str, Any], place: str, options: Options) -> MarkedDocument:
    data = task["data"]
    marks: list[Mark] = []
    failures: list[InputError] = []
    left_out: list[str] = []
    done = values.as_list(task.get("annotations", task.get("completions")), "annotations")
    for source, status in [*((one, None) for one in done), *((one, Status.SUGGESTED) for one in _predictions(task))]:
        try:
            annotation = values.as_record(source, _("the annotation"))
            if annotation.get("was_cancelled") or annotation.get("skipped"):
                left_out.append("skipped task")
                continue
            regions = _Regions(annotation, status)
        except InputError as error:
            failures.append(InputError(f"{place}: {error.message}", error.hint))
            continue
        left_out += regions.left_out
        found, wrong = values.collect(place, regions.labelled, regions.marks)
        marks += found
        failures += wrong
    title = data.get("title")
    return MarkedDocument(
        place,
        values.names(data, also=_meta_names(task)),
        _text(data, options),
        tuple(marks),
        values.words(title, "title") if isinstance(title, str) else "",
        tuple(left_out),
        tuple(failures),
    )


def _predictions(task: dict[str, Any]) -> list[Any]:
    """Predictions; an export may give their ids alone, which say nothing."""
    found = values.as_list(task.get("predictions"), "predictions")
    return [prediction for prediction in found if not isinstance(prediction, int)]


def _meta_names(task: dict[str, Any]) -> tuple[str, ...]:
    meta = task.get("meta")
    return values.names(meta) if isinstance(meta, dict) else ()


def _text(data: dict[str, Any], options: Options) -> str | None:
    """The text of a task: the named field, or the longest text there is."""
    if isinstance(data.get(options.text_field), str):
        return values.words(data[options.text_field], options.text_field)
    texts = [held for name, held in data.items() if isinstance(held, str) and name not in values.NAME_FIELDS]
    return values.words(max(texts, key=len), "data") if texts else None


def _least(record: dict[str, Any], place: str, options: Options) -> MarkedDocument:
    """A record of JSON_MIN: the data's fields, and a list of regions under the name of each control."""
    regions = _Regions(
        {
            "result": [
                {"type": "labels", "value": value}
                for held in record.values()
                for value in (held if isinstance(held, list) else [])
                if isinstance(value, dict) and "start" in value
            ],
            "completed_by": record.get("annotator"),
            "created_at": record.get("created_at"),
            "updated_at": record.get("updated_at"),
        },
        None,
    )
    marks, failures = values.collect(place, regions.labelled, regions.marks)
    skipped = _MIN_FIELDS | {"id", "created_at", "updated_at"}
    data = {name: held for name, held in record.items() if name not in skipped}
    return MarkedDocument(place, values.names(data), _text(data, options), marks, "", regions.left_out, failures)


class _Regions:
    """The regions of one annotation or prediction: those with labels, and what else is said of each by its id."""

    def __init__(self, annotation: Mapping[str, Any], status: Status | None) -> None:
        results = [
            values.as_record(item, _("the region")) for item in values.as_list(annotation.get("result"), "result")
        ]
        self.labelled = [item for item in results if item.get("type") in _LABELS]
        known = {item.get("id") for item in self.labelled if isinstance(item.get("id"), str)}
        self._said: dict[str, list[dict[str, Any]]] = {}
        left_out = []
        for item in results:
            if item.get("type") in _LABELS:
                continue
            identity = item.get("id")
            if isinstance(identity, str) and identity in known:
                self._said.setdefault(identity, []).append(item)
            else:
                left_out.append("relation" if item.get("type") == "relation" else "answer on a whole document")
        self.left_out = tuple(left_out)
        self._status = status
        self._annotator = _who(annotation.get("completed_by")) or values.annotator(
            annotation.get("model_version") if isinstance(annotation.get("model_version"), str) else None
        )
        self._created = values.moment(annotation.get("created_at"))
        self._updated = values.moment(annotation.get("updated_at")) or self._created

    def marks(self, region: dict[str, Any], place: str) -> Iterator[Mark]:
        """A mark for every label of a region."""
        value = values.as_record(region.get("value"), _("the region's value"))
        if isinstance(value.get("start"), str) and "/" in value["start"]:
            raise InputError(_("it is a region of a web page, whose places are no offsets of a text."))
        labels = next((value[name] for name in _LABELS if name in value), None)
        said = self._known(region)
        names = values.as_list(labels, "labels")
        for label in names:
            yield Mark(
                place,
                values.label(label),
                (values.part(value.get("start"), value.get("end")),),
                values.text_or_none(value.get("text"), "text"),
                **(said if len(names) == 1 else {**said, "id": ""}),
            )

    def _known(self, region: dict[str, Any]) -> dict[str, Any]:
        """What is said of a region: by our own export beside it, else by the whole annotation."""
        meta = region.get("meta")
        said = values.known({**(meta if isinstance(meta, dict) else {}), "id": region.get("id")})
        note, attributes = self._sayings(region)
        said["note"] = "\n".join(filter(None, [said["note"], note]))
        if attributes:
            said["attributes"] = {**attributes, **(said["attributes"] or {})}
        said["status"] = said["status"] or self._status
        said["annotator"] = said["annotator"] or self._annotator
        said["created_at"] = said["created_at"] or self._created
        said["updated_at"] = said["updated_at"] or self._updated
        return said

    def _sayings(self, region: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        """The note on a region and its attributes: a text area is a note, a choice an attribute by its control's name."""
        notes: list[str] = []
        attributes: dict[str, Any] = {}
        meta = region.get("meta")
        if isinstance(meta, dict) and isinstance(meta.get("text"), list):
            notes += [values.words(line, "meta") for line in meta["text"]]
        identity = region.get("id")
        for item in self._said.get(identity, []) if isinstance(identity, str) else []:
            held = values.as_record(item.get("value"), _("the region's value"))
            if item.get("type") == "textarea":
                lines = held.get("text")
                notes += [values.words(line, "note") for line in (lines if isinstance(lines, list) else [lines])]
            else:
                said = next((held[name] for name in _SAYINGS if name in held), None)
                name = str(item.get("from_name") or item.get("type"))
                attributes[name] = said[0] if isinstance(said, list) and len(said) == 1 else said
        return "\n".join(filter(None, notes)), values.attributes(attributes)


def _who(completed_by: object) -> str:
    """Who annotated: an address where there is one, else a name, else a number."""
    if isinstance(completed_by, dict):
        names = (completed_by.get(name) for name in ("email", "username", "first_name", "id"))
        completed_by = next((name for name in names if name), None)
    return values.annotator(completed_by)


LABEL_STUDIO = Format("label-studio", "JSON and JSON_MIN of Label Studio", (".json", ".jsonl"), _recognises, _read)
