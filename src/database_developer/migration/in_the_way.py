"""What is as it should be, but must be dropped and made again for another change to pass."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from database_developer.migration.mentions import calls, names_in, names_it, needs
from database_developer.model.names import Address, QualifiedName, of, part_of
from database_developer.model.schema import (
    Column,
    Constraint,
    ConstraintKind,
    Function,
    Index,
    Policy,
    Schema,
    Statistics,
    Table,
    Trigger,
    View,
)

Part = Constraint | Index | Trigger | Policy | Statistics
NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Obstacles:
    """What changes in a way that the server refuses while something leans on it.

    ``columns`` get another type, ``rewritten`` are those of them whose values are converted; ``keys`` and
    ``functions`` and ``views`` are dropped; ``renamed`` are tables that are renamed or whose columns are.
    """

    columns: frozenset[tuple[QualifiedName, str]] = frozenset()
    rewritten: frozenset[tuple[QualifiedName, str]] = frozenset()
    keys: frozenset[tuple[QualifiedName, frozenset[str]]] = frozenset()
    functions: frozenset[QualifiedName] = frozenset()
    views: frozenset[QualifiedName] = frozenset()
    renamed: frozenset[QualifiedName] = frozenset()

    def __bool__(self) -> bool:
        return any((self.columns, self.keys, self.functions, self.views, self.renamed))

    @cached_property
    def retyped(self) -> Mapping[QualifiedName, frozenset[str]]:
        """The columns that get another type, by their tables."""
        found: dict[QualifiedName, set[str]] = {}
        for table, column in self.columns:
            found.setdefault(table, set()).add(column)
        return {table: frozenset(columns) for table, columns in found.items()}

    @cached_property
    def called(self) -> tuple[Address, ...]:
        """The functions that are dropped, by the addresses that calls name."""
        return tuple(map(calls, self.functions))

    @cached_property
    def ends(self) -> frozenset[QualifiedName]:
        """The tables that foreign keys may be in the way of: at either end."""
        return frozenset(table for table, _ in (*self.rewritten, *self.keys))


def blocked_parts(schema: Schema, obstacles: Obstacles) -> Iterator[tuple[QualifiedName, Part]]:
    """The parts of tables that lean on what changes, with their tables."""
    for table in schema.tables.values():
        retyped = obstacles.retyped.get(table.name, NONE)
        for trigger in table.triggers:
            if not trigger.inherited and _is_blocked_trigger(trigger, retyped, obstacles):
                yield table.name, trigger
        for policy in table.policies:
            text = f"{policy.using or ''} {policy.check or ''}"
            if (retyped and retyped & names_in(text)) or _calls(text, obstacles):
                yield table.name, policy
        yield from ((table.name, part) for part in _blocked_rules(table, obstacles))


def _is_blocked_trigger(trigger: Trigger, retyped: frozenset[str], obstacles: Obstacles) -> bool:
    return trigger.function in obstacles.functions or bool(retyped and retyped & names_in(trigger.definition))


def _blocked_rules(table: Table, obstacles: Obstacles) -> Iterator[Part]:
    for constraint in table.constraints:
        if constraint.inherited:
            continue
        if constraint.kind is ConstraintKind.FOREIGN_KEY:
            if _is_blocked_foreign_key(table.name, constraint, obstacles):
                yield constraint
        elif _calls(constraint.definition, obstacles):
            yield constraint
    yield from (index for index in table.indexes if not index.inherited and _calls(index.definition, obstacles))
    yield from (it for it in table.statistics if _calls(it.definition, obstacles))


def _is_blocked_foreign_key(table: QualifiedName, constraint: Constraint, obstacles: Obstacles) -> bool:
    reference = constraint.reference
    if reference is None or (table not in obstacles.ends and reference.table not in obstacles.ends):
        return False
    own = {(table, column) for column in constraint.columns}
    theirs = {(reference.table, column) for column in reference.columns}
    return (
        bool(obstacles.rewritten & (own | theirs)) or (reference.table, frozenset(reference.columns)) in obstacles.keys
    )


def _calls(text: str, obstacles: Obstacles) -> bool:
    return any(names_it(text, called) for called in obstacles.called) if obstacles.called else False


def blocked_functions(schema: Schema, obstacles: Obstacles) -> Iterator[Function]:
    """The functions that the server keeps fast to what changes: by their heads, or a body without quotes."""
    held = {
        *(of("view", name) for name in obstacles.views),
        *(calls(name) for name in obstacles.functions),
        *(part_of("column", table, column) for table, column in obstacles.columns),
    }
    for function in schema.functions.values():
        if held & needs(function):
            yield function


def blocked_defaults(schema: Schema, obstacles: Obstacles) -> Iterator[tuple[QualifiedName, Column]]:
    """The columns, with their tables, whose defaults call a function that is dropped."""
    for table in schema.tables.values() if obstacles.functions else ():
        for column in table.columns:
            if column.default is not None and _calls(column.default, obstacles):
                yield table.name, column


def blocked_views(schema: Schema, obstacles: Obstacles, changed: Collection[QualifiedName]) -> Iterator[View]:
    """The views that lean on what changes, and those that lean on these; ``changed`` differ afterwards.

    A view follows a renamed table or column by itself, but is then printed otherwise: those that differ
    afterwards are made anew.
    """
    blocked = set(obstacles.views)
    while True:
        more = [
            view
            for view in schema.views.values()
            if view.name not in blocked and _is_blocked_view(view, obstacles, blocked, view.name in changed)
        ]
        if not more:
            return
        blocked |= {view.name for view in more}
        yield from more


def _is_blocked_view(view: View, obstacles: Obstacles, blocked: set[QualifiedName], is_changed: bool) -> bool:
    if blocked & set(view.depends_on) or (is_changed and obstacles.renamed & set(view.depends_on)):
        return True
    columns = {column for table, column in obstacles.columns if table in view.depends_on}
    if columns and names_in(view.definition) & (columns | {"*"}):
        return True
    return _calls(view.definition, obstacles)
