"""The type that a column is to have, in a ticket's words."""

from __future__ import annotations

from collections.abc import Iterable

from database_developer.reading.grammar.matching import ends_after_any, phrases, skipped
from database_developer.reading.grammar.sql_types import type_at
from database_developer.reading.grammar.tokens import Kind
from database_developer.reading.transfers.lines import Tokens

_WORDS = {
    "boolean": phrases("boolean | bool | true or false | true/false | booleans | a flag | proper flag"),
    "integer": phrases(
        "integer | int | integers | whole number | whole numbers | ints | a number | "
        "whole seconds | whole minutes | whole hours | whole days | whole cents | whole metres | "
        "whole grams | whole units"
    ),
    "smallint": phrases("smallint | small integer"),
    "bigint": phrases("bigint | big integer"),
    "timestamptz": phrases(
        "timestamptz | timestamp with time zone | timestamp with timezone | a time zone | with zone | a timezone | "
        "timestamp ( with tz ) | with tz | with time zone | a timestamp | timestamp"
    ),
    "date": phrases("a date | date column | proper date | real date"),
    "numeric": phrases("numeric | decimal"),
    "text": phrases("as text | a text"),
}
_WISHES = phrases(
    "make it | make | turn | convert | should be | shall be | must be | change | switch | needs to be | "
    "want | wants to be | to be | into | becomes | become | as | need | needs | like it to be | type | "
    "store | to | be | an | from now on | replace | whole | both | all"
)


def type_behind(said: Tokens) -> str:
    """The type with which it begins: "boolean not null", "an integer"."""
    start = skipped(said, 0, ",", "a", "an", "as", "of", "type", ":")
    name, end = type_at(said, start, in_prose=True) if start < len(said) else ("", 0)
    return name if end > start else ""


def type_in(sentences: Iterable[Tokens], *, is_wished: bool = False) -> tuple[str, Tokens] | None:
    """The first type that is wished for, with the sentence that says so; ``is_wished`` where any named is."""
    for tokens in sentences:
        has_wish = is_wished or any(ends_after_any(tokens, at, _WISHES) > at for at in range(len(tokens)))
        if not has_wish and not _is_first(tokens):
            continue
        for at in range(len(tokens)):
            name, end = type_at(tokens, at, in_prose=True)
            if end > at and (
                (name != "text" and not name.startswith(("char", "varchar"))) or tokens[at].text.isupper()
            ):
                return name, tokens
            for word, known in _WORDS.items():
                if ends_after_any(tokens, at, known) > at and not (at and tokens[at - 1].is_word("is", "are", "was")):
                    return word, tokens
    return None


def _is_first(tokens: Tokens) -> bool:
    """ "Integers, please.": a sentence that begins with a type, and says no more of it."""
    end = max((ends_after_any(tokens, 0, known) for known in _WORDS.values()), default=0)
    return end > 0 and (end >= len(tokens) or tokens[end].kind in {Kind.MARK, Kind.GROUP})
