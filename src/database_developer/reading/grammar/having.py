"""What a thing has, told by its verb: facts, parts with facts of their own, and what it is made of."""

from __future__ import annotations

from dataclasses import replace

from database_developer.model.request import AlterAsk
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.attributes import (
    asks_about,
    has_typical_name,
    is_described,
    is_substantial,
    looks_like_data,
)
from database_developer.reading.grammar.clauses import Clause, Tokens, without_circumstance
from database_developer.reading.grammar.feature import Feature, is_bare_plural
from database_developer.reading.grammar.features import features_of
from database_developer.reading.grammar.findings import Findings, ManyOf, Mention
from database_developer.reading.grammar.matching import ends_after_any, skipped
from database_developer.reading.grammar.numbers import MAYBE, NONE_OR_MORE, after_count, many, the_other_way, with_list
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.inflection import is_plural
from database_developer.reading.scene import Scene

_DEMANDING = lexicon.words("must should shall")
PRONOUNS = ("it", "they", "each", "this", "that")


def having(clause: Clause, subject: NounPhrase, scene: Scene) -> Findings:
    """ "An event has a type and a date", "a hotel has rooms with a number"."""
    rest, _ = without_circumstance(_without_row_for_each(_without_of(clause)))
    entity = scene.name_of(subject)
    start = skipped(rest, 0, ":", "the", "following") if rest and rest[0].is_mark(":") else 0
    if _announces_a_list(rest):
        return (Mention(entity=entity, table=subject.identifier, quote=clause.quote),)
    parts = _parts_with_facts(rest, entity, clause, scene)
    if parts:
        return parts
    if ends_after_any(rest, 0, NONE_OR_MORE) or (with_list(rest) and noun_phrase(rest).determiner in lexicon.MANY):
        return many(replace(clause, rest=rest), subject, scene)
    features = tuple(feature for feature in features_of(rest[after_count(rest, start) :]) if is_substantial(feature))
    if clause.verb is not None and clause.verb.modal in MAYBE and _is_some_thing(features, scene):
        return ()
    if not _are_facts(features, entity, clause, scene):
        return ()
    if clause.verb is not None and clause.verb.modal in MAYBE:
        features = tuple(made_optional(feature) for feature in features)
    demanded = _demanded(entity, features, clause, scene)
    if demanded:
        return demanded
    return (*asks_about(entity, features, clause.quote, scene), *the_other_way(rest, scene, clause))


def _demanded(entity: str, features: tuple[Feature, ...], clause: Clause, scene: Scene) -> Findings:
    """ "Every user must have an email" demands a value of a column that stands already."""
    known = scene.entities[entity].attributes if scene.is_there(entity) else {}
    is_order = clause.verb is not None and clause.verb.modal in _DEMANDING and not clause.verb.negated
    names = [known.get(feature.phrase.name) for feature in features]
    if not is_order or not names or not all(names):
        return ()
    return tuple(AlterAsk(entity=entity, attribute=name, required=True, quote=clause.quote) for name in names if name)


def _without_of(clause: Clause) -> Tokens:
    """ "Consists of one or more lines": the preposition belongs to the verb."""
    is_consisting = clause.verb is not None and clause.verb.lemma == "consist" and len(clause.rest) > 2
    return clause.rest[1:] if is_consisting and clause.rest[0].is_word("of") else clause.rest


def _without_row_for_each(rest: Tokens) -> Tokens:
    """Less the "one row per visit:" of "the table has one row per visit: the date, the doctor"."""
    place = skipped(rest, 0, "one", "a", "exactly", "single")
    is_row = 0 < place < len(rest) and rest[place].is_in(lexicon.ROW_NOUNS)
    colon = next((at for at, token in enumerate(rest) if token.is_mark(":")), 0)
    return rest[colon + 1 :] if is_row and place < colon < len(rest) - 1 else rest


def composed(clause: Clause, subject: NounPhrase, scene: Scene) -> Findings:
    """ "A course is made up of modules"."""
    start = skipped(clause.rest, 0, "up", "of")
    phrase = noun_phrase(clause.rest, ends_after_any(clause.rest, start, NONE_OR_MORE))
    is_thing = start > 0 and phrase.is_named and is_plural(phrase.head) and phrase.head not in lexicon.EMPTY_NOUNS
    if not is_thing:
        return ()
    member = scene.name_of(phrase)
    told = asks_about(member, features_of(with_list(clause.rest)), clause.quote, scene)
    return (ManyOf(owner=scene.name_of(subject), member=member, quote=clause.quote), *told)


def _parts_with_facts(rest: Tokens, entity: str, clause: Clause, scene: Scene) -> Findings:
    """ "A hotel has rooms with a number and a price": facts of the rooms."""
    told = things_with_facts(rest)
    if told is None:
        return ()
    phrase, features = told
    member = scene.name_of(phrase)
    many = ManyOf(owner=entity, member=member, quote=clause.quote)
    return (many, *asks_about(member, features, clause.quote, scene))


def things_with_facts(rest: Tokens) -> tuple[NounPhrase, tuple[Feature, ...]] | None:
    """The "members" of "members with a name and an e-mail", and the list; None where the words are no such pair."""
    phrase = noun_phrase(rest)
    place = skipped(rest, phrase.length, ",", "each", "together", "along", "all")
    is_each = phrase.determiner in lexicon.EACH
    is_many = phrase.is_named and (is_plural(phrase.head) or is_each) and phrase.determiner not in lexicon.POSSESSIVES
    is_listed = place < len(rest) and rest[place].is_word("with", "having", "including")
    if not is_many or not is_listed or phrase.head in lexicon.INFORMATION | lexicon.EMPTY_NOUNS | lexicon.DATA_NOUNS:
        return None
    features = tuple(feature for feature in features_of(rest[place + 1 :]) if is_substantial(feature))
    is_data = bool(features) and all(feature.is_told or has_typical_name(feature) for feature in features)
    return (phrase, features) if is_data and looks_like_typical(features) else None


def looks_like_typical(features: tuple[Feature, ...]) -> bool:
    """Whether at least one is typical for columns, or described as one."""
    return any(has_typical_name(feature) or feature.qualifiers.says_something for feature in features)


def _is_some_thing(features: tuple[Feature, ...], scene: Scene) -> bool:
    """ "Tasks can have dependencies": nothing that could be a column."""
    return len(features) == 1 and is_bare_plural(features[0]) and not is_described(features[0], scene)


def _are_facts(features: tuple[Feature, ...], entity: str, clause: Clause, scene: Scene) -> bool:
    """What "it" has must look like data more plainly than what a named thing has."""
    if len(clause.subject) == 1 and clause.subject[0].is_in(PRONOUNS):
        return any(is_described(feature, scene) for feature in features)
    return looks_like_data(features, scene) or entity in scene.entities


def _announces_a_list(rest: Tokens) -> bool:
    """ "The users table has:", "has the following columns:", after which a list comes."""
    names_nothing = all(
        token.is_mark(":") or token.is_word("the", "following", "these") or _is_column(token.lower) for token in rest
    )
    return bool(rest) and rest[-1].is_mark(":") and names_nothing


def _is_column(word: str) -> bool:
    return word in lexicon.COLUMN_NOUNS


def made_optional(feature: Feature) -> Feature:
    """The same, not required unless that is said."""
    said = feature.qualifiers
    return replace(feature, qualifiers=replace(said, required=False)) if said.required is None else feature
