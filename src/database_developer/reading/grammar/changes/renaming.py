""" "Rename a to b", "change the a column to b", "a is renamed to b with values flipped"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from database_developer.model.request import AlterAsk, Quote, RenameAsk
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.changes.orders import Order, Tokens
from database_developer.reading.grammar.changes.paths import spread
from database_developer.reading.grammar.changes.places import columns_meant, is_path, tables_in
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.matching import skipped
from database_developer.reading.grammar.phrases import noun_phrase
from database_developer.reading.grammar.sql_types import type_at
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.scene import Scene

_NAMING = lexicon.words("rename")
_MAY_NAME = lexicon.words("rename change update alter replace convert modify")
_ARROWS = ("->", "→", "=>")
_INVERTED = lexicon.words("flipped inverted negated reversed flip invert negate reverse opposite inverse")
_LONGEST_NAME = 3


def read(order: Order, quote: Quote, scene: Scene) -> Findings:
    """The renaming that an order tells; () where it changes something else."""
    if order.verb not in _MAY_NAME or order.is_state:
        return ()
    tokens = spread(order.told, scene)
    parts = _pairs(tokens, order.verb) if order.verb in _NAMING else [tokens]
    around = tokens if len(parts) > 1 else ()
    found = [_one(order, part, around, quote, scene) for part in parts]
    return tuple(ask for asks in found for ask in asks) if all(found) else ()


def _pairs(tokens: Tokens, verb: str) -> list[Tokens]:
    """ "A to b and c to d" cut in two; what has no joint of its own stays with what stands before it."""
    starts = [0, *(at + 1 for at in range(1, len(tokens)) if _is_cut(tokens[at]))]
    pieces = [tokens[start:end] for start, end in zip(starts, [*starts[1:], len(tokens)], strict=True)]
    joined = [at for at, piece in enumerate(pieces) if _joint(piece, verb) is not None]
    if len(joined) < len(pieces) or len(pieces) == 1:
        return [tokens]
    return [piece[:-1] if _is_cut(piece[-1]) else piece for piece in pieces]


def _is_cut(token: Token) -> bool:
    return token.is_mark(",", ";") or token.is_word("and")


def _one(order: Order, tokens: Tokens, beside: Tokens, quote: Quote, scene: Scene) -> Findings:
    place = _joint(tokens, order.verb)
    if place is None:
        return ()
    old, behind = tokens[:place], tokens[place + 1 :]
    name, length = _new_name(behind, is_told=order.verb in _NAMING or _is_column(old))
    if not name:
        return ()
    is_inverted = any(token.is_in(_INVERTED) for token in behind[length:])
    found = _rename(old, (*behind[length:], *beside), name, quote, scene, is_inverted=is_inverted)
    if order.verb not in _NAMING and not any(ask.attribute for ask in found):
        return ()
    return (*found, *_typed(order.told, name, found))


def _typed(told: Tokens, name: str, found: tuple[RenameAsk, ...]) -> Iterator[AlterAsk]:
    """ "Rename a to b, numeric(8,2)", "... to b (smallint)": the type behind the new name."""
    place = next((at for at, token in enumerate(told) if token.text.rpartition(".")[2] == name), len(told))
    behind = told[place + 1 :]
    inside = behind[0].inside if behind and behind[0].kind is Kind.GROUP else behind
    start = skipped(inside, 0, ",", "as", "and", "type", "of", "a", "an", "with", "make", "it", "then")
    type_, end = type_at(inside, start, in_prose=False) if start < len(inside) else ("", 0)
    is_told = bool(type_) and (start > 0 or inside is not behind)
    is_alone = end >= len(inside) or inside[end].is_mark(",", ";", ".", "!")
    for ask in found if is_told and is_alone else ():
        if ask.attribute is not None:
            yield AlterAsk(entity=ask.entity, attribute=ask.attribute, type=type_, quote=ask.quote)


def _rename(
    old: Tokens, around: Tokens, name: str, quote: Quote, scene: Scene, *, is_inverted: bool
) -> tuple[RenameAsk, ...]:
    meant = columns_meant(old, scene, around)
    tables = [one for one in tables_in(old, scene) if not is_path(old, one)]
    is_table = bool(tables) and (meant is None or _is_whole(old, tables[0].end - tables[0].start))
    if is_table and not _is_column(old):
        return (RenameAsk(entity=tables[0].entity, new_name=name, quote=quote),)
    if meant is None or len(meant.attributes) != 1 or name == meant.attributes[0]:
        return ()
    attribute = meant.attributes[0]
    return (RenameAsk(entity=meant.entity, attribute=attribute, new_name=name, inverted=is_inverted, quote=quote),)


def _is_whole(old: Tokens, length: int) -> bool:
    """Whether the table's name is all there is, but for "the" and "table"."""
    named = [token for token in old if not token.is_word(*lexicon.DETERMINERS, *lexicon.TABLE_NOUNS)]
    return len(named) == length


def _is_column(tokens: Tokens) -> bool:
    return any(token.is_word(*lexicon.COLUMN_NOUNS, "col", "cols") for token in tokens)


def _joint(tokens: Tokens, verb: str) -> int | None:
    """Where the old name ends; of "replace", at "with" or "by"."""
    words = (
        ("with", "by")
        if verb == "replace"
        else ("to", "into", "as")
        if verb in _NAMING
        else ("to", "into", "become", "becomes")
    )
    for index, token in enumerate(tokens):
        if index and (token.is_in(words) or token.is_mark(*_ARROWS)):
            return index
    return None


def _new_name(tokens: Tokens, *, is_told: bool) -> tuple[str, int]:
    """The new name and its length; where nothing says that a name comes, it must look like one in code."""
    if not tokens or type_at(tokens, 0, in_prose=not is_told)[0]:
        return "", 0
    start = next((i for i, token in enumerate(tokens) if not token.is_word(*lexicon.DETERMINERS, "just", "column")), 0)
    first = tokens[start]
    if _is_code(first) and (is_told or _is_unmistakable(first)):
        return first.text.rpartition(".")[2], start + 1
    if not is_told:
        return "", 0
    phrase = noun_phrase(tokens, start)
    is_name = phrase.is_named and len(phrase.words) <= _LONGEST_NAME
    is_quality = phrase.head in lexicon.REQUIRED | lexicon.OPTIONAL or any(
        one in lexicon.TYPE_NOUNS for one in phrase.words[:-1]
    )
    return (phrase.name, start + phrase.length) if is_name and not is_quality else ("", 0)


def _is_code(token: Token) -> bool:
    is_name = token.text.replace(".", "_").isidentifier()
    return is_name and (token.is_literal or _is_unmistakable(token))


def _is_unmistakable(token: Token) -> bool:
    """An underscore or a capital inside: no value, no word of English."""
    is_camel = any(here.islower() and after.isupper() for here, after in pairwise(token.text))
    return token.kind in {Kind.WORD, Kind.CODE, Kind.QUOTED} and ("_" in token.text or is_camel)
