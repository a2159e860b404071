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
from reader.cli.terminal_stream import TerminalStream
from reader.errors import ReaderError, UsageError
from reader.text.display import safe_text

COMMANDS = {
    "read": "Open the reader; paths are imported first.",
    "import": "Import documents.",
    "documents": "List the documents.",
    "tag": "Suggest annotations by rules.",
    "export": "Write annotations to a file.",
    "search": "Find words in all documents.",
    "stats": "Count what there is.",
    "undo": "Take back the last action, or a batch run.",
    "log": "Tell who changed what, and when.",
    "labels": "List and change the labels.",
    "rules": "Check and test rule packs.",
    "learn": "Learn from decisions: train a model that suggests.",
    "evaluate": "Measure rules against a gold file.",
    "convert": "Convert a text to the other script.",
    "words": "Cut a text into words.",
    "backup": "Copy the library.",
    "restore": "Go back to a copy of the library.",
    "check": "Check the library, and repair it.",
    "samples": "Read or copy the sample documents.",
}
"""Name and one line of help, in the order the help shows them; the code of each is in a module of its name."""


class _LazyGroup(DefaultGroup):  # type: ignore[misc] # the package has no types
    """Knows its commands by name, and imports one when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click names it
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in COMMANDS and cmd_name not in self.commands:
            module = import_module(f"reader.cli.{cmd_name.replace('import', 'import_')}")
            self.add_command(module.command, cmd_name)
        elif cmd_name not in COMMANDS:
            self.get_command(ctx, self.default_cmd_name)
        command: click.Command | None = super().get_command(ctx, cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click names it
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


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
        click.echo("pizhu: interrupted; what was done before stays.", err=True)
        code = 130
    except BrokenPipeError:
        # Whoever read the output has seen enough; Python must not complain about it when it ends.
        sys.stdout = None
        code = 0
    except UnicodeEncodeError as error:
        tell(UsageError(f"{error.object!a}: this is not valid UTF-8.", "Type it again."))
        code = 2
    except OSError as error:
        tell(ReaderError(f"{error.filename or 'output'}: {error.strerror or error}.", "What was done before stays."))
        sys.stdout = None
        code = 1
    sys.exit(code)


def _show(error: click.ClickException) -> None:
    """What click has to say of the arguments, which may be names of files from strangers (`pizhu *`)."""
    told = StringIO()
    error.show(told)
    click.echo(safe_text(told.getvalue()), err=True, nl=False)


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
