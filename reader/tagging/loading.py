"""Reads rule packs from TOML and checks them; what may stand there is told in rules.py."""

from __future__ import annotations

import hashlib
import json
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import regex

from reader.annotations.overlap import Overlap
from reader.errors import RuleError, UsageError, nearest
from reader.tagging.packfile import PackFile, Table, read_pack_file
from reader.tagging.rules import FLAGS, Condition, Repeat, Rule, RulePack, ShortForms, right_before
from reader.tagging.word_rules import needed_words, read_steps
from reader.text.folding import fold
from reader.text.paragraphs import Kind
from reader.translation import _
from reader.whole import read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

LONGEST_PATTERN = 200_000  # code points with its fragments: those of fragments of fragments grow without end
MANY_WORDS = 12  # in a fragment: more than so many are not asked for one by one
CONDITIONS = (
    "require_before", "exclude_before", "require_after", "exclude_after", "require", "exclude",
)  # fmt: skip


def builtin_packs() -> list[str]:
    """The names of the packs that come with the program, in order."""
    folder = files("reader.tagging").joinpath("packs")
    return sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml"))


def load_pack(name_or_path: str | Path) -> RulePack:
    """The pack of a built-in name, or of a TOML file.

    A path, and a string that ends in `.toml` or has a slash, is a file. Raises RuleError for a pack that
    cannot be used, UsageError for one that is not there.
    """
    text = str(name_or_path)
    if isinstance(name_or_path, Path) or text.endswith(".toml") or "/" in text:
        path = Path(text)
        return parse_pack(_read(path, text), text, lambda name: _read_phrases(path.parent / name, name))
    known = builtin_packs()
    if text not in known:
        raise UsageError(_("There is no rule pack named {text!r}.").format(text=text), nearest(text, known))
    folder = files("reader.tagging").joinpath("packs")
    content = folder.joinpath(f"{text}.toml").read_text("utf-8")
    return parse_pack(content, f"{text}.toml", lambda name: folder.joinpath(name).read_text("utf-8"), is_ours=True)


def parse_pack(text: str, path: str, read_phrases: Callable[[str], str], *, is_ours: bool = False) -> RulePack:
    """The pack in a TOML text; `path` is for messages, `read_phrases` gives the text of a phrase file.

    The patterns of a pack that `is_ours` are known to be right, and are not compiled to see that.
    Raises RuleError; what `read_phrases` raises as UsageError is told at the line that names the file.
    """
    return _PackBuilder(read_pack_file(path, text), text, read_phrases, is_ours).build()


def _read(path: Path, shown: str) -> str:
    try:
        return read_text(path)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UsageError(_("The file {shown} cannot be read: {reason}.").format(shown=shown, reason=reason)) from error
    except UnicodeDecodeError as error:
        raise UsageError(_("The file {shown} is not UTF-8.").format(shown=shown), _("Save it as UTF-8.")) from error


def _read_phrases(path: Path, shown: str) -> str:
    """A pack of a stranger's may name a device, which has no end."""
    if path.exists() and not path.is_file():
        raise UsageError(_("{shown} is no file.").format(shown=shown))
    return _read(path, shown)


_WAYS = ("pattern", "phrases", "phrases_file", "words")
_TOP_KEYS = ("name", "version", "description", "overlap", "fragments", "short_forms", "rule")
_SHORT_FORM_KEYS = ("label", "kinds", "after", "exclude")
_RULE_KEYS = (
    "id", "label", "pattern", "phrases", "phrases_file", "words", "needs", "kinds", "attributes", "priority", "quantity",
    "repeat", "repeat_after", "repeat_before", *CONDITIONS, "exclude_document", "matches", "not",
)  # fmt: skip
# A brace with a name in it is no quantifier; \p{Han}, \P{…}, \N{…} and named groups keep theirs.
_FRAGMENT = regex.compile(r"(?<!\\[pPN])\{([a-z_]\w*)\}")


def _any_of(characters: Iterable[str]) -> str:
    return f"[{''.join(map(regex.escape, sorted(set(characters))))}]"


class _PackBuilder:
    def __init__(self, file: PackFile, text: str, read_phrases: Callable[[str], str], is_ours: bool) -> None:
        self.file = file
        self.is_ours = is_ours
        self.read_phrases = read_phrases
        self.digest = hashlib.sha256(text.encode())
        self.fragments: dict[str, str] = {}

    def build(self) -> RulePack:
        top = self.file.top
        top.only(_TOP_KEYS)
        name, version = _plain_name(top, "name"), top.text("version")
        if "/" in name:
            told = _("the name {name} has a slash.").format(name=repr(name))
            top.refuse("name", told, _("Origins are written rule:PACK/RULE."))
        overlap = top.text("overlap", Overlap.KEEP_ALL.value)
        if overlap not in list(Overlap):
            top.refuse(
                "overlap",
                _("there is no overlap policy {overlap!r}.").format(overlap=overlap),
                nearest(overlap, list(Overlap)),
            )
        for key in self.file.fragments.values:
            self.fragments[key] = f"(?:{self._fragment(self.file.fragments, key)})"
        if not self.file.rules:
            raise RuleError(top.path, None, _("the pack has no rules."), _("Add a [[rule]]."))
        rules: dict[str, Rule] = {}
        for table in self.file.rules:
            rule = self._rule(table)
            if rule.id in rules:
                table.refuse(
                    "id",
                    _("the id {id!r} is taken.").format(id=rule.id),
                    _("The rule in line {line} has it.").format(line=rules[rule.id].line),
                )
            rules[rule.id] = rule
        return RulePack(
            name,
            version,
            self.digest.hexdigest(),
            tuple(rules.values()),
            Overlap(overlap),
            top.text("description", ""),
            self._short_forms(self.file.short_forms),
        )

    def _short_forms(self, table: Table | None) -> ShortForms | None:
        if table is None:
            return None
        table.only(_SHORT_FORM_KEYS)
        return ShortForms(
            _plain_name(table, "label"),
            self._phrases(table, "kinds"),
            self._pattern(table, "after"),
            self._pattern(table, "exclude"),
        )

    def _fragment(self, table: Table, key: str) -> str:
        if isinstance(table.values[key], str):
            return self._pattern(table, key)
        # Longest first: of 公里 and 公里/小时 the shorter must not hide the longer.
        words = sorted(self._phrases(table, key), key=len, reverse=True)
        one_of = "|".join(map(regex.escape, words))
        if len(words) < MANY_WORDS:
            return one_of
        # One look at where they begin saves asking for each of them; a pattern that runs backwards begins at their ends.
        return f"(?={_any_of(word[0] for word in words)})(?:{one_of})(?<={_any_of(word[-1] for word in words)})"

    def _rule(self, table: Table) -> Rule:
        table.only(_RULE_KEYS)
        identity, label = _plain_name(table, "id"), _plain_name(table, "label")
        ways = [key for key in _WAYS if key in table.values]
        if len(ways) != 1:
            said = _(" and ").join(ways) if ways else _("none")
            table.refuse(
                ways[1] if ways else "id",
                _("a rule has one of {ways}; not {said}.").format(ways=", ".join(_WAYS), said=said),
            )
        (way,) = ways
        words = read_steps(table, way, self._pattern) if way == "words" else ()
        return Rule(
            id=identity,
            label=label,
            pattern=self._pattern(table, way) if way == "pattern" else "",
            phrases=self._phrases(table, way) if way.startswith("phrases") else (),
            words=words,
            needs=self._phrases(table, "needs") if "needs" in table.values else needed_words(words),
            kinds=self._kinds(table),
            attributes=self._attributes(table),
            priority=table.number("priority"),
            quantity=table.flag("quantity"),
            repeat=self._repeat(table),
            repeat_after=self._repeats_unquoted(table, "repeat_after"),
            repeat_before=self._repeats_unquoted(table, "repeat_before"),
            conditions=tuple(
                Condition(key.partition("_")[2] or "near", key.startswith("require"), self._pattern(table, key))
                for key in CONDITIONS
                if key in table.values
            ),
            exclude_document=self._pattern(table, "exclude_document") if "exclude_document" in table.values else "",
            matches=table.texts("matches"),
            not_matches=table.texts("not"),
            line=table.line,
        )

    def _repeat(self, table: Table) -> Repeat | None:
        name = table.text("repeat", "")
        if name and name not in list(Repeat):
            table.refuse("repeat", _("there is no repeat {name!r}.").format(name=name), nearest(name, list(Repeat)))
        return Repeat(name) if name else None

    def _repeats_unquoted(self, table: Table, key: str) -> str:
        if key not in table.values:
            return ""
        if table.text("repeat", "") != Repeat.QUOTED:
            table.refuse(key, _('{key} goes with repeat = "quoted".').format(key=key))
        return self._pattern(table, key)

    def _attributes(self, table: Table) -> dict[str, Any]:
        attributes = table.mapping("attributes")
        try:
            json.dumps(attributes, allow_nan=False)
        except (TypeError, ValueError):
            table.refuse(
                "attributes", _("attributes must be what JSON can say."), _("Write dates, nan and inf as strings.")
            )
        return attributes

    def _kinds(self, table: Table) -> frozenset[Kind]:
        for name in table.texts("kinds"):
            if name not in list(Kind):
                table.refuse(
                    "kinds", _("there is no paragraph kind {name!r}.").format(name=name), nearest(name, list(Kind))
                )
        return frozenset(map(Kind, table.texts("kinds")))

    def _phrases(self, table: Table, key: str) -> tuple[str, ...]:
        if key != "phrases_file":
            lines = list(table.texts(key))
            if any("\n" in line for line in lines):
                table.refuse(key, _("a phrase is one line."))
        else:
            name = table.text(key)
            try:
                content = self.read_phrases(name)
            except (UsageError, FileNotFoundError) as error:
                table.refuse(key, _("the phrase file {name!r} cannot be used. {error}").format(name=name, error=error))
            self.digest.update(content.encode())
            lines = [line for line in content.split("\n") if not line.startswith("#")]
        # All at once: folding each of many phrases by itself costs far more than folding one long text.
        folded = (line.strip() for line in fold("\n".join(lines)).view.split("\n"))
        phrases = tuple(dict.fromkeys(line for line in folded if line))
        if not phrases:
            table.refuse(key, _("there is no phrase in it."))
        return phrases

    def _pattern(self, table: Table, key: str) -> str:
        written = table.text(key)
        _refuse_unfolded(table, key, written)

        def fill(found: regex.Match[str]) -> str:
            if found[1] not in self.fragments:
                known = list(self.fragments) or [_("(none)")]
                table.refuse(
                    key, _("there is no fragment {name!r} before this.").format(name=found[1]), nearest(found[1], known)
                )
            return self.fragments[found[1]]

        pattern: str = _FRAGMENT.sub(fill, written)
        if len(pattern) > LONGEST_PATTERN:
            table.refuse(
                key,
                _("{key} is longer than {count:,} characters once its fragments are filled in.").format(
                    key=key, count=LONGEST_PATTERN
                ),
            )
        if self.is_ours:
            return pattern
        try:
            regex.compile(pattern, FLAGS)
            if key.endswith("_before"):
                regex.compile(right_before(pattern), FLAGS)  # an open comment swallows what is put behind it
        except regex.error as error:
            at = getattr(error, "pos", None)
            hint = "" if at is None else _("It stands near {near!r}.").format(near=pattern[max(0, at - 10) : at + 10])
            reason = getattr(error, "msg", str(error))
            if at is None:
                told = _("{key} is no regular expression: {reason}.")
            elif pattern == written:
                told = _("{key} is no regular expression: {reason} at character {place}.")
            else:
                told = _(
                    "{key} is no regular expression: {reason} at character {place} once its fragments are filled in."
                )
            table.refuse(
                key,
                told.format(key=key, reason=reason, place=0 if at is None else at + 1),
                hint,
            )
        return pattern


def _plain_name(table: Table, key: str) -> str:
    """A name that stands in origins and lists, on one line."""
    name = table.text(key)
    if not name.isprintable() or name != name.strip():
        told = _("{key} {name} begins or ends with a space, or has a character that is not shown.")
        table.refuse(key, told.format(key=key, name=repr(name)))
    return name


# What may have capital letters in it and stands for others, or for none: \p{Han}, \W, (?<Name>…), [[:Alpha:]].
_NO_LETTERS = regex.compile(
    r"\\[pPN]\{[^}]*\}|\\[gkL]<[^>]*>|\\.|\(\?P?[<&=>][^)>]*|\(\?[\w-]+[:)]|\[:\^?\w+:\]", regex.DOTALL
)
_OTHER_LETTERS = regex.compile(r"\(\?\w*[ix]")  # any case, or a pattern with comments


def _refuse_unfolded(table: Table, key: str, pattern: str) -> None:
    """A character that the match form never shows can never match: better said than found out.

    The ends of a range are left alone: [一-鿿] means what lies between.
    """
    if pattern.isascii() and (pattern.islower() or _OTHER_LETTERS.search(pattern)):
        return
    any_case = _OTHER_LETTERS.search(pattern) is not None
    pattern = _NO_LETTERS.sub(" ", pattern)
    for at, character in enumerate(pattern):
        if "-" in (pattern[at - 1 : at], pattern[at + 1 : at + 2]) or (any_case and character.isascii()):
            continue
        folded = fold(character).view
        if folded != character:
            table.refuse(
                key,
                _("{key} has {character!r}, which the match form never shows.").format(key=key, character=character),
                _("Write {folded!r} instead.").format(folded=folded),
            )
