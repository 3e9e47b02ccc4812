"""What a list's thing belongs to, told at the list's end: "..., belonging to an app", "... and belong to a user"."""

from __future__ import annotations

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.clauses import Tokens
from database_developer.reading.grammar.matching import ends_after_any, phrases
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase

Tied = tuple[NounPhrase, ...]

_TIES = phrases(
    "belonging to | belongs to | belong to | linked to | is linked to | are linked to | attached to | assigned to | "
    "tied to | is tied to | connected to | related to | owned by"
)
_LEAST = 2  # tokens before


def tied(body: Tokens) -> tuple[Tokens, Tied]:
    """The list without its last words where these tell what the thing belongs to, and what that is."""
    for at in range(_LEAST, len(body) - 1):
        end = ends_after_any(body, at, _TIES)
        is_apart = body[at - 1].is_mark(",") or body[at - 1].is_word("and")
        phrase = noun_phrase(body, end) if end > at and is_apart else NounPhrase()
        is_one = phrase.is_named and phrase.determiner in lexicon.ARTICLES | lexicon.EACH | {"one", "exactly"}
        if is_one and end + phrase.length == len(body):
            return body[: at - 1], (phrase,)
    return body, ()
