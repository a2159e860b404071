"""Libraries that only some formats need: found when they are, or the command that installs them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from reader.errors import InputError
from reader.translation import _

if TYPE_CHECKING:
    from pathlib import Path


def needed(module: str, extra: str, path: Path) -> Any:
    """A module that an extra of the package brings; raises InputError, with what to install, where it is missing."""
    try:
        return import_module(module)
    except ImportError as error:
        raise InputError(
            _("{path}: reading it needs {library}.").format(path=path, library=module.partition(".")[0]),
            _("Install it: pip install 'pizhu[{extra}]'").format(extra=extra),
        ) from error
