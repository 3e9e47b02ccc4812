"""The constraints of tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from database_developer.model.schema import Constraint, ConstraintKind, Reference
from database_developer.postgres.catalog.column_names import ColumnNames
from database_developer.postgres.catalog.naming import PlainNames
from database_developer.postgres.catalog.relations import Relations
from database_developer.postgres.catalog.source import Source
from database_developer.postgres.catalog.spelling import Traits, spelled_check, spelled_foreign_key, spelled_key

_KINDS = {
    "p": ConstraintKind.PRIMARY_KEY,
    "u": ConstraintKind.UNIQUE,
    "f": ConstraintKind.FOREIGN_KEY,
    "c": ConstraintKind.CHECK,
    "x": ConstraintKind.EXCLUDE,
}
_ACTIONS = {"a": "no action", "r": "restrict", "c": "cascade", "n": "set null", "d": "set default"}
_USUAL = Traits()


class _Row(NamedTuple):
    """One row of ``constraints.sql``."""

    oid: int
    relation: int
    name: str
    kind: str
    numbers: list[int] | None
    target: int
    target_numbers: list[int] | None
    actions: str
    fingerprint: str | None
    inherited: bool
    is_simple: bool
    rare: list[bool] | None


class _Parts(NamedTuple):
    """A constraint's row, with names in place of numbers."""

    row: _Row
    names: tuple[str, ...]
    reference: Reference | None


def read_constraints(
    source: Source, relations: Relations, names: ColumnNames, comments: Mapping[int, str], plain: PlainNames
) -> Mapping[int, list[Constraint]]:
    """The constraints of each table by name; NOT NULL is told by the columns.

    Printing a constraint is slow on the server, so it is asked for one of the checks that are alike and
    for what is special; the rest is composed.
    """
    rows = map(_Row._make, source.rows("constraints"))
    found = [_parts(row, relations, names) for row in rows if _is_shown(row, relations, names)]
    spellings = _Spellings(source, found, plain)
    constraints: dict[int, list[Constraint]] = defaultdict(list)
    for parts in found:
        constraints[parts.row.relation].append(_constraint(parts, spellings, comments.get(parts.row.oid)))
    for siblings in constraints.values():
        siblings.sort(key=_name)
    return constraints


def _is_shown(row: _Row, relations: Relations, names: ColumnNames) -> bool:
    if row.relation not in relations.by_oid or (row.kind == "f" and row.target not in relations.by_oid):
        return False
    return names.are_shown(row.relation, row.numbers) and names.are_shown(row.target, row.target_numbers)


def _parts(row: _Row, relations: Relations, names: ColumnNames) -> _Parts:
    reference = None
    if row.kind == "f":
        reference = Reference(
            table=relations.by_oid[row.target].name,
            columns=names.named(row.target, row.target_numbers),
            on_update=_ACTIONS[row.actions[0]],
            on_delete=_ACTIONS[row.actions[1]],
        )
    return _Parts(row, names.named(row.relation, row.numbers), reference)


class _Spellings:
    """The server's spelling of constraints: what it was asked for, and what follows from that."""

    def __init__(self, source: Source, found: Sequence[_Parts], plain: PlainNames) -> None:
        alike = {(parts.row.fingerprint, parts.names): parts.row.oid for parts in found if parts.row.kind == "c"}
        special = [parts.row.oid for parts in found if parts.row.kind != "c" and not _is_plain(parts, plain)]
        asked = [*alike.values(), *special]
        self._asked: dict[int, str] = dict(source.rows("constraint_definitions", asked)) if asked else {}
        self._expressions = {key: self._asked[oid] for key, oid in alike.items()}

    def expression(self, parts: _Parts) -> str | None:
        """The expression of a check."""
        return self._expressions[parts.row.fingerprint, parts.names] if parts.row.kind == "c" else None

    def definition(self, parts: _Parts, traits: Traits) -> str:
        """All but the name."""
        row, names, reference = parts
        if row.kind == "c":
            return spelled_check(self._expressions[row.fingerprint, names], traits)
        if row.oid in self._asked:
            return self._asked[row.oid]
        if reference is None:
            return spelled_key(row.kind, names, traits)
        return spelled_foreign_key(names, reference, row.actions, traits)


def _constraint(parts: _Parts, spellings: _Spellings, comment: str | None) -> Constraint:
    row, traits = parts.row, Traits._make(parts.row.rare) if parts.row.rare else _USUAL
    return Constraint(
        name=row.name,
        kind=_KINDS[row.kind],
        definition=spellings.definition(parts, traits),
        columns=parts.names,
        reference=parts.reference,
        expression=spellings.expression(parts),
        deferrable=traits.deferrable,
        deferred=traits.deferred,
        validated=traits.validated,
        enforced=traits.enforced,
        no_inherit=traits.no_inherit,
        nulls_not_distinct=traits.nulls_not_distinct,
        inherited=row.inherited,
        comment=comment,
    )


def _is_plain(parts: _Parts, plain: PlainNames) -> bool:
    """Whether nothing of the constraint is printed but what we know, and no name with quotes."""
    if not parts.row.is_simple or not plain.are_plain(parts.names):
        return False
    target = parts.reference
    return target is None or plain.are_plain((target.table.schema, target.table.name, *target.columns))


def _name(constraint: Constraint) -> str:
    return constraint.name
