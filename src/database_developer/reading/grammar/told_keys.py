"""Primary keys of several columns, told in words: "primary key (a_id, b_id)", "a and b are the primary key"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from database_developer.model.request import EntityAsk, RelationAsk
from database_developer.reading.grammar import cues
from database_developer.reading.grammar.clauses import Statement, Tokens, parted, statement_from
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.matching import beginnings, ends_after_any, phrases, skipped
from database_developer.reading.grammar.phrases import noun_phrase
from database_developer.reading.grammar.tokens import Kind, Token, tokenized
from database_developer.reading.scene import Scene

_KEY = phrases("primary key | pk | primary keys")
_BEFORE = ("a", "an", "the", "its", "with", "and", "composite", "compound", "combined", "joint", "as", "has", "have")
_BEHIND = (
    "is",
    "are",
    "be",
    "should",
    "must",
    "shall",
    "will",
    "consists",
    "made",
    "up",
    "of",
    "on",
    "over",
    "from",
    ":",
    "the",
    "combination",
    "pair",
    "both",
    "=",
)
_ARE = phrases(
    "are | is | form | make up | make | build | serve as | act as | should be | must be | will be | shall be"
)
_TOGETHER = ("together", "combined", "in", "combination", "jointly", "both")
_ARTICLES = ("the", "a", "composite", "compound", "combined", "joint", "its")
_CUES = cues.cues_of(_KEY)
_LEAST = 2  # columns


@dataclass(frozen=True, kw_only=True, slots=True)
class KeyTold:
    """The names of the key's columns, and the sentence without the words that told them."""

    names: tuple[str, ...]
    rest: Tokens


def key_told(tokens: Tokens) -> KeyTold | None:
    """The key of several columns that the tokens tell of, if any."""
    for at in beginnings(tokens, _KEY):
        end = ends_after_any(tokens, at, _KEY)
        if end > at:
            return _behind(tokens, at, end) or _before(tokens, at, end)
    return None


def is_key(text: str) -> bool:
    """Whether an entry of a list tells such a key and nothing else."""
    told = key_told(tokenized(text))
    return told is not None and not told.rest


def apart(statement: Statement) -> tuple[Statement | None, tuple[str, ...]]:
    """The sentence without the key told in it, and the names of the key's columns; () where it tells none."""
    told = key_told(statement.tokens) if cues.heard(_CUES, statement.words) else None
    if told is None:
        return statement, ()
    return (statement_from(told.rest, statement.quote) if told.rest else None), told.names


def asks(names: tuple[str, ...], statement: Statement, scene: Scene) -> Findings:
    """The key of the table that is spoken of; () where that stands already, or none is."""
    entity = scene.focus
    if entity is None or scene.is_there(entity):
        return ()
    known = scene.entities.get(entity)
    table = known.table if known is not None and known.table and known.table.islower() else None
    ends = tuple(_ends(entity, names, statement, scene))
    return (*ends, EntityAsk(entity=entity, table=table, key=names, quote=statement.quote))


def _ends(entity: str, names: tuple[str, ...], statement: Statement, scene: Scene) -> Iterator[RelationAsk]:
    """The playlist that the "playlist_id" of a key refers to."""
    for name in names:
        thing = name.removesuffix("_id").replace("_", " ")
        parent = scene.find_name(thing) if name.endswith("_id") else None
        if parent is not None and parent != entity:
            role = None if parent == thing else thing
            yield RelationAsk(
                child=entity, parent=parent, role=role, columns=(name,), required=True, quote=statement.quote
            )


def _behind(tokens: Tokens, at: int, end: int) -> KeyTold | None:
    """ "Primary key (a, b)", "the primary key is a + b"."""
    begin = skipped(tokens, end, *_BEHIND)
    group = tokens[begin] if begin < len(tokens) and tokens[begin].kind is Kind.GROUP else None
    stop = begin + 1 if group is not None else _end_of_list(tokens, begin)
    names = _names(group.inside if group is not None else tokens[begin:stop])
    start = at
    while start and (tokens[start - 1].is_in(_BEFORE) or tokens[start - 1].is_mark(",", ";", "-", "–", "—")):
        start -= 1
    return KeyTold(names=names, rest=(*tokens[:start], *_trimmed(tokens[stop:]))) if names else None


def _before(tokens: Tokens, at: int, end: int) -> KeyTold | None:
    """ "A and b together are the primary key"."""
    verb = next((it for it in range(at) if skipped(tokens, ends_after_any(tokens, it, _ARE), *_ARTICLES) == at), 0)
    stop = verb
    while stop and tokens[stop - 1].is_word(*_TOGETHER):
        stop -= 1
    names = _names(tokens[skipped(tokens, 0, "the", "both") : stop])
    return KeyTold(names=names, rest=_trimmed(tokens[end:])) if verb and names else None


def _end_of_list(tokens: Tokens, begin: int) -> int:
    marks = (at for at in range(begin, len(tokens)) if tokens[at].is_mark(";", ".", "-", "–", "—"))
    return next(marks, len(tokens))


def _trimmed(tokens: Tokens) -> Tokens:
    start = skipped(tokens, 0, ",", ";", ".", "and")
    return tokens[start:]


def _names(tokens: Tokens) -> tuple[str, ...]:
    """The columns' names; () where anything else stands among them, or but one."""
    found = []
    for part in parted(tuple(map(_comma, tokens)), ","):
        phrase = noun_phrase(part)
        if not phrase.is_named or phrase.length != len(part) or len(phrase.words) > _LEAST or phrase.number:
            return ()
        found.append(phrase.name)
    return tuple(found) if len(found) >= _LEAST and len(set(found)) == len(found) else ()


def _comma(token: Token) -> Token:
    is_joint = token.is_word("and", "plus") or token.is_mark("+", "&", "/")
    return Token(kind=Kind.MARK, text=",", lower=",", start=token.start, end=token.end) if is_joint else token
