"""Enums, domains and composite types."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from database_developer.model.names import QualifiedName
from database_developer.model.schema import Composite, Constraint, ConstraintKind, Domain, Enum, Grant, NotNull
from database_developer.postgres.catalog.annotations import Comments, Grants
from database_developer.postgres.catalog.columns import Columns
from database_developer.postgres.catalog.naming import usual_name
from database_developer.postgres.catalog.source import Rows, Source


class _Row(NamedTuple):
    """One row of ``types.sql``, less its name."""

    kind: str
    relation: int
    labels: list[str]
    base: str | None
    required: bool
    not_null_name: str | None
    default: str | None
    collation: str | None


class Types(NamedTuple):
    """The types that somebody made, each kind by name."""

    enums: dict[QualifiedName, Enum]
    domains: dict[QualifiedName, Domain]
    composites: dict[QualifiedName, Composite]


class _Own(NamedTuple):
    """What every type has of its own."""

    name: QualifiedName
    comment: str | None
    grants: tuple[Grant, ...]


def read_types(source: Source, columns: Columns, all_comments: Comments, all_grants: Grants) -> Types:
    """The types outside the system's namespaces that belong to no extension."""
    comments, grants = all_comments.of("pg_type"), all_grants.of("pg_type")
    checks = _checks(source.rows("domain_constraints"), all_comments.of("pg_constraint"))
    types = Types({}, {}, {})
    for oid, schema, name, *rest in source.rows("types"):
        row, own = _Row._make(rest), _Own(QualifiedName(schema, name), comments.get(oid), grants.get(oid, ()))
        if row.kind == "e":
            types.enums[own.name] = Enum(**own._asdict(), labels=tuple(row.labels))
        elif row.kind == "d":
            types.domains[own.name] = _domain(row, own, tuple(checks.get(oid, ())))
        else:
            attributes = tuple(columns.of.get(row.relation, ()))
            types.composites[own.name] = Composite(**own._asdict(), attributes=attributes)
    return types


def _domain(row: _Row, own: _Own, checks: tuple[Constraint, ...]) -> Domain:
    is_usual = row.not_null_name in (None, usual_name(own.name.name, "", "not_null"))
    return Domain(
        **own._asdict(),
        type=row.base or "",
        not_null=NotNull(name=None if is_usual else row.not_null_name) if row.required else None,
        default=row.default,
        collation=row.collation,
        constraints=checks,
    )


def _checks(rows: Rows, comments: Mapping[int, str]) -> Mapping[int, list[Constraint]]:
    checks: dict[int, list[Constraint]] = defaultdict(list)
    for oid, domain, name, expression, validated in rows:
        check = Constraint(
            name=name,
            kind=ConstraintKind.CHECK,
            definition=f"CHECK ({expression}){'' if validated else ' NOT VALID'}",
            expression=expression,
            validated=validated,
            comment=comments.get(oid),
        )
        checks[domain].append(check)
    return checks
