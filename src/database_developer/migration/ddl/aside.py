"""Statements that set something aside under a hidden name instead of dropping it, and that bring it back.

A note, written as its comment, says what it was and until when it is kept. The note, not the name, tells on the
way back what is meant: where a hidden name is taken already, the server adds a number. Each statement is one
block, so it is done or not done, never half.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from database_developer.migration.ddl import guards
from database_developer.migration.ddl.comments import WORDS
from database_developer.migration.ddl.locks import exclusive
from database_developer.migration.ddl.quoting import dollar_quoted, identifier, literal, qualified
from database_developer.model.aside import COLUMN_MARK, KEPT_DAYS, MARK, column_name, namespace_for, note_head
from database_developer.model.migration import Hazard, Statement
from database_developer.model.names import QualifiedName

MOMENT = """'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'"""
RELATIONS = frozenset({"table", "sequence"})
CLIENTS_BREAK = frozenset({Hazard.CLIENT_BREAK})


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """What is called after a column and would be in the way of another one of its name.

    ``counter`` is the sequence of an identity column; ``demand`` the name of a NOT NULL that it keeps.
    """

    counter: QualifiedName | None = None
    demand: str | None = None


def column(table: QualifiedName, name: str, *, first: Sequence[Statement], named: Named) -> Statement:
    """RENAME COLUMN to a hidden name, after ``first`` under the old one."""
    own = escaped(qualified(table))
    lines = [
        *_numbered(column_name(name), _column_is_taken(table)),
        *(f"{statement.sql};" for statement in first),
        *_names_given_up(table, named),
        _execute(f"ALTER TABLE {own} RENAME COLUMN {escaped(identifier(name))} TO %I", "aside"),
        _execute(f"COMMENT ON COLUMN {own}.%I IS %L", "aside", _note((table.schema, table.name, name))),
    ]
    return Statement(
        sql=_block(["aside text", "number integer := 1"], lines),
        why=f'hide "{name}" of "{table}" and keep it for {KEPT_DAYS} days; then "dbd purge" drops it',
        table=table,
        locks=exclusive(table),
        hazards=CLIENTS_BREAK,
    )


def column_back(
    table: QualifiedName, name: str, *, then: Sequence[Statement], named: Named, certain: bool = True
) -> Statement:
    """The column under its own name again, and after that ``then``; nothing where it never left.

    Where it is neither there nor aside the server refuses, if it is ``certain`` that the table has its name.
    """
    own = escaped(qualified(table))
    returned = [
        _execute(f"ALTER TABLE {own} RENAME COLUMN %I TO {escaped(identifier(name))}", "aside"),
        *_names_taken_back(table, name, named),
        *(f"{statement.sql};" for statement in then),
    ]
    head = note_head((table.schema, table.name, name))
    lines = [
        "SELECT a.attname INTO aside",
        "FROM pg_catalog.pg_attribute AS a JOIN pg_catalog.pg_description AS d",
        "    ON d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass",
        "    AND d.objoid = a.attrelid AND d.objsubid = a.attnum",
        f"WHERE a.attrelid = pg_catalog.to_regclass({literal(qualified(table))}) AND NOT a.attisdropped",
        f"    AND pg_catalog.starts_with(a.attname, {literal(COLUMN_MARK)})",
        f"    AND pg_catalog.starts_with(d.description, {literal(head)})",
        "ORDER BY d.description DESC LIMIT 1;",
        *_if(f"aside IS NOT NULL AND NOT {guards.column_exists(table, name)}", returned),
    ]
    if certain:
        lost = f"aside IS NULL AND {guards.relation_exists(table)} AND NOT {guards.column_exists(table, name)}"
        lines += _if(lost, _lost(f'the column "{name}" of "{table}"', "undefined_column"))
    why = f'bring "{name}" of "{table}" back with its values'
    return Statement(sql=_block(["aside text"], lines), why=why, table=table, locks=exclusive(table))


def moved(kind: str, name: QualifiedName) -> Statement:
    """SET SCHEMA into a hidden namespace of its own; ``kind`` is that of an address: table, sequence, enum, ..."""
    word, own = WORDS[kind], escaped(identifier(name.name))
    taken = "EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = aside)"
    lines = [
        *_numbered(namespace_for(name), taken),
        _execute("CREATE SCHEMA %I", "aside"),
        _execute(f"ALTER {word} {escaped(qualified(name))} SET SCHEMA %I", "aside"),
        _execute(f"COMMENT ON {word} %I.{own} IS %L", "aside", _note((name.schema, name.name))),
    ]
    is_table = kind == "table"
    return Statement(
        sql=_block(["aside text", "number integer := 1"], lines),
        why=f'hide the {kind} "{name}" and keep it for {KEPT_DAYS} days; then "dbd purge" drops it',
        table=name if is_table else None,
        locks=exclusive(name) if is_table else (),
        hazards=CLIENTS_BREAK if is_table else frozenset(),
    )


def moved_back(kind: str, name: QualifiedName, comment: str | None, *, certain: bool = True) -> Statement:
    """SET SCHEMA into the namespace it came from, with its comment of before; nothing where it never left.

    Where it is neither there nor aside the server refuses, if it is ``certain`` that it should have that name.
    """
    word, own = WORDS[kind], escaped(identifier(name.name))
    text = "NULL" if comment is None else literal(comment)
    returned = [
        _execute(f"ALTER {word} %I.{own} SET SCHEMA {escaped(identifier(name.schema))}", "aside"),
        f"COMMENT ON {word} {qualified(name)} IS {text};",
        "BEGIN",
        f"    {_execute('DROP SCHEMA %I', 'aside')}",
        "EXCEPTION WHEN dependent_objects_still_exist THEN",
        "    NULL;  -- something else was put there",
        "END;",
    ]
    is_there = guards.relation_exists(name) if kind in RELATIONS else guards.type_exists(name)
    lines = [*_found(kind, name), *_if(f"aside IS NOT NULL AND NOT {is_there}", returned)]
    if certain:
        lines += _if(f"aside IS NULL AND NOT {is_there}", _lost(f'the {kind} "{name}"', "undefined_object"))
    return Statement(
        sql=_block(["aside text"], lines),
        why=f'bring the {kind} "{name}" back as it was',
        table=name if kind == "table" else None,
        locks=exclusive(hidden_name(name)) if kind == "table" else (),
    )


def hidden_name(name: QualifiedName) -> QualifiedName:
    """Where a table is while it is aside, if the server needed no number for its namespace."""
    return QualifiedName(namespace_for(name), name.name)


def escaped(sql: str) -> str:
    """SQL as a part of a pattern of ``format``."""
    return sql.replace("%", "%%")


def _found(kind: str, name: QualifiedName) -> Iterator[str]:
    """The namespace that the last thing of that name was moved to."""
    catalog, prefix = ("pg_class", "rel") if kind in RELATIONS else ("pg_type", "typ")
    head = note_head((name.schema, name.name))
    yield "SELECT n.nspname INTO aside"
    yield f"FROM pg_catalog.{catalog} AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.{prefix}namespace"
    yield f"JOIN pg_catalog.pg_description AS d ON d.classoid = 'pg_catalog.{catalog}'::pg_catalog.regclass"
    yield "    AND d.objoid = c.oid AND d.objsubid = 0"
    yield f"WHERE c.{prefix}name = {literal(name.name)} AND pg_catalog.starts_with(n.nspname, {literal(MARK)})"
    yield f"    AND pg_catalog.starts_with(d.description, {literal(head)})"
    yield "ORDER BY d.description DESC LIMIT 1;"


def _names_given_up(table: QualifiedName, named: Named) -> Iterator[str]:
    if named.demand is not None:
        constraint = escaped(identifier(named.demand))
        yield _execute(f"ALTER TABLE {escaped(qualified(table))} RENAME CONSTRAINT {constraint} TO %I", "aside")
    if named.counter is not None:
        counter = qualified(named.counter)
        hidden = f"{literal(COLUMN_MARK)} || pg_catalog.to_regclass({literal(counter)})::pg_catalog.oid"
        yield _execute(f"ALTER SEQUENCE {escaped(counter)} RENAME TO %I", hidden)


def _names_taken_back(table: QualifiedName, name: str, named: Named) -> Iterator[str]:
    if named.demand is not None:
        constraint = escaped(identifier(named.demand))
        yield _execute(f"ALTER TABLE {escaped(qualified(table))} RENAME CONSTRAINT %I TO {constraint}", "aside")
    if named.counter is not None:
        counter = escaped(identifier(named.counter.name))
        hidden = f"pg_catalog.pg_get_serial_sequence({literal(qualified(table))}, {literal(name)})"
        yield _execute(f"ALTER SEQUENCE %s RENAME TO {counter}", hidden)


def _lost(what: str, condition: str) -> Iterator[str]:
    """The end of a rollback that comes after the purge."""
    message = f"{what} cannot come back: it is no longer set aside"
    hint = "it was purged, or dropped by hand: restore it from a backup, then roll back again"
    yield f"RAISE EXCEPTION USING ERRCODE = '{condition}', MESSAGE = {literal(message)},"
    yield f"    HINT = {literal(hint)};"


def _numbered(wanted: str, taken: str) -> Iterator[str]:
    """``aside`` is the wished name, or the first free one with a number."""
    yield f"aside := {literal(wanted)};"
    yield f"WHILE {taken} LOOP"
    yield "    number := number + 1;"
    yield f"    aside := {literal(f'{wanted}_')} || number;"
    yield "END LOOP;"


def _column_is_taken(table: QualifiedName) -> str:
    place = f"pg_catalog.to_regclass({literal(qualified(table))})"
    return f"EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = {place} AND attname = aside)"


def _note(of: tuple[str, ...]) -> str:
    """The note, as an expression: when it is kept from and until is known when the statement runs."""
    now = f"pg_catalog.to_char(pg_catalog.now() AT TIME ZONE 'UTC', {MOMENT})"
    end = f"pg_catalog.to_char((pg_catalog.now() + interval '{KEPT_DAYS} days') AT TIME ZONE 'UTC', {MOMENT})"
    parts = (literal(f'{note_head(of)}"since": "'), now, literal('", "expires": "'), end, literal('"}'))
    return f"pg_catalog.concat({', '.join(parts)})"


def _execute(pattern: str, *arguments: str) -> str:
    return f"EXECUTE pg_catalog.format({', '.join((literal(pattern), *arguments))});"


def _if(condition: str, lines: Iterable[str]) -> Iterator[str]:
    yield f"IF {condition} THEN"
    yield from (f"    {line}" for line in lines)
    yield "END IF;"


def _block(declared: Iterable[str], lines: Iterable[str]) -> str:
    head = "".join(f"    {declaration};\n" for declaration in declared)
    body = "".join(f"    {line}\n" for line in lines)
    return f"DO {dollar_quoted(f'DECLARE{chr(10)}{head}BEGIN{chr(10)}{body}END')}"
