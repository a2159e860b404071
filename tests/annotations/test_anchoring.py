"""Passages in a new version of their text: placed where that is certain, and never wrongly."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations.alignment import common_blocks
from reader.annotations.anchoring import Anchored, Outcome, reanchor
from reader.annotations.model import Reason
from reader.documents.reading import find_files, read_files
from reader.errors import InputError
from reader.resources import resource
from reader.text.paragraphs import split_paragraphs
from reader.text.scripts import Script, convert
from reader.text.spans import Span
from tests.edits import KINDS, Editor, some_spans
from tests.strategies import mixed_text

EDITS_OF_A_KIND = 28  # of 21 kinds: 588 edits
KEPT, MOVED, REVIEW = Outcome

FIRST = "今冬全市启动“暖心工程”，改造老旧小区供热管网，惠及居民3600户。"
SECOND = "各县区对照清单逐项认领，办结率由71.5%提高到93.8%，排在全省第4位。"
THIRD = "下一步，市里将把供热补贴的发放标准公布在每个小区的门口，接受监督。"
TEXT = f"{FIRST}\n{SECOND}\n{THIRD}\n"


def paragraphs(text: str) -> list[Span]:
    return [paragraph.span for paragraph in split_paragraphs(text, kinds=False)]


def anchored(old: str, new: str, *quotes: str) -> list[Anchored]:
    spans = [Span(old.index(quote), old.index(quote) + len(quote)) for quote in quotes]
    return reanchor(old, new, spans, paragraphs(old), paragraphs(new))


def found(old: str, new: str, quote: str) -> tuple[Outcome, str | None]:
    (one,) = anchored(old, new, quote)
    return one.outcome, None if one.span is None else one.span.slice(new)


def samples() -> list[str]:
    documents = read_files(find_files([resource("samples")]))
    return [document.text for document in documents if not isinstance(document, InputError)]


def test_what_stands_where_it_stood_is_kept() -> None:
    new = TEXT.replace("每个小区", "各个楼院")
    assert found(TEXT, new, "“暖心工程”") == (KEPT, "“暖心工程”")
    assert found(TEXT, TEXT, "3600户") == (KEPT, "3600户")


def test_what_stands_elsewhere_is_moved() -> None:
    new = "通知\n" + TEXT.replace("逐项", "")
    assert found(TEXT, new, "“暖心工程”") == (MOVED, "“暖心工程”")
    assert found(TEXT, new, "第4位") == (MOVED, "第4位")


def test_of_two_alike_sentences_nobody_can_tell_which_one_was_moved() -> None:
    issuer, title = "青渠市人民政府办公室", "关于印发《青渠市“田埂夜校”活动实施办法"
    top, field = "Q-0107-2021-00037　　主题分类：农业农村\\水利推广", f"发文机关：{issuer}　　成文日期：2021年3月9日"
    whole, number = f"标　　题：{issuer}{title}》的通知\n", "发文字号：青政办发〔2021〕17号　　发布日期：2021年3月16日"
    buttons = "字号：【大 中 小】　分享到：微信"
    old = f"{top}\n{field}\n{whole}{number}\n{buttons}\n\n{issuer}\n{title}"
    new = f"{top}{whole}{field}{title}\n\n{number}\n\n\n{issuer}{buttons}\n"
    start = old.rindex(issuer)
    (one,) = reanchor(old, new, [Span(start, start + 20)], paragraphs(old), paragraphs(new))
    assert one.outcome is REVIEW


def test_a_passage_whose_words_changed_waits_with_what_stands_there_now_as_a_guess() -> None:
    new = TEXT.replace("93.8%", "95.1%").replace("3600户", "4200户")
    (one,) = anchored(TEXT, new, "93.8%")
    assert (one.outcome, one.reason) == (REVIEW, Reason.CHANGED)
    assert found(TEXT, new, "93.8%")[1] == "95.1%"
    assert found(TEXT, new, "3600户")[1] == "4200户"


def test_a_passage_that_was_taken_out_has_no_guess() -> None:
    new = TEXT.replace("，办结率由71.5%提高到93.8%", "")
    (one,) = anchored(TEXT, new, "71.5%")
    assert one == Anchored(REVIEW, None, Reason.GONE)


def test_a_deleted_passage_is_not_found_in_another_of_the_same_words() -> None:
    old = "甲村种植水稻20亩，收成很好。乙村的玉米也有20亩上下。丙村养殖大户若干家。\n" + TEXT
    new = old.replace("乙村的玉米也有20亩上下。", "")
    spans = [Span(old.index("20亩"), old.index("20亩") + 3), Span(old.rindex("20亩"), old.rindex("20亩") + 3)]
    first, second = reanchor(old, new, spans, paragraphs(old), paragraphs(new))
    assert first == Anchored(KEPT, spans[0])
    assert second == Anchored(REVIEW, None, Reason.GONE)


def test_of_two_equal_words_one_of_which_is_gone_no_one_can_tell_which() -> None:
    old = f"三百户，三百户，都通了暖气。{SECOND}"
    new = f"三百户，都通了暖气。{SECOND}"
    both = reanchor(old, new, [Span(0, 3), Span(4, 7)], paragraphs(old), paragraphs(new))
    assert [(one.outcome, one.reason) for one in both] == [(REVIEW, Reason.SEVERAL), (REVIEW, Reason.GONE)]
    assert both[0].span == Span(0, 3)


def test_a_paragraph_that_was_cut_out_and_pasted_takes_its_passages_along() -> None:
    new = f"{SECOND}\n{THIRD}\n{FIRST}\n"
    assert found(TEXT, new, "3600户") == (MOVED, "3600户")
    assert found(TEXT, new, "第4位") == (MOVED, "第4位")
    assert found(TEXT, new, "供热补贴") == (MOVED, "供热补贴")


def test_a_sentence_that_went_into_another_paragraph_takes_its_passages_along() -> None:
    lead = "市委常委会听取了汇报，要求年底前全部完成。"
    old = f"{lead}{FIRST}\n{SECOND}\n{THIRD}"
    new = f"{lead}\n{SECOND}\n{THIRD}{FIRST}"
    assert found(old, new, "“暖心工程”") == (MOVED, "“暖心工程”")


def test_a_pasted_copy_beside_the_original_is_left_to_a_person() -> None:
    (one,) = anchored(TEXT, f"{FIRST}\n{TEXT}", "3600户")
    assert (one.outcome, one.reason) == (REVIEW, Reason.SEVERAL)


def test_what_comes_in_beside_a_passage_stays_outside() -> None:
    new = TEXT.replace("供热管网", "全部供热管网设施")
    assert found(TEXT, new, "供热管网") == (MOVED, "供热管网")


@pytest.mark.parametrize("new_number", ["13600户", "3600户", "1.3600户"])
def test_a_number_that_became_a_part_of_another_is_not_the_same(new_number: str) -> None:
    outcome, _ = found(TEXT, TEXT.replace("3600户", new_number), "3600户")
    assert outcome is (KEPT if new_number == "3600户" else REVIEW)


@pytest.mark.parametrize("script", [Script.TRADITIONAL, Script.TAIWAN, Script.HONG_KONG])
def test_the_edition_in_the_other_script_has_the_same_passages_with_its_own_words(script: Script) -> None:
    new = convert(TEXT, script).view
    outcome, quote = found(TEXT, new, "供热管网")
    assert (outcome, quote) == (MOVED, "供熱管網")


def test_width_marks_spaces_and_line_ends_are_no_change() -> None:
    new = (
        TEXT.replace("，", ",")
        .replace("“暖心工程”", "「暖心 工程」")
        .replace("小区供热", "小区\n供热")
        .replace("3600", "３６００")
    )
    assert found(TEXT, new, "“暖心工程”") == (MOVED, "「暖心 工程」")
    assert found(TEXT, new, "老旧小区供热管网") == (MOVED, "老旧小区\n供热管网")
    assert found(TEXT, new, "3600户") == (MOVED, "３６００户")


def test_an_edge_beside_an_invisible_character_is_exact() -> None:
    old = f"暖心\u200b工程启动，惠及各村。{SECOND}"
    new = f"通知：{old}"
    (one,) = reanchor(old, new, [Span(0, 2)], paragraphs(old), paragraphs(new))
    assert (one.outcome, one.span) == (MOVED, Span(3, 5))


def test_another_text_altogether_places_nothing() -> None:
    new = "垂钓须知：钓位先到先得，不得占座。\n鱼竿请自备，饵料在门口领取，每人一份。"
    assert [one.outcome for one in anchored(TEXT, new, "“暖心工程”", "3600户", "第4位", "小区")] == [REVIEW] * 4


def test_an_empty_text_and_no_passages() -> None:
    assert reanchor(TEXT, "新", [], [], []) == []
    (one,) = anchored(TEXT, " \n", "3600户")
    assert one == Anchored(REVIEW, None, Reason.GONE)


def test_many_edits_of_real_texts_place_no_passage_wrongly() -> None:
    texts = samples()
    random = Random(20)
    counts: Counter[str] = Counter()
    for kind in KINDS:
        for _ in range(EDITS_OF_A_KIND):
            whole, other = random.sample(texts, 2)
            length = random.choice([200, 500, 1000])
            start = random.randrange(len(whole) - length)
            old = whole[start : start + length]
            spans = some_spans(random, old, 12)
            edited = Editor(random, other).edit(kind, old, spans)
            results = reanchor(old, edited.new, spans, paragraphs(old), paragraphs(edited.new))
            for span, one, truth in zip(spans, results, edited.truth(spans), strict=True):
                counts[one.outcome] += 1
                counts["needless"] += one.outcome is REVIEW and truth is not None
                if one.outcome is not REVIEW:
                    assert one.span == truth, (kind, span.slice(old), old, edited.new)
    placed = counts[KEPT] + counts[MOVED]
    assert placed > 5000
    assert counts["needless"] < 0.06 * placed


@given(mixed_text, mixed_text, mixed_text, mixed_text)
def test_common_stretches_are_the_same_in_both_texts_and_in_order(a: str, b: str, c: str, d: str) -> None:
    old, new = a + b + c, a + d + c + b
    blocks = common_blocks(old, new, paragraphs(old), paragraphs(new))
    assert all(old[x.old : x.old_end] == new[x.new : x.new_end] for x in blocks)
    assert all(x.old_end <= y.old and x.new_end <= y.new for x, y in pairwise(blocks))


@given(mixed_text, mixed_text, st.data())
def test_what_is_placed_reads_the_same(before: str, text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    new = before + text + before
    (one,) = reanchor(text, new, [Span(start, end)], paragraphs(text), paragraphs(new))
    if one.outcome is not REVIEW:
        assert one.span is not None
        assert "".join(one.span.slice(new).split()) == "".join(text[start:end].split())
