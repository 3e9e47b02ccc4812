"""Statements about whole tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from database_developer.migration.ddl.columns import spelled
from database_developer.migration.ddl.constraints import spelled as spelled_constraint
from database_developer.migration.ddl.locks import exclusive, locks
from database_developer.migration.ddl.options import option_list, option_names
from database_developer.migration.ddl.quoting import identifier, qualified
from database_developer.model.migration import LockMode, Statement
from database_developer.model.names import QualifiedName
from database_developer.model.schema import Constraint, Table


def create(table: Table, inline: Iterable[Constraint] = (), *, guarded: bool = False) -> Statement:
    """CREATE TABLE, one column a line, with the constraints that need no other table."""
    own = [column for column in table.columns if not (table.inherits and column.inherited)]
    lines = [spelled(column) for column in own] + [spelled_constraint(each) for each in inline]
    body = ",\n".join(f"    {line}" for line in lines)
    head = f"CREATE {'UNLOGGED ' if table.unlogged else ''}TABLE {'IF NOT EXISTS ' if guarded else ''}"
    tail = f"\nINHERITS ({', '.join(map(qualified, table.inherits))})" if table.inherits else ""
    tail += f"\nPARTITION BY {table.partitioning.key}" if table.partitioning else ""
    if table.options:
        tail += f"\nWITH ({option_list(table.options)})"
    columns = f"(\n{body}\n)" if lines else "()"
    return Statement(
        sql=f"{head}{qualified(table.name)} {columns}{tail}",
        why=f'make the table "{table.name}"',
        table=table.name,
        locks=locks(LockMode.SHARE_UPDATE_EXCLUSIVE, *table.inherits),
    )


def drop(name: QualifiedName, *, guarded: bool = False) -> Statement:
    """DROP TABLE with all its rows; refused by the server while anything else depends on it."""
    clause = "IF EXISTS " if guarded else ""
    return Statement(
        sql=f"DROP TABLE {clause}{qualified(name)}",
        why=f'remove the table "{name}" and its rows',
        table=name,
        locks=exclusive(name),
    )


def rename(old: QualifiedName, new: str) -> Statement:
    """ALTER TABLE ... RENAME."""
    return _alter(old, f"RENAME TO {identifier(new)}", f'call the table "{old}" "{new}"')


def inherit(child: QualifiedName, parent: QualifiedName) -> Statement:
    """INHERIT: rows of the child are found in the parent too; it must have the parent's columns and checks."""
    statement = _alter(child, f"INHERIT {qualified(parent)}", f'let the rows of "{child}" be found in "{parent}" too')
    return replace(statement, locks=(*statement.locks, *locks(LockMode.SHARE_UPDATE_EXCLUSIVE, parent)))


def no_inherit(child: QualifiedName, parent: QualifiedName) -> Statement:
    """NO INHERIT: the child keeps its columns and checks."""
    statement = _alter(child, f"NO INHERIT {qualified(parent)}", f'find the rows of "{child}" no longer in "{parent}"')
    return replace(statement, locks=(*statement.locks, *locks(LockMode.ACCESS_SHARE, parent)))


def set_options(name: QualifiedName, options: tuple[str, ...]) -> Statement:
    """SET (...) storage parameters."""
    return _quiet(name, f"SET ({option_list(options)})", f'how "{name}" is stored and kept clean')


def reset_options(name: QualifiedName, options: tuple[str, ...]) -> Statement:
    """RESET (...) storage parameters."""
    return _quiet(name, f"RESET ({option_names(options)})", f'let "{name}" be stored as usual')


def set_logged(name: QualifiedName, *, unlogged: bool) -> Statement:
    """SET LOGGED or UNLOGGED; the whole table is written anew."""
    mode = "UNLOGGED" if unlogged else "LOGGED"
    why = f'"{name}" is ' + ("empty after a crash of the server" if unlogged else "safe from crashes")
    return Statement(
        sql=f"ALTER TABLE {qualified(name)} SET {mode}",
        why=why,
        table=name,
        locks=exclusive(name),
        scans=(name,),
        rewrites=(name,),
    )


def set_row_security(name: QualifiedName, *, enabled: bool) -> Statement:
    """ENABLE or DISABLE ROW LEVEL SECURITY."""
    verb = "ENABLE" if enabled else "DISABLE"
    return _alter(
        name, f"{verb} ROW LEVEL SECURITY", f'"{name}": policies {"decide" if enabled else "no longer count"}'
    )


def force_row_security(name: QualifiedName, *, forced: bool) -> Statement:
    """[NO] FORCE ROW LEVEL SECURITY."""
    verb = "FORCE" if forced else "NO FORCE"
    why = f'"{name}": policies bind {"its owner too" if forced else "all but its owner"}'
    return _alter(name, f"{verb} ROW LEVEL SECURITY", why)


def set_replica_identity(name: QualifiedName, identity: str) -> Statement:
    """REPLICA IDENTITY; ``identity`` is "default", "full", "nothing" or "index <name>"."""
    word, _, index = identity.partition(" ")
    way = f"USING INDEX {identifier(index)}" if index else word.upper()
    return _alter(name, f"REPLICA IDENTITY {way}", f'how replicas tell the rows of "{name}" apart')


def _alter(name: QualifiedName, change: str, why: str) -> Statement:
    return Statement(sql=f"ALTER TABLE {qualified(name)} {change}", why=why, table=name, locks=exclusive(name))


def _quiet(name: QualifiedName, change: str, why: str) -> Statement:
    held = locks(LockMode.SHARE_UPDATE_EXCLUSIVE, name)
    return Statement(sql=f"ALTER TABLE {qualified(name)} {change}", why=why, table=name, locks=held)
