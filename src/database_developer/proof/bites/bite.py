"""For each rule the statements that should break it, tried one after the other and taken back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from database_developer.errors import StatementFailed
from database_developer.model.names import QualifiedName
from database_developer.model.quoting import identifier, qualified
from database_developer.model.schema import Column, Constraint, ConstraintKind, Index, IndexKey, Table
from database_developer.postgres.session import Session
from database_developer.proof.bites.values import breaking_values, missing_value

NOT_NULL, UNIQUE, FOREIGN_KEY, CHECK, EXCLUDE, TOO_LONG = "23502", "23505", "23503", "23514", "23P01", "22001"


@dataclass(frozen=True, kw_only=True, slots=True)
class Trial:
    """Statements of which one must be refused with ``sqlstate`` (and by ``constraint``, where it has a name)."""

    name: str
    claim: str
    statements: tuple[str, ...]
    sqlstate: str
    constraint: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """How a trial ended: the statement that decided it, and what the server said."""

    refused: bool
    sql: str = ""
    sqlstate: str = ""
    message: str = ""


def attempt(session: Session, trial: Trial) -> Outcome:
    """Try the statements until one is refused as it must be; nothing of them stays."""
    last = Outcome(refused=False, message="no row could be made that it should refuse")
    for sql in trial.statements:
        outcome = _try(session, trial, sql)
        if outcome.refused:
            return outcome
        last = outcome
    return last


def _try(session: Session, trial: Trial, sql: str) -> Outcome:
    try:
        with session.attempt():
            session.run("SET CONSTRAINTS ALL IMMEDIATE")
            touched = session.run(sql)
    except StatementFailed as error:
        named = not trial.constraint or not error.constraint or error.constraint == trial.constraint
        refused = error.sqlstate == trial.sqlstate and named
        return Outcome(refused=refused, sql=sql, sqlstate=error.sqlstate, message=error.what)
    seen = "the row was accepted" if touched else "no row to try it on"
    return Outcome(refused=False, sql=sql, message=seen)


def count(table: QualifiedName) -> str:
    """The query that counts a table's rows."""
    return f"SELECT count(*) FROM {qualified(table)}"


def of_column(table: Table, column: Column) -> Iterator[Trial]:
    """NOT NULL, and the limit of a ``varchar(n)``."""
    if column.generated is not None:
        return
    if column.is_required and not (column.identity and column.identity.always):
        yield Trial(
            name="not-null",
            claim=f"{table.name}.{column.name} refuses NULL",
            statements=(_update(table, {column.name: "NULL"}), _insert_copy(table, {column.name: "NULL"})),
            sqlstate=NOT_NULL,
        )
    limit = re.fullmatch(r"character varying\((\d+)\)", column.type)
    if limit:
        yield Trial(
            name="length",
            claim=f"{table.name}.{column.name} refuses more than {limit[1]} characters",
            statements=(_update(table, {column.name: f"repeat('x', {int(limit[1]) + 1})"}),),
            sqlstate=TOO_LONG,
        )


def of_constraint(table: Table, constraint: Constraint) -> Trial:
    """The trial for a constraint of any kind."""
    makers = {
        ConstraintKind.PRIMARY_KEY: _twice,
        ConstraintKind.UNIQUE: _twice,
        ConstraintKind.FOREIGN_KEY: _dangling,
        ConstraintKind.CHECK: _breaking,
        ConstraintKind.EXCLUDE: _overlapping,
    }
    return makers[constraint.kind](table, constraint)


def of_unique_index(table: Table, index: Index) -> Trial:
    """Two rows that are equal to the index; where it lowers case, the second is in capitals."""
    columns = [(key, _column_of(table, key)) for key in index.keys]
    values = {name: _copied(name, capitals=key.text.startswith("lower(")) for key, name in columns if name}
    return Trial(
        name="unique",
        claim=f"{table.name}.{index.name} refuses a second {', '.join(values)}",
        statements=(_update_from_other(table, values, index.predicate), _insert_copy(table)),
        sqlstate=UNIQUE,
        constraint=index.name,
    )


def _column_of(table: Table, key: IndexKey) -> str | None:
    if not key.is_expression:
        return key.text
    return next(
        (column.name for column in table.columns if re.search(rf"\b{re.escape(column.name)}\b", key.text)), None
    )


def _copied(column: str, *, capitals: bool = False) -> str:
    return f"upper(other.{identifier(column)})" if capitals else f"other.{identifier(column)}"


def _twice(table: Table, constraint: Constraint) -> Trial:
    values = {column: _copied(column) for column in constraint.columns}
    key = table.primary_key
    holds_the_key = key is not None and key is not constraint and set(key.columns) <= set(constraint.columns)
    return Trial(
        name="unique",
        claim=f"{table.name}.{constraint.name} refuses a second {', '.join(constraint.columns)}",
        statements=(_update_from_other(table, values), _insert_copy(table)),
        sqlstate=UNIQUE,
        constraint="" if holds_the_key else constraint.name,  # the narrower key refuses it first
    )


def _dangling(table: Table, constraint: Constraint) -> Trial:
    parent = constraint.reference.table if constraint.reference else table.name
    target = constraint.reference.columns if constraint.reference else ()
    values = {
        column: missing_value(parent, key, _type(table, column))
        for column, key in zip(constraint.columns, target, strict=False)
    }
    single = [{column: value} for column, value in values.items()] if len(values) > 1 else []
    return Trial(
        name="reference",
        claim=f"{table.name}.{constraint.name} refuses a reference to nothing in {parent}",
        statements=(_update(table, values), *(_update(table, some, only_present=True) for some in (values, *single))),
        sqlstate=FOREIGN_KEY,
        constraint=constraint.name,
    )


def _breaking(table: Table, constraint: Constraint) -> Trial:
    columns = [column for column in table.columns if column.name in constraint.columns]
    statements = [_update(table, values) for values in breaking_values(columns)]
    return Trial(
        name="check",
        claim=f"{table.name}.{constraint.name} refuses what breaks {constraint.expression or constraint.definition}",
        statements=tuple(statements),
        sqlstate=CHECK,
        constraint=constraint.name,
    )


def _overlapping(table: Table, constraint: Constraint) -> Trial:
    values = {column: _copied(column) for column in constraint.columns}
    return Trial(
        name="exclude",
        claim=f"{table.name}.{constraint.name} refuses rows that overlap",
        statements=(_update_from_other(table, values),),
        sqlstate=EXCLUDE,
        constraint=constraint.name,
    )


def _type(table: Table, name: str) -> str:
    column = table.column(name)
    return column.type if column else "text"


def _update(table: Table, values: dict[str, str], *, only_present: bool = False) -> str:
    """Change one row; ``only_present`` one that has values there already, as where one of two columns must be empty."""
    name = qualified(table.name)
    present = " AND ".join(f"{identifier(column)} IS NOT NULL" for column in values) if only_present else "true"
    return f"UPDATE {name} SET {_assigned(values)} WHERE ctid = (SELECT ctid FROM {name} WHERE {present} LIMIT 1)"


def _assigned(values: dict[str, str]) -> str:
    return ", ".join(f"{identifier(column)} = {value}" for column, value in values.items())


def _update_from_other(table: Table, values: dict[str, str], predicate: str | None = None) -> str:
    """Give one row the values of another one that has them all."""
    name = qualified(table.name)
    present = [f"{identifier(column)} IS NOT NULL" for column in values]
    condition = " AND ".join([*present, f"({predicate})"] if predicate else present) or "true"
    differing = " OR ".join(f"t.{identifier(column)} IS DISTINCT FROM other.{identifier(column)}" for column in values)
    chosen = f"(SELECT * FROM {name} WHERE {condition} LIMIT 1) AS other"
    target = f"(SELECT t.ctid FROM {name} AS t WHERE ({differing}) {f'AND ({predicate})' if predicate else ''} LIMIT 1)"
    return f"UPDATE {name} AS changed SET {_assigned(values)} FROM {chosen} WHERE changed.ctid = {target}"


def _insert_copy(table: Table, values: dict[str, str] | None = None) -> str:
    """Insert a row a second time, its key included, but for ``values``."""
    columns = [column.name for column in table.columns if column.generated is None]
    taken = ", ".join((values or {}).get(name, identifier(name)) for name in columns)
    target, names = qualified(table.name), ", ".join(map(identifier, columns))
    return f"INSERT INTO {target} ({names}) OVERRIDING SYSTEM VALUE SELECT {taken} FROM {target} LIMIT 1"


def columns_changed_by_update(session: Session, table: QualifiedName) -> tuple[str, ...]:
    """The columns that differ after an update that sets a column to what it was; taken back."""
    name = qualified(table)
    columns: Sequence[str] = [
        row[0]
        for row in session.rows(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped "
            "AND attgenerated = '' AND attidentity <> 'a' ORDER BY attnum",
            [name],
        )
    ]
    row = f"SELECT to_jsonb(t) FROM {name} AS t ORDER BY ctid LIMIT 1"
    with session.attempt():
        session.run(f"CREATE TEMPORARY TABLE dbd_before ON COMMIT DROP AS {row}")
        same = identifier(columns[0])
        returning = (
            f"UPDATE {name} AS t SET {same} = {same} WHERE ctid = (SELECT ctid FROM {name} ORDER BY ctid LIMIT 1) "
            "RETURNING to_jsonb(t)"
        )
        changed = session.rows(returning)
        before = session.value("SELECT * FROM dbd_before")
    after = changed[0][0] if changed else before
    return tuple(column for column in columns if before and after and before.get(column) != after.get(column))
