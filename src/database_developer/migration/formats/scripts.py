"""Reads a folder's migration files back into scripts that can be run.

A migration is ``<version>_<name>.up.sql``, with ``<version>_<name>.down.sql`` if it can be taken back, or
``<version>_<name>.sql`` (forward only). Versions are numbers and order the scripts. BEGIN and COMMIT in a file
make blocks, which succeed or fail as a whole; a statement outside them is a transaction of its own, as with
psql, or runs outside of one where it must.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pglast
from pglast import ast, enums

from database_developer.errors import HistoryBroken, StatementRefused
from database_developer.migration.formats.plain_sql import FROM_HALF_WAY, PHASE, STARTS_FROM
from database_developer.migration.formats.statements import PSQL_COMMAND, split
from database_developer.migration.formats.written import is_nameless_build, new_table, stands_alone, written
from database_developer.model.migration import Phase
from database_developer.model.script import Block, Script, Side, Written

FILE_NAME = re.compile(r"(?P<version>\d+)_(?P<name>.+?)(?P<side>\.up|\.down)?\.sql")
ORIGIN = re.compile(rf"{re.escape(STARTS_FROM)}(sha256:[0-9a-f]+)(?: on PostgreSQL (\d+))?\.")
TRANSACTION = enums.TransactionStmtKind
BEGINS = (TRANSACTION.TRANS_STMT_BEGIN, TRANSACTION.TRANS_STMT_START)


def read(files: Mapping[str, str]) -> tuple[Script, ...]:
    """The scripts among a folder's files (texts by name), in the order of their versions.

    Names that do not end with ``.sql`` are left alone. Raises HistoryBroken for names that make no
    sense together, SchemaUnreadable for what is no SQL, and StatementRefused for what no runner could resume.
    """
    sides: dict[str, dict[str, str]] = {}
    for name in sorted(file for file in files if file.endswith(".sql")):
        found = FILE_NAME.fullmatch(name)
        if found is None:
            raise HistoryBroken(
                f'"{name}" does not begin with a version', hint="name it such as 20260102030405_what_it_does.up.sql"
            )
        side = (found["side"] or ".up").removeprefix(".")
        _ensure_alone(sides.setdefault(found["version"], {}), side, name)
        sides[found["version"]][side] = name
    scripts = (_script(version, names, files) for version, names in sides.items())
    return tuple(sorted(scripts, key=lambda script: place(script.version)))


def place(version: str) -> tuple[int, str]:
    """Where a version stands among others."""
    return int(version), version


def side(path: str, text: str) -> Side:
    """One file's text as what it runs."""
    return Side(path=path, checksum=hashlib.sha256(text.encode()).hexdigest(), blocks=tuple(_blocks(path, text)))


def _ensure_alone(names: Mapping[str, str], side: str, name: str) -> None:
    if side in names:
        raise HistoryBroken(
            f'"{names[side]}" and "{name}" have the same version', hint="give one of them another version"
        )


def _script(version: str, names: Mapping[str, str], files: Mapping[str, str]) -> Script:
    if "up" not in names:
        raise HistoryBroken(f'"{names["down"]}" takes back a migration that is not there', hint="add its .up.sql file")
    slugs = {kind: FILE_NAME.fullmatch(name)["name"] for kind, name in names.items()}  # type: ignore[index]
    if len(set(slugs.values())) > 1:
        raise HistoryBroken(
            f'"{names["up"]}" and "{names["down"]}" have the same version and other names',
            hint="name both files alike, or give one of them another version",
        )
    header = tuple(_header(files[names["up"]]))
    origin = next(filter(None, map(ORIGIN.fullmatch, header)), None)
    phase = next((line.removeprefix(PHASE) for line in header if line.startswith(PHASE)), None)
    down = side(names["down"], files[names["down"]]) if "down" in names else None
    return Script(
        version=version,
        name=slugs["up"],
        up=side(names["up"], files[names["up"]]),
        down=down,
        phase=Phase(phase) if phase in list(Phase) else None,
        before_hash=origin[1] if origin else None,
        server_version=int(origin[2]) if origin and origin[2] else None,
        undoes_parts=down is not None and FROM_HALF_WAY in _header(files[names["down"]]),
    )


def _header(text: str) -> Iterator[str]:
    """The comment lines at the top, after the first, which is a title that anybody may choose."""
    for number, line in enumerate(text.lstrip("\ufeff").splitlines()):
        if not line.startswith("--"):
            return
        if number:
            yield line.removeprefix("--").strip()


def _blocks(path: str, text: str) -> Iterator[Block]:
    """The file's blocks in order."""
    block: list[Written] | None = None
    opened = number = 0
    new_tables: set[str] = set()
    for statement, sql, line in _placed(path, text):
        where = f"{path}:{line}"
        if isinstance(statement, ast.TransactionStmt):
            _ensure_plain(statement, where, in_block=block is not None)
            if block:
                yield Block(statements=tuple(block))
            opened, block = line, [] if block is None else None
            continue
        number += 1
        alone = stands_alone(statement, sql)
        _ensure_resumable(statement, where, outside_only=alone and block is not None)
        new_tables = new_tables if block else set()
        found = written(statement, sql, number=number, line=line, new_tables=new_tables)
        new_tables.add(new_table(statement))
        if block is None:
            yield Block(statements=(found,), in_transaction=not alone)
        else:
            block.append(found)
    if block is not None:
        raise StatementRefused("the transaction that begins here does not end", where=f"{path}:{opened}", hint="COMMIT")


def _placed(path: str, text: str) -> Iterator[tuple[Any, str, int]]:
    """Each statement's syntax tree, its text, and the line where it begins."""
    split(text, origin=path)  # a syntax error is told with its line
    body = PSQL_COMMAND.sub("", text.lstrip("\ufeff"))
    slices = pglast.split(body, only_slices=True)
    for tree, part in zip(pglast.parse_sql(body), slices, strict=True):
        yield tree.stmt, body[part], body.count("\n", 0, part.start) + 1


def _ensure_plain(statement: Any, where: str, *, in_block: bool) -> None:
    """Only BEGIN and COMMIT, one after the other: the runner ends transactions, and must know where."""
    if statement.kind in BEGINS:
        if statement.options:
            raise StatementRefused(
                "BEGIN has options",
                where=where,
                hint="write BEGIN, and SET TRANSACTION as the first statement after it",
            )
        if in_block:
            raise StatementRefused("BEGIN stands within a transaction", where=where, hint="COMMIT the one before first")
        return
    if statement.kind != TRANSACTION.TRANS_STMT_COMMIT or statement.chain:
        raise StatementRefused(
            "only BEGIN and COMMIT may steer transactions in a migration",
            where=where,
            hint="a file that takes part of itself back cannot be resumed: leave ROLLBACK, SAVEPOINT and the like out",
        )
    if not in_block:
        raise StatementRefused(
            "COMMIT ends a transaction that never began", where=where, hint="BEGIN it, or leave it out"
        )


def _ensure_resumable(statement: Any, where: str, *, outside_only: bool) -> None:
    if outside_only:
        raise StatementRefused(
            "this cannot run within a transaction", where=where, hint="move it out from between BEGIN and COMMIT"
        )
    if is_nameless_build(statement):
        raise StatementRefused(
            "the index has no name, so nobody could find it after a crash", where=where, hint="name the index"
        )
    if isinstance(statement, ast.CopyStmt) and not statement.filename:
        raise StatementRefused(
            "COPY from or to the client is a command of psql", where=where, hint="write INSERT, or COPY a file"
        )
