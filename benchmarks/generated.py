"""Text and libraries of any size to measure on: our own sentences, put together anew with other numbers and names."""

from __future__ import annotations

import hashlib
import random
from typing import TYPE_CHECKING

from reader.desk import Desk
from reader.documents.model import Document
from reader.library import Library
from reader.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SENTENCES = (
    "去年年底，市里在{place}推行“{name}”工作法，办结率由{a}.5%提高到{b}.8%。",
    "今年以来，{place}新建便民服务点{a}个，受益群众近{c}人，投入资金{b}.6亿元。",
    "记者在{place}看到，{a}名志愿者正在为老人送餐，每天要跑{b}趟。",
    "按照《{place}公共服务管理办法》的要求，各单位公开承诺事项{c}件，已办结{a}件。",
    "“有了{name}，办事不用再跑第二趟。”住在{place}的一位居民说。",
    "到{a}月底，全区粮食产量达到{c}万吨，比上年增长{b}.{a}%，位居全省第{b}位。",
    "{place}还建立了{name}责任制，把任务分到{a}个小组，每周通报一次进展。",
    "大家都说，这件事办得好，办到了心坎上，里里外外都看得见。",
    "有关部门负责人介绍，下一步将在{place}扩大试点范围，让更多的人用得上、用得好。",
)
PLACES = ("双桥镇", "云岚县", "林溪区", "河湾社区", "石岭村", "东风街道", "南塘乡", "北港新区")
NAMES = ("一事一单", "暖心工程", "板凳队", "连心桥", "民情日记", "先锋岗", "阳光驿站", "便民十条")
HEADINGS = ("一、基本情况", "二、主要做法", "三、工作成效", "四、下一步打算")


def paragraphs(count: int, seed: int = 1) -> Iterator[str]:
    """So many paragraphs of one to five sentences, with a heading at each fortieth."""
    chance = random.Random(seed)
    for number in range(count):
        if number % 40 == 0:
            yield chance.choice(HEADINGS)
            continue
        yield "".join(
            chance.choice(SENTENCES).format(
                place=chance.choice(PLACES),
                name=chance.choice(NAMES),
                a=chance.randint(1, 99),
                b=chance.randint(1, 99),
                c=chance.randint(100, 9999),
            )
            for _ in range(chance.randint(1, 5))
        )


def text(count: int, seed: int = 1) -> str:
    """A document of so many paragraphs."""
    return "\n".join(paragraphs(count, seed))


def make_library(path: Path, count: int, annotations: int, seed: int = 1) -> None:
    """A library with one document of so many paragraphs and about so many annotations, evenly over it."""
    content = text(count, seed)
    with Library(path) as library:
        desk = Desk(library, "bench")
        digest = hashlib.sha256(content.encode()).hexdigest()
        with library.transaction():
            library.documents.add(Document("a.txt", content, digest=digest), desk.now())
        step = max(3, len(content) // max(1, annotations))
        places = [(1, Span(start, start + 2)) for start in range(0, len(content) - 2, step)]
        good = [place for place in places if not content[place[1].start : place[1].end].isspace()]
        desk.annotate_all(good[:annotations], "program")
