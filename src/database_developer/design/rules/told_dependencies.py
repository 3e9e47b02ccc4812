"""Rule "dependencies": what follows from other attributes, as the ticket tells, is kept once, in a table of its own."""

from __future__ import annotations

from dataclasses import replace

from database_developer.design.dependencies import Dependency, Part, decomposed
from database_developer.design.draft import Draft, at_constraint, at_table
from database_developer.design.naming import part_name, table_name
from database_developer.design.spelling import foreign_key, primary_key
from database_developer.model.names import QualifiedName
from database_developer.model.pattern_asks import DependencyAsk
from database_developer.model.request import Quote, UniqueAsk
from database_developer.model.schema import Column, Constraint, NotNull, Reference

RULE = "dependencies"
MOST = 10  # attributes in dependencies of one table; with more, the search through their subsets takes too long


def apply(draft: Draft) -> None:
    """Take the new tables apart in which something is told again and again."""
    asks = [ask for ask in draft.request.asks if isinstance(ask, DependencyAsk)]
    for entity in dict.fromkeys(ask.entity for ask in asks):
        told = tuple(ask for ask in asks if ask.entity == entity)
        table = draft.table_of(entity)
        known = [one for ask in told if (one := _dependency(draft, ask)) is not None]
        key = draft.tables[table].primary_key if table is not None else None
        if table is None or key is None or len(known) < len(told) or not draft.is_new(table):
            _leave(draft, told[0])
        elif any(ask.stays for ask in told):
            _keep(draft, told, table)
        else:
            _take_apart(draft, told[0], table, (*known, *_keys(draft, entity, table, known)))


def _dependency(draft: Draft, ask: DependencyAsk) -> Dependency | None:
    left = [draft.column_of(ask.entity, name) for name in ask.determinants]
    right = [draft.column_of(ask.entity, name) for name in ask.dependents]
    found = frozenset(name for name in left if name), frozenset(name for name in right if name)
    return Dependency(*found) if None not in left and None not in right else None


def _keys(draft: Draft, entity: str, table: QualifiedName, told: list[Dependency]) -> list[Dependency]:
    """That the key, and whatever is unique, tells everything; only attributes that dependencies name are looked at."""
    key = draft.tables[table].primary_key
    unique = [ask.attributes for ask in draft.request.asks if isinstance(ask, UniqueAsk) and ask.entity == entity]
    sets = [frozenset(key.columns if key else ())]
    sets += [frozenset(name for it in names if (name := draft.column_of(entity, it))) for names in unique]
    everything = frozenset().union(*sets, *(one.left | one.right for one in told))
    return [Dependency(one, everything) for one in sets]


def _leave(draft: Draft, ask: DependencyAsk) -> None:
    what = f"({', '.join(ask.determinants)}) tells ({', '.join(ask.dependents)})"
    text = f'in "{ask.entity}" {what}: not all of it is known, or the table stands already, so nothing is taken apart'
    draft.ask(f"dependency-{ask.entity}-{ask.quote.line}", text, quote=ask.quote, blocking=False)


def _keep(draft: Draft, told: tuple[DependencyAsk, ...], table: QualifiedName) -> None:
    for ask in told:
        what = f"{', '.join(ask.dependents)} stays beside {', '.join(ask.determinants)}"
        draft.decide(at_table(table), what, "the ticket keeps them together on purpose", RULE, quote=ask.quote)


def _take_apart(draft: Draft, ask: DependencyAsk, table: QualifiedName, told: tuple[Dependency, ...]) -> None:
    named = frozenset().union(*(one.left | one.right for one in told))
    parts = decomposed(named, told) if len(named) <= MOST else ()
    key = draft.tables[table].primary_key
    others = [part for part in parts if not (key and set(key.columns) <= part.attributes)]
    names = {part: _name(draft, part) for part in others}
    if any(name in draft.tables for name in names.values()) or (not parts and named):
        _leave(draft, ask)
        return
    for part in others:
        _make(draft, table, part, names[part], ask.quote)
    for part in others:
        for own in [table, *(names[it] for it in others if it is not part and part.key <= it.attributes)]:
            _refer(draft, own, part, names[part], ask.quote)
    for name in frozenset().union(*(part.attributes - part.key for part in others)):
        _forget(draft, ask.entity, table, name)
    for made in names.values():
        draft.decide_rest(made, "kept once, where the ticket says what it follows from", RULE, ask.quote)
    if others:
        _tell(draft, ask, table)


def _name(draft: Draft, part: Part) -> QualifiedName:
    """ "postcodes" for what a postcode tells, "product_region_prices" for what two things tell together."""
    words = [name.removesuffix("_id") for name in sorted(part.key)]
    more = sorted(part.attributes - part.key)[:1] if len(words) > 1 else []
    return QualifiedName(draft.style.schema.value, table_name(" ".join([*words, *more]), draft.style.number.value))


def _make(draft: Draft, source: QualifiedName, part: Part, name: QualifiedName, quote: Quote) -> None:
    old = draft.tables[source]
    draft.add_table(name.name, name)
    for column in old.columns:
        if column.name in part.key:
            plain = Column(name=column.name, type=column.type, not_null=NotNull())
            draft.add_column(name, plain)
    for column in old.columns:
        if column.name in part.attributes - part.key:
            draft.add_column(name, column)
    columns = tuple(column.name for column in draft.tables[name].columns if column.name in part.key)
    key = primary_key(part_name(name.name, (), "pkey"), columns)
    draft.add_constraint(name, key)
    for reference in old.foreign_keys:
        if set(reference.columns) <= part.attributes and reference.reference is not None:
            tie = part_name(name.name, reference.columns, "fkey")
            draft.add_constraint(name, foreign_key(tie, reference.columns, reference.reference))
    why = f"({', '.join(columns)}) tells the rest, so that it is kept once and not in every row of {source}"
    draft.decide(at_table(name), f"table {name}", why, RULE, quote=quote)


def _refer(draft: Draft, own: QualifiedName, part: Part, name: QualifiedName, quote: Quote) -> None:
    """The side that stays behind refers to what it tells."""
    target = draft.tables[name].primary_key
    columns = target.columns if target else ()
    if not all(draft.tables[own].column(column) for column in columns):
        return
    made: Constraint = foreign_key(
        part_name(own.name, columns, "fkey"), columns, Reference(table=name, columns=columns)
    )
    taken = {one.name for one in draft.tables[own].constraints}
    if made.name in taken:
        made = replace(made, name=part_name(own.name, (*columns, "told"), "fkey"))
    draft.add_constraint(own, made)
    draft.decide(
        at_constraint(own, made.name), f"foreign key to {name}", "what it tells stands there", RULE, quote=quote
    )


def _forget(draft: Draft, entity: str, table: QualifiedName, name: str) -> None:
    draft.drop_column(table, name)
    for known in [it for it, column in draft.attributes.items() if it[0] == entity and column == name]:
        del draft.attributes[known]


def _tell(draft: Draft, ask: DependencyAsk, table: QualifiedName) -> None:
    left, right = " and ".join(ask.determinants), " and ".join(ask.dependents)
    instead = f"The {right} of the {ask.entity} is determined by the {left} on purpose."
    draft.assume(
        f"dependency-{table}",
        f'is what "{left}" tells kept once, in a table of its own, or in every row of "{table}"?',
        ("once: it cannot contradict itself", ""),
        ("in every row: reading needs no join", instead),
        quote=ask.quote,
    )
