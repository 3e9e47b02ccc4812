"""What hangs on a table or view besides its columns and constraints."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from database_developer.model.names import QualifiedName


@dataclass(frozen=True, kw_only=True, slots=True)
class IndexKey:
    """One key of an index: a column's name or an expression, as ``pg_get_indexdef`` prints it."""

    text: str
    is_expression: bool = False
    descending: bool = False
    nulls_first: bool = False
    opclass: str | None = None
    collation: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Index:
    """An index that serves no constraint.

    ``definition`` is what stands after ``ON <table> USING`` in ``pg_get_indexdef``: method, keys,
    INCLUDE, WITH, WHERE; it names neither the index nor the table. The other fields say the same in parts.
    """

    name: str
    definition: str
    method: str = "btree"
    unique: bool = False
    keys: tuple[IndexKey, ...] = ()
    include: tuple[str, ...] = ()
    predicate: str | None = None
    nulls_not_distinct: bool = False
    valid: bool = True
    inherited: bool = False
    comment: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Trigger:
    """A trigger; ``definition`` is ``pg_get_triggerdef``; ``enabled`` is "O", "D", "R" or "A"."""

    name: str
    definition: str
    function: QualifiedName
    enabled: str = "O"
    inherited: bool = False
    comment: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Policy:
    """A row-level security policy; no roles means PUBLIC."""

    name: str
    command: str
    permissive: bool = True
    roles: tuple[str, ...] = ()
    using: str | None = None
    check: str | None = None
    comment: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Statistics:
    """What ANALYZE finds out about columns together, for the planner (CREATE STATISTICS).

    ``definition`` is what stands in ``pg_get_statisticsobjdef`` between the name and FROM, such as
    ``(ndistinct) ON a, b``; its columns are put in order, since to the server their order is that of the table.
    ``schema`` is None where it is the table's; ``target`` None where it is the usual one.
    """

    name: str
    definition: str
    schema: str | None = None
    target: int | None = None
    comment: str | None = None

    def __post_init__(self) -> None:
        """Put the columns in order."""
        kinds, on, columns = self.definition.partition("ON ")
        if on:
            object.__setattr__(self, "definition", f"{kinds}{on}{', '.join(sorted(_parts(columns)))}")


_QUOTED_OR_PLAIN = re.compile(r'"(?:[^"]|"")*"|\'(?:[^\']|\'\')*\'|.', re.DOTALL)


def _parts(columns: str) -> Iterator[str]:
    """What stands between the commas that are in no quotes and no brackets."""
    depth, part = 0, ""
    for piece in _QUOTED_OR_PLAIN.findall(columns):
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(piece, 0)
        if piece == "," and depth == 0:
            yield part.strip()
            part = ""
        else:
            part += piece
    yield part.strip()
