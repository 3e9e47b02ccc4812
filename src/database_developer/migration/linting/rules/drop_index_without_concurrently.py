"""An index dropped under the strongest lock."""

from __future__ import annotations

from collections.abc import Iterator

from pglast import ast
from pglast.enums import ObjectType

from database_developer.migration.linting.finding import Severity
from database_developer.migration.linting.nodes import is_a
from database_developer.migration.linting.rule import Found, Place, Rule, quoted
from database_developer.migration.linting.spelling import named, script


def find(place: Place) -> Iterator[Found]:
    """DROP INDEX without CONCURRENTLY, unless its table is known to be new or partitioned."""
    node = place.node
    if not is_a(node, ast.DropStmt) or node.removeType != ObjectType.OBJECT_INDEX or node.concurrent:
        return
    concerned = [parts for parts in node.objects or () if _concerns(place, parts)]
    if concerned:
        names = ", ".join(quoted(place.known.name_of(parts)) for parts in concerned)
        condition = " IF EXISTS" if node.missing_ok else ""
        safe = [f"DROP INDEX CONCURRENTLY{condition} {named(parts)}" for parts in node.objects or ()]
        yield Found(
            message=f"whoever reads or writes the table of {names} waits while the index is dropped",
            safe_sql=script(*safe),
            replaces=place.is_alone,
        )


def _concerns(place: Place, parts: tuple[ast.String, ...]) -> bool:
    index = place.known.indexes.get(place.known.name_of(parts))
    table = place.known.tables.get(index.table) if index is not None else None
    return table is None or not (table.new or table.partitioned)


RULE = Rule(
    id="drop-index-without-concurrently",
    looks_for="DROP INDEX without CONCURRENTLY",
    hurts="DROP INDEX takes ACCESS EXCLUSIVE on the table; while it waits behind a long query, every other query waits "
    "behind it.",
    severity=Severity.WARNING,
    find=find,
)
