"""Several flags that one column of values takes the place of: "lost wins over returned; neither flag = out"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from database_developer.model.recipe import (
    Attribute,
    Branch,
    Comparison,
    Condition,
    Constant,
    Formula,
    Recipe,
    Relation,
)
from database_developer.model.request import AllowedAsk, BackfillAsk
from database_developer.reading.grammar.findings import Finding
from database_developer.reading.grammar.matching import ends_after_any, phrases, skipped
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.transfers.form import Form, column, demands, gone, rule
from database_developer.reading.transfers.lines import Tokens

SETS = phrases(
    "one of | either | values | the values | allowed values | can be | may be | which is | with values | being | "
    "possible values | out of"
)
_WINS = phrases(
    "wins over | beats | takes precedence over | has precedence over | goes before | comes before | wins against | "
    "has priority over | takes priority over | overrides | overrules | trumps | before | over | >"
)
_BOTH = phrases(
    "both | if both are set | both set | both flags | both true | if both are true | where both are set | all"
)
_NEITHER = phrases(
    "neither | neither flag | neither of them | neither of the two | neither of both | none | none of them | "
    "none of the flags | no flag | otherwise | all others | the rest | everything else | else | without a flag"
)
_JOINTS = phrases("= | -> | → | => | : | is | means | becomes | gets | are | get | become | count as | stays")
_STARTS = phrases(
    "start as | starts as | start with | starts with | begin as | begins as | start in | starts in | start out as | "
    "default | defaults to | default is | by default"
)
_PREFIXES = ("is_", "was_", "has_", "has_been_", "are_")
_SUFFIXES = ("_flag", "_yn")


def united(form: Form) -> list[Finding]:
    """The column with its values, where each flag is called as one of these; what is not told of them is asked."""
    [new], olds, entity = form.exchange.news, form.exchange.olds, form.exchange.entity
    values = _values(form)
    named = {old: value for old in olds if (value := _value_of(old, values)) is not None}
    if len(named) != len(olds) or len(set(named.values())) != len(olds):
        return []
    quote = form.exchange.line.quote
    ranked, rest = _ranked(named, form), _rest(values, named, form)
    recipe = _recipe(ranked, named, rest) if ranked and rest else None
    unclear = "" if recipe is not None else "which value rows get with several flags, and with none"
    required, default = demands(new, form)
    start = next((it for tokens in form.told if (it := _start(tokens, values))), default)
    return [
        column(form, new, "text", required=required, default=start),
        AllowedAsk(entity=entity, attribute=new, values=values, quote=quote),
        BackfillAsk(entity=entity, attribute=new, rule=rule(form), recipe=recipe, unclear=unclear, quote=quote),
        *gone(form),
    ]


def _values(form: Form) -> tuple[str, ...]:
    """What the new column may hold: the list behind "one of", or in brackets behind its name."""
    [new] = form.exchange.news
    for tokens in form.told:
        for at, token in enumerate(tokens):
            inside = token.inside if at and tokens[at - 1].text.rpartition(".")[2] == new else ()
            end = ends_after_any(tokens, at, SETS)
            listed = _listed(inside, 0) or (_listed(tokens, end) if end > at else ())
            if len(listed) > 1:
                return listed
    return ()


def _listed(tokens: Tokens, at: int) -> tuple[str, ...]:
    found: list[str] = []
    at = skipped(tokens, at, ":", "the", "values")
    while at < len(tokens) and (tokens[at].is_literal or tokens[at].kind is Kind.WORD):
        found.append(tokens[at].text)
        after = skipped(tokens, at + 1, ",", "or", "and", "/", "|")
        if after == at + 1:
            break
        at = after
    return tuple(dict.fromkeys(found))


def _value_of(old: str, values: tuple[str, ...]) -> str | None:
    """ "Lost" for `is_lost`."""
    stem = old
    for prefix in _PREFIXES:
        stem = stem.removeprefix(prefix)
    for suffix in _SUFFIXES:
        stem = stem.removesuffix(suffix)
    return next((value for value in values if value.lower().replace(" ", "_") == stem.lower()), None)


def _ranked(named: dict[str, str], form: Form) -> tuple[str, ...]:
    """The flags, the one that wins first; () where it is not told."""
    above = {pair for tokens in form.told for pair in _won(tokens, named)}
    if len(named) == len({"one", "other"}) and not above:
        both = next((it for tokens in form.told if (it := _behind(tokens, _BOTH, tuple(named.values())))), "")
        above = {(both, it) for it in named.values() if both and it != both}
    ranked = sorted(named, key=lambda old: -sum(winner == named[old] for winner, _ in above))
    return tuple(ranked) if all((named[one], named[other]) in above for one, other in pairwise(ranked)) else ()


def _won(tokens: Tokens, named: dict[str, str]) -> Iterator[tuple[str, str]]:
    """ "Lost wins over returned", "`is_lost` before `is_returned`"."""
    for at in range(1, len(tokens)):
        end = ends_after_any(tokens, at, _WINS)
        if end > at and end < len(tokens):
            winner, loser = _meant(tokens[at - 1], named), _meant(tokens[end], named)
            if winner and loser:
                yield winner, loser


def _meant(token: Token, named: dict[str, str]) -> str:
    return named.get(token.text, "") or next((it for it in named.values() if it.lower() == token.lower), "")


def _rest(values: tuple[str, ...], named: dict[str, str], form: Form) -> str:
    """What rows without any flag get: as it is told, else the only value that no flag is called by."""
    told = next((it for tokens in form.told if (it := _behind(tokens, _NEITHER, values))), "")
    left = [value for value in values if value not in named.values()]
    return told or (left[0] if len(left) == 1 else "")


def _behind(tokens: Tokens, turns: tuple[str, ...], values: tuple[str, ...]) -> str:
    """The value behind some words: "neither flag = out"."""
    for at in range(len(tokens)):
        end = ends_after_any(tokens, at, turns)
        place = ends_after_any(tokens, end, _JOINTS) if end > at else at
        if end > at and place < len(tokens):
            found = next((it for it in values if it.lower() == tokens[place].lower), "")
            if found:
                return found
    return ""


def _start(tokens: Tokens, values: tuple[str, ...]) -> str:
    """ "New ones start as draft", "draft by default"."""
    for at in range(1, len(tokens)):
        if ends_after_any(tokens, at, ("by default",)) > at:
            return next((it for it in values if it.lower() == tokens[at - 1].lower), "")
    return _behind(tokens, _STARTS, values)


def _recipe(ranked: tuple[str, ...], named: dict[str, str], rest: str) -> Recipe:
    branches = (Branch(condition=_is_set(old), formula=Formula(source=Constant(text=named[old]))) for old in ranked)
    return Recipe(branches=tuple(branches), formula=Formula(source=Constant(text=rest)))


def _is_set(old: str) -> Condition:
    return Condition(
        comparisons=(Comparison(attribute=Attribute(name=old), relation=Relation.EQUAL, values=("true",)),)
    )
