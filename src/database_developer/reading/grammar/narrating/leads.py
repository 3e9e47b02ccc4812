"""Facts of a thing that stands first: "of an auditorium we know the name", "from the hotel we need city and phone"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from database_developer.reading.grammar import cues, lexicon
from database_developer.reading.grammar.attributes import asks_about
from database_developer.reading.grammar.clauses import Statement, Tokens
from database_developer.reading.grammar.findings import Finding, Findings, ManyOf, Mention
from database_developer.reading.grammar.matching import skipped
from database_developer.reading.grammar.narrating.shared import shared
from database_developer.reading.grammar.narrating.words import (
    ONE_OF_THEM,
    are_facts,
    facts_at,
    may_be_a_thing,
)
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.inflection import is_plural
from database_developer.reading.scene import Scene, entity_name

_LEADS = lexicon.words("of from about for on with per at in by regarding concerning")
_SPEAKING_OF = lexicon.words("of from about regarding concerning")
_WE = lexicon.words("we i they you one it he she")
_HELPING = (
    lexicon.MODALS
    | lexicon.ADVERBS
    | lexicon.WANT
    | lexicon.words("needs wants requires likes to have has do does be is are go on")
)
_KNOWING = lexicon.KEEP | lexicon.words("know write jot enter take ask see document mark list put")
_LISTING = lexicon.WANT | {"have", "know", "get", "hold"}
_DOWN = ("down", "in", "up", ":", "for", "track", "of")
_MOST_SPEAKING = 4  # tokens of who keeps it
_FINITE_KNOWING = {form for form, verb in lexicon.FINITE.items() if verb in _KNOWING} | _KNOWING | {"jots"}
_SURELY_KNOWING = _FINITE_KNOWING - lexicon.WANT
_HELPING_ONLY = _HELPING - (_KNOWING - lexicon.WANT)
_WISHING = frozenset(word for word in _HELPING if word.rstrip("s") in _LISTING | {"ha"})
_CUES = frozenset(_FINITE_KNOWING) | _WISHING
_WHOSE = lexicon.ARTICLES | lexicon.POSSESSIVES
_CERTAIN = ONE_OF_THEM | {"the"}


@dataclass(frozen=True, kw_only=True, slots=True)
class _Lead:
    """The thing, and where the list of its facts begins; ``at`` is where the lead itself stands."""

    phrase: NounPhrase
    at: int
    begin: int
    is_having: bool


def read(statement: Statement, scene: Scene) -> Findings:
    """Each lead of the sentence with its facts."""
    if not (cues.heard(_LEADS, statement.words) and cues.heard(_CUES, statement.words)):
        return ()
    tokens = statement.tokens
    found: list[Finding] = []
    for lead in _leads(tokens, scene):
        told = tuple(_told(lead, statement, scene))
        for finding in told:
            scene.note(finding)
        found += told
    return tuple(found)


def _told(lead: _Lead, statement: Statement, scene: Scene) -> Iterator[Finding]:
    entity, quote = scene.name_of(lead.phrase), statement.quote
    features = facts_at(statement.tokens, lead.begin)
    whole = _whole(statement.tokens[: lead.at], entity, scene)
    if len(features) == 1 and lead.is_having and is_plural(features[0].phrase.head):
        member = features[0].phrase
        if may_be_a_thing(member):
            yield ManyOf(owner=entity, member=scene.name_of(member), quote=quote)
    elif features and are_facts(features) and whole is not None:
        yield shared(whole, entity, features, quote, scene)
    elif features and are_facts(features):
        yield Mention(entity=entity, quote=quote)
        yield from asks_about(entity, features, quote, scene)


def _whole(before: Tokens, member: str, scene: Scene) -> str | None:
    """The collection of "in one collection are several linen types, and for every linen type ..."."""
    things = [noun_phrase(before, at) for at in range(len(before))]
    is_many = any(it.determiner in lexicon.MANY and scene.name_of(it) == member for it in things if it.is_named)
    wholes = [it for it in things if may_be_a_thing(it) and it.determiner in ONE_OF_THEM]
    owner = scene.name_of(wholes[0]) if wholes else member
    return owner if is_many and owner != member else None


def _leads(tokens: Tokens, scene: Scene) -> Iterator[_Lead]:
    for at, token in enumerate(tokens):
        if not token.is_in(_LEADS):
            continue
        phrase = noun_phrase(tokens, at + 1)
        if not (_is_thing(phrase, scene) or (token.is_word("per") and may_be_a_thing(phrase))):
            continue
        speaking = skipped(tokens, at + 1 + phrase.length, ",")
        place = _verb_place(tokens, speaking)
        begin = _behind_verb(tokens, place) if place is not None else None
        is_told = scene.find(phrase) is not None or is_plural(phrase.head)
        is_sure = phrase.determiner != "the" or is_told or token.is_in(_SPEAKING_OF)
        if begin is not None and place is not None and (is_sure or _is_known(tokens[place:begin])):
            is_having = tokens[place].is_in(lexicon.HAVE)
            yield _Lead(phrase=phrase, at=at, begin=begin, is_having=is_having)


def _is_thing(phrase: NounPhrase, scene: Scene) -> bool:
    """One of a kind, known, or spoken of before; a bare word is one where somebody writes without articles."""
    if not may_be_a_thing(phrase):
        return False
    is_bare = not phrase.determiner and (is_plural(phrase.head) or entity_name(phrase) in scene.spoken)
    is_known = scene.find(phrase) is not None
    return is_bare or is_known or phrase.determiner in _CERTAIN


def _is_known(said: Tokens) -> bool:
    """ "From the hotel we know"; "for the party we need" may be no more than a wish."""
    return any(token.is_in(_SURELY_KNOWING) for token in said)


def _verb_place(tokens: Tokens, at: int) -> int | None:
    """The verb right behind "we", or behind "the driver"."""
    if at >= len(tokens):
        return None
    if tokens[at].is_in(_WE):
        return at + 1
    phrase = noun_phrase(tokens, at)
    if phrase.determiner not in _WHOSE or not phrase.words:
        return None
    last = min(len(tokens), at + _MOST_SPEAKING)
    return next((place for place in range(at + 2, last) if tokens[place].is_in(_FINITE_KNOWING)), None)


def _behind_verb(tokens: Tokens, place: int) -> int | None:
    """Where the list begins, behind "need to know", "also write down", "want"."""
    at, is_wish = place, False
    while at < len(tokens) and tokens[at].is_in(_HELPING_ONLY):
        is_wish = is_wish or tokens[at].lower in _WISHING
        at += 1
    if at < len(tokens) and tokens[at].is_in(_FINITE_KNOWING):
        return skipped(tokens, at + 1, *_DOWN)
    return skipped(tokens, at, ":") if is_wish and at > place else None
