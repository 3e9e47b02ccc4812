"""A value made to fit its column: cut, checked against the format, with something to fall back on."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from database_developer.design.fillings.conversions import as_text, as_type
from database_developer.design.fillings.demands import Demands
from database_developer.design.fillings.patterns import has_form, is_met
from database_developer.design.fillings.terms import NUMBERS, Family, Term, Unclear
from database_developer.model.quoting import is_number, literal


@dataclass(kw_only=True, slots=True)
class Notes:
    """What was decided beyond the ticket's words: what, and why; each once."""

    told: list[tuple[str, str]] = field(default_factory=list)

    def add(self, what: str, why: str) -> None:
        """Note a decision."""
        if (what, why) not in self.told:
            self.told.append((what, why))


def fitted(term: Term, demands: Demands, thing: str, notes: Notes) -> Term:
    """The value as the column takes it; ``thing`` is what a row is called. Unclear where it would be a guess."""
    if demands.family is Family.TEXT or demands.enum is not None:
        made = _fitted_text(as_text(term), demands, notes)
    else:
        made = _fitted_number(as_type(term, demands.column.type), demands, notes)
    if made.may_be_null and demands.is_converted:
        why = "the ticket tells nothing else, and none is made up"
        stops = "the migration stops at them" if demands.column.is_required else "they become empty"
        notes.add(f"existing rows with other values: {stops}", why)
    elif made.may_be_null and demands.column.is_required:
        made = _with_fallback(made, demands, thing, notes)
    return made


def _fitted_text(term: Term, demands: Demands, notes: Notes) -> Term:
    term = _cut(term, demands, notes)
    term = _of_the_allowed(term, demands, notes)
    term = _of_the_form(term, demands, notes)
    if demands.enum is not None:
        return replace(term, sql=f"({term.sql})::{demands.enum}", type=demands.enum, is_immutable=False)
    return term


def _cut(term: Term, demands: Demands, notes: Notes) -> Term:
    longest = demands.longest
    if longest is None or (term.longest is not None and term.longest <= longest):
        return term
    if term.values is not None:
        value = max(term.values, key=len)
        raise Unclear(
            f'"{value}" is longer than the {longest} characters of the column', "a shorter value", "a longer column"
        )
    notes.add(f"existing rows: cut to {longest} characters", "the column holds no more")
    return replace(term, sql=f"left({term.sql}, {longest})", longest=longest)


def _of_the_allowed(term: Term, demands: Demands, notes: Notes) -> Term:
    allowed = demands.allowed
    if allowed is None or term.sql == "NULL::text":
        return term
    if term.values is not None:
        wrong = [value for value in term.values if value not in allowed]
        if wrong:
            raise Unclear(f'"{wrong[0]}" is none of the allowed values', *(f'use "{value}"' for value in allowed[:3]))
        return term
    listed = ", ".join(literal(value) for value in allowed)
    notes.add("existing rows: only allowed values are taken over", "the column takes no others")
    return _checked(term, f"{term.sql} IN ({listed})")


def _of_the_form(term: Term, demands: Demands, notes: Notes) -> Term:
    pattern = demands.pattern
    if pattern is None or term.sql == "NULL::text":
        return term
    if term.values is not None:
        wrong = [value for value in term.values if has_form(pattern, value) is False]
        if wrong:
            raise Unclear(f'"{wrong[0]}" does not have the form {pattern}', "a value of that form")
        return term
    if term.characters is not None and is_met(pattern, term.characters):
        nothing = replace(term, sql=f"nullif({term.sql}, '')", may_be_empty=False, may_be_null=True)
        return nothing if term.may_be_empty else term
    notes.add(f"existing rows: no value where the rule gives none of the form {pattern}", "the column takes no others")
    return _checked(term, f"{term.sql} ~ {literal(pattern)}")


def _checked(term: Term, condition: str) -> Term:
    """The value where the condition holds, else none."""
    return replace(term, sql=f"CASE WHEN {condition} THEN {term.sql} END", may_be_null=True, may_be_empty=False)


def _fitted_number(term: Term, demands: Demands, notes: Notes) -> Term:
    """Numbers beyond the bounds that the ticket gives become none."""
    bounds = [(demands.minimum, ">="), (demands.maximum, "<=")]
    told = [(value, sign) for value, sign in bounds if value is not None and is_number(value)]
    if not told or term.family not in NUMBERS or term.sql.startswith("NULL::"):
        return term
    if _is_within(term.sql, told):
        return term
    notes.add("existing rows: no value where the rule gives one out of bounds", "the column takes no others")
    return _checked(term, " AND ".join(f"{term.sql} {sign} {value}" for value, sign in told))


def _is_within(sql: str, told: list[tuple[str, str]]) -> bool:
    """Whether a number that is written out lies within the bounds. Unclear where it does not."""
    if not is_number(sql):
        return False
    for value, sign in told:
        if float(sql) < float(value) if sign == ">=" else float(sql) > float(value):
            raise Unclear(f"{sql} is out of the column's bounds", f"{value}")
    return True


def _with_fallback(term: Term, demands: Demands, thing: str, notes: Notes) -> Term:
    """What rows get that would have no value, though the column needs one."""
    told = demands.default or _chosen(term, demands, thing)
    if told is None:
        text = f'"{demands.column.name}" is required, and the rule gives some rows no value'
        raise Unclear(text, "say what they get where there is none", f'make "{demands.column.name}" optional')
    why = "the column needs a value, and the ticket does not say which"
    if demands.default:
        why = "the column needs a value, and this is its default"
    notes.add(f"existing rows: {told} where the rule gives nothing", why)
    is_moving = told.lower() in {"now()", "current_date"}
    sql = told if term.sql.startswith("NULL::") else f"coalesce({term.sql}, {told})"
    return replace(term, sql=sql, may_be_null=False, is_immutable=term.is_immutable and not is_moving)


def _chosen(term: Term, demands: Demands, thing: str) -> str | None:
    """A word that fits a text column; of numbers and moments none would be true."""
    are_told = term.values is not None  # of told values, one more would be made up
    if demands.family is not Family.TEXT or demands.allowed is not None or are_told or term.sql == "NULL::text":
        return None
    needs_name = demands.pattern is not None or demands.is_unique
    for word in (thing, "unknown", "x", "0") if needs_name else ("unknown", "x"):
        fits = demands.longest is None or len(word) <= demands.longest
        if fits and (demands.pattern is None or has_form(demands.pattern, word)):
            return literal(word)
    return None
