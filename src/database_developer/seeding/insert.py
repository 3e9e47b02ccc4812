"""Fills one table: finds a value for every column."""

from __future__ import annotations

from dataclasses import replace

from database_developer.model.schema import Table
from database_developer.seeding import chance, digits, partitions
from database_developer.seeding.facts import After
from database_developer.seeding.generators import generator_for
from database_developer.seeding.keys import keys_of
from database_developer.seeding.rows import written
from database_developer.seeding.sources import Foreign, foreigns, waiting_columns
from database_developer.seeding.subject import Generator, Subject
from database_developer.seeding.subjects import Demand, is_required, makes_its_own, subjects
from database_developer.seeding.work import Insertion, Work

RARE = ("deleted", "archived", "cancelled", "canceled", "revoked", "suspended", "blocked", "failed", "refunded")


def insertion(demand: Demand, table: Table, rows: int, deferred: frozenset[str]) -> Insertion:
    """The INSERT for a table; no SQL, and a note, where a column is beyond us."""
    slots = partitions.slots(demand.schema, table)
    if slots is None:
        return Insertion(sql="", rows=0, notes=(f'"{table.name}": not filled, because it has no partitions yet',))
    work = Work(
        demand=demand,
        table=table,
        rows=rows,
        foreigns=foreigns(table, deferred),
        bounded=partitions.generators_for(slots),
        slots=slots,
    )
    waiting = waiting_columns(table, deferred)
    filled = frozenset(column for foreign in work.foreigns for column in foreign.columns)
    made = _spread_keys(work, subjects(demand, table, filled | waiting, rows), waiting - filled)
    hopeless = _fill(work, made)
    if hopeless is not None:
        work.say(f'not filled, because no value is known for "{hopeless}"')
        return Insertion(sql="", rows=0, notes=tuple(work.notes))
    _fill_foreign(work)
    _fill_self(work)
    _leave_open(work, waiting)
    return written(work, deferred)


def _generator(work: Work, subject: Subject) -> Generator | None:
    bounded = work.bounded.get(subject.column.name)
    return bounded if bounded is not None and bounded.answers(subject) else generator_for(subject)


def _spread_keys(work: Work, made: dict[str, Subject], waiting: frozenset[str]) -> dict[str, Subject]:
    """Gives every key its digits, and cuts the rows where a key has no room for all."""
    for _ in range(2):  # the second time with the number of rows that there is room for
        carrying = {name: replace(subject, carries=True, rows=work.rows) for name, subject in made.items()}
        makers = {name: _generator(work, subject) for name, subject in carrying.items()}
        supply = digits.Supply(
            foreigns={column: one for one in work.foreigns if not _is_own(work, one) for column in one.columns},
            counts={name: maker.count(carrying[name]) for name, maker in makers.items() if maker is not None},
            rows=work.rows,
            parents=work.demand.rows,
            left_out=_left_to_the_server(work) | waiting,
            copies=dict(pair for one in work.foreigns if _is_own(work, one) for pair in one.own),
        )
        work.spread = digits.spread(keys_of(work.table), supply)
        tight = [(name, most) for name, most in work.spread.limits if most < work.rows]
        if not tight:
            break
        name, most = min(tight, key=lambda limit: limit[1])
        work.say(f'{most} rows instead of {work.rows}, because "{name}" has room for no more')
        work.rows = most
    carried = work.spread.columns
    return {name: replace(one, carries=name in carried, rows=work.rows) for name, one in made.items()}


def _left_to_the_server(work: Work) -> frozenset[str]:
    """The columns that count or are computed by themselves, and that no foreign key fills."""
    filled = {column for foreign in work.foreigns for column in foreign.columns}
    return frozenset(one.name for one in work.table.columns if makes_its_own(one) and one.name not in filled)


def _fill(work: Work, made: dict[str, Subject]) -> str | None:
    """Values for all columns; the name of one that cannot be made though it must."""
    bare: dict[str, str] = {}
    for name, subject in made.items():
        follows = subject.must_follow
        placed = replace(subject, earlier=bare.get(follows.other) if follows is not None else None)
        generator = _generator(work, placed)
        if generator is None:
            if is_required(work.table, subject) and subject.column.default is None:
                return name
            work.say(f'"{name}" is left to its default, because values of type {subject.type.spelled} are not made')
            continue
        digit = work.spread.columns.get(name)
        bare[name] = generator.draw(placed) if digit is None else generator.nth(placed, digit)
        kept = [fact for fact in placed.facts if digit is None or not isinstance(fact, After)]
        work.met[name] = tuple(fact for fact in kept if generator.meets(placed, fact))
        work.values[name] = _sometimes(work, placed, bare[name])
    return None


def _sometimes(work: Work, subject: Subject, value: str) -> str:
    """NULL for some rows, where it may be."""
    keyed = any(subject.column.name in key.columns for key in keys_of(work.table))
    partition = subject.column.name in work.bounded
    if keyed or partition or is_required(work.table, subject):
        return value
    throw = subject.salted("null")
    present = chance.once_in(throw, 8) if subject.named(*RARE) else f"{chance.whole(throw, 10)} > 0"
    return f"CASE WHEN {present} THEN {value} END"


def _fill_foreign(work: Work) -> None:
    for foreign in work.foreigns:
        for column in foreign.columns:
            work.values[column] = foreign.value(column)


def _leave_open(work: Work, waiting: frozenset[str]) -> None:
    """Nothing yet in a reference that is filled later: its default may name a row that is not there."""
    for column in work.table.columns:
        if column.name in waiting - work.values.keys() and column.default is not None and column.generated is None:
            work.values[column.name] = f"NULL::{column.type}"


def _is_own(work: Work, foreign: Foreign) -> bool:
    return foreign.reference.table == work.table.name


def _fill_self(work: Work) -> None:
    """A row that must refer to its own table refers to itself."""
    for foreign in work.foreigns:
        if _is_own(work, foreign):
            for column, target in foreign.own:
                work.values[column] = work.values.get(target, "NULL")
