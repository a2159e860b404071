"""New versions of a document's text: annotations go along, history goes on, nothing is lost."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from reader.annotations.model import Status
from reader.desk import Desk
from reader.documents.model import Document
from reader.errors import InputError
from reader.intake import Imported
from reader.library import Library
from reader.library.documents import StaleTextError
from reader.library.history import ConflictError
from reader.library.reading import LastPlace
from reader.tagging.batch import tag_library
from reader.tagging.taggers import TaggerName
from reader.text.spans import Span
from tests.edits import Editor

if TYPE_CHECKING:
    from reader.annotations.model import Annotation

FIRST = "今冬全市启动“暖心工程”，改造老旧小区供热管网，惠及居民3600户。"
SECOND = "各县区对照清单逐项认领，办结率由71.5%提高到93.8%，排在全省第4位。"
THIRD = "下一步，市里将把供热补贴的发放标准公布在每个小区的门口，接受监督。"
TEXT = f"{FIRST}\n{SECOND}\n{THIRD}\n"
OTHER = "垂钓须知：钓位先到先得，不得占座，天黑前收竿。\n鱼竿请自备，饵料在门口领取，每人一份。\n"


def document(text: str, name: str = "a.txt", folder: str = "/texts") -> Document:
    return Document(name, text, source=f"{folder}/{name}", digest=hashlib.sha256(text.encode()).hexdigest())


def take_in(desk: Desk, text: str, name: str = "a.txt", folder: str = "/texts") -> Imported:
    (imported,) = desk.import_documents([document(text, name, folder)])
    assert not isinstance(imported, InputError)
    return imported


def mark(desk: Desk, imported: Imported, quote: str, label: str = "program") -> Annotation:
    start = desk.library.documents.text(imported.entry.id).index(quote)
    return desk.annotate(imported.entry.id, Span(start, start + len(quote)), label).annotation


def quotes(desk: Desk, imported: Imported) -> list[str]:
    return [one.quote for one in desk.library.annotations.of_document(imported.entry.id)]


def waiting(desk: Desk) -> list[tuple[str, str, Span | None]]:
    return [(one.quote, one.review.reason.value, one.review.guess) for one in desk.library.reviews.all() if one.review]


class TestWhichDocument:
    def test_a_changed_file_is_a_new_version_of_its_document(self, desk: Desk) -> None:
        first = take_in(desk, TEXT)
        second = take_in(desk, "通知\n" + TEXT)
        assert (second.entry.id, second.entry.name, second.new) == (first.entry.id, "a.txt", False)
        assert second.renewal is not None
        assert second.renewal.number == 2
        assert desk.library.documents.text(first.entry.id) == "通知\n" + TEXT
        assert desk.library.versions.text(first.entry.id, 1) == TEXT
        assert len(desk.library.documents.entries()) == 1

    def test_the_same_folder_from_another_place_gives_the_same_documents(self, desk: Desk) -> None:
        first = take_in(desk, TEXT, folder="/old")
        second = take_in(desk, TEXT.replace("3600", "4200"), folder="/new")
        assert second.entry.id == first.entry.id
        assert second.entry.source == "/new/a.txt"

    def test_another_text_of_the_same_name_stands_beside_it(self, desk: Desk) -> None:
        take_in(desk, TEXT)
        other = take_in(desk, OTHER, folder="/others")
        assert (other.new, other.entry.name, other.apart) == (True, "others/a.txt", "a.txt")

    def test_a_document_whose_name_has_grown_is_known_by_its_file(self, desk: Desk) -> None:
        take_in(desk, TEXT)
        other = take_in(desk, OTHER, folder="/others")
        again = take_in(desk, OTHER + "周一湖面养护，不开放。", folder="/others")
        assert again.entry.id == other.entry.id
        assert again.renewal is not None

    def test_two_files_of_a_name_that_are_imported_together_are_two_documents(self, desk: Desk) -> None:
        both = [document(TEXT, folder="/may"), document(TEXT.replace("3600", "4200"), folder="/june")]
        for _ in range(2):
            results = [one for one in desk.import_documents(both) if isinstance(one, Imported)]
            assert [one.entry.name for one in results] == ["a.txt", "june/a.txt"]
            assert [one.renewal for one in results] == [None, None]

    def test_rows_that_have_moved_in_their_file_stay_the_documents_they_are(self, desk: Desk) -> None:
        def row(number: int, text: str) -> Document:
            digest = hashlib.sha256(text.encode()).hexdigest()
            return Document(f"rows/{number}", text, source="/rows.jsonl", digest=digest)

        list(desk.import_documents([row(1, TEXT), row(2, OTHER)]))
        results = list(desk.import_documents([row(1, "公告：明日停水。"), row(2, TEXT), row(3, OTHER)]))
        imported = [one for one in results if isinstance(one, Imported)]
        assert [one.new for one in imported] == [True, False, False]
        assert all(one.renewal is None for one in imported)

    def test_one_can_say_which_document_a_file_is_the_new_version_of(self, desk: Desk) -> None:
        first = take_in(desk, TEXT)
        mark(desk, first, "3600户", "statistic")
        (second,) = desk.import_documents([document(OTHER, "b.txt")], replaces=first.entry)
        assert isinstance(second, Imported)
        assert (second.entry.id, second.entry.name) == (first.entry.id, "a.txt")
        assert len(waiting(desk)) == 1

    def test_bytes_that_are_a_document_are_not_made_the_version_of_another(self, desk: Desk) -> None:
        first = take_in(desk, TEXT)
        take_in(desk, OTHER, "b.txt")
        (refused,) = desk.import_documents([document(OTHER, "b.txt")], replaces=first.entry)
        assert isinstance(refused, InputError)
        assert "b.txt" in refused.message

    def test_importing_old_and_new_again_and_again_changes_nothing(self, desk: Desk) -> None:
        changed = TEXT.replace("3600", "4200")
        for _ in range(3):
            take_in(desk, TEXT, folder="/old")
            last = take_in(desk, changed, folder="/new")
        assert desk.library.versions.current(last.entry.id) == 2
        assert desk.library.documents.text(last.entry.id) == changed

    def test_a_file_that_was_put_back_gives_its_text_back(self, desk: Desk) -> None:
        first = take_in(desk, TEXT)
        made = mark(desk, first, "3600户", "statistic")
        take_in(desk, TEXT.replace("3600户", "很多人"))
        assert quotes(desk, first) == []
        take_in(desk, TEXT)
        assert desk.library.versions.current(first.entry.id) == 3
        (back,) = desk.library.annotations.of_document(first.entry.id)
        assert (back.id, back.span, back.quote) == (made.id, made.span, made.quote)

    def test_another_encoding_of_the_same_bytes_is_a_new_version(self, desk: Desk) -> None:
        wrong = Document("a.txt", "錯錯的字，惠及居民3600户。", digest="a", encoding="big5hkscs")
        right = Document("a.txt", "对的文字，惠及居民3600户。", digest="a", encoding="gb18030")
        (first,) = desk.import_documents([wrong])
        assert isinstance(first, Imported)
        mark(desk, first, "居民3600户", "statistic")
        (second,) = desk.import_documents([right])
        assert isinstance(second, Imported)
        assert second.renewal is not None
        assert desk.library.documents.text(first.entry.id).startswith("对的")
        assert len(quotes(desk, first)) + len(waiting(desk)) == 1


class TestAnnotations:
    def test_each_is_kept_moved_or_waits_and_the_history_says_which(self, desk: Desk) -> None:
        first = take_in(desk, TEXT)
        kept, moved, changed = (mark(desk, first, quote) for quote in ("“暖心工程”", "93.8%", "3600户"))
        second = take_in(desk, TEXT.replace("3600户", "三千六百多户"))
        assert second.renewal is not None
        assert (second.renewal.kept, second.renewal.moved, second.renewal.to_review) == (1, 1, 1)
        action = next(desk.library.history.log())
        assert (action.name, action.document) == ("version", first.entry.id)
        places = {one.annotation.id: one for one in action.changes}
        assert places[kept.id].before is not None
        assert places[moved.id].before == moved
        after = places[moved.id].after
        assert after is not None
        assert after.span == moved.span.shift(1)
        assert [(quote, reason) for quote, reason, _ in waiting(desk)] == [("3600户", "changed")]
        assert desk.library.annotations.get(changed.id) is None
        assert list(desk.library.upkeep.problems()) == []

    def test_what_waits_is_in_no_export(self, desk: Desk) -> None:
        from reader.library.records import FIELDS, Selection

        first = take_in(desk, TEXT)
        mark(desk, first, "3600户")
        mark(desk, first, "93.8%")
        take_in(desk, TEXT.replace("3600户", "居民"))
        (batch,) = desk.library.records.batches(Selection())
        assert [row[FIELDS.index("text")] for row in batch] == ["93.8%"]
        assert desk.library.records.waiting(Selection()) == 1
        assert desk.library.records.waiting(Selection(labels=["policy"])) == 0
        (overview,) = desk.library.documents.overviews("lin")
        assert (overview.annotations, overview.reviews, overview.version) == (1, 1, 2)

    def test_what_waits_finds_its_place_in_a_later_version_that_has_it_again(self, desk: Desk) -> None:
        first = take_in(desk, TEXT)
        made = mark(desk, first, "3600户")
        take_in(desk, TEXT.replace("3600户", "居民"))
        take_in(desk, "通知\n" + TEXT)
        assert waiting(desk) == []
        (one,) = desk.library.annotations.of_document(first.entry.id)
        assert (one.id, one.span) == (made.id, made.span.shift(3))

    def test_placing_by_hand_and_taking_it_back(self, desk: Desk) -> None:
        first = take_in(desk, TEXT)
        mark(desk, first, "3600户")
        take_in(desk, TEXT.replace("3600户", "4200多户"))
        (one,) = desk.library.reviews.all()
        assert one.review is not None
        assert one.review.guess is not None
        desk.place(one, one.review.guess)
        assert (quotes(desk, first), waiting(desk)) == (["4200多户"], [])
        desk.undo()
        assert desk.library.reviews.all() == [one]
        desk.redo()
        assert quotes(desk, first) == ["4200多户"]
        assert list(desk.library.upkeep.problems()) == []

    def test_discarding_and_taking_it_back(self, desk: Desk) -> None:
        first = take_in(desk, TEXT)
        mark(desk, first, "3600户")
        take_in(desk, TEXT.replace("，惠及居民3600户", ""))
        (one,) = desk.library.reviews.all()
        assert waiting(desk) == [("3600户", "gone", None)]
        desk.discard(one)
        assert (quotes(desk, first), waiting(desk)) == ([], [])
        desk.undo()
        assert desk.library.reviews.all() == [one]

    def test_reading_goes_on_where_it_was_and_what_is_new_is_not_read(self, desk: Desk) -> None:
        first = take_in(desk, TEXT)
        place = TEXT.index("逐项")
        desk.leave(first.entry.id, LastPlace(place, "original", ((1, 3),)))
        take_in(desk, "通知\n" + TEXT.replace("每个小区", "各个楼院"))
        last = desk.last_place(first.entry.id)
        assert last.place == place + 3
        assert last.read == ((2, 3),)

    def test_whoever_looks_at_the_text_before_cannot_write_on_it(self, desk: Desk) -> None:
        first = take_in(desk, TEXT)
        made = mark(desk, first, "93.8%")
        take_in(desk, "通知\n" + TEXT)
        with pytest.raises(ConflictError):
            desk.set_note(made, "再看")
        with pytest.raises(StaleTextError):
            desk.library.documents.require_text_of(first.entry)

    def test_a_wrong_place_of_what_waits_is_refused_and_told(self, desk: Desk) -> None:
        first = take_in(desk, TEXT)
        mark(desk, first, "3600户")
        take_in(desk, TEXT.replace("3600户", "居民"))
        with sqlite3.connect(desk.library.path) as raw:
            raw.execute("update reviews set quote = '别的'")
        raw.close()
        assert any("“别的” does not stand" in problem.message for problem in desk.library.upkeep.problems())


class TestUndo:
    def test_undoing_the_import_puts_everything_back(self, desk: Desk) -> None:
        first = take_in(desk, TEXT)
        before = [mark(desk, first, quote) for quote in ("“暖心工程”", "3600户", "93.8%")]
        changed = "通知\n" + TEXT.replace("3600户", "居民")
        take_in(desk, changed)
        after = list(desk.library.annotations.of_document(first.entry.id))
        desk.undo()
        assert desk.library.documents.text(first.entry.id) == TEXT
        assert list(desk.library.annotations.of_document(first.entry.id)) == before
        assert waiting(desk) == []
        desk.redo()
        assert desk.library.documents.text(first.entry.id) == changed
        assert list(desk.library.annotations.of_document(first.entry.id)) == after
        assert len(waiting(desk)) == 1
        assert list(desk.library.upkeep.problems()) == []

    def test_what_was_done_on_the_new_text_is_carried_back_with_it(self, desk: Desk) -> None:
        first = take_in(desk, TEXT)
        take_in(desk, "通知\n" + TEXT)
        mei = Desk(desk.library, "mei", clock=desk.now)
        mark(mei, first, "93.8%")
        mark(mei, first, "通知")
        desk.undo()
        assert quotes(desk, first) == ["93.8%"]
        assert waiting(desk) == [("通知", "gone", None)]
        desk.redo()
        assert sorted(quotes(desk, first)) == sorted(["通知", "93.8%"])

    def test_a_change_of_an_older_text_is_taken_back_at_the_place_of_now(self, desk: Desk) -> None:
        first = take_in(desk, TEXT)
        made = mark(desk, first, "93.8%")
        desk.set_note(made, "再看")
        (second,) = Desk(desk.library, "mei").import_documents([document("通知\n" + TEXT)])
        assert isinstance(second, Imported)
        desk.undo()
        (one,) = desk.library.annotations.of_document(first.entry.id)
        assert (one.note, one.span) == ("", made.span.shift(3))
        desk.undo()
        assert quotes(desk, first) == []
        desk.redo()
        assert quotes(desk, first) == ["93.8%"]

    def test_a_deletion_in_an_older_text_comes_back_placed_or_waiting(self, desk: Desk) -> None:
        first = take_in(desk, TEXT)
        placed, changed = mark(desk, first, "93.8%"), mark(desk, first, "3600户")
        desk.delete(placed)
        desk.delete(changed)
        list(Desk(desk.library, "mei").import_documents([document("通知\n" + TEXT.replace("3600户", "居民"))]))
        desk.undo()
        assert [quote for quote, _, _ in waiting(desk)] == ["3600户"]
        desk.undo()
        assert quotes(desk, first) == ["93.8%"]
        assert list(desk.library.upkeep.problems()) == []

    def test_what_someone_else_placed_stays_as_they_left_it(self, desk: Desk) -> None:
        first = take_in(desk, TEXT)
        mark(desk, first, "3600户")
        mei = Desk(desk.library, "mei", clock=desk.now)
        list(mei.import_documents([document(TEXT.replace("3600户", "4200户"))]))
        (one,) = desk.library.reviews.all()
        assert one.review is not None
        assert one.review.guess is not None
        mei.place(one, one.review.guess)
        assert desk.undo() is None or quotes(desk, first) == ["4200户"]
        assert quotes(desk, first) == ["4200户"]

    def test_an_import_under_a_later_one_is_passed_over(self, desk: Desk) -> None:
        first = take_in(desk, TEXT)
        take_in(desk, "通知\n" + TEXT)
        list(Desk(desk.library, "mei").import_documents([document("公告\n" + TEXT)]))
        assert desk.undo() is None
        assert desk.library.documents.text(first.entry.id) == "公告\n" + TEXT


class TestBatch:
    def test_what_was_rejected_is_not_suggested_again_in_the_new_version(self, desk: Desk) -> None:
        first = take_in(desk, TEXT)
        list(tag_library(desk, TaggerName("zh-gov")))
        suggestions = list(desk.library.annotations.of_document(first.entry.id))
        refused = next(one for one in suggestions if one.quote == "3600户")
        desk.reject(refused)
        take_in(desk, "通知\n" + TEXT.replace("93.8%", "95.1%"))
        assert [quote for quote, _, _ in waiting(desk)] == ["93.8%"]
        list(tag_library(desk, TaggerName("zh-gov")))
        found = {one.quote: one.status for one in desk.library.annotations.of_document(first.entry.id)}
        assert found["3600户"] is Status.REJECTED
        assert found["95.1%"] is Status.SUGGESTED
        assert waiting(desk) == []  # the rules said anew what they see
        assert [sum(one.counts.added for one in tag_library(desk, TaggerName("zh-gov")))] == [0]

    def test_what_waits_for_a_person_is_not_suggested_beside(self, desk: Desk) -> None:
        first = take_in(desk, TEXT)
        list(tag_library(desk, TaggerName("zh-gov")))
        decided = next(one for one in desk.library.annotations.of_document(first.entry.id) if one.quote == "93.8%")
        desk.accept(decided)
        take_in(desk, TEXT.replace("93.8%", "95.1%"))
        list(tag_library(desk, TaggerName("zh-gov")))
        assert "95.1%" not in quotes(desk, first)
        assert [quote for quote, _, _ in waiting(desk)] == ["93.8%"]


class Renewing(RuleBasedStateMachine):
    """Two annotators mark, note, delete, place, undo and redo while the text gets new versions: nothing is lost."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.library = Library(Path(self.folder.name) / "library.db")
        self.desks = [Desk(self.library, name) for name in ("lin", "mei")]
        self.document = take_in(self.desks[0], TEXT).entry.id
        self.random = Random(7)
        self.made: set[str] = set()

    def known(self) -> list[Annotation]:
        return [*self.library.annotations.of_document(self.document), *self.library.reviews.of_document(self.document)]

    @rule(who=st.integers(0, 1), start=st.floats(0, 0.99), length=st.integers(1, 12))
    def annotate(self, who: int, start: float, length: int) -> None:
        text = self.library.documents.text(self.document)
        at = int(start * len(text))
        if text[at : at + length].strip():
            span = Span(at, min(len(text), at + length))
            self.made.add(self.desks[who].annotate(self.document, span, "program").annotation.id)

    @precondition(lambda self: self.known())
    @rule(who=st.integers(0, 1), which=st.integers(0), what=st.sampled_from(["note", "delete", "reject"]))
    def change(self, who: int, which: int, what: str) -> None:
        placed = list(self.library.annotations.of_document(self.document))
        if placed:
            one = placed[which % len(placed)]
            desk = self.desks[who]
            if what == "note":
                desk.set_note(one, "再看")
            elif what == "reject":
                desk.reject(one)
            else:
                desk.delete(one)

    @precondition(lambda self: self.library.reviews.count())
    @rule(who=st.integers(0, 1), which=st.integers(0), keep=st.booleans())
    def decide(self, who: int, which: int, keep: bool) -> None:
        items = self.library.reviews.all()
        one = items[which % len(items)]
        assert one.review is not None
        if keep and one.review.guess is not None:
            self.desks[who].place(one, one.review.guess)
        else:
            self.desks[who].discard(one)

    @rule(
        who=st.integers(0, 1),
        kind=st.sampled_from(
            ["4 % of characters", "short stretches", "sentences moved", "sentences out", "spans out", "lines reflowed"]
        ),
    )
    def renew(self, who: int, kind: str) -> None:
        text = self.library.documents.text(self.document)
        spans = [one.span for one in self.library.annotations.of_document(self.document)]
        new = Editor(self.random, OTHER).edit(kind, text, spans).new
        if new.strip() and new != text:
            before = {one.id for one in self.known()}
            (result,) = self.desks[who].import_documents(
                [document(new)], replaces=self.library.documents.entry(self.document)
            )
            assert isinstance(result, Imported)
            assert {one.id for one in self.known()} == before

    @rule(who=st.integers(0, 1), back=st.booleans())
    def travel(self, who: int, back: bool) -> None:
        if back:
            self.desks[who].undo()
        else:
            self.desks[who].redo()

    @invariant()
    def all_is_well(self) -> None:
        assert list(self.library.upkeep.problems()) == []
        text = self.library.documents.text(self.document)
        for one in self.library.annotations.of_document(self.document):
            assert one.quote == one.span.slice(text)

    @invariant()
    def nothing_is_lost(self) -> None:
        """What no one deleted and no one took back is there: every made one has a last change that says so."""
        rows = {one.id for one in self.known()}
        for identity in self.made:
            last = next(
                change
                for action in self.library.history.log()
                for change in action.changes
                if change.annotation.id == identity
            )
            assert (last.after is not None) == (identity in rows)

    def teardown(self) -> None:
        self.library.close()
        self.folder.cleanup()


TestRenewing = Renewing.TestCase
TestRenewing.settings = settings(max_examples=12, stateful_step_count=25, deadline=None)
