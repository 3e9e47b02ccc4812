"""Rule "keys": every table has a key; a new one gets the surrogate key that the live tables have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from database_developer.design.draft import Draft, at_column, at_constraint
from database_developer.design.naming import part_name
from database_developer.design.rules import attributes, subtypes
from database_developer.design.rules.attributes import LARGEST
from database_developer.design.spelling import primary_key
from database_developer.model.design import Ground
from database_developer.model.names import QualifiedName
from database_developer.model.request import AttributeAsk, EntityAsk, RelationAsk, UniqueAsk, VolumeAsk
from database_developer.model.schema import Column, Identity, NotNull, SequenceOptions

RULE = "keys"
YEARS_TO_LAST = 10
ROOM_TO_KEEP = 4  # a key shall use at most a quarter of its range in that time
DAYS = frozenset({"date", "day"})
A_YEAR = {"": 0, "day": 365, "week": 52, "month": 12, "year": 1, "hour": 8760, "minute": 525_600, "second": 31_536_000}


def apply(draft: Draft) -> None:
    """Give each new table the key that code says, else its surrogate key, as its first column."""
    waiting = {draft.table_of(ask.entity) for ask in _told(draft) if _is_of_references(draft, ask)}
    for ask in _told(draft):
        if not _is_of_references(draft, ask):
            _take_key(draft, ask)
    pairs = draft.pair_tables() | subtypes.tables_of_kinds(draft) | waiting
    for name in list(draft.tables):
        if (
            draft.is_new(name)
            and draft.tables[name].primary_key is None
            and name not in pairs
            and _is_ours(draft, name)
        ):
            give_key(draft, name)


def of_references(draft: Draft) -> None:
    """Give the tables that are keyed by what they refer to their keys, once these columns are there."""
    for ask in _told(draft):
        if _is_of_references(draft, ask):
            _take_key(draft, ask)


def _told(draft: Draft) -> Iterator[EntityAsk]:
    return (ask for ask in draft.request.asks if isinstance(ask, EntityAsk) and ask.key)


def _is_of_references(draft: Draft, ask: EntityAsk) -> bool:
    """Whether the key names columns that no more is told of than what they refer to."""
    asks = draft.request.asks
    told = {it.attribute for it in asks if isinstance(it, AttributeAsk) and it.entity == ask.entity}
    ties = [it for it in asks if isinstance(it, RelationAsk) and it.child == ask.entity]
    names = {name for it in ties for name in (it.role or it.parent, *it.columns)} - told
    return not names.isdisjoint(ask.key)


def _take_key(draft: Draft, ask: EntityAsk) -> None:
    """The primary key that the ticket's code gives; the columns of the table are placed first, in their order."""
    name = draft.table_of(ask.entity)
    if name is None or not draft.is_new(name) or draft.tables[name].primary_key is not None:
        return
    attributes.place_all(draft, ask.entity)
    columns = tuple(draft.attributes.get((ask.entity, attribute), "") for attribute in ask.key)
    if not all(draft.tables[name].column(column) for column in columns):
        text = f'the key ({", ".join(ask.key)}) of "{name}" names a column that is not told'
        draft.ask(f"key-of-{name}", text, quote=ask.quote)
        return
    for column in columns:
        _require(draft, name, column)
    constraint = primary_key(part_name(name.name, (), "pkey"), columns)
    constraint = draft.add_constraint(name, constraint)
    what = f"key ({', '.join(columns)})"
    draft.decide(at_constraint(name, constraint.name), what, "the ticket says so", RULE, quote=ask.quote)


def _require(draft: Draft, table: QualifiedName, name: str) -> None:
    column = draft.tables[table].column(name)
    if column is not None:
        draft.add_column(table, replace(column, not_null=NotNull()))


def _is_ours(draft: Draft, name: QualifiedName) -> bool:
    """Whether the ticket described the table in words: tables of its own DDL are left as they were written."""
    return name in draft.entities.values()


def give_key(draft: Draft, name: QualifiedName) -> None:
    """The surrogate key that the live tables have."""
    style = draft.style
    column_name = style.key_name.value
    type_name, why, ground = _type(draft, name)
    column = Column(name=column_name, type=type_name, not_null=NotNull())
    if style.key_kind.value == "uuid":
        column = Column(name=column_name, type="uuid", not_null=NotNull(), default="gen_random_uuid()")
    else:
        options = SequenceOptions(type=type_name, maximum=LARGEST[type_name])
        always = style.key_kind.value == "identity always"
        column = Column(
            name=column_name, type=type_name, not_null=NotNull(), identity=Identity(always=always, options=options)
        )
    draft.add_column(name, column, at_front=True)
    constraint = primary_key(part_name(name.name, (), "pkey"), (column_name,))
    constraint = draft.add_constraint(name, constraint)
    whole = "a row must be told from all others"
    draft.decide(at_constraint(name, constraint.name), f"key ({column_name})", whole, RULE)
    draft.decide(at_column(name, column_name), f"key {column_name} {column.type}", why, RULE, ground=ground)


def _type(draft: Draft, name: QualifiedName) -> tuple[str, str, Ground]:
    custom = draft.style.key_type
    if not custom.is_observed:
        return "bigint", "a bigint identity never runs out", Ground.RULE
    if custom.value == "uuid":
        return custom.value, f"{custom.seen} of {custom.of} live keys are UUIDs", Ground.CUSTOM
    expected = expected_rows(draft, name, YEARS_TO_LAST)
    if expected * ROOM_TO_KEEP > LARGEST[custom.value]:
        why = f"about {expected:,} rows in {YEARS_TO_LAST} years come too near to the end of {custom.value}"
        return "bigint", why, Ground.RULE
    return custom.value, f"{custom.seen} of {custom.of} live keys are {custom.value}", Ground.CUSTOM


def expected_rows(draft: Draft, table: QualifiedName, years: int) -> int:
    """How many rows the ticket expects in a table after so many years; 0 where it gives nothing to go by."""
    told = [ask for ask in draft.request.asks if isinstance(ask, VolumeAsk) and draft.table_of(ask.entity) == table]
    if told:
        return sum(ask.rows * (A_YEAR.get(ask.period, 1) * years if ask.period else 1) for ask in told)
    return max((_daily(draft, ask, years) for ask in _daily_asks(draft, table)), default=0)


def _daily_asks(draft: Draft, table: QualifiedName) -> Iterator[UniqueAsk]:
    """What says that there is one row a day (and for each of something else)."""
    for ask in draft.request.asks:
        if isinstance(ask, UniqueAsk) and draft.table_of(ask.entity) == table and DAYS & set(ask.attributes):
            yield ask


def _daily(draft: Draft, ask: UniqueAsk, years: int) -> int:
    """At most one row a day for each combination of the other things, as far as their numbers are told."""
    rows = A_YEAR["day"] * years
    for attribute in ask.attributes:
        parent = draft.table_of(attribute) if attribute not in DAYS else None
        told = [a.rows for a in draft.request.asks if isinstance(a, VolumeAsk) and draft.table_of(a.entity) == parent]
        rows *= max(told, default=1) if parent is not None else 1
    return rows
