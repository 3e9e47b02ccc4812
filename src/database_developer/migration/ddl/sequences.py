"""Statements about sequences, and how a sequence's options are spelled."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.migration.ddl.locks import locks
from database_developer.migration.ddl.quoting import identifier, literal, qualified
from database_developer.model.migration import Lock, LockMode, Statement
from database_developer.model.names import QualifiedName
from database_developer.model.schema import Sequence, SequenceOptions

LARGEST = {"smallint": 2**15 - 1, "integer": 2**31 - 1, "bigint": 2**63 - 1}


def create(sequence: Sequence, *, guarded: bool = False) -> Statement:
    """CREATE SEQUENCE, owned by nobody yet."""
    clause = "IF NOT EXISTS " if guarded else ""
    unlogged = "UNLOGGED " if sequence.unlogged else ""
    type_ = "" if sequence.options.type == "bigint" else f" AS {sequence.options.type}"
    unusual = "".join(f" {part}" for part in unusual_options(sequence.options))
    return Statement(
        sql=f"CREATE {unlogged}SEQUENCE {clause}{qualified(sequence.name)}{type_}{unusual}",
        why=f'make the sequence "{sequence.name}"',
    )


def drop(name: QualifiedName, *, guarded: bool = False) -> Statement:
    """DROP SEQUENCE."""
    clause = "IF EXISTS " if guarded else ""
    return Statement(sql=f"DROP SEQUENCE {clause}{qualified(name)}", why=f'remove the sequence "{name}"')


def set_options(name: QualifiedName, options: SequenceOptions) -> Statement:
    """ALTER SEQUENCE with every option said; where it stands does not change."""
    clauses = " ".join(all_options(options))
    return Statement(
        sql=f"ALTER SEQUENCE IF EXISTS {qualified(name)} AS {options.type} {clauses}",
        why=f'change how the sequence "{name}" counts',
    )


def set_logged(name: QualifiedName, *, unlogged: bool) -> Statement:
    """ALTER SEQUENCE ... SET [UN]LOGGED."""
    mode = "UNLOGGED" if unlogged else "LOGGED"
    return Statement(
        sql=f"ALTER SEQUENCE IF EXISTS {qualified(name)} SET {mode}", why=f'make the sequence "{name}" {mode.lower()}'
    )


def set_owner(name: QualifiedName, owner: tuple[QualifiedName, str] | None, *, guarded: bool = False) -> Statement:
    """ALTER SEQUENCE ... OWNED BY: it goes when the column goes."""
    clause = "IF EXISTS " if guarded else ""
    place = f"{qualified(owner[0])}.{identifier(owner[1])}" if owner else "NONE"
    held: tuple[Lock, ...] = locks(LockMode.ACCESS_SHARE, owner[0]) if owner else ()
    return Statement(
        sql=f"ALTER SEQUENCE {clause}{qualified(name)} OWNED BY {place}",
        why=f'tie the sequence "{name}" to its column' if owner else f'untie the sequence "{name}" from its column',
        table=owner[0] if owner else None,
        locks=held,
    )


def rename(old: QualifiedName, new: str, *, guarded: bool = False) -> Statement:
    """ALTER SEQUENCE ... RENAME."""
    clause = "IF EXISTS " if guarded else ""
    return Statement(
        sql=f"ALTER SEQUENCE {clause}{qualified(old)} RENAME TO {identifier(new)}",
        why=f'let the sequence "{old.name}" have its usual name again',
    )


def unusual_options(options: SequenceOptions) -> Iterator[str]:
    """The clauses for what differs from what the server would choose."""
    usual = usual_bounds(options)
    if options.increment != 1:
        yield f"INCREMENT BY {options.increment}"
    if options.minimum != usual.minimum:
        yield f"MINVALUE {options.minimum}"
    if options.maximum != usual.maximum:
        yield f"MAXVALUE {options.maximum}"
    if options.start != (options.minimum if options.increment > 0 else options.maximum):
        yield f"START WITH {options.start}"
    if options.cache != 1:
        yield f"CACHE {options.cache}"
    if options.cycle:
        yield "CYCLE"


def usual_bounds(options: SequenceOptions) -> SequenceOptions:
    """What a sequence of that type and direction has when nothing is said."""
    largest = LARGEST.get(options.type, LARGEST["bigint"])
    if options.increment > 0:
        return SequenceOptions(type=options.type, minimum=1, maximum=largest)
    return SequenceOptions(type=options.type, minimum=-largest - 1, maximum=-1, start=-1)


def all_options(options: SequenceOptions) -> Iterator[str]:
    """Every option, said."""
    yield f"INCREMENT BY {options.increment}"
    yield f"MINVALUE {options.minimum}"
    yield f"MAXVALUE {options.maximum}"
    yield f"START WITH {options.start}"
    yield f"CACHE {options.cache}"
    yield "CYCLE" if options.cycle else "NO CYCLE"


def catch_up(name: QualifiedName, table: QualifiedName, column: str) -> Statement:
    """setval: a sequence that comes back goes on after values that came from elsewhere meanwhile; never back."""
    return Statement(
        sql=(
            f"SELECT pg_catalog.setval({literal(qualified(name))}, t.most)"
            f" FROM (SELECT max({identifier(column)}) AS most FROM {qualified(table)}) AS t"
            f" WHERE t.most > (SELECT last_value FROM {qualified(name)})"
        ),
        why=f'let the sequence "{name}" go on after the values of "{column}"',
        table=table,
        locks=locks(LockMode.ACCESS_SHARE, table),
        scans=(table,),
    )


def go_on_after(table: QualifiedName, column: str, options: SequenceOptions) -> Statement:
    """setval: an identity column's counter goes on after the values that are there; without rows it stays."""
    end = "max" if options.increment > 0 else "min"
    place = f"{literal(qualified(table))}, {literal(column)}"
    return Statement(
        sql=(
            f"SELECT pg_catalog.setval(pg_catalog.pg_get_serial_sequence({place}), "
            f"(SELECT {end}({identifier(column)}) FROM {qualified(table)}))"
        ),
        why=f'count on after the values of "{column}" that are there',
        table=table,
        locks=locks(LockMode.ACCESS_SHARE, table),
        scans=(table,),
    )


def go_on_from(name: QualifiedName, other: QualifiedName) -> Statement:
    """setval: a sequence gives next what the other one would have given."""
    return Statement(
        sql=(
            f"SELECT pg_catalog.setval({literal(qualified(name))}, other.last_value, other.is_called)"
            f" FROM {qualified(other)} AS other"
        ),
        why=f'let the sequence "{name}" go on where "{other}" is',
    )
