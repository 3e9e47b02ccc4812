"""The table that a part of a sentence is about."""

from __future__ import annotations

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.changes.places import Tokens, is_path, table_at
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.inflection import singular
from database_developer.reading.plain_words.naming import named_in
from database_developer.reading.scene import Scene, words_of

_SURE = 5  # the weight of two words, or of one in code


def owner_of(tokens: Tokens, topic: str | None, scene: Scene) -> str | None:
    """The table whose columns are named: one that the part names itself, the topic, or the only one that has them."""
    tables = list(dict.fromkeys(one.entity for one in named_in(tokens, None, scene)))
    path = next((one for one in (_owner_in_path(token, scene) for token in tokens) if one is not None), None)
    if path is not None:
        return path
    near = [*tables, *([topic] if topic is not None and topic not in tables else [])]
    weighed = [(_weight(tokens, entity, scene), -at, entity) for at, entity in enumerate(near)]
    best = max(weighed, default=(0, 0, ""))
    if best[0]:
        return best[2]
    only = _only_owner(tokens, topic, scene) if not (topic and _points_back(tokens)) else None
    if only is not None and (not tables or _begins_with(tokens, only, scene)):
        return only
    return near[0] if near else None


def _points_back(tokens: Tokens) -> bool:
    """ "It", "that": what was told before is meant."""
    return any(token.is_word("it", "this", "that", "them", "they", "these", "those") for token in tokens)


def _only_owner(tokens: Tokens, topic: str | None, scene: Scene) -> str | None:
    """The only table whose columns the words name best; where there is a topic, only by what cannot be mere words."""
    said = {singular(word) for token in tokens if token.kind is not Kind.MARK for word in words_of(token.text)}
    every = [
        (_weight(tokens, entity, scene, is_topic=False), entity)
        for entity in scene.standing
        if any(singular(word) in said for key in scene.entities[entity].attributes for word in key.split())
    ]
    most = max((weight for weight, _ in every), default=0)
    only = [entity for weight, entity in every if weight == most and most]
    if len(only) != 1 or (topic is not None and most < _SURE and not _begins_with(tokens, only[0], scene)):
        return None
    return only[0]


def _begins_with(tokens: Tokens, entity: str, scene: Scene) -> bool:
    """ "The quantity ..." speaks of a column, whatever was spoken of before."""
    place = next((at for at, token in enumerate(tokens) if not token.is_in(lexicon.DETERMINERS)), 0)
    return any(one.attribute and one.start == place for one in named_in(tokens, entity, scene, is_topic=False))


def _weight(tokens: Tokens, entity: str, scene: Scene, *, is_topic: bool = True) -> int:
    """How much of the words the table's columns explain: names in code most, then exact ones, then long ones."""
    named = [one for one in named_in(tokens, entity, scene, is_topic=is_topic) if one.attribute]
    return sum(2 * (one.end - one.start) + one.is_exact + 4 * _is_code(tokens[one.start]) for one in named)


def _is_code(token: Token) -> bool:
    return token.is_literal or "_" in token.text


def _owner_in_path(token: Token, scene: Scene) -> str | None:
    """The table of "orders.total"."""
    one = table_at((token,), 0, scene)
    return one.entity if one is not None and is_path((token,), one) else None
