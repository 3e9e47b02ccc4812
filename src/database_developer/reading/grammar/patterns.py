"""Which characters a value may have, told in words: "lower case letters, digits and `_` only"."""

from __future__ import annotations

from database_developer.reading.grammar.matching import ends_after_any, first_words
from database_developer.reading.grammar.tokens import Token

_CLASSES = {
    "lower case letters": "a-z",
    "lowercase letters": "a-z",
    "lower-case letters": "a-z",
    "small letters": "a-z",
    "upper case letters": "A-Z",
    "uppercase letters": "A-Z",
    "upper-case letters": "A-Z",
    "capital letters": "A-Z",
    "letters": "A-Za-z",
    "digits": "0-9",
    "numbers": "0-9",
    "alphanumeric": "A-Za-z0-9",
    "alphanumeric characters": "A-Za-z0-9",
    "underscore": "_",
    "underscores": "_",
    "dots": ".",
    "spaces": " ",
    "hyphen": "-",
    "hyphens": "-",
    "dashes": "-",
}
BEGINNINGS = first_words(_CLASSES) | {"only"}  # the words at which a pattern may be told
_MOST_CLASSES = 12
_JOINTS = (",", "and", "or", "and/or")


def pattern_at(tokens: tuple[Token, ...], at: int) -> tuple[str, int]:
    """A regular expression for the characters named here and where they end; ("", at) where none are.

    Only a closed list counts: "only" must stand before or after it.
    """
    has_only = at < len(tokens) and tokens[at].is_word("only")
    start = at + 1 if has_only else at
    parts, end = _classes(tokens, start)
    if parts and not has_only and end < len(tokens) and tokens[end].is_word("only"):
        has_only, end = True, end + 1
    return (f"^[{_joined(parts)}]+$", end) if parts and has_only else ("", at)


def _classes(tokens: tuple[Token, ...], start: int) -> tuple[list[str], int]:
    parts: list[str] = []
    index = end = start
    while index < len(tokens) and len(parts) < _MOST_CLASSES:
        after = ends_after_any(tokens, index, _CLASSES)
        if after > index:
            parts.append(_CLASSES[" ".join(token.lower for token in tokens[index:after])])
        elif parts and tokens[index].is_literal and len(tokens[index].text) == 1:
            parts.append(tokens[index].text)
            after = index + 1
        else:
            break
        end = index = after
        while index < len(tokens) and (tokens[index].is_mark(",") or tokens[index].is_in(_JOINTS)):
            index += 1
    return parts, end


def _joined(parts: list[str]) -> str:
    """Ranges first, single characters escaped, the hyphen last, where it is itself."""
    ranges = [part for part in parts if len(part) > 1]
    singles = [part for part in dict.fromkeys(parts) if len(part) == 1]
    escaped = ["\\" + part if part in "\\]^[" else part for part in singles if part != "-"]
    return "".join(ranges + escaped + (["-"] if "-" in singles else []))
