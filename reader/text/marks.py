"""Owns which punctuation opens, closes, ends or parts: the one home of these sets for lines and for sentences."""

from __future__ import annotations

QUOTES = {
    "“": "”",
    "‘": "’",
    "「": "」",
    "『": "』",
    "｢": "｣",
    "﹁": "﹂",
    "﹃": "﹄",
    "〝": "〞",
    "《": "》",
    "〈": "〉",
    "︽": "︾",
    "︿": "﹀",
    "«": "»",
    "‹": "›",
}
"""Marks around what is said or named, each with its partner."""

_BRACKETS = "（）()［］[]｛｝{}【】〔〕〖〗〘〙〚〛｟｠⦅⦆⟨⟩﹙﹚﹛﹜﹝﹞︵︶︷︸︹︺︻︼﹇﹈"
BRACKETS = dict(zip(_BRACKETS[::2], _BRACKETS[1::2], strict=True))
"""Brackets, each with its partner."""

STOPS = "。｡︒．﹒！!﹗︕？?﹖︖‼⁇⁈⁉"
"""What may end a sentence, without the full stop of Latin text."""

PAUSES = "，,﹐︐、､﹑︑；;﹔︔：:﹕︓"
"""What parts the clauses of a sentence and the items of a list."""

OPENERS = frozenset([*QUOTES, *BRACKETS])
CLOSERS = frozenset([*QUOTES.values(), *BRACKETS.values(), "〟"])
