"""Owns what stays whole on a line: a number with its unit, a Latin word, marks that come in twos.

The units are those of units.py, in either script; the rest of what a line may be broken at: cells.py.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# How the characters of units are written in traditional script: the dictionaries that know are slow to read.
_TRADITIONAL = (
    "万萬 两兩 个個箇 乡鄉 亚亞 亩畝 余餘 克剋 兰蘭 兹茲 册冊 准準 几幾 剂劑 区區 升昇 华華 单單 卢盧 卷捲 厘釐 县縣 双雙 "
    "只隻 台臺檯 号號 吨噸 员員 周週 团團 国國 场場 块塊 垄壟 处處 头頭 学學 对對 尔爾 层層 届屆 岁歲嵗 岗崗 币幣 席蓆 床牀 "
    "张張 强強 户戶 扎紮 担擔 拨撥 捆綑 摄攝 数數 时時 昼晝 杆桿 条條 来來 杯盃 标標 栋棟 样樣 桩樁 楼樓 欧歐 点點 环環 电電 "
    "盏盞 盘盤 礼禮 种種 笔筆 类類 级級 纪紀 纳納奈 线線綫 组組 节節 许許 诊診 课課 贝貝 车車 轮輪 辆輛 里裡裏 钟鐘鍾 钱錢 铢銖 "
    "镇鎮 镑鎊 锭錠 门門 间間 队隊 面麵 韩韓 页頁 顶頂 顷頃 项項 颗顆 马馬 圆圓"
)
# What follows a number in dates, places and ranks, and the tenths of 七成.
_NOT_MEASURED = "号 楼 月份 日 时 点 点钟 时许 版 世纪 年代 年度 年级 届 室 路 线 号线 中全会 成 大"
_LATIN = r"A-Za-zÀ-ɏ0-9_'’.\-/:@#&+²³Ａ-Ｚａ-ｚ"
_DIGITS = "〇○零一二三四五六七八九两兩俩倆壹贰貳叁參参肆伍陆陸柒捌玖廿卅"
_TENS = "十百千万萬亿億兆拾佰仟"
# 千瓦, 百分之 and 兆瓦 begin a unit or a fraction.
_TIMES = "(?:[十万萬亿億拾佰仟]|千(?![瓦克米卡伏焦帕赫])|百(?!分[之点點])|兆(?![瓦赫帕]))"


@lru_cache(maxsize=1)
def atoms() -> re.Pattern[str]:
    """The pattern of all that stays whole; what is one character long needs nothing of it."""
    from reader.text.units import KIND_OF_UNIT  # a list of titles breaks no line

    # Units in Latin letters are Latin words.
    unit = _trie([*(unit for unit in KIND_OF_UNIT if "一" <= unit[:1] <= "鿿"), *_NOT_MEASURED.split()])
    figures = rf"[0-9０-９]+(?:[.,:/~\-—–．，：～][0-9０-９]+)*[多余餘来來几幾]?{_TIMES}*[多余餘来來几幾]?"
    words = rf"(?:[{_DIGITS}半]|[几幾数數](?=[{_TENS}])|{_TIMES}|点(?=[{_DIGITS}])|點(?=[{_DIGITS}]))+[多余餘来來几幾]?{_TIMES}*"
    number = rf"(?:{figures}|{words}|[几幾])[%％‰℃℉°]*"
    # Most characters begin nothing: one look tells, three times as fast as all the branches.
    return re.compile(
        rf"(?=[0-9０-９{_DIGITS}{_TENS}半几幾数數第$￥¥€£+\-±−{_LATIN}—―─…⋯])(?:"
        rf"(?:[0-9０-９{_DIGITS}{_TENS}]+分之)?[第$￥¥€£]?[+\-±−]?{number}(?:[至到—~～\-]{number})*"
        rf"(?:(?:[个個][多半])?(?:{unit}(?:/{unit})?[多半]?|[㎀-㏟]|[{_LATIN}]+))?"
        rf"|[{_LATIN}]+|[—―─]+|[…⋯]+)"
    )


def _trie(words: Iterable[str]) -> str:
    """A pattern for the longest of the words, in either script."""
    forms = {group[0]: group for group in _TRADITIONAL.split()}
    branches: dict[str, list[str]] = {}
    ends = False
    for word in words:
        if word:
            branches.setdefault(word[0], []).append(word[1:])
        else:
            ends = True
    if not branches:
        return ""
    pattern = "|".join(f"[{forms.get(first, first)}]{_trie(rest)}" for first, rest in branches.items())
    return f"(?:{pattern})?" if ends else f"(?:{pattern})"
