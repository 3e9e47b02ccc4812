"""Sentences that tell what there is only one of: "exactly one summary per user and day", "emails are unique"."""

from __future__ import annotations

from database_developer.model.request import AttributeAsk, UniqueAsk
from database_developer.reading.grammar import cues, lexicon
from database_developer.reading.grammar.clauses import Clause, Tokens
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.matching import beginnings, ends_after_any, skipped
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.grammar.qualifier_rules import UNIQUE_CUES
from database_developer.reading.grammar.qualifiers import qualifiers_of
from database_developer.reading.inflection import singular_phrase
from database_developer.reading.scene import Scene

_ONLY = ("exactly one", "only one", "at most one", "just one", "one", "a single", "no more than one")
CUES = cues.cues_of(_ONLY) | UNIQUE_CUES | {"two"}
_ADDING_NOTHING = lexicon.words("address value field")
_UNTIL_NOW = lexicon.words("today currently presently")  # how it is, which is seldom how it shall be
_OF = lexicon.words("of by from in for at on")
_WITHIN = ("per", "for", "within", "in", "by", "across", "inside")


def read(clause: Clause, scene: Scene) -> Findings:
    """What may not be there twice."""
    if not cues.heard(CUES, clause.words):
        return ()
    if clause.verb is None:
        return _one_per(clause.rest, clause, scene)
    if clause.verb.lemma in {"be", "have", "exist", "keep", "store"}:
        found = _one_per(clause.rest, clause, scene)
        if found:
            return found
    if clause.verb.lemma == "be":
        return _is_unique(clause, scene) or _in_the_same(clause, scene)
    return _no_two(clause, scene) if clause.verb.lemma in {"share", "have", "use"} else ()


def _one_per(tokens: Tokens, clause: Clause, scene: Scene) -> Findings:
    """ "exactly one summary per user and day"."""
    for index in beginnings(tokens, _ONLY):
        after = ends_after_any(tokens, index, _ONLY)
        if after == index:
            continue
        thing = noun_phrase(tokens, after)
        keys = _keys(tokens, after + thing.length)
        if thing.is_named and keys:
            entity = scene.find(thing)
            return (UniqueAsk(entity=entity, attributes=keys, quote=clause.quote),) if entity else ()
    return ()


def _keys(tokens: Tokens, at: int) -> tuple[str, ...]:
    """The names behind "per" or "for each"."""
    if at >= len(tokens) or not tokens[at].is_word("per", "for"):
        return ()
    if tokens[at].is_word("for") and not (at + 1 < len(tokens) and tokens[at + 1].is_in(lexicon.EACH)):
        return ()
    return tuple(_for_one(phrase) for phrase in _listed(tokens, at + 1))


def _listed(tokens: Tokens, at: int) -> list[NounPhrase]:
    found: list[NounPhrase] = []
    index = at
    while index < len(tokens):
        phrase = noun_phrase(tokens, index)
        if not phrase.is_named:
            break
        found.append(phrase)
        end = index + phrase.length
        index = skipped(tokens, end, ",", "and", "per", "&", "+")
        if index == end:
            break
    return found


def _for_one(phrase: NounPhrase) -> str:
    return phrase.identifier or " ".join(singular_phrase(phrase.words))


def _is_unique(clause: Clause, scene: Scene) -> Findings:
    """ "emails must be unique", "the name is unique within a project"."""
    if not cues.heard(UNIQUE_CUES, clause.words):
        return ()
    said = qualifiers_of(clause.rest)
    is_past = any(token.is_in(_UNTIL_NOW) for token in (*clause.lead, *clause.subject, *clause.rest))
    if not said.unique or is_past or (clause.verb is not None and clause.verb.negated):
        return ()
    names = _listed(clause.subject, 0)
    if not names:
        return ()
    entity = _owner(names[0], clause.subject, scene)
    if entity is None:
        return ()
    keys = tuple(_less_the_thing(_for_one(name), entity) for name in names)
    keys += _within(clause.rest, entity, scene) or _within(clause.lead, entity, scene)
    unique = UniqueAsk(entity=entity, attributes=keys, quote=clause.quote, ignoring_case=said.ignoring_case)
    is_told_here = keys[:1] != (_for_one(names[0]),) and keys[0] in lexicon.ATTRIBUTE_NOUNS
    told = (AttributeAsk(entity=entity, attribute=keys[0], quote=clause.quote),) if is_told_here else ()
    return (*told, unique)


def _owner(phrase: NounPhrase, subject: Tokens, scene: Scene) -> str | None:
    """Whose the attribute is: a possessor's, an "of" phrase's, else of the one last said to have it."""
    if phrase.possessor is not None:
        return scene.find(phrase.possessor)
    for index, token in enumerate(subject[:-1]):
        if token.is_word("of", "in", "on"):
            return scene.find(noun_phrase(subject, index + 1))
    owner = scene.owner_of(_for_one(phrase)) or scene.owner_of(phrase.name)
    return owner or _owner_by_parts(phrase, scene)


def _less_the_thing(name: str, entity: str) -> str:
    """ "Tag name", of a tag, is its name."""
    rest = name.removeprefix(f"{entity} ")
    return rest or name


def _owner_by_parts(phrase: NounPhrase, scene: Scene) -> str | None:
    """ "Tag names" are names of tags, "email addresses" those of whoever has an email."""
    *before, head = singular_phrase(phrase.words) or ("",)
    thing = scene.find_name(" ".join(before)) if before else None
    if thing is not None:
        return thing if scene.entities[thing].name != head else None
    return scene.owner_of(" ".join(before)) if before and head in _ADDING_NOTHING else None


def _within(rest: Tokens, entity: str, scene: Scene) -> tuple[str, ...]:
    """The wider thing inside which it is unique, unless that is the entity itself."""
    for index, token in enumerate(rest[:-1]):
        if token.is_in(_WITHIN):
            phrases = _listed(rest, index + 1)
            return tuple(_for_one(phrase) for phrase in phrases if scene.find(phrase) != entity)
    return ()


def _no_two(clause: Clause, scene: Scene) -> Findings:
    """ "No two users share an email"."""
    entity = _of_two(clause, scene)
    start = skipped(clause.rest, 0, "the", "same", "a", "an")
    names = _listed(clause.rest, start)
    if entity is None or not names:
        return ()
    said = qualifiers_of(clause.rest)
    keys = (*_whole(clause, entity, scene), *(_for_one(name) for name in names))
    return (UniqueAsk(entity=entity, attributes=keys, quote=clause.quote, ignoring_case=said.ignoring_case),)


def _whole(clause: Clause, entity: str, scene: Scene) -> tuple[str, ...]:
    """The "episode" of "no two chapters of one episode have the same number": that of which both are."""
    for at, token in enumerate(clause.subject[:-1]):
        start = skipped(clause.subject, at + 1, "the", "same", "one")
        found = scene.find(noun_phrase(clause.subject, start)) if token.is_in(_OF) else None
        if found is not None and found != entity:
            return (found,)
    return ()


def _of_two(clause: Clause, scene: Scene) -> str | None:
    """The "user" of "no two users share", "two users may not have"."""
    words = [token.lower for token in clause.subject[:2]]
    is_denied = words == ["no", "two"]
    is_negated = words[:1] == ["two"] and clause.verb is not None and clause.verb.negated
    return scene.find(noun_phrase(clause.subject, 2 if is_denied else 1)) if is_denied or is_negated else None


def _in_the_same(clause: Clause, scene: Scene) -> Findings:
    """ "No two copies may be on the same shelf at the same place"; a time that is the same is no simple key."""
    entity = _of_two(clause, scene)
    names = [
        noun_phrase(clause.rest, index + 1) for index, token in enumerate(clause.rest[:-1]) if token.is_word("same")
    ]
    is_plain = bool(names) and all(name.is_named and name.head not in lexicon.MOMENT_WORDS for name in names)
    told = clause.rest
    is_of_one = any(token.is_word("one") and told[at - 1].is_in(_OF) for at, token in enumerate(told) if at)
    if entity is None or not is_plain or is_of_one:
        return ()  # "of one member for the same trip" keeps two things apart
    keys = (*_whole(clause, entity, scene), *(_for_one(name) for name in names))
    return (UniqueAsk(entity=entity, attributes=keys, quote=clause.quote),)
