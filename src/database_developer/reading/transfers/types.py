"""The type that a column is to have, in a ticket's words."""

from __future__ import annotations

from collections.abc import Iterable

from database_developer.reading.grammar.matching import ends_after_any, phrases
from database_developer.reading.grammar.sql_types import type_at
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
    "store | to | be | an | from now on | replace | whole"
)


def type_in(sentences: Iterable[Tokens]) -> tuple[str, Tokens] | None:
    """The first type that is wished for, with the sentence that says so."""
    for tokens in sentences:
        if not any(ends_after_any(tokens, at, _WISHES) > at for at in range(len(tokens))):
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
