"""Whether CREATE OR REPLACE will do, there and back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pglast

from database_developer.model.schema import Column, Function, View


def is_replaceable_view(before: Any, after: Any) -> bool:
    """Whether a view can be changed in place and back: the same columns under another query.

    A view with other comments or privileges only is changed in place too.
    """
    if not (isinstance(before, View) and isinstance(after, View)) or before.materialized != after.materialized:
        return False
    if _columns(before) != _columns(after):
        return False
    if before.materialized:
        return replace(_query(before), depends_on=()) == replace(_query(after), depends_on=())
    return True


def _columns(view: View) -> list[tuple[str, str, str | None]]:
    return [(column.name, column.type, column.collation) for column in view.columns]


def _query(view: View) -> View:
    """The view less what is changed in place: comments and privileges."""
    columns = tuple(Column(name=column.name, type=column.type) for column in view.columns)
    return replace(view, columns=columns, comment=None, grants=(), indexes=(), triggers=())


def only_notes_differ(before: View, after: View) -> bool:
    """Whether nothing but comments and privileges differs."""
    return _query(before) == _query(after)


def is_replaceable_function(before: Any, after: Any) -> bool:
    """Whether a function can be replaced in place and back: same result, same parameters, as many defaults."""
    if not (isinstance(before, Function) and isinstance(after, Function)):
        return False
    if (before.returns, before.procedure) != (after.returns, after.procedure):
        return False
    return before.definition == after.definition or _head(before) == _head(after)


def _head(function: Function) -> tuple[tuple[str, bool], ...]:
    """The parameters' names and whether each has a default."""
    statement: Any = pglast.parse_sql(function.definition)[0].stmt
    return tuple((each.name or "", each.defexpr is not None) for each in statement.parameters or ())
