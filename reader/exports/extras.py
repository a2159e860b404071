"""Packages that not everybody needs: found where they are used, or named with what installs them."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from reader.errors import UsageError
from reader.translation import _


def needed(module: str, extra: str) -> Any:
    """A module of an optional package; UsageError with the command that installs it where it is missing."""
    try:
        return import_module(module)
    except ImportError as error:
        package = module.partition(".")[0]
        raise UsageError(
            _("{package} is not installed.").format(package=package),
            _("Install it with: {command}").format(command=f"pip install 'pizhu[{extra}]'"),
        ) from error
