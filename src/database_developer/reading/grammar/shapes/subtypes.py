"""Sentences that tell kinds of a thing apart: "a vehicle is either a car or a truck"."""

from __future__ import annotations

from database_developer.model.pattern_asks import SubtypesAsk
from database_developer.model.request import EntityAsk
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.matching import skipped
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.grammar.shapes.saying import Saying
from database_developer.reading.grammar.shapes.things import thing
from database_developer.reading.scene import Scene, entity_name

CUES = frozenset({"either"})


def read(saying: Saying, scene: Scene) -> Findings:
    """The kinds of a thing: each named with an article, for "either open or closed" is a state."""
    verb = saying.clause.verb
    if verb is None or verb.lemma != "be" or verb.negated or verb.passive or not saying.subject:
        return ()
    rest = saying.clause.rest
    if not (rest and rest[0].is_word("either")):
        return ()
    entity = thing(saying.subject, scene)
    kinds = _kinds(saying)
    if entity is None or len(kinds) < 2 or not noun_phrase(saying.subject).words:
        return ()
    names = tuple(scene.find(kind) or entity_name(kind) for kind in kinds)
    entities = (EntityAsk(entity=name, quote=saying.quote) for name in (entity,) if not scene.is_there(entity))
    return (*entities, SubtypesAsk(entity=entity, kinds=names, quote=saying.quote))


def _kinds(saying: Saying) -> list[NounPhrase]:
    rest = saying.clause.rest
    found: list[NounPhrase] = []
    index = 1
    while index < len(rest):
        phrase = noun_phrase(rest, index)
        if not phrase.words or phrase.determiner not in {"a", "an"} or phrase.head in lexicon.ATTRIBUTE_NOUNS:
            break
        found.append(phrase)
        index = skipped(rest, index + phrase.length, ",", "or")
    return found
