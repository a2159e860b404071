"""The command line: `pizhu`. One file a command, imported when it is called."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from io import StringIO, TextIOWrapper
from pathlib import Path

import click
from click_default_group import DefaultGroup

from reader.cli.context import Settings, library_options, tell
from reader.cli.helping import speak, speak_click
from reader.cli.terminal_stream import TerminalStream
from reader.errors import ReaderError, UsageError, nearest
from reader.text.display import safe_text
from reader.translation import LANGUAGES, N_, VARIABLE, _, language, language_of, use_language

COMMANDS = {
    "read": N_("Open the reader; paths are imported first."),
    "import": N_("Import documents."),
    "documents": N_("List the documents, rename and remove them."),
    "tag": N_("Suggest annotations by rules."),
    "export": N_("Write annotations to a file."),
    "search": N_("Find words in all documents."),
    "stats": N_("Count what there is."),
    "undo": N_("Take back the last action, or a batch run."),
    "log": N_("Tell who changed what, and when."),
    "labels": N_("List and change the labels."),
    "rules": N_("Check and test rule packs."),
    "learn": N_("Learn from decisions: train a model that suggests."),
    "evaluate": N_("Measure rules against a gold file."),
    "convert": N_("Convert a text to the other script."),
    "words": N_("Cut a text into words."),
    "backup": N_("Copy the library."),
    "restore": N_("Go back to a copy of the library."),
    "check": N_("Check the library, and repair it."),
    "samples": N_("Read or copy the sample documents."),
}
"""Name and one line of help, in the order the help shows them; the code of each is in a module of its name."""


class _LazyGroup(DefaultGroup):  # type: ignore[misc] # the package has no types
    """Knows its commands by name, and imports one when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click names it
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in COMMANDS and cmd_name not in self.commands:
            module = import_module(f"reader.cli.{cmd_name.replace('import', 'import_')}")
            self.add_command(speak(module.command), cmd_name)
        elif cmd_name not in COMMANDS:
            self.get_command(ctx, self.default_cmd_name)
        command: click.Command | None = super().get_command(ctx, cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click names it
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _(line)) for name, line in COMMANDS.items()])


@click.group(
    cls=_LazyGroup,
    default="read",
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="pizhu", prog_name="pizhu")
@library_options
@click.pass_context
def cli(context: click.Context) -> None:
    """批注 Pizhu: read and annotate Chinese documents in a terminal, in either script.

    `pizhu PATH…` imports files and folders and opens the reader; `pizhu` alone opens it where you left off.
    """
    context.ensure_object(Settings)
    if context.invoked_subcommand is None:
        read = context.command.get_command(context, "read")  # type: ignore[attr-defined] # a group has it
        context.invoke(read)


def main() -> None:
    """Runs the command line; every failure that a person can act on becomes two lines on stderr.

    Exit codes: 0 done; 1 some input failed; 2 wrong usage or a bad rule file; 130 interrupted.
    """
    settings = Settings()
    _speak_utf8()
    try:
        _choose_language()
        cli.main(obj=settings, standalone_mode=False)
        sys.stdout.flush()
        code = 1 if settings.failures else 0
    except ReaderError as error:
        tell(error)
        code = error.exit_code
    except click.ClickException as error:
        _show(error)
        code = 2 if isinstance(error, click.UsageError) else error.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo(_("pizhu: interrupted; what was done before stays."), err=True)
        code = 130
    except BrokenPipeError:
        # Whoever read the output has seen enough; Python must not complain about it when it ends.
        sys.stdout = None
        code = 0
    except UnicodeEncodeError as error:
        tell(UsageError(_("{text!a}: this is not valid UTF-8.").format(text=error.object), _("Type it again.")))
        code = 2
    except OSError as error:
        place = error.filename or _("output")
        tell(ReaderError(f"{place}: {error.strerror or error}.", _("What was done before stays.")))
        sys.stdout = None
        code = 1
    sys.exit(code)


def _show(error: click.ClickException) -> None:
    """What click has to say of the arguments, which may be names of files from strangers (`pizhu *`)."""
    told = StringIO()
    error.show(told)
    click.echo(safe_text(told.getvalue()), err=True, nl=False)


def _choose_language() -> None:
    """Speaks what $PIZHU_LANGUAGE, config.toml or the locale asks for; processes started from here do the same.

    Raises UsageError for a value of $PIZHU_LANGUAGE that is none. A config file that cannot be used is told of by
    the commands that need it: help is to be had all the same.
    """
    named = os.environ.get(VARIABLE) or "auto"
    if named != "auto" and named not in LANGUAGES:
        raise UsageError(
            _("${variable}: there is no language {name!r}.").format(variable=VARIABLE, name=named),
            nearest(named, ["auto", *LANGUAGES]),
        )
    if named == "auto":
        from reader.config import configured_language

        named = configured_language()
    use_language(language_of() if named == "auto" else named)
    os.environ[VARIABLE] = language()
    speak_click()
    speak(cli)


def _speak_utf8() -> None:
    """Data is UTF-8 whatever the locale says; a message never fails for a character the terminal lacks.

    On a terminal data is harmless too: files and pipes get every character as it is.
    """
    nowhere = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - in place of a stream that was closed
    sys.stdout = sys.stdout or nowhere
    sys.stderr = sys.stderr or nowhere
    for stream, errors in ((sys.stdout, "strict"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors)
    if isinstance(sys.stdout, TextIOWrapper) and sys.stdout.isatty():
        sys.stdout = TerminalStream(sys.stdout)
