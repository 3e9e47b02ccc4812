"""Sentences that give a thing one of its own: "each user has exactly one profile"."""

from __future__ import annotations

from database_developer.model.request import Cardinality, RelationAsk
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.matching import ends_after_any, phrases
from database_developer.reading.grammar.phrases import noun_phrase
from database_developer.reading.grammar.shapes.saying import Saying
from database_developer.reading.grammar.shapes.things import bare, thing
from database_developer.reading.scene import Scene

_ONE = phrases("exactly one | at most one | only one | a single | just one | one")
# What is there for the sake of the thing that has it; an order's "one customer" is there for itself.
_PARTS = lexicon.words(
    "profile setting preference wallet cart basket avatar passport licence license mailbox inbox calendar biography "
    "resume cv dashboard configuration credential"
)

CUES = lexicon.words("one single")


def read(saying: Saying, scene: Scene) -> Findings:
    """The part refers to what it is of, each time another one."""
    verb = saying.clause.verb
    if verb is None or verb.negated or verb.lemma != "have" or not saying.subject:
        return ()
    rest = saying.clause.rest
    end = ends_after_any(rest, 0, _ONE)
    phrase = noun_phrase(rest, end)
    owner = thing(saying.subject, scene)
    if not end or owner is None or not phrase.words or end + phrase.length < len(rest):
        return ()
    part = scene.find(phrase) or bare(phrase)
    if bare(phrase).split()[-1] not in _PARTS or part == owner:
        return ()
    single = Cardinality.ONE_TO_ONE
    return (RelationAsk(child=part, parent=owner, cardinality=single, required=True, quote=saying.quote),)
