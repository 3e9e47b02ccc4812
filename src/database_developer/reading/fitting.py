"""Names for tables given in one list, each fitted to the thing whose name it is most like."""

from __future__ import annotations

from database_developer.reading.inflection import singular
from database_developer.reading.scene import words_of

_FITTED_AT_MOST = 200


def tables_by_entity(names: tuple[str, ...], entities: tuple[str, ...]) -> dict[str, str]:
    """The best fitting pairs first; a name like nothing goes to what is left if that is one."""
    names = names[:_FITTED_AT_MOST]
    pairs = [(_likeness(name, entity), -place, name, entity) for name in names for place, entity in enumerate(entities)]
    fitted: dict[str, str] = {}
    for likeness, _, name, entity in sorted(pairs, reverse=True):
        if likeness > 0 and entity not in fitted and name not in fitted.values():
            fitted[entity] = name
    return fitted | _left_over(names, entities, fitted)


def _left_over(names: tuple[str, ...], entities: tuple[str, ...], fitted: dict[str, str]) -> dict[str, str]:
    names_left = [name for name in names if name not in fitted.values()]
    entities_left = [entity for entity in entities if entity not in fitted]
    is_clear = len(names_left) == 1 and len(entities_left) == 1
    return {entities_left[0]: names_left[0]} if is_clear else {}


def _likeness(name: str, entity: str) -> float:
    """The share of words in common, the last ones counting most."""
    name_words = [singular(word) for word in words_of(name)]
    entity_words = [singular(word) for word in entity.split()]
    shared = len(set(name_words) & set(entity_words))
    same_head = name_words[-1:] == entity_words[-1:]
    return shared / max(len(set(name_words) | set(entity_words)), 1) + (0.5 if same_head else 0.0)
