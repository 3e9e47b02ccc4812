"""A stored generated column, whose value is worked out for every row while nobody can read or write."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pglast.enums import ConstrType

from database_developer.migration.linting.alterations import Alteration, added_columns, beside
from database_developer.migration.linting.finding import Severity
from database_developer.migration.linting.new_columns import (
    bare,
    demanded_later,
    filled,
    kept_by_trigger,
    steps,
    told_column,
)
from database_developer.migration.linting.rule import Found, Place, Rule
from database_developer.migration.linting.spelling import changed, printed
from database_developer.model.migration import Hazard

VIRTUAL_SINCE = 18


def find(place: Place) -> Iterator[Found]:
    """ADD COLUMN GENERATED ... STORED."""
    for alteration in added_columns(place):
        generated = next(beside(alteration.definition, ConstrType.CONSTR_GENERATED), None)
        if generated is not None and generated.generated_kind == "s":
            yield Found(
                message=f"the whole table is written anew to work out {told_column(alteration)}",
                safe_sql=_safe(alteration, generated),
            )


def _safe(alteration: Alteration, generated: Any) -> str:
    if alteration.place.version >= VIRTUAL_SINCE:
        virtual = changed(generated, generated_kind="v")
        return steps(bare(alteration, constraints=(virtual,)))
    column, value = alteration.definition, printed(generated.raw_expr)
    return steps(
        bare(alteration),
        *kept_by_trigger(alteration, column.colname, value),
        filled(alteration, value),
        *demanded_later(alteration),
    )


RULE = Rule(
    id="stored-generated-column",
    looks_for="ADD COLUMN ... GENERATED ALWAYS AS (...) STORED",
    hurts="The table and all its indexes are written anew under ACCESS EXCLUSIVE: nobody reads or writes until then.",
    hazard=Hazard.REWRITE,
    severity=Severity.ERROR,
    find=find,
)
