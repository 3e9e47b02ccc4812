"""What holds many of another: "in one crate are several bottles", "several vans can serve a depot"."""

from __future__ import annotations

from dataclasses import replace

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.clauses import Clause, Statement
from database_developer.reading.grammar.findings import Findings, ManyOf, Tie
from database_developer.reading.grammar.matching import ends_after_any, skipped
from database_developer.reading.grammar.narrating.words import ONE_OF_THEM, may_be_a_thing
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.inflection import is_plural
from database_developer.reading.scene import Scene

_SEVERAL = ("one or more", "zero or more", "one or several", "any number of", "more than one", "at least one")
_BEING = lexicon.BELONG | lexicon.words("be have exist lie hang stand sit come live hold")
_LEADS = lexicon.words("in on at to with for within inside under per of")


def read(statement: Statement, scene: Scene) -> Findings:
    """What each clause of the kind tells."""
    return tuple(finding for clause in statement.clauses for finding in _of_clause(clause, scene))


def _of_clause(clause: Clause, scene: Scene) -> Findings:
    verb = clause.verb
    if verb is None or verb.negated:
        return ()
    return _in_one_are_many(clause, scene) or _many_do_one(clause, scene)


def _in_one_are_many(clause: Clause, scene: Scene) -> Findings:
    """ "On each pallet there are several boxes", "to every project belong several tasks"."""
    if len(clause.lead) < 2 or not clause.lead[0].is_in(_LEADS):
        return ()
    owner = noun_phrase(clause.lead, 1)
    end = skipped(clause.lead, 1 + owner.length, "there", ",")
    is_plain = end == len(clause.lead) and clause.verb is not None and clause.verb.lemma in _BEING
    is_anybody = not clause.subject or clause.subject[-1].is_in(lexicon.SPEAKERS | {"there"})
    member = noun_phrase(clause.rest, skipped(clause.rest, 0, "always", "usually", "up", "to"))
    if not (is_plain and is_anybody and _is_one(owner) and _is_many(member)):
        return ()
    return (ManyOf(owner=scene.name_of(owner), member=scene.name_of(member), quote=clause.quote),)


def _many_do_one(clause: Clause, scene: Scene) -> Findings:
    """ "Several vans can serve a depot": many of the first have one of the second."""
    start, verb = ends_after_any(clause.subject, 0, _SEVERAL), clause.verb
    member = replace(noun_phrase(clause.subject, start), determiner="many") if start else noun_phrase(clause.subject)
    is_whole = start + member.length == len(clause.subject)
    if verb is None or not (is_whole and member.determiner in lexicon.MANY and may_be_a_thing(member)):
        return ()
    place = 1 if clause.rest and clause.rest[0].is_in(lexicon.PREPOSITIONS) else 0
    at_same = skipped(clause.rest, place, "the", "same")
    owner = noun_phrase(clause.rest, at_same if at_same > place + 1 else place)
    is_same = at_same > place + 1
    is_one = may_be_a_thing(owner) and (is_same or _is_one(owner)) and not is_plural(owner.head)
    if not is_one:
        return ()
    child, parent = scene.name_of(member), scene.name_of(owner)
    return (Tie(child=child, parent=parent, verb=verb.lemma, by="", quote=clause.quote),) if child != parent else ()


def _is_one(phrase: NounPhrase) -> bool:
    return may_be_a_thing(phrase) and phrase.determiner in ONE_OF_THEM


def _is_many(phrase: NounPhrase) -> bool:
    is_bare = not phrase.determiner and not phrase.number
    return may_be_a_thing(phrase) and is_plural(phrase.head) and (phrase.determiner in lexicon.MANY or is_bare)
