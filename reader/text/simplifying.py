"""Owns the simplified view in which texts are compared and cut into words: one for traditional script of any region.

OpenCC's views, which people read and convert to, are those of scripts.py.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from reader.text.conversion import Chain, Stage
from reader.text.dictionaries import read
from reader.text.scripts import CHAINS, stage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.text.aligned import AlignedText
    from reader.text.own_dictionary import UserDictionary

# 著 is 着 behind these, and before these, as Taiwan writes it; but in 著名, 著作 and the like it is itself.
_BEFORE_ZHE = (
    "隨随沿朝本看跟拿走說说帶带有向對对憑凭靠藉借順顺接趁照穿抱想笑坐站等活指望聽听跑忙試试守盯扛握牽牵拉推提背戴含冒迎伴藏住過过"
    "隔圍围繞绕懷怀存開开睡躺哭唱喊叫吃喝寫写做幹頂顶壓压踩踏撐撑護护擺摆放掛挂貼贴插燒烧閃闪流飄飘響响味起蓋盖躲騎骑搶抢陪養养"
)
_AFTER_ZHE = "手眼重迷急力陸陆火落色實实涼凉想裝装地"
_ITSELF = "名作述書书錄录稱称者於于"


def simplify(text: str, dictionary: UserDictionary | None = None) -> AlignedText:
    """The simplified view of a text of unknown region: 衞生署 and 衛生署 give 卫生署, 隨著 and 隨着 give 随着.

    The person's own `dictionary` is applied to the result.
    """
    simplified = _chain().convert(text)
    if dictionary is None:
        return simplified
    return dictionary.apply(
        simplified, "simplify", lambda: dictionary.replacements(True, lambda passage: simplify(passage).view)
    )


def steps() -> Iterator[None]:
    """Gets `simplify` ready step by step, for a worker that lets others run in between."""
    for name in ("TSCharacters", "TSPhrases", "STPhrases"):
        read(name)
        yield
    simplifying()
    yield
    _chain()
    yield


@lru_cache(maxsize=1)
def _chain() -> Chain:
    return Chain(simplifying(), [simplifying()], read("CJK_Compatibility_Ideographs"))


@lru_cache(maxsize=1)
def simplifying() -> Stage:
    """OpenCC's t2s, with the forms of Taiwan and Hong Kong, gone on with until nothing changes.

    It keeps 畢昇 a 昇 that it takes from a simplified 毕昇. Two spellings of one name are to fold alike.
    """
    groups, *_ = CHAINS["t2s"]
    simplified = stage(groups)
    stable = (
        _regional(simplified.characters) | simplified.characters | _with_zhe(simplified.characters) | simplified.phrases
    )
    whole = Stage(stable)
    starts = {key[:2] for key in stable}
    going_on = [
        key
        for key, value in stable.items()
        if any(value[at : at + 2] in starts or value[at] in starts for at in range(len(value)))
    ]
    while going_on:  # all at once, a line each: no key holds a line end
        values = [stable[key] for key in going_on]
        again = whole.convert("\n".join(values)).view.split("\n")
        stable.update(zip(going_on, again, strict=True))
        going_on = [key for key, before, after in zip(going_on, values, again, strict=True) if before != after]
    # Simplified 打坏 is 打壞, broken; OpenCC reads a traditional 打坏, a blank being beaten.
    return Stage({key: value for key, value in stable.items() if "坏" not in key})


def _regional(characters: dict[str, str]) -> dict[str, str]:
    """Characters of Taiwan and Hong Kong that t2s does not know, and what it makes of the standard ones."""
    variants = read("TWVariantsRev") | read("HKVariantsRev")
    del variants["著"]
    forms = {form: characters.get(standard, standard) for form, standard in variants.items()}
    return {form: simplified for form, simplified in forms.items() if form != simplified}


def _with_zhe(characters: dict[str, str]) -> dict[str, str]:
    """Phrases in which 著 is 着, and where these run into another word, those in which it is not."""
    taiwan = str.maketrans({form: to for form, to in read("TWVariants").items() if len(form) == len(to) == 1})
    standard = read("STPhrases")
    phrases = {standard[phrase].translate(taiwan): phrase for phrase in standard if "着" in phrase}
    plain = {before: characters.get(before, before) for before in _BEFORE_ZHE}
    phrases |= {f"{before}著": f"{simplified}着" for before, simplified in plain.items()}
    for phrase, simplified in list(phrases.items()):
        if phrase.endswith("著"):
            phrases |= {phrase + after: f"{simplified[:-1]}著{characters.get(after, after)}" for after in _ITSELF}
    return phrases | {f"著{after}": f"着{characters.get(after, after)}" for after in _AFTER_ZHE}
