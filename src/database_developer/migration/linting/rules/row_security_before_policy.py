"""Row-level security switched on before there is a policy."""

from __future__ import annotations

from collections.abc import Iterator

from pglast import ast
from pglast.enums import AlterTableType

from database_developer.migration.ddl.quoting import identifier
from database_developer.migration.linting.alterations import alterations
from database_developer.migration.linting.finding import Severity
from database_developer.migration.linting.nodes import is_a
from database_developer.migration.linting.rule import Found, Place, Rule
from database_developer.migration.linting.spelling import script, table
from database_developer.model.migration import Hazard


def find(place: Place) -> Iterator[Found]:
    """ENABLE ROW LEVEL SECURITY with no policy before it, nor after it in the same transaction."""
    for alteration in alterations(place, AlterTableType.AT_EnableRowSecurity):
        policies = (one.node for one in place.later if is_a(one.node, ast.CreatePolicyStmt))
        comes = any(place.known.name(policy.table) == alteration.table.name for policy in policies)
        if alteration.table.has_policy or comes:
            continue
        relation = alteration.relation
        yield Found(
            message=f"nobody but the owner sees or writes any row of {alteration.told} until it has a policy",
            safe_sql=script(
                "-- as open as before; then put the real policies in its place",
                f"CREATE POLICY {identifier(f'{relation.relname}_everything')} ON {table(relation)}"
                " USING (true) WITH CHECK (true)",
                place.sql,
            ),
        )


RULE = Rule(
    id="row-security-before-policy",
    looks_for="ENABLE ROW LEVEL SECURITY before CREATE POLICY",
    hurts="Without a policy every row is hidden: queries do not fail, they find nothing.",
    hazard=Hazard.CLIENT_BREAK,
    severity=Severity.WARNING,
    find=find,
)
