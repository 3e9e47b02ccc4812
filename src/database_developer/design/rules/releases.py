"""Rule "releases": a constraint or an index that the ticket takes away goes; no other one does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from database_developer.design.draft import Draft, at_constraint, at_index
from database_developer.model.names import QualifiedName
from database_developer.model.request import UnconstrainAsk
from database_developer.model.schema import Constraint, ConstraintKind, Index

RULE = "releases"
_KINDS = {
    "unique": (ConstraintKind.UNIQUE,),
    "check": (ConstraintKind.CHECK,),
    "foreign key": (ConstraintKind.FOREIGN_KEY,),
    "": (ConstraintKind.UNIQUE, ConstraintKind.CHECK, ConstraintKind.FOREIGN_KEY),
    "index": (),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class _Part:
    """A constraint or an index, and the table it stands on."""

    table: QualifiedName
    it: Constraint | Index

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it is over."""
        return self.it.columns if isinstance(self.it, Constraint) else tuple(key.text for key in self.it.keys)


def apply(draft: Draft) -> None:
    """Take away what the ticket says."""
    for ask in draft.request.asks:
        if isinstance(ask, UnconstrainAsk):
            _release(draft, ask)


def _release(draft: Draft, ask: UnconstrainAsk) -> None:
    found = _meant(draft, ask)
    if len(found) == 1:
        _take_away(draft, ask, found[0])
    elif found or not _is_gone_already(draft, ask):
        _ask(draft, ask, found)


def _ask(draft: Draft, ask: UnconstrainAsk, found: list[_Part]) -> None:
    what = ", ".join(ask.attributes) or ask.name or ask.entity
    why = "there is none" if not found else f"there are {len(found)}: {', '.join(one.it.name for one in found)}"
    sort = ask.kind if ask.kind in ("index", "foreign key") else f"{ask.kind} constraint".strip()
    text = f'the ticket takes away the {sort} of "{what}", but {why}'
    draft.ask(f"release-{ask.entity}-{what}", text, *(f"take away {one.it.name}" for one in found), quote=ask.quote)


def _meant(draft: Draft, ask: UnconstrainAsk) -> list[_Part]:
    table = draft.table_of(ask.entity) if ask.entity else None
    parts = [one for one in _parts(draft, ask.kind) if table is None or one.table == table]
    if ask.name:
        return [one for one in parts if one.it.name == ask.name]
    wanted = {draft.column_of(ask.entity, name) or name for name in ask.attributes}
    return [one for one in parts if not wanted or set(one.columns) == wanted]


def _parts(draft: Draft, kind: str) -> Iterator[_Part]:
    """Every constraint of the kind; of unique ones and of indexes also those that are an index alone."""
    for name, table in draft.tables.items():
        yield from (_Part(table=name, it=it) for it in table.constraints_of(*_KINDS[kind]))
        if kind in ("unique", "index", ""):
            yield from (_Part(table=name, it=it) for it in table.indexes if kind == "index" or it.unique)


def _is_gone_already(draft: Draft, ask: UnconstrainAsk) -> bool:
    """Whether an earlier sentence has taken it away: it is told twice."""
    return any(
        decision.rule == RULE and (not ask.entity or decision.address.owner == draft.table_of(ask.entity))
        for decision in draft.decisions
    )


def _take_away(draft: Draft, ask: UnconstrainAsk, part: _Part) -> None:
    old = draft.tables[part.table]
    if isinstance(part.it, Constraint):
        kept = tuple(it for it in old.constraints if it.name != part.it.name)
        draft.tables[part.table] = replace(old, constraints=kept)
        address = at_constraint(part.table, part.it.name)
    else:
        draft.tables[part.table] = replace(old, indexes=tuple(it for it in old.indexes if it.name != part.it.name))
        address = at_index(part.table, part.it.name)
    draft.decide(address, f"{part.it.definition} removed", "the ticket takes it away", RULE, quote=ask.quote)
