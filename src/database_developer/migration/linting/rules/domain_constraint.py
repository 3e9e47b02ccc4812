"""A rule of a domain for which every table that uses it is read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pglast import ast

from database_developer.diff.default_names import default_name
from database_developer.migration.ddl.quoting import identifier
from database_developer.migration.linting.finding import Severity
from database_developer.migration.linting.nodes import is_a
from database_developer.migration.linting.rule import Found, Place, Rule, quoted
from database_developer.migration.linting.spelling import changed, named, printed, script
from database_developer.model.migration import Hazard

SET_NOT_NULL, ADD_CONSTRAINT = "O", "C"


def find(place: Place) -> Iterator[Found]:
    """ALTER DOMAIN ... SET NOT NULL, and ADD CONSTRAINT without NOT VALID."""
    node = place.node
    if not is_a(node, ast.AlterDomainStmt) or place.known.name_of(node.typeName or ()) in place.known.domains:
        return
    wanted: Any = node.def_
    waits = node.subtype == ADD_CONSTRAINT and wanted is not None and wanted.skip_validation
    if node.subtype == SET_NOT_NULL or (node.subtype == ADD_CONSTRAINT and not waits):
        domain = quoted(place.known.name_of(node.typeName or ()))
        yield Found(
            message=f"nobody writes to any table with a column of the domain {domain} while all of them are read",
            safe_sql=_safe(node),
            replaces=place.is_alone and node.subtype == ADD_CONSTRAINT,
        )


def _safe(node: Any) -> str:
    domain = named(node.typeName)
    plain = str(node.typeName[-1].sval)
    if node.def_ is not None and node.def_.raw_expr is not None:
        name = node.def_.conname or default_name(plain, "", "check").replace("__", "_")
        added = printed(changed(node.def_, conname=name, skip_validation=True, initially_valid=False))
    else:
        name = f"{plain}_not_null"
        added = f"CONSTRAINT {identifier(name)} CHECK (VALUE IS NOT NULL) NOT VALID"
    return script(f"ALTER DOMAIN {domain} ADD {added}", f"ALTER DOMAIN {domain} VALIDATE CONSTRAINT {identifier(name)}")


RULE = Rule(
    id="domain-constraint",
    looks_for="ALTER DOMAIN ... SET NOT NULL or ADD CONSTRAINT without NOT VALID",
    hurts="A SHARE lock is held on every table with such a column until the last row of the last one was read.",
    hazard=Hazard.BLOCKING_SCAN,
    severity=Severity.ERROR,
    find=find,
)
