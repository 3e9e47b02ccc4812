"""Sentences that tell a query in words: "we look up one user's events, newest first, 50 at a time"."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from database_developer.model.request import Direction, LookupAsk, OrderBy
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.clauses import Clause, Tokens
from database_developer.reading.grammar.findings import Findings, Listing, Sorting
from database_developer.reading.grammar.matching import ends_after, ends_after_any, skipped
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.grammar.tokens import Kind
from database_developer.reading.inflection import singular, singular_phrase
from database_developer.reading.scene import Scene, words_of

_NEWEST = lexicon.words("newest latest recent last")
_OLDEST = lexicon.words("oldest earliest")
_NEWEST_FIRST = ("newest first", "latest first", "most recent first", "newest to oldest", "most recent")
_OLDEST_FIRST = ("oldest first", "earliest first", "oldest to newest")
_SORTED = ("sorted by", "ordered by", "in order of", "sorted on", "sort by", "order by")
_DOWN = ("descending", "desc", "highest first", "largest first", "newest first", "latest first", "most recent first")
_UP = ("ascending", "asc", "lowest first", "smallest first", "oldest first")
_PAGES = ("at a time", "per page", "a page", "at once", "per request")
_KEYS = lexicon.words("key keys value values field attribute property path")
_LONGEST_OBJECT = 6  # tokens between "look" and its "up"
_INSIDE = ("inside", "in", "within", "of", "from")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Told:
    """What has been read of a query so far, and where the reading stands."""

    at: int
    equal: tuple[str, ...] = ()
    order: tuple[OrderBy, ...] = ()
    contains: tuple[str, ...] = ()
    limit: int | None = None
    sample: str | None = field(default=None)


def read(clause: Clause, scene: Scene) -> Findings:
    """The lookups a clause tells, or how a list told before is sorted."""
    verb = clause.verb
    if verb is None or verb.negated:
        return ()
    if verb.passive and verb.lemma in lexicon.SORT:
        return _sorting(clause)
    rest = clause.rest
    if verb.lemma == "look" and not verb.particle:
        rest = _without_particle(rest)
    if verb.lemma not in lexicon.LOOK_UP or (verb.lemma == "look" and rest == clause.rest and not verb.particle):
        return ()
    if verb.passive:
        return _lookups((*clause.subject, *clause.rest), clause, scene)
    return _lookups(rest, clause, scene)


def _without_particle(rest: Tokens) -> Tokens:
    """ "We look harvests up by orchard": the "up" belongs to the verb."""
    place = next((at for at, token in enumerate(rest[:_LONGEST_OBJECT]) if at and token.is_word("up")), 0)
    return rest[:place] + rest[place + 1 :] if place else rest


def _lookups(tokens: Tokens, clause: Clause, scene: Scene) -> Findings:
    """One lookup for each thing listed; what is said behind the last holds for it alone."""
    found: list[Listing] = []
    index = 0
    while index < len(tokens):
        listing, end = _lookup(tokens, index, clause, scene)
        if listing is None:
            break
        found.append(listing)
        index = skipped(tokens, end, ",", "and", "or")
        if index == end:
            break
    return tuple(found)


def _lookup(tokens: Tokens, at: int, clause: Clause, scene: Scene) -> tuple[Listing | None, int]:
    phrase = noun_phrase(tokens, at)
    entity = scene.find(phrase) if phrase.is_named else None
    if entity is None or phrase.determiner in {"this", "that", "these", "those"}:
        return None, at
    told = _told(tokens, at + phrase.length, _start(phrase, clause, scene))
    if not (told.equal or told.order or told.contains or told.limit):
        return None, at
    lookup = LookupAsk(
        entity=entity,
        equal=tuple(dict.fromkeys(told.equal)),
        order=told.order,
        contains=told.contains,
        limit=told.limit,
        sample=told.sample,
        quote=clause.quote,
    )
    return Listing(noun=singular(phrase.head), lookup=lookup), told.at


def _start(phrase: NounPhrase, clause: Clause, scene: Scene) -> _Told:
    """What the phrase itself tells: whose they are, how many, and which first."""
    equal: tuple[str, ...] = ()
    if phrase.possessor is not None and phrase.possessor.determiner not in lexicon.ALL:
        equal = (_for_one(phrase.possessor),)
    elif phrase.determiner in {"their", "its", "his", "her"}:
        subject = noun_phrase(clause.subject)
        equal = (_for_one(subject),) if scene.find(subject) else ()
    qualities = set(phrase.qualities)
    order = _created(Direction.DESCENDING) if qualities & _NEWEST else ()
    order = _created(Direction.ASCENDING) if qualities & _OLDEST else order
    limit = int(phrase.number) if phrase.number.isdecimal() else None
    return _Told(at=0, equal=equal, order=order, limit=limit)


def _told(tokens: Tokens, at: int, told: _Told) -> _Told:
    """Everything behind the thing looked up, until something is no part of the query."""
    told = replace(told, at=at)
    while told.at < len(tokens):
        place = skipped(tokens, told.at, ",", "and", "always", "usually")
        following = next((step for rule in _RULES if (step := rule(tokens, place, told)) is not None), None)
        if following is None:
            break
        told = following
    return told


def _ordered(tokens: Tokens, at: int, told: _Told) -> _Told | None:
    """ "newest first", "sorted by name descending"."""
    after = ends_after_any(tokens, at, _NEWEST_FIRST)
    if after > at:
        return replace(told, at=after, order=_created(Direction.DESCENDING))
    after = ends_after_any(tokens, at, _OLDEST_FIRST)
    if after > at:
        return replace(told, at=after, order=_created(Direction.ASCENDING))
    after = ends_after_any(tokens, at, _SORTED)
    if after == at:
        return None
    order, end = _sort_keys(tokens, after)
    return replace(told, at=end, order=order) if order else None


def _limited(tokens: Tokens, at: int, told: _Told) -> _Told | None:
    """ "50 at a time", "the last 20"."""
    start = skipped(tokens, at, "the", "last", "first", "top", "only", "max", "maximum", "at", "most", "up", "to")
    if start >= len(tokens) or tokens[start].kind is not Kind.NUMBER or not tokens[start].text.isdecimal():
        return None
    number = int(tokens[start].text)
    after = ends_after_any(tokens, start + 1, _PAGES)
    if after == start + 1 and start == at:
        return None
    return replace(told, at=after, limit=number)


def _by(tokens: Tokens, at: int, told: _Told) -> _Told | None:
    """ "by customer and status", "by a key inside the event data"."""
    if at >= len(tokens) or not tokens[at].is_word("by"):
        return None
    phrase = noun_phrase(tokens, at + 1)
    if not phrase.is_named:
        return None
    inside = at + 1 + phrase.length
    if singular(phrase.head) in _KEYS and inside < len(tokens) and tokens[inside].is_in(_INSIDE):
        holder = noun_phrase(tokens, inside + 1)
        if holder.is_named:
            return replace(told, at=inside + 1 + holder.length, contains=(*told.contains, holder.name))
    names, end = _names(tokens, at + 1)
    return replace(told, at=end, equal=(*told.equal, *names))


def _names(tokens: Tokens, at: int) -> tuple[tuple[str, ...], int]:
    names: list[str] = []
    index = end = at
    while index < len(tokens):
        phrase = noun_phrase(tokens, index)
        if not phrase.is_named:
            break
        names.append(_for_one(phrase))
        end = index + phrase.length
        index = skipped(tokens, end, ",", "and", "or")
        if index == end:
            break
    return tuple(names), end


def _of(tokens: Tokens, at: int, told: _Told) -> _Told | None:
    """ "of one day", "for a user"; "for all users" and "for every user" leave nothing out."""
    if at >= len(tokens) or not tokens[at].is_word("of", "for", "from", "in", "on", "with", "belonging", "to"):
        return None
    phrase = noun_phrase(tokens, skipped(tokens, at, "of", "for", "from", "in", "on", "with", "belonging", "to"))
    end = skipped(tokens, at, "of", "for", "from", "in", "on", "with", "belonging", "to") + phrase.length
    if not phrase.is_named:
        return None
    is_one = phrase.determiner in lexicon.ONE | {"the", "this", "each", "every", "per"} and not phrase.number
    if phrase.determiner in lexicon.ALL or not is_one:
        return replace(told, at=end)
    return replace(told, at=end, equal=(*told.equal, _for_one(phrase)))


def _sampled(tokens: Tokens, at: int, told: _Told) -> _Told | None:
    """ "e.g. `event_data @> '...'`"."""
    start = skipped(tokens, at, "e.g.", "eg", "for", "example", "such", "as", "like", ":", "with")
    if start >= len(tokens) or tokens[start].kind is not Kind.CODE or start == at:
        return None
    return replace(told, at=start + 1, sample=tokens[start].text)


_RULES = (_ordered, _limited, _by, _sampled, _of)


def _created(direction: Direction) -> tuple[OrderBy, ...]:
    return (OrderBy(attribute="created", direction=direction),)


def _for_one(phrase: NounPhrase) -> str:
    if phrase.identifier:
        return phrase.identifier
    return " ".join(singular_phrase(phrase.words))


def _sort_keys(tokens: Tokens, at: int) -> tuple[tuple[OrderBy, ...], int]:
    """ "the date they joined", "name and age descending"."""
    found: list[OrderBy] = []
    index = end = at
    while index < len(tokens):
        phrase = noun_phrase(tokens, index)
        if not phrase.is_named:
            break
        name, end = _with_relative(tokens, index + phrase.length, phrase)
        direction, end = _direction(tokens, end)
        found.append(OrderBy(attribute=name, direction=direction))
        index = skipped(tokens, end, ",", "and", "then", "by")
        if index == end:
            break
    return tuple(found), end


def _with_relative(tokens: Tokens, at: int, phrase: NounPhrase) -> tuple[str, int]:
    """ "the date they joined" keeps its "joined", which says which date."""
    name = " ".join(words_of(phrase.identifier)) if phrase.identifier else phrase.name
    if at + 1 < len(tokens) and tokens[at].is_in(lexicon.PRONOUNS):
        verb = skipped(tokens, at + 1, "was", "were", "is", "are", "has", "have", "been")
        if verb < len(tokens) and tokens[verb].lower in lexicon.PASTS:
            return f"{name} {tokens[verb].lower}", verb + 1
    return name, at


def _direction(tokens: Tokens, at: int) -> tuple[Direction, int]:
    start = skipped(tokens, at, ",", "in")
    after = ends_after_any(tokens, start, _DOWN)
    if after > start:
        return Direction.DESCENDING, ends_after(tokens, after, "order")
    after = ends_after_any(tokens, start, _UP)
    return (Direction.ASCENDING, ends_after(tokens, after, "order")) if after > start else (Direction.ASCENDING, at)


def _sorting(clause: Clause) -> Findings:
    """ "The member list is sorted by the date they joined"."""
    start = skipped(clause.rest, 0, "by", "on")
    order, _ = _sort_keys(clause.rest, start) if start else ((), 0)
    if not order:
        order = ordered.order if (ordered := _ordered(clause.rest, 0, _Told(at=0))) is not None else ()
    phrase = noun_phrase(clause.subject)
    names = [word for word in phrase.words if word not in lexicon.LIST_NOUNS]
    if not order or not names:
        return ()
    return (Sorting(noun=singular(names[-1]), order=order, quote=clause.quote),)
