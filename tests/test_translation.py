"""The language of the interface: all that is read can be translated, is translated, and is what was asked for."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from reader import translation
from reader.cli.helping import cells, fill
from reader.translation import LANGUAGES, _, language_of, ngettext, pgettext, use_language
from reader.tui.bindings import SCREENS
from reader.wording import plural
from tests.wrapped import unwrapped

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent

FORMATS = (
    "reader/exports/brat.py", "reader/exports/doccano.py", "reader/exports/html.py", "reader/exports/html_document.py",
    "reader/exports/label_studio.py", "reader/exports/refi.py", "reader/exports/w3c.py",
    "reader/annotations/sources/", "reader/documents/mark_up.py", "reader/documents/sources/docx.py",
)  # fmt: skip
"""Where words stand that a format prescribes."""

NOT_MESSAGES = {
    "reader/cli/check_terminal.py": {"\n    export COLORTERM=truecolor"},  # to be typed
    "reader/cli/context.py": {"pizhu: {}"},  # the program's name before a message
    "reader/text/paragraphs.py": {"Paragraphs.of({})"},  # for who debugs
    "reader/exports/format.py": {"pip install 'pizhu[{}]'"},  # to be typed
    "reader/exports/extras.py": {"pip install 'pizhu[{}]'"},
    # What readers of formats call things that have no place; the messages stand beside these.
    "reader/cli/import_annotations.py": {
        "skipped task", "passage without a code", "label of a whole document", "answer on a whole document",
    },
    # Names that the library keeps; reader/wording.py has them in words.
    "reader/desk.py": {"add label", "edit label", "order labels", "load labels", "delete label"},
    "reader/library/mending.py": {"pizhu check", 'drop {} if exists "{}"'},  # who did it; SQL
    "reader/library/annotations.py": None,  # SQL
    "reader/library/records.py": {"{} in ({})"},  # SQL
    "reader/library/reviews.py": {"insert or replace into reviews ({}) values ({})"},  # SQL
    "reader/library/database.py": {"unable to open"},  # SQLite's own words, looked for
    "reader/tagging/packfile.py": {r"(.*?) \(at line (\d+), column \d+\)", " (at end of document)"},  # Python's own words
    "reader/tagging/shard_work.py": {"from reader.tagging.shard_work import serve; serve()"},  # code
    "reader/tui/bindings.py": None,  # keys and ids; the words of commands have a test of their own
    "reader/tui/commands.py": None,
    "reader/tui/screens/reading.py": {"toggle_script"},  # an action
    "reader/text/units.py": None,  # units
    "reader/text/line_looks.py": None,  # patterns
    "reader/text/line_patterns.py": None,  # patterns
    "reader/library/migrations.py": None,  # SQL
    "reader/tui/order.py": {"to decide"},  # what is remembered
    "reader/tui/screens/failures.py": {"dialog wide"},  # classes of the style sheet
    "reader/tui/screens/formats.py": {"dialog wide", "dim not bold"},  # classes; a style
    "reader/tui/screens/help.py": {"dialog wide"},
    "reader/tui/key_names.py": None,  # names on keys
    "reader/tui/widgets/welcome.py": {"pizhu samples --copy texts", "pizhu texts"},  # to be typed
    "reader/tui/widgets/bars.py": {"Backspace", "Delete", "Del", "Enter"},  # names on keys
}  # fmt: skip


def catalogues() -> Any:
    """scripts/update_catalogue.py, which needs Babel."""
    pytest.importorskip("babel")
    spec = spec_from_file_location("update_catalogue", ROOT / "scripts" / "update_catalogue.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module  # its dataclasses and tuples look it up
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def speaking() -> Iterator[Any]:
    """Speaks a language for a test."""
    yield use_language
    use_language("en")


def strings(string: str | tuple[str, ...] | list[str]) -> list[str]:
    return [string] if isinstance(string, str) else list(string)


def test_nothing_that_is_read_is_left_out_of_the_catalogue() -> None:
    found = []
    for path in sorted((ROOT / "reader").rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        allowed = NOT_MESSAGES.get(name, set())
        if name.startswith(FORMATS) or allowed is None:
            continue
        found += [f"{name}:{line}: {text}" for line, text in unwrapped(path.read_text("utf-8")) if text not in allowed]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "code",
    [
        'say(f"{name}: no such label.")',
        'raise UsageError("Nothing was written.", hint)',
        'titles = {"a": "Open the reader; paths are imported first."}',
        'self._tell("undone")',
        'self._tell(f"{verb} in {name}")',
        'already = "already "',
        'Static("Keys")',
    ],
)
def test_a_sentence_that_is_not_wrapped_is_found(code: str) -> None:
    assert list(unwrapped(code))


@pytest.mark.parametrize(
    "code",
    [
        'say(_("{name}: no such label.").format(name=name))',
        'titles = {"a": N_("Open the reader.")}',
        '"""Says what is done."""',
        'rows.execute("select name from labels where name = ?")',
        'plural(count, "{count} label", "{count} labels")',
    ],
)
def test_a_message_and_what_nobody_reads_are_not_found(code: str) -> None:
    assert not list(unwrapped(code))


def test_the_catalogue_has_every_message_and_no_other() -> None:
    module = catalogues()
    written = module.written()
    wanted = {
        (found.context, found.message if isinstance(found.message, str) else found.message[0])
        for found in module.own_messages()
    }
    there = {
        (message.context, strings(message.id)[0])
        for message in written
        if message.id and not all(file.startswith("click/") for file, _line in message.locations)
    }
    assert wanted - there == set()
    assert (
        there
        - wanted
        - {
            (None, found.message if isinstance(found.message, str) else found.message[0])
            for found in module.clicks_messages()
        }
        == set()
    )


def test_every_message_is_translated_and_keeps_its_placeholders() -> None:
    placeholders = re.compile(r"\{[^{}]*\}|%\([a-z]+\)s")
    wrong = [
        (strings(message.id)[-1], string)
        for message in catalogues().written()
        if message.id
        for string in strings(message.string)
        if not string
        or message.fuzzy
        or sorted(placeholders.findall(string)) != sorted(placeholders.findall(strings(message.id)[-1]))
    ]
    assert not wrong


def test_the_compiled_catalogues_are_those_of_the_written_one() -> None:
    module = catalogues()
    written = module.written()
    assert module.COMPILED["zh-Hans"].read_bytes() == module.as_mo(written)
    assert module.COMPILED["zh-Hant"].read_bytes() == module.as_mo(module.traditional(written))


def test_no_word_of_the_traditional_catalogue_is_torn_apart() -> None:
    """Words that conversion cuts elsewhere than people do: the sentence is to be written another way."""
    text = (ROOT / "reader/locale/zh_Hant/LC_MESSAGES/pizhu.mo").read_bytes().decode("utf-8", "ignore")
    assert "複製" in text
    assert re.findall("覆制|復制|文本里", text) == []


def test_every_command_of_every_screen_is_translated(speaking: Any) -> None:
    speaking("zh-Hans")
    for commands in SCREENS.values():
        for command in commands:
            for words in (command.group, command.title, command.hint):
                assert not words or not words.isascii() or _(words) != words, command.id
            assert "{" not in command.told


def test_messages_are_those_of_the_language(speaking: Any) -> None:
    speaking("zh-Hans")
    assert (_("Documents"), plural(1234, "{count} document", "{count} documents")) == ("文档", "1,234 篇文档")
    assert (_("open"), pgettext("suggestions", "open")) == ("打开", "待定")
    speaking("zh-Hant")
    assert (_("Documents"), _("File")) == ("文件", "檔案")
    assert _("no catalogue has this") == "no catalogue has this"
    speaking("en")
    assert (ngettext("one", "many", 1), ngettext("one", "many", 2)) == ("one", "many")
    assert pgettext("suggestions", "open") == "open"
    with pytest.raises(ValueError, match="klingon"):
        speaking("klingon")
    assert translation.language() == "en"


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh-Hans"),
        ({"LANG": "zh_SG"}, "zh-Hans"),
        ({"LANG": "zh_TW.UTF-8"}, "zh-Hant"),
        ({"LANG": "zh_HK.UTF-8"}, "zh-Hant"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_TW.UTF-8"}, "zh-Hant"),
        ({"LC_ALL": "", "LC_MESSAGES": "zh_CN.UTF-8", "LANG": "en_US.UTF-8"}, "zh-Hans"),
        ({"LANGUAGE": "zh_Hant:en", "LANG": "zh_CN.UTF-8"}, "zh-Hant"),
    ],
)
def test_the_locale_says_which_language(environment: dict[str, str], language: str) -> None:
    assert language_of(environment) == language


def said(*arguments: str, **environment: str) -> tuple[str, int]:
    """What a command writes on both streams, and its exit code, with no locale but the one given."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG", "PIZHU_LANGUAGE")
    }
    done = subprocess.run(
        [sys.executable, "-c", "from reader.cli import main; main()", *arguments],
        env={**kept, "COLUMNS": "80", "PYTHONPATH": str(ROOT), **environment}, capture_output=True, check=False,
    )  # fmt: skip
    return (done.stdout + done.stderr).decode(), done.returncode


@pytest.mark.parametrize(
    ("locale", "words"),
    [("zh_CN.UTF-8", ["用法：", "选项：", "导入文档。"]), ("zh_TW.UTF-8", ["用法：", "選項：", "匯入文件。"])],
)
@pytest.mark.parametrize("command", [[], ["tag"]])
def test_help_is_in_the_language_of_the_locale_and_no_line_is_too_long(
    locale: str, words: list[str], command: list[str]
) -> None:
    help_text, code = said(*command, "--help", LANG=locale)
    assert code == 0
    assert all(word in help_text for word in (words if not command else words[:2]))
    assert max(map(cells, help_text.splitlines())) <= 80
    assert not re.search(r"\b(?:Usage|Options|Commands|Show|Default|The)\b", help_text)


def test_what_is_wrong_is_told_in_the_language_too(tmp_path: Path) -> None:
    told, code = said("tag", "--foo", LANG="zh_CN.UTF-8")
    assert code == 2
    assert "没有选项 '--foo'。" in told or "没有选项" in told
    told, code = said("--db", str(tmp_path), "documents", LANG="zh_TW.UTF-8")
    assert code == 1
    assert told.startswith(f"pizhu: {tmp_path}：這是資料夾。")


def test_a_setting_goes_before_the_locale_and_the_variable_before_both(tmp_path: Path) -> None:
    folder = tmp_path / "pizhu"
    folder.mkdir()
    (folder / "config.toml").write_text('language = "zh-Hant"\n', "utf-8")
    home = {"XDG_CONFIG_HOME": str(tmp_path), "LANG": "zh_CN.UTF-8"}
    assert "匯入文件。" in said("--help", **home)[0]
    assert "Import documents." in said("--help", PIZHU_LANGUAGE="en", **home)[0]
    assert "导入文档。" in said("--help", PIZHU_LANGUAGE="zh-Hans", **home)[0]
    told, code = said("--help", PIZHU_LANGUAGE="zh", **home)
    assert code == 2
    assert "PIZHU_LANGUAGE" in told


def test_help_can_be_had_though_the_settings_are_wrong(tmp_path: Path) -> None:
    folder = tmp_path / "pizhu"
    folder.mkdir()
    (folder / "config.toml").write_text('language = "klingon"\n', "utf-8")
    told, code = said("--help", XDG_CONFIG_HOME=str(tmp_path))
    assert (code, "Import documents." in told) == (0, True)
    told, code = said("read", "--keys", XDG_CONFIG_HOME=str(tmp_path))
    assert code == 2
    assert "klingon" in told


def test_help_in_chinese_loads_no_slow_library() -> None:
    script = "import sys\nfrom reader.cli import main\ntry: main()\nexcept SystemExit: pass\nprint(*sys.modules, file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", script, "--help"], capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PIZHU_LANGUAGE": "zh-Hant"},
    )  # fmt: skip
    slow = {"textual", "jieba", "sqlite_utils", "rich", "regex", "ahocorasick_rs", "babel"}
    assert slow.isdisjoint(done.stderr.split())


@pytest.mark.parametrize("width", range(12, 40))
def test_a_paragraph_is_filled_by_cells(width: int) -> None:
    text = "把标注写到文件、文件夹或标准输出，用其他工具需要的格式（例如 JSON Lines）。偏移是码位。"
    lines = fill(text, width)
    assert max(map(cells, lines)) <= width
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert not any(line[0] in "，。、）" for line in lines)
    assert not any(line[-1] == "（" for line in lines)


def test_languages_are_the_ones_that_there_are_catalogues_for() -> None:
    folders = {path.parent.parent.name.replace("_", "-") for path in translation.LOCALE.rglob("*.mo")}
    assert folders == set(LANGUAGES) - {"en"}
