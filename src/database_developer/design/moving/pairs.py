"""Pairs of old and new columns for a move, and the reference between the two tables; Unclear where in doubt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from database_developer.design.draft import Draft, at_column
from database_developer.design.fillings.terms import Unclear
from database_developer.design.naming import column_name
from database_developer.model.design import Filling, FoundBy, Side
from database_developer.model.inflection import singular
from database_developer.model.names import QualifiedName
from database_developer.model.quoting import identifier
from database_developer.model.request import MoveAsk
from database_developer.model.schema import Column, Constraint, ConstraintKind, Table, TableKind


@dataclass(frozen=True, kw_only=True, slots=True)
class Moving:
    """A move that is clear: the tables, the columns in pairs (new, old), and which old ones leave."""

    source: QualifiedName
    target: QualifiedName
    side: Side
    reference: str
    key: str
    pairs: tuple[tuple[str, str], ...]
    telling: tuple[str, ...]
    leaving: tuple[str, ...]
    is_required: bool


def moving(draft: Draft, ask: MoveAsk) -> Moving:
    """What the ask comes to. Unclear with the reason, and what would make it clear."""
    source, target = _tables(draft, ask)
    side, link = _link(draft, source, target)
    old = draft.live.tables[source]
    named = _named(draft, ask, old)
    pairs = _pairs(draft, ask, (source, target), named)
    given = {column_name(new) for new, _ in ask.given}
    telling = tuple(name for new, name in pairs if side is Side.OLD or new not in given or name in named)
    if not telling:
        raise Unclear("it is not told which columns go there", "name the columns that move")
    if set(named) - {name for _, name in pairs}:
        raise Unclear(f'it is not clear which column of "{target}" takes "{named[0]}"', "name both columns")
    return Moving(
        source=source,
        target=target,
        side=side,
        reference=link.columns[0],
        key=link.reference.columns[0] if link.reference else "",
        pairs=pairs,
        telling=telling,
        leaving=tuple(it for it in named if it in {name for _, name in pairs}),
        is_required=any(column.is_required for column in old.columns if column.name in telling),
    )


def referred_by_value(found: Moving, ask: MoveAsk, *, is_new: bool) -> Filling:
    """The reference of an old row: to the row that holds what it held."""
    [(new, old), *others] = found.pairs
    found_by = None if is_new or others else FoundBy(value=old, table=found.target, column=new)
    same = (f"p.{identifier(new)} IS NOT DISTINCT FROM t.{identifier(old)}" for new, old in found.pairs)
    key = f"p.{identifier(found.key)}"
    table = f"{identifier(found.target.schema)}.{identifier(found.target.name)}"  # triggers search no schema
    sql = f"SELECT {key} FROM {table} AS p WHERE {' AND '.join(same)} ORDER BY {key} LIMIT 1"
    told = " OR ".join(f"t.{identifier(it)} IS NOT NULL" for it in found.telling)
    return Filling(
        table=found.source,
        column=found.reference,
        expression=f"({sql})",
        condition=told,
        quote=ask.quote,
        reads=tuple(at_column(found.source, old) for _, old in found.pairs),
        is_immutable=False,
        found_by=found_by,
    )


def _tables(draft: Draft, ask: MoveAsk) -> tuple[QualifiedName, QualifiedName]:
    """Both tables, of kinds whose rows can be moved."""
    source, target = draft.table_of(ask.source), draft.table_of(ask.target) if ask.target else None
    if source is None or source not in draft.live.tables:
        raise Unclear("it is not clear whose rows they are", "name the table")
    if target is None or target == source:
        raise Unclear("it is not told which table they go to", "name the new table")
    if ask.loses_table or any(source in (it.after.name, it.after.owner) for it in draft.renamings):
        raise Unclear(f'"{source}" itself changes its name or goes at the same time', "move the rows first")
    table = draft.live.tables[source]
    if table.kind is not TableKind.PLAIN or table.inherits or table.partition_of is not None:
        raise Unclear(f'"{source}" is cut into parts, or a part itself')
    return source, target


def _link(draft: Draft, source: QualifiedName, target: QualifiedName) -> tuple[Side, Constraint]:
    """The one new reference between the two, and on which side it stands."""
    from_new = list(_references(draft, target, source)) if draft.is_new(target) else []
    from_old = list(_references(draft, source, target))
    if len(from_new) + len(from_old) != 1:
        proposals = (
            f'one row of "{source}" has several of "{target}"',
            f'several rows of "{source}" share one of "{target}"',
        )
        raise Unclear("it is not told how the two tables refer to each other", *proposals)
    return (Side.NEW, from_new[0]) if from_new else (Side.OLD, from_old[0])


def _references(draft: Draft, child: QualifiedName, parent: QualifiedName) -> Iterator[Constraint]:
    """The references by one column that is not there yet."""
    live = draft.live.tables.get(child)
    for key in draft.tables[child].foreign_keys:
        is_new = live is None or all(live.column(column) is None for column in key.columns)
        if is_new and len(key.columns) == 1 and key.reference is not None and key.reference.table == parent:
            yield key


def _named(draft: Draft, ask: MoveAsk, old: Table) -> tuple[str, ...]:
    """The old columns that the ticket moves or removes by name, as far as they leave with this move."""
    found = []
    for attribute in (*ask.columns, *ask.removed):
        name = attribute if old.column(attribute) else draft.column_of(ask.source, attribute)
        if name is None or old.column(name) is None:
            raise Unclear(f'"{old.name}" has no column for "{attribute}"', "name the column, in ticks")
        found.append(name)
    return tuple(dict.fromkeys(found))


def _pairs(
    draft: Draft, ask: MoveAsk, ends: tuple[QualifiedName, QualifiedName], named: tuple[str, ...]
) -> tuple[tuple[str, str], ...]:
    """What each new column takes; columns that move by name are made where the ticket tells of none for them."""
    source, target = ends
    old = draft.live.tables[source]
    if ask.is_link:
        return _linked(draft, ask, target, named)
    told = {column_name(new): _called(draft, ask, old, by) for new, by in ask.given}
    pairs: dict[str, str] = {}
    for column in payload(draft.tables[target], is_new=draft.is_new(target)):
        by = told.get(column.name) or _like(column.name, target, old, named)
        if by is not None and old.column(by) is not None:
            pairs[column.name] = by
    keys = [it.name for it in payload(draft.tables[target], is_new=False)]
    if not draft.is_new(target) and not pairs and len(named) == len(keys) == 1:
        pairs = {keys[0]: named[0]}  # what it is found by is not called alike, but there is nothing else
    if draft.is_new(target):
        pairs |= _made(draft, ends, [it for it in named if it not in pairs.values()], set(pairs))
    return tuple(pairs.items())


def _called(draft: Draft, ask: MoveAsk, old: Table, name: str) -> str:
    """The old column of that name; what refers by it now is another one."""
    return name if old.column(name) is not None else draft.column_of(ask.source, name) or name


def _linked(draft: Draft, ask: MoveAsk, target: QualifiedName, named: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The old reference goes to the pair's reference to the same table."""
    parent = referred_table(draft, ask)
    found = [
        key.columns for key in draft.tables[target].foreign_keys if key.reference and key.reference.table == parent
    ]
    if len(named) != 1 or len(found) != 1:
        raise Unclear(f'it is not clear what "{ask.target}" joins', "name both tables")
    return ((found[0][0], named[0]),)


def referred_table(draft: Draft, ask: MoveAsk) -> QualifiedName | None:
    """The table that the ask's only column refers to."""
    source = draft.table_of(ask.source)
    live = draft.live.tables.get(source) if source is not None else None
    for key in live.foreign_keys if live is not None and len(ask.columns) == 1 else ():
        if key.columns == ask.columns and key.reference is not None:
            return key.reference.table
    return None


def _made(
    draft: Draft, ends: tuple[QualifiedName, QualifiedName], missing: list[str], taken: set[str]
) -> dict[str, str]:
    """New columns for what moves by name: the only one that is free takes the only one left, else each gets its own."""
    source, target = ends
    free = [it.name for it in payload(draft.tables[target], is_new=True) if it.name not in taken]
    if len(missing) == 1 and len(free) == 1:
        return {free[0]: missing[0]}
    if missing and free:
        raise Unclear(f'it is not clear which column of "{target}" takes "{missing[0]}"', "name both columns")
    made = {}
    for name in missing:
        column = draft.live.tables[source].column(name)
        new = _short(name, target)
        if column is not None:
            draft.add_column(target, Column(name=new, type=column.type, not_null=column.not_null))
            draft.decide(at_column(target, new), f"{new} {column.type}", f'as "{name}" of {source} is', "moves")
            made[new] = name
    return made


def payload(table: Table, *, is_new: bool) -> Iterator[Column]:
    """The columns that hold what is told of a thing: no surrogate key, no reference, nothing that fills itself."""
    own = {name for key in table.foreign_keys for name in key.columns}
    own |= {it.name for it in table.columns if it.type.endswith("serial")}
    for column in table.columns:
        is_told = column.name not in own and column.identity is None and column.default is None
        if is_told and (is_new or any(_is_alone(it, column.name) for it in table.constraints)):
            yield column


def _is_alone(constraint: Constraint, column: str) -> bool:
    """Whether no two rows share the column's value."""
    kinds = (ConstraintKind.PRIMARY_KEY, ConstraintKind.UNIQUE)
    return constraint.kind in kinds and constraint.columns == (column,)


def _like(name: str, target: QualifiedName, old: Table, named: tuple[str, ...]) -> str | None:
    """The old column of that name, or of that name behind the thing's: "donor_name" is a donor's name."""
    wanted = (name, *(f"{stem}_{name}" for stem in _stems(target)))
    likely = [it for it in wanted if old.column(it) is not None]
    return next((it for it in likely if it in named), None if named else next(iter(likely), None))


def _short(name: str, target: QualifiedName) -> str:
    for stem in _stems(target):
        if name.startswith(f"{stem}_") and len(name) > len(stem) + 1:
            return name.removeprefix(f"{stem}_")
    return name


def _stems(target: QualifiedName) -> tuple[str, ...]:
    one = singular(target.name)
    return tuple(dict.fromkeys((one, one.rsplit("_", 1)[-1])))
