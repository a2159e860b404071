"""The examples that rules carry."""

from __future__ import annotations

from reader.tagging.examples import failed_examples
from reader.tagging.loading import parse_pack

EVIL = "(?:.*?,){20}尾"  # backtracks for ages over commas
HEAD = 'name = "x"\nversion = "1"\n[[rule]]\nid = "a"\nlabel = "program"\n'


def failed(rule: str) -> list[tuple[str, list[str], bool]]:
    pack = parse_pack(HEAD + rule, "x.toml", str)
    return [(one.example, one.marked, one.slow) for one in failed_examples(pack)]


def test_what_does_not_hold_is_told_with_what_is_marked() -> None:
    rule = "pattern = '工程'\nmatches = ['修[工程]', '[修]工程', '路']\nnot = ['路', '工程']\n"
    assert failed(rule) == [("[修]工程", ["工程"], False), ("路", [], False), ("工程", ["工程"], False)]


def test_a_rule_that_runs_out_of_time_fails_its_example() -> None:
    endless = "," * 60 + "甲"
    assert failed(f"pattern = '{EVIL}'\nnot = ['{endless}']\n") == [(endless, [], True)]
