"""Generated text for property tests: what documents hold, and what they should not but do."""

from __future__ import annotations

from hypothesis import strategies as st

_PIECES = [
    "计算机", "電腦", "出租车", "計程車", "干部", "幹部", "头发", "頭髮", "发展", "發展", "纔能", "乾部", "里程", "里程碑",
    "“暖心工程”", "『雙爭』活動", "《办法》", "8.4亿吨", "11.8%%", "１２３", "3—5万", "1,234", "(一)", "第2位",
    "Python", "Ａｂｃ", "e\u0301", "㎡", "½", "℃", "…", "———", "，", "。", "、", "\n", "\n\n", " ", "\u3000", "\t",
]  # fmt: skip
_CHARACTERS = (
    "一二三十百千万亿萬億与於于后後里裏台臺𠮷𡃁😀👍🏽\u200b\u200d\ufeff\u202e\u0301\ufe0f\x00\x1b\x07[]\\=,;\"'甲乙丙"
)

mixed_text = st.lists(
    st.one_of(st.sampled_from(_PIECES), st.sampled_from(_CHARACTERS), st.characters(exclude_categories=["Cs"])),
    max_size=40,
).map("".join)
"""Both scripts, Latin, digits, emoji, astral Han, combining marks, zero-width, controls, newlines."""

any_text = st.lists(st.one_of(mixed_text, st.characters(categories=["Cs"])), max_size=8).map("".join)
"""The same with lone surrogates, which Python's texts may hold and no encoding does."""


@st.composite
def text_and_span(draw: st.DrawFn) -> tuple[str, int, int]:
    """A text with two offsets in it, in order."""
    text = draw(mixed_text)
    start = draw(st.integers(0, len(text)))
    return text, start, draw(st.integers(start, len(text)))
