"""Where a row's foreign keys come from: for each one, a parent row picked as a whole."""

from __future__ import annotations

from dataclasses import dataclass

from database_developer.model.names import QualifiedName
from database_developer.model.quoting import identifier, qualified
from database_developer.model.schema import Constraint, Reference, Table


@dataclass(frozen=True, kw_only=True, slots=True)
class Foreign:
    """A foreign key filled from one parent row.

    ``own`` are the (column, parent's column) pairs it fills; ``shared`` those that an earlier key of the
    row has filled, so that the parent must agree with them.
    """

    constraint: Constraint
    reference: Reference
    alias: str
    own: tuple[tuple[str, str], ...]
    shared: tuple[tuple[str, str], ...]
    required: bool

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it fills."""
        return tuple(column for column, _ in self.own)

    @property
    def size(self) -> str:
        """SQL for how many parent rows there are to choose from (NULL rather than 0)."""
        return f"nullif({self.alias}.of, 0)" if self.shared else f"nullif({self.alias}_size.of, 0)"

    def value(self, column: str) -> str:
        """SQL for the column's value."""
        place = [name for name, _ in self._pairs].index(column) + 1
        return f"{self.alias}.key_{place}"

    @property
    def _pairs(self) -> tuple[tuple[str, str], ...]:
        return (*self.shared, *self.own)

    def numbered(self, parent: Table) -> str:
        """The parent's keys with a number each, from 0, as the body of a common table expression."""
        keys = [identifier(name) for _, name in self._pairs]
        shown = ", ".join(f"{key} AS key_{place}" for place, key in enumerate(keys, start=1))
        groups = ", ".join(keys[: len(self.shared)])
        order = ", ".join(keys[len(self.shared) :])
        window = f"PARTITION BY {groups} ORDER BY {order}" if groups else f"ORDER BY {order}"
        total = f", count(*) OVER (PARTITION BY {groups}) AS of" if groups else ""
        return (
            f"SELECT {shown}, row_number() OVER ({window}) - 1 AS nth{total} "
            f"FROM {qualified(self.reference.table)}{_present(parent, [name for _, name in self._pairs])}"
        )

    def agreement(self, filled: dict[str, str]) -> str:
        """The condition that the parent agrees with what the row holds already."""
        return " AND ".join(f"{self.value(column)} = {filled[column]}" for column, _ in self.shared)


def _present(parent: Table, columns: list[str]) -> str:
    nullable = [name for name in columns if not is_required(parent, name)]
    return " WHERE " + " AND ".join(f"{identifier(name)} IS NOT NULL" for name in nullable) if nullable else ""


def is_required(table: Table, name: str) -> bool:
    """Whether the column refuses NULL, by itself or through the primary key."""
    column = table.column(name)
    key = table.primary_key
    return (column is not None and column.is_required) or (key is not None and name in key.columns)


def waiting_columns(table: Table, deferred: frozenset[str]) -> frozenset[str]:
    """The columns that stay NULL until their keys are filled."""
    keys = [key for key in table.foreign_keys if key.name in deferred]
    return frozenset(column for key in keys for column in key.columns if not is_required(table, column))


def foreigns(table: Table, deferred: frozenset[str]) -> tuple[Foreign, ...]:
    """The foreign keys to fill while inserting, in an order in which shared columns agree."""
    found: list[Foreign] = []
    filled: set[str] = set()
    for constraint in _in_order(table):
        if constraint.name in deferred or constraint.reference is None or refers_to_its_own_row(table, constraint):
            continue
        pairs = tuple(zip(constraint.columns, constraint.reference.columns, strict=True))
        own = tuple(pair for pair in pairs if pair[0] not in filled)
        if not own:
            continue
        found.append(
            Foreign(
                constraint=constraint,
                reference=constraint.reference,
                alias=_alias(constraint.reference.table, len(found) + 1),
                own=own,
                shared=tuple(pair for pair in pairs if pair[0] in filled),
                required=any(is_required(table, column) for column, _ in own),
            )
        )
        filled.update(column for column, _ in own)
    return tuple(found)


def implied(table: Table, deferred: frozenset[str]) -> tuple[Constraint, ...]:
    """Foreign keys whose columns others have filled: the row must be checked against them."""
    filling = {foreign.constraint.name for foreign in foreigns(table, deferred)}
    return tuple(
        key
        for key in table.foreign_keys
        if key.name not in filling | deferred and not refers_to_its_own_row(table, key)
    )


def refers_to_its_own_row(table: Table, key: Constraint) -> bool:
    """Whether the key leads from columns to themselves: every row keeps it, whatever it holds."""
    target = key.reference
    return target is not None and (target.table, target.columns) == (table.name, key.columns)


def _alias(parent: QualifiedName, number: int) -> str:
    name = f"{parent.name[:40]}_{number}"
    return name if identifier(name) == name else f"parent_{number}"


def _in_order(table: Table) -> list[Constraint]:
    """Keys that must be filled first, the wide ones before the narrow ones."""

    def rank(key: Constraint) -> tuple[bool, int, str]:
        optional = not all(is_required(table, column) for column in key.columns)
        return optional, -len(key.columns), key.name

    return sorted(table.foreign_keys, key=rank)
