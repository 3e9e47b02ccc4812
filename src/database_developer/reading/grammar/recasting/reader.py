"""All ways of saying a sentence again: the first that knows it has it, and what it says may be said again too."""

from __future__ import annotations

from collections.abc import Callable

from database_developer.reading.grammar import cues, lexicon
from database_developer.reading.grammar.clauses import Statement, parted, words_of
from database_developer.reading.grammar.findings import Candidate
from database_developer.reading.grammar.narrating.words import may_be_a_thing
from database_developer.reading.grammar.phrases import noun_phrase
from database_developer.reading.grammar.recasting import (
    apart,
    between,
    described,
    kept,
    lists,
    made,
    parts,
    relations,
    shortened,
    spoken_of,
    terse,
)
from database_developer.reading.grammar.recasting.words import Sentences, Tokens, clause_subject, says_facts
from database_developer.reading.grammar.recasting.words import statement as said_as
from database_developer.reading.inflection import is_plural, singular
from database_developer.reading.scene import Scene

Rule = Callable[[Tokens, Scene], Sentences]

RULES: tuple[Rule, ...] = (
    shortened.all_required,
    shortened.a_must,
    shortened.so_are,
    apart.without_opening,
    apart.without_got,
    apart.at_semicolons,
    parts.copies_of,
    parts.what_they_make,
    made.behind_a_colon,
    lists.labelled,
    lists.with_brackets,
    apart.at_colon,
    apart.at_dashes,
    spoken_of.of_what_was_said,
    kept.it_is_kept,
    kept.where_kept,
    apart.at_next_clause,
    apart.without_who,
    apart.made_up_of,
    lists.one_after_another,
    lists.all_of_them,
    lists.there_is,
    parts.every_one_with,
    parts.each_with,
    relations.by_number,
    relations.which_in_which,
    relations.between_two,
    relations.facts_of_both,
    relations.in_the_part,
    lists.kept_with_brackets,
    described.in_brackets,
    spoken_of.in_relative,
    made.giving,
    parts.out_of,
    parts.parts_of,
    apart.shared_subject,
    described.shown,
    spoken_of.possessed,
    described.described,
    described.is_but,
    described.of_the_house,
    kept.kept_with,
    kept.whose,
    kept.kept_of_each,
    kept.kept_for,
    described.with_facts,
    described.made_at,
    made.the_deed,
    made.from_to,
    made.gets_one,
    relations.responsible,
    parts.owns,
    parts.stands_in,
    described.comes_with,
    kept.told_with,
    kept.of_their_own,
)
# Those that no list may take for a part of itself: they go before what the sentence says as a whole.
FIRST: tuple[Rule, ...] = (
    terse.bare_subject,
    terse.and_has,
    parts.in_a_list_of,
    described.begun_by_brackets,
    between.joins_both,
    apart.without_got,
    apart.and_contains,
    apart.and_goes,
    parts.each_with,
    kept.where_kept,
)
_CUED = {
    rule: needed
    for room in (apart, described, kept, lists, made, parts, relations, shortened, spoken_of)
    for rule, needed in room.CUED.items()
}
_RULES = cues.Sieve((rule, _CUED.get(rule)) for rule in RULES)
_FIRST = cues.Sieve((rule, _CUED.get(rule)) for rule in FIRST)
_MOST = 4  # times that a sentence is said again
# Sentences that speak of tables and columns by name are told in other words.
_OF_TABLES = lexicon.DATA_NOUNS - lexicon.words(
    "row rows record records entry entries item items collection relation key keys"
) | lexicon.words("api endpoint existing backfill")


def recast(statement: Statement, scene: Scene) -> tuple[Statement, ...]:
    """The statements that say the same; () where nothing is said in other words."""
    if not _OF_TABLES.isdisjoint(statement.words) or _is_denied(statement):
        return ()
    said = _said_again(statement.tokens, scene, _MOST)
    if len(said) == 1 and said[0] is statement.tokens:
        return ()
    return tuple(said_as(tokens, statement.quote) for tokens in said)


def parted_first(statement: Statement, scene: Scene) -> tuple[Statement, ...]:
    """The sentences into which it falls for certain, before anything is read of it; () where it is one."""
    _remember(statement.tokens, scene)
    if not _OF_TABLES.isdisjoint(statement.words) or _is_denied(statement):
        return ()
    again = _first_told(_FIRST, statement.tokens, statement.words, scene)
    return tuple(said_as(tokens, statement.quote) for tokens in again)


def tells_of_both(statement: Statement, scene: Scene) -> bool:
    """Whether it says what stands between two things, or says it again: its verb names no owner of a list."""
    return bool(says_facts(statement.tokens) or between.joins_both(statement.tokens, scene))


def make_known(statement: Statement, scene: Scene) -> None:
    """The thing of which the whole sentence tells facts, so that even one of them is taken for its own."""
    if says_facts(statement.tokens):
        thing = noun_phrase(statement.clauses[0].subject)
        if thing.is_named:
            scene.note(Candidate(entity=scene.name_of(thing), quote=statement.quote))


def _is_denied(statement: Statement) -> bool:
    """ "We don't store the name of guests" tells of nothing that is kept."""
    tokens = statement.tokens if cues.heard(lexicon.NEGATIONS, statement.words) else ()
    return any(
        token.is_in(lexicon.NEGATIONS)
        and at + 1 < len(tokens)
        and lexicon.FINITE.get(tokens[at + 1].lower) in lexicon.KEEP
        for at, token in enumerate(tokens)
    )


def _remember(tokens: Tokens, scene: Scene) -> None:
    """The "mechanics" of "machines are there, mechanics are not" are what "them" means in the next sentence."""
    scene.done |= {stem for token in tokens if (stem := _stem(token.lower))}
    scene.heard |= {singular(token.lower) for token in tokens if is_plural(token.lower)}
    for part in reversed(parted(tokens, ",", ";")):
        phrase = noun_phrase(part)
        is_many = is_plural(phrase.head) and not phrase.determiner and may_be_a_thing(phrase)
        if is_many and clause_subject(part):
            scene.told_of = " ".join(phrase.words)
            return


def _stem(word: str) -> str:
    """What the noun of a deed begins with, where the word may be its verb: "book", "pledge"."""
    return word.removesuffix("s") if len(word) > 3 and word not in lexicon.NOT_A_NOUN else ""


def _said_again(tokens: Tokens, scene: Scene, times: int) -> Sentences:
    again = _first_told(_RULES, tokens, words_of(tokens), scene) if times else ()
    if not again:
        return (tokens,)
    return tuple(said for part in again if part for said in _said_again(part, scene, times - 1))


def _first_told(rules: cues.Sieve[Rule], tokens: Tokens, words: frozenset[str], scene: Scene) -> Sentences:
    """What the first rule says that knows the sentence; those are not asked of whose cues none is said."""
    for rule in rules.through(words):
        again = rule(tokens, scene)
        if again:
            return again
    return ()
