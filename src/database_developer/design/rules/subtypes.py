"""Rule "subtypes": what all kinds have stands in one table, what one has of its own in a table of the same key."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.design.draft import Draft, at_column, at_constraint, at_table
from database_developer.design.naming import part_name, reference_name, snake
from database_developer.design.spelling import check, foreign_key, one_of, primary_key, unique
from database_developer.model.inflection import singular
from database_developer.model.names import QualifiedName
from database_developer.model.pattern_asks import SubtypesAsk
from database_developer.model.quoting import identifier, literal
from database_developer.model.schema import Column, NotNull, Reference

RULE = "subtypes"
KIND = "kind"


def tables_of_kinds(draft: Draft) -> frozenset[QualifiedName]:
    """The new tables of kinds: their key is that of the thing they are a kind of."""
    return frozenset(name for ask in _asks(draft) for _, name in _kinds(draft, ask))


def apply(draft: Draft) -> None:
    """Tell the kinds apart, and tie what they have of their own to what they share."""
    for ask in _asks(draft):
        table = draft.table_of(ask.entity)
        key = draft.tables[table].primary_key if table is not None else None
        if table is None or key is None or len(key.columns) != 1 or not draft.is_new(table):
            text = f'kinds of "{ask.entity}" are told, but it stands already or has no key of one column'
            draft.ask(f"subtypes-{ask.entity}", text, quote=ask.quote, blocking=False)
            continue
        _tell_kinds(draft, ask, table, key.columns[0])
        for kind, name in _kinds(draft, ask):
            _tie(draft, ask, (table, key.columns[0]), (name, snake(kind)))


def _asks(draft: Draft) -> tuple[SubtypesAsk, ...]:
    return tuple(ask for ask in draft.request.asks if isinstance(ask, SubtypesAsk))


def _kinds(draft: Draft, ask: SubtypesAsk) -> Iterator[tuple[str, QualifiedName]]:
    """The kinds that have something of their own."""
    for kind in ask.kinds:
        name = draft.table_of(kind)
        if name is not None and draft.is_new(name) and name != draft.table_of(ask.entity):
            yield kind, name


def _tell_kinds(draft: Draft, ask: SubtypesAsk, table: QualifiedName, key: str) -> None:
    """Which kind each row is; with the key it is what the tables of the kinds refer to."""
    draft.add_column(table, Column(name=KIND, type="text", not_null=NotNull()))
    kinds = check(part_name(table.name, (KIND,), "check"), (KIND,), one_of(KIND, [snake(kind) for kind in ask.kinds]))
    draft.add_constraint(table, kinds)
    draft.decide(at_column(table, KIND), f"{KIND} text", "each is one of the kinds", RULE, quote=ask.quote)
    draft.decide(at_constraint(table, kinds.name), kinds.definition, "and of no other", RULE, quote=ask.quote)
    if not list(_kinds(draft, ask)):
        why = "no kind has anything of its own"
        draft.decide(at_table(table), "one table for all kinds", why, RULE, quote=ask.quote, is_assumption=True)
        return
    both = unique(part_name(table.name, (key, KIND), "key"), (key, KIND))
    draft.add_constraint(table, both)
    draft.decide(at_constraint(table, both.name), both.definition, "what the kinds refer to", RULE, quote=ask.quote)
    why = (
        "what one kind requires can be required only in a table of its own; one table for all, with columns that are "
        "empty for the other kinds, would be read without a join"
    )
    draft.decide(at_table(table), "a table for each kind", why, RULE, quote=ask.quote, is_assumption=True)


def _tie(draft: Draft, ask: SubtypesAsk, source: tuple[QualifiedName, str], kind: tuple[QualifiedName, str]) -> None:
    """The kind's key is the thing's; it refers to the kind too, so that no truck has what only cars have."""
    (table, key), (name, value) = source, kind
    found = draft.tables[table].column(key)
    own = reference_name(singular(table.name), key, None)
    kind_column = Column(name=KIND, type="text", not_null=NotNull(), default=literal(value))
    draft.add_column(name, kind_column, at_front=True)
    type_name = found.type if found is not None else "bigint"
    draft.add_column(name, Column(name=own, type=type_name, not_null=NotNull()), at_front=True)
    draft.add_constraint(name, primary_key(part_name(name.name, (), "pkey"), (own,)))
    only = check(part_name(name.name, (KIND,), "check"), (KIND,), f"{identifier(KIND)} = {literal(value)}")
    draft.add_constraint(name, only)
    reference = Reference(table=table, columns=(key, KIND), on_delete="cascade")
    tie = foreign_key(part_name(name.name, (own, KIND), "fkey"), (own, KIND), reference)
    draft.add_constraint(name, tie)
    draft.decide(at_constraint(name, tie.name), tie.definition, f"a {value} is a {ask.entity}", RULE, quote=ask.quote)
    draft.decide_rest(name, f"what ties a {value} to its {ask.entity}", RULE, ask.quote)
