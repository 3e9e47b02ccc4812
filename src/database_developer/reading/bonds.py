"""Bonds and shared facts, once all of the ticket is known: those between its things become rows of their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from database_developer.model.pattern_asks import HistoryAsk
from database_developer.model.request import (
    AllowedAsk,
    AttributeAsk,
    Cardinality,
    EntityAsk,
    RangeAsk,
    RelationAsk,
    UniqueAsk,
)
from database_developer.reading.grammar.findings import Bond, Finding, ManyOf, Mention, Shared, Tie
from database_developer.reading.scene import Scene

Pair = frozenset[str]


def bound(found: tuple[Finding, ...], scene: Scene) -> tuple[Finding, ...]:
    """The findings with each bond as what it comes to; one between things that nothing tells of comes to nothing."""
    return tuple(_Bonds(found, scene).settled()) if any(isinstance(it, Bond | Shared) for it in found) else found


class _Bonds:
    """Knows what is told of by itself, and which bonds tell of the same pair."""

    def __init__(self, found: tuple[Finding, ...], scene: Scene) -> None:
        self.found, self.scene = found, scene
        bonds = {item.name for item in found if isinstance(item, Bond)}
        self.own = {item.entity for item in found if isinstance(item, AttributeAsk | EntityAsk)} - bonds
        self.own |= {name for name, known in scene.entities.items() if known.exists}
        members = {item.member for item in found if isinstance(item, Shared)}
        mentioned = {item.entity for item in found if isinstance(item, Mention) and not item.exists}
        ends = {item.member for item in found if isinstance(item, ManyOf)} | mentioned
        self.things = self.own | members | ends
        self.crossed = set(_crossed(found))
        self.bonds: dict[Pair, Bond] = {}
        self.between = dict(_acts(found, self.own))
        for item in found:
            bond = self._as_bond(item)
            if bond is not None:
                pair = frozenset(bond.ends)
                known = self.bonds.get(pair)
                self.bonds[pair] = _both(known, bond) if known is not None else bond
        self.bonds = {pair: bond for pair, bond in self.bonds.items() if not _is_rule(bond)}

    def _as_bond(self, item: Finding) -> Bond | None:
        """The bond; shared facts are one where their members are told of by themselves."""
        if isinstance(item, Shared) and item.member in self.own:
            ends = (item.owner, item.member)
            is_single = frozenset(ends) in self.crossed
            return Bond(name=" ".join(ends), ends=ends, told=item.told, quote=item.quote, is_single=is_single)
        if isinstance(item, Bond) and not item.told and self._act(item) is not None:
            return None
        is_real = isinstance(item, Bond) and len(set(item.ends)) > 1 and set(item.ends) <= self.things
        return item if isinstance(item, Bond) and is_real else None

    def settled(self) -> Iterator[Finding]:
        """The findings, each bond where it is told of first."""
        done: set[Pair] = set()
        names = dict(self._kept_names())
        for item in self.found:
            match item:
                case Bond():
                    pair = frozenset(item.ends)
                case Shared():
                    pair = frozenset({item.owner, item.member})
                case _:
                    if not self._is_told_by_bond(item) and not self._is_of_nothing(item, names):
                        yield _renamed(item, names)
                    continue
            act = self._act(item) if isinstance(item, Bond) and pair not in self.bonds else None
            if act is not None and isinstance(item, Bond):
                yield UniqueAsk(entity=act, attributes=item.ends, quote=item.quote)
            elif pair in self.bonds and pair not in done:
                done.add(pair)
                yield from _rows(self.bonds[pair])
            elif pair in self.bonds:
                yield Mention(entity=self.bonds[pair].name, quote=item.quote)
            elif isinstance(item, Shared):
                yield ManyOf(owner=item.owner, member=item.member, quote=item.quote)
                yield from (_of(ask, item.member) for ask in item.told)

    def _act(self, bond: Bond) -> str | None:
        """The thing that refers to both already: the order of pupils and offers."""
        return self.between.get(frozenset(bond.ends)) if bond.is_single else None

    def _is_of_nothing(self, item: Finding, names: dict[str, str]) -> bool:
        """What was added to a bond that came to nothing."""
        return (
            isinstance(item, AttributeAsk | UniqueAsk) and names.get(item.entity) == "" and item.entity not in self.own
        )

    def _kept_names(self) -> Iterator[tuple[str, str]]:
        """The name that each bond was told by, and the one that its rows are kept by; "" where none are kept."""
        for item in self.found:
            if isinstance(item, Bond):
                kept = self.bonds.get(frozenset(item.ends))
                yield item.name, kept.name if kept is not None else ""

    def _is_told_by_bond(self, item: Finding) -> bool:
        """A relation between the ends of a bond that has rows of its own."""
        match item:
            case ManyOf():
                return frozenset({item.owner, item.member}) in self.bonds
            case Tie():
                return frozenset({item.child, item.parent}) in self.bonds and not item.is_sure
            case RelationAsk():
                is_many = item.cardinality is Cardinality.MANY_TO_MANY
                return is_many and frozenset({item.child, item.parent}) in self.bonds
        return False


def _crossed(found: tuple[Finding, ...]) -> Iterator[Pair]:
    """Pairs of which each may have many of the other."""
    told = {(item.owner, item.member) for item in found if isinstance(item, ManyOf)}
    yield from (frozenset(pair) for pair in told if (pair[1], pair[0]) in told)
    for item in found:
        if isinstance(item, RelationAsk) and item.cardinality is Cardinality.MANY_TO_MANY:
            yield frozenset({item.child, item.parent})


def _acts(found: tuple[Finding, ...], own: set[str]) -> Iterator[tuple[Pair, str]]:
    """Things by the pairs of other things that they refer to, each pair that has only one."""
    parents: dict[str, list[str]] = {}
    for item in found:
        if isinstance(item, AttributeAsk) and item.attribute in own - {item.entity}:
            parents.setdefault(item.entity, []).append(item.attribute)
        if isinstance(item, RelationAsk) and item.cardinality is not Cardinality.MANY_TO_MANY and item.role is None:
            parents.setdefault(item.child, []).append(item.parent)
    pairs = [(frozenset(pair), child) for child, names in parents.items() for pair in combinations(names, 2)]
    times = Counter(pair for pair, _ in pairs)
    yield from ((pair, child) for pair, child in pairs if times[pair] == 1 and len(pair) > 1)


def _is_rule(bond: Bond) -> bool:
    """ "The same lamp only once in a crate" alone tells of no rows."""
    return not bond.told and sorted(bond.name.split()) == sorted(" ".join(bond.ends).split())


def _both(first: Bond, second: Bond) -> Bond:
    """Two sentences on one bond: all its facts, by the name of the one that has any."""
    told = (*first.told, *(_of(ask, first.name) for ask in second.told))
    if not first.told and second.told:
        return replace(second, told=tuple(second.told), is_single=first.is_single or second.is_single)
    return replace(first, told=told, is_single=first.is_single or second.is_single)


def _rows(bond: Bond) -> Iterator[Finding]:
    """The bond as a thing: a row for each pair where there is one of it for both, else for each time."""
    quote = bond.quote
    yield Mention(entity=bond.name, quote=quote)
    if bond.is_single:
        first, second = bond.ends
        many = Cardinality.MANY_TO_MANY
        yield RelationAsk(child=first, parent=second, cardinality=many, joined_by=bond.name, quote=quote)
    else:
        for end in bond.ends:
            yield RelationAsk(child=bond.name, parent=end, required=True, quote=quote)
    yield from (_of(ask, bond.name) for ask in bond.told)
    last = bond.name.rpartition(" ")[2]
    if not bond.told and bond.is_single and last not in bond.ends[1].split():
        yield AttributeAsk(entity=bond.name, attribute=last, required=True, quote=quote)


def _of(ask: Finding, entity: str) -> Finding:
    """The ask told of that thing."""
    if isinstance(ask, RelationAsk):
        return replace(ask, child=entity)
    if isinstance(ask, ManyOf):
        return replace(ask, owner=entity)
    return replace(ask, entity=entity) if isinstance(ask, AttributeAsk | UniqueAsk | AllowedAsk | RangeAsk) else ask


def _renamed(item: Finding, names: dict[str, str]) -> Finding:
    """What a later sentence adds to a bond goes to the name that it is kept by."""
    if isinstance(item, HistoryAsk) and item.entity in names:
        return Mention(entity=names[item.entity], quote=item.quote)  # the bond's rows are its history
    if isinstance(item, AttributeAsk) and names.get(item.entity, item.entity) != item.entity:
        return replace(item, entity=names[item.entity])
    return item
