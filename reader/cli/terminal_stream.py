"""Standard output where it is a terminal: whatever is written, no character of it acts on the terminal or hides."""

from __future__ import annotations

from io import TextIOWrapper

from reader.text.display import safe_text


class TerminalStream(TextIOWrapper):
    """Shows controls, direction overrides and what has no width as signs; takes the place of a stream on a terminal."""

    def __init__(self, stream: TextIOWrapper) -> None:
        super().__init__(stream.buffer, encoding="utf-8", errors="replace", line_buffering=True)

    def write(self, text: str, /) -> int:
        """Writes the text in its visible form; gives the number of code points of `text`, as streams do."""
        super().write(safe_text(text))
        return len(text)
