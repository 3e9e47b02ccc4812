"""Orders to tie two things by a table: "a join table between users and orders"."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.model.request import Cardinality, RelationAsk, UniqueAsk
from database_developer.reading.grammar import cues, lexicon
from database_developer.reading.grammar.clauses import Statement, Tokens
from database_developer.reading.grammar.findings import Finding, Findings, Mention
from database_developer.reading.grammar.matching import ends_after_any, skipped
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.grammar.tokens import Kind
from database_developer.reading.inflection import is_plural, singular_phrase
from database_developer.reading.scene import Scene

_KINDS = lexicon.words(
    "join joining junction link linking linked bridge bridging association associative pivot mapping cross"
)
_JOINS = ("joins", "links", "connects", "ties", "associates", "maps", "relates", "assigns")
_IN_THE_ROLE = (
    *(f"{lead} role {mark}" for lead in ("where", "whose", "where the", "with") for mark in ("==", "=", "is")),
    *("with the role", "with the role of", "in the role of", "who is a", "who is an", "as a", "as an", "acting as"),
)
_BETWEEN = (
    "between",
    "linking",
    "joining",
    "connecting",
    "that links",
    "which links",
    "to link",
    "to connect",
    "for",
    "of",
)


def read(statement: Statement, scene: Scene) -> Findings:
    """Many of one with many of the other."""
    if not cues.heard(_KINDS, statement.words):
        return ()
    tokens = statement.tokens
    by_role = tuple(_by_role(tokens, statement, scene))
    if by_role:
        return by_role
    for at, token in enumerate(tokens[1:], 1):
        if token.is_word("table") and tokens[at - 1].is_in(_KINDS):
            begin = ends_after_any(tokens, at + 1, _BETWEEN)
            ends = _two_things(tokens, begin) if begin > at + 1 else ()
            return tuple(_tied(ends, statement, scene)) if ends else ()
    return ()


def titled(tokens: Tokens) -> str | None:
    """The "staff user" of "join table for the relationship Staff - User", "staff-user join table"."""
    place = next((at for at, token in enumerate(tokens) if token.is_word("table") and at), 0)
    if not place or not tokens[place - 1].is_in(_KINDS):
        return None
    if place > 1 and "-" in tokens[place - 2].text:
        return " ".join(singular_phrase(tuple(tokens[place - 2].lower.split("-"))))
    for at in range(place + 2, len(tokens) - 1):
        if tokens[at].is_mark("-", "–", "/", "&") or tokens[at].is_word("and"):
            ends = (tokens[at - 1].lower, tokens[at + 1].lower)
            return " ".join(word for end in ends for word in singular_phrase((end,))) if at + 2 == len(tokens) else None
    return None


def _by_role(tokens: Tokens, statement: Statement, scene: Scene) -> Iterator[Finding]:
    """ "An association table, which joins a user where role == mentor to a user where role == pupil"."""
    place = next((at for at, token in enumerate(tokens) if token.is_word("table") and tokens[at - 1].is_in(_KINDS)), 0)
    begin = ends_after_any(tokens, skipped(tokens, place + 1, ",", "which", "that"), _JOINS)
    first = noun_phrase(tokens, begin) if place else NounPhrase()
    role, end = _role(tokens, begin + first.length)
    second = noun_phrase(tokens, end + 1) if end < len(tokens) and tokens[end].is_word("to", "and", "with") else first
    other, _ = _role(tokens, end + 1 + second.length)
    parent = scene.find(first) if first.is_named else None
    if parent is None or scene.find(second) != parent or not role or not other or role == other:
        return
    entity = f"{role} {other}"
    yield Mention(entity=entity, quote=statement.quote)
    for one in (role, other):
        yield RelationAsk(
            child=entity, parent=parent, role=one, columns=(f"{one}_id",), required=True, quote=statement.quote
        )
    yield UniqueAsk(entity=entity, attributes=(f"{role}_id", f"{other}_id"), quote=statement.quote)


def _role(tokens: Tokens, at: int) -> tuple[str, int]:
    """The "mentor" of "where role == mentor", "with the role mentor", "who is a mentor", and where it ends."""
    end = ends_after_any(tokens, at, _IN_THE_ROLE)
    is_told = end > at and end < len(tokens) and (tokens[end].kind is Kind.WORD or tokens[end].is_literal)
    return (tokens[end].lower, end + 1) if is_told else ("", at)


def _two_things(tokens: Tokens, at: int) -> tuple[NounPhrase, ...]:
    first = noun_phrase(tokens, at)
    joint = at + first.length
    if not _is_thing(first, tokens, at) or joint >= len(tokens) or not tokens[joint].is_word("and", "to", "with"):
        return ()
    second = noun_phrase(tokens, joint + 1)
    return (first, second) if _is_thing(second, tokens, joint + 1) else ()


def _is_thing(phrase: NounPhrase, tokens: Tokens, at: int) -> bool:
    return phrase.is_named and (phrase.identifier is not None or bool(phrase.determiner) or is_plural(tokens[at].lower))


def _tied(ends: tuple[NounPhrase, ...], statement: Statement, scene: Scene) -> list[RelationAsk]:
    child, parent = (scene.name_of(phrase) for phrase in ends)
    many = Cardinality.MANY_TO_MANY
    return [RelationAsk(child=child, parent=parent, cardinality=many, quote=statement.quote)]
