"""Schemas and scripts in few words, and what a check says about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from database_developer.model.migration import Facts, Lock, LockMode, Statement
from database_developer.model.names import QualifiedName
from database_developer.model.schema import (
    EMPTY,
    Column,
    Composite,
    Constraint,
    ConstraintKind,
    Domain,
    Enum,
    Extension,
    Function,
    Index,
    IndexKey,
    Namespace,
    NotNull,
    Policy,
    Reference,
    Schema,
    Sequence,
    Table,
    Trigger,
    View,
)
from database_developer.proof.checks.check import Check, Finding, Subject

PAGES = Path(__file__).parents[2] / "docs" / "reference" / "checks"
KINDS: Mapping[type, str] = {
    Namespace: "namespaces",
    Extension: "extensions",
    Enum: "enums",
    Domain: "domains",
    Composite: "composites",
    Sequence: "sequences",
    Table: "tables",
    View: "views",
    Function: "functions",
}
PARTS: Mapping[type, str] = {
    Column: "columns",
    Constraint: "constraints",
    Index: "indexes",
    Trigger: "triggers",
    Policy: "policies",
}


def name(text: str) -> QualifiedName:
    """``users`` is in the namespace "public", ``app.users`` in "app"."""
    namespace, _, own = text.rpartition(".")
    return QualifiedName(namespace or "public", own)


def column(name: str, type: str = "text", *, required: bool = True, **more: Any) -> Column:
    return Column(name=name, type=type, not_null=NotNull() if required else None, **more)


def table(title: str, *parts: Any, comment: str | None = "What a row is.", **more: Any) -> Table:
    """A table of columns, constraints, indexes, triggers and policies in any order."""
    held = {field: tuple(part for part in parts if isinstance(part, kind)) for kind, field in PARTS.items()}
    return Table(name=name(title), comment=comment, **held, **more)


def schema(*things: Any) -> Schema:
    """A schema of these objects."""
    held: dict[str, dict[Any, Any]] = {field: {} for field in KINDS.values()}
    held["namespaces"]["public"] = Namespace(name="public")
    for thing in things:
        held[KINDS[type(thing)]][thing.signature if isinstance(thing, Function) else thing.name] = thing
    return Schema(**held)


def key(*columns: str, name: str = "the_pkey") -> Constraint:
    kind = ConstraintKind.PRIMARY_KEY
    return Constraint(name=name, kind=kind, definition=f"PRIMARY KEY ({', '.join(columns)})", columns=columns)


def unique(*columns: str, name: str = "the_key", **more: Any) -> Constraint:
    definition = f"UNIQUE ({', '.join(columns)})"
    return Constraint(name=name, kind=ConstraintKind.UNIQUE, definition=definition, columns=columns, **more)


def check(expression: str, *columns: str, name: str = "the_check", **more: Any) -> Constraint:
    kind, definition = ConstraintKind.CHECK, f"CHECK ({expression})"
    return Constraint(name=name, kind=kind, definition=definition, columns=columns, expression=expression, **more)


def foreign_key(columns: str, to: str, target: str = "id", *, name: str = "the_fkey", **more: Any) -> Constraint:
    """``foreign_key("user_id", "users")``; several columns are written with blanks between them."""
    own, other = tuple(columns.split()), tuple(target.split())
    return Constraint(
        name=name,
        kind=ConstraintKind.FOREIGN_KEY,
        definition=f"FOREIGN KEY ({', '.join(own)}) REFERENCES {to}({', '.join(other)})",
        columns=own,
        reference=Reference(table=QualifiedName("public", to), columns=other),
        **more,
    )


def index(name: str, *keys: str | IndexKey, method: str = "btree", **more: Any) -> Index:
    """An index on columns by name, or on ready keys."""
    held = tuple(each if isinstance(each, IndexKey) else IndexKey(text=each) for each in keys)
    where = f" WHERE {more['predicate']}" if more.get("predicate") else ""
    include = f" INCLUDE ({', '.join(more['include'])})" if more.get("include") else ""
    order = ", ".join(f"{each.text} DESC" if each.descending else each.text for each in held)
    return Index(name=name, definition=f"{method} ({order}){include}{where}", method=method, keys=held, **more)


def function(title: str, **more: Any) -> Function:
    return Function(name=name(title), arguments="", definition=f"CREATE FUNCTION {title}()\nAS $$ ... $$", **more)


def statement(
    sql: str, *, locks: Mapping[str, LockMode] | None = None, scans: Iterable[str] = (), rewrites: Iterable[str] = ()
) -> Statement:
    """A statement that declares its locks by table."""
    return Statement(
        sql=sql,
        why="because",
        locks=tuple(Lock(relation=name(relation), mode=mode) for relation, mode in (locks or {}).items()),
        scans=tuple(map(name, scans)),
        rewrites=tuple(map(name, rewrites)),
    )


def script(
    *,
    before: Schema = EMPTY,
    after: Schema | None = None,
    statements: Iterable[Statement] = (),
    direction: str = "forward",
    rows: Mapping[str, int] | None = None,
) -> Subject:
    """A script from one schema to another; without ``after`` it leaves the schema as it was."""
    return Subject(
        direction=direction,
        before=before,
        after=before if after is None else after,
        statements=tuple(statements),
        facts=Facts(rows={name(title): count for title, count in (rows or {}).items()}),
    )


def shown(finding: Finding) -> str:
    """A finding as the check's page shows it."""
    return f"{finding.where}: {finding.what}\n  hint: {finding.hint}"


def page_of(check: Check) -> Path:
    """Where the check is described."""
    return PAGES / f"{check.id}.md"


def places(check: Check, subject: Subject) -> list[str]:
    """Where the check finds something."""
    return [finding.where for finding in check.find(subject)]


def assert_silent(check: Check, subject: Subject) -> None:
    """The check finds nothing."""
    assert list(check.find(subject)) == []


def assert_finds_as_documented(check: Check, subject: Subject, where: str, what: str) -> None:
    """The check finds one thing, there, in these words, and the check's page shows just that."""
    (finding,) = check.find(subject)
    assert (finding.where, finding.what) == (where, what)
    assert finding.hint
    assert shown(finding) in page_of(check).read_text(encoding="utf-8")
