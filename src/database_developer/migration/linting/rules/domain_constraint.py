"""A rule of a domain for which every table that uses it is read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pglast import ast, parse_sql
from pglast.enums import NullTestType

from database_developer.migration.ddl.quoting import identifier, literal
from database_developer.migration.linting.finding import Severity
from database_developer.migration.linting.nodes import is_a
from database_developer.migration.linting.rule import Found, Place, Rule, quoted
from database_developer.migration.linting.spelling import changed, named, nodes_of, printed, script
from database_developer.model.migration import Hazard

MARK = "dbd_value_goes_here"
VALUE = ast.ColumnRef(fields=(ast.String(sval="value"),))
SET_NOT_NULL, ADD_CONSTRAINT, VALIDATE = "O", "C", "V"
COUNTS = (
    "-- This query writes one for each column of the domain, which counts the values that break it and blocks nobody.\n"
    "SELECT format('SELECT count(*) FROM %1$s WHERE NOT ({condition})', c.oid::regclass, a.attname)\n"
    "FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid\n"
    "WHERE a.atttypid = {domain}::regtype AND NOT a.attisdropped AND c.relkind IN ('r', 'p')"
)
QUIET = "-- VALIDATE CONSTRAINT would hold the same lock: leave it at that, or validate in a quiet hour."


def find(place: Place) -> Iterator[Found]:
    """ALTER DOMAIN ... SET NOT NULL, ADD CONSTRAINT without NOT VALID, and VALIDATE CONSTRAINT."""
    node = place.node
    if not is_a(node, ast.AlterDomainStmt) or place.known.name_of(node.typeName or ()) in place.known.domains:
        return
    waits = node.subtype == ADD_CONSTRAINT and node.def_.skip_validation
    if node.subtype in (SET_NOT_NULL, ADD_CONSTRAINT, VALIDATE) and not waits:
        domain = quoted(place.known.name_of(node.typeName or ()))
        yield Found(
            message=f"nobody writes to any table with a column of the domain {domain} while all of them are read",
            safe_sql=_safe(place),
        )


def _safe(place: Place) -> str:
    node = place.node
    if node.subtype == VALIDATE:
        return script("-- in a quiet hour; until then every new value is held to it already:", place.sql)
    domain, plain = named(node.typeName), str(node.typeName[-1].sval)
    if node.subtype == SET_NOT_NULL or node.def_.raw_expr is None:
        condition = ast.NullTest(arg=VALUE, nulltesttype=NullTestType.IS_NOT_NULL, argisrow=False)
        added = f"CONSTRAINT {identifier(f'{plain}_not_null')} CHECK (VALUE IS NOT NULL) NOT VALID"
    else:
        condition = node.def_.raw_expr
        named_ = changed(node.def_, conname=node.def_.conname or f"{plain}_check")
        added = printed(changed(named_, skip_validation=True, initially_valid=False))
    return script(f"ALTER DOMAIN {domain} ADD {added}", _counts(domain, condition), QUIET)


def _counts(domain: str, condition: Any) -> str:
    """The query that writes the queries; VALUE is the column in each."""
    select: Any = parse_sql(f"SELECT {printed(condition)}")[0].stmt
    for node in nodes_of(select):
        if is_a(node, ast.ColumnRef) and getattr(node.fields[-1], "sval", "") == "value":
            node.fields = (ast.String(sval=MARK),)
    words = printed(select.targetList[0].val).replace("%", "%%").replace("'", "''").replace(MARK, "%2$I")
    return COUNTS.format(condition=words, domain=literal(domain))


RULE = Rule(
    id="domain-constraint",
    looks_for="ALTER DOMAIN ... SET NOT NULL, VALIDATE CONSTRAINT, or ADD CONSTRAINT without NOT VALID",
    hurts="A SHARE lock is held on every table with such a column until the last row of the last one was read.",
    hazard=Hazard.BLOCKING_SCAN,
    severity=Severity.ERROR,
    find=find,
)
