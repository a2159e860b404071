"""Files written after each tool's own documentation, on a text that counts otherwise in every unit."""

from __future__ import annotations

import io
import sys
import zipfile
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

import pytest

from reader.annotations.offsets import Counting, Unit
from reader.annotations.sources import refi
from reader.incoming import Wishes
from tests.incoming.conftest import TEXT, Taker, at

if TYPE_CHECKING:
    from collections.abc import Callable

WORDS = ("北京", "增长", "e\u0301增", "。\n第二", "“引号”,", "=1+1")
"""With a combining mark, over a line end, with quotes, and a formula; two overlap."""


def spans(unit: str = "code-points", text: str = TEXT) -> list[tuple[int, int, str]]:
    return [(*at(words.replace("\n", "\r\n") if "\r" in text else words, unit, text), words) for words in WORDS]


def expected(status: str = "accepted") -> list[tuple[str, str, str]]:
    return sorted(((words, "policy", status) for words in WORDS), key=lambda one: at(one[0]))


CRLF = TEXT.replace("\n", "\r\n")


class TestTagged:
    """What `pizhu tag PATH -o OUT.jsonl` writes."""

    @staticmethod
    def line(**fields: Any) -> dict[str, Any]:
        found = [
            {"start": start, "end": end, "label": "policy", "text": words, "origin": "rule:zh-gov/x", "value": None,
             "unit": None, "attributes": {"k": 1}}
            for start, end, words in spans()
        ]  # fmt: skip
        return {"document": "a.txt", "title": "题", "text": TEXT, "spans": found, **fields}

    def test_what_rules_found_are_suggestions_on_documents_that_come_with_them(self, take: Taker) -> None:
        took = take([self.line()])
        assert (took.failures, took.files[0].new_documents) == ([], 1)
        assert take.marked == expected("suggested")
        assert {one.origin for one in take.annotations} == {"rule:zh-gov/x"}
        assert all(one.attributes == {"k": 1} for one in take.annotations)
        assert [(entry.name, entry.title) for entry in take.desk.library.documents.entries()] == [("a.txt", "题")]
        assert take([self.line()]).outcomes == {"known": len(WORDS)}

    def test_a_folder_of_shards_is_taken_as_one(self, take: Taker) -> None:
        take([self.line()], "shards/b/2.jsonl")
        take.desk.undo()
        take([self.line(text=TEXT + "续", document="b.txt")], "shards/1.jsonl")
        take.desk.undo()
        took = take.path(take.folder / "shards")
        assert [file.path.name for file in took.files] == ["1.jsonl", "2.jsonl"]
        assert len(take.annotations) == 2 * len(WORDS)
        take.desk.undo()
        assert take.annotations == []

    def test_a_text_the_library_has_under_another_name_is_that_document(
        self, take: Taker, add: Callable[..., int]
    ) -> None:
        add(TEXT, name="old.txt")
        took = take([self.line(text=CRLF, spans=[])])
        assert (took.files[0].new_documents, len(took.files[0].documents)) == (0, 1)

    def test_the_same_name_on_another_text_is_another_document(self, take: Taker, add: Callable[..., int]) -> None:
        add("别的", name="a.txt")
        take([self.line()])
        assert len(take.desk.library.documents.entries()) == 2
        assert take.marked == expected("suggested")

    def test_without_documents_what_is_missing_is_told(self, take: Taker) -> None:
        took = take([self.line()], wishes=Wishes(add_documents=False))
        assert f"no document a.txt; annotations left out: {len(WORDS)}" in took.said
        assert take.desk.library.documents.entries() == []

    def test_a_row_that_was_not_tagged_is_told(self, take: Taker) -> None:
        took = take([self.line(), {"text": 5, "error": "x.jsonl:2: no text"}])
        assert "in.jsonl:2: it was not tagged: 'x.jsonl:2: no text'" in took.said


class TestDoccano:
    """doccano gives no words; without grapheme mode it counts UTF-16 units."""

    SHAPES: tuple[Callable[[list[tuple[int, int, str]]], dict[str, Any]], ...] = (
        lambda found: {"label": [[start, end, "policy"] for start, end, _ in found], "Comments": []},
        lambda found: {"labels": [[start, end, "policy"] for start, end, _ in found]},
        lambda found: {"entities": [[start, end, "policy"] for start, end, _ in found], "username": "admin"},
        lambda found: {
            "entities": [
                {"id": number, "label": "policy", "start_offset": start, "end_offset": end}
                for number, (start, end, _) in enumerate(found)
            ],
            "relations": [{"id": 0, "from_id": 0, "to_id": 1, "type": "of"}],
            "Comments": ["看"],
        },
    )

    @pytest.mark.parametrize("shape", SHAPES)
    @pytest.mark.parametrize("text", [TEXT, CRLF])
    def test_every_shape_is_taken_as_utf16(
        self, take: Taker, shape: Callable[[list[tuple[int, int, str]]], dict[str, Any]], text: str
    ) -> None:
        took = take([{"id": 1, "text": text, **shape(spans("utf-16", text))}])
        assert (took.failures, took.files[0].note) == ([], "")  # no other unit has room for the last span
        assert take.marked == expected()

    def test_what_has_no_place_is_counted_and_who_annotated_is_kept(self, take: Taker) -> None:
        took = take([{"text": TEXT, **self.SHAPES[3](spans("utf-16"))}, {"text": "甲乙", "label": ["整篇"]}])
        assert took.files[0].left_out == {"relation": 1, "comment": 1, "label of a whole document": 1}
        take([{"text": TEXT + "完", **self.SHAPES[2](spans("utf-16"))}], "b.jsonl")
        assert {one.annotator for one in take.annotations} == {"lin", "admin"}

    def test_where_another_unit_could_be_meant_it_is_told(self, take: Taker) -> None:
        start, end = at("北京", "utf-16")
        took = take([{"text": TEXT, "label": [[start, end, "地点"]]}])
        assert take.marked == [("北京", "地点", "accepted")]
        assert "taken as utf-16; counted as code-points they mean other passages" in took.files[0].note

    def test_a_plain_text_needs_no_word_about_units(self, take: Taker) -> None:
        took = take([{"text": "在北京开业", "label": [[1, 3, "地点"]]}])
        assert (took.files[0].note, take.marked) == ("", [("北京", "地点", "accepted")])

    def test_another_unit_is_taken_when_told(self, take: Taker) -> None:
        lines = [{"text": TEXT, "label": [[start, end, "policy"] for start, end, _ in spans()]}]
        take(lines, wishes=Wishes(counting=Counting(Unit.CODE_POINTS)))
        assert take.marked == expected()

    def test_an_offset_within_a_character_shows_that_it_is_not_utf16(self, take: Taker) -> None:
        took = take([{"text": "𠮷野家在北京", "label": [[1, 3, "x"], [4, 6, "y"]]}])
        assert [quote for quote, *_ in take.marked] == ["野家", "北京"]
        assert took.files[0].note == "its offsets count code-points."

    def test_an_older_json_list_and_the_older_name_of_the_text(self, take: Taker) -> None:
        take([{"id": 1, "data": "在北京", "label": [[1, 3, "地点"]]}], "all.json")
        assert take.marked == [("北京", "地点", "accepted")]


class TestLabelStudio:
    @staticmethod
    def region(start: int, end: int, words: str, identity: str = "a1", **fields: Any) -> dict[str, Any]:
        value = {"start": start, "end": end, "text": words, "labels": ["policy"]}
        return {"id": identity, "from_name": "label", "to_name": "text", "type": "labels", "value": value, **fields}

    def task(self, text: str = TEXT, unit: str = "code-points", **fields: Any) -> dict[str, Any]:
        regions = [self.region(*span, f"r{number}") for number, span in enumerate(spans(unit, text))]
        annotation = {"id": 1, "completed_by": 7, "was_cancelled": False, "ground_truth": False, "result": regions,
                      "created_at": "2024-05-01T08:00:00.5Z", "lead_time": 1.5}  # fmt: skip
        return {
            "id": 1,
            "data": {"text": text, "name": "a.txt"},
            "annotations": [annotation],
            "predictions": [],
            **fields,
        }

    @pytest.mark.parametrize("text", [TEXT, CRLF])
    @pytest.mark.parametrize("unit", ["code-points", "utf-16"])
    def test_people_decide_whatever_the_server_counts(self, take: Taker, text: str, unit: str) -> None:
        took = take([self.task(text, unit)], "project.json")
        assert took.failures == []
        assert take.marked == expected()
        assert bool(took.files[0].note) == (unit == "utf-16")
        one = take.annotations[0]
        assert (one.annotator, one.created_at) == ("7", "2024-05-01T08:00:00.500+00:00")

    def test_line_ends_counted_as_one_though_the_text_has_two(self, take: Taker) -> None:
        task = self.task()
        task["data"]["text"] = CRLF
        assert take([task], "project.json").files[0].note == "its offsets count code-points,lf."
        assert take.marked == expected()

    def test_models_suggest(self, take: Taker) -> None:
        start, end = at("北京")
        prediction = {"model_version": "bert-3", "score": 0.5, "result": [self.region(start, end, "北京")]}
        took = take([self.task(annotations=[], predictions=[prediction, 12])], "project.json")
        assert took.failures == []
        assert [(one.status.value, one.annotator) for one in take.annotations] == [("suggested", "bert-3")]

    def test_a_skipped_task_is_left_out(self, take: Taker) -> None:
        task = self.task()
        task["annotations"][0]["was_cancelled"] = True
        assert take([task], "project.json").files[0].left_out == {"skipped task": 1}
        assert take.annotations == []

    def test_notes_choices_and_who(self, take: Taker) -> None:
        start, end = at("北京")
        other = {"id": "x", "to_name": "text"}
        value = {"start": start, "end": end, "text": "北京"}
        results = [
            self.region(start, end, "北京", "x", meta={"text": ["一"]}),
            {**other, "from_name": "note", "type": "textarea", "value": {**value, "text": ["二", "三"]}},
            {**other, "from_name": "level", "type": "choices", "value": {**value, "choices": ["high"]}},
            {**other, "from_name": "sure", "type": "rating", "value": {**value, "rating": 4}},
            {"type": "relation", "from_id": "x", "to_id": "x", "direction": "right"},
        ]
        who = {"id": 1, "email": "mei@example.org", "first_name": "梅"}
        took = take([self.task(annotations=[{"completed_by": who, "result": results}])], "project.json")
        (one,) = take.annotations
        assert (one.note, one.attributes, one.annotator) == ("一\n二\n三", {"level": "high", "sure": 4}, who["email"])
        assert took.files[0].left_out == {"relation": 1}

    def test_the_least_form(self, take: Taker) -> None:
        labels = [{"start": start, "end": end, "text": words, "labels": ["policy"]} for start, end, words in spans()]
        record = {"text": TEXT, "document": "a.txt", "id": 7, "label": labels, "annotator": "a@b.c", "annotation_id": 3,
                  "created_at": "2024-01-01T00:00:00Z", "updated_at": None, "lead_time": None}  # fmt: skip
        assert take([record], "min.json").failures == []
        assert take.marked == expected()
        assert take.annotations[0].annotator == "a@b.c"

    def test_a_region_of_a_web_page_is_refused_alone(self, take: Taker) -> None:
        task = self.task()
        task["annotations"][0]["result"][0]["value"]["start"] = "/div[3]/p[4]/text()[1]"
        took = take([task], "project.json")
        assert "annotation 1: it is a region of a web page" in took.said
        assert len(take.annotations) == len(WORDS) - 1


class TestBrat:
    def write(self, take: Taker, lines: list[str], text: str | None = TEXT) -> Any:
        if text is not None:
            (take.folder / "brat").mkdir(parents=True, exist_ok=True)
            (take.folder / "brat" / "a.txt").write_bytes(text.encode())
        take.folder.mkdir(exist_ok=True)
        return take("".join(f"{line}\n" for line in lines), "brat/a.ann")

    @pytest.mark.parametrize("text", [TEXT, CRLF])
    def test_passages_cut_at_line_ends_are_one_again(self, take: Taker, text: str) -> None:
        lines = []
        for number, (start, end, words) in enumerate(spans("code-points", text), 1):
            offsets = f"{start} {end}"
            if "\n" in words:
                cut = start + words.index("\n")
                offsets = f"{start} {cut};{cut + end - start - len(words) + 1} {end}"
            lines.append(f"T{number}\tpolicy {offsets}\t{words.replace(chr(10), ' ')}")
        assert self.write(take, lines, text).failures == []
        assert take.marked == expected()

    def test_parts_with_words_between_them_are_annotations_of_their_own(self, take: Taker) -> None:
        (start, end), (again, last) = at("野家"), at("北京")
        self.write(take, [f"T1\tpolicy {start} {end};{again} {last}\t野家 北京"])
        assert take.marked == [("野家", "policy", "accepted"), ("北京", "policy", "accepted")]
        assert [one.attributes["part"] for one in take.annotations] == ["1/2", "2/2"]

    def test_notes_attributes_and_what_is_left_out(self, take: Taker) -> None:
        start, end = at("北京")
        took = self.write(
            take,
            [
                f"T1\tpolicy {start} {end}\t北京",
                "#1\tAnnotatorNotes T1\t再看一次",
                "A1\tNegated T1",
                "M2\tLevel T1 high",
                "N1\tReference T1 Wikidata:Q956\t北京市",
                "A3\tstatus T1 suggested",
                "E1\tpolicy:T1 Place:T1",
                "R1\tOf Arg1:T1 Arg2:T1",
                "*\tEquiv T1 T1",
            ],
        )
        (one,) = take.annotations
        assert (one.note, one.status.value) == ("再看一次", "suggested")
        assert one.attributes == {"Negated": True, "Level": "high", "Wikidata": "Q956"}
        assert took.files[0].left_out == {"event": 1, "relation": 2}

    def test_without_a_text_the_document_has_its_name(self, take: Taker, add: Callable[..., int]) -> None:
        add(TEXT)
        start, end = at("北京", "utf-16")
        took = self.write(take, [f"T1\tpolicy {start} {end}\t北京"], None)
        assert take.marked == [("北京", "policy", "accepted")]
        assert took.files[0].note == "its offsets count utf-16."

    def test_what_is_no_line_of_brat_is_told_with_its_place(self, take: Taker) -> None:
        start, end = at("北京")
        took = self.write(take, [f"T1\tpolicy {start} {end}\t北京", "T2\tpolicy five 7\t北", "?\tx", "A1\t", "T3"])
        assert [str(failure).split(": ")[0].rpartition(":")[2] for failure in took.failures] == ["3", "4", "2", "5"]
        assert take.marked == [("北京", "policy", "accepted")]


class TestProdigy:
    def line(self, answer: str | None = "accept", **fields: Any) -> dict[str, Any]:
        found = [
            {"start": start, "end": end, "token_start": start, "token_end": end - 1, "label": "policy"}
            for start, end, _ in spans()
        ]
        tokens = [{"text": c, "start": n, "end": n + 1, "id": n, "ws": False} for n, c in enumerate(TEXT)]
        said = {"answer": answer} if answer else {}
        return {"text": TEXT, "meta": {"source": "a.txt"}, "tokens": tokens, "spans": found, **said, **fields}

    @pytest.mark.parametrize(
        ("answer", "status"),
        [("accept", "accepted"), ("reject", "rejected"), ("ignore", "suggested"), (None, "accepted")],
    )
    def test_the_answer_decides(self, take: Taker, answer: str | None, status: str) -> None:
        took = take([self.line(answer, _annotator_id="ner-mei", _input_hash=5)])
        assert (took.failures, took.files[0].note) == ([], "")
        assert take.marked == expected(status)
        assert take.annotations[0].annotator == "ner-mei"
        assert take.desk.library.documents.entries()[0].name == "a.txt"

    def test_tokens_tell_the_words_where_spans_do_not(self, take: Taker) -> None:
        line = self.line()
        line["spans"][0]["start"] -= 1
        took = take([line])
        assert (took.files, take.annotations) == ([], [])
        assert "the file says “北京”" in took.said

    def test_spacys_json_of_a_document(self, take: Taker) -> None:
        ents = [{"start": start, "end": end, "label": "policy"} for start, end, _ in spans()]
        tokens = [{"id": n, "start": n, "end": n + 1} for n in range(len(TEXT))]
        take([{"text": TEXT, "ents": ents[:2], "tokens": tokens, "spans": {"sc": ents[2:], "ruler": []}}])
        assert take.marked == expected()

    def test_spacys_older_pairs(self, take: Taker) -> None:
        take([[TEXT, {"entities": [[start, end, "policy"] for start, end, _ in spans()]}]])
        assert take.marked == expected()


class TestWebAnnotation:
    @staticmethod
    def annotation(words: str, selector: Any, **fields: Any) -> dict[str, Any]:
        return {
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "id": "urn:uuid:0190a5c0-0000-7000-8000-000000000001",
            "type": "Annotation",
            "motivation": "tagging",
            "creator": {"type": "Person", "name": "mei"},
            "created": "2024-05-01T08:00:00Z",
            "body": [
                {"type": "TextualBody", "purpose": "tagging", "value": "policy"},
                {"type": "TextualBody", "purpose": "commenting", "value": f"关于{words}"},
            ],
            "target": {"source": "https://example.org/%E6%96%87/a.txt", "selector": selector},
            **fields,
        }

    @staticmethod
    def both(start: int, end: int, words: str) -> list[dict[str, Any]]:
        return [
            {"type": "TextPositionSelector", "start": start, "end": end},
            {"type": "TextQuoteSelector", "exact": words, "prefix": "", "suffix": ""},
        ]

    @pytest.mark.parametrize("unit", ["code-points", "utf-16"])
    @pytest.mark.parametrize("shape", ["list", "lines", "page", "collection", "graph"])
    def test_positions_are_checked_by_quotes(self, take: Taker, add: Callable[..., int], unit: str, shape: str) -> None:
        add(TEXT)
        annotations = [self.annotation(words, self.both(start, end, words)) for start, end, words in spans(unit)]
        page = {"type": "AnnotationPage", "items": annotations}
        content: Any = {
            "list": annotations,
            "lines": annotations,
            "page": page,
            "collection": {
                "@context": "http://www.w3.org/ns/anno.jsonld",
                "type": "AnnotationCollection",
                "first": page,
            },
            "graph": {"@context": "http://www.w3.org/ns/anno.jsonld", "@graph": annotations},
        }[shape]
        took = take(content, "a.jsonl" if shape == "lines" else "a.jsonld.json")
        assert took.failures == []
        assert take.marked == expected()
        one = take.annotations[0]
        assert (one.annotator, one.note, one.created_at) == ("mei", "关于北京", "2024-05-01T08:00:00.000+00:00")
        assert [a.id for a in take.annotations].count("0190a5c0-0000-7000-8000-000000000001") == 1

    def test_a_quote_alone_stands_where_it_stands_once(self, take: Taker, add: Callable[..., int]) -> None:
        add("甲说北京，乙也说北京。上海")
        quotes: list[dict[str, Any]] = [
            {"type": "TextQuoteSelector", "exact": "上海"},
            {"type": "TextQuoteSelector", "exact": "北京", "prefix": "也说", "suffix": "。"},
            {"type": "TextQuoteSelector", "exact": "北京"},
            {"type": "TextQuoteSelector", "exact": "广州"},
        ]
        took = take([self.annotation("", quote) for quote in quotes])
        assert [(one.quote, one.span.start) for one in take.annotations] == [("北京", 8), ("上海", 11)]
        assert [str(failure).split(": ")[-1] for failure in took.failures] == [
            "its words stand at several places, and what is around them does not tell which.",
            "its words do not stand in the text.",
        ]

    def test_selectors_may_refine_each_other_and_bodies_be_plain(self, take: Taker, add: Callable[..., int]) -> None:
        add(TEXT)
        start, end = at("北京")
        position, quote = self.both(start, end, "北京")
        take(self.annotation("", {**quote, "refinedBy": position}, body="地点"), "one.jsonld")
        assert take.marked == [("北京", "地点", "accepted")]

    @pytest.mark.parametrize(
        "fields",
        [
            {"target": None},
            {"target": "a.txt"},
            {"target": {"source": "a.txt", "selector": {"type": "FragmentSelector"}}},
        ],
    )
    def test_what_has_no_place_is_refused(self, take: Taker, add: Callable[..., int], fields: dict[str, Any]) -> None:
        add(TEXT)
        took = take([self.annotation("", None, **fields)])
        assert len(took.failures) == 1
        assert take.annotations == []


class TestDocBin:
    def test_entities_and_groups_of_overlapping_spans(self, take: Taker) -> None:
        spacy = pytest.importorskip("spacy")
        doc = spacy.blank("zh").make_doc(TEXT)
        found = [doc.char_span(start, end, label="policy") for start, end, _ in spans()]
        doc.ents, doc.spans["sc"] = found[:1], found[1:]
        doc.user_data["document"] = "a.txt"
        took = take(spacy.tokens.DocBin(docs=[doc], store_user_data=True).to_bytes(), "corpus.spacy")
        assert took.failures == []
        assert take.marked == expected()

    def test_a_damaged_file_is_told(self, take: Taker) -> None:
        pytest.importorskip("spacy")
        assert "no DocBin" in take(b"\x78\x9cno", "corpus.spacy").said

    def test_what_is_not_installed_is_told_with_the_command(self, take: Taker, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "spacy", None)
        took = take(b"", "corpus.spacy")
        assert "pip install 'pizhu[spacy]'" in took.said


class TestUima:
    @staticmethod
    def cas() -> Any:
        """What INCEpTION exports: a layer of named entities, tokens, and a layer of relations."""
        cassis = pytest.importorskip("cassis")
        types = cassis.TypeSystem()
        entity = types.create_type("de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity", "uima.tcas.Annotation")
        types.create_feature(entity, "value", "uima.cas.String")
        types.create_feature(entity, "identifier", "uima.cas.String")
        token = types.create_type("de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token", "uima.tcas.Annotation")
        relation = types.create_type("webanno.custom.Of", "uima.tcas.Annotation")
        for name in ("Governor", "Dependent"):
            types.create_feature(relation, name, "uima.tcas.Annotation")
        cas = cassis.Cas(types, sofa_string=TEXT)
        found = [entity(begin=start, end=end, value="policy", identifier="Q1") for start, end, _ in spans()]
        cas.add_all([*found, token(begin=0, end=3), relation(begin=0, end=3, Governor=found[0], Dependent=found[1])])
        return cas

    @pytest.mark.parametrize("form", ["xmi", "json"])
    def test_spans_of_every_layer_but_grammar(self, take: Taker, form: str) -> None:
        cas = self.cas()
        take.folder.mkdir()
        (take.folder / "TypeSystem.xml").write_text(cas.typesystem.to_xml(), encoding="utf-8")
        took = take(cas.to_xmi() if form == "xmi" else cas.to_json(), f"a.txt.{form}")
        assert took.failures == []
        assert (took.failures, took.files[0].left_out, took.files[0].note) == ([], {"relation": 1}, "")
        assert take.marked == expected()
        assert take.annotations[0].attributes == {"identifier": "Q1"}
        assert take.desk.library.documents.entries()[0].name == "a.txt"

    def test_an_xmi_needs_its_types_and_declares_no_entities(self, take: Taker) -> None:
        xmi = self.cas().to_xmi()
        assert "no TypeSystem.xml beside it" in take(xmi, "a.xmi").said
        bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
        assert "declares a document type" in take(xmi.replace("?>", f"?>{bomb}", 1), "a.xmi").said
        (take.folder / "TypeSystem.xml").write_text(f"{bomb}<x/>", encoding="utf-8")
        assert "declares a document type" in take(xmi, "a.xmi").said

    @pytest.mark.parametrize(("name", "content"), [("a.xmi", "<x"), ("a.json", '{"%FEATURE_STRUCTURES": 5}')])
    def test_a_damaged_file_is_told(self, take: Taker, name: str, content: str) -> None:
        cas = self.cas()
        take.folder.mkdir()
        (take.folder / "TypeSystem.xml").write_text(cas.typesystem.to_xml(), encoding="utf-8")
        assert "no CAS" in take(content, name).said


class TestRefi:
    @staticmethod
    def project(text: bytes, found: list[tuple[int, int, str]], origin: str = "NVivo", memo: str = "看") -> bytes:
        selections = "".join(
            f'<PlainTextSelection guid="s{n}" name={quoteattr(words)} startPosition="{start}" endPosition="{end}" '
            f'creatingUser="u"><Description>{memo}</Description><Coding guid="c{n}" creationDateTime='
            f'"2024-05-01T08:00:00Z"><CodeRef targetGUID="k"/></Coding></PlainTextSelection>'
            for n, (start, end, words) in enumerate(found)
        )
        xml = (
            f'<?xml version="1.0" encoding="utf-8"?><Project xmlns="urn:QDA-XML:project:1.0" name="p" origin="{origin}">'
            '<Users><User guid="u" name="梅"/></Users><CodeBook><Codes><Code guid="k" name="policy" isCodable="true"/>'
            '</Codes></CodeBook><Sources><TextSource guid="t" name="a.txt" plainTextPath="internal://t.txt">'
            f'{selections}<PlainTextSelection guid="n" startPosition="0" endPosition="1"/></TextSource>'
            '<TextSource guid="x" name="b" plainTextPath="relative://../../etc/passwd"/></Sources></Project>'
        )
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            archive.writestr("project.qde", xml)
            archive.writestr("sources/t.txt", text)
        return stream.getvalue()

    @pytest.mark.parametrize("text", [TEXT, CRLF])
    @pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
    def test_coded_passages_and_who_coded_them(self, take: Taker, text: str, mark: bytes) -> None:
        took = take(self.project(mark + text.encode(), spans("code-points", text)), "p.qdpx")
        assert took.files[0].left_out == {"passage without a code": 1}
        assert "its text is not in the project" in took.said
        assert take.marked == expected()
        one = take.annotations[0]
        assert (one.annotator, one.note, one.created_at) == ("梅", "看", "2024-05-01T08:00:00.000+00:00")

    def test_line_ends_counted_as_one(self, take: Taker) -> None:
        assert take(self.project(CRLF.encode(), spans()), "p.qdpx").files[0].note == "its offsets count code-points,lf."
        assert take.marked == expected()

    def test_our_own_memo_is_taken_apart(self, take: Taker) -> None:
        memo = "看\nlevel=3\nstatus=suggested\norigin=rule:a/b"
        take(self.project(TEXT.encode(), spans()[:1], "Pizhu", memo), "p.qdpx")
        (one,) = take.annotations
        assert (one.note, one.attributes, one.status.value, one.origin) == (
            "看",
            {"level": "3"},
            "suggested",
            "rule:a/b",
        )

    def test_archives_of_strangers_are_refused(self, take: Taker) -> None:
        assert "no REFI-QDA project" in take(b"PK", "p.qdpx").said
        bomb = self.project(b"", []).replace(b"<Project", b"<!DOCTYPE")
        assert take(bomb, "p.qdpx").failures
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            archive.writestr("project.qde", '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>')
        assert "declares a document type" in take(stream.getvalue(), "p.qdpx").said
        assert take.desk.library.documents.entries() == []

    def test_a_part_that_grows_without_bound_is_refused(self, take: Taker, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(refi, "_LARGEST", 10_000)
        assert "is larger than 10,000 bytes" in take(self.project(b"a" * 10_001, []), "p.qdpx").said
