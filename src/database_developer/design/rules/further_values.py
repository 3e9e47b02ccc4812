"""Part of the rule "allowed-sets": values that come to those a live enum or check allows; the old ones stay."""

from __future__ import annotations

import re
from dataclasses import replace

from database_developer.design.draft import Draft, at_column, at_constraint
from database_developer.design.rules.types import plain_type
from database_developer.design.spelling import check, one_of
from database_developer.model.names import QualifiedName, of
from database_developer.model.quoting import identifier, qualified
from database_developer.model.request import AllowedAsk
from database_developer.model.schema import Constraint, ConstraintKind

RULE = "allowed-sets"
_WHY = "the ticket allows it besides the others"
_LITERAL = r"'(?:[^']|'')*'(?:::[a-z ]+)?"
_SET = re.compile(
    rf"\(*[\w\"]+\)?(?:::text)?\)? = ANY \(\(*ARRAY\[(?P<values>{_LITERAL}(?:, {_LITERAL})*)\]\)*(?:::[a-z ]+\[\])?\)*"
)
_VALUE = re.compile(r"'((?:[^']|'')*)'")


def widen(draft: Draft, ask: AllowedAsk, table: QualifiedName, column: str) -> None:
    """The enum's labels or the check's values and those of the ask; nothing is done where no rule limits them."""
    if _widened_enum(draft, ask, table, column):
        return
    checks = [it for it in draft.tables[table].constraints_of(ConstraintKind.CHECK) if it.columns == (column,)]
    known = [(it, values) for it in checks if (values := values_of(it))]
    if known:
        for constraint, values in known:
            _widened_check(draft, ask, table, constraint, values)
    elif checks:
        text = f'"{table}.{column}" gets further values, but its check is no plain list: {checks[0].definition}'
        draft.ask(f"values-of-{ask.entity}-{ask.attribute}", text, "name all values that it may have", quote=ask.quote)
    else:
        why = "no live rule limits its values"
        draft.decide(at_column(table, column), "as it is", why, RULE, quote=ask.quote)


def values_of(constraint: Constraint) -> tuple[str, ...]:
    """The texts that a check allows, where it is a plain list of them as the server prints it; else ()."""
    found = _SET.fullmatch((constraint.expression or "").strip())
    return tuple(it.replace("''", "'") for it in _VALUE.findall(found["values"])) if found else ()


def _widened_enum(draft: Draft, ask: AllowedAsk, table: QualifiedName, column: str) -> bool:
    found = draft.tables[table].column(column)
    for name, enum in draft.enums.items():
        spellings = {qualified(name), f"{identifier(name.schema)}.{identifier(name.name)}"}
        if found is not None and found.type in spellings:
            labels = tuple(dict.fromkeys((*enum.labels, *ask.values)))
            draft.enums[name] = replace(enum, labels=labels)
            draft.decide(of("enum", name), f"also {', '.join(ask.values)}", _WHY, RULE, quote=ask.quote)
            return True
    return False


def _widened_check(
    draft: Draft, ask: AllowedAsk, table: QualifiedName, constraint: Constraint, values: tuple[str, ...]
) -> None:
    """The check under its own name; one that allows them already stays."""
    every = tuple(dict.fromkeys((*values, *ask.values)))
    if every == values:
        return
    (column,) = constraint.columns
    found = draft.tables[table].column(column)
    is_limited = found is not None and plain_type(found.type).startswith("character")
    widened = check(constraint.name, (column,), one_of(column, every, is_limited=is_limited))
    draft.drop_constraint(table, constraint.name)
    draft.add_constraint(table, widened)
    address = at_constraint(table, constraint.name)
    draft.decide(address, f"also {', '.join(ask.values)}", _WHY, RULE, quote=ask.quote)
