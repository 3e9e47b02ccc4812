"""How many of another a thing has, by any verb: "each nurse works on one ward", "an order includes many products"."""

from __future__ import annotations

from database_developer.model.request import Cardinality, RelationAsk
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.attributes import (
    asks_about,
)
from database_developer.reading.grammar.clauses import Clause, Tokens, without_circumstance
from database_developer.reading.grammar.features import features_of
from database_developer.reading.grammar.findings import Findings, ManyOf, Mention
from database_developer.reading.grammar.matching import ends_after_any
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.inflection import is_plural
from database_developer.reading.scene import Scene

MAYBE = {"can", "could", "may", "might"}
_COUNTS = ("exactly", "only", "at least", "at most", "up to", "precisely")
NONE_OR_MORE = (
    "at least one",
    "one or several",
    "zero or more",
    "one or more",
    "any number of",
    "zero or many",
    "one or many",
)
ONE_OF_THEM = {"a", "an", "each", "every", "one"}
_TO_ONE = lexicon.words("in on to for with by at under of from")
_TO_MANY = lexicon.words("in on to for with by of into from at under across")
_AT_MOST = ("at most", "no more than", "not more than", "up to", "maximum", "zero or")
_SHARED = lexicon.words("join follow like attend borrow visit watch")
_HANDING = lexicon.words("bring hand send turn put take give")
_AMONG_MANY = ("in", "to", "for", "at", "from", "by", "on", "under", "across")
_IDIOMS = lexicon.words("part place")


def each_with(clause: Clause, scene: Scene) -> Findings:
    """ "The company owns several depots, each with a name and an address", whoever the company is."""
    listed = with_list(clause.rest)
    if not listed:
        return ()
    phrase = noun_phrase(clause.rest)
    within = _within(clause, scene)
    if within is not None:
        told = asks_about(within.member, features_of(listed), clause.quote, scene)
        return (within, *told)
    if phrase.determiner not in lexicon.MANY or not phrase.is_named:
        return ()
    member = scene.name_of(phrase)
    told = asks_about(member, features_of(listed), clause.quote, scene)
    return (Mention(entity=member, quote=clause.quote), *told) if told else ()


def _within(clause: Clause, scene: Scene) -> ManyOf | None:
    """ "During a visit several treatments are given": a visit has many of them."""
    whole = noun_phrase(clause.lead, 1) if len(clause.lead) > 1 else NounPhrase()
    member = noun_phrase(clause.subject)
    is_many = member.determiner in lexicon.MANY and member.is_named and member.head not in lexicon.EMPTY_NOUNS
    is_one = whole.is_named and whole.determiner in ONE_OF_THEM and whole.head not in lexicon.EMPTY_NOUNS
    if not (is_many and is_one):
        return None
    return ManyOf(owner=scene.name_of(whole), member=scene.name_of(member), quote=clause.quote)


def with_one(clause: Clause, subject: NounPhrase, scene: Scene) -> Findings:
    """ "Each nurse works on exactly one ward", "a flat is let by one agent": any verb, and one other thing."""
    rest, _ = without_circumstance(without_idiom(clause.rest))
    place = 1 if rest and rest[0].is_in(_TO_ONE) and not _is_led(clause) else 0
    start = place if ends_after_any(rest, place, NONE_OR_MORE) > place else after_count(rest, place)
    phrase = noun_phrase(rest, start)
    is_one = (start > place or phrase.determiner == "one") and not is_plural(phrase.head)
    is_known = scene.find(phrase) is not None or phrase.determiner == "one"
    if place == 0 or not (is_one and is_known and phrase.is_named) or phrase.head in lexicon.EMPTY_NOUNS:
        return ()
    child, parent = scene.name_of(subject), scene.name_of(phrase)
    is_free = clause.verb is None or clause.verb.modal in MAYBE or may_have_none(rest[place:])
    required = None if is_free else True
    return (RelationAsk(child=child, parent=parent, required=required, quote=clause.quote),) if child != parent else ()


def _is_led(clause: Clause) -> bool:
    """ "Is supervised by one nurse": beside how many a nurse belongs to, as the tie tells that knows the verb."""
    return clause.verb is not None and clause.verb.passive and clause.verb.lemma in lexicon.LEADING


def many(clause: Clause, subject: NounPhrase, scene: Scene) -> Findings:
    """Any verb between a thing and many others: "an order can include many products"."""
    rest = without_idiom(clause.rest)
    place = _behind_preposition(rest)
    start = ends_after_any(rest, place, NONE_OR_MORE)
    start = start if start > place else _behind_bound(rest, place, scene)
    phrase = noun_phrase(rest, start)
    is_counted = start > place or phrase.determiner in lexicon.MANY
    says_each = subject.determiner in ONE_OF_THEM or scene.find(subject) is not None
    if not (is_counted and says_each and phrase.is_named) or phrase.head in lexicon.EMPTY_NOUNS:
        return ()
    member = scene.name_of(phrase)
    owner = scene.name_of(subject)
    many: ManyOf | RelationAsk = ManyOf(owner=owner, member=member, quote=clause.quote)
    if _is_shared(rest[:place], clause) and owner != member:
        many = RelationAsk(child=owner, parent=member, cardinality=Cardinality.MANY_TO_MANY, quote=clause.quote)
    told = asks_about(member, features_of(with_list(rest)), clause.quote, scene)
    return (many, *told, *the_other_way(rest, scene, clause))


def _behind_preposition(rest: Tokens) -> int:
    """Where "by at least one supplier" goes on; the "at" of "at least" is none."""
    is_bound = ends_after_any(rest, 0, lexicon.BOUNDS) > 0
    return 1 if rest and rest[0].is_in(_TO_MANY) and not is_bound else 0


def may_have_none(tokens: Tokens) -> bool:
    """ "At most one club" may be none."""
    return ends_after_any(tokens, 0, _AT_MOST) > 0


def _behind_bound(rest: Tokens, at: int, scene: Scene) -> int:
    """Where the thing stands in "at least two reviewers", if it is known; else ``at``."""
    behind = ends_after_any(rest, at, lexicon.BOUNDS)
    counted = noun_phrase(rest, behind)
    if behind == at or behind + 1 >= len(rest) or not _is_number(rest[behind]) or counted.head in lexicon.UNITS:
        return at
    return behind + 1 if scene.find(noun_phrase(rest, behind + 1)) is not None else at


def _is_number(token: Token) -> bool:
    """ "5" and "five"; "one" is no bound of many."""
    return token.kind is Kind.NUMBER or lexicon.SMALL_NUMBERS.get(token.lower, 0) > 1


def _is_shared(preposition: Tokens, clause: Clause) -> bool:
    """ "May subscribe to many", "is sold in several", "can join many": what is one's own has no preposition."""
    acts = clause.verb is not None and clause.verb.lemma in _SHARED
    if clause.verb is not None and clause.verb.lemma.removesuffix("s") in _HANDING:
        return False  # "brings in several instruments"
    return acts or (bool(preposition) and preposition[0].is_in(_AMONG_MANY))


def the_other_way(rest: Tokens, scene: Scene, clause: Clause) -> Findings:
    """The end of "... several artists, and an artist several exhibits", its verb left out."""
    for index in range(1, len(rest) - 1):
        if not rest[index].is_word("and"):
            continue
        owner = noun_phrase(rest, index + 1)
        member = noun_phrase(rest, index + 1 + owner.length)
        is_one = owner.is_named and owner.determiner in ONE_OF_THEM
        if is_one and member.is_named and member.determiner in lexicon.MANY:
            return (ManyOf(owner=scene.name_of(owner), member=scene.name_of(member), quote=clause.quote),)
    return ()


def without_idiom(rest: Tokens) -> Tokens:
    """ "Takes part in", "takes place at": the noun belongs to the verb."""
    return rest[1:] if len(rest) > 2 and rest[0].is_in(_IDIOMS) and rest[1].is_in(_TO_ONE) else rest


def with_list(rest: Tokens) -> Tokens:
    """The list of ", with a name and a price" or "each having a name and a price"."""
    for index in range(1, len(rest)):
        before = rest[index - 1]
        if rest[index].is_word("with", "having") and (before.is_mark(",") or before.is_in(lexicon.EACH)):
            return rest[index + 1 :]
    return ()


def after_count(tokens: Tokens, at: int) -> int:
    """Where "exactly" or "at most" ends."""
    return ends_after_any(tokens, at, _COUNTS)
