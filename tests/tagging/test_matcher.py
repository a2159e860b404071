from __future__ import annotations

import pytest
from hypothesis import given, settings

from reader.tagging.loading import parse_pack
from reader.tagging.matcher import Match, Matcher, Skipped, tag_text
from reader.text.paragraphs import Kind, Paragraph, split_paragraphs
from reader.text.scripts import Script, convert
from reader.text.spans import Span
from tests.strategies import mixed_text

HEAD = 'name = "test"\nversion = "1"\n'
EVIL = r"(?:.*?,){20}尾"  # backtracks for ages over commas


def matcher(*rules: str, head: str = HEAD, time_limit_s: float = 0.5) -> Matcher:
    """One rule a string: the keys after id; a label is added where there is none."""
    text = head
    for number, keys in enumerate(rules):
        label = "" if "label =" in keys else 'label = "program"\n'
        text += f'[[rule]]\nid = "r{number}"\n{label}{keys}\n'
    return Matcher(parse_pack(text, "test.toml", lambda _: ""), time_limit_s)


def quoted(text: str, matches: list[Match]) -> list[str]:
    return [match.span.slice(text) for match in matches]


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("实施“先锋”计划。", "“先锋”计划"),
        ("實施『先鋒』計劃。", "『先鋒』計劃"),
        ("實施「先鋒」計劃。", "「先鋒」計劃"),
        ("实施“先\u200b锋”计\u200b划\u200b。", "“先\u200b锋”计\u200b划"),
        ("😀𠮷“先锋”计划", "“先锋”计划"),
    ],
)
def test_one_rule_marks_every_script_and_width_exactly(text: str, hit: str) -> None:
    found = matcher("pattern = '“[^”]+”计划'").match(text)
    assert quoted(text, found) == [hit]


@pytest.mark.parametrize("text", ["增長１２．５％，ＧＤＰ", "增长12.5%,gdp", "增長12.5％，Gdp"])
def test_width_and_case_do_not_matter(text: str) -> None:
    found = matcher(r"pattern = '\d+\.\d%,gdp'").match(text)
    assert [match.span for match in found] == [Span(2, len(text))]


def test_phrases_in_either_script_find_either_script_and_the_longest_wins() -> None:
    tagger = matcher("phrases = ['計算機', '计算机网络', '软件']")
    text = "計算機網絡與计算机、軟件"
    assert quoted(text, tagger.match(text)) == ["計算機網絡", "计算机", "軟件"]


def test_half_a_surrogate_pair_keeps_no_phrase_from_being_found() -> None:
    found = list(tag_text("\ud83d修公路", matcher("phrases = ['公路']")))
    assert [match.span for match in found] == [Span(2, 4)]


def test_a_phrase_whose_conversion_changes_length_is_one_span() -> None:
    tagger = matcher("phrases = ['计算机']")
    for script in (Script.TRADITIONAL, Script.TAIWAN, Script.HONG_KONG):
        text = convert("一台计算机。", script).view
        assert quoted(text, tagger.match(text)) == [text[2:-1]]


def test_a_hit_that_cuts_a_character_of_the_source_is_dropped() -> None:
    tagger = matcher("pattern = 'k'", "pattern = '5km'")
    assert quoted("跑5㎞", tagger.match("跑5㎞")) == ["5㎞"]


def test_a_span_group_narrows_and_empty_hits_are_dropped() -> None:
    assert quoted("开展读书活动", matcher("pattern = '开展(?<span>..)活动'").match("开展读书活动")) == ["读书"]
    assert matcher("pattern = 'x*'").match("甲") == []
    assert matcher("pattern = '开展(?<span>吗)?'").match("开展") == []


def test_white_space_at_the_edges_is_not_marked() -> None:
    assert quoted(" 甲 ", matcher(r"pattern = '\s*甲\s*'").match(" 甲 ")) == ["甲"]


def test_matches_come_ordered_by_place_and_label_whatever_the_order_of_rules() -> None:
    rules = ("label = 'b'\npattern = '甲乙'", "label = 'a'\npattern = '甲乙'", "label = 'a'\npattern = '甲'")
    found = matcher(*rules).match("甲乙甲")
    assert [(match.span.start, match.span.end, match.label) for match in found] == [
        (0, 1, "a"), (0, 2, "a"), (0, 2, "b"), (2, 3, "a"),
    ]  # fmt: skip


def test_what_two_rules_mark_alike_belongs_to_the_one_of_higher_priority() -> None:
    found = matcher("pattern = '甲'", "pattern = '甲'\npriority = 1").match("甲")
    assert [match.rule for match in found] == ["r1"]


def test_rules_for_other_kinds_of_paragraph_do_not_run() -> None:
    tagger = matcher("pattern = '甲'\nkinds = ['title', 'heading']")
    assert quoted("甲", tagger.match("甲", Kind.HEADING)) == ["甲"]
    assert tagger.match("甲", Kind.BODY) == []
    assert quoted("甲", tagger.match("甲")) == ["甲"]


def test_a_rule_is_tried_only_where_something_that_it_needs_stands() -> None:
    tagger = matcher("pattern = '甲.'\nneeds = ['乙', '丙丁']")
    assert [quoted(text, tagger.match(text)) for text in ("甲戊", "甲乙", "甲戊丙", "甲戊,丙丁")] == [
        [], ["甲乙"], [], ["甲戊"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("condition", "text", "holds"),
    [
        ("require_before = '开展了?'", "开展了甲", True),
        ("require_before = '开展'", "开展过甲", False),
        ("exclude_before = '不'", "不甲", False),
        ("exclude_before = '不'", "不是甲", True),
        ("require_after = '活动'", "甲活动", True),
        ("require_after = '活动'", "甲的活动", False),
        ("exclude_after = '制'", "甲制", False),
        ("require = '工程|项目'", "项目很多,有甲", True),
        ("require = '工程|项目'", "有甲", False),
        ("require = '项目'", "项目" + "很" * 60 + "甲", False),
        ("exclude = '据说'", "据说有甲", False),
    ],
)
def test_a_condition_looks_at_what_stands_around_a_hit(condition: str, text: str, holds: bool) -> None:
    assert bool(matcher(f"pattern = '甲'\n{condition}").match(text)) is holds
    assert bool(matcher(f"phrases = ['甲']\n{condition}").match(text)) is holds


def test_a_rule_may_be_shut_out_of_whole_documents() -> None:
    rules = matcher(r"pattern = '甲'" + "\nexclude_document = '(?:(?:^|\\n)第.条[\\s\\S]*?){2}'")
    outside = "第一条 甲\n" + "文" * 100 + "\n甲\n說第二條"
    assert quoted(outside, list(tag_text(outside, rules))) == ["甲", "甲"]
    inside = outside + "\n第三條"
    assert list(tag_text(inside, rules)) == []


def test_a_condition_on_a_document_that_runs_away_leaves_its_rule_out() -> None:
    rules = matcher(f"pattern = '甲'\nexclude_document = '{EVIL}'", "pattern = '乙'", time_limit_s=0.05)
    text = "甲乙\n" + "," * 60
    skipped: list[Skipped] = []
    assert quoted(text, list(tag_text(text, rules, skipped=skipped))) == ["乙"]
    assert skipped == [Skipped("r0", 0)]


def test_attributes_are_constants_and_the_quantity_that_is_stated() -> None:
    tagger = matcher(r"pattern = '\d+(?:[多余])?[万亿]?[元米]'" + "\nquantity = true\nattributes = { source = '甲' }")
    match = tagger.match("投資５０多萬元")[0]
    assert match.attributes == {
        "source": "甲", "value": "500000", "unit": "元", "kind": "money", "approximation": "over",
    }  # fmt: skip


def test_a_pattern_that_runs_away_is_stopped_and_the_others_still_mark() -> None:
    tagger = matcher(f"pattern = '{EVIL}'", "pattern = '甲'", time_limit_s=0.05)
    text = "," * 60 + "甲"
    skipped: list[Skipped] = []
    assert quoted(text, tagger.match(text, None, skipped)) == ["甲"]
    assert skipped == [Skipped("r0", 0)]


def test_a_condition_that_runs_away_is_stopped_too() -> None:
    tagger = matcher(f"pattern = '甲'\nrequire = '{EVIL}'", "pattern = '乙'", time_limit_s=0.05)
    skipped: list[Skipped] = []
    text = "," * 39 + "甲乙" + "," * 40
    assert quoted(text, tagger.match(text, None, skipped)) == ["乙"]
    assert [skip.rule for skip in skipped] == ["r0"]


def test_a_rule_that_runs_away_three_times_is_left_out_of_the_rest_of_the_document() -> None:
    tagger = matcher(f"pattern = '{EVIL}'", "pattern = '甲'", time_limit_s=0.02)
    text = "\n".join(["," * 60 + "甲"] * 6)
    skipped: list[Skipped] = []
    assert len(list(tag_text(text, tagger, skipped=skipped))) == 6
    assert [skip.start for skip in skipped] == [0, 62, 124]


def test_a_document_is_marked_in_its_own_offsets_and_patterns_see_one_paragraph() -> None:
    tagger = matcher("pattern = '^甲.*'", "pattern = '乙$'")
    text = "甲乙\n\n　丙乙\n甲"
    found = list(tag_text(text, tagger))
    assert [(match.span.start, match.span.end) for match in found] == [(0, 2), (1, 2), (6, 7), (8, 9)]


def test_given_paragraphs_are_used_with_their_kinds() -> None:
    text = "甲甲"
    paragraphs = [Paragraph(1, Span(0, 1), Kind.TITLE), Paragraph(2, Span(1, 2), Kind.BODY)]
    found = tag_text(text, matcher("pattern = '甲'\nkinds = ['body']"), paragraphs)
    assert [match.span for match in found] == [Span(1, 2)]


NAMED = "pattern = '(?<span>“(?<name>[^”]+)”工程)'\n"


def test_a_repeated_name_is_marked_where_it_is_quoted() -> None:
    text = "所谓“暖房”不是名。\n实施“暖房”工程。\n暖房很多,『暖房』好。"
    found = quoted(text, list(tag_text(text, matcher(NAMED + 'repeat = "quoted"'))))
    assert found == ["“暖房”", "“暖房”工程", "『暖房』"]


def test_a_name_repeats_anywhere_only_from_three_characters_on() -> None:
    text = "实施“暖房”工程、“菜篮子”工程。暖房、菜籃子,“暖房”。"
    found = quoted(text, list(tag_text(text, matcher(NAMED + 'repeat = "anywhere"'))))
    assert found == ["“暖房”工程", "“菜篮子”工程", "菜籃子", "“暖房”"]


def test_a_name_that_repeats_in_quotes_stands_without_them_where_it_does_something() -> None:
    rule = NAMED + "repeat = 'quoted'\nrepeat_after = '已|累计'"
    text = "实施“马上就办”工程、“暖房”工程。馬上就辦已有成效,要马上就办,马上就办累计3件。暖房已开工,“暖房”很好。"
    found = quoted(text, list(tag_text(text, matcher(rule))))
    assert found == ["“马上就办”工程", "“暖房”工程", "馬上就辦", "马上就办", "“暖房”"]


def test_a_name_that_repeats_in_quotes_stands_without_them_where_somebody_does_something_with_it() -> None:
    rule = NAMED + "repeat = 'quoted'\nrepeat_before = '开通了?'\nrepeat_after = '已'"
    text = "实施“马上就办”工程、“暖房”工程。开通馬上就辦,要马上就办,开通了马上就办。马上就办已开始,开通暖房。"
    found = quoted(text, list(tag_text(text, matcher(rule))))
    assert found == ["“马上就办”工程", "“暖房”工程", "馬上就辦", "马上就办", "马上就办"]


@pytest.mark.parametrize(
    ("rules", "repeats"),
    [
        (["repeat = 'quoted'", "repeat = 'quoted'\nrepeat_after = '已'"], 1),
        (["repeat = 'quoted'", "repeat = 'quoted'\nrepeat_before = '就'"], 1),
        (["repeat = 'anywhere'", "repeat = 'quoted'\nrepeat_after = '已'"], 2),
    ],
)
def test_of_two_rules_with_one_name_the_one_that_repeats_further_repeats_it(rules: list[str], repeats: int) -> None:
    text = "“马上就办”工程。马上就办已开始,就马上就办。"
    for order in (rules, rules[::-1]):
        tagger = matcher(*(NAMED + rule for rule in order), head=HEAD + 'overlap = "longest"\n')
        assert quoted(text, list(tag_text(text, tagger)))[1:] == ["马上就办"] * repeats


def test_a_repeat_that_cannot_be_told_in_time_is_skipped_and_told() -> None:
    rule = NAMED + f"repeat = 'quoted'\nrepeat_after = '{EVIL}'"
    text = "“马上就办”工程。\n马上就办" + "," * 60 + "\n“马上就办”"
    skipped: list[Skipped] = []
    found = quoted(text, list(tag_text(text, matcher(rule, time_limit_s=0.02), skipped=skipped)))
    assert found == ["“马上就办”工程", "“马上就办”"]
    assert [(skip.rule, skip.start) for skip in skipped] == [("r0", text.index("\n") + 1)]


def test_one_paragraph_by_itself_repeats_nothing_and_without_repeat_neither_does_a_document() -> None:
    text = "“暖房”工程,“暖房”"
    assert quoted(text, matcher(NAMED + 'repeat = "quoted"').match(text)) == ["“暖房”工程"]
    assert quoted(text, list(tag_text(text, matcher(NAMED)))) == ["“暖房”工程"]


def test_a_repeat_never_lies_over_a_match_of_its_label() -> None:
    text = "“菜篮子”工程。“新菜篮子”工程"
    found = quoted(text, list(tag_text(text, matcher(NAMED + 'repeat = "anywhere"'))))
    assert found == ["“菜篮子”工程", "“新菜篮子”工程"]


def test_the_overlap_policy_of_the_pack_is_applied() -> None:
    rules = ("label = 'a'\npattern = '甲乙丙'", "label = 'a'\npattern = '乙'", "label = 'b'\npattern = '丙'")
    text = "甲乙丙"
    by_policy = {
        policy: quoted(text, matcher(*rules, head=HEAD + f'overlap = "{policy}"\n').match(text))
        for policy in ("keep-all", "longest", "longest-per-label")
    }
    assert by_policy == {
        "keep-all": ["甲乙丙", "乙", "丙"], "longest": ["甲乙丙"], "longest-per-label": ["甲乙丙", "丙"],
    }  # fmt: skip


def test_a_hundred_thousand_phrases_are_found_leftmost_and_longest() -> None:
    phrases = "\n".join(f"第{number}號" for number in range(100_000))
    text = HEAD + '[[rule]]\nid = "n"\nlabel = "a"\nphrases_file = "x"\n'
    tagger = Matcher(parse_pack(text, "test.toml", lambda _: phrases))
    document = "見第12號,第99999号和第100000號"
    assert quoted(document, tagger.match(document)) == ["第12號", "第99999号"]


@settings(max_examples=150)
@given(mixed_text)
def test_matching_a_document_is_matching_its_paragraphs(text: str) -> None:
    tagger = matcher(
        r"pattern = '\p{Han}{2,4}'", "phrases = ['计算机', '干部', '8.4亿吨']", "pattern = '[“《].*?[”》]'"
    )
    expected = [
        (match.span.shift(paragraph.span.start), match.label, match.rule)
        for paragraph in split_paragraphs(text)
        for match in tagger.match(paragraph.span.slice(text), paragraph.kind)
    ]
    found = [(match.span, match.label, match.rule) for match in tag_text(text, tagger)]
    assert found == expected
    for span, _, _ in found:
        assert span.slice(text).strip() == span.slice(text) != ""
