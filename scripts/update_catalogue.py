"""Brings the catalogue of the interface up to date with the code: python scripts/update_catalogue.py [--check].

Messages are found in the code of `reader/` and, for what click says by itself, in click's. They are merged into the
catalogue that people write, simplified Chinese; that one is compiled, and once more after conversion to traditional
script with the phrases of Taiwan. `--check` writes nothing and ends with 1 where something would change.
"""

from __future__ import annotations

import ast
import inspect
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from reader.cli.helping import help_text
from reader.text.scripts import Script, convert
from reader.translation import DOMAIN, LOCALE, locale_name

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
WRITTEN = LOCALE / locale_name("zh-Hans") / "LC_MESSAGES" / f"{DOMAIN}.po"
COMPILED = {
    language: LOCALE / locale_name(language) / "LC_MESSAGES" / f"{DOMAIN}.mo" for language in ("zh-Hans", "zh-Hant")
}
_OF_CLICK = ("core", "decorators", "exceptions", "formatting", "parser", "types")
_ARGUMENTS = {"_": (0,), "N_": (0,), "ngettext": (0, 1), "plural": (1, 2), "pgettext": (0, 1)}
"""Which arguments of which functions are messages; two are one and many, of pgettext the first is the context."""


class PlainCatalogue(Catalog):
    """A catalogue whose header tells neither dates nor versions: the same messages always give the same bytes."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """What gettext needs to know."""
        return [
            ("Language", self.locale_identifier or ""),
            ("Plural-Forms", "nplurals=1; plural=0;"),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]


class Found(NamedTuple):
    """A message, one string or two, and where it stands: below the project, `/` between folders."""

    message: str | tuple[str, str]
    file: str
    context: str | None = None


def messages_of(code: str, file: str) -> Iterator[Found]:
    """The messages in Python code: what is wrapped, and what commands of click say of themselves in docstrings."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _ARGUMENTS:
            wanted = [node.args[at] for at in _ARGUMENTS[node.func.id] if at < len(node.args)]
            texts = [one.value for one in wanted if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            if len(texts) == 2 and node.func.id == "pgettext":
                yield Found(texts[1], file, texts[0])
            elif texts and len(texts) == len(_ARGUMENTS[node.func.id]):
                yield Found(texts[0] if len(texts) == 1 else (texts[0], texts[1]), file)
        elif isinstance(node, ast.FunctionDef) and any(map(_makes_a_command, node.decorator_list)):
            docstring = ast.get_docstring(node)
            if docstring:
                yield Found(help_text(docstring), file)


def _makes_a_command(decorator: ast.expr) -> bool:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(called, ast.Attribute) and called.attr in {"command", "group"}


def own_messages() -> list[Found]:
    """The messages of `reader/`, by file."""
    return [
        found
        for path in sorted((ROOT / "reader").rglob("*.py"))
        for found in messages_of(path.read_text("utf-8"), path.relative_to(ROOT).as_posix())
    ]


def clicks_messages() -> list[Found]:
    """The messages of the click that is installed, which differ a little between its releases."""
    return [
        found
        for name in _OF_CLICK
        for found in messages_of(inspect.getsource(sys.modules[f"{click.__name__}.{name}"]), f"click/{name}.py")
    ]


def written() -> Catalog:
    """The catalogue as it stands."""
    with WRITTEN.open("rb") as file:
        known = read_po(file, locale="zh_Hans", domain=DOMAIN)
    made = PlainCatalogue(locale="zh_Hans", domain=DOMAIN, header_comment=known.header_comment, fuzzy=False)
    for message in known:
        if message.id:
            made.add(message.id, message.string, message.locations, message.flags, context=message.context)
    return made


def merged(catalogue: Catalog) -> Catalog:
    """The catalogue with the messages that the code has now, and no others; new ones without a translation.

    What only another release of click says stays.
    """
    made = PlainCatalogue(locale="zh_Hans", domain=DOMAIN, header_comment=catalogue.header_comment, fuzzy=False)
    for found in [*own_messages(), *clicks_messages()]:
        known = catalogue.get(found.message if isinstance(found.message, str) else found.message[0], found.context)
        string = (
            known.string
            if known is not None and bool(known.pluralizable) == (not isinstance(found.message, str))
            else ""
        )
        made.add(
            found.message,
            string or ("" if isinstance(found.message, str) else ("",)),
            [(found.file, None)],
            context=found.context,
        )
    for message in catalogue:
        if (
            message.id
            and message.id not in made
            and all(file.startswith("click/") for file, _line in message.locations)
        ):
            made.add(message.id, message.string, message.locations)
    return made


def traditional(catalogue: Catalog) -> Catalog:
    """The catalogue in traditional script, with the phrases of Taiwan; names in braces stay."""
    made = PlainCatalogue(locale="zh_Hant", domain=DOMAIN, header_comment="", fuzzy=False)
    for message in catalogue:
        if message.id:
            strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
            turned = tuple(map(_in_traditional, strings))
            made.add(message.id, turned if message.pluralizable else turned[0], context=message.context)
    return made


def _in_traditional(text: str) -> str:
    return convert(text, Script.TAIWAN_PHRASES).view


def as_po(catalogue: Catalog) -> bytes:
    """The catalogue as people read it."""
    stream = io.BytesIO()
    write_po(stream, catalogue, width=120, omit_header=False, include_lineno=False)
    return stream.getvalue()


def as_mo(catalogue: Catalog) -> bytes:
    """The catalogue as the program reads it."""
    stream = io.BytesIO()
    write_mo(stream, catalogue)
    return stream.getvalue()


def up_to_date() -> dict[Path, bytes]:
    """What should stand in the files."""
    catalogue = merged(written())
    return {
        WRITTEN: as_po(catalogue),
        COMPILED["zh-Hans"]: as_mo(catalogue),
        COMPILED["zh-Hant"]: as_mo(traditional(catalogue)),
    }


def main() -> None:
    """Writes what changed; tells how much is not translated."""
    stale = {
        path: content for path, content in up_to_date().items() if not path.exists() or path.read_bytes() != content
    }
    if "--check" in sys.argv:
        sys.exit(
            f"out of date; run scripts/update_catalogue.py: {', '.join(path.name for path in stale)}" if stale else 0
        )
    for path, content in stale.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    untranslated = [message.id for message in written() if message.id and not all(_strings(message.string))]
    print(f"{len(untranslated)} without a translation", *untranslated[:20], sep="\n")


def _strings(string: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string)


if __name__ == "__main__":
    main()
