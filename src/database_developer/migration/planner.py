"""From two schemas to a migration that leads from the one to the other, or the reason why none does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from database_developer.diff.compare import compare
from database_developer.diff.describe import describe_all
from database_developer.diff.fingerprint import fingerprint
from database_developer.diff.renaming import renamed
from database_developer.diff.sharing import sharing
from database_developer.errors import DesignImpossible, NoPlan
from database_developer.migration.change import Addition, Change, Turn
from database_developer.migration.conversions import without_adoptions
from database_developer.migration.operations import OPERATIONS
from database_developer.migration.operations.add_column import AddColumn
from database_developer.migration.operations.create_table import CreateTable
from database_developer.migration.order import ordered
from database_developer.migration.partition_differences import settled
from database_developer.migration.partition_following import followed
from database_developer.migration.partition_locks import on_partitions, only_when_plain
from database_developer.migration.partition_tree import has_partitions, is_partitioned
from database_developer.migration.renamed_first import Done, names_given, only_when_renamed
from database_developer.model.differences import Differences, Renaming
from database_developer.model.migration import Facts, Migration, Statement, Step
from database_developer.model.names import Address, QualifiedName
from database_developer.model.schema import Schema, TableKind

SHOWN = 20  # differences named in a message


def plan(
    before: Schema, after: Schema, renamings: tuple[Renaming, ...], facts: Facts, told: tuple[Change, ...] = ()
) -> Migration:
    """The migration from ``before`` to ``after``, both in the server's spelling.

    ``told`` are operations that no difference calls for: what moves data, not structure. Raises NoPlan
    naming the differences that no operation answers, and DesignImpossible where what is asked cannot be done
    to the rows that are there.
    """
    after = sharing(before, after)
    steps = steps_between(before, after, renamings, facts, told)
    return Migration(before=before, after=after, before_hash=fingerprint(before), steps=steps)


def steps_between(
    before: Schema, after: Schema, renamings: tuple[Renaming, ...], facts: Facts, told: tuple[Change, ...] = ()
) -> tuple[Step, ...]:
    """The steps of ``plan``, for what is no migration of its own."""
    renamings, adopted = without_adoptions(before, after, renamings)
    current = renamed(before, renamings) if renamings else before
    differences = settled(compare(before, after, renamings), current, after, adopted)
    operations = ordered([*_answers(differences, before), *told])
    _ensure_names_are_new(operations, before)
    informed = _informed(facts, operations, before, renamings)
    given = names_given(before, differences.renamings)
    known = _Known(facts=informed, cut=_cut(before), lockless=_lockless(before, after), given=given)
    schema, steps = _walked(operations, before, known)
    if has_partitions(before) or has_partitions(schema):  # what partitions have otherwise than the tables above them
        rest = ordered(_answers(compare(schema, after), schema))
        schema, more = _walked(rest, schema, known)
        steps += more
    _ensure_arrived(schema, after)
    return tuple(steps)


def _answers(differences: Differences, before: Schema) -> list[Change]:
    return [each for operation in OPERATIONS for each in operation.answering(differences, before)]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Known:
    """What is known on the way: the facts, what is partitioned at the start, what is not locked, what is renamed."""

    facts: Facts
    cut: tuple[QualifiedName, ...]
    lockless: set[QualifiedName]
    given: Done


def _walked(operations: Sequence[Change], schema: Schema, known: _Known) -> tuple[Schema, list[Step]]:
    """The schema after the operations, and a step for each of them."""
    steps = []
    for operation in operations:
        after = followed(schema, operation.apply(schema), known.facts.server_version)
        step = _step(operation, (schema, after), known.facts, known.lockless)
        steps.append(_waiting_for_plain_tables(_waiting_for_names(step, operation, known.given), schema, known.cut))
        schema = after
    return schema, steps


def _step(operation: Change, ends: tuple[Schema, Schema], facts: Facts, lockless: set[QualifiedName]) -> Step:
    """The operation with its statements, as they are against the schema at that point, and the one after it."""
    before = ends[0]
    reversal = operation.reverse(before, facts)
    return Step(
        operation=operation,
        kind=operation.kind,
        description=operation.describe(),
        forward=_on_tables(on_partitions(operation.forward(before, facts), *ends), lockless),
        reversal=replace(reversal, statements=_on_tables(on_partitions(reversal.statements, *ends), lockless)),
    )


def _waiting_for_names(step: Step, operation: Change, given: Done) -> Step:
    """The step; what comes after the renamings is undone only where they took place."""
    if operation.when() is not Turn.BUILDING:
        return step
    statements = only_when_renamed(step.reversal.statements, given)
    return replace(step, reversal=replace(step.reversal, statements=statements))


def _waiting_for_plain_tables(step: Step, schema: Schema, cut: Iterable[QualifiedName]) -> Step:
    """The step; what is done to a table that stopped being partitioned is undone only where it did."""
    mended = {name for name in cut if name in schema.tables and not is_partitioned(name, schema)}
    if not mended:
        return step
    statements = tuple(only_when_plain(it, mended) for it in step.reversal.statements)
    return replace(step, reversal=replace(step.reversal, statements=statements))


def _cut(schema: Schema) -> tuple[QualifiedName, ...]:
    """The partitioned tables."""
    return tuple(name for name, table in schema.tables.items() if table.kind is TableKind.PARTITIONED)


def _lockless(*schemas: Schema) -> set[QualifiedName]:
    """The views and types whose locks hold nobody up, by names that no table or materialized view has."""
    found = {
        name
        for schema in schemas
        for name in (*schema.composites, *(name for name, view in schema.views.items() if not view.materialized))
    }
    return {name for name in found if not any(_is_lockable(name, schema) for schema in schemas)}


def _is_lockable(name: QualifiedName, schema: Schema) -> bool:
    """Whether a table or materialized view has the name."""
    return name in schema.tables or (name in schema.views and schema.views[name].materialized)


def _on_tables(statements: Sequence[Statement], lockless: set[QualifiedName]) -> tuple[Statement, ...]:
    """The statements without locks on views and types: only those on tables hold anybody up."""
    if not lockless:
        return tuple(statements)
    return tuple(
        replace(it, locks=tuple(lock for lock in it.locks if lock.relation not in lockless)) for it in statements
    )


def _informed(facts: Facts, operations: Sequence[Change], before: Schema, renamings: tuple[Renaming, ...]) -> Facts:
    """The facts, with the tables this migration makes, and row counts also under new names."""
    made = frozenset(it.table.name for it in operations if isinstance(it, CreateTable))
    names = zip(before.tables, renamed(before, renamings).tables, strict=True)
    moved = {new: facts.rows[old] for old, new in names if old in facts.rows}
    return replace(facts, new_tables=facts.new_tables | made, rows={**facts.rows, **moved})


def _ensure_names_are_new(operations: Sequence[Change], before: Schema) -> None:
    """Refuse to give the name of something that holds data to something new.

    A rollback from half way could not tell the two apart, and would drop the wrong one.
    """
    for operation in operations:
        if isinstance(operation, AddColumn) and operation.table in before.tables:
            is_taken = before.tables[operation.table].column(operation.column.name) is not None
        else:
            is_taken = isinstance(operation, Addition) and _is_other_relation(operation.subject(), before)
        if is_taken:
            raise DesignImpossible(
                f'"{operation.subject()}" would take the name of something else that goes in the same migration',
                hint="let it go, or rename it, in one migration and use the name again in the next",
            )


def _is_other_relation(address: Address, before: Schema) -> bool:
    """Whether the name of a new relation or type belongs to a table, or to one of another kind."""
    rows = {"table": before.tables, "view": before.views}  # whose names are types too
    types = {"enum": before.enums, "domain": before.domains, "composite": before.composites, **rows}
    for holders in ({"sequence": before.sequences, **rows}, types):
        if address.kind in holders:
            others = (holder for kind, holder in holders.items() if kind != address.kind or kind == "table")
            if any(address.name in holder for holder in others):
                return True
    return False


def _ensure_arrived(schema: Schema, after: Schema) -> None:
    """Raise NoPlan unless the operations lead to the target."""
    remaining = describe_all(compare(schema, after))
    if remaining:
        shown = "; ".join(remaining[:SHOWN])
        more = f"; and {len(remaining) - SHOWN} more" if len(remaining) > SHOWN else ""
        raise NoPlan(
            f"no operation answers: {shown}{more}",
            hint="make these changes by hand, or ask for something that can be reached in place",
        )
