"""Sentences that tell what belongs to what: "an event belongs to a user and has a type", "a team has many users"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from database_developer.model.request import Cardinality, RelationAsk
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.attributes import asks_about, is_described, is_substantial, looks_like_data
from database_developer.reading.grammar.clauses import Clause, Tokens, without_circumstance
from database_developer.reading.grammar.features import Feature, features_of
from database_developer.reading.grammar.findings import Findings, ManyOf, Mention
from database_developer.reading.grammar.matching import ends_after_any, skipped
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.inflection import is_plural
from database_developer.reading.scene import Scene

_MAYBE = {"can", "could", "may", "might"}
_COUNTS = ("exactly", "only", "at least", "at most", "up to", "precisely")
_NONE_OR_MORE = ("zero or more", "one or more", "any number of", "zero or many", "one or many")
_ONE_OF_THEM = {"a", "an", "each", "every", "one"}
_TO_MANY = ("in", "on", "to", "for", "with", "by")
_PRONOUNS = ("it", "they", "each", "this", "that")


def read(clause: Clause, scene: Scene) -> Findings:
    """The relations and attributes a clause of belonging or having tells."""
    if clause.verb is None or clause.verb.negated or (clause.verb.passive and clause.verb.lemma not in lexicon.LINK):
        return ()
    subject = subject_of(clause.subject, scene)
    if subject is None:
        return ()
    if clause.verb.lemma in lexicon.BELONG | lexicon.LINK:
        return tuple(_belonging(clause, subject, scene))
    if clause.verb.lemma in lexicon.HAS:
        return _having(clause, subject, scene)
    return _many(clause, subject, scene)


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
    start = skipped(rest, 0, "to")
    if start == 0:
        return
    for part in _each_target(rest[start:]):
        found = _target(part, scene)
        if found is None:
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


def _target(tokens: Tokens, scene: Scene) -> tuple[str, bool] | None:
    """The thing something belongs to, and whether it may belong to many of them."""
    start = skipped(tokens, 0, "and", "to", "or")
    after_many = ends_after_any(tokens, start, _NONE_OR_MORE)
    phrase = noun_phrase(tokens, max(after_many, _after_count(tokens, start)))
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
    if not _are_facts(features, entity, clause, scene):
        return ()
    return asks_about(entity, features, clause.quote, scene)


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
