"""Under which ``search_path`` a function finds the names in its body."""

from __future__ import annotations

from database_developer.model.schema import Function

SETTING = "search_path="


def has_fixed_search_path(function: Function) -> bool:
    """Whether the function brings its own ``search_path``."""
    return any(setting.startswith(SETTING) for setting in function.settings)
