"""All ways of saying a sentence again: the first that knows it has it, and what it says may be said again too."""

from __future__ import annotations

from collections.abc import Callable

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.clauses import Statement, parted
from database_developer.reading.grammar.narrating.words import may_be_a_thing
from database_developer.reading.grammar.phrases import noun_phrase
from database_developer.reading.grammar.recasting import apart, facts, lists, relations
from database_developer.reading.grammar.recasting.words import Sentences, Tokens, clause_subject, statement as said_as
from database_developer.reading.inflection import is_plural, singular
from database_developer.reading.scene import Scene

RULES: tuple[Callable[[Tokens, Scene], Sentences], ...] = (
    apart.without_opening,
    apart.at_semicolons,
    facts.copies_of,
    facts.what_they_make,
    facts.behind_a_colon,
    lists.labelled,
    apart.at_colon,
    apart.at_dashes,
    facts.of_what_was_said,
    facts.it_is_kept,
    apart.at_next_clause,
    apart.without_who,
    apart.made_up_of,
    lists.one_after_another,
    lists.all_of_them,
    lists.there_is,
    facts.every_one_with,
    relations.by_number,
    relations.which_in_which,
    relations.between_two,
    relations.facts_of_both,
    relations.in_the_part,
    facts.in_brackets,
    facts.in_relative,
    facts.giving,
    facts.out_of,
    facts.parts_of,
    apart.shared_subject,
    facts.shown,
    facts.possessed,
    facts.described,
    facts.is_but,
    facts.of_the_house,
    facts.kept_with,
    facts.whose,
    facts.kept_of_each,
    facts.kept_for,
    facts.with_facts,
    facts.made_at,
    facts.the_deed,
    relations.responsible,
    facts.owns,
    facts.told_with,
)
_MOST = 4  # times that a sentence is said again
# Sentences that speak of tables and columns by name are told in other words.
_OF_TABLES = lexicon.DATA_NOUNS - lexicon.words("row rows record records entry entries item items collection relation key keys") | lexicon.words("api endpoint existing backfill")


def recast(statement: Statement, scene: Scene) -> tuple[Statement, ...]:
    """The statements that say the same; () where nothing is said in other words."""
    _remember(statement.tokens, scene)
    if not _OF_TABLES.isdisjoint(statement.words):
        return ()
    said = _said_again(statement.tokens, scene, _MOST)
    if len(said) == 1 and said[0] is statement.tokens:
        return ()
    return tuple(said_as(tokens, statement.quote) for tokens in said)


def _remember(tokens: Tokens, scene: Scene) -> None:
    """The "mechanics" of "machines are there, mechanics are not" are what "them" means in the next sentence."""
    scene.done = {stem for token in tokens if (stem := _stem(token.lower))}
    scene.heard |= {singular(token.lower) for token in tokens if is_plural(token.lower)}
    for part in reversed(parted(tokens, ",", ";")):
        phrase = noun_phrase(part)
        if clause_subject(part) and may_be_a_thing(phrase) and not phrase.determiner and is_plural(phrase.head):
            scene.told_of = " ".join(phrase.words)
            return


def _stem(word: str) -> str:
    """What the noun of a deed begins with, where the word may be its verb: "book", "pledge"."""
    return word.removesuffix("s") if len(word) > 3 and word not in lexicon.NOT_A_NOUN else ""


def _said_again(tokens: Tokens, scene: Scene, times: int) -> Sentences:
    parts = next((found for rule in RULES if (found := rule(tokens, scene))), ()) if times else ()
    if not parts:
        return (tokens,)
    return tuple(said for part in parts if part for said in _said_again(part, scene, times - 1))
