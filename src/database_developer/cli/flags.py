"""The flags that several commands share, and what they come to."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from database_developer.settings import SETTINGS, Setting, Settings, read_settings

OF_A_TEAM = ("queue",)


def with_settings(command: Any) -> Any:
    """Give a command a flag for each setting of a run."""
    return _with((one for one in SETTINGS if one.name not in OF_A_TEAM), command)


def with_some_settings(*names: str) -> Callable[[Any], Any]:
    """Give a command a flag for each of these settings."""
    return lambda command: _with((one for one in SETTINGS if one.name in names), command)


def with_settings_but(*names: str) -> Callable[[Any], Any]:
    """Give a command a flag for each setting of a run, less these."""
    return lambda command: _with((one for one in SETTINGS if one.name not in (*names, *OF_A_TEAM)), command)


def settings_of(options: Mapping[str, Any]) -> Settings:
    """The settings that a command's flags, the environment and the project's file say. Raises UsageError."""
    flags = {setting.name: options.get(setting.name.replace("-", "_")) for setting in SETTINGS}
    return read_settings(Path(options["project"]), flags, os.environ)


def can_ask(options: Mapping[str, Any]) -> bool:
    """Whether somebody sits there who can answer: on a terminal, and not in a build, which sets CI."""
    if os.environ.get("CI"):
        return False
    return sys.stdin.isatty() and sys.stdout.isatty() and not options["as_json"] and not options["quiet"]


def _with(settings: Iterable[Setting], command: Any) -> Any:
    for setting in reversed(tuple(settings)):
        says = f"{setting.says[0].upper()}{setting.says[1:]}. Also {setting.variable}."
        command = click.option(setting.flag, setting.name.replace("-", "_"), metavar="VALUE", help=says)(command)
    return command
