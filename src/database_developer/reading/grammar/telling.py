"""Sentences that tell a story and ask for nothing: user stories, thanks, pointers to other tickets."""

from __future__ import annotations

from collections.abc import Callable

from database_developer.reading.grammar import cues, lexicon
from database_developer.reading.grammar.clauses import Clause, Statement, Tokens
from database_developer.reading.grammar.matching import ends_after_any
from database_developer.reading.grammar.phrases import noun_phrase
from database_developer.reading.grammar.wondering import is_wish
from database_developer.reading.inflection import singular

_STORY = ("as a", "as an", "as the", "so that", "in order to", "given", "scenario", "feature")
_POINTERS = ("original story", "story", "epic", "see", "see also", "related", "relates to", "blocked by", "reporter")
_DEMANDS = lexicon.words("must should shall need needs want wants require requires please ensure")
_DOING = lexicon.ADD | lexicon.CHANGE | lexicon.DELETE | lexicon.KEEP | lexicon.RENAME
# What the product does in every migration without being asked.
_ALWAYS_DONE = lexicon.words("block blocks blocking lock locks downtime deploy rollback backwards backward compatible")


def is_story(statement: Statement) -> bool:
    """ "As a product manager I want ..."; "Given a user, when ..."."""
    return ends_after_any(statement.tokens, 0, _STORY) > 0 or statement.label in _POINTERS


def is_demand(statement: Statement, is_known: Callable[[str], bool]) -> bool:
    """Whether the sentence seems to ask for something about data, ``is_known`` telling the names of known things."""
    if statement.label in {"note", "notes"} or _says(statement, _ALWAYS_DONE):
        return False
    if _announces_a_list(statement):
        return False
    if is_wish(statement) or any(map(_orders_a_fact, statement.clauses)):
        return True
    return _demands(statement) and _speaks_of_data(statement.tokens, is_known)


def _says(statement: Statement, words: frozenset[str]) -> bool:
    """Whether one of the words stands outside brackets."""
    return cues.heard(words, statement.words) and any(token.is_in(words) for token in statement.tokens)


def _announces_a_list(statement: Statement) -> bool:
    """ "Columns which the migration must have:" asks for what is told behind it."""
    return statement.quote.text.endswith(":") and any(token.is_in(lexicon.COLUMN_NOUNS) for token in statement.tokens)


def _orders_a_fact(clause: Clause) -> bool:
    """ "Please also add an insurance amount", whatever it is of."""
    verb = clause.verb
    if verb is None or verb.negated or clause.subject or verb.lemma not in lexicon.ADD | lexicon.KEEP:
        return False
    return singular(noun_phrase(clause.rest).head) in lexicon.ATTRIBUTE_NOUNS


def _speaks_of_data(tokens: Tokens, is_known: Callable[[str], bool]) -> bool:
    return any(token.lower in lexicon.DATA_NOUNS or is_known(token.lower) for token in tokens)


def _demands(statement: Statement) -> bool:
    if _says(statement, _DEMANDS):
        return True
    return any(
        clause.verb is not None and not clause.subject and clause.verb.lemma in _DOING for clause in statement.clauses
    )
