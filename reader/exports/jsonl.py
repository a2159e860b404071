"""JSON Lines: one object an annotation."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TextIO

from reader.exports.format import Format, Target

if TYPE_CHECKING:
    from reader.exports.content import Content


def _write(content: Content, stream: TextIO) -> None:
    encode = json.JSONEncoder(ensure_ascii=False).encode
    stream.writelines(encode(record) + "\n" for record in content.records())


JSONL = Format("jsonl", ".jsonl", "JSON Lines, UTF-8", Target.TEXT, _write)
