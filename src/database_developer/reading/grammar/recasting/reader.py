"""All ways of saying a sentence again: the first that knows it has it, and what it says may be said again too."""

from __future__ import annotations

from collections.abc import Callable

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.clauses import Statement, statement_from
from database_developer.reading.grammar.recasting import apart, facts, relations
from database_developer.reading.grammar.recasting.words import Sentences, Tokens
from database_developer.reading.scene import Scene

RULES: tuple[Callable[[Tokens, Scene], Sentences], ...] = (
    apart.without_opening,
    apart.at_semicolons,
    apart.at_colon,
    apart.at_dashes,
    apart.gapped,
    relations.by_number,
    relations.which_in_which,
    relations.between_two,
    facts.in_brackets,
    facts.in_relative,
    facts.described,
    facts.is_but,
    facts.of_the_house,
    facts.it_is_kept,
    facts.kept_with,
    facts.whose,
    facts.kept_of_each,
    facts.kept_for,
    facts.with_facts,
)
_MOST = 4  # times that a sentence is said again
# Sentences that speak of tables and columns by name are told in other words.
_OF_TABLES = lexicon.DATA_NOUNS - lexicon.words("row rows record records entry entries item items collection relation key keys") | lexicon.words("api endpoint existing")


def recast(statement: Statement, scene: Scene) -> tuple[Statement, ...]:
    """The statements that say the same; () where nothing is said in other words."""
    if not _OF_TABLES.isdisjoint(statement.words):
        return ()
    said = _said_again(statement.tokens, scene, _MOST)
    if len(said) == 1 and said[0] is statement.tokens:
        return ()
    return tuple(statement_from(tokens, statement.quote) for tokens in said)


def _said_again(tokens: Tokens, scene: Scene, times: int) -> Sentences:
    parts = next((found for rule in RULES if (found := rule(tokens, scene))), ()) if times else ()
    if not parts:
        return (tokens,)
    return tuple(said for part in parts if part for said in _said_again(part, scene, times - 1))
