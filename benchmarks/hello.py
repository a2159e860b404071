"""The floor: about the least that a Textual app with a list and a footer can be."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Footer, OptionList


class Hello(App[None]):
    """Forty lines and a footer."""

    BINDINGS = [("q", "quit", "Quit"), ("t", "toggle_dark", "Dark")]  # noqa: RUF012 - as the framework's own examples

    def compose(self) -> ComposeResult:
        """A list over a footer."""
        yield OptionList(*(f"{number:02} 把小事办到心坎上，里里外外都看得见" for number in range(60)))
        yield Footer()


if __name__ == "__main__":
    Hello().run()
