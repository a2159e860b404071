"""Owns reading a rule pack's TOML with the line of every key. What the keys mean: rules.py."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NoReturn

from reader.errors import RuleError, nearest
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a pack: its values, and the 1-based line of the table and of each of its keys.

    `item_lines` has the lines of the tables in a list, by the list's key.
    """

    path: str
    line: int
    values: Mapping[str, Any]
    key_lines: Mapping[str, int] = field(default_factory=dict)
    item_lines: Mapping[str, Sequence[int]] = field(default_factory=dict)

    def line_of(self, key: str) -> int:
        """The line on which a key stands; the table's own where the key was not found."""
        return self.key_lines.get(key, self.line)

    def refuse(self, key: str, message: str, hint: str = "") -> NoReturn:
        """Raises RuleError at the line of `key`."""
        raise RuleError(self.path, self.line_of(key), message, hint)

    def only(self, known: Sequence[str]) -> None:
        """Raises RuleError for the first key that is not known, with the nearest that is."""
        for key in self.values:
            if key not in known:
                self.refuse(key, _("unknown key {key!r}.").format(key=key), nearest(key, known))

    def text(self, key: str, default: str | None = None) -> str:
        """A string that is not empty; RuleError where it is missing and there is no default."""
        value = self._value(key, str, _("a string"), default)
        if not value and key in self.values:
            self.refuse(key, _("{key} is empty.").format(key=key))
        return str(value)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings; empty where the key is absent."""
        values = self._value(key, list, _("a list of strings"), [])
        if not all(isinstance(value, str) for value in values):
            self.refuse(key, _("{key} must be a list of strings.").format(key=key))
        return tuple(values)

    def texts_or_text(self, key: str) -> tuple[str, ...]:
        """A list of strings, or one string by itself; empty where the key is absent."""
        return (self.text(key),) if isinstance(self.values.get(key), str) else self.texts(key)

    def tables(self, key: str) -> tuple[Table, ...]:
        """A list of tables, each with its own line; empty where the key is absent."""
        values = self._value(key, list, _("a list of tables"), [])
        if not all(isinstance(value, dict) for value in values):
            self.refuse(
                key, _("{key} must be a list of tables.").format(key=key), _("A table is written { name = …, … }.")
            )
        lines = self.item_lines.get(key, ())
        if len(lines) != len(values):  # written in a way that the scan does not see
            lines = [self.line_of(key)] * len(values)
        return tuple(Table(self.path, line, value) for line, value in zip(lines, values, strict=True))

    def number(self, key: str) -> int:
        """A whole number; 0 where the key is absent."""
        return int(self._value(key, int, _("a whole number"), 0))

    def flag(self, key: str) -> bool:
        """True or false; false where the key is absent."""
        return bool(self._value(key, bool, _("true or false"), False))

    def mapping(self, key: str) -> dict[str, Any]:
        """A table; empty where the key is absent."""
        return dict(self._value(key, dict, _("a table"), {}))

    def _value(self, key: str, kind: type, described: str, default: Any) -> Any:
        if key not in self.values:
            if default is None:
                raise RuleError(
                    self.path,
                    self.line,
                    _("{key} is missing.").format(key=key),
                    _("Add {key} = …, {described}.").format(key=key, described=described),
                )
            return default
        value = self.values[key]
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            self.refuse(
                key,
                _("{key} must be {described}, not {value}.").format(
                    key=key, described=described, value=_described(value)
                ),
            )
        return value


@dataclass(frozen=True, slots=True)
class PackFile:
    """A pack as it stands in its file."""

    top: Table
    fragments: Table
    rules: tuple[Table, ...]
    short_forms: Table | None = None


def read_pack_file(path: str, text: str) -> PackFile:
    """The tables of a pack; RuleError for text that is no TOML or whose tables are of the wrong shape."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message, line = _located(str(error))
        raise RuleError(path, line, _("not valid TOML: {message}.").format(message=message)) from error
    lines = _lines(text)
    top = Table(path, 1, values, lines.top)
    rules = values.get("rule", [])
    if not isinstance(rules, list) or not all(isinstance(rule, dict) for rule in rules):
        top.refuse("rule", _("a rule is a table of its own."), _("Write [[rule]], with two brackets."))
    fragments = values.get("fragments", {})
    if not isinstance(fragments, dict):
        top.refuse("fragments", _("fragments must be a table."), _("Write [fragments], then name = 'pattern' lines."))
    short_forms = values.get("short_forms")
    if not isinstance(short_forms, dict | None):
        top.refuse("short_forms", _("short_forms must be a table."), _("Write [short_forms], then its keys."))
    return PackFile(
        top,
        Table(path, lines.top.get("fragments", 1), fragments, lines.fragments),
        tuple(
            Table(path, place.line, rule, place.keys, place.items)
            for rule, place in zip(rules, lines.rules_for(len(rules)), strict=True)
        ),
        None if short_forms is None else Table(path, lines.top.get("short_forms", 1), short_forms, lines.short_forms),
    )


def _described(value: object) -> str:
    kinds = {bool: _("true or false"), str: _("a string"), list: _("a list"), dict: _("a table"), int: _("a number")}
    return kinds.get(type(value), f"a {type(value).__name__}")


def _located(message: str) -> tuple[str, int | None]:
    found = re.fullmatch(r"(.*?) \(at line (\d+), column \d+\)", message, re.DOTALL)
    return (found[1], int(found[2])) if found else (message.replace(" (at end of document)", ""), None)


@dataclass(slots=True)
class _Place:
    """Where a table stands: its own line, those of its keys, and those of the tables in its lists."""

    line: int
    keys: dict[str, int] = field(default_factory=dict)
    items: dict[str, list[int]] = field(default_factory=dict)


@dataclass(slots=True)
class _Lines:
    top: dict[str, int] = field(default_factory=dict)
    fragments: dict[str, int] = field(default_factory=dict)
    short_forms: dict[str, int] = field(default_factory=dict)
    rules: list[_Place] = field(default_factory=list)

    def rules_for(self, count: int) -> list[_Place]:
        """One place a rule, also for rules written in a way the scan does not see (inline tables)."""
        places = [_Place(self.top.get("rule", 1)) for _ in range(count)]
        return self.rules if len(self.rules) == count else places


_NOT_KEYS = re.compile(
    r'"""(?:\\.|[^\\])*?"""' r"|'''.*?'''" r'|"(?:\\.|[^"\\\n])*"' r"|'[^'\n]*'" r"|\#[^\n]*",
    re.DOTALL,
)
_HEADER = re.compile(r"\s*\[\[?\s*([\w.-]+)\s*\]\]?\s*$")
_KEY = re.compile(r"\s*([\w-]+)[\w.\s-]*=")
_BRACKETS = re.compile(r"[\[\]{}]")


def _lines(text: str) -> _Lines:
    """Where headers and keys stand: tomllib says nothing of lines, so what is no key is blanked."""
    lines = _Lines()
    here = _Place(1, lines.top)
    items: list[int] = []
    depth = 0
    blanked = _NOT_KEYS.sub(lambda found: "\n" * found[0].count("\n"), text)
    for number, line in enumerate(blanked.split("\n"), 1):
        if depth == 0 and (header := _HEADER.match(line)):
            name = header[1]
            here = _Place(number)
            if name == "rule":
                lines.rules.append(here)
            elif name == "fragments":
                here.keys = lines.fragments
            elif name == "short_forms":
                here.keys = lines.short_forms
            elif name.startswith("rule.") and lines.rules:
                key = name.split(".")[1]
                lines.rules[-1].keys.setdefault(key, number)
                lines.rules[-1].items.setdefault(key, []).append(number)
            lines.top.setdefault(name.split(".")[0], number)
            continue
        if depth == 0 and (key_found := _KEY.match(line)):
            here.keys.setdefault(key_found[1], number)
            items = here.items.setdefault(key_found[1], [])
        for mark in _BRACKETS.findall(line):
            if mark == "{" and depth == 1:
                items.append(number)
            depth = max(0, depth + (1 if mark in "[{" else -1))
    return lines
