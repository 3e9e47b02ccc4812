"""Sentences that want a number kept beside what it counts: "keep the number of comments on the post"."""

from __future__ import annotations

from database_developer.model.pattern_asks import TallyAsk
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.clauses import Tokens
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.matching import phrases, skipped
from database_developer.reading.grammar.phrases import noun_phrase
from database_developer.reading.grammar.shapes.saying import Saying, place_of
from database_developer.reading.grammar.shapes.things import known_thing, meant
from database_developer.reading.scene import Scene

_NUMBER_OF = phrases("number of | count of | how many | total number of")
_COUNTS = ("count", "counter", "counts", "counters")
_TOTALS = lexicon.words("total subtotal sum")
_KEEPING = lexicon.KEEP | lexicon.words("cache denormalise denormalize know have show maintain")
_KEPT = ("stored", "kept", "cached", "denormalised", "denormalized", "maintained", "saved")
_ON = ("on", "in", "of", "per", "for", "with", "by")

CUES = lexicon.words("number count counter counts counters many total subtotal sum")


def read(saying: Saying, scene: Scene) -> Findings:
    """The number, or the sum, that a thing keeps of its parts."""
    is_kept = any(token.is_in(_KEPT) for token in saying.tokens)
    verb = saying.clause.verb
    if (not is_kept and saying.lemma not in _KEEPING) or (verb is not None and verb.negated):
        return ()
    found = _number_of(saying, scene) or _counter(saying, scene)
    return found or (_total(saying, scene) if is_kept or saying.lemma in lexicon.KEEP else ())


def _number_of(saying: Saying, scene: Scene) -> Findings:
    """ "The number of comments on the post", "each post keeps the number of its comments"."""
    behind = saying.behind(_NUMBER_OF)
    if behind is None:
        return ()
    start = skipped(behind, 0, "its", "their", "the", "all")
    phrase = noun_phrase(behind, start)
    members = scene.find(phrase) if phrase.is_named else None
    after = behind[start + phrase.length :]
    place = next((at for at, token in enumerate(after) if token.is_in(_ON)), 0)
    owner = _owner(after[place:], scene) or known_thing(saying.subject, scene)
    return _asked(owner, members, saying)


def _counter(saying: Saying, scene: Scene) -> Findings:
    """ "Store a comment count on each post", "posts have a comment counter that is kept"."""
    for index in range(len(saying.tokens)):
        phrase = noun_phrase(saying.tokens, index)
        if phrase.head in _COUNTS and len(phrase.words) > 1:
            members = scene.find_name(" ".join(phrase.words[:-1]))
            owner = _owner(saying.tokens[index + phrase.length :], scene)
            owner = owner or (scene.find(phrase.possessor) if phrase.possessor else None)
            is_owner = owner or (known_thing(saying.subject, scene) if saying.lemma in lexicon.KEEP else None)
            return _asked(is_owner, members, saying)
    return ()


def _asked(owner: str | None, members: str | None, saying: Saying) -> Findings:
    if owner is None or members is None or owner == members:
        return ()
    return (TallyAsk(entity=owner, attribute=f"{members} count", members=members, quote=saying.quote),)


def _owner(tokens: Tokens, scene: Scene) -> str | None:
    """The thing behind "on each" or "per"."""
    if len(tokens) < 2 or not tokens[0].is_in(_ON):
        return None
    return known_thing(tokens[1:], scene)


def _total(saying: Saying, scene: Scene) -> Findings:
    """ "The order's total is stored", "keep the total of the items on the order"."""
    place = place_of(saying.tokens, tuple(_TOTALS))
    if place is None:
        return ()
    found = meant(saying.tokens[_beginning(saying.tokens, place[0]) :], scene)
    if found is None or found.attribute is None:
        return ()
    if set(found.attribute.split()) & _TOTALS:
        return (TallyAsk(entity=found.entity, attribute=found.attribute, is_count=False, quote=saying.quote),)
    return ()


def _beginning(tokens: Tokens, place: int) -> int:
    """Where the phrase with the word begins: behind a verb or an article."""
    while place > 0 and (tokens[place - 1].is_mark("'s") or tokens[place - 1].lower not in lexicon.NOT_A_NOUN):
        if tokens[place - 1].is_in(lexicon.FINITE) and not tokens[place].is_mark("'s"):
            break
        place -= 1
    return place
