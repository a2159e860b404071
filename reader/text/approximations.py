"""Owns the words that say how exactly a quantity is meant: 近, 约, 不足 before it, 以上, 左右 after it."""

from __future__ import annotations

from enum import StrEnum


class Approximation(StrEnum):
    """How a quantity is meant; empty where it is meant exactly."""

    EXACT = ""
    ABOUT = "about"  # 约, 左右, 十来
    OVER = "over"  # 超, 逾, 多, 余, 上千
    UNDER = "under"  # 不足, 不到
    NEARLY = "nearly"  # 近, 将近
    SEVERAL = "several"  # 几十, 数百, 十几
    AT_LEAST = "at_least"  # 以上, 不少于
    AT_MOST = "at_most"  # 以下, 以内, 不超过


_BEFORE = {
    Approximation.ABOUT: "大约 约 约为 大概",
    Approximation.NEARLY: "近 将近 接近 几近",
    Approximation.OVER: "超 超过 逾 上 成 过 突破 高于 多于 大于",
    Approximation.UNDER: "不足 不到 不满 未满 低于 少于 小于",
    Approximation.AT_LEAST: "至少 最少 最低 不少于 不低于 不小于",
    Approximation.AT_MOST: "至多 最多 最高 不超过 不高于 不多于 不大于",
    Approximation.EXACT: "多达 高达 达到 达",
}
_AFTER = {
    Approximation.AT_LEAST: "以上 及以上 或以上",
    Approximation.AT_MOST: "以下 及以下 或以下 以内 之内",
    Approximation.ABOUT: "左右 上下",
    Approximation.OVER: "多 有余",
    Approximation.EXACT: "之多",
}


def _longest_first(words: dict[Approximation, str]) -> list[tuple[str, Approximation]]:
    pairs = [(word, meaning) for meaning, row in words.items() for word in row.split()]
    return sorted(pairs, key=lambda pair: -len(pair[0]))


_STARTS = _longest_first(_BEFORE)
_ENDS = _longest_first(_AFTER)


def strip_before(text: str) -> tuple[str, Approximation]:
    """A text in its match form without the approximating word it starts with, and what that means."""
    for word, meaning in _STARTS:
        if text.startswith(word) and len(text) > len(word):
            rest = text[len(word) :]
            # 上 and 成 only swell round numbers: 上千, 成百; 过 is no more than a verb but in 过半.
            swelled = {"上": "十百千万亿", "成": "十百千万亿", "过": "半"}.get(word)
            if swelled is None or rest[0] in swelled:
                return rest, meaning
    return text, Approximation.EXACT


def strip_after(text: str, in_number: str) -> tuple[str, Approximation]:
    """The same at the end; a 多 right after a character `in_number` belongs to the number (20多)."""
    for word, meaning in _ENDS:
        if text.endswith(word) and len(text) > len(word):
            rest = text[: -len(word)]
            if word != "多" or rest[-1] not in in_number:
                return rest, meaning
    return text, Approximation.EXACT
