"""Sentences that tell what belongs to what: "an event belongs to a user and has a type", "a team has many users"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from database_developer.model.request import AttributeAsk, Cardinality, RelationAsk
from database_developer.reading.grammar import cues, lexicon
from database_developer.reading.grammar.attributes import (
    asks_about,
    has_typical_name,
    is_described,
    is_substantial,
    looks_like_data,
)
from database_developer.reading.grammar.clauses import Clause, Tokens, without_circumstance
from database_developer.reading.grammar.features import Feature, features_of, is_bare_plural
from database_developer.reading.grammar.findings import Findings, ManyOf, Mention, OfAll
from database_developer.reading.grammar.matching import ends_after_any, skipped
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.grammar.verbs import Verb
from database_developer.reading.inflection import is_plural
from database_developer.reading.scene import Scene, entity_name

_SORTS = {"levels", "level", "kinds", "kind", "types", "type", "sorts"}
_GIVE = {"provide", "enter", "give", "supply", "specify", "leave"}
_MAYBE = {"can", "could", "may", "might"}
_COUNTS = ("exactly", "only", "at least", "at most", "up to", "precisely")
_NONE_OR_MORE = ("zero or more", "one or more", "any number of", "zero or many", "one or many")
_ONE_OF_THEM = {"a", "an", "each", "every", "one"}
_TO_ONE = ("in", "on", "to", "for", "with", "by", "at", "under", "of", "from")
_TO_MANY = ("in", "on", "to", "for", "with", "by", "of", "into", "from", "at", "under", "across")
_LISTING = lexicon.words(
    "need name show state list note quote bear specify describe define identify require cover combine"
)
_COMPOSED = lexicon.words("make compose")
_SHARED = lexicon.words("join follow like attend borrow visit watch")
_AMONG_MANY = ("in", "to", "for", "at", "from", "by", "on", "under", "across")
_IDIOMS = lexicon.words("part place")
_PRONOUNS = ("it", "they", "each", "this", "that")


def read(clause: Clause, scene: Scene) -> Findings:
    """The relations and attributes a clause of belonging or having tells."""
    if clause.verb is None or clause.verb.negated:
        return ()
    if _is_of_all(clause):
        return _of_all(clause, scene)
    subject = subject_of(clause.subject, scene)
    return _each_with(clause, scene) if subject is None else _told(clause, clause.verb, subject, scene)


def _told(clause: Clause, verb: Verb, subject: NounPhrase, scene: Scene) -> Findings:
    if verb.passive and verb.lemma in _COMPOSED:
        return _composed(clause, subject, scene)
    if verb.passive and verb.lemma not in lexicon.LINK:
        return _with_one(clause, subject, scene) or _many(clause, subject, scene)
    if verb.lemma in lexicon.BELONG | lexicon.LINK:
        return tuple(_belonging(clause, subject, scene))
    if verb.lemma in lexicon.HAS:
        return _having(clause, subject, scene)
    if verb.lemma in lexicon.KEEP and _holds_facts(clause, subject):
        return _having(clause, subject, scene)
    if verb.lemma in _LISTING and not verb.passive and _lists_facts(clause, subject):
        return _having(clause, subject, scene)
    if verb.lemma in _GIVE:
        return _given(clause, subject, scene)
    return _with_one(clause, subject, scene) or _many(clause, subject, scene)


def _is_of_all(clause: Clause) -> bool:
    """ "Both tables need", "every table has"."""
    if not cues.heard(lexicon.TABLE_NOUNS, clause.words):
        return False
    phrase = noun_phrase(clause.subject)
    is_all = phrase.determiner in lexicon.ALL | {"each"} and not phrase.is_named and phrase.kind in lexicon.TABLE_NOUNS
    return is_all and clause.verb is not None and clause.verb.lemma in lexicon.HAS | lexicon.WANT | {"get"}


def _of_all(clause: Clause, scene: Scene) -> Findings:
    features = tuple(feature for feature in features_of(clause.rest) if is_substantial(feature))
    asks = asks_about("", features, clause.quote, scene)
    told = tuple(ask for ask in asks if isinstance(ask, AttributeAsk))
    is_typical = bool(told) and all(has_typical_name(one) or one.qualifiers.says_something for one in features)
    return (OfAll(attributes=told, quote=clause.quote),) if len(told) == len(asks) and is_typical else ()


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
    within = _within(clause, scene)
    if within is not None and listed:
        told = asks_about(within.member, features_of(listed), clause.quote, scene)
        return (within, *told)
    if phrase.determiner not in lexicon.MANY or not phrase.is_named or not listed:
        return ()
    member = scene.name_of(phrase)
    told = asks_about(member, features_of(listed), clause.quote, scene)
    return (Mention(entity=member, quote=clause.quote), *told) if told else ()


def _holds_facts(clause: Clause, subject: NounPhrase) -> bool:
    """ "Each login stores", "a booking records"; not "a clerk can record", nor "a shop wants to store information"."""
    is_plain = clause.verb is not None and not clause.verb.modal
    is_one = is_plain and subject.determiner in {"a", "an"}
    return subject.determiner in lexicon.EACH or (is_one and noun_phrase(clause.rest).head not in lexicon.INFORMATION)


def _lists_facts(clause: Clause, subject: NounPhrase) -> bool:
    """ "Every line names one product, a quantity and a price": one of a kind, several facts, and typical ones."""
    is_one = clause.subject[0].is_in(_PRONOUNS) or subject.determiner in lexicon.EACH | {"a", "an"}
    features = features_of(clause.rest)
    are_told = len(features) > 1 and all(feature.is_told and is_substantial(feature) for feature in features)
    return is_one and are_told and looks_like_typical(features)


def _within(clause: Clause, scene: Scene) -> ManyOf | None:
    """ "During a visit several treatments are given": a visit has many of them."""
    whole = noun_phrase(clause.lead, 1) if len(clause.lead) > 1 else NounPhrase()
    member = noun_phrase(clause.subject)
    is_many = member.determiner in lexicon.MANY and member.is_named and member.head not in lexicon.EMPTY_NOUNS
    is_one = whole.is_named and whole.determiner in _ONE_OF_THEM and whole.head not in lexicon.EMPTY_NOUNS
    if not (is_many and is_one):
        return None
    return ManyOf(owner=scene.name_of(whole), member=scene.name_of(member), quote=clause.quote)


def _with_one(clause: Clause, subject: NounPhrase, scene: Scene) -> Findings:
    """ "Each nurse works on exactly one ward", "a flat is let by one agent": any verb, and one other thing."""
    rest, _ = without_circumstance(without_idiom(clause.rest))
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
    if len(tokens) == 1 and tokens[0].is_in(_PRONOUNS):
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
    if phrase.determiner == "the" and entity_name(phrase) in scene.spoken:
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
    parts = _parts_with_facts(rest, entity, clause, scene)
    if parts:
        return parts
    if ends_after_any(rest, 0, _NONE_OR_MORE) or (_with_list(rest) and noun_phrase(rest).determiner in lexicon.MANY):
        return _many(clause, subject, scene)
    features = tuple(feature for feature in features_of(rest[_after_count(rest, start) :]) if is_substantial(feature))
    if clause.verb is not None and clause.verb.modal in _MAYBE and _is_some_thing(features, scene):
        return ()
    if not _are_facts(features, entity, clause, scene):
        return ()
    if clause.verb is not None and clause.verb.modal in _MAYBE:
        features = tuple(_made_optional(feature) for feature in features)
    return (*asks_about(entity, features, clause.quote, scene), *_the_other_way(rest, scene, clause))


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
    if len(clause.subject) == 1 and clause.subject[0].is_in(_PRONOUNS):
        return any(is_described(feature, scene) for feature in features)
    return looks_like_data(features, scene) or entity in scene.entities


def _composed(clause: Clause, subject: NounPhrase, scene: Scene) -> Findings:
    """ "A course is made up of modules"."""
    start = skipped(clause.rest, 0, "up", "of")
    phrase = noun_phrase(clause.rest, ends_after_any(clause.rest, start, _NONE_OR_MORE))
    is_thing = start > 0 and phrase.is_named and is_plural(phrase.head) and phrase.head not in lexicon.EMPTY_NOUNS
    if not is_thing:
        return ()
    member = scene.name_of(phrase)
    told = asks_about(member, features_of(_with_list(clause.rest)), clause.quote, scene)
    return (ManyOf(owner=scene.name_of(subject), member=member, quote=clause.quote), *told)


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
    rest = without_idiom(clause.rest)
    place = skipped(rest, 0, *_TO_MANY)
    start = ends_after_any(rest, place, _NONE_OR_MORE)
    phrase = noun_phrase(rest, start)
    is_counted = start > place or phrase.determiner in lexicon.MANY
    says_each = subject.determiner in _ONE_OF_THEM or scene.find(subject) is not None
    if not (is_counted and says_each and phrase.is_named) or phrase.head in lexicon.EMPTY_NOUNS:
        return ()
    member = scene.name_of(phrase)
    owner = scene.name_of(subject)
    many: ManyOf | RelationAsk = ManyOf(owner=owner, member=member, quote=clause.quote)
    if _is_shared(rest[:place], clause) and owner != member:
        many = RelationAsk(child=owner, parent=member, cardinality=Cardinality.MANY_TO_MANY, quote=clause.quote)
    told = asks_about(member, features_of(_with_list(rest)), clause.quote, scene)
    return (many, *told, *_the_other_way(rest, scene, clause))


def _is_shared(preposition: Tokens, clause: Clause) -> bool:
    """ "May subscribe to many", "is sold in several", "can join many": what is one's own has no preposition."""
    acts = clause.verb is not None and clause.verb.lemma in _SHARED
    return acts or (bool(preposition) and preposition[0].is_in(_AMONG_MANY))


def _the_other_way(rest: Tokens, scene: Scene, clause: Clause) -> Findings:
    """The end of "... several artists, and an artist several exhibits", its verb left out."""
    for index in range(1, len(rest) - 1):
        if not rest[index].is_word("and"):
            continue
        owner = noun_phrase(rest, index + 1)
        member = noun_phrase(rest, index + 1 + owner.length)
        is_one = owner.is_named and owner.determiner in _ONE_OF_THEM
        if is_one and member.is_named and member.determiner in lexicon.MANY:
            return (ManyOf(owner=scene.name_of(owner), member=scene.name_of(member), quote=clause.quote),)
    return ()


def without_idiom(rest: Tokens) -> Tokens:
    """ "Takes part in", "takes place at": the noun belongs to the verb."""
    return rest[1:] if len(rest) > 2 and rest[0].is_in(_IDIOMS) and rest[1].is_in(_TO_ONE) else rest


def _with_list(rest: Tokens) -> Tokens:
    """The list of ", with a name and a price" or "each having a name and a price"."""
    for index in range(1, len(rest)):
        before = rest[index - 1]
        if rest[index].is_word("with", "having") and (before.is_mark(",") or before.is_in(lexicon.EACH)):
            return rest[index + 1 :]
    return ()
