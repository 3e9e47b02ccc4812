"""Conditions of a rule as SQL over the row ``t``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from database_developer.design.fillings.columns import Columns
from database_developer.design.fillings.conversions import moment
from database_developer.design.fillings.terms import NUMBERS, Family, Term, Unclear
from database_developer.model.names import Address
from database_developer.model.quoting import is_number, literal
from database_developer.model.recipe import Comparison, Condition, Relation

_MOMENTS = (Family.DATE, Family.TIMESTAMP, Family.TIMESTAMPTZ)
_ORDERED = (Relation.LESS, Relation.MORE, Relation.AT_MOST, Relation.AT_LEAST)


@dataclass(frozen=True, kw_only=True, slots=True)
class Tested:
    """A condition's SQL, and what it reads."""

    sql: str
    reads: tuple[Address, ...] = ()
    is_immutable: bool = True


def tested(condition: Condition, columns: Columns) -> Tested:
    """The whole condition; rows of which it cannot be told do not meet it."""
    terms = [columns.term(comparison.attribute) for comparison in condition.comparisons]
    parts = [_compared(term, one) for term, one in zip(terms, condition.comparisons, strict=True)]
    joint = " OR " if condition.any_of else " AND "
    return Tested(
        sql=parts[0] if len(parts) == 1 else joint.join(f"({part})" for part in parts),
        reads=tuple(dict.fromkeys(address for term in terms for address in term.reads)),
        is_immutable=all(term.is_immutable and term.family is not Family.OTHER for term in terms),
    )


def _compared(term: Term, one: Comparison) -> str:
    if one.relation is Relation.MISSING:
        return f"coalesce({term.sql}, '') = ''" if term.family is Family.TEXT else f"{term.sql} IS NULL"
    if one.relation is Relation.PRESENT:
        return f"coalesce({term.sql}, '') <> ''" if term.family is Family.TEXT else f"{term.sql} IS NOT NULL"
    match term.family:
        case Family.BOOLEAN:
            return _truth(term, one)
        case family if family in _MOMENTS:
            return _dated(term, one)
        case family if family in NUMBERS:
            return _numeric(term, one)
    return _textual(term, one)


def _truth(term: Term, one: Comparison) -> str:
    value = one.values[0].lower() if len(one.values) == 1 else ""
    if value not in {"true", "false"} or one.relation not in {Relation.EQUAL, Relation.UNEQUAL}:
        raise Unclear(
            f'"{one.attribute.name}" is true or false, and nothing else', "compare it with true or with false"
        )
    return f"{term.sql} IS {'NOT ' if one.relation is Relation.UNEQUAL else ''}{value.upper()}"


def _numeric(term: Term, one: Comparison) -> str:
    for value in one.values:
        if not is_number(value):
            raise Unclear(f'"{one.attribute.name}" is a number, and "{value}" is none', "compare it with a number")
    if one.relation not in {*_ORDERED, Relation.EQUAL, Relation.UNEQUAL}:
        raise Unclear(f'"{one.attribute.name}" is a number, and no text', "compare it with a number")
    return _plain(term.sql, one.relation, one.values)


def _plain(sql: str, relation: Relation, values: tuple[str, ...]) -> str:
    """Equal to one of the values, to none, or beyond one."""
    if relation is Relation.UNEQUAL:
        return f"({sql} IN ({', '.join(values)})) IS NOT TRUE"
    if relation is Relation.EQUAL:
        return f"{sql} IN ({', '.join(values)})" if len(values) > 1 else f"{sql} = {values[0]}"
    return f"{sql} {relation} {values[0]}"


def _textual(term: Term, one: Comparison) -> str:
    sql = term.sql if term.family is Family.TEXT else f"({term.sql})::text"
    values = tuple(literal(value) for value in one.values)
    match one.relation:
        case Relation.EQUAL | Relation.UNEQUAL:
            return _plain(sql, one.relation, values)
        case Relation.CONTAINS:
            return f"strpos({sql}, {values[0]}) > 0"
        case Relation.STARTS:
            return f"starts_with({sql}, {values[0]})"
        case Relation.ENDS:
            return f"right({sql}, {len(one.values[0])}) = {values[0]}"
    raise Unclear(
        f'"{one.attribute.name}" is a text, of which none is more than another', "compare it with = or with <>"
    )


def _dated(term: Term, one: Comparison) -> str:
    """A year or a day is a span: "after 2020" begins with 2021, and "before 2020" ends before it."""
    if len(one.values) != 1 or one.relation not in {*_ORDERED, Relation.EQUAL}:
        raise Unclear(f'"{one.attribute.name}" is a moment', "compare it with a year or a day such as 2020-01-31")
    first, after = moment(one.values[0], term.family), moment(_following(one.values[0]), term.family)
    match one.relation:
        case Relation.LESS:
            return f"{term.sql} < {first}"
        case Relation.MORE:
            return f"{term.sql} >= {after}"
        case Relation.AT_LEAST:
            return f"{term.sql} >= {first}"
        case Relation.AT_MOST:
            return f"{term.sql} < {after}"
    return f"{term.sql} >= {first} AND {term.sql} < {after}"


def _following(text: str) -> str:
    """The year, month or day behind."""
    moment(text, Family.DATE)
    year, month, day = ([int(part) for part in text.strip().split("-")] + [0, 0])[:3]
    if not month:
        return f"{year + 1:04}"
    if not day:
        return f"{year + month // 12:04}-{month % 12 + 1:02}"
    return (date(year, month, day) + timedelta(days=1)).isoformat()
