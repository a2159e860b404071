"""Owns the person's own conversions: the file they are in, and which way each of its lines works.

The file has two columns with a tab between, in UTF-8; a line that starts with # is a comment, blank lines are
skipped. A line pairs a traditional spelling with a simplified one, in either order: 軟體 TAB 软件. Which is
which is told from the characters; where these do not tell, the left one is traditional.

* On the way to simplified script, what OpenCC made of the traditional spelling becomes the simplified one.
* On the way to a traditional script, what OpenCC made of the simplified spelling becomes the traditional
  one; but a single character only where OpenCC leaves it as it is. For one simplified character stands for
  several traditional ones, which OpenCC tells apart by what is around them: 懮 TAB 忧 makes 忧 of 懮, and
  leaves every 忧 its 憂.
* A line with both spellings in one script works in views of that script, from left to right.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from reader.errors import UsageError
from reader.text.aligned import AlignedText, Replacement
from reader.text.automaton import automaton
from reader.text.detection import detect_script
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.text.automaton import Find

_Script = Literal["simplified", "traditional"]


class _Entry(NamedTuple):
    """`passage`, converted to `script` as it stands, gives way to `value`."""

    script: _Script
    passage: str
    value: str


class _Finder(NamedTuple):
    find: Find
    values: list[str]


@dataclass(frozen=True, slots=True, eq=False)
class UserDictionary:
    """A person's own conversions, applied to what OpenCC gives; build it once and pass it on.

    `lines` are the two columns. What is worked out of them for a view is kept, so applying it again is one
    search.
    """

    lines: tuple[tuple[str, str], ...]
    _finders: dict[str, _Finder | None] = field(default_factory=dict, init=False, repr=False)

    @classmethod
    def load(cls, path: Path) -> UserDictionary:
        """Reads the file; raises UsageError with the line, or where there is no such text file."""
        try:
            text = path.read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"{path}: {error}", _("The dictionary is a text file in UTF-8.")) from error
        return cls.parse(text, str(path))

    @classmethod
    def parse(cls, text: str, name: str = "dictionary") -> UserDictionary:
        """The same from the file's text; `name` is what errors call it."""
        lines: dict[str, str] = {}
        numbers: dict[str, int] = {}
        for number, line in enumerate(text.split("\n"), start=1):
            if not line.strip() or line.startswith("#"):
                continue
            cells = [cell.strip() for cell in line.split("\t")]
            if len(cells) != 2:
                raise UsageError(
                    _("{name}:{number}: {count} columns.").format(name=name, number=number, count=len(cells)),
                    _("A line is two spellings with a tab between."),
                )
            key, value = cells
            if not key or not value:
                raise UsageError(
                    _("{name}:{number}: a column is empty.").format(name=name, number=number),
                    _("A line is two spellings with a tab between."),
                )
            if lines.setdefault(key, value) != value:
                raise UsageError(
                    _("{name}:{number}: line {line} gives another spelling for {key}.").format(
                        name=name, number=number, line=numbers[key], key=key
                    )
                )
            numbers.setdefault(key, number)
        return cls(tuple(lines.items()))

    def __reduce__(self) -> tuple[type[UserDictionary], tuple[tuple[tuple[str, str], ...]]]:
        # What finds passages belongs to a process; another one works it out again.
        return UserDictionary, (self.lines,)

    def replacements(self, to_simplified: bool, view: Callable[[str], str]) -> dict[str, str]:
        """What gives way to what in the view that `view` makes of a text; of two lines the first counts."""
        script = "simplified" if to_simplified else "traditional"
        found: dict[str, str] = {}
        for line in self.lines:
            for entry in _entries(*line):
                if entry.script == script:
                    passage = view(entry.passage)
                    several = script == "traditional" and len(entry.passage) == 1 and passage != entry.passage
                    if not several and passage != entry.value:
                        found.setdefault(passage, entry.value)
        return found

    def apply(self, converted: AlignedText, name: str, replacements: Callable[[], dict[str, str]]) -> AlignedText:
        """`converted` with the replacements made in its view; what finds them is kept under `name`."""
        if name not in self._finders:
            self._finders[name] = _finder(replacements())
        finder = self._finders[name]
        hits = finder.find(converted.view) if finder else ()
        if not hits or finder is None:
            return converted
        made = [Replacement(start, end, finder.values[index]) for index, start, end in hits]
        return converted.compose(AlignedText.from_replacements(converted.view, made))


def _entries(left: str, right: str) -> list[_Entry]:
    """What a line means: one way within a script, or one each way between the two."""
    left_script, right_script = detect_script(left).name, detect_script(right).name
    if left_script == right_script == "simplified":
        return [_Entry("simplified", left, right)]
    if left_script == right_script == "traditional":
        return [_Entry("traditional", left, right)]
    if left_script == "simplified" or right_script == "traditional":
        left, right = right, left
    return [_Entry("simplified", left, right), _Entry("traditional", right, left)]


def _finder(replacements: dict[str, str]) -> _Finder | None:
    if not replacements:
        return None
    return _Finder(automaton(list(replacements)), list(replacements.values()))
