"""From a migration's text to what was found in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from pglast import ast
from pglast.enums import TransactionStmtKind

from database_developer.migration.formats.plain_sql import FROM_HALF_WAY, STARTS_FROM
from database_developer.migration.linting import allowing
from database_developer.migration.linting.allowing import Allowance
from database_developer.migration.linting.commands import Command, EndsTransaction, commands_of
from database_developer.migration.linting.finding import Finding, Severity
from database_developer.migration.linting.known import Known, Transaction
from database_developer.migration.linting.learning import learn
from database_developer.migration.linting.locks import locks_of
from database_developer.migration.linting.nodes import is_a
from database_developer.migration.linting.rule import Found, Place, Rule
from database_developer.migration.linting.rules import RULES
from database_developer.migration.linting.schemas import learn_schema
from database_developer.migration.linting.source import Source, read
from database_developer.migration.linting.spelling import Unprintable
from database_developer.model.migration import Hazard
from database_developer.model.schema import Schema

NAMES = frozenset({rule.id for rule in RULES} | {hazard.value for hazard in Hazard})
BEGINS = (TransactionStmtKind.TRANS_STMT_BEGIN, TransactionStmtKind.TRANS_STMT_START)
ENDS = (TransactionStmtKind.TRANS_STMT_COMMIT, TransactionStmtKind.TRANS_STMT_ROLLBACK)
OURS = (f"-- {STARTS_FROM}", f"-- {FROM_HALF_WAY}")  # a rollback undoes any first part of what we wrote


@dataclass(frozen=True, kw_only=True, slots=True)
class Knowledge:
    """What is known besides the file: the server's major version, how the file is run, and the schema before it.

    ``in_transaction`` says that whatever runs the file wraps it in one transaction; ``allowed`` are hazards
    and rules let through by name; ``schema_sql`` is SQL that was run before.
    """

    server_version: int = 18
    in_transaction: bool = False
    allowed: frozenset[str] = frozenset()
    schema: Schema | None = None
    schema_sql: str = ""
    schema_origin: str = field(default="schema")


def lint(text: str, *, origin: str, knowledge: Knowledge | None = None) -> tuple[Finding, ...]:
    """What is unsafe in a migration, in the order of the file.

    Raises SchemaUnreadable, with the line, where the text is no SQL.
    """
    told = knowledge or Knowledge()
    source = read(text, origin=origin)
    known = _before(told)
    if told.in_transaction:
        known.transaction = Transaction(explicit=True, by_runner=True)
    comments = allowing.allowances(source)
    found = [_judged(finding, number, told, comments) for finding, number in _findings(source, known, told)]
    found += allowing.complaints(comments, origin, NAMES)
    return tuple(sorted(found, key=lambda finding: (finding.span.start, finding.span.end)))


def _before(told: Knowledge) -> Known:
    """What is known before the first command: nothing in it is new."""
    known = Known()
    if told.schema is not None:
        learn_schema(known, told.schema)
    if told.schema_sql:
        for command in commands_of(read(told.schema_sql, origin=told.schema_origin)):
            learn(known, command)
    for table in known.tables.values():
        table.new = False
    known.materialized = dict.fromkeys(known.materialized, False)
    known.transaction, known.session_timeout, known.namespace = Transaction(), False, "public"
    known.domains.clear()
    return known


def _findings(source: Source, known: Known, told: Knowledge) -> Iterator[tuple[Finding, int]]:
    commands = commands_of(source)
    ends = _ends(commands, told)
    ours = any(line in source.text for line in OURS)
    seen: set[str] = set()
    for number, command in enumerate(commands):
        _enter(known, command, commands[number - 1] if number else None)
        place = Place(
            command=command,
            known=known,
            version=told.server_version,
            commands=commands,
            rest=range(number + 1, ends[number]),
            locks=locks_of(command, known),
            ours=ours,
        )
        yield from ((finding, command.statement) for finding in _asked(source, place, seen))
        _leave(known, place)


def _asked(source: Source, place: Place, seen: set[str]) -> Iterator[Finding]:
    for rule in RULES:
        if not rule.once or rule.id not in seen:
            for found in _found(rule, place):
                seen.add(rule.id)
                yield _finding(rule, found, source, place)


def _found(rule: Rule, place: Place) -> tuple[Found, ...]:
    """What the rule finds; in general words where the safe SQL cannot be written down."""
    try:
        return tuple(rule.find(place))
    except Unprintable:
        return (Found(message=f"{rule.looks_for}, in words for which no safe SQL can be made up here"),)


def _finding(rule: Rule, found: Found, source: Source, place: Place) -> Finding:
    return Finding(
        rule=rule.id,
        hazard=found.hazard or rule.hazard,
        severity=found.severity or rule.severity,
        origin=source.origin,
        span=place.command.span,
        message=found.message,
        why=rule.hurts,
        safe_sql=found.safe_sql,
        replaces=found.replaces,
    )


def _judged(finding: Finding, statement: int, told: Knowledge, comments: tuple[Allowance, ...]) -> Finding:
    """The finding, as a note where somebody let it through."""
    names = {finding.rule, finding.hazard.value if finding.hazard else finding.rule}
    for comment in comments:
        if comment.statement == statement and comment.name in names and comment.reason:
            comment.used += 1
            return replace(finding, severity=Severity.NOTE, allowed=comment.reason)
    by_name = sorted(names & told.allowed)
    if by_name:
        return replace(finding, severity=Severity.NOTE, allowed=f"{by_name[0]} is allowed for the whole run")
    return finding


def _ends(commands: tuple[Command, ...], told: Knowledge) -> list[int]:
    """For each command the number of the first one after its transaction."""
    ends, explicit, open_since = [0] * len(commands), told.in_transaction, 0
    for number, command in enumerate(commands):
        kind = _boundary(command)
        if not explicit and number and command.statement != commands[number - 1].statement:
            ends[open_since:number], open_since = [number] * (number - open_since), number
        if kind in ENDS or isinstance(command.node, EndsTransaction):
            ends[open_since : number + 1], open_since = [number] * (number + 1 - open_since), number + 1
        explicit = kind in BEGINS or (explicit and kind not in ENDS)
    ends[open_since:] = [len(commands)] * (len(commands) - open_since)
    return ends


def _boundary(command: Command) -> TransactionStmtKind | None:
    return command.node.kind if is_a(command.node, ast.TransactionStmt) else None


def _enter(known: Known, command: Command, previous: Command | None) -> None:
    """Outside of a transaction block each statement is a transaction of its own."""
    if previous is not None and previous.statement != command.statement and not known.transaction.explicit:
        known.transaction = Transaction(line=command.span.line, session_timeout=known.session_timeout)


def _leave(known: Known, place: Place) -> None:
    command, kind = place.command, _boundary(place.command)
    for lock in place.locks:
        held = known.transaction.locks.get(lock.relation)
        if held is None or lock.mode.strength > held.strength:
            known.transaction.locks[lock.relation] = lock.mode
    learn(known, command)
    if kind in BEGINS and not known.transaction.explicit:
        known.transaction = Transaction(explicit=True, line=command.span.line, session_timeout=known.session_timeout)
    elif kind in ENDS:
        _end(known, undone=kind == TransactionStmtKind.TRANS_STMT_ROLLBACK, chained=bool(command.node.chain))
    elif isinstance(command.node, EndsTransaction):
        known.transaction = Transaction(line=command.span.line, session_timeout=known.session_timeout)


def _end(known: Known, *, undone: bool, chained: bool) -> None:
    if undone:
        known.session_timeout = known.transaction.session_timeout
        for name in known.transaction.made:
            known.tables.pop(name, None)
            known.materialized.pop(name, None)
    known.transactions += 1
    known.transaction = Transaction(explicit=chained, session_timeout=known.session_timeout)
