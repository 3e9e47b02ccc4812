"""Statements about columns, and how a column is spelled where it is made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from database_developer.migration.ddl.locks import exclusive, locks
from database_developer.migration.ddl.options import option_list, option_names
from database_developer.migration.ddl.quoting import dollar_quoted, identifier, literal, qualified
from database_developer.migration.ddl.sequences import all_options, unusual_options
from database_developer.model.migration import LockMode, Statement
from database_developer.model.names import QualifiedName
from database_developer.model.schema import Column, Identity, NotNull


def spelled(column: Column) -> str:
    """The column as CREATE TABLE and ADD COLUMN take it; an unvalidated NOT NULL is left to later."""
    return " ".join([identifier(column.name), column.type, *_clauses(column)])


def _clauses(column: Column) -> Iterator[str]:
    if column.collation:
        yield f"COLLATE {column.collation}"
    if column.identity:
        yield identity(column.identity)
    if column.generated:
        stored = "STORED" if column.generated.stored else "VIRTUAL"
        yield f"GENERATED ALWAYS AS ({column.generated.expression}) {stored}"
    if column.not_null and column.not_null.validated:
        yield not_null(column.not_null)
    if column.default is not None:
        yield f"DEFAULT {column.default}"


def not_null(demand: NotNull) -> str:
    """NOT NULL, with its name where it has one of its own."""
    name = f"CONSTRAINT {identifier(demand.name)} " if demand.name else ""
    return f"{name}NOT NULL{' NO INHERIT' if demand.no_inherit else ''}"


def identity(counted: Identity) -> str:
    """GENERATED ... AS IDENTITY with what is unusual about its sequence."""
    options = list(unusual_options(counted.options))
    if counted.sequence_name:
        options.insert(0, f"SEQUENCE NAME {qualified(counted.sequence_name)}")
    way = "ALWAYS" if counted.always else "BY DEFAULT"
    return f"GENERATED {way} AS IDENTITY{' (' + ' '.join(options) + ')' if options else ''}"


def add(table: QualifiedName, column: Column, *, guarded: bool = False) -> Statement:
    """ADD COLUMN."""
    clause = "IF NOT EXISTS " if guarded else ""
    return Statement(
        sql=f"{_alter(table, guarded=guarded)} ADD COLUMN {clause}{spelled(column)}",
        why=f'add "{column.name}" to "{table}"',
        table=table,
        locks=exclusive(table),
    )


def drop(table: QualifiedName, name: str, *, guarded: bool = False) -> Statement:
    """DROP COLUMN; refused by the server while a view uses it."""
    clause = "IF EXISTS " if guarded else ""
    return Statement(
        sql=f"{_alter(table, guarded=guarded)} DROP COLUMN {clause}{identifier(name)}",
        why=f'remove "{name}" and its data from "{table}"',
        table=table,
        locks=exclusive(table),
    )


def rename(table: QualifiedName, old: str, new: str) -> Statement:
    """RENAME COLUMN."""
    return Statement(
        sql=f"{_alter(table)} RENAME COLUMN {identifier(old)} TO {identifier(new)}",
        why=f'call "{old}" of "{table}" "{new}"',
        table=table,
        locks=exclusive(table),
    )


def set_default(table: QualifiedName, name: str, default: str | None) -> Statement:
    """SET DEFAULT or, for None, DROP DEFAULT; rows that are there keep their values."""
    change, why = (f"SET DEFAULT {default}", "give new rows") if default is not None else ("DROP DEFAULT", "take away")
    return _column(table, name, change, f'{why} a default for "{name}" of "{table}"')


def set_not_null(table: QualifiedName, name: str, *, proven: bool = False) -> Statement:
    """SET NOT NULL; it reads the whole table unless a valid CHECK already proves it."""
    statement = _column(table, name, "SET NOT NULL", f'refuse rows without "{name}"')
    return statement if proven else _scanning(statement, table)


def add_not_null(table: QualifiedName, column: str, constraint: str, demand: NotNull, *, valid: bool) -> Statement:
    """ADD CONSTRAINT ... NOT NULL (18 and later); unvalidated it reads nothing."""
    tail = f"{' NO INHERIT' if demand.no_inherit else ''}{'' if valid else ' NOT VALID'}"
    statement = Statement(
        sql=f"{_alter(table)} ADD CONSTRAINT {identifier(constraint)} NOT NULL {identifier(column)}{tail}",
        why=f'refuse new rows without "{column}"' + ("" if valid else "; those that are there are looked at later"),
        table=table,
        locks=exclusive(table),
    )
    return _scanning(statement, table) if valid else statement


def drop_not_null(table: QualifiedName, name: str) -> Statement:
    """DROP NOT NULL."""
    return _column(table, name, "DROP NOT NULL", f'let rows be without "{name}"')


def set_type(table: QualifiedName, column: Column, using: str | None, *, rewrites: bool) -> Statement:
    """ALTER COLUMN ... TYPE."""
    collation = f" COLLATE {column.collation}" if column.collation else ""
    cast = f" USING {using}" if using else ""
    why = f'"{column.name}" of "{table}" becomes {column.type}'
    statement = _column(table, column.name, f"TYPE {column.type}{collation}{cast}", why)
    return _rewriting(statement, table) if rewrites else statement


def add_identity(table: QualifiedName, name: str, counted: Identity) -> Statement:
    """ADD GENERATED ... AS IDENTITY; the column must be NOT NULL."""
    return _column(table, name, f"ADD {identity(counted)}", f'let "{name}" of "{table}" count by itself')


def alter_identity(table: QualifiedName, name: str, counted: Identity) -> Statement:
    """SET GENERATED and every option of the sequence."""
    way = "ALWAYS" if counted.always else "BY DEFAULT"
    options = " ".join(f"SET {option}" for option in all_options(counted.options))
    return _column(table, name, f"SET GENERATED {way} {options}", f'change how "{name}" of "{table}" counts')


def drop_identity(table: QualifiedName, name: str) -> Statement:
    """DROP IDENTITY."""
    return _column(table, name, "DROP IDENTITY IF EXISTS", f'let "{name}" of "{table}" no longer count by itself')


def drop_expression(table: QualifiedName, name: str) -> Statement:
    """DROP EXPRESSION: the column keeps its values and is an ordinary one from now on."""
    return _column(table, name, "DROP EXPRESSION", f'keep the values of "{name}" and stop deriving them')


def set_expression(table: QualifiedName, name: str, expression: str, *, stored: bool) -> Statement:
    """SET EXPRESSION (17 and later); a stored column is computed anew for every row."""
    statement = _column(table, name, f"SET EXPRESSION AS ({expression})", f'derive "{name}" of "{table}" otherwise')
    return _rewriting(statement, table) if stored else statement


def set_storage(table: QualifiedName, name: str, storage: str | None) -> Statement:
    """SET STORAGE."""
    return _column(table, name, f"SET STORAGE {(storage or 'default').upper()}", f'how large values of "{name}" lie')


def set_usual_storage(table: QualifiedName, name: str) -> Statement:
    """SET STORAGE to what the column's type has, for servers before 16, which do not know DEFAULT."""
    plain = set_storage(table, name, None)
    block = f"""BEGIN
    EXECUTE {literal(plain.sql.removesuffix("DEFAULT"))} || (
        SELECT CASE typstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END
        FROM pg_catalog.pg_attribute AS a JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid
        WHERE a.attrelid = {literal(qualified(table))}::pg_catalog.regclass AND a.attname = {literal(name)});
END"""
    return replace(plain, sql=f"DO {dollar_quoted(block)}")


def set_compression(table: QualifiedName, name: str, compression: str | None) -> Statement:
    """SET COMPRESSION; values that are there stay as they are."""
    method = compression or "default"
    return _column(table, name, f"SET COMPRESSION {method}", f'how large values of "{name}" are packed')


def set_statistics(table: QualifiedName, name: str, target: int | None) -> Statement:
    """SET STATISTICS."""
    number = -1 if target is None else target
    statement = _column(table, name, f"SET STATISTICS {number}", f'how closely ANALYZE looks at "{name}"')
    return _quietly(statement, table)


def set_options(table: QualifiedName, name: str, options: tuple[str, ...]) -> Statement:
    """SET (...) on a column, such as n_distinct."""
    return _quietly(
        _column(table, name, f"SET ({option_list(options)})", f'what the planner assumes of "{name}"'), table
    )


def reset_options(table: QualifiedName, name: str, options: tuple[str, ...]) -> Statement:
    """RESET (...) on a column."""
    return _quietly(
        _column(table, name, f"RESET ({option_names(options)})", f'let the planner look at "{name}" itself'), table
    )


def _alter(table: QualifiedName, *, guarded: bool = False) -> str:
    return f"ALTER TABLE {'IF EXISTS ' if guarded else ''}{qualified(table)}"


def _column(table: QualifiedName, name: str, change: str, why: str) -> Statement:
    return Statement(
        sql=f"{_alter(table)} ALTER COLUMN {identifier(name)} {change}", why=why, table=table, locks=exclusive(table)
    )


def _scanning(statement: Statement, table: QualifiedName) -> Statement:
    return replace(statement, scans=(table,))


def _rewriting(statement: Statement, table: QualifiedName) -> Statement:
    return replace(statement, scans=(table,), rewrites=(table,))


def _quietly(statement: Statement, table: QualifiedName) -> Statement:
    return replace(statement, locks=locks(LockMode.SHARE_UPDATE_EXCLUSIVE, table))
