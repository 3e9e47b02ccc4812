"""Values told in a ticket: the allowed ones of a list, and the one taken where none is given."""

from __future__ import annotations

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.matching import ends_after_any, first_words, phrases, skipped
from database_developer.reading.grammar.tokens import Kind, Token

Tokens = tuple[Token, ...]

_INTROS = phrases(
    "one of | either | allowed values | possible values | valid values | values | enum | any of | values only | "
    "these values | the values | the following values | two values | three values | one of these | "
    "one of the following | only these | the options | options"
)
_BEHIND = (
    "by default",
    "unless said otherwise",
    "unless stated otherwise",
    "unless otherwise said",
    "unless otherwise stated",
    "unless otherwise specified",
    "unless specified otherwise",
    "unless told otherwise",
    "if nothing is said",
    "if not given",
    "as default",
)
_BEGIN_BEHIND = first_words(_BEHIND)
_SWITCHED = ("on", "off")
_NOW = {"now", "now()", "current_timestamp", "current timestamp", "current time", "current date", "current_timestamp()"}
_BEFORE_WORDS = ("default", "defaults", "defaulting", "default value")


def default_at(tokens: Tokens, at: int) -> tuple[str, int]:
    """The value of "default `en`" or "member unless said otherwise", and where it ends; ("", at) for none."""
    before = ends_after_any(tokens, at, _BEFORE_WORDS)
    if before > at and not (at and tokens[at - 1].is_word("by")):
        place = skipped(tokens, before, "to", "is", "value", "of", ":", "=", "the")
        return _value(tokens, place, at)
    is_value = _may_be_a_value(tokens[at]) or tokens[at].is_word(*_SWITCHED)
    if at + 1 < len(tokens) and tokens[at + 1].lower in _BEGIN_BEHIND and is_value:
        after = ends_after_any(tokens, at + 1, _BEHIND)
        if after > at + 1 and not (at and tokens[at - 1].is_in(lexicon.DETERMINERS)):
            return tokens[at].text, after
    return "", at


def _value(tokens: Tokens, place: int, start: int) -> tuple[str, int]:
    if place >= len(tokens):
        return "", start
    token = tokens[place]
    if token.is_mark("-") and place + 1 < len(tokens) and tokens[place + 1].kind is Kind.NUMBER:
        return f"-{tokens[place + 1].text}", place + 2
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    if token.is_word(*_SWITCHED) and (following is None or following.is_mark(",", ";", ".")):
        return token.text, place + 1
    if not _may_be_a_value(token):
        return "", start
    two = f"{token.lower} {following.lower}" if following is not None else ""
    if two in _NOW:
        return "now", place + 2
    if following is not None and following.kind is Kind.GROUP and not following.inside:
        return _plain(f"{token.text}()"), place + 2
    return _plain(token.text), place + 1


def _plain(value: str) -> str:
    if value.lower() in _NOW:
        return "now"
    is_quoted = len(value) > 1 and value[0] == value[-1] == "'"
    return value[1:-1] if is_quoted else value


def _may_be_a_value(token: Token) -> bool:
    if token.kind is Kind.WORD:
        return token.lower not in lexicon.NOT_A_NOUN or token.lower in {"no", "none"}
    return token.kind in {Kind.CODE, Kind.QUOTED, Kind.NUMBER}


def values_in(tokens: Tokens) -> tuple[str, ...]:
    """The allowed values these tokens list; () where they are no such list.

    Words joined by "or" or a slash, or code behind a comma, are values; words joined by "and" are not,
    unless something like "one of" or a colon announces them.
    """
    start, announced = _announced(tokens)
    parts, joints = _segments(tokens[start:])
    values = [_letter(part) if announced and _letter(part) else _one_value(part) for part in parts]
    if not values or not all(values):
        return ()
    are_literal = all(part[0].is_literal for part in parts)
    is_choice = bool(joints & {"or", "/", "|"})
    is_list = len(values) > 1 and (are_literal or is_choice)
    announced = announced and (len(values) > 1 or not tokens[0].is_word("enum"))
    return tuple(dict.fromkeys(values)) if announced or is_list else ()


_BEFORE_AN_INTRO = (",", "which", "that", "is", "are", "can", "could", "only", "be", "must", "may", "has", "have", "to")


def _announced(tokens: Tokens) -> tuple[int, bool]:
    """Where the list begins, and whether something announces it."""
    start = skipped(tokens, 0, *_BEFORE_AN_INTRO)
    start += start + 1 < len(tokens) and tokens[start].kind is Kind.NUMBER and tokens[start + 1].is_word("values")
    is_closed = any(token.is_word("only") for token in tokens[:start])
    intro = ends_after_any(tokens, start, _INTROS)
    after = skipped(tokens, intro, ":", "-", "(", "are", "is")
    has_colon = any(token.is_mark(":") for token in tokens[start:after])
    return skipped(tokens, after, ","), intro > start or has_colon or is_closed


def _segments(tokens: Tokens) -> tuple[list[Tokens], set[str]]:
    parts: list[Tokens] = []
    joints: set[str] = set()
    current: list[Token] = []
    for token in tokens:
        if token.is_mark(",", ";", "/", "|", ":") or token.is_word("or", "and"):
            joints.add(token.lower)
            if current:
                parts.append(tuple(current))
            current = []
        else:
            current.append(token)
    return ([*parts, tuple(current)] if current else parts), joints


def _letter(part: Tokens) -> str:
    """The "A" of "one of A, B, AB", which is no article there."""
    is_letter = len(part) == 1 and part[0].kind is Kind.WORD and part[0].text.isupper()
    return part[0].text if is_letter else ""


def _one_value(part: Tokens) -> str:
    if len(part) != 1 or not _may_be_a_value(part[0]):
        return ""
    return _plain(part[0].text)
