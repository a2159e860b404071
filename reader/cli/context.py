"""What every command shares: which library, who sits at it, and how failures are told."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from reader.text.display import safe_line
from reader.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.desk import Desk
    from reader.errors import ReaderError

PATH = click.Path(path_type=Path, readable=False)
"""A path that may be missing or unreadable: whoever opens it tells what is wrong and goes on with the rest."""

Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass(slots=True)
class Settings:
    """What the person said before or after the command's name; None where they said nothing."""

    database: Path | None = None
    annotator: str | None = None
    failures: int = 0

    @property
    def library_path(self) -> Path:
        """--db, then $PIZHU_DB, then the user's data directory."""
        named = self.database or os.environ.get("PIZHU_DB")
        if named:
            return Path(os.path.expanduser(named))  # noqa: PTH111 - Path's own raises for a user there is not
        from platformdirs import user_data_path

        return user_data_path("pizhu", appauthor=False) / "library.db"

    @property
    def who(self) -> str:
        """--annotator, then $PIZHU_ANNOTATOR, then the name one is logged in with."""
        named = self.annotator or os.environ.get("PIZHU_ANNOTATOR")
        if named:
            return named
        import getpass

        try:
            return getpass.getuser()
        except (KeyError, OSError):  # a user id without a name, as in some containers
            return "annotator"

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """The library, open, with the annotator at it."""
        from reader.desk import Desk
        from reader.library import Library

        with Library(self.library_path) as library, library.speaking():
            if not library.may_write:
                say(_("{path}: opened to be read only: nothing can be written here.").format(path=library.path))
            yield Desk(library, self.who)

    def failed(self, error: ReaderError) -> None:
        """Tells that one input failed; the rest goes on, and the exit code will be 1."""
        self.failures += 1
        tell(error)


pass_settings = click.make_pass_decorator(Settings, ensure=True)


def _keep(name: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    def callback(context: click.Context, _parameter: click.Parameter, value: Any) -> None:
        if value is not None:
            setattr(context.ensure_object(Settings), name, value)

    return callback


def database_option(command: Command) -> Command:
    """Adds --db, which may stand before the command's name too."""
    option = click.option(
        "--db",
        type=PATH,
        metavar="FILE",
        expose_value=False,
        callback=_keep("database"),
        help=_("The library. Default: $PIZHU_DB, or a file in your data directory."),
    )
    return option(command)


def library_options(command: Command) -> Command:
    """Adds --db and --annotator, which may stand before the command's name too."""
    option = click.option(
        "--annotator",
        metavar="NAME",
        expose_value=False,
        callback=_keep("annotator"),
        help=_("Who annotates. Default: $PIZHU_ANNOTATOR, or your login name."),
    )
    return database_option(option(command))


def say(message: str) -> None:
    """Narrates on stderr; stdout is for data."""
    click.echo(safe_line(message), err=True)


def tell(error: ReaderError) -> None:
    """Tells of a failure on stderr: what happened, then what to do."""
    say(f"pizhu: {error.message}")
    if error.hint:
        say(f"       {error.hint}")
