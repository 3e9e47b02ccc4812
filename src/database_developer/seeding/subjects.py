"""Finds out, for each column of a table that needs values, what they must be like."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from database_developer.model.names import QualifiedName
from database_developer.model.schema import Column, Constraint, ConstraintKind, Schema, Table
from database_developer.seeding.checks import columns_of, understood
from database_developer.seeding.facts import After, Fact, Present
from database_developer.seeding.generators.moments import BORN, COMING, STAMPS
from database_developer.seeding.subject import Subject, words_of
from database_developer.seeding.types import resolve

MADE = ("created", "inserted", "registered", "joined", "occurred", "placed")
STARTS = ("start", "starts", "started", "from", "begins", "opened")
ENDS = ("end", "ends", "ended", "to", "until", "finished", "closed")

KnownValues = Mapping[tuple[QualifiedName, str], tuple[str, ...]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Demand:
    """What is asked of a seed as a whole."""

    schema: Schema
    rows: Mapping[QualifiedName, int] = field(default_factory=dict)
    known_values: KnownValues = field(default_factory=dict)
    seed: int = 1
    anchor: str = "CURRENT_TIMESTAMP"


def makes_its_own(column: Column) -> bool:
    """Whether the server gives the value: identity, generated and serial columns."""
    serial = column.default is not None and column.default.startswith("nextval(")
    return column.identity is not None or column.generated is not None or serial


def subjects(demand: Demand, table: Table, filled: frozenset[str], rows: int) -> dict[str, Subject]:
    """The columns to make values for, without those that foreign keys fill; earlier ones first."""
    facts = _facts(table)
    columns = [one for one in table.columns if not makes_its_own(one) and one.name not in filled]
    made = {column.name: _subject(demand, table, column, facts.get(column.name, ()), rows) for column in columns}
    return _earliest_first(_with_pairs(made))


def _subject(demand: Demand, table: Table, column: Column, facts: tuple[Fact, ...], rows: int) -> Subject:
    kind = resolve(demand.schema, column.type)
    inner = tuple(
        replace(fact, column=column.name)
        for domain in kind.domains
        for constraint in domain.constraints
        for fact in understood(constraint) or ()
        if not isinstance(fact, After)
    )
    return Subject(
        table=table.name,
        column=column,
        type=kind,
        rows=rows,
        seed=demand.seed,
        anchor=demand.anchor,
        facts=(*facts, *inner),
        known=demand.known_values.get((table.name, column.name), ()),
        labels=_labels(demand.known_values),
    )


def _labels(known: KnownValues) -> tuple[str, ...]:
    """The values quoted for the first column that tells kinds apart; documents count by them."""
    for (_, column), values in known.items():
        if set(words_of(column)) & {"type", "kind", "name", "status", "category"}:
            return values
    return ()


def _facts(table: Table) -> dict[str, tuple[Fact, ...]]:
    found: dict[str, tuple[Fact, ...]] = {}
    for constraint in table.constraints_of(ConstraintKind.CHECK):
        for fact in understood(constraint) or ():
            found[fact.column] = (*found.get(fact.column, ()), fact)
    return found


def _with_pairs(made: dict[str, Subject]) -> dict[str, Subject]:
    """Adds the order in time that names suggest where no CHECK demands it."""
    return {name: _following(subject, made) for name, subject in made.items()}


def _following(subject: Subject, made: dict[str, Subject]) -> Subject:
    other = None if subject.must_follow is not None else _predecessor(subject, made)
    if other is None:
        return subject
    return replace(subject, facts=(*subject.facts, After(column=subject.column.name, other=other, strictly=False)))


def _predecessor(subject: Subject, made: dict[str, Subject]) -> str | None:
    same = [one for one in made.values() if one.type.base == subject.type.base and one is not subject]
    if subject.named(*ENDS):
        start = next((one.column.name for one in same if one.named(*STARTS)), None)
        if start is not None:
            return start
    if subject.type.base not in STAMPS or subject.named(*MADE, *BORN, *COMING, *STARTS):
        return None
    return next((one.column.name for one in same if one.named(*MADE)), None)


def _earliest_first(made: dict[str, Subject]) -> dict[str, Subject]:
    """Columns in their order, except that one that follows another comes after it; circles are cut."""
    ordered: dict[str, Subject] = {}

    def place(name: str, path: frozenset[str]) -> None:
        if name in ordered or name in path or name not in made:
            return
        follows = made[name].must_follow
        if follows is not None:
            place(follows.other, path | {name})
        ordered[name] = made[name]

    for name in made:
        place(name, frozenset())
    return ordered


def is_required(table: Table, subject: Subject) -> bool:
    """Whether NULL would be refused."""
    key = table.primary_key
    by_domain = any(domain.not_null is not None for domain in subject.type.domains)
    by_check = any(isinstance(fact, Present) for fact in subject.facts)
    by_key = key is not None and subject.column.name in key.columns
    return subject.column.is_required or by_domain or by_check or by_key


def open_checks(
    checks: tuple[Constraint, ...], met: Mapping[str, tuple[Fact, ...]], made: frozenset[str]
) -> tuple[Constraint, ...]:
    """The checks that are not sure to hold for what was made; those on other columns are left to the server."""
    unsure = []
    for constraint in checks:
        facts = understood(constraint)
        sure = facts is not None and all(
            isinstance(fact, Present) or fact in met.get(fact.column, ()) for fact in facts
        )
        named = columns_of(constraint)
        if not sure and constraint.enforced and (named & made or not named):
            unsure.append(constraint)
    return tuple(unsure)
