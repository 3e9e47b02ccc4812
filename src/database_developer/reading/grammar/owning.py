"""Whose facts a sentence of keeping tells: "for each membership", "the name of every guest"."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.model.request import RelationAsk
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.clauses import Clause, Tokens
from database_developer.reading.grammar.feature import Feature
from database_developer.reading.grammar.features import features_of
from database_developer.reading.grammar.findings import Candidate
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.inflection import done_form, is_plural
from database_developer.reading.scene import Scene
from database_developer.reading.topics import NO_THINGS

ABOUT = ("for", "per", "with", "on", "about", "of")


def topic_of_lead(lead: Tokens, scene: Scene) -> str | None:
    """The "membership" of "for each membership", the pair of "for each product in an order"."""
    if len(lead) < 2 or not lead[0].is_in(ABOUT):
        return None
    phrase, behind = _led(lead)
    is_each = phrase.determiner in lexicon.EACH | {"a", "an", "one", "all"}
    if not phrase.is_named or not (is_each or _is_any(phrase, scene)):
        return None
    whole = noun_phrase(behind, 1) if behind and behind[0].is_word("in", "of", "on") else NounPhrase()
    if whole.is_named and (scene.find(whole) or _is_one_thing(whole)) and (scene.find(phrase) or not scene.find(whole)):
        return f"{scene.name_of(whole)} {scene.name_of(phrase)}"
    if phrase.words and phrase.head in lexicon.ROW_NOUNS and len(phrase.words) == 1 and scene.focus:
        return scene.find(phrase) or scene.focus
    return scene.name_of(phrase)


def _led(lead: Tokens) -> tuple[NounPhrase, Tokens]:
    """The "each exhibit" of "for each exhibit shown in an exhibition", and "in an exhibition"."""
    phrase = noun_phrase(lead, 1)
    end = 1 + phrase.length
    is_done = len(phrase.words) > 1 and not phrase.identifier and bool(done_form(phrase.head))
    if is_done and end < len(lead) and lead[end].is_word("in", "on"):
        phrase = noun_phrase(lead[: end - 1], 1)
    return phrase, lead[end:]


def _is_any(phrase: NounPhrase, scene: Scene) -> bool:
    """ "For drivers", "for the hotel": all of them, or the one that is spoken of."""
    is_known = phrase.determiner in {"", "the"} and scene.find(phrase) is not None
    is_bare_plural = not phrase.determiner and is_plural(phrase.head)
    return phrase.head not in NO_THINGS and (is_known or is_bare_plural)


def ends_of_pair(clause: Clause, scene: Scene) -> Iterator[Candidate | RelationAsk]:
    """The product and the order of "for each product in an order", so that neither is taken for the pair."""
    phrase, behind = _led(clause.lead)
    whole = noun_phrase(behind, 1) if behind else NounPhrase()
    if not whole.is_named:
        return
    for end in (phrase, whole):
        yield Candidate(entity=scene.name_of(end), quote=clause.quote)
    child, parent = topic_of_lead(clause.lead, scene), scene.find(whole)
    if child is not None and parent is not None and child == scene.name_of(phrase) and child != parent:
        yield RelationAsk(child=child, parent=parent, required=True, quote=clause.quote)


def _is_one_thing(phrase: NounPhrase) -> bool:
    """ "For each item in an order", whether or not orders have been told of."""
    is_real = phrase.head not in lexicon.EMPTY_NOUNS | lexicon.SPEAKERS | lexicon.DATA_NOUNS | lexicon.LIST_NOUNS
    return phrase.determiner in {"a", "an", "each", "every", "one"} and is_real and not phrase.identifier


def whose_facts(subject: Tokens, scene: Scene) -> tuple[str, tuple[Feature, ...]] | None:
    """The "manager" of "the manager's name and phone", the "guest" of "name and address of every guest"."""
    possessor = noun_phrase(subject).possessor
    if possessor is not None and possessor.head not in NO_THINGS and possessor.is_named:
        return scene.name_of(possessor), features_of(subject)
    for at in range(1, len(subject) - 1):
        phrase = noun_phrase(subject, at + 1) if subject[at].is_word("of", "for") else NounPhrase()
        is_end = at + 1 + phrase.length == len(subject)
        if is_end and phrase.determiner in lexicon.EACH and phrase.head not in NO_THINGS:
            return scene.name_of(phrase), features_of(subject[:at])
    return None
