"""Fits a second reader's names to those of the live tables and of what the rules read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from database_developer.model.request import (
    AllowedAsk,
    AlterAsk,
    Ask,
    AttributeAsk,
    DeletionAsk,
    EntityAsk,
    LookupAsk,
    RangeAsk,
    RelationAsk,
    RemovalAsk,
    RenameAsk,
    UniqueAsk,
)
from database_developer.reading.inflection import singular_phrase
from database_developer.reading.scene import words_of
from database_developer.reading.vocabulary import Vocabulary

OF_ONE = AttributeAsk | AllowedAsk | RangeAsk | AlterAsk | RenameAsk | RemovalAsk


def entities_of(ask: Ask) -> tuple[str, ...]:
    """The things that an ask speaks of."""
    if isinstance(ask, RelationAsk | DeletionAsk):
        return (ask.child, ask.parent)
    entity = getattr(ask, "entity", "")
    return (entity,) if entity else ()


def thing(name: str) -> str:
    """A thing's name as the rules write it: small words, the last for one."""
    return " ".join(singular_phrase(words_of(name.replace(" ", "_"))))


def plain(name: str) -> str:
    """An attribute's name as small words."""
    return " ".join(words_of(name.replace(" ", "_")))


class Names:
    """What there is and what is asked for, by names that can be compared."""

    def __init__(self, asks: Iterable[Ask], vocabulary: Vocabulary) -> None:
        self.live = {thing(table): {plain(it): it for it in columns} for table, columns in vocabulary.tables.items()}
        self.things = {key: key for key in self.live}
        self.told: dict[tuple[str, str], str] = {}
        for ask in asks:
            self.learn(ask)

    def learn(self, ask: Ask) -> None:
        """Note the things and the attribute that an ask brings."""
        if isinstance(ask, EntityAsk | RelationAsk | AttributeAsk):
            for entity in entities_of(ask):
                if isinstance(ask, EntityAsk) or not ask.quote.assumed:
                    self.things.setdefault(thing(entity), entity)
        if isinstance(ask, AttributeAsk):
            self.told[thing(ask.entity), plain(ask.attribute)] = ask.attribute

    def knows(self, entity: str) -> bool:
        """Whether the thing is there, or asked for."""
        return thing(entity) in self.things

    def stands(self, entity: str, attribute: str | None = None) -> bool:
        """Whether the thing has its table already (and, with an attribute, that column)."""
        columns = self.live.get(thing(entity))
        return columns is not None and (attribute is None or plain(attribute) in columns)

    def entity(self, name: str) -> str:
        """The thing's name as it is written elsewhere."""
        return self.things.get(thing(name), thing(name))

    def attribute(self, entity: str, name: str) -> str:
        """The attribute's name as it is written elsewhere: by the live column, by the rules, as a thing."""
        key = plain(name)
        live = self.live.get(thing(entity), {}).get(key)
        return live or self.told.get((thing(entity), key)) or self.things.get(thing(name), key)

    def fitted(self, ask: Ask) -> Ask:
        """The ask with such names."""
        if isinstance(ask, EntityAsk):
            return replace(ask, entity=self.entity(ask.entity))
        if isinstance(ask, RelationAsk | DeletionAsk):
            role = plain(ask.role) if ask.role and thing(ask.role) != thing(ask.parent) else None
            return replace(ask, child=self.entity(ask.child), parent=self.entity(ask.parent), role=role)
        if isinstance(ask, OF_ONE):
            name = self.attribute(ask.entity, ask.attribute) if ask.attribute else ask.attribute
            return replace(ask, entity=self.entity(ask.entity), attribute=name)  # type: ignore[arg-type]
        return self._fitted_keys(ask)

    def _fitted_keys(self, ask: Ask) -> Ask:
        if isinstance(ask, UniqueAsk):
            names = tuple(dict.fromkeys(self.attribute(ask.entity, it) for it in ask.attributes))
            return replace(ask, entity=self.entity(ask.entity), attributes=names)
        if isinstance(ask, LookupAsk):
            equal = tuple(dict.fromkeys(self.attribute(ask.entity, it) for it in ask.equal))
            order = tuple(replace(it, attribute=self.attribute(ask.entity, it.attribute)) for it in ask.order)
            return replace(ask, entity=self.entity(ask.entity), equal=equal, order=order)
        return ask
