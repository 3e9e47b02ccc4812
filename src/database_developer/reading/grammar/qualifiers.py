"""What is said about an attribute behind its name: "(required, at most 100 characters: `a`, `b`, more will come)"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter
from typing import Any

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.matching import ends_after_any, skipped, text_of
from database_developer.reading.grammar.phrases import NounPhrase
from database_developer.reading.grammar.qualifier_rules import RULES, Rule, plain_type, rules_for, type_in_prose
from database_developer.reading.grammar.remembering import Remembered
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.grammar.values import values_in

Tokens = tuple[Token, ...]

_NO_WORDS = {Kind.NUMBER, Kind.CODE}


@dataclass(frozen=True, kw_only=True, slots=True)
class Qualifiers:
    """All that was said; None, "" and () where nothing was. ``other`` is what no rule knew, as text."""

    required: bool | None = None
    unique: bool = False
    ignoring_case: bool = False
    type: str | None = None
    hint: str = ""
    max_length: int | None = None
    minimum: str | None = None
    maximum: str | None = None
    above: str | None = None
    below: str | None = None
    decimals: int | None = None
    default: str | None = None
    pattern: str | None = None
    values: tuple[str, ...] = ()
    is_open: bool = False
    parent: NounPhrase | None = None
    is_key: bool = False
    is_counted: bool = False
    is_unsigned: bool = False
    new_name: str | None = None
    is_removed: bool = False
    other: str = ""

    @property
    def says_something(self) -> bool:
        """Whether any rule knew any of it."""
        return self.says_besides("other")

    def says_besides(self, *names: str) -> bool:
        """Whether any rule knew any of it but what goes by these names."""
        said, unsaid = _besides(names)
        return bool(said(self) != unsaid)


@lru_cache(maxsize=64)
def _besides(names: tuple[str, ...]) -> tuple[attrgetter[tuple[Any, ...]], tuple[Any, ...]]:
    """What reads all but what goes by these names at once, and what that is where nothing was said."""
    said = attrgetter(*(name for name in _UNSAID if name not in names))
    return said, said(_NOTHING)


def qualifiers_of(tokens: Tokens, *, in_prose: bool = True) -> Qualifiers:
    """Everything the tokens say about the attribute they stand behind."""
    if not tokens:
        return _NOTHING
    return said_in_prose(tokens) if in_prose else said_elsewhere(tokens)


@Remembered
def said_in_prose(tokens: Tokens) -> Qualifiers:
    """What they say where "date" and "text" are words."""
    return _said(tokens, type_in_prose)


@Remembered
def said_elsewhere(tokens: Tokens) -> Qualifiers:
    """What they say where types are expected."""
    return _said(tokens, plain_type)


def _said(tokens: Tokens, type_rule: Rule) -> Qualifiers:
    found = _NOTHING
    left: list[Token] = []
    index = 0
    while index < len(tokens):
        changes, end = _first_that_knows(type_rule, tokens, index)
        if end > index:
            found, index = _with(found, changes), end
        elif _marks_default(tokens[index]) and left:
            found, index = replace(found, default=left[-1].text), index + 1
        elif tokens[index].kind is Kind.GROUP:
            found = with_more(found, qualifiers_of(tokens[index].inside, in_prose=type_rule is type_in_prose))
            index += 1
        else:
            left.append(tokens[index])
            index += 1
    return _with_leftovers(found, tuple(left))


def _marks_default(token: Token) -> bool:
    """ "`open` (default)"."""
    return token.kind is Kind.GROUP and len(token.inside) == 1 and token.inside[0].is_word("default")


def _first_that_knows(type_rule: Rule, tokens: Tokens, at: int) -> tuple[dict[str, Any], int]:
    token = tokens[at]
    for rule in (*RULES, type_rule) if token.kind in _NO_WORDS else rules_for(token.lower, type_rule):
        known = rule(tokens, at)
        if known is not None:
            return known
    return {}, at


def _with(found: Qualifiers, changes: dict[str, Any]) -> Qualifiers:
    return Qualifiers(**changes) if found is _NOTHING else replace(found, **changes)


def with_more(outer: Qualifiers, inner: Qualifiers) -> Qualifiers:
    """Both together; the second's word counts where both speak of the same."""
    said = {name: value for name, unsaid in _UNSAID.items() if (value := getattr(inner, name)) != unsaid}
    if outer.other and "other" in said:
        said["other"] = f"{outer.other}; {said['other']}"
    return replace(outer, **said) if said else outer


_NOTHING = Qualifiers()
_UNSAID: dict[str, Any] = {name: getattr(_NOTHING, name) for name in Qualifiers.__dataclass_fields__}


def _with_leftovers(found: Qualifiers, left: Tokens) -> Qualifiers:
    """What no rule knew is a list of allowed values, a type told in words, or just text."""
    if not left:
        return found
    values = values_in(left)
    if values:
        return _with(found, {"values": values})
    words = skipped(left, 0, *_BEFORE_WHAT_IS_LEFT)
    rest = tuple(token for token in left[words:])
    while rest and (rest[-1].is_mark(",", ":", ";", "-", "'s") or rest[-1].is_word("and", "of", "with", "also")):
        rest = rest[:-1]
    text = "" if [token.lower for token in rest] == ["s"] else text_of(rest)  # "location(s)"
    if _is_type_phrase(rest) and not found.hint:
        return _with(found, {"hint": text.lower()})
    if not found.hint and found.type is None and (told := _type_among(rest)) is not None:
        return _with(found, told)
    return _with(found, {"other": text}) if text else found


def _type_among(rest: Tokens) -> dict[str, Any] | None:
    """ "In mm, whole number", "how long it took, decimal number": one part between commas says how it is written."""
    cuts = [-1, *(at for at, token in enumerate(rest) if token.is_mark(",")), len(rest)]
    edges = list(pairwise(cuts))
    for begin, end in dict.fromkeys((edges[0], edges[-1])):
        hint = _type_told(rest[begin + 1 : end], is_all=len(edges) == 1)
        if hint:
            others = (*rest[: max(begin, 0)], *rest[end:])
            return {"hint": hint, "other": text_of(others[1:] if others and others[0].is_mark(",") else others)}
    return None


def _type_told(part: Tokens, *, is_all: bool) -> str:
    """The type that the part is; all that is left has been looked at already."""
    if part and ends_after_any(part, 0, _WITH_DECIMALS) == len(part):
        return "decimal number"
    return text_of(part).lower() if not is_all and _is_no_name(part) and _is_type_phrase(part) else ""


def _is_no_name(part: Tokens) -> bool:
    """ "Whole number", "integer"; "price" alone may be the next column."""
    is_short = len(part) in {2, _LONGEST_TYPE} and part[0].lower not in lexicon.FINITE
    return is_short or (len(part) == 1 and part[0].is_in(lexicon.FORMAT_WORDS))


_LONGEST_TYPE = 3  # words
_WITH_DECIMALS = ("number with decimals", "with decimals", "number with fractions", "number with decimal places")
_BEFORE_WHAT_IS_LEFT = (
    "as",
    "is",
    "are",
    "a",
    "an",
    "the",
    "of",
    "type",
    ":",
    ",",
    "-",
    "it",
    "which",
    "and",
    "also",
    "'s",
)


def _is_type_phrase(tokens: Tokens) -> bool:
    """ "free-form JSON document": a few words the last of which says what sort of value it is."""
    is_short = 0 < len(tokens) <= 6 and all(token.kind is Kind.WORD for token in tokens)
    heads = [token.lower for token in tokens if token.lower in lexicon.TYPE_NOUNS]
    return is_short and bool(heads) and (tokens[-1].lower in lexicon.TYPE_NOUNS or tokens[-2].lower in {"in", "of"})
