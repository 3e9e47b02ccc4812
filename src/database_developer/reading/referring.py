"""The attributes that asks refer to in other words, found among those the thing has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from database_developer.model.request import (
    AllowedAsk,
    Ask,
    AttributeAsk,
    DeletionAsk,
    EntityAsk,
    LookupAsk,
    OrderBy,
    RangeAsk,
    RelationAsk,
    UniqueAsk,
)
from database_developer.reading.meaning import Attributes
from database_developer.reading.scene import Scene


class Referrer:
    """Knows what each entity has; puts the attribute's own name for any word that means it."""

    def __init__(self, asks: Iterable[Ask], scene: Scene) -> None:
        self._attributes: dict[str, Attributes] = {}
        self._ties: dict[str, set[str]] = {}
        self._named: dict[str, set[str]] = {}  # columns called so by the ticket itself
        for ask in asks:
            self._learn(ask)
        for entity, known in scene.entities.items():
            for name in known.attributes.values():
                self._of(entity).add(name)

    def resolved(self, ask: Ask) -> Ask:
        """The ask with the names its entity knows."""
        match ask:
            case UniqueAsk():
                return replace(ask, attributes=self._all(ask.entity, ask.attributes))
            case EntityAsk() if ask.key:
                return replace(ask, key=tuple(self._of_the_key(ask.entity, name) for name in ask.key))
            case LookupAsk():
                return replace(
                    ask,
                    equal=self._all(ask.entity, ask.equal),
                    contains=self._all(ask.entity, ask.contains),
                    order=tuple(self._sorted(ask.entity, key) for key in ask.order),
                )
            case DeletionAsk():
                return replace(ask, child=self._between(ask.parent, ask.child))
            case AllowedAsk() | RangeAsk():
                return replace(ask, attribute=self._one(ask.entity, ask.attribute))
        return ask

    def _of(self, entity: str) -> Attributes:
        return self._attributes.setdefault(entity, Attributes())

    def _learn(self, ask: Ask) -> None:
        if isinstance(ask, AttributeAsk):
            self._named.setdefault(ask.entity, set()).add(ask.attribute)
            self._of(ask.entity).add(ask.attribute, f"{ask.type or ''} {ask.hint}")
        if isinstance(ask, RelationAsk):
            self._named.setdefault(ask.child, set()).update(ask.columns)
            self._ties.setdefault(ask.child, set()).update({ask.parent, ask.role or ask.parent})
            if ask.joined_by:
                self._ties.setdefault(ask.joined_by, set()).update({ask.child, ask.parent})

    def _between(self, parent: str, child: str) -> str:
        """What ties both, where the child itself does not refer to the parent: a track's place on a playlist."""
        tying = [name for name, ends in self._ties.items() if {parent, child} <= ends]
        is_tied = parent in self._ties.get(child, ()) or child in self._ties.get(parent, ())
        return tying[0] if len(tying) == 1 and not is_tied else child

    def _of_the_key(self, entity: str, name: str) -> str:
        """The thing that "owner_id" refers to, where no column is called so."""
        ties, thing = self._ties.get(entity, set()), name.removesuffix("_id").replace("_", " ")
        if name in ties or name in self._named.get(entity, ()):
            return name
        is_told = thing in ties or "_" in name
        return thing if thing in ties else name if is_told else self._one(entity, name)

    def _all(self, entity: str, names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._one(entity, name) for name in names))

    def _one(self, entity: str, name: str) -> str:
        ties = self._ties.get(entity, set())
        if name in ties:
            return name
        named = [tie for tie in ties if tie.endswith(f" {name}")]
        if len(named) == 1 and name not in self._named.get(entity, ()):
            return named[0]  # the "flag" of a feature flag
        return self._of(entity).meant(name) or name

    def _sorted(self, entity: str, key: OrderBy) -> OrderBy:
        return key if key.attribute == "created" else replace(key, attribute=self._one(entity, key.attribute))
