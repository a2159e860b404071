"""Finds strings in code that people read and no catalogue can translate."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

MARKED = {"_", "N_", "ngettext", "pgettext", "plural"}
"""What makes a message of its arguments."""

SINKS = {"say", "_tell", "notify", "Static", "Fact", "Column", "UsageError", "InputError", "LibraryError"}
"""Whose string arguments people read, single words too."""

_NOT_READ = {"Binding", "cast", "TypeVar", "ValueError", "RuntimeError", "compile", "execute", "executemany"}
"""Whose arguments nobody reads on a screen: titles of bindings that are not shown, names for the type checker, what
only a programmer can bring about, patterns and SQL."""

_WORDS = re.compile(
    r"[A-Za-z]{2,}[,;:]? [A-Za-z]{2,}|^[A-Z][a-z]{2,}(?:[ .:!]|$)|[a-z]{2}: \{|\} [a-z]{2,}|^[a-z]{3,} $"
)
_SQL = re.compile(r"\b(?:select|insert into|update|delete from|pragma|where|order by|json_extract|drop \{kind\}|join) ")
_WORD = re.compile(r"[A-Za-z]{3,}")


def unwrapped(code: str) -> Iterator[tuple[int, str]]:
    """The line and the text of each string that reads like words and stands outside what marks a message.

    In a call of a sink single words count, else two words in a row or a capital first. Docstrings, types, SQL and
    what only a programmer can bring about are left out.
    """
    tree = ast.parse(code)
    passed = {id(node) for part in _passed(tree) for node in ast.walk(part)}
    shown = {id(argument) for call in _calls(tree, SINKS) for argument in call.args}
    for node in ast.walk(tree):
        if id(node) in passed:
            continue
        text = _text(node)
        if text is None or _SQL.search(text):
            continue
        if _WORDS.search(text) or (id(node) in shown and _WORD.search(text.replace("{}", ""))):
            yield node.lineno, text  # type: ignore[attr-defined] # every string has a line


def _text(node: ast.AST) -> str | None:
    """The text of a string, `{}` in place of the values of an f-string; None for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return None


def _passed(tree: ast.AST) -> Iterator[ast.AST]:
    """The parts of the code that hold nothing to translate, or what is translated already."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            yield from (part for part in node.values if isinstance(part, ast.Constant))
            yield from (
                part.format_spec for part in node.values if isinstance(part, ast.FormattedValue) and part.format_spec
            )
        elif isinstance(node, ast.Call) and _name(node) in MARKED | _NOT_READ:
            yield from node.args
        elif isinstance(node, ast.arg | ast.AnnAssign) and node.annotation is not None:
            yield node.annotation
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.returns is not None:
            yield node.returns
        elif isinstance(node, ast.Assign) and any(
            isinstance(name, ast.Name) and name.id == "__all__" for name in node.targets
        ):
            yield node.value


def _calls(tree: ast.AST, names: set[str]) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call) and _name(node) in names)


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
