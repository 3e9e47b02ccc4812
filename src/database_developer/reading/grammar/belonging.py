"""Sentences that tell what belongs to what: "an event belongs to a user and has a type", "a team has many users"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from database_developer.model.request import Cardinality, RelationAsk
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.attributes import (
    asks_about,
    has_typical_name,
    is_described,
    is_substantial,
    looks_like_data,
)
from database_developer.reading.grammar.clauses import Clause, Tokens, without_circumstance
from database_developer.reading.grammar.features import Feature, features_of, is_bare_plural
from database_developer.reading.grammar.findings import Findings, ManyOf, Mention
from database_developer.reading.grammar.matching import ends_after_any, skipped
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.inflection import is_plural
from database_developer.reading.scene import Scene

_SORTS = {"levels", "level", "kinds", "kind", "types", "type", "sorts"}
_GIVE = {"provide", "enter", "give", "supply", "specify", "leave"}
_MAYBE = {"can", "could", "may", "might"}
_COUNTS = ("exactly", "only", "at least", "at most", "up to", "precisely")
_NONE_OR_MORE = ("zero or more", "one or more", "any number of", "zero or many", "one or many")
_ONE_OF_THEM = {"a", "an", "each", "every", "one"}
_TO_ONE = ("in", "on", "to", "for", "with", "by", "at", "under", "of", "from")
_TO_MANY = ("in", "on", "to", "for", "with", "by", "of", "into")
_PRONOUNS = ("it", "they", "each", "this", "that")


def read(clause: Clause, scene: Scene) -> Findings:
    """The relations and attributes a clause of belonging or having tells."""
    if clause.verb is None or clause.verb.negated:
        return ()
    subject = subject_of(clause.subject, scene)
    if subject is None:
        return _each_with(clause, scene)
    if clause.verb.passive and clause.verb.lemma not in lexicon.LINK:
        return _with_one(clause, subject, scene) or _many(clause, subject, scene)
    if clause.verb.lemma in lexicon.BELONG | lexicon.LINK:
        return tuple(_belonging(clause, subject, scene))
    if clause.verb.lemma in lexicon.HAS:
        return _having(clause, subject, scene)
    if clause.verb.lemma in lexicon.KEEP and subject.determiner in lexicon.EACH:
        return _having(clause, subject, scene)
    if clause.verb.lemma in _GIVE:
        return _given(clause, subject, scene)
    return _with_one(clause, subject, scene) or _many(clause, subject, scene)


def _given(clause: Clause, subject: NounPhrase, scene: Scene) -> Findings:
    """ "Guests must give a name and may leave a phone number": facts of who gives them."""
    rest, _ = without_circumstance(clause.rest)
    is_free = clause.verb is not None and clause.verb.modal in _MAYBE
    features = tuple(feature for feature in features_of(rest) if is_substantial(feature) and has_typical_name(feature))
    told = tuple(_made_optional(feature) if is_free else feature for feature in features)
    return asks_about(scene.name_of(subject), told, clause.quote, scene)


def _made_optional(feature: Feature) -> Feature:
    said = feature.qualifiers
    return replace(feature, qualifiers=replace(said, required=False)) if said.required is None else feature


def _each_with(clause: Clause, scene: Scene) -> Findings:
    """ "The company owns several depots, each with a name and an address", whoever the company is."""
    phrase = noun_phrase(clause.rest)
    listed = _with_list(clause.rest)
    if phrase.determiner not in lexicon.MANY or not phrase.is_named or not listed:
        return ()
    member = scene.name_of(phrase)
    told = asks_about(member, features_of(listed), clause.quote, scene)
    return (Mention(entity=member, quote=clause.quote), *told) if told else ()


def _with_one(clause: Clause, subject: NounPhrase, scene: Scene) -> Findings:
    """ "Each nurse works on exactly one ward", "a flat is let by one agent": any verb, and one other thing."""
    rest, _ = without_circumstance(clause.rest)
    place = skipped(rest, 0, *_TO_ONE)
    start = _after_count(rest, place)
    phrase = noun_phrase(rest, start)
    is_one = start > place or phrase.determiner == "one"
    is_known = scene.find(phrase) is not None or phrase.determiner == "one"
    if place == 0 or not (is_one and is_known and phrase.is_named) or phrase.head in lexicon.EMPTY_NOUNS:
        return ()
    child, parent = scene.name_of(subject), scene.name_of(phrase)
    required = None if clause.verb is None or clause.verb.modal in _MAYBE else True
    return (RelationAsk(child=child, parent=parent, required=required, quote=clause.quote),) if child != parent else ()


def subject_of(tokens: Tokens, scene: Scene) -> NounPhrase | None:
    """The thing a clause speaks of, if it is one that could be kept; a pronoun stands for the topic."""
    if len(tokens) == 1 and tokens[0].is_word(*_PRONOUNS):
        return NounPhrase(words=tuple(scene.focus.split())) if scene.focus else None
    phrase = noun_phrase(tokens, _after_count(tokens, 0))
    if not _may_be_kept(phrase, scene):
        return None
    return phrase


def _may_be_kept(phrase: NounPhrase, scene: Scene) -> bool:
    """Known things; else "a team", "each team", "teams", or a name as code; "the page" and "we" are none."""
    if scene.find(phrase) is not None:
        return True
    if not phrase.is_named or phrase.number or phrase.head in lexicon.EMPTY_NOUNS:
        return False
    if phrase.identifier or phrase.kind in lexicon.TABLE_NOUNS or phrase.determiner in _ONE_OF_THEM:
        return True
    is_many = not phrase.determiner and len(phrase.words) <= 3 and is_plural(phrase.head)
    return is_many and phrase.head not in lexicon.SPEAKERS


def _after_count(tokens: Tokens, at: int) -> int:
    return ends_after_any(tokens, at, _COUNTS)


def _belonging(clause: Clause, subject: NounPhrase, scene: Scene) -> Iterator[RelationAsk]:
    rest, _ = without_circumstance(clause.rest)
    start = skipped(rest, 0, "to", "at", "with")
    if start == 0:
        return
    for place, part in enumerate(_each_target(rest[start:])):
        found = _target(part, scene)
        if found is None or (place and not _names_a_thing(part, scene)):
            continue
        parent, many = found
        yield RelationAsk(
            child=scene.name_of(subject),
            parent=parent,
            cardinality=Cardinality.MANY_TO_MANY if many else Cardinality.MANY_TO_ONE,
            required=None if many else clause.verb is not None and clause.verb.modal not in _MAYBE,
            quote=clause.quote,
        )


def _each_target(tokens: Tokens) -> list[Tokens]:
    """The parts of "to samples and cases"."""
    cuts = [index for index, token in enumerate(tokens) if token.is_mark(",") or token.is_word("and")]
    edges = [-1, *cuts, len(tokens)]
    return [tokens[begin + 1 : end] for begin, end in pairwise(edges) if end > begin + 1]


def _names_a_thing(tokens: Tokens, scene: Scene) -> bool:
    """Whether a further target is one: known, determined or in the plural; "freezes the price" is a clause."""
    phrase = noun_phrase(tokens, skipped(tokens, 0, "and", "to", "or"))
    return bool(phrase.determiner) or is_plural(phrase.head) or scene.find(phrase) is not None


def _target(tokens: Tokens, scene: Scene) -> tuple[str, bool] | None:
    """The thing something belongs to, and whether it may belong to many of them."""
    start = skipped(tokens, 0, "and", "to", "or")
    after_many = ends_after_any(tokens, start, _NONE_OR_MORE)
    at = max(after_many, _after_count(tokens, start))
    phrase = noun_phrase(tokens, at)
    if phrase.head in _SORTS and at + phrase.length < len(tokens) and tokens[at + phrase.length].is_word("of"):
        phrase = replace(noun_phrase(tokens, at + phrase.length + 1), determiner=phrase.determiner)
    if not phrase.is_named or phrase.determiner in {"this", "that", "those", "these", "our", "your"}:
        return None
    many = after_many > start or phrase.determiner in lexicon.MANY or bool(phrase.number)
    return scene.name_of(phrase), many or (not phrase.determiner and is_plural(phrase.head))


def _having(clause: Clause, subject: NounPhrase, scene: Scene) -> Findings:
    rest, _ = without_circumstance(clause.rest)
    entity = scene.name_of(subject)
    start = skipped(rest, 0, ":", "the", "following") if rest and rest[0].is_mark(":") else 0
    if _announces_a_list(rest):
        return (Mention(entity=entity, table=subject.identifier, quote=clause.quote),)
    if ends_after_any(rest, 0, _NONE_OR_MORE) or (_with_list(rest) and noun_phrase(rest).determiner in lexicon.MANY):
        return _many(clause, subject, scene)
    features = tuple(feature for feature in features_of(rest[_after_count(rest, start) :]) if is_substantial(feature))
    if clause.verb is not None and clause.verb.modal in _MAYBE and _is_some_thing(features, scene):
        return ()
    if not _are_facts(features, entity, clause, scene):
        return ()
    return asks_about(entity, features, clause.quote, scene)


def _is_some_thing(features: tuple[Feature, ...], scene: Scene) -> bool:
    """ "Tasks can have dependencies": nothing that could be a column."""
    return len(features) == 1 and is_bare_plural(features[0]) and not is_described(features[0], scene)


def _are_facts(features: tuple[Feature, ...], entity: str, clause: Clause, scene: Scene) -> bool:
    """What "it" has must look like data more plainly than what a named thing has."""
    if len(clause.subject) == 1 and clause.subject[0].is_word(*_PRONOUNS):
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


def _many(clause: Clause, subject: NounPhrase, scene: Scene) -> Findings:
    """Any verb between a thing and many others: "an order can include many products"."""
    place = skipped(clause.rest, 0, *_TO_MANY)
    start = ends_after_any(clause.rest, place, _NONE_OR_MORE)
    phrase = noun_phrase(clause.rest, start)
    is_counted = start > place or phrase.determiner in lexicon.MANY
    says_each = subject.determiner in _ONE_OF_THEM or scene.find(subject) is not None
    if not (is_counted and says_each and phrase.is_named) or phrase.head in lexicon.EMPTY_NOUNS:
        return ()
    member = scene.name_of(phrase)
    many = ManyOf(owner=scene.name_of(subject), member=member, quote=clause.quote)
    return (many, *asks_about(member, features_of(_with_list(clause.rest)), clause.quote, scene))


def _with_list(rest: Tokens) -> Tokens:
    """The list of ", with a name and a price" or "each having a name and a price"."""
    for index in range(1, len(rest)):
        before = rest[index - 1]
        if rest[index].is_word("with", "having") and (before.is_mark(",") or before.is_word(*lexicon.EACH)):
            return rest[index + 1 :]
    return ()
