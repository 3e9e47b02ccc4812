"""A formula as SQL: its source, and each step around it."""

from __future__ import annotations

from dataclasses import replace

from database_developer.design.fillings.columns import Columns
from database_developer.design.fillings.conversions import as_number, as_text, as_type
from database_developer.design.fillings.terms import Family, Term, Unclear, constant, reading
from database_developer.design.fillings.texts import text_step
from database_developer.model.quoting import literal
from database_developer.model.recipe import (
    Arithmetic,
    Attribute,
    Cast,
    Constant,
    Formula,
    Joined,
    Mapping,
    Now,
    Operator,
    Otherwise,
    Round,
    Sort,
    Step,
)

_CASTS = {Sort.TEXT: "text", Sort.WHOLE: "bigint", Sort.NUMBER: "numeric", Sort.DATE: "date"}
_LARGE = "1e1000"  # far from where numbers end


def term_of(formula: Formula, columns: Columns) -> Term:
    """The value of a formula for the row ``t``. Unclear where it cannot be made."""
    term = source_term(formula.source, columns)
    for step in formula.steps:
        term = _after_step(term, step, columns)
    return term


def source_term(source: Attribute | Constant | Now | Joined, columns: Columns) -> Term:
    """The value that a formula begins with."""
    match source:
        case Attribute():
            return columns.term(source)
        case Constant():
            return constant(source.text)
        case Now():
            return Term(sql="now()", type="timestamptz", may_be_null=False, may_be_empty=False, is_immutable=False)
        case Joined():
            return _joined(source, columns)


def _joined(source: Joined, columns: Columns) -> Term:
    """Texts one behind the other; ``concat_ws`` would do it too, but no index may be built on it."""
    parts = [as_text(source_term(part, columns)) for part in source.parts]
    if source.separator:
        mark = literal(source.separator)
        pieces = [f"coalesce({mark} || nullif({part.sql}, ''), '')" for part in parts]
        sql = f"nullif(substr({' || '.join(pieces)}, {len(source.separator) + 1}), '')"
    else:
        pieces = [f"coalesce({part.sql}, '')" if part.may_be_null else part.sql for part in parts]
        sql = f"nullif({' || '.join(pieces)}, '')"
    surely = [part for part in parts if not part.may_be_null and not part.may_be_empty]
    lengths = [part.longest for part in parts]
    known = sum(length for length in lengths if length is not None) + len(source.separator) * (len(parts) - 1)
    return Term(
        sql=sql,
        type="text",
        may_be_null=not surely,
        may_be_empty=False,
        is_lower=all(part.is_lower for part in parts) and source.separator == source.separator.lower(),
        longest=known if None not in lengths else None,
        characters=_characters(parts, source.separator),
        reads=reading(*parts),
        is_immutable=all(part.is_immutable for part in parts),
    )


def _characters(parts: list[Term], separator: str) -> frozenset[str] | None:
    known = [part.characters for part in parts if part.characters is not None]
    return frozenset(separator).union(*known) if len(known) == len(parts) else None


def _after_step(term: Term, step: Step, columns: Columns) -> Term:
    match step:
        case Otherwise():
            return otherwise(term, source_term(step.source, columns))
        case Mapping():
            return _mapped(term, step)
        case Arithmetic():
            return _calculated(as_number(term), step)
        case Round():
            return _rounded(as_number(term), step.digits)
        case Cast():
            return as_type(term, _CASTS[step.sort])
        case _:
            return text_step(term, step)


def otherwise(term: Term, instead: Term) -> Term:
    """The value, and where there is none (or an empty text) the other."""
    if term.family is not Family.TEXT:
        other = as_type(instead, term.type)
        sql = f"coalesce({term.sql}, {other.sql})"
        return _both(term, other, term.made(sql, term.type, may_be_null=other.may_be_null, may_be_empty=False))
    text, other = as_text(term), as_text(instead)
    first = f"nullif({text.sql}, '')" if text.may_be_empty else text.sql
    made = text.made(f"coalesce({first}, {other.sql})", may_be_null=other.may_be_null, may_be_empty=other.may_be_empty)
    longest = max(text.longest, other.longest) if text.longest is not None and other.longest is not None else None
    characters = None
    if text.characters is not None and other.characters is not None:
        characters = text.characters | other.characters
    values = (*text.values, *other.values) if text.values is not None and other.values is not None else None
    known = replace(made, longest=longest, characters=characters, values=values)
    return _both(text, other, replace(known, is_lower=text.is_lower and other.is_lower))


def _both(first: Term, second: Term, made: Term) -> Term:
    return replace(made, reads=reading(first, second), is_immutable=first.is_immutable and second.is_immutable)


def _mapped(term: Term, step: Mapping) -> Term:
    """One text for another; a boolean or a number is compared as it is written."""
    text = as_text(term)
    whens = " ".join(f"WHEN {literal(old)} THEN {literal(new)}" for old, new in step.pairs)
    rest = "" if step.otherwise is None else f" ELSE {literal(step.otherwise)}"
    values = tuple(
        dict.fromkeys((*(new for _, new in step.pairs), *([step.otherwise] if step.otherwise is not None else [])))
    )
    return text.made(
        f"CASE {text.sql} {whens}{rest} END",
        may_be_null=term.may_be_null if _is_whole(term, step) else step.otherwise is None,
        may_be_empty="" in values,
        is_lower=all(value == value.lower() for value in values),
        longest=max(len(value) for value in values),
        characters=frozenset("".join(values)),
        values=values,
    )


def _is_whole(term: Term, step: Mapping) -> bool:
    """Whether it says of yes and of no what they become."""
    return term.family is Family.BOOLEAN and {"true", "false"} <= {old for old, _ in step.pairs}


def _calculated(term: Term, step: Arithmetic) -> Term:
    if step.operator is Operator.DIVIDED and float(step.number) == 0:
        raise Unclear("a division by 0 gives no value", "name another number")
    number = f"({step.number})" if step.number.startswith("-") else step.number
    digits = _digits(term, step)
    sql = f"({term.sql} {step.operator} {number})"
    if digits is not None:
        return term.made(sql, "numeric", digits=digits, may_be_empty=False)
    guarded = f"CASE WHEN abs({term.sql}) < {_LARGE} THEN {sql} END"
    return term.made(guarded, "numeric", may_be_null=True, may_be_empty=False)


def _digits(term: Term, step: Arithmetic) -> int | None:
    """How many digits the result has at most before its point."""
    if term.digits is None:
        return None
    number = abs(float(step.number))
    own = len(str(int(number)))
    match step.operator:
        case Operator.TIMES:
            is_power = step.number.strip("0") == "1"  # of ten: below a hundred times so much is no further digit
            return term.digits + own - is_power
        case Operator.DIVIDED:
            return term.digits if number >= 1 else None
    return max(term.digits, own) + 1


def _rounded(term: Term, digits: int) -> Term:
    known = term.digits + 1 if term.digits is not None else None
    return term.made(f"round({term.sql}, {digits})", "numeric", digits=known, may_be_empty=False)
