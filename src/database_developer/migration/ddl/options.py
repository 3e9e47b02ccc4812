"""Storage parameters (``WITH (...)``) as the catalog holds them, spelled for SQL."""

from __future__ import annotations

from collections.abc import Iterable

from database_developer.migration.ddl.quoting import identifier, literal


def option_list(options: Iterable[str]) -> str:
    """``fillfactor=70`` and the like with their values quoted."""
    return ", ".join(f"{_name(option)} = {literal(option.partition('=')[2])}" for option in options)


def option_names(options: Iterable[str]) -> str:
    """The names alone, for RESET."""
    return ", ".join(_name(option) for option in options)


def option_name(option: str) -> str:
    """The name of one option."""
    return option.partition("=")[0]


def _name(option: str) -> str:
    return ".".join(identifier(part) for part in option_name(option).split("."))
