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
    minimum: str | None = None
    maximum: str | None = None
    below, none_below = ends_after_any(tokens, at, _BELOW), ends_after_any(tokens, at, _NONE_BELOW)
    end = max(none_below, below if said.is_negated else at)
    if end > at:
        minimum = "0"
    elif not said.is_negated:
        start = ends_after_any(tokens, at, _LIE)
        cut = next((i for i in range(start, len(tokens)) if tokens[i].is_mark(",")), len(tokens))
        told = qualifiers_of(tokens[start:cut])
        is_all = told.says_something and not told.other and not told.says_besides("minimum", "maximum")
        minimum, maximum, end = (told.minimum, told.maximum, cut) if is_all else (None, None, at)
    if minimum is None and maximum is None:
        return (), at
    asks = (
        RangeAsk(entity=subject.entity, attribute=name, minimum=minimum, maximum=maximum, quote=said.quote)
        for name in subject.attributes
    )
    return tuple(asks), end


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
