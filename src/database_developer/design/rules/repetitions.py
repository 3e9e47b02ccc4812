"""Rule "repetitions": what a thing has several of stands in a table of its own, one row for each."""

from __future__ import annotations

from database_developer.design.draft import Draft, at_table
from database_developer.design.naming import column_name, part_name, reference_name, table_name
from database_developer.design.rules.types import choose_type
from database_developer.design.spelling import check, foreign_key, primary_key
from database_developer.model.inflection import singular
from database_developer.model.names import QualifiedName
from database_developer.model.pattern_asks import SeveralAsk
from database_developer.model.quoting import identifier
from database_developer.model.request import AttributeAsk
from database_developer.model.schema import Column, NotNull, Reference

RULE = "repetitions"


def apply(draft: Draft) -> None:
    """Give each attribute that there are several of its table."""
    for ask in draft.request.asks:
        if isinstance(ask, SeveralAsk):
            table = draft.table_of(ask.entity)
            key = draft.tables[table].primary_key if table is not None else None
            if table is None or key is None or len(key.columns) != 1:
                text = f'there are several "{ask.attribute}" for a "{ask.entity}", which has no table with a key'
                draft.ask(f"several-{ask.entity}-{ask.attribute}", text, quote=ask.quote, blocking=False)
            else:
                _place(draft, ask, table, key.columns[0])


def _place(draft: Draft, ask: SeveralAsk, table: QualifiedName, key: str) -> None:
    entity = f"{singular(ask.entity)} {ask.attribute}"
    name = QualifiedName(table.schema, table_name(entity, draft.style.number.value))
    target = draft.tables[table].column(key)
    if name in draft.tables or target is None:
        return
    chosen = choose_type(AttributeAsk(entity=entity, attribute=ask.attribute, quote=ask.quote), draft.style)
    value, own = column_name(ask.attribute), reference_name(singular(table.name), key, None)
    type_name = "text" if chosen is None or _is_called_a_number(ask.attribute) else chosen.type
    draft.add_table(entity, name)
    draft.add_column(name, Column(name=own, type=target.type, not_null=NotNull()))
    draft.add_column(name, Column(name=value, type=type_name, not_null=NotNull()))
    reference = Reference(table=table, columns=(key,), on_delete="cascade")
    draft.add_constraint(name, foreign_key(part_name(name.name, (own,), "fkey"), (own,), reference))
    _tell_apart(draft, ask, name, (own, value))
    why = "one row for each: another one needs no new column, and each can be found"
    draft.decide(at_table(name), f"table {name}", why, RULE, quote=ask.quote)
    draft.decide_rest(name, "part of one row for each", RULE, ask.quote)


def _is_called_a_number(attribute: str) -> bool:
    """A phone number is none: it may begin with a plus or a zero."""
    return any(word in attribute.split() for word in ("phone", "telephone", "mobile", "fax"))


def _tell_apart(draft: Draft, ask: SeveralAsk, name: QualifiedName, columns: tuple[str, str]) -> None:
    """Each value once, or where there are at most so many, one on each of so many places."""
    if ask.most is None:
        draft.add_constraint(name, primary_key(part_name(name.name, (), "pkey"), columns))
        return
    draft.add_column(name, Column(name="place", type="smallint", not_null=NotNull()))
    draft.add_constraint(name, primary_key(part_name(name.name, (), "pkey"), (columns[0], "place")))
    expression = f"{identifier('place')} BETWEEN 1 AND {int(ask.most)}"
    limit = check(part_name(name.name, ("place",), "check"), ("place",), expression)
    draft.add_constraint(name, limit)
    why = "places are numbered, so that there are no more than the ticket allows, whoever writes at the same time"
    draft.decide(at_table(name), f"at most {ask.most} for each", why, RULE, quote=ask.quote)
