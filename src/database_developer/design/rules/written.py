"""The names that code gives to columns, in the case that the live schema writes them."""

from __future__ import annotations

from database_developer.design.draft import Draft
from database_developer.design.naming import snake
from database_developer.model.names import shortened


def written_name(draft: Draft, name: str) -> str:
    """The name as it is written; in small letters with ``_`` unless the live columns mix capitals in."""
    return shortened(name) if _mixes_capitals(draft) else snake(name)


def _mixes_capitals(draft: Draft) -> bool:
    names = [column.name for table in draft.live.tables.values() for column in table.columns]
    return sum(name != name.lower() for name in names) * 2 > sum("_" in name for name in names)
