"""What tells one from another: "a badge number identifies each guard", "each parcel gets a code"."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.model.request import UniqueAsk
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.attributes import asks_about, has_typical_name, is_substantial
from database_developer.reading.grammar.clauses import Clause, Tokens
from database_developer.reading.grammar.feature import Feature
from database_developer.reading.grammar.features import features_of
from database_developer.reading.grammar.findings import Finding, Findings, Mention
from database_developer.reading.grammar.matching import skipped
from database_developer.reading.grammar.narrating.words import may_be_a_thing
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.inflection import is_plural
from database_developer.reading.scene import Scene

_GIVING = lexicon.words("give assign issue generate allot allocate create")
_GETTING = lexicon.words("get receive carry bear")
_ONE = lexicon.words("a an one its their")


def read(clause: Clause, scene: Scene) -> Findings:
    """The thing and what it is known by."""
    verb = clause.verb
    if verb is None or verb.negated:
        return ()
    if verb.lemma == "identify" and verb.passive:
        return tuple(_identified(clause, scene))
    lemma = _plain(verb.lemma, clause.rest)
    rest = clause.rest[1:] if lemma != verb.lemma and verb.lemma == "be" else clause.rest
    if lemma in {"identify", "distinguish"} and not verb.passive:
        return tuple(_identifies(clause, scene))
    if lemma in _GIVING:
        is_passive = verb.passive or verb.lemma == "be"
        return _given(clause, rest, scene) if is_passive else _gives(clause, rest, scene)
    return _to_each(clause.subject, rest, clause, scene) if lemma in _GETTING else ()


def _plain(lemma: str, rest: Tokens) -> str:
    """The plain verb, of "is generated" too."""
    word = rest[0].lower if lemma == "be" and rest else lemma
    forms = (word, word.removesuffix("s"), word.removesuffix("d"), word.removesuffix("ed"), word[:-3] + "y")
    known = _GIVING | _GETTING | {"identify", "distinguish"}
    return lexicon.FINITE.get(word) or next((form for form in forms if form in known), lemma)


def _identified(clause: Clause, scene: Scene) -> Iterator[Finding]:
    """ "Each airport is identified by a code": one fact; several together are told by their whole sentence."""
    thing, place = noun_phrase(clause.subject), skipped(clause.rest, 0, "uniquely")
    is_any = _is_each(thing) or (not thing.determiner and is_plural(thing.head) and may_be_a_thing(thing))
    features = features_of(clause.rest[place + 1 :])
    is_told = is_any and thing.length == len(clause.subject) and len(features) == 1
    if is_told and place < len(clause.rest) and clause.rest[place].is_word("by"):
        yield from _known_by(thing, clause.rest[place + 1 :], clause, scene, is_unique=True, is_told=True)


def _identifies(clause: Clause, scene: Scene) -> Iterator[Finding]:
    """ "A number identifies each borrower, a barcode each copy"."""
    place, fact = 0, clause.subject
    while place < len(clause.rest):
        thing = noun_phrase(clause.rest, place)
        if not _is_each(thing):
            return
        yield from _known_by(thing, fact, clause, scene, is_unique=True)
        place = skipped(clause.rest, place + thing.length, ",", "and")
        named = noun_phrase(clause.rest, place)
        if named.determiner not in _ONE:
            return
        fact, place = clause.rest[place : place + named.length], place + named.length


def _is_each(phrase: NounPhrase) -> bool:
    return phrase.determiner in lexicon.EACH | {"a", "an", "the"} and may_be_a_thing(phrase)


def _given(clause: Clause, rest: Tokens, scene: Scene) -> Findings:
    """ "A number is generated for each order", "each guard is given a number"."""
    if rest and rest[0].is_word("to", "for"):
        thing = noun_phrase(rest, 1)
        is_each = thing.determiner in lexicon.EACH and may_be_a_thing(thing)
        return tuple(_known_by(thing, clause.subject, clause, scene)) if is_each else ()
    return _to_each(clause.subject, rest, clause, scene)


def _to_each(subject: Tokens, rest: Tokens, clause: Clause, scene: Scene) -> Findings:
    thing = noun_phrase(subject)
    is_each = thing.determiner in lexicon.EACH and thing.length == len(subject) and may_be_a_thing(thing)
    return tuple(_known_by(thing, rest, clause, scene)) if is_each else ()


def _gives(clause: Clause, rest: Tokens, scene: Scene) -> Findings:
    """ "The library gives each branch a code"."""
    thing = noun_phrase(rest)
    is_each = thing.determiner in lexicon.EACH and may_be_a_thing(thing)
    return tuple(_known_by(thing, rest[thing.length :], clause, scene)) if is_each else ()


def _known_by(
    thing: NounPhrase, told: Tokens, clause: Clause, scene: Scene, *, is_unique: bool = False, is_told: bool = False
) -> Iterator[Finding]:
    """The facts, where the first is one that things are known by."""
    features = tuple(feature for feature in features_of(told) if is_substantial(feature))
    if not features or features[0].phrase.determiner not in _ONE or not (is_told or has_typical_name(features[0])):
        return
    entity = scene.name_of(thing)
    yield Mention(entity=entity, quote=clause.quote)
    yield from asks_about(entity, features, clause.quote, scene)
    if is_unique and not _is_key(features[0]):
        yield UniqueAsk(entity=entity, attributes=(features[0].phrase.name,), quote=clause.quote)


def _is_key(feature: Feature) -> bool:
    """An "id" is the table's own key."""
    return feature.phrase.name.lower() == "id"
