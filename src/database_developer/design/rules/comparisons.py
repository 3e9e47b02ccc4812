"""Rule "comparisons": an attribute that is never above another one of its row has a check."""

from __future__ import annotations

from database_developer.design.draft import Draft, at_constraint
from database_developer.design.naming import part_name
from database_developer.design.rules.types import plain_type
from database_developer.design.spelling import check
from database_developer.model.pattern_asks import ComparisonAsk
from database_developer.model.quoting import identifier

RULE = "comparisons"
_MOMENTS = ("date", "timestamp")
_NUMBERS = ("integer", "bigint", "smallint", "numeric", "real", "double precision")


def apply(draft: Draft) -> None:
    """Give each pair its check; a pair of values that cannot be compared is asked about."""
    for ask in draft.request.asks:
        if isinstance(ask, ComparisonAsk):
            _compare(draft, ask)


def _compare(draft: Draft, ask: ComparisonAsk) -> None:
    table = draft.table_of(ask.entity)
    columns = tuple(draft.column_of(ask.entity, name) for name in (ask.greater, ask.smaller))
    greater, smaller = (draft.tables[table].column(name or "") if table else None for name in columns)
    if table is None or greater is None or smaller is None:
        text = f'"{ask.smaller}" and "{ask.greater}" of "{ask.entity}" are compared, but not both are known'
        draft.ask(f"comparison-{ask.entity}-{ask.greater}", text, quote=ask.quote, blocking=False)
    elif _family(greater.type) != _family(smaller.type):
        text = f'"{greater.name}" ({greater.type}) and "{smaller.name}" ({smaller.type}) cannot be compared'
        draft.ask(f"comparison-{table}-{greater.name}", text, quote=ask.quote, blocking=False)
    else:
        sign = ">=" if ask.may_be_equal else ">"
        expression = f"{identifier(greater.name)} {sign} {identifier(smaller.name)}"
        name = part_name(table.name, (greater.name, smaller.name), "check")
        constraint = draft.add_constraint(table, check(name, (greater.name, smaller.name), expression))
        why = "the ticket says how the two go together; where one is empty nothing is compared"
        draft.decide(at_constraint(table, constraint.name), expression, why, RULE, quote=ask.quote)


def _family(type_name: str) -> str:
    """Types whose values can be compared with one another."""
    plain = plain_type(type_name)
    if plain.startswith(_MOMENTS):
        return "moment"
    return "number" if plain.startswith(_NUMBERS) else plain
