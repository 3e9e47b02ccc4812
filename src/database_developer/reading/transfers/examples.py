"""Another unit, told by an example: "4.5 minutes -> 270" is sixty times as much."""

from __future__ import annotations

from fractions import Fraction

from database_developer.model.recipe import Arithmetic, Operator
from database_developer.reading.grammar.matching import ends_after_any, phrases
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.transfers.lines import Tokens

_BECOMES = phrases(
    "-> | → | => | becomes | become | is now | should become | shall become | must become | turns into | = | "
    "are then | is then | will be | would be | to"
)
_UNIT = 2  # words at most


def example_in(tokens: Tokens) -> Arithmetic | None:
    """By what whole number the example multiplies or divides; None where the sentence holds no example with a unit."""
    inside = (example_in(token.inside) for token in tokens if token.kind is Kind.GROUP)
    return next((it for it in (_example_in(tokens), *inside) if it is not None), None)


def _example_in(tokens: Tokens) -> Arithmetic | None:
    for at in range(1, len(tokens)):
        place = ends_after_any(tokens, at, _BECOMES)
        if place == at or place >= len(tokens) or tokens[place].kind is not Kind.NUMBER:
            continue
        old, has_unit = _measured(tokens, at)
        after = tokens[place + 1] if place + 1 < len(tokens) else None
        has_unit = has_unit or (after is not None and after.kind is Kind.WORD)
        factor = _factor(old, tokens[place]) if old is not None else None
        if factor is not None and (has_unit or _is_of_decimals(old, tokens[place], factor)):
            return factor
    return None


def _is_of_decimals(old: Token | None, new: Token, factor: Arithmetic) -> bool:
    """ "4.90 => 490": the point moved, which no list of values does."""
    has_point = "." in new.text or (old is not None and "." in old.text)
    return has_point and factor.number.strip("0") == "1"


def _measured(tokens: Tokens, end: int) -> tuple[Token | None, bool]:
    """The "4.5" of "4.5 minutes", and whether a unit stands behind it."""
    for at in range(end - 1, max(-1, end - 2 - _UNIT), -1):
        if tokens[at].kind is Kind.NUMBER:
            return tokens[at], at < end - 1
        if tokens[at].kind is not Kind.WORD:
            break
    return None, False


def _factor(old: Token, new: Token) -> Arithmetic | None:
    try:
        before, after = Fraction(old.text), Fraction(new.text)
    except ValueError:
        return None
    if not before or not after:
        return None
    times, parts = after / before, before / after
    if times > 1 and times.denominator == 1:
        return Arithmetic(operator=Operator.TIMES, number=str(times))
    if parts > 1 and parts.denominator == 1:
        return Arithmetic(operator=Operator.DIVIDED, number=str(parts))
    return None
