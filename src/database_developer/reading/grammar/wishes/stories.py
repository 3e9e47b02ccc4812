"""Stories of somebody who wants to do something that leaves something to keep: "as a rider I want to report ..."."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from database_developer.model.request import Ask, EntityAsk, Quote, RelationAsk
from database_developer.reading.deeds import deed_of
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.matching import beginnings, ends_after_any, phrases, skipped
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.grammar.tokens import Token
from database_developer.reading.grammar.wishes.calls import until_reason
from database_developer.reading.grammar.wishes.facts import facts_in
from database_developer.reading.grammar.wishes.known import Known, fact, tie
from database_developer.reading.grammar.wishes.things import NOT_KEPT, Wished
from database_developer.reading.inflection import is_plural, singular, singular_phrase

Tokens = tuple[Token, ...]

_ROLES = phrases("as a | as an | as the | as our")
_WILL_PHRASES = _WILL = phrases(
    "want to be able to | would like to be able to | need to be able to | wants to be able to | should be able to | "
    "must be able to | want to | would like to | wants to | need to | needs to | should | can | could | may | must | "
    "are able to | will be able to | shall be able to | are allowed to"
)
# Verbs that say no more than that something comes to be; what it is stands behind them.
_MAKING = phrases(
    "leave | write | post | add | upload | submit | give | make | create | send | enter | attach | raise | file | "
    "hand in | turn in | claim | lodge | put in"
)
_REPORTING = phrases("report | request | keep | record | log | note")  # what they leave stands behind them, if anything
_ROLE_WILL = (
    *_WILL_PHRASES,
    *phrases("need a way to | want a way to | cannot | can not | can't | are not able to | aren't able to"),
)
_SAVING = phrases("save | mark | remember")
_SIGNING = phrases("sign up for | sign up to | sign up | join")
_NO_DEEDS = lexicon.words("on by list lists")  # "report on sales", "order by name"
_ALLOWING = phrases("allow | enable | permit | let | allowing")
_GROUPS = lexicon.words("staff personnel everybody everyone crew")
_ANYBODY = lexicon.SPEAKERS | lexicon.words("somebody someone anybody anyone")
_LONGEST_ROLE = 8  # tokens, with the "I" behind it
_STOPS = lexicon.words("with including")


@dataclass(frozen=True, kw_only=True, slots=True)
class Story:
    """Who wants to do what: the words of the verb, and all behind it."""

    role: NounPhrase
    done: Tokens


def story_in(tokens: Tokens) -> Story | None:
    """The role and what it wants to do; None where the sentence tells no such story."""
    if tokens and tokens[0].is_word("let"):
        return _let(tokens)
    start, will = _beginning(tokens)
    places = (at for at in beginnings(tokens[: start + _LONGEST_ROLE], will) if at > start)
    begin = next((at for at in places if ends_after_any(tokens, at, will) > at), 0)
    if not begin:
        return None
    role = noun_phrase(tokens[:begin], start)
    end = ends_after_any(tokens, begin, will)
    done = until_reason(tokens[skipped(tokens, end, *lexicon.ADVERBS) :])
    is_near = begin == skipped(tokens, start + role.length, ",", "i", "we", *lexicon.ADVERBS)
    is_told = start > 0 or (is_plural(role.head) or role.head in _GROUPS)
    is_somebody = role.is_named and role.head not in _ANYBODY and is_near and is_told
    return Story(role=role, done=done) if is_somebody and done else None


def _let(tokens: Tokens) -> Story | None:
    """ "Let customers rate products": who it is ends where a verb stands that leaves something."""
    for at in range(2, min(_LONGEST_ROLE, len(tokens) - 1)):
        role = noun_phrase(tokens[:at], 1)
        is_whole = role.is_named and 1 + role.length == at and is_plural(role.head)
        leaves = deed_of(tokens[at].lower) is not None or ends_after_any(tokens, at, _MAKING) > at
        if is_whole and leaves:
            return Story(role=role, done=until_reason(tokens[at:]))
    return None


def _beginning(tokens: Tokens) -> tuple[int, tuple[str, ...]]:
    """Where the role begins, and what stands behind it: "as a R I want to", "allow R to", "great if R could"."""
    start = skipped(tokens, 0, "please", "-", "*")
    allowed = ends_after_any(tokens, start, _ALLOWING)
    if allowed > start:
        return allowed, ("to",)
    wished = next((at + 1 for at, token in enumerate(tokens[:_LONGEST_ROLE]) if token.is_word("if")), 0)
    if wished and tokens[0].is_word("it", "would"):
        return wished, _WILL
    led_in = ends_after_any(tokens, start, _ROLES)
    return (led_in, _WILL) if led_in > start else (start, _ROLE_WILL)


def is_making(done: Tokens) -> bool:
    """Whether the verb says no more than that something comes to be: "leave a message"."""
    is_list = bool(done) and done[-1].lower.endswith("list") and ends_after_any(done, 0, _REPORTING) > 0
    return is_list or ends_after_any(done, 0, _MAKING) > 0


def wished_by(story: Story, quote: Quote, known: Known, names: frozenset[str]) -> Wished | None:
    """What is left of the deed, of whom and on what; ``names`` are the words by which the ticket speaks of things."""
    told, facts = _cut(story.done)
    entity = _entity(told, known, names)
    if entity is None or entity in known.live:
        return None
    known.new.append(entity)
    said = replace(quote, assumed=f'the ticket asks that "{" ".join(story.role.words)}" can leave one')
    thing = EntityAsk(entity=entity, quote=said)
    asks = (thing, *_parents(entity, story, told, quote, known), *facts_in(entity, facts, quote, known, {}))
    if _is_entry(entity):
        asks = (*asks, *_listed(entity, asks, quote, known))
    return Wished(entity=entity, asks=asks)


def _is_entry(entity: str) -> bool:
    return entity.endswith("list item")


def _listed(entity: str, asks: tuple[Ask, ...], quote: Quote, known: Known) -> Iterator[Ask]:
    """An entry of a "wishlist" is one of the only other thing that stands, added at some time."""
    tied = {ask.parent for ask in asks if isinstance(ask, RelationAsk)}
    others = [one for one in known.live if one not in tied]
    if len(others) == 1:
        yield tie(entity, others[0], quote)
        yield fact(entity, "added at", quote, type_="timestamptz", required=True)


def _cut(done: Tokens) -> tuple[Tokens, Tokens]:
    """What is done, and what it is done with: "... , with a photo and a note"."""
    for at, token in enumerate(done):
        if at and token.is_in(_STOPS):
            end = at - 1 if done[at - 1].is_mark(",") else at
            return done[:end], done[at + 1 :]
    return done, ()


def _entity(told: Tokens, known: Known, names: frozenset[str]) -> str | None:
    """The name of what is left: the object of "leave feedback", the "rating" of "rate a film"."""
    end = ends_after_any(told, 0, _MAKING)
    if end:
        return _made(noun_phrase(told, end), known)
    reported = ends_after_any(told, 0, _REPORTING)
    if reported:
        return _reported(noun_phrase(told, reported), known) or _deed(told, known, names)
    saved = ends_after_any(told, 0, _SAVING)
    if saved:
        phrase = noun_phrase(told, saved)
        found = known.find(phrase)
        return f"saved {found}" if found in known.live else None
    signed = ends_after_any(told, 0, _SIGNING)
    if signed:
        signed_for = _object(told[signed:], known)
        return " ".join((*signed_for, "subscriber" if signed_for[-1:] == ("newsletter",) else "registration"))
    return _deed(told, known, names)


def _reported(phrase: NounPhrase, known: Known) -> str | None:
    """The "fault" of "report faults", the "wishlist item" of "keep a wishlist"."""
    is_many = is_plural(phrase.head) or phrase.determiner in {"a", "an"}
    entity = _made(phrase, known) if is_many else None
    is_list = entity is not None and " " not in entity and entity.endswith("list") and entity != "list"
    return f"{entity} item" if is_list else entity


def _made(phrase: NounPhrase, known: Known) -> str | None:
    """A thing of its own; not one that is there already, nor what a program shows."""
    is_thing = phrase.words and singular(phrase.head) not in NOT_KEPT and phrase.head not in NOT_KEPT
    return " ".join(singular_phrase(phrase.words)) if is_thing and known.find(phrase) not in known.live else None


def _deed(told: Tokens, known: Known, names: frozenset[str]) -> str | None:
    deed = deed_of(told[0].lower)
    if deed is None or (len(told) > 1 and told[1].is_in(_NO_DEEDS) and not _is_known(told[2:], known)):
        return None
    whose = _object(told[1:], known)
    return deed if deed in names else " ".join((*whose, deed)) if whose else None


def _is_known(tokens: Tokens, known: Known) -> bool:
    return any(known.all_in(tokens))


def _object(tokens: Tokens, known: Known) -> tuple[str, ...]:
    """The noun right behind the verb, else the first known thing."""
    phrase = noun_phrase(tokens)
    found = known.find(phrase) if phrase.is_named else next(known.all_in(tokens), None)
    if found is not None:
        return tuple(found.split())
    is_thing = 0 < len(phrase.words) < 3 and singular(phrase.head) not in NOT_KEPT | lexicon.LIST_NOUNS
    return singular_phrase(phrase.words) if is_thing else ()


def _parents(entity: str, story: Story, told: Tokens, quote: Quote, known: Known) -> Iterator[Ask]:
    """Who did it, and what it was done to."""
    role = known.somebody(story.role)
    parents = (role, *known.all_in(told))
    for parent in dict.fromkeys(one for one in parents if one is not None and one != entity):
        yield tie(entity, parent, quote)
