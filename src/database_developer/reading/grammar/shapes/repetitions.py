"""Sentences that give a thing several of one attribute: "up to three phone numbers", "tags, separated by commas"."""

from __future__ import annotations

from database_developer.model.pattern_asks import SeveralAsk
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.matching import ends_after_any, phrases
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.grammar.shapes.saying import Saying
from database_developer.reading.grammar.shapes.things import bare, thing
from database_developer.reading.inflection import is_plural
from database_developer.reading.scene import Scene

_UP_TO = phrases("up to | at most | no more than | a maximum of")
_MANY = phrases("several | multiple | many | any number of | more than one | one or more")
_SEPARATED = phrases("comma separated | comma-separated | separated by commas | separated by comma")

CUES = frozenset({"up", "most", "more", "maximum", "comma", "comma-separated", "commas", "several", "multiple", "many"})


def read(saying: Saying, scene: Scene) -> Findings:
    """What a thing has more than one of, where that is a fact and no thing of its own."""
    if saying.lemma not in lexicon.HAS or (saying.clause.verb is not None and saying.clause.verb.negated):
        return ()
    rest = saying.clause.rest
    limited, many = ends_after_any(rest, 0, _UP_TO), ends_after_any(rest, 0, _MANY)
    phrase = noun_phrase(rest, limited or many)
    entity = thing(saying.subject, scene) if saying.subject else None
    is_several = limited or many or saying.says(_SEPARATED)
    is_list = bool(limited) or saying.says(_SEPARATED)
    if entity is None or not is_several or not _is_a_fact(phrase, scene, is_list=is_list):
        return ()
    if any(token.is_mark(",") or token.is_word("and") for token in rest) and not saying.says(_SEPARATED):
        return ()
    most = _most(phrase) if limited else None
    return (SeveralAsk(entity=entity, attribute=bare(phrase), most=most, quote=saying.quote),)


def _is_a_fact(phrase: NounPhrase, scene: Scene, *, is_list: bool) -> bool:
    """ "Many tags" are things that others may have too; "tags, separated by commas" are words of one thing."""
    is_counted = bool(phrase.words) and is_plural(phrase.head) and phrase.head not in lexicon.UNITS
    from_facts = is_counted and scene.find(phrase) is None
    listed = {"tag", "alias", "keyword"} if is_list else set()
    return from_facts and bare(phrase).split()[-1] in lexicon.ATTRIBUTE_NOUNS | listed


def _most(phrase: NounPhrase) -> int | None:
    if phrase.number.isdigit():
        return int(phrase.number)
    return lexicon.SMALL_NUMBERS.get(phrase.determiner)
