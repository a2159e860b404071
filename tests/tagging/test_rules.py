from __future__ import annotations

import pickle
from importlib.resources import files
from pathlib import Path

import pytest
import regex

from reader.annotations.overlap import Overlap
from reader.errors import RuleError, UsageError
from reader.tagging.loading import builtin_packs, load_pack, parse_pack
from reader.tagging.rules import Repeat, RulePack
from reader.text.paragraphs import Kind

HEAD = 'name = "roads"\nversion = "1"\n'
RULE = HEAD + '[[rule]]\nid = "length"\nlabel = "statistic"\n'


def parsed(text: str) -> RulePack:
    return parse_pack(text, "roads.toml", lambda name: {"words.txt": "高速公路\n# 注\n\n國道\n"}[name])


FULL = """
name = "roads"
version = "2"
description = "Roads."
overlap = "longest"

[fragments]
number = '\\d+(?:\\.\\d+)?'
unit = ["公里", "里", "華里"]
length = '{number}{unit}'

[[rule]]
id = "length"
label = "statistic"
pattern = '(?<span>{length})路'
kinds = ["body", "heading"]
priority = 3
quantity = true
repeat = "anywhere"
require_before = '修建'
exclude = '计划{2}'
matches = ["修建[3公里]路"]
not = ["路"]
[rule.attributes]
source = "x"

[[rule]]
id = "name"
label = "place"
phrases = ["高速公路", "國道"]
"""


def test_a_full_pack_is_read() -> None:
    pack = parsed(FULL)
    length, name = pack.rules
    assert (pack.name, pack.version, pack.overlap) == ("roads", "2", Overlap.LONGEST)
    assert length.pattern == r"(?<span>(?:(?:\d+(?:\.\d+)?)(?:公里|华里|里)))路"
    assert length.kinds == {Kind.BODY, Kind.HEADING}
    assert (length.priority, length.quantity, length.repeat) == (3, True, Repeat.ANYWHERE)
    assert length.attributes == {"source": "x"}
    assert [(condition.where, condition.wanted) for condition in length.conditions] == [
        ("before", True),
        ("near", False),
    ]
    assert name.phrases == ("高速公路", "国道")
    assert (length.line, name.line) == (12, 27)


@pytest.mark.parametrize("flags", ["", "(?r)"])
def test_a_fragment_of_many_words_matches_these_and_no_others(flags: str) -> None:
    words = ["^上", "]山", "&&下", "--乡", "[", "a|b", "~~", "\\\\p", *"东南西北", "东南"]
    listed = ", ".join(f'"{word}"' for word in words)
    pack = parsed(HEAD + f"[fragments]\nway = [{listed}]\n[[rule]]\nid='a'\nlabel='b'\npattern = '{flags}{{way}}'\n")
    found = regex.compile(pack.rules[0].pattern, regex.VERSION1)
    for word in words:
        assert found.fullmatch(word.replace("\\\\", "\\")), word
    assert found.search("甲上下山乡|b&-~^]") is None
    assert found.findall("去东南,再向西") in (["东南", "西"], ["西", "东南"])


def test_a_pack_can_be_sent_to_another_process() -> None:
    pack = parsed(FULL)
    assert pickle.loads(pickle.dumps(pack)) == pack


def test_phrases_come_from_a_file_beside_the_pack(tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text("\ufeff高速公路\n# 注\n\n國道\n", "utf-8")
    path = tmp_path / "roads.toml"
    path.write_text(RULE + 'phrases_file = "words.txt"\n', "utf-8")
    pack = load_pack(path)
    assert pack.rules[0].phrases == ("高速公路", "国道")
    assert load_pack(str(path)).digest == pack.digest


def test_a_phrase_file_that_is_a_device_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "roads.toml"
    path.write_text(RULE + 'phrases_file = "/dev/zero"\n', "utf-8")
    with pytest.raises(RuleError, match="is no file"):
        load_pack(path)


def test_the_digest_follows_the_phrase_file() -> None:
    text = RULE + 'phrases_file = "words.txt"\n'
    first = parse_pack(text, "roads.toml", lambda _: "高速公路\n")
    second = parse_pack(text, "roads.toml", lambda _: "国道\n")
    assert first.digest != second.digest
    assert first.digest == parse_pack(text, "elsewhere.toml", lambda _: "高速公路\n").digest


def test_a_phrase_file_of_a_hundred_thousand_lines_is_taken_whole() -> None:
    lines = "\n".join(f"第{number}號公路" for number in range(100_000))
    pack = parse_pack(RULE + 'phrases_file = "words.txt"\n', "roads.toml", lambda _: lines)
    assert len(pack.rules[0].phrases) == 100_000
    assert pack.rules[0].phrases[12] == "第12号公路"


WRONG = [
    # what is written, the line it is told at, what is said of it, what is hinted
    ('versoin = "1"\n' + RULE + "pattern = 'x'\n", 1, "unknown key 'versoin'", "version"),
    (RULE + "patern = 'x'\n", 6, "unknown key 'patern'", "mean pattern?"),
    (RULE + "exclude_befor = 'x'\npattern = 'x'\n", 6, "unknown key 'exclude_befor'", "mean exclude_before?"),
    (RULE + "pattern = '''\nx\n'''\nphrases = [\n  'hue = 1',\n]\nhue = 'x'\n", 12, "key 'hue'", ""),
    ('version = "1"\n[[rule]]\nid = "a"\nlabel = "b"\npattern = "x"\n', 1, "name is missing", "Add name"),
    (HEAD, None, "no rules", "[[rule]]"),
    (HEAD + 'rule = "x"\n', 3, "a table of its own", "[[rule]]"),
    (HEAD + '[rule]\nid = "a"\n', 3, "a table of its own", "[[rule]]"),
    (HEAD + '[[rule]]\nid = "a"\npattern = "x"\n', 3, "label is missing", "Add label"),
    (HEAD + '[[rule]]\nlabel = "a"\npattern = "x"\n', 3, "id is missing", "Add id"),
    (HEAD + '[[rule]]\nid = ""\nlabel = "a"\npattern = "x"\n', 4, "id is empty", ""),
    (RULE, 4, "one of pattern, phrases, phrases_file, words; not none", ""),
    (RULE + "pattern = 'x'\nphrases = ['x']\n", 7, "not pattern and phrases", ""),
    (RULE + "pattern = 3\n", 6, "pattern must be a string, not a number", ""),
    (RULE + "pattern = 'x'\npriority = '1'\n", 7, "priority must be a whole number, not a string", ""),
    (RULE + "pattern = 'x'\npriority = true\n", 7, "priority must be a whole number, not true or false", ""),
    (RULE + "pattern = 'x'\nquantity = 1\n", 7, "quantity must be true or false", ""),
    (RULE + "pattern = 'x'\nattributes = []\n", 7, "attributes must be a table, not a list", ""),
    (HEAD + "[fragments]\na = '" + "甲" * 900 + "'\nb = '" + "{a}" * 900 + "'\n", 5, "longer than 200,000", ""),
    (RULE + "words = 'n'\n", 6, "words must be a list of tables, not a string", ""),
    (RULE + "words = ['n']\n", 6, "words must be a list of tables", "{ name"),
    (RULE + "words = []\n", 6, "words has no step", "words ="),
    (RULE + "words = [\n{pos='n'},\n{txt='x'}]\n", 8, "unknown key 'txt'", "mean text?"),
    (RULE + "words = [{pos='n'}, {pos='nn'}]\n", 6, "no part of speech 'nn'", "mean n"),
    (RULE + "words = [\n\n{span=true}]\n", 8, "asks nothing of its word", "pattern"),
    (RULE + "words = [\n{text='x', pattern='x'}]\n", 7, "text or pattern, not both", ""),
    (RULE + "words = [{text=['x', ' ']}]\n", 6, "text is empty", ""),
    (RULE + "words = [{pos='n', times='3-1'}]\n", 6, "'3-1' says no number of times", "1-3"),
    (RULE + "words = [{pos='n', times='0'}]\n", 6, "'0' says no number of times", ""),
    (RULE + "words = [{pos='n', times='*'}, {text='x', times='?'}]\n", 6, "all steps may be left out", ""),
    (RULE + "words = [\n{pos='n', span=true},\n{pos='v'},\n{pos='a', span=true}]\n", 8, "side by side", ""),
    (RULE + "words = [\n{pos='n'},\n{pos='v', span=true, times='*'}]\n", 8, "to be marked may be left out", ""),
    (RULE + "words = [" + ",".join(f"{{text='{n}'}}" for n in range(13)) + "]\n", 6, "more than 12 different steps", ""),
    (RULE + "[[rule.words]]\npos = 'n'\n[[rule.words]]\nspan = 3\n", 8, "asks nothing", ""),
    (RULE + "words = [{pattern = '('}]\n", 6, "no regular expression", ""),
    (RULE + "phrases = 'x'\n", 6, "phrases must be a list of strings", ""),
    (RULE + "phrases = [1]\n", 6, "phrases must be a list of strings", ""),
    (RULE + "phrases = [' ']\n", 6, "no phrase in it", ""),
    (RULE + "phrases = ['a\\nb', \"a\\nb\"]\n", 6, "a phrase is one line", ""),
    (RULE + "phrases_file = 'no.txt'\n", 6, "'no.txt' cannot be used", ""),
    (RULE + "pattern = 'x'\nkinds = ['bodies']\n", 7, "no paragraph kind 'bodies'", "mean body?"),
    (RULE + "pattern = 'x'\nrepeat = 'everywhere'\n", 7, "no repeat 'everywhere'", "mean anywhere?"),
    (RULE + "pattern = 'x'\nrepeat = 'anywhere'\nrepeat_after = 'y'\n", 8, 'goes with repeat = "quoted"', ""),
    (RULE + "pattern = 'x'\nrepeat_before = 'y'\n", 7, 'repeat_before goes with repeat = "quoted"', ""),
    (RULE + "pattern = 'x'\nrepeat = 'quoted'\nrepeat_after = '('\n", 8, "repeat_after is no regular expression", ""),
    ('overlap = "longst"\n' + RULE + "pattern = 'x'\n", 1, "no overlap policy 'longst'", "mean longest?"),
    (RULE + "pattern = '(公里'\n", 6, "no regular expression: missing ) at character 4", "near '(公里'"),
    (RULE + "pattern = '公里'\nrequire = '*'\n", 7, "require is no regular expression", ""),
    (HEAD + "[fragments]\nnumber = '['\n[[rule]]\nid='a'\n", 4, "number is no regular", ""),
    (HEAD + "[fragments]\nnumber = 3\n[[rule]]\nid='a'\n", 4, "number must be", ""),
    (HEAD + "[fragments]\nnumber = '3'\nlength = '{numbr}'\n", 5, "no fragment 'numbr'", "mean number?"),
    (RULE + "pattern = '計劃'\n", 6, "has '計', which the match form never shows", "'计'"),
    (RULE + "pattern = '甲，乙'\n", 6, "has '，'", "','"),
    (RULE + "pattern = 'x'\n[[rule]]\nid='length'\nlabel='a'\npattern='x'\n", 8, "is taken", "line 3"),
    (RULE + "pattern = 'GDP'\n", 6, "has 'G'", "'g'"),
    (RULE + "pattern = '[\\d\\p{Han}](?<Name>GDP)'\n", 6, "has 'G'", "'g'"),
    ('name = "a/b"\nversion = "1"\n', 1, "has a slash", "PACK/RULE"),
    (HEAD + "[[rule]]\nid = 'a'\nlabel = ' a'\n", 5, "label ' a' begins or ends", ""),
    (HEAD + '[[rule]]\nid = "a\\nb"\nlabel = "a"\n', 4, "not shown", ""),
    (RULE + "pattern = 'x'\nattributes = { day = 2024-03-01 }\n", 7, "what JSON can say", "strings"),
    (RULE + "pattern = 'x'\nattributes = { share = nan }\n", 7, "what JSON can say", "strings"),
    (RULE + "pattern = 'x'\nrequire_before = '(?x)y # z'\n", 7, "require_before is no regular expression", ""),
    (HEAD + "[[rule]\n", 3, "not valid TOML", ""),
    (RULE + "pattern = 'x'\npattern = 'y'\n", 7, "not valid TOML", ""),
    (RULE + "pattern = 'x", None, "not valid TOML", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "message", "hint"), WRONG, ids=[row[2] for row in WRONG])
def test_a_mistake_is_told_with_its_line(text: str, line: int | None, message: str, hint: str) -> None:
    def no_file(name: str) -> str:
        raise UsageError(f"The file {name} cannot be read.")

    with pytest.raises(RuleError) as caught:
        parse_pack(text, "roads.toml", no_file)
    error = caught.value
    assert message in error.message
    assert hint in error.hint
    assert line is None or error.line == line
    assert error.message.startswith("roads.toml:")
    assert error.exit_code == 2


def test_ranges_and_classes_may_name_characters_the_match_form_lacks() -> None:
    assert parsed(RULE + r"pattern = '[一-龥]\p{Han}{2}'" + "\n").rules[0].pattern == r"[一-龥]\p{Han}{2}"


@pytest.mark.parametrize(
    "pattern", [r"\W\D(?<Span>gdp)\g<Span>", "(?i)GDP", "[A-Z]x", r"[[:Alpha:]]\N{EN DASH}", "(?V1)a"]
)
def test_capitals_that_are_no_letters_to_find_are_fine(pattern: str) -> None:
    assert parsed(RULE + f"pattern = '{pattern}'\n").rules[0].pattern == pattern


def test_an_unknown_built_in_pack_is_told_with_the_nearest() -> None:
    with pytest.raises(UsageError) as caught:
        load_pack("zh-gvo")
    assert "zh-gov" in caught.value.hint


def test_a_missing_file_and_one_that_is_no_utf8_are_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        load_pack(tmp_path / "no.toml")
    (tmp_path / "gbk.toml").write_bytes("名".encode("gbk"))
    with pytest.raises(UsageError, match="not UTF-8"):
        load_pack(tmp_path / "gbk.toml")


def test_built_in_packs_load_and_are_right_as_a_strangers_must_be() -> None:
    assert "zh-gov" in builtin_packs()
    for name in builtin_packs():
        pack = load_pack(name)
        assert pack.name == name
        assert load_pack(Path(str(files("reader.tagging"))) / "packs" / f"{name}.toml") == pack
