"""Rule "indexes": one index for each declared query and each foreign key, and none that another one covers."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from database_developer.design.access_paths import AccessPath
from database_developer.design.draft import Draft, at_constraint, at_index
from database_developer.design.naming import part_name
from database_developer.design.rules.queries import Wanted, wanted_queries
from database_developer.design.spelling import index
from database_developer.model.names import QualifiedName
from database_developer.model.quoting import identifier
from database_developer.model.request import Direction, IndexKeysAsk, IndexReferencesAsk, Quote
from database_developer.model.schema import ConstraintKind, Index, IndexKey, Table

RULE = "indexes"
JSON_CONTAINMENT = "jsonb_path_ops"  # smaller and faster than the default class where only @> is asked for


@dataclass(kw_only=True)
class _Need:
    """Keys that an index must begin with: the equal columns in any order, then the rest in theirs."""

    table: QualifiedName
    equal: tuple[str, ...]
    rest: tuple[IndexKey, ...] = ()
    contains: str | None = None
    serves: list[str] = field(default_factory=list)
    queries: list[str] = field(default_factory=list)
    quote: Quote | None = None

    @property
    def width(self) -> int:
        """How many keys it has."""
        return len(self.equal) + len(self.rest)


def apply(draft: Draft) -> None:
    """Design the indexes, widest needs first so that narrower ones find themselves covered."""
    wanted = wanted_queries(draft)
    served: dict[str, list[QualifiedName]] = {one.query.id: [] for one in wanted}
    for need in sorted(
        [*_of_queries(draft, wanted), *_of_asks(draft), *_of_references(draft)], key=lambda need: -need.width
    ):
        name = _satisfy(draft, need)
        for query in need.queries:
            served[query].append(name)
    draft.queries.extend(replace(one.query, indexes=tuple(dict.fromkeys(served[one.query.id]))) for one in wanted)


def _of_queries(draft: Draft, wanted: tuple[Wanted, ...]) -> list[_Need]:
    needs = []
    for one in wanted:
        for path in one.paths:
            for need in _of_path(draft, path):
                need.serves.append(one.query.title)
                need.queries.append(one.query.id)
                need.quote = one.query.quote
                needs.append(need)
    return needs


def _of_path(draft: Draft, path: AccessPath) -> list[_Need]:
    needs = [_Need(table=path.table, equal=(), contains=column) for column in path.contains]
    rest = tuple(IndexKey(text=key.column, descending=key.descending) for key in path.order)
    if not rest:
        rest = tuple(IndexKey(text=column) for column in path.ranges[:1])
    if path.equal or rest:
        needs.append(_Need(table=path.table, equal=path.equal, rest=rest))
    return needs


def _of_asks(draft: Draft) -> list[_Need]:
    """The indexes that code asks for, their keys in the order given."""
    needs = []
    for ask in draft.request.asks:
        if isinstance(ask, IndexKeysAsk):
            table = draft.table_of(ask.entity)
            columns = [draft.column_of(ask.entity, key.attribute) for key in ask.keys]
            if table is None or None in columns:
                names = ", ".join(key.attribute for key in ask.keys)
                text = f'the ticket wants an index on ({names}) of "{ask.entity}", but not all is known'
                draft.ask(f"index-{ask.entity}-{ask.quote.line}", text, quote=ask.quote, blocking=False)
                continue
            rest = tuple(
                IndexKey(text=column, descending=key.direction is Direction.DESCENDING)
                for key, column in zip(ask.keys, columns, strict=True)
                if column
            )
            needs.append(_Need(table=table, equal=(), rest=rest, serves=["the index asked for"], quote=ask.quote))
    return needs


def _of_references(draft: Draft) -> list[_Need]:
    """Without an index on the referring side each deletion of a referred row reads the whole table."""
    needs = []
    for name, table in draft.tables.items():
        live, told = draft.live.tables.get(name), _told_to_be_indexed(draft, name)
        known = {key.name for key in live.foreign_keys} if live else set()
        for key in table.foreign_keys:
            if told is not None or key.name not in known:
                quote = told.quote if told is not None else None
                needs.append(_Need(table=name, equal=key.columns, serves=[f"foreign key {key.name}"], quote=quote))
    return needs


def _told_to_be_indexed(draft: Draft, table: QualifiedName) -> IndexReferencesAsk | None:
    """What asks for an index on every reference of the table, also on those that stand."""
    for ask in draft.request.asks:
        if isinstance(ask, IndexReferencesAsk) and (not ask.entity or draft.table_of(ask.entity) == table):
            return ask
    return None


def _satisfy(draft: Draft, need: _Need) -> QualifiedName:
    """The name of the index or constraint that covers the need, made where there is none."""
    table = draft.tables[need.table]
    covering = _covering(table, need)
    serves = "; ".join(need.serves)
    if covering is not None:
        what = f"{covering} serves it as well: {serves}"
        is_index = any(one.name == covering for one in table.indexes)
        address = at_index(need.table, covering) if is_index else at_constraint(need.table, covering)
        draft.decide(address, what, "so no second index is made", RULE, quote=need.quote)
        return need.table.renamed(covering)
    made = _made(draft, need)
    draft.add_index(need.table, made)
    draft.decide(at_index(need.table, made.name), made.definition, f"serves {serves}", RULE, quote=need.quote)
    return need.table.renamed(made.name)


def _covering(table: Table, need: _Need) -> str | None:
    for constraint in table.constraints_of(ConstraintKind.PRIMARY_KEY, ConstraintKind.UNIQUE):
        keys = tuple(IndexKey(text=column) for column in constraint.columns)
        if need.contains is None and _begins(keys, need):
            return constraint.name
    for candidate in table.indexes:
        if _holds_for(candidate, need) and _serves(candidate, need):
            return candidate.name
    return None


def _holds_for(candidate: Index, need: _Need) -> bool:
    """Whether the index has every row that is asked for: an equal column is never NULL."""
    known = {f"({identifier(column)} IS NOT NULL)" for column in need.equal}
    return candidate.predicate is None or candidate.predicate in known


def _serves(candidate: Index, need: _Need) -> bool:
    if need.contains is not None:
        return candidate.method == "gin" and [key.text for key in candidate.keys] == [need.contains]
    return candidate.method == "btree" and _begins(candidate.keys, need)


def _begins(keys: tuple[IndexKey, ...], need: _Need) -> bool:
    """Whether the keys begin with what is needed; a scan may also go backwards through all of the rest."""
    head, tail = keys[: len(need.equal)], keys[len(need.equal) : need.width]
    if {key.text for key in head} != set(need.equal) or any(key.is_expression for key in head):
        return False
    if [key.text for key in tail] != [key.text for key in need.rest]:
        return False
    turned = [key.descending != wanted.descending for key, wanted in zip(tail, need.rest, strict=True)]
    return all(turned) or not any(turned)


def _made(draft: Draft, need: _Need) -> Index:
    if need.contains is not None:
        name = _free_name(draft, need.table, (need.contains,))
        return index(name, (IndexKey(text=need.contains, opclass=JSON_CONTAINMENT),), method="gin")
    keys = (*(IndexKey(text=column) for column in need.equal), *need.rest)
    return index(_free_name(draft, need.table, tuple(key.text for key in keys)), keys)


def _free_name(draft: Draft, table: QualifiedName, columns: tuple[str, ...]) -> str:
    taken = draft.taken_names(table.schema)
    name, number = part_name(table.name, columns, "idx"), 0
    while name in taken:
        number += 1
        name = part_name(table.name, columns, f"idx{number}")
    return name
