""" "... may only be a, b or c", "... must be positive", "... must lie between 1 and 5"."""

from __future__ import annotations

from database_developer.model.request import AllowedAsk, RangeAsk
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.changes.places import Tokens
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.matching import ends_after_any, phrases, skipped
from database_developer.reading.grammar.predicates.said import Said
from database_developer.reading.grammar.qualifiers import qualifiers_of
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.scene import Scene

_ONLY = phrases(
    "only | only allow | allow only | one of | either | limited to | restricted to | limit to | restrict to | "
    "allowed values | allowed values : | values | only accept | accept only | be only | only be | only the values | "
    "allow just | only one of | be one of | exactly one of | one of the values | only allow the values | allowed :"
)
_ALLOWED = phrases(
    "are allowed | allowed | are valid | valid | are permitted | are possible | are accepted | is allowed"
)
_JOINTS = ("or", "and", "and/or")
_NONE_BELOW = phrases("positive or zero | zero or more | zero or positive | at least zero")
_BELOW = phrases("negative | below zero | less than zero | less than 0 | below 0 | smaller than 0 | under 0 | < 0")
_BOUNDS = ("minimum", "maximum", "above", "below")
_DENIED = ("below", "above", "maximum", "minimum")
_LIE = phrases("lie | range | stay | be | fall")


def read(said: Said, at: int, scene: Scene) -> tuple[Findings, int]:
    """The only values there may be, or the bounds of the numbers."""
    is_order = said.is_label and ends_after_any(said.tokens, at, _ONLY) > at
    if not said.is_told and not is_order:
        return (), at
    found = _range(said, at)
    return found if found[0] else _allowed(said, at)


def _range(said: Said, at: int) -> tuple[Findings, int]:
    subject, tokens = said.subject, said.tokens
    below, none_below = ends_after_any(tokens, at, _BELOW), ends_after_any(tokens, at, _NONE_BELOW)
    end = max(none_below, below if said.is_negated else at)
    bounds: dict[str, str | None] = {"minimum": "0"} if end > at else {}
    if not bounds:
        bounds, end = _bounds(said, at)
    if not any(bound is not None for bound in bounds.values()):
        return (), at
    asks = (RangeAsk(entity=subject.entity, attribute=name, quote=said.quote, **bounds) for name in subject.attributes)
    return tuple(asks), end


def _bounds(said: Said, at: int) -> tuple[dict[str, str | None], int]:
    """The bounds that the words up to a comma tell and nothing besides; what is denied is bounded the other way."""
    start = ends_after_any(said.tokens, at, _LIE)
    cut = next((i for i in range(start, len(said.tokens)) if said.tokens[i].is_mark(",")), len(said.tokens))
    told = qualifiers_of(said.tokens[start:cut])
    if not told.says_something or told.other or told.says_besides(*_BOUNDS):
        return {}, at
    is_free = said.is_right and not said.is_negated and told.minimum is None and told.maximum is None
    if is_free and told.below is None:
        return {}, at  # what may be above a number may be below it too
    names = _BOUNDS if not said.is_negated else _DENIED
    return {name: getattr(told, bound) for name, bound in zip(names, _BOUNDS, strict=True)}, cut


def _allowed(said: Said, at: int) -> tuple[Findings, int]:
    subject = said.subject
    opened = skipped(said.tokens, at, "to") if "restrict" in said.helpers else at
    start = skipped(said.tokens, ends_after_any(said.tokens, opened, _ONLY), ":", "the", "values")
    is_announced = start > at or "restrict" in said.helpers
    values, end = _values(said.tokens, start, is_announced=is_announced)
    behind = ends_after_any(said.tokens, end, _ALLOWED)
    is_choice = is_announced or behind > end or (said.is_wish and _has_or(said.tokens[start:end]))
    is_choice = is_choice or (said.is_label and said.is_told and _is_code(said.tokens[start:end]))
    if len(values) < 2 or said.is_negated or len(subject.attributes) != 1 or not is_choice:
        return (), at
    ask = AllowedAsk(entity=subject.entity, attribute=subject.attributes[0], values=values, quote=said.quote)
    return (ask,), max(behind, end)


def _values(tokens: Tokens, at: int, *, is_announced: bool) -> tuple[tuple[str, ...], int]:
    """The words or code between commas, "or" and "and"; they end where something else stands."""
    if at < len(tokens) and tokens[at].kind is Kind.GROUP and at + 1 == len(tokens):
        return _values(tokens[at].inside, 0, is_announced=is_announced)[0], at + 1
    found: list[str] = []
    end = at
    while end < len(tokens) and _is_value(tokens[end]):
        found.append(tokens[end].text)
        end += 1
        following = skipped(tokens, end, ",", "/", "|", *_JOINTS)
        if following == end or following >= len(tokens) or not _is_value(tokens[following]):
            break
        end = following
    return tuple(dict.fromkeys(found)), end


def _is_value(token: Token) -> bool:
    is_word = token.kind is Kind.WORD and token.lower not in lexicon.NOT_A_NOUN - lexicon.words(
        "open new no none other"
    )
    return is_word or token.is_literal or token.kind is Kind.NUMBER


def _has_or(tokens: Tokens) -> bool:
    return any(token.is_word("or") for token in tokens)


def _is_code(tokens: Tokens) -> bool:
    return all(token.is_literal or token.kind is Kind.MARK or token.is_word(*_JOINTS) for token in tokens)
