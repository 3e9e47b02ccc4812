"""Rule "allowed-sets": a closed set of values becomes an enum or a check, as is the custom; an open one stays open."""

from __future__ import annotations

from dataclasses import replace

from database_developer.design.draft import Draft, at_column, at_constraint
from database_developer.design.naming import part_name
from database_developer.design.rules import further_values
from database_developer.design.rules.types import plain_type
from database_developer.design.spelling import check, one_of
from database_developer.model.design import Ground, Sample
from database_developer.model.names import QualifiedName, of
from database_developer.model.quoting import identifier, is_number, literal, qualified
from database_developer.model.request import AllowedAsk, AttributeAsk, RangeAsk
from database_developer.model.schema import ConstraintKind, Enum, Grant

RULE = "allowed-sets"
_NO_NUMBERS = ("date", "time", "interval", "bool", "uuid", "json", "bytea")


def apply(draft: Draft) -> None:
    """Close each closed set, and bound each range."""
    for ask in draft.request.asks:
        if isinstance(ask, AllowedAsk):
            _close(draft, ask)
        elif isinstance(ask, RangeAsk):
            _bound(draft, ask)


def _close(draft: Draft, ask: AllowedAsk) -> None:
    table, column = _place(draft, ask)
    if table is None or column is None:
        return
    draft.samples.append(Sample(table=table, column=column, values=ask.values))
    if ask.is_further:
        further_values.widen(draft, ask, table, column)
        return
    if _is_bound_already(draft, table, column):
        draft.decide(at_column(table, column), "as it is", "a live rule limits its values", RULE, quote=ask.quote)
        return
    if ask.is_open:
        why = "more values will come, so no constraint closes the set"
        draft.decide(at_column(table, column), "any value", why, RULE, quote=ask.quote)
    elif draft.style.allowed_set.value == "enum" and draft.is_new(table):
        _as_enum(draft, ask, table, column)
    else:
        expression = one_of(column, ask.values, is_limited=_is_limited(draft, table, column))
        constraint = check(part_name(table.name, (column,), "check"), (column,), expression)
        constraint = draft.add_constraint(table, constraint)
        what = f"one of {', '.join(ask.values)}"
        draft.decide(at_constraint(table, constraint.name), what, "the ticket names the values", RULE, quote=ask.quote)


def _is_limited(draft: Draft, table: QualifiedName, column: str) -> bool:
    found = draft.tables[table].column(column)
    return found is not None and plain_type(found.type).startswith("character")


def _is_bound_already(draft: Draft, table: QualifiedName, column: str) -> bool:
    """Whether code tells again of a live column that has a check or an enum of its own."""
    live = draft.live.tables.get(table)
    found = live.column(column) if live is not None else None
    is_told_by_code = any(
        isinstance(ask, AttributeAsk) and ask.column and draft.attributes.get((ask.entity, ask.attribute)) == column
        for ask in draft.request.asks
    )
    if live is None or found is None or not is_told_by_code:
        return False
    checks = (it for it in live.constraints_of(ConstraintKind.CHECK) if it.columns == (column,))
    return any(checks) or any(found.type in _spellings(name) for name in draft.live.enums)


def _spellings(name: QualifiedName) -> tuple[str, str]:
    """A type's name as the server prints it, under a search path that has its namespace and under one that has not."""
    return qualified(name), f"{identifier(name.schema)}.{identifier(name.name)}"


def _as_enum(draft: Draft, ask: AllowedAsk, table: QualifiedName, column: str) -> None:
    name = QualifiedName(table.schema, part_name(table.name, (column,), "kind").removesuffix("_kind"))
    draft.enums[name] = Enum(name=name, labels=ask.values, grants=(Grant(role="", privilege="USAGE"),))
    old = draft.tables[table].column(column)
    if old is not None:
        default = f"{old.default}::{qualified(name)}" if old.default else None
        draft.add_column(table, replace(old, type=str(qualified(name)), default=default))
    custom = draft.style.allowed_set
    why = f"the live schema keeps its sets of values in {custom.seen} enums"
    draft.decide(of("enum", name), f"enum {name}", why, RULE, quote=ask.quote, ground=Ground.CUSTOM)


def _bound(draft: Draft, ask: RangeAsk) -> None:
    table, column = _place(draft, ask)
    if table is None or column is None or _is_bound_already(draft, table, column):
        return
    if _is_of_another_sort(draft, ask, table, column):
        text = f'the ticket bounds "{ask.attribute}" of "{ask.entity}" by numbers ({_told(ask)}), which it is not'
        draft.ask(f"bounds-{table}-{column}", text, "leave it without bounds", quote=ask.quote, blocking=False)
        return
    bounds = [(ask.minimum, ">="), (ask.above, ">"), (ask.maximum, "<="), (ask.below, "<")]
    parts = [f"{identifier(column)} {sign} {_number(value)}" for value, sign in bounds if value is not None]
    constraint = check(part_name(table.name, (column,), "check"), (column,), " AND ".join(parts))
    constraint = draft.add_constraint(table, constraint)
    draft.decide(
        at_constraint(table, constraint.name), _told(ask), "the ticket gives the bounds", RULE, quote=ask.quote
    )


def _is_of_another_sort(draft: Draft, ask: RangeAsk, table: QualifiedName, column: str) -> bool:
    """Whether the server has no order between the column's values and the numbers of the ticket."""
    found = draft.tables[table].column(column)
    is_by_numbers = all(is_number(it) for it in (ask.minimum, ask.above, ask.maximum, ask.below) if it is not None)
    return is_by_numbers and found is not None and plain_type(found.type).startswith(_NO_NUMBERS)


def _told(ask: RangeAsk) -> str:
    low = f"above {ask.above}" if ask.above is not None else f"from {ask.minimum or 'anything'}"
    high = f"below {ask.below}" if ask.below is not None else f"to {ask.maximum or 'anything'}"
    return f"{low} {high}"


def _number(text: str) -> str:
    return text if is_number(text) else literal(text)


def _place(draft: Draft, ask: AllowedAsk | RangeAsk) -> tuple[QualifiedName | None, str | None]:
    table, column = draft.table_of(ask.entity), draft.column_of(ask.entity, ask.attribute)
    if table is None or column is None:
        text = f'the ticket limits the values of "{ask.attribute}" of "{ask.entity}", which is not known'
        draft.ask(f"values-of-{ask.entity}-{ask.attribute}", text, quote=ask.quote)
    return table, column
