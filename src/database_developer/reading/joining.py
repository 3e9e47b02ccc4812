"""How things are tied, once all of the ticket is known: one to many, many to many, and by what the pair is held."""

from __future__ import annotations

from dataclasses import replace

from database_developer.model.recipe import Recipe
from database_developer.model.request import BackfillAsk, Cardinality, LivenessAsk, RelationAsk
from database_developer.reading.bonds import bound
from database_developer.reading.grammar.findings import Finding, ManyOf, Mention
from database_developer.reading.grammar.identifying import identified
from database_developer.reading.inflection import is_derived
from database_developer.reading.scene import Scene
from database_developer.reading.ties import tied

Pair = frozenset[str]


def joined(found: tuple[Finding, ...], scene: Scene) -> tuple[Finding, ...]:
    """The findings with every "has many" told as a relation, both directions as one."""
    found = tied(identified(bound(found, scene), scene), scene)
    many = _many_pairs(found)
    join = _joining_entity(found, many, scene)
    belongings = {(item.child, item.parent) for item in found if isinstance(item, RelationAsk) and item.role is None}
    single = {(child, parent) for child, parent in belongings if (parent, child) in belongings}
    place = _places(found)
    settled: list[Finding] = []
    told: set[Pair] = set()
    for item in found:
        relation = _from_many(item, many, belongings) if isinstance(item, ManyOf) else item
        if isinstance(relation, RelationAsk) and relation.columns and relation.role is None and _pair(relation) in many:
            relation = replace(relation, role=relation.parent)  # a column of its own beside the pair
        if isinstance(relation, RelationAsk) and relation.role is None:
            if _pair(relation) in told and (isinstance(item, ManyOf) or _is_two_way(relation, many, single)):
                continue
            told.add(_pair(relation))
            relation = _completed(_from_the_later(relation, single, place), many, join, single)
        if relation is not None:
            settled.append(relation)
    return tuple(settled)


def _places(found: tuple[Finding, ...]) -> dict[str, int]:
    """When each thing is told of first."""
    place: dict[str, int] = {}
    for item in found:
        names = (item.child, item.parent) if isinstance(item, RelationAsk) else (getattr(item, "entity", ""),)
        for name in names:
            place.setdefault(name, len(place))
    return place


def _from_the_later(relation: RelationAsk, single: set[tuple[str, str]], place: dict[str, int]) -> RelationAsk:
    """Of two things that go one with the other, the one told of later refers to the first: a payment to its order."""
    is_first = place.get(relation.child, 0) < place.get(relation.parent, 0)
    if (relation.child, relation.parent) not in single or not is_first:
        return relation
    return replace(relation, child=relation.parent, parent=relation.child)


def _is_two_way(relation: RelationAsk, many: set[Pair], single: set[tuple[str, str]]) -> bool:
    """Whether the other direction has told it already."""
    return _pair(relation) in many or (relation.parent, relation.child) in single


def _pair(relation: RelationAsk) -> Pair:
    return frozenset({relation.child, relation.parent})


def _many_pairs(found: tuple[Finding, ...]) -> set[Pair]:
    """Pairs of which each side may have many of the other."""
    directions = {(item.owner, item.member) for item in found if isinstance(item, ManyOf)}
    both = {frozenset(pair) for pair in directions if (pair[1], pair[0]) in directions}
    told = {
        _pair(item) for item in found if isinstance(item, RelationAsk) and item.cardinality is Cardinality.MANY_TO_MANY
    }
    return both | told


def _from_many(item: ManyOf, many: set[Pair], belongings: set[tuple[str, str]]) -> RelationAsk | None:
    """ "A customer has many orders" means that an order belongs to a customer, unless that is said anyway."""
    pair = frozenset({item.owner, item.member})
    if pair in many:
        return RelationAsk(child=item.owner, parent=item.member, cardinality=Cardinality.MANY_TO_MANY, quote=item.quote)
    if (item.member, item.owner) in belongings:
        return None
    return RelationAsk(child=item.member, parent=item.owner, quote=item.quote)


def _completed(
    relation: RelationAsk, many: set[Pair], join: dict[Pair, str], single: set[tuple[str, str]]
) -> RelationAsk:
    """One of many pairs with its joining entity; "an order has one payment" and back again is one to one."""
    pair = _pair(relation)
    if pair not in many:
        is_single = (relation.child, relation.parent) in single
        return replace(relation, cardinality=Cardinality.ONE_TO_ONE) if is_single else relation
    return replace(
        relation, cardinality=Cardinality.MANY_TO_MANY, required=None, joined_by=relation.joined_by or join.get(pair)
    )


def _joining_entity(found: tuple[Finding, ...], many: set[Pair], scene: Scene) -> dict[Pair, str]:
    """The entity that holds a pair: spoken of as known though nothing introduced it, such as "each membership"."""
    names = [item.entity for item in found if isinstance(item, Mention) and not _is_there(item, scene)]
    tied = {end for item in found if isinstance(item, RelationAsk) for end in (item.child, item.parent)}
    free = [name for name in dict.fromkeys(names) if name not in tied and _names_a_bond(name, many)]
    pairs = sorted(many, key=sorted)
    return dict(zip(pairs, free, strict=False)) if len(pairs) == 1 or len(pairs) == len(free) else {}


def _is_there(item: Mention, scene: Scene) -> bool:
    known = scene.entities.get(item.entity)
    return item.exists or (known is not None and known.exists)


def _names_a_bond(name: str, many: set[Pair]) -> bool:
    """ "membership", "enrolment", or both ends in one: "project user"."""
    words = set(name.split())
    return is_derived(name.rpartition(" ")[2]) or any(words >= pair for pair in many)


def joined_rules(first: BackfillAsk, second: BackfillAsk) -> BackfillAsk:
    """Two sentences on one attribute's values as one rule; without a recipe where either has none or they differ."""
    if second.rule.startswith(first.rule):
        return replace(second, quote=first.quote)
    recipe = _together(first.recipe, second.recipe) if first.recipe and second.recipe else None
    unclear = first.unclear or second.unclear or ("" if recipe else second.rule)
    return replace(first, rule=f"{first.rule} {second.rule}", recipe=recipe, unclear=unclear)


def _together(first: Recipe, second: Recipe) -> Recipe | None:
    """The cases of both; None where both tell what the other rows get, or what happens on a clash."""
    if first == second:
        return first
    if (first.formula and second.formula) or (first.clash and second.clash):
        return None
    return Recipe(
        formula=first.formula or second.formula,
        branches=(*first.branches, *second.branches),
        clash=first.clash or second.clash,
    )


def joined_liveness(first: LivenessAsk, second: LivenessAsk) -> LivenessAsk:
    """All that must go on, with the shorter of two bounds; the words of the one that says most."""
    bounds = [bound for bound in (first.max_block_ms, second.max_block_ms) if bound is not None]
    return LivenessAsk(
        max_block_ms=min(bounds, default=None),
        keep_old_version=first.keep_old_version or second.keep_old_version,
        is_busy=first.is_busy or second.is_busy,
        quote=first.quote if first.max_block_ms is not None or second.max_block_ms is None else second.quote,
    )
