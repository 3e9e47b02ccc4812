"""Sentences that tell what follows from what: "the city is determined by the postcode"."""

from __future__ import annotations

from database_developer.model.pattern_asks import DependencyAsk
from database_developer.reading.grammar import cues, lexicon
from database_developer.reading.grammar.clauses import Tokens
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.matching import phrases
from database_developer.reading.grammar.shapes.saying import Saying, place_of
from database_developer.reading.grammar.shapes.things import bare, phrases_in
from database_developer.reading.scene import Scene

_BACKWARD = phrases(
    "determined by | is given by | follows from | follow from | depends only on | depend only on | depends on | "
    "depend on | fixed by | known from | derives from | depends solely on"
)
_FORWARD = phrases("determines | determine | uniquely determines | always implies | implies | fixes | defines uniquely")
_ONE = phrases("has one | has exactly one | has only one | has a single | always has the same | have one")
_STAYS = phrases("kept all the same | on purpose | deliberately | for speed | denormalised | denormalized")

CUES = lexicon.words(
    "determined determines determine follows follow depends depend fixed known derives implies fixes uniquely given "
    "defines"
) | cues.cues_of(_ONE)


def read(saying: Saying, scene: Scene) -> Findings:
    """Which attributes follow from which others of the same thing."""
    sides = _sides(saying)
    verb = saying.clause.verb
    if sides is None or (verb is not None and verb.negated):
        return ()
    determinants, dependents = _names(sides[0]), _names(sides[1])
    entity = _owner(determinants, dependents, scene)
    if entity is None or not determinants or set(determinants) & set(dependents):
        return ()
    stays = place_of(saying.whole, _STAYS) is not None
    return (
        DependencyAsk(entity=entity, determinants=determinants, dependents=dependents, stays=stays, quote=saying.quote),
    )


def _sides(saying: Saying) -> tuple[Tokens, Tokens] | None:
    """What determines, and what is determined."""
    for wording, is_forward in ((_BACKWARD, False), (_FORWARD, True), (_ONE, True)):
        place = saying.place_of(wording)
        if place is not None:
            before, behind = saying.tokens[: place[0]], saying.tokens[place[1] :]
            return (before, behind) if is_forward else (behind, before)
    return None


def _names(tokens: Tokens) -> tuple[str, ...]:
    found, _ = phrases_in(tokens)
    return tuple(bare(phrase) for phrase in found)


def _owner(determinants: tuple[str, ...], dependents: tuple[str, ...], scene: Scene) -> str | None:
    """The one thing that has all the dependents, and all the determinants that are no things themselves."""
    owners = {scene.owner_of(name) for name in dependents}
    owner = next(iter(owners)) if len(owners) == 1 else None
    if owner is None:
        return None
    known = scene.entities[owner].attributes.values() if owner in scene.entities else ()
    are_known = [name in known or scene.owner_of(name) == owner for name in determinants]
    are_things = [scene.find_name(name) is not None for name in determinants]
    are_meant = all(fact or thing for fact, thing in zip(are_known, are_things, strict=True))
    return owner if are_meant and (any(are_known) or len(determinants) > 1) else None
