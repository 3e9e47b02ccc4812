""" "Split the a column into b and c": both halves, and how it is cut where the sentence or a later one tells it."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.model.request import Quote
from database_developer.reading.grammar import cues, lexicon
from database_developer.reading.grammar.changes.orders import Order, Tokens
from database_developer.reading.grammar.changes.paths import spread
from database_developer.reading.grammar.changes.places import columns_meant
from database_developer.reading.grammar.clauses import Statement
from database_developer.reading.grammar.findings import CutTold, Findings, SplitTold
from database_developer.reading.grammar.matching import ends_after_any
from database_developer.reading.grammar.recipes.characters import character_at
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.scene import Scene

_SPLITTING = ("split", "divide")
_CUTTING = lexicon.words("split splitting cut divide")
_IDLE = lexicon.words("two three separate new column columns field fields the a an own its")
_HALVES = 2


def read(order: Order, quote: Quote, scene: Scene) -> Findings:
    """The column that is split and its halves; () where it is not a column, or there are not two halves."""
    if order.verb not in _SPLITTING:
        return ()
    tokens = spread(order.told, scene)
    into = next((place for place, token in enumerate(tokens) if token.is_word("into")), None)
    if into is None:
        return ()
    whole = columns_meant(tokens[:into], scene, tokens[into:])
    halves = tuple(_names(tokens[into + 1 :]))[:_HALVES]
    if whole is None or len(whole.attributes) != 1 or len(halves) != _HALVES:
        return ()
    cut = cut_in(tokens)
    mark, last = cut if cut is not None else ("", False)
    split = SplitTold(entity=whole.entity, whole=whole.attributes[0], halves=halves, mark=mark, last=last, quote=quote)
    return (split,)


def _names(tokens: Tokens) -> Iterator[str]:
    """The halves' names, as code or in words, up to what says how."""
    words: list[str] = []
    for token in tokens:
        if token.is_word("and") or token.is_mark(","):
            yield from _name(words)
            words = []
        elif token.is_word(*lexicon.PREPOSITIONS, *lexicon.RELATIVES) or token.kind is Kind.MARK:
            break
        elif not token.is_in(_IDLE):
            words.append(token.text)
    yield from _name(words)


def _name(words: list[str]) -> Iterator[str]:
    if words:
        yield words[0] if len(words) == 1 else " ".join(words).lower()


def read_cut(statement: Statement) -> Findings:
    """ "Make the split at the last space in it", as a sentence of its own."""
    is_split = cues.heard(_CUTTING, statement.words) and any(token.is_in(_CUTTING) for token in statement.tokens)
    cut = cut_in(statement.tokens) if is_split else None
    return (CutTold(mark=cut[0], last=cut[1], quote=statement.quote),) if cut is not None else ()


def cut_in(tokens: Tokens) -> tuple[str, bool] | None:
    """The character at which it is cut, and whether the last one is meant."""
    for index, token in enumerate(tokens[:-1]):
        if not token.is_word("at", "on", "by"):
            continue
        place = index + 1 + tokens[index + 1].is_word("the", "a", "its")
        is_ordinal = place < len(tokens) and tokens[place].is_word("first", "last")
        mark = _mark(tokens, place + is_ordinal)
        if mark:
            return mark, _is_last(tokens, place)
    return None


def _mark(tokens: Tokens, at: int) -> str:
    """White space is a space, in what people write."""
    if ends_after_any(tokens, at, ("whitespace", "white space")) > at:
        return " "
    found = character_at(tokens, at)
    return found[0] if found is not None else ""


def _is_last(tokens: tuple[Token, ...], place: int) -> bool:
    return place < len(tokens) and tokens[place].is_word("last")
