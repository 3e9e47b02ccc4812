"""The attributes that asks refer to in other words, found among those the thing has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from database_developer.model.request import (
    AllowedAsk,
    Ask,
    AttributeAsk,
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
            case LookupAsk():
                return replace(
                    ask,
                    equal=self._all(ask.entity, ask.equal),
                    contains=self._all(ask.entity, ask.contains),
                    order=tuple(self._sorted(ask.entity, key) for key in ask.order),
                )
            case AllowedAsk() | RangeAsk():
                return replace(ask, attribute=self._one(ask.entity, ask.attribute))
        return ask

    def _of(self, entity: str) -> Attributes:
        return self._attributes.setdefault(entity, Attributes())

    def _learn(self, ask: Ask) -> None:
        if isinstance(ask, AttributeAsk):
            self._of(ask.entity).add(ask.attribute, f"{ask.type or ''} {ask.hint}")
        if isinstance(ask, RelationAsk):
            self._ties.setdefault(ask.child, set()).update({ask.parent, ask.role or ask.parent})
            if ask.joined_by:
                self._ties.setdefault(ask.joined_by, set()).update({ask.child, ask.parent})

    def _all(self, entity: str, names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._one(entity, name) for name in names))

    def _one(self, entity: str, name: str) -> str:
        if name in self._ties.get(entity, ()):
            return name
        return self._of(entity).meant(name) or name

    def _sorted(self, entity: str, key: OrderBy) -> OrderBy:
        return key if key.attribute == "created" else replace(key, attribute=self._one(entity, key.attribute))
