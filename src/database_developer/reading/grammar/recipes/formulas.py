"""A value and what is done to it: "the first name and the last name joined by a space, trimmed"."""

from __future__ import annotations

from database_developer.model.recipe import (
    Arithmetic,
    Attribute,
    Constant,
    Formula,
    Joined,
    Lower,
    Operator,
    Source,
    Step,
    Trim,
    Upper,
)
from database_developer.reading.grammar.matching import ends_after_any, phrases, skipped
from database_developer.reading.grammar.recipes.characters import character_at
from database_developer.reading.grammar.recipes.constants import constant_at, number_at, past
from database_developer.reading.grammar.recipes.names import Names, attribute_at
from database_developer.reading.grammar.recipes.pieces import piece_at
from database_developer.reading.grammar.recipes.steps import steps_at
from database_developer.reading.grammar.tokens import Kind, Token

Tokens = tuple[Token, ...]
Begun = tuple[Source, tuple[Step, ...], int]

_COPY = phrases(
    "a copy of | the same as | the same value as | the value of | the current value of | the content of | copied | "
    "the old value of | the contents of | equal to | whatever is in | what is in | copied from | taken from"
)
_OLD = phrases("the old | the existing | the current | the previous | the former")
_QUALITIES: dict[str, tuple[Step, ...]] = {
    "lower-cased": (Lower(),),
    "lowercased": (Lower(),),
    "lower case": (Lower(),),
    "lowercase": (Lower(),),
    "lower-case": (Lower(),),
    "upper-cased": (Upper(),),
    "uppercased": (Upper(),),
    "upper case": (Upper(),),
    "uppercase": (Upper(),),
    "upper-case": (Upper(),),
    "trimmed": (Trim(),),
    "trimmed and lower-cased": (Trim(), Lower()),
    "trimmed , lower-cased": (Trim(), Lower()),
}
_VERSION = phrases("version of | version of the | form of | copy of | variant of")
_SEPARATED = phrases(
    "joined by | joined with | separated by | joined together by | joined together with | concatenated with | "
    "combined with | with | concatenated by | put together with | linked by | connected by | joined using"
)
_BETWEEN = phrases("between | between them | in between | as separator | as the separator | as a separator")
_FOLLOWED = ("followed by", "plus", "+", "and then", "||", "then")
_JOINED = phrases("joined | concatenated | put together | combined | joined together")
_MOST_PARTS = 12


def formula_at(
    tokens: Tokens, at: int, names: Names, *, bare: bool = False, has_else: bool = False
) -> tuple[Formula, int] | None:
    """The longest rule for one value from here, and where it ends."""
    begun = _source_at(tokens, past(tokens, at), names, bare=bare)
    if begun is None:
        return None
    source, first, end = begun
    if not all(names.has(attribute) for attribute in _attributes_of(source)):
        return None
    more, end = steps_at(tokens, end, names, has_else=has_else)
    return Formula(source=source, steps=(*first, *more)), end


def _attributes_of(source: Source) -> tuple[Attribute, ...]:
    parts = source.parts if isinstance(source, Joined) else (source,)
    return tuple(part for part in parts if isinstance(part, Attribute))


def _source_at(tokens: Tokens, at: int, names: Names, *, bare: bool) -> Begun | None:
    if at >= len(tokens):
        return None
    for way in (_times_first, _piece, _with_quality, _list):
        found = way(tokens, at, names)
        if found is not None:
            return found
    constant = constant_at(tokens, at, names, bare=bare)
    if constant is not None:
        return constant[0], (), constant[1]
    place = ends_after_any(tokens, at, _COPY)
    attribute = attribute_at(tokens, place, names)
    is_named = attribute is not None and (place > at or _is_meant(tokens, at, attribute[0], names))
    return (attribute[0], (), attribute[1]) if attribute is not None and is_named else None


def _is_meant(tokens: Tokens, at: int, attribute: Attribute, names: Names) -> bool:
    """Whether words name an attribute: a known one, one of another thing, or one with "the" or "its" before it."""
    return attribute.of is not None or names.knows(attribute.name) or tokens[at].is_word("the", "its", "their", "his")


def _piece(tokens: Tokens, at: int, names: Names) -> Begun | None:
    found = piece_at(tokens, at, names)
    return (found[0], found[1], found[2]) if found is not None else None


def _times_first(tokens: Tokens, at: int, names: Names) -> Begun | None:
    """ "100 times the price"."""
    number = number_at(tokens, at)
    if number is None or not ends_after_any(tokens, number[1], ("times",)) > number[1]:
        return None
    attribute = attribute_at(tokens, number[1] + 1, names)
    step = Arithmetic(operator=Operator.TIMES, number=number[0])
    return (attribute[0], (step,), attribute[1]) if attribute is not None else None


def _with_quality(tokens: Tokens, at: int, names: Names) -> Begun | None:
    """ "The lower-cased email", "the lower-case version of the email"; of one attribute only, not of a list."""
    place = skipped(tokens, at, "the", "a", "its", "their")
    quality = ends_after_any(tokens, place, _QUALITIES)
    if quality == place:
        return None
    steps = _QUALITIES[" ".join(token.lower for token in tokens[place:quality])]
    behind = ends_after_any(tokens, quality, _VERSION)
    piece = piece_at(tokens, behind, names)
    if piece is not None:
        return piece[0], (*piece[1], *steps), piece[2]
    attribute = attribute_at(tokens, behind, names)
    if attribute is None or _goes_on(tokens, attribute[1], names):
        return None
    return attribute[0], steps, attribute[1]


def _goes_on(tokens: Tokens, at: int, names: Names) -> bool:
    """Whether another attribute is joined on, so that it is not clear what "lower-cased" is said of."""
    return at < len(tokens) and tokens[at].is_word("and", "plus") and attribute_at(tokens, at + 1, names) is not None


# --- several attributes in one ---------------------------------------------------------------------------------


def _list(tokens: Tokens, at: int, names: Names) -> Begun | None:
    """ "A and b joined by a space", "a, a dash and b", "`x-` followed by the id"."""
    start = ends_after_any(tokens, at, ("the concatenation of", "the combination of", "both"))
    return _separated(tokens, start, names) or _chained(tokens, start, names)


def _separated(tokens: Tokens, at: int, names: Names) -> Begun | None:
    parts, end = _attributes(tokens, at, names)
    if len(parts) < 2:
        return None
    place = skipped(tokens, end, ",")
    word = ends_after_any(tokens, place, _SEPARATED)
    mark = character_at(tokens, word) if word > place else None
    if mark is None:
        return None
    says_so = ends_after_any(tokens, mark[1], _BETWEEN)
    is_plain_with = tokens[word - 1].is_word("with") and word == place + 1
    if is_plain_with and says_so == mark[1]:
        return None
    return Joined(parts=parts, separator=mark[0]), (), says_so


def _attributes(tokens: Tokens, at: int, names: Names) -> tuple[tuple[Attribute | Constant, ...], int]:
    parts: list[Attribute | Constant] = []
    place, end = at, at
    while len(parts) < _MOST_PARTS:
        found = attribute_at(tokens, place, names)
        if found is None:
            break
        parts.append(found[0])
        end = found[1]
        place = skipped(tokens, end, ",", "and", "plus", "+")
        if place == end:
            break
    return tuple(parts), end


def _chained(tokens: Tokens, at: int, names: Names) -> Begun | None:
    """Texts one behind the other; a text that stands between all of them alike is a separator."""
    parts: list[Attribute | Constant] = []
    place, end, is_chain = at, at, False
    while len(parts) < _MOST_PARTS:
        found = _link(tokens, place, names)
        if found is None:
            break
        parts.append(found[0])
        end = found[1]
        place = ends_after_any(tokens, skipped(tokens, end, ","), _FOLLOWED)
        is_followed = place > skipped(tokens, end, ",")
        place = place if is_followed else skipped(tokens, end, ",", "and")
        if place == end:
            break
        is_chain = is_chain or is_followed
    if not _is_chain(parts, is_told=is_chain):
        return None
    return _with_separator(tuple(parts)), (), ends_after_any(tokens, end, _JOINED)


def _is_chain(parts: list[Attribute | Constant], *, is_told: bool) -> bool:
    """Whether texts are told to follow each other, or are listed with a text between attributes."""
    if len(parts) < 2 or not any(isinstance(part, Attribute) for part in parts):
        return False
    has_text = any(isinstance(part, Constant) for part in parts)
    return is_told or (has_text and isinstance(parts[0], Attribute) and isinstance(parts[-1], Attribute))


def _link(tokens: Tokens, at: int, names: Names) -> tuple[Attribute | Constant, int] | None:
    """An attribute, a quotation, or a character told in words ("a space")."""
    if at < len(tokens) and tokens[at].kind is Kind.NUMBER:
        return None
    attribute = attribute_at(tokens, at, names)
    if attribute is not None and names.knows(attribute[0].name):
        return attribute
    constant = constant_at(tokens, at, names)
    if constant is not None:
        is_text = isinstance(constant[0], Constant) and constant[0].text is not None
        return (constant[0], constant[1]) if is_text and isinstance(constant[0], Constant) else None
    mark = character_at(tokens, at)
    if mark is not None:
        return Constant(text=mark[0]), mark[1]
    return attribute if attribute is not None and names.has(attribute[0]) else None


def _with_separator(parts: tuple[Attribute | Constant, ...]) -> Joined:
    between, outer = parts[1::2], parts[0::2]
    are_between = len(parts) % 2 == 1 and len(set(between)) == 1 and isinstance(between[0], Constant)
    if are_between and all(isinstance(part, Attribute) for part in outer) and isinstance(between[0], Constant):
        return Joined(parts=outer, separator=between[0].text or "")
    return Joined(parts=parts)
