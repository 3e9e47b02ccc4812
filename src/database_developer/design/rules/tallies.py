"""Rule "tallies": a number kept beside what it counts is kept by a trigger, in the transaction that changes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from database_developer.design.draft import Draft, at_column
from database_developer.design.naming import column_name
from database_developer.design.rules import soft_deletion
from database_developer.design.triggers import fire, function_name, trigger_function
from database_developer.model.names import QualifiedName
from database_developer.model.pattern_asks import TallyAsk
from database_developer.model.quoting import identifier, in_full
from database_developer.model.schema import Column, Constraint, NotNull

RULE = "tallies"
AMOUNTS = ("line_total", "total", "amount", "subtotal", "sum", "price", "unit_price", "cost")
QUANTITIES = ("quantity", "qty", "count", "pieces")


@dataclass(frozen=True, kw_only=True, slots=True)
class Parts:
    """What is counted or summed: the table, its reference, and the columns whose product each row adds."""

    table: QualifiedName
    reference: Constraint
    factors: tuple[str, ...] = ()

    @property
    def column(self) -> str:
        """The referring column."""
        return self.reference.columns[0]


def apply(draft: Draft) -> None:
    """Give each tally its column and the trigger that keeps it."""
    for ask in draft.request.asks:
        if isinstance(ask, TallyAsk):
            table = draft.table_of(ask.entity)
            parts = list(_parts(draft, ask, table)) if table is not None else []
            if table is None or len(parts) != 1:
                text = f'of what is "{ask.attribute}" of "{ask.entity}" kept? nothing alone that refers to it fits'
                draft.ask(f"tally-{ask.entity}-{ask.attribute}", text, quote=ask.quote, blocking=False)
            elif draft.is_new(parts[0].table):
                _keep(draft, ask, table, parts[0])
            else:
                _not_among_old_rows(draft, ask, table, parts[0])


def _parts(draft: Draft, ask: TallyAsk, table: QualifiedName) -> Iterator[Parts]:
    """What refers to the table and is counted, or has an amount to sum."""
    members = draft.table_of(ask.members) if ask.members else None
    for name, other in draft.tables.items():
        for key in other.foreign_keys:
            is_tied = key.reference is not None and key.reference.table == table and len(key.columns) == 1
            if not is_tied or (members is not None and name != members) or (name == table and members != table):
                continue
            amount = next((column for column in AMOUNTS if other.column(column)), None)
            quantity = next((column for column in QUANTITIES if other.column(column)), None)
            if ask.is_count and members is not None:
                yield Parts(table=name, reference=key)
            elif not ask.is_count and amount is not None:
                is_whole = amount in ("line_total", "total", "amount", "subtotal", "sum") or quantity is None
                yield Parts(table=name, reference=key, factors=(amount,) if is_whole else (amount, str(quantity)))


def _not_among_old_rows(draft: Draft, ask: TallyAsk, table: QualifiedName, parts: Parts) -> None:
    """Rows that are written while old ones are counted would be lost, or counted twice: that is not done silently."""
    text = (
        f'"{ask.attribute}" of "{table}" is not kept yet: "{parts.table}" has rows already, and counting them while '
        "others are written needs a moment without writers"
    )
    draft.ask(
        f"tally-{table}-{ask.attribute}", text, "count them in a query, or in a view", quote=ask.quote, blocking=False
    )


def _keep(draft: Draft, ask: TallyAsk, table: QualifiedName, parts: Parts) -> None:
    column = _column(draft, ask, table, parts)
    function = trigger_function(
        function_name(table, (column,), f"keep_from_{parts.table.name}"), _body(draft, table, column, parts)
    )
    mark = soft_deletion.mark_of(draft, parts.table)
    watched = (parts.column, *parts.factors, *((mark.name,) if mark else ()))
    when = f"AFTER INSERT OR DELETE OR UPDATE OF {', '.join(map(identifier, watched))}"
    why = "what is added and taken away changes the number in the same transaction; writers of one row wait in turn"
    fire(draft, parts.table, when, function, why=why, rule=RULE, quote=ask.quote)


def _column(draft: Draft, ask: TallyAsk, table: QualifiedName, parts: Parts) -> str:
    name = draft.column_of(ask.entity, ask.attribute) or column_name(ask.attribute)
    found = draft.tables[table].column(name)
    types = [one.type for it in parts.factors if (one := draft.tables[parts.table].column(it)) is not None]
    type_name = found.type if found is not None else (types[0] if types else "integer")
    made = found or Column(name=name, type=type_name)
    draft.add_column(table, replace(made, not_null=NotNull(), default="0"))
    draft.attributes[ask.entity, ask.attribute] = name
    why = f'kept from "{parts.table}" by a trigger; it begins at 0 and is never written by hand'
    draft.decide(at_column(table, name), f"{name} {type_name}", why, RULE, quote=ask.quote)
    return name


def _body(draft: Draft, table: QualifiedName, column: str, parts: Parts) -> str:
    key = parts.reference.reference.columns[0] if parts.reference.reference else "id"
    old, new = _share(draft, parts, "OLD."), _share(draft, parts, "NEW.")
    reference, name = identifier(parts.column), identifier(column)
    is_same = f"OLD.{reference} IS NOT DISTINCT FROM NEW.{reference} AND ({old}) = ({new})"

    def change(sign: str, share: str, row: str) -> str:
        where = f"WHERE {identifier(key)} = {row}.{reference}"
        return f"        UPDATE {in_full(table)} SET {name} = {name} {sign} ({share}) {where};"

    return "\n".join(
        [
            "    IF TG_OP = 'UPDATE' THEN",
            f"        IF {is_same} THEN",
            "            RETURN NULL;",
            "        END IF;",
            "    END IF;",
            "    IF TG_OP <> 'INSERT' THEN",
            change("-", old, "OLD"),
            "    END IF;",
            "    IF TG_OP <> 'DELETE' THEN",
            change("+", new, "NEW"),
            "    END IF;",
            "    RETURN NULL;",
        ]
    )


def _share(draft: Draft, parts: Parts, row: str) -> str:
    """What one row adds: 1, or its amount; nothing where it is marked as deleted."""
    product = " * ".join(f"{row}{identifier(factor)}" for factor in parts.factors)
    share = f"COALESCE({product}, 0)" if product else "1"
    mark = soft_deletion.mark_of(draft, parts.table)
    return f"CASE WHEN {soft_deletion.is_unmarked(mark, row)} THEN {share} ELSE 0 END" if mark else share
