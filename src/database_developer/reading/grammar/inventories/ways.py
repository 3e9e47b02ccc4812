"""The ways in which the words of a sentence may be taken for a list and what stands around it."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.reading.grammar import cues, lexicon
from database_developer.reading.grammar.clauses import Statement, Tokens
from database_developer.reading.grammar.inventories.portions import joined
from database_developer.reading.grammar.tokens import tokenized

CUES = lexicon.words("and plus , & ; (")  # what joins a list
_LEAST = 2  # tokens
LONGEST = 100  # tokens; what is longer is no list
_QUESTIONS = lexicon.BE | lexicon.DO | lexicon.HAVE | lexicon.words("should shall must will may which what how why who")


def ways_of(statement: Statement) -> Iterator[Tokens]:
    """The sentence with its relative clauses set apart, and as it is written."""
    is_short = _LEAST <= len(statement.tokens) <= LONGEST
    if not is_short or not cues.heard(CUES, statement.words) or _is_asked(statement):
        return
    told = joined(without_end(statement.tokens))
    yield told
    written = joined(without_end(tokenized(statement.quote.text)))
    if len(written) != len(told):
        yield written


def _is_asked(statement: Statement) -> bool:
    """ "Should a customer have a name?" asks, "could you add customers?" orders."""
    return statement.quote.text.endswith("?") and statement.tokens[0].is_in(_QUESTIONS)


def without_end(tokens: Tokens) -> Tokens:
    """Less the marks and the "please" at the end."""
    end = len(tokens)
    while end and tokens[end - 1].is_mark(".", "?", "!", ",", ":"):
        end -= 1
    if end and tokens[end - 1].is_word("please"):
        return without_end(tokens[: end - 1])
    return tokens[:end]
