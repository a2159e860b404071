"""What a document calls a name that it has told once; what is no short form of it."""

from __future__ import annotations

import pytest

from reader.errors import RuleError
from reader.tagging.loading import parse_pack
from reader.tagging.matcher import Matcher, Skipped, tag_text
from reader.tagging.short_forms import longest_body

PACK = r"""
name = "test"
version = "1"
overlap = "longest-per-label"

[short_forms]
label = "program"
kinds = ["行动", "工程", "行动方案", "方案", "计划"]
after = '开展|在'
exclude = '专项整治|综合治理'

[[rule]]
id = "quoted"
label = "program"
repeat = "quoted"
exclude_before = '办成'
pattern = '(?<span>“(?<name>[^“”]+)”\p{Han}{0,4}(?:行动|工程))'

[[rule]]
id = "in-marks"
label = "program"
repeat = "anywhere"
pattern = '“\p{Han}{2,9}计划(?:\d\.\d)?”'

[[rule]]
id = "plain"
label = "program"
repeat = "anywhere"
pattern = '(?<=实施)\p{Han}+(?:行动|工程|方案)'
"""


def found(text: str, pack: str = PACK) -> list[str]:
    matches = tag_text(text, Matcher(parse_pack(pack, "test.toml", lambda _: "")))
    return [match.span.slice(text) for match in matches]


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("“双帮”行动。双帮行动好", "双帮行动"),
        ("“双帮”惠民行动。双帮惠民行动好", "双帮惠民行动"),
        ("『雙幫』惠民行動。雙幫行動好", "雙幫行動"),
        ("实施青年暖冬助困行动。青年暖冬行动好", "青年暖冬行动"),
        ("实施青年暖冬助困行动。在暖冬助困行动中", "暖冬助困行动"),
        ("实施青年暖冬助困行动。青年助困行动好", "青年助困行动"),
        ("实施欢迎渔民上岸定居行动方案。渔民上岸方案好", "渔民上岸方案"),
        ("推出「海島學校共讀計畫」。共讀計畫好", "共讀計畫"),
        ("推出“海岛学校共读计划2.0”。海岛共读计划好", "海岛共读计划"),
    ],
)
def test_pieces_of_a_name_in_their_order_before_its_kind_are_the_name(text: str, short: str) -> None:
    assert found(text)[1:] == [short]


@pytest.mark.parametrize(
    "text",
    [
        "“双帮”惠民行动。惠民行动好",  # nothing of what was quoted
        "“双帮”惠民行动。双帮工程好",  # another kind
        "实施青年暖冬助困行动。助困行动好",  # too little of it
        "实施青年暖冬助困行动。助困暖冬行动好",  # another order
        "实施青年暖冬助困行动。老年暖冬助困行动好",  # the end of another name
        "实施老旧小区综合治理工程。综合治理工程好",  # says nothing
        "“双帮”惠民行动。不能办成双帮行动",  # where its rule may not hit
        "推出“海岛学校共读计划”。海岛计划好",  # not its last piece
        "推出“乡村共读计划”。乡村计划好",  # not its last piece, of a short name
        "推出“海岛学校共读计划”。数学校共读计划好",  # within another word
    ],
)
def test_what_is_no_short_form(text: str) -> None:
    assert len(found(text)) == 1


def test_a_name_wholly_in_marks_has_short_forms_only_where_it_repeats_without_them() -> None:
    rule = "[[rule]]\nid = 'inside'\nlabel = 'program'\nrepeat = '{}'\npattern = '“(?<name>\\p{Han}+工程)”'\n"
    text = "“青年暖冬助困工程”。青年暖冬工程好"
    assert found(text, PACK + rule.replace("{}", "quoted", 1)) == ["“青年暖冬助困工程”"]
    assert found(text, PACK + rule.replace("{}", "anywhere", 1)) == ["“青年暖冬助困工程”", "青年暖冬工程"]


def test_of_short_forms_that_overlap_the_longest_stays() -> None:
    text = "实施渔民上岸定居行动。实施渔民上岸定居行动方案。渔民上岸行动方案好"
    assert found(text)[2:] == ["渔民上岸行动方案"]


def test_names_of_other_labels_have_none() -> None:
    assert found("“双帮”行动。双帮行动好", PACK.replace('label = "program"\nkinds', 'label = "policy"\nkinds')) == [
        "“双帮”行动"
    ]


def test_a_body_is_one_piece_or_two_and_never_more() -> None:
    body = "青年暖冬助困关爱"
    assert [
        longest_body(text, len(text), body, body)
        for text in ("青年暖冬助困关爱", "青年关爱", "青年冬助关爱", "暖冬关爱", "关爱", "新青年暖冬", "")
    ] == [8, 4, 4, 4, 0, 4, 0]


def test_patterns_without_end_are_stopped_and_the_rest_is_done() -> None:
    pack = PACK.replace("exclude = '专项整治|综合治理'", "exclude = '(?:(?:\\p{Han}+)+)+关'")
    matcher = Matcher(parse_pack(pack, "test.toml", lambda _: ""), time_limit_s=0.01)
    text = "实施青年暖冬助困乡村振兴惠民兴业行动。\n青年暖冬助困乡村振兴惠民兴业行动。"
    skipped: list[Skipped] = []
    matches = list(tag_text(text, matcher, skipped=skipped))
    assert [match.rule for match in matches] == ["plain", "plain"]
    assert {skip.rule for skip in skipped} <= {"short_forms"}


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("kinds =", "kind =", 8, "unknown key 'kind'"),
        ('kinds = ["行动", "工程", "行动方案", "方案", "计划"]', "kinds = []", 8, "no phrase"),
        ("after = '开展|在'", "after = '('", 9, "no regular expression"),
        ("after = '开展|在'\n", "", 6, "after is missing"),
        ("[short_forms]\n", "short_forms = 3\n[other]\n", 6, "must be a table"),
    ],
)
def test_an_error_in_the_table_is_told_at_its_line(old: str, new: str, line: int, said: str) -> None:
    with pytest.raises(RuleError) as error:
        parse_pack(PACK.replace(old, new, 1), "test.toml", lambda _: "")
    assert error.value.line == line
    assert said in str(error.value)
