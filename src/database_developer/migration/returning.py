"""Values for the rows that were written while a column was aside, where it may not be without one again."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from database_developer.migration.ddl import guards
from database_developer.migration.ddl.locks import locks
from database_developer.migration.ddl.quoting import dollar_quoted, identifier, literal, qualified
from database_developer.migration.defaults import domain_of, stand_in
from database_developer.migration.types import NUMBERS, TEXTS, UNSIZED, Shape, shape_of
from database_developer.model.migration import LockMode, Statement
from database_developer.model.names import QualifiedName
from database_developer.model.schema import Column, Schema

UUID_LENGTH = 36
STEPS = {  # the next value after the largest one, for types that have a next one
    "date": "one.number::integer",
    "timestamp without time zone": "one.number * interval '1 second'",
    "timestamp with time zone": "one.number * interval '1 second'",
    "interval": "one.number * interval '1 second'",
}
RANDOM = {
    "uuid": "pg_catalog.gen_random_uuid()",
    "bytea": "pg_catalog.uuid_send(pg_catalog.gen_random_uuid())",
    "jsonb": "pg_catalog.to_jsonb(pg_catalog.gen_random_uuid())",
}


class Way(StrEnum):
    """How rows written since get a value."""

    NOT_NEEDED = "not needed"
    DEFAULT = "default"
    STAND_IN = "stand-in"
    OF_ITS_OWN = "of its own"
    BY_HAND = "by hand"


@dataclass(frozen=True, kw_only=True, slots=True)
class Filling:
    """The way, and where it needs one the SQL of a value."""

    way: Way
    value: str = ""

    def told(self, table: QualifiedName, column: str) -> str:
        """What a rollback does about these rows, in words; "" where it has nothing to do."""
        if self.way is Way.NOT_NEEDED:
            return ""
        ways = {
            Way.DEFAULT: "they get its default",
            Way.STAND_IN: f"they get {self.value}",
            Way.OF_ITS_OWN: "each gets a value of its own, made up",
            Way.BY_HAND: "the rollback stops there until somebody gives them one",
        }
        return f'rows written to "{table}" since have no "{column}": {ways[self.way]}'


def filling(column: Column, schema: Schema, *, is_key: bool, refers: bool) -> Filling:
    """How rows get a value for a column that is demanded again: nothing is made up where it would refer to a row."""
    if column.default is not None:
        return Filling(way=Way.DEFAULT)
    own = value_of_its_own(column, schema) if is_key else None
    if refers or (is_key and own is None):
        return Filling(way=Way.BY_HAND)
    if own is not None:
        return Filling(way=Way.OF_ITS_OWN, value=own)
    value = stand_in(column.type, schema)
    return Filling(way=Way.STAND_IN, value=value) if value is not None else Filling(way=Way.BY_HAND)


def value_of_its_own(column: Column, schema: Schema) -> str | None:
    """An expression that is another value for each row, where one is known for the type.

    ``one.number`` counts the rows, ``known.most`` is the largest value there.
    """
    shape = shape_of(column.type)
    while (domain := domain_of(shape.base, schema)) is not None:
        shape = shape_of(domain.type)
    if shape.array:
        return None
    if shape.base in NUMBERS:
        return "coalesce(known.most, 0) + one.number"
    if shape.base in TEXTS:
        return _text(shape)
    if shape.base in STEPS:
        first = stand_in(shape.base, schema)
        return f"coalesce(known.most, {first}) + {STEPS[shape.base]}"
    return RANDOM.get(shape.base)


def _text(shape: Shape) -> str:
    if shape.length == UNSIZED or shape.length >= UUID_LENGTH:
        return "pg_catalog.gen_random_uuid()::text"
    return f"pg_catalog.substr(pg_catalog.md5(pg_catalog.gen_random_uuid()::text), 1, {shape.length})"


def filled(table: QualifiedName, column: str, how: Filling, condition: str) -> Statement:
    """The rows without a value given one, where the condition holds."""
    own, name = qualified(table), identifier(column)
    if how.way is Way.BY_HAND:
        return _refused(table, column, condition)
    if how.way is Way.OF_ITS_OWN:
        sql = _each_its_own(own, name, how.value)
    else:
        value = "DEFAULT" if how.way is Way.DEFAULT else how.value
        sql = f"UPDATE {own} SET {name} = {value} WHERE {name} IS NULL"
    statement = Statement(
        sql=sql,
        why=f'give the rows of "{table}" that were written since a value for "{column}"',
        table=table,
        locks=locks(LockMode.ROW_EXCLUSIVE, table),
        scans=(table,),
    )
    return guards.only_if(condition, statement)


def _each_its_own(own: str, name: str, value: str) -> str:
    most = f"(SELECT max({name}) AS most FROM {own}) AS known" if "known." in value else ""
    rows = (
        "(SELECT tableoid AS part, ctid AS place, row_number() OVER () AS number"
        f" FROM {own} WHERE {name} IS NULL) AS one"
    )
    sources = ", ".join(source for source in (rows, most) if source)
    return f"UPDATE {own} AS t SET {name} = {value} FROM {sources} WHERE t.tableoid = one.part AND t.ctid = one.place"


def _refused(table: QualifiedName, column: str, condition: str) -> Statement:
    """A message that says what to do, where such rows are there."""
    own, name = qualified(table), identifier(column)
    message = f'rows of "{table}" that were written since have no "{column}", and a value would have to be made up'
    hint = f"give each a value (UPDATE {own} SET {name} = ... WHERE {name} IS NULL) and roll back again"
    lines = (
        "BEGIN",
        f"    IF {condition} THEN",
        f"        IF EXISTS (SELECT FROM {own} WHERE {name} IS NULL) THEN",
        f"            RAISE EXCEPTION USING ERRCODE = 'not_null_violation', MESSAGE = {literal(message)},",
        f"                HINT = {literal(hint)};",
        "        END IF;",
        "    END IF;",
        "END",
    )
    return Statement(
        sql=f"DO {dollar_quoted(chr(10).join(lines))}",
        why=f'look whether all rows of "{table}" have a value for "{column}"',
        table=table,
        locks=locks(LockMode.ACCESS_SHARE, table),
        scans=(table,),
    )
