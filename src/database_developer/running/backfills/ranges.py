"""The ranges of a backfill in the journal: cut once along the key, claimed, cut further, and marked as done.

A range is the rows from ``low`` up to, without, ``high``; together they leave out nothing, whatever is
inserted later. Bounds are the key's values as text, or physical places where no key tells rows apart.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from database_developer.model.migration import Batches
from database_developer.model.quoting import identifier, literal, qualified
from database_developer.postgres.session import Session

BY_PLACE = (("ctid", "tid"),)
ROWS_PER_PAGE = 50  # where the server has not counted yet
SPELLING = (
    "SET datestyle = 'ISO, YMD'; SET intervalstyle = 'postgres'; SET extra_float_digits = 3; SET bytea_output = 'hex'"
)
PAGES = """
WITH RECURSIVE part (oid) AS (
    SELECT {table}::pg_catalog.regclass::oid
    UNION ALL SELECT i.inhrelid FROM pg_catalog.pg_inherits AS i JOIN part AS p ON p.oid = i.inhparent
)
SELECT coalesce(max(pg_catalog.pg_relation_size(c.oid)), 0) / pg_catalog.current_setting('block_size')::bigint,
    coalesce(sum(c.reltuples) FILTER (WHERE c.relkind <> 'p'), -1)::bigint
FROM part JOIN pg_catalog.pg_class AS c USING (oid)
"""
INSERT = """
INSERT INTO dbd.ranges (version, direction, statement, low, high, rows)
SELECT %s, %s, %s, CASE WHEN r -> 0 <> 'null' THEN ARRAY(SELECT pg_catalog.jsonb_array_elements_text(r -> 0)) END,
    CASE WHEN r -> 1 <> 'null' THEN ARRAY(SELECT pg_catalog.jsonb_array_elements_text(r -> 1)) END, (r ->> 2)::bigint
FROM pg_catalog.jsonb_array_elements(%s::jsonb) WITH ORDINALITY AS e (r, n) ORDER BY n
"""
CLAIM = """
SELECT r.number, r.low, r.high, r.rows,
    r.follows IS NOT NULL OR EXISTS (SELECT FROM dbd.ranges AS o WHERE (o.version, o.direction, o.statement)
        = (r.version, r.direction, r.statement) AND o.follows = r.number)
FROM dbd.ranges AS r
WHERE r.version = %s AND r.direction = %s AND r.statement = %s AND r.state = 'pending' AND r.number > %s
    AND r.number <> ALL (%s::bigint[])
    AND (r.follows IS NULL OR EXISTS (SELECT FROM dbd.ranges AS f WHERE (f.version, f.direction, f.statement)
        = (r.version, r.direction, r.statement) AND f.number = r.follows AND f.state = 'done'))
    AND EXISTS (SELECT FROM dbd.migrations AS m WHERE m.version = r.version
        AND m.state = CASE r.direction WHEN 'up' THEN 'applying' ELSE 'rolling-back' END)
ORDER BY r.number LIMIT 1 FOR UPDATE OF r SKIP LOCKED
"""
SHORTEN = """
UPDATE dbd.ranges SET high = %s, rows = %s WHERE version = %s AND direction = %s AND statement = %s AND number = %s
"""
REST = """
INSERT INTO dbd.ranges (version, direction, statement, low, high, rows, follows)
VALUES (%s, %s, %s, %s, %s, %s, %s) RETURNING number
"""
FOLLOW = """
UPDATE dbd.ranges SET follows = %s
WHERE version = %s AND direction = %s AND statement = %s AND follows = %s AND number <> %s
"""
DONE = """
UPDATE dbd.ranges SET state = 'done', touched = %s, worker = %s, done_at = pg_catalog.clock_timestamp()
WHERE version = %s AND direction = %s AND statement = %s AND number = %s
"""
TALLY = """
SELECT count(*) FILTER (WHERE state = 'pending'), coalesce(sum(rows) FILTER (WHERE state = 'done'), 0)::bigint,
    coalesce(sum(rows), 0)::bigint, coalesce(sum(touched), 0)::bigint, count(*)
FROM dbd.ranges WHERE version = %s AND direction = %s AND statement = %s
"""

Bound = Sequence[str] | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Which:
    """The statement that ranges belong to."""

    version: str
    direction: str
    statement: int

    @property
    def values(self) -> list[object]:
        """For the journal's queries."""
        return [self.version, self.direction, self.statement]


@dataclass(frozen=True, kw_only=True, slots=True)
class Range:
    """Rows from ``low`` up to ``high``; where ``is_ordered`` it must be done after one and before another."""

    number: int
    low: Bound
    high: Bound
    rows: int
    is_ordered: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """How far a backfill is, in ranges and in rows as they were counted when it was cut."""

    pending: int
    rows: int
    total: int
    touched: int
    ranges: int


def key_of(batches: Batches) -> tuple[tuple[str, str], ...]:
    """The key's names and types; the physical place where there is no key."""
    return batches.key or BY_PLACE


def condition(batches: Batches, low: Bound, high: Bound) -> str:
    """The rows of ``t`` from ``low`` up to ``high``."""
    columns = _row([f"t.{identifier(name)}" for name, _ in key_of(batches)])
    limits = [f"{columns} {sign} {_value(batches, bound)}" for sign, bound in ((">=", low), ("<", high)) if bound]
    return f"({' AND '.join(limits)})" if limits else "TRUE"


def cut(session: Session, batches: Batches) -> list[tuple[Bound, Bound, int]]:
    """The table in ranges of so many rows, by one walk along the key's index; by pages where there is no key."""
    if not batches.key:
        return _cut_by_place(session, batches)
    found: list[tuple[Bound, Bound, int]] = []
    rest = Range(number=0, low=None, high=None, rows=0)
    while (high := boundary(session, batches, rest, batches.size)) is not None:
        found.append((rest.low, high, batches.size))
        rest = replace(rest, low=high)
    return [*found, (rest.low, None, count_rows(session, batches, rest))]


def note(session: Session, which: Which, ranges: Sequence[tuple[Bound, Bound, int]]) -> None:
    """Write new ranges into the journal."""
    session.run(INSERT, [*which.values, json.dumps([[low, high, rows] for low, high, rows in ranges])])


def claim(session: Session, which: Which, *, after: int, but: Collection[int]) -> Range | None:
    """The next range that nobody works on, ours until the transaction ends; None where there is none."""
    for start in (after, 0) if after else (0,):
        found = session.rows(CLAIM, [*which.values, start, list(but)])
        if found:
            number, low, high, rows, is_ordered = found[0]
            return Range(number=number, low=low, high=high, rows=rows, is_ordered=is_ordered)
    return None


def boundary(session: Session, batches: Batches, range_: Range, offset: int) -> Bound:
    """The key of the row after the first ``offset`` ones of a range; None where there are not so many."""
    names = [f"t.{identifier(name)}" for name, _ in key_of(batches)]
    found = session.value(
        f"SELECT ARRAY[{', '.join(f'{name}::text' for name in names)}] FROM {qualified(batches.table)} AS t"
        f" WHERE {condition(batches, range_.low, range_.high)} ORDER BY {', '.join(names)} OFFSET {offset} LIMIT 1"
    )
    return found if found is None or list(found) != list(range_.low or ()) else None


def count_rows(session: Session, batches: Batches, range_: Range) -> int:
    """How many rows a range has now."""
    where = condition(batches, range_.low, range_.high)
    return int(session.value(f"SELECT count(*) FROM {qualified(batches.table)} AS t WHERE {where}"))


def shorten(session: Session, which: Which, range_: Range, at: Bound, rows: int, *, in_order: bool = False) -> Range:
    """End a claimed range at a boundary, after ``rows`` of its rows; the rest becomes a range of its own.

    With ``in_order``, or where the range has its place in an order already, the rest is done after it.
    """
    is_ordered = in_order or range_.is_ordered
    rest = max(0, range_.rows - rows)
    session.run(SHORTEN, [at, rows, *which.values, range_.number])
    follows = range_.number if is_ordered else None
    new = session.value(REST, [*which.values, at, range_.high, rest, follows])
    if is_ordered:
        session.run(FOLLOW, [new, *which.values, range_.number, new])
    return Range(number=range_.number, low=range_.low, high=at, rows=rows, is_ordered=is_ordered)


def mark_done(session: Session, which: Which, range_: Range, touched: int, worker: str) -> None:
    """A claimed range is done, in the transaction that did it."""
    session.run(DONE, [touched, worker, *which.values, range_.number])


def tally(session: Session, which: Which) -> Tally:
    """How far it is."""
    pending, rows, total, touched, ranges = session.rows(TALLY, which.values)[0]
    return Tally(pending=pending, rows=rows, total=total, touched=touched, ranges=ranges)


def _cut_by_place(session: Session, batches: Batches) -> list[tuple[Bound, Bound, int]]:
    """Ranges of pages up to the present end of the table; what moves beyond is found by another pass."""
    pages, counted = session.rows(PAGES.format(table=literal(qualified(batches.table))))[0]
    per_page = max(1, counted // pages) if pages and counted > 0 else ROWS_PER_PAGE
    step = max(1, batches.size // per_page)
    return [
        ((f"({page},0)",), (f"({min(page + step, pages)},0)",), per_page * (min(page + step, pages) - page))
        for page in range(0, pages, step)
    ]


def _value(batches: Batches, bound: Sequence[str]) -> str:
    return _row([f"{literal(text)}::{type_}" for text, (_, type_) in zip(bound, key_of(batches), strict=True)])


def _row(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"({', '.join(parts)})"
