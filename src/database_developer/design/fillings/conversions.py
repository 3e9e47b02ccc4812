"""Values taken as another sort, without ever failing: what is none of that sort becomes NULL."""

from __future__ import annotations

import string
from dataclasses import replace

from database_developer.design.fillings.terms import NUMBERS, Family, Term, Unclear, arguments_of, family_of

_NUMBER = r"^[ \t\n\r\f\v]*[-+]?[0-9]{1,100}([.][0-9]{1,100})?[ \t\n\r\f\v]*$"
_UUID = "^[0-9A-Fa-f]{8}-([0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}$"
_TRUE = ("true", "t", "yes", "y", "on", "1")
_FALSE = ("false", "f", "no", "n", "off", "0")
_BOUNDS = {"smallint": 2**15, "int2": 2**15, "bigint": 2**63, "int8": 2**63}
_DATES = ("DATE '0001-01-01'", "DATE '9999-12-31'")  # what every other type of moment can hold too
DIGITS = frozenset(string.digits)


def as_text(term: Term) -> Term:
    """The value as text. Unclear for those that different servers write in different ways."""
    match term.family:
        case Family.TEXT:
            return term if _is_plain_text(term.type) else replace(term, sql=f"({term.sql})::text", type="text")
        case Family.WHOLE | Family.NUMERIC | Family.BOOLEAN | Family.UUID:
            known = {Family.WHOLE: DIGITS | {"-"}, Family.UUID: frozenset(string.hexdigits.lower() + "-")}
            return term.made(
                f"({term.sql})::text", characters=known.get(term.family), is_lower=True, may_be_empty=False
            )
    raise Unclear(f"a value of type {term.type} has no one way to be written as text", "say how it is written")


def _is_plain_text(type_name: str) -> bool:
    return type_name.lower().startswith(("text", "character varying", "varchar"))


def as_number(term: Term) -> Term:
    """The value as an exact number."""
    match term.family:
        case Family.NUMERIC:
            return term if term.digits is not None else replace(term, digits=digits_of(term.type))
        case Family.WHOLE:
            digits = digits_of(term.type)
            return term.made(f"({term.sql})::numeric", "numeric", may_be_empty=False, digits=digits)
        case Family.FLOAT:
            return term.made(f"({term.sql})::numeric", "numeric", may_be_empty=False)
        case Family.TEXT if _is_one(term) and _is_number(_one(term)):
            number = _one(term).strip().removeprefix("+")
            digits = len(number.partition(".")[0])
            return term.made(number, "numeric", may_be_empty=False, may_be_null=False, digits=digits)
        case Family.TEXT:
            guarded = f"CASE WHEN {term.sql} ~ '{_NUMBER}' THEN ({term.sql})::numeric END"
            return term.made(guarded, "numeric", may_be_null=True, may_be_empty=False)
    raise Unclear(f"a value of type {term.type} is no number", "say which attribute the number is taken from")


def _is_one(term: Term) -> bool:
    """Whether every row has the same text: not where some have it, and others none."""
    return term.values is not None and len(term.values) == 1 and not term.may_be_null


def _one(term: Term) -> str:
    return term.values[0] if term.values else ""


def digits_of(type_name: str) -> int | None:
    """How many digits a number of the type has at most before its point; None where there is no limit."""
    if family_of(type_name) is Family.WHOLE:
        return len(str(_BOUNDS.get(type_name.lower(), 2**31)))
    arguments = (*arguments_of(type_name), 0)
    return arguments[0] - arguments[1] if arguments[0] else None


def _is_number(text: str) -> bool:
    return text.strip().lstrip("+-").replace(".", "", 1).isdigit() and text.strip().isascii()


def as_type(term: Term, type_name: str) -> Term:
    """The value as a column of this type takes it; lengths of text are not looked at here."""
    wanted = family_of(type_name)
    if term.values == () or term.sql == "NULL::text":
        return term.made(f"NULL::{type_name}", type_name, may_be_null=True, may_be_empty=False)
    if term.type == type_name:
        return term
    match wanted:
        case Family.TEXT:
            return as_text(term)
        case Family.WHOLE | Family.NUMERIC | Family.FLOAT:
            return _bounded(as_number(term), type_name)
        case Family.BOOLEAN:
            return _as_boolean(term, type_name)
        case Family.UUID if term.family is Family.TEXT:
            return term.made(f"CASE WHEN {term.sql} ~ '{_UUID}' THEN ({term.sql})::uuid END", "uuid", may_be_null=True)
        case Family.DATE | Family.TIMESTAMP | Family.TIMESTAMPTZ:
            return _as_moment(term, wanted)
    if wanted is term.family and wanted is not Family.OTHER:
        return term
    raise Unclear(f"a value of type {term.type} cannot become one of type {type_name}", "say how it is converted")


def _bounded(term: Term, type_name: str) -> Term:
    """Numbers too large for the type become NULL rather than an error, and so does "not a number"."""
    value = term.sql
    if _is_plain_whole(value) and family_of(type_name) is Family.WHOLE:
        if not _fits(value, type_name):
            raise Unclear(f"{value} is too large for {type_name}", "name a smaller number")
        return replace(term, sql=value, type=type_name)
    match family_of(type_name):
        case Family.WHOLE:
            bound = _BOUNDS.get(type_name.lower(), 2**31)
            room: int | None = len(str(bound)) - 1
            sql = f"CASE WHEN round({value}) BETWEEN {-bound} AND {bound - 1} THEN round({value})::{type_name} END"
        case Family.FLOAT:
            room = 37
            sql = f"CASE WHEN abs({value}) < 1e37 THEN round({value}, 30)::{type_name} END"
        case _:
            precision, scale = (*arguments_of(type_name), 0, 0)[:2]
            if not precision:
                return replace(term, type=type_name)
            room, rounded = precision - scale, f"round({value}, {scale})"
            sql = f"CASE WHEN abs({rounded}) < 1e{room} THEN {rounded} END"
    has_room = term.digits is not None and room is not None and term.digits < room
    return term.made(sql, type_name, may_be_null=term.may_be_null or not has_room, may_be_empty=False)


def _is_plain_whole(sql: str) -> bool:
    return sql.lstrip("+-").isdigit()


def _fits(sql: str, type_name: str) -> bool:
    bound = _BOUNDS.get(type_name.lower(), 2**31)
    return -bound <= int(sql) < bound


def _as_boolean(term: Term, type_name: str) -> Term:
    if term.family is Family.BOOLEAN:
        return term
    if term.family in NUMBERS:
        return term.made(f"({term.sql} <> 0)", type_name, may_be_empty=False)
    if _is_one(term):
        value = _one(term).strip().lower()
        if value not in _TRUE + _FALSE:
            raise Unclear(f'"{_one(term)}" is neither true nor false', "true", "false")
        return term.made("true" if value in _TRUE else "false", type_name, may_be_null=False, may_be_empty=False)
    text = as_text(term).sql
    told = [(", ".join(f"'{word}'" for word in words), value) for words, value in ((_TRUE, "true"), (_FALSE, "false"))]
    whens = " ".join(f"WHEN lower(btrim({text})) IN ({words}) THEN {value}" for words, value in told)
    are_all = term.values is not None and all(value.strip().lower() in _TRUE + _FALSE for value in term.values)
    may_be_null = term.may_be_null or not are_all
    return term.made(f"CASE {whens} END", type_name, may_be_null=may_be_null, may_be_empty=False)


def _as_moment(term: Term, wanted: Family) -> Term:
    """Days and moments, the latter in UTC; a text is taken only where it is a constant."""
    name = {Family.DATE: "date", Family.TIMESTAMP: "timestamp", Family.TIMESTAMPTZ: "timestamptz"}[wanted]
    match term.family, wanted:
        case (Family.TIMESTAMPTZ, Family.DATE):
            sql = f"({term.sql} AT TIME ZONE 'UTC')::date"
        case (Family.TIMESTAMPTZ, Family.TIMESTAMP) | (Family.TIMESTAMP, Family.TIMESTAMPTZ):
            sql = f"({term.sql} AT TIME ZONE 'UTC')"
        case (Family.TIMESTAMP, Family.DATE):
            sql = f"({term.sql})::date"
        case (Family.DATE, Family.TIMESTAMP | Family.TIMESTAMPTZ):
            zoned = " AT TIME ZONE 'UTC'" if wanted is Family.TIMESTAMPTZ else ""
            sql = f"CASE WHEN {term.sql} BETWEEN {_DATES[0]} AND {_DATES[1]} THEN ({term.sql})::timestamp{zoned} END"
            return term.made(sql, name, may_be_null=True, may_be_empty=False)
        case (same, _) if same is wanted:
            return term
        case (Family.TEXT, _) if _is_one(term):
            sql = moment(_one(term), wanted)
        case _:
            raise Unclear(
                f"a value of type {term.type} is no {name}", "say how the moment is written, and in which zone"
            )
    return term.made(sql, name, may_be_empty=False)


def moment(text: str, wanted: Family) -> str:
    """A year or a day as its first moment, in UTC. Unclear where it is neither."""
    parts = text.strip().split("-")
    if not all(part.isdecimal() and part.isascii() for part in parts) or len(parts) > 3 or len(parts[0]) != 4:
        raise Unclear(f'"{text}" is no year and no day such as 2020-01-31', "write the day as 2020-01-31")
    year, month, day = (*parts, "1", "1")[:3]
    known = f"{int(year):04}-{int(month):02}-{int(day):02}"
    if not _is_day(int(year), int(month), int(day)):
        raise Unclear(f'"{text}" is no day of the calendar', "write the day as 2020-01-31")
    zones = {Family.DATE: f"DATE '{known}'", Family.TIMESTAMP: f"TIMESTAMP '{known} 00:00:00'"}
    return zones.get(wanted, f"TIMESTAMPTZ '{known} 00:00:00+00'")


def _is_day(year: int, month: int, day: int) -> bool:
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    lengths = (31, 29 if is_leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    return year > 0 and 1 <= month <= 12 and 1 <= day <= lengths[month - 1]
