"""Columns that others take the place of, or that get another type: which, and what the ticket says of the new ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.changes.places import columns_in, table_named, tables_in
from database_developer.reading.grammar.matching import ends_after_any, phrases, stands_in
from database_developer.reading.grammar.recipes.scopes import scope_of
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.scene import Scene, words_of
from database_developer.reading.transfers.lines import Line, Tokens

_EXCHANGING = phrases(
    "replace | replaced | replaces | turn | turned | turns | convert | converted | become | becomes | "
    "split | break | broken | divide | merge | merged | combine | combined | instead | rename | renamed | "
    "-> | → | join | concatenate | in place of | takes the place of | gives way to | into | transform | "
    "swap | exchange | put together | is stored as | stored as | superseded by | cut | taken apart | "
    "separate | separated | unite | store | change"
)
_JOINTS = lexicon.words("by with into to as become becomes called named and")
_NO_NAMES = lexicon.words(
    "boolean bool integer int smallint bigint numeric decimal timestamptz timestamp date text varchar uuid json jsonb "
    "true false null utc yes no enum float real char two three separate single one new"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Exchange:
    """The columns that give way and those that come; without new ones the old one itself changes."""

    entity: str
    olds: tuple[str, ...]
    news: tuple[str, ...]
    line: Line


def exchanges_of(lines: tuple[Line, ...], scene: Scene) -> Iterator[Exchange]:
    """What new names take the place of, sentence by sentence; the likeliest table first."""
    told = [line for line in lines if not line.is_title]
    spoken = list(dict.fromkeys(one.entity for line in lines for one in tables_in(line.tokens, scene)))
    for line in told:
        if not stands_in(line.tokens, _EXCHANGING) or scope_of(line.tokens, scene) is not None:
            continue  # what rows get that are there already is a rule of its own
        found = (_exchange(line, entity, lines, scene) for entity in _owners(spoken, line.tokens, scene))
        yield from islice((one for one in found if one is not None), 1)


def _exchange(line: Line, entity: str, lines: tuple[Line, ...], scene: Scene) -> Exchange | None:
    """What the sentence puts in the place of the table's columns; "it" is the column named before."""
    names = list(_new_names(line.tokens, entity, scene))
    if not names:
        return None
    before = line.tokens[: names[0][0]]
    olds = tuple(dict.fromkeys(_olds(before, entity, scene)))
    if not olds and any(token.is_word("it", "this", "that", "them") for token in before):
        last = changing(lines[: lines.index(line)], scene)
        olds = last.olds if last is not None and last.entity == entity else ()
    news = tuple(dict.fromkeys(it for _, it in names))
    return Exchange(entity=entity, olds=olds, news=news, line=line) if olds else None


def changing(lines: tuple[Line, ...], scene: Scene) -> Exchange | None:
    """The only column that the ticket names in code or by its whole name, with the sentence that names it first."""
    told = [line for line in lines if not line.is_title]
    spoken = list(dict.fromkeys(one.entity for line in lines for one in tables_in(line.tokens, scene)))
    for in_words in (False, True):
        for line in told:
            for entity in _owners(spoken, line.tokens, scene):
                found = dict.fromkeys(it for it in _named(line.tokens, entity, scene, in_words=in_words))
                if found:
                    return Exchange(entity=entity, olds=tuple(found), news=(), line=line)
    return None


def _owners(spoken: list[str], tokens: Tokens, scene: Scene) -> list[str]:
    """The tables that are spoken of, and those whose name stands before a column's."""
    paths = [one.entity for one in tables_in(tokens, scene)]
    others = sorted(scene.standing) if not spoken else []
    return list(dict.fromkeys((*paths, *spoken, *others, *sorted(scene.standing))))


def _new_names(tokens: Tokens, entity: str, scene: Scene) -> Iterator[tuple[int, str]]:
    """Names in code that nothing has yet, and a bare word where a name must come."""
    for at, token in enumerate(tokens):
        if not token.text.replace(".", "_").isidentifier() or token.kind is Kind.QUOTED or token.lower in _NO_NAMES:
            continue
        name = token.text.rpartition(".")[2]
        is_code = token.kind is Kind.CODE or "_" in token.text
        if (is_code or _is_bare_name(tokens, at)) and not _is_known(name, entity, scene):
            yield at, name


def _is_bare_name(tokens: Tokens, at: int) -> bool:
    """ "Replaced by fulfilment, which ...": a word where nothing else follows."""
    token, following = tokens[at], tokens[at + 1] if at + 1 < len(tokens) else None
    is_word = token.kind is Kind.WORD and token.lower not in lexicon.NOT_A_NOUN and at > 0
    joint = is_word and tokens[at - 1].is_word("by", "with", "into", "called", "named", "to", "becomes", "become")
    is_end = following is None or following.kind is Kind.GROUP or following.is_mark(",", ";", ":", ".", "(")
    return bool(joint) and is_end


def _is_known(name: str, entity: str, scene: Scene) -> bool:
    is_column = name in scene.entities[entity].attributes.values()
    return is_column or table_named(words_of(name), scene) is not None


def _olds(tokens: Tokens, entity: str, scene: Scene) -> Iterator[str]:
    yield from _named(tokens, entity, scene, in_words=True)


def _named(tokens: Tokens, entity: str, scene: Scene, *, in_words: bool) -> Iterator[str]:
    for one in columns_in(tokens, entity, scene):
        token = tokens[one.start]
        is_code = token.kind is Kind.CODE or "_" in token.text or "." in token.text
        is_whole = " ".join(it.lower for it in tokens[one.start : one.end]) == " ".join(words_of(one.attribute))
        is_table = not is_code and table_named(tuple(words_of(token.text)), scene) == entity
        if one.attribute != "id" and not is_table and (is_code or (in_words and is_whole and _is_noun(token))):
            yield one.attribute


def _is_noun(token: Token) -> bool:
    return token.kind is Kind.WORD and token.lower not in lexicon.NOT_A_NOUN


def said_of(name: str, lines: tuple[Line, ...]) -> Iterator[Tokens]:
    """What is said right behind a new name: in brackets, or up to the next clause."""
    for line in lines:
        for at, token in enumerate(line.tokens):
            if token.text.rpartition(".")[2] == name:
                following = line.tokens[at + 1 : at + 2]
                inside = following[0].inside if following and following[0].kind is Kind.GROUP else ()
                yield inside or line.tokens[at + 1 : _clause_end(line.tokens, at + 1)]


def _clause_end(tokens: Tokens, at: int) -> int:
    while at < len(tokens) and not tokens[at].is_mark(";", ".", ":") and not ends_after_any(tokens, at, ("and",)) > at:
        at += 1
    return at
