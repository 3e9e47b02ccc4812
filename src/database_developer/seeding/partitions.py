"""Keeps the rows of a partitioned table within the bounds of the partitions there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from database_developer.model.names import QualifiedName
from database_developer.model.quoting import identifier, literal
from database_developer.model.schema import Schema, Table
from database_developer.seeding import chance, trees
from database_developer.seeding.facts import Fact
from database_developer.seeding.generators import generator_for
from database_developer.seeding.subject import Subject

STEPS = {"date": "30", "timestamp": "interval '30 days'"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """Values of one column: a list, or from ``low`` up to ``high`` (None: without end)."""

    values: tuple[str, ...] = ()
    low: str | None = None
    high: str | None = None


Slot = Mapping[str, Span]


@dataclass(frozen=True, slots=True)
class InBounds:
    """A generator for one column of a partition key: every row goes to some partition."""

    spans: tuple[Span | None, ...]  # None: the column is free in that partition

    def answers(self, subject: Subject) -> bool:
        """Whether the column's type can be reckoned with, or all its values are listed."""
        bounded = [span for span in self.spans if span is not None]
        if len(bounded) < len(self.spans) and generator_for(subject) is None:
            return False
        return all(span.values or span.low or span.high for span in bounded) and not subject.type.is_array

    def meets(self, subject: Subject, fact: Fact) -> bool:
        """Nothing beyond the bounds."""
        return False

    def draw(self, subject: Subject) -> str:
        """Somewhere in the row's partition."""
        return self._at(subject, chance.fraction(subject.salt), chance.whole(subject.salt, 1000))

    def count(self, subject: Subject) -> int | None:
        """Enough for moments; else none that could be told apart."""
        return None if _is_moment(subject) and None not in self.spans else 1

    def nth(self, subject: Subject, digit: str) -> str:
        """Upwards within the row's partition."""
        return self._at(subject, f"({digit})::float8 / {max(subject.rows, 1)}", digit)

    def _at(self, subject: Subject, share: str, number: str) -> str:
        values = [subject.cast(_value(subject, span, share, number)) for span in self.spans]
        if len(values) == 1:
            return values[0]
        slot = chance.whole(chance.salt(subject.seed, subject.table.schema, subject.table.name, "slot"), len(values))
        cases = " ".join(f"WHEN {place} THEN {value}" for place, value in enumerate(values))
        return f"CASE {slot} {cases} END"


def _is_moment(subject: Subject) -> bool:
    return subject.type.base.startswith("timestamp")


def _value(subject: Subject, span: Span | None, share: str, number: str) -> str:
    if span is None:
        free = generator_for(subject)
        return "NULL" if free is None else free.draw(subject)
    if span.values:
        return chance.nth_of(tuple(map(literal, span.values)), f"({number})::int")
    low, high = _ends(subject, span)
    if _is_moment(subject):
        return f"{low} + ({high} - {low}) * ({share})"
    if subject.type.base in {"smallint", "integer", "bigint", "numeric", "date"}:
        return f"{low} + floor(({high} - {low}) * ({share}))::int"
    return low


def _ends(subject: Subject, span: Span) -> tuple[str, str]:
    step = STEPS.get(subject.type.base.split(" ")[0], "1000")
    low = subject.cast(literal(span.low)) if span.low is not None else None
    high = subject.cast(literal(span.high)) if span.high is not None else None
    if low is None and high is not None:
        low = f"({high} - {step})"
    if low is not None and high is None:
        high = f"({low} + {step})"
    return low or "NULL", high or "NULL"


def slots(schema: Schema, table: Table) -> tuple[Slot, ...] | None:
    """The bounds of every lowest partition; empty where anything goes, None where nothing does."""
    if table.partitioning is None:
        return ()
    children = [one for one in schema.tables.values() if one.partition_of and one.partition_of.parent == table.name]
    if not children:
        return None
    columns = _key_columns(table.partitioning.key)
    found = [slot for child in children for slot in _slots_of(schema, child, columns)]
    return tuple(slot for slot in found if slot)


def _slots_of(schema: Schema, child: Table, columns: tuple[str | None, ...]) -> list[Slot]:
    own = _bound(child.partition_of.bound if child.partition_of else "DEFAULT", columns)
    below = slots(schema, child)
    if below is None:
        return []
    return [{**slot, **own} for slot in below] or [own]


def _key_columns(key: str) -> tuple[str | None, ...]:
    tree = trees.statement(f"CREATE TABLE t () PARTITION BY {key}")
    return () if tree is None else tuple(part.name for part in tree.partspec.partParams)


def _bound(text: str, columns: tuple[str | None, ...]) -> Slot:
    """The bound on the key's first column (in a range of several columns, the others are free in between)."""
    column = columns[0] if columns else None
    tree = trees.statement(f"CREATE TABLE t PARTITION OF p {text}")
    bound = None if tree is None else tree.partbound
    if bound is None:
        return {}
    if column is None or bound.is_default:
        return {}
    if bound.listdatums:
        values = [trees.constant(datum) for datum in bound.listdatums]
        return {column: Span(values=tuple(value for value in values if value is not None))}
    if bound.lowerdatums:
        return {column: Span(low=trees.constant(bound.lowerdatums[0]), high=trees.constant(bound.upperdatums[0]))}
    return {}


def generators_for(found: tuple[Slot, ...]) -> dict[str, InBounds]:
    """A generator for each column that some partition bounds."""
    names = sorted({name for slot in found for name in slot})
    return {name: InBounds(tuple(slot.get(name) for slot in found)) for name in names}


def condition(found: tuple[Slot, ...], name: str) -> str:
    """The condition that a column's value, chosen elsewhere, falls into some partition."""
    return " OR ".join(_inside(slot[name], identifier(name)) if name in slot else "true" for slot in found)


def _inside(span: Span, column: str) -> str:
    if span.values:
        return f"{column} IN ({', '.join(map(literal, span.values))})"
    ends = [f"{column} >= {literal(span.low)}"] if span.low is not None else []
    ends += [f"{column} < {literal(span.high)}"] if span.high is not None else []
    return "(" + (" AND ".join(ends) or "true") + ")"


def parts_of(schema: Schema, name: QualifiedName) -> tuple[Table, ...]:
    """All partitions of a table, however deep."""
    own = [table for table in schema.tables.values() if table.partition_of and table.partition_of.parent == name]
    return tuple(part for table in own for part in (table, *parts_of(schema, table.name)))


def parent_of(schema: Schema, name: QualifiedName) -> QualifiedName | None:
    """The table whose partition this is, or None."""
    table = schema.tables.get(name)
    return table.partition_of.parent if table is not None and table.partition_of is not None else None
