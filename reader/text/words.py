"""Words."""

from __future__ import annotations

from reader.text.spans import Span


class Segmenter:
    """Cuts text into words."""

    ready = False

    def load(self) -> None:
        """Loads the dictionary."""
        import jieba

        jieba.setLogLevel(60)
        jieba.initialize()
        self.ready = True

    def words(self, text: str) -> list[Span]:
        """The words."""
        import jieba

        return [Span(a, b) for _, a, b in jieba.tokenize(text)]
