"""What the readers of this room ask of words: whether a phrase may be a thing, and where a list of facts ends."""

from __future__ import annotations

from dataclasses import replace

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.attributes import has_typical_name, is_substantial
from database_developer.reading.grammar.clauses import Tokens
from database_developer.reading.grammar.feature import Feature
from database_developer.reading.grammar.features import features_of
from database_developer.reading.grammar.matching import ends_after_any
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.inflection import done_form, is_plural, singular
from database_developer.reading.topics import NO_THINGS

ONE_OF_THEM = lexicon.EACH | {"a", "an", "one", "all"}
_BREAKS = lexicon.words("so because but since otherwise although though while whereas unless until then")
_ONCE = ("once per", "once for each", "once for every", "once for", "once in", "only once", "one time", "at most once")
_NO_THINGS = (
    NO_THINGS
    | lexicon.SPEAKERS
    | lexicon.PERIODS.keys()
    | lexicon.words("people end case times moment module administration management")
)
_NO_THINGS -= {"collection"}  # of what is fetched
_GROUPS = lexicon.words(
    "team company product service case step task test module"
)  # "the team" speaks for us, "each team" is one of many
_LONGEST_NAME = 3


def may_be_a_thing(phrase: NounPhrase) -> bool:
    """Whether rows of it could be kept: a short name that is no fact and no empty word."""
    is_short = 0 < len(phrase.words) <= _LONGEST_NAME and phrase.identifier is None
    is_nobody = phrase.head in _NO_THINGS and not (phrase.head in _GROUPS and phrase.determiner in ONE_OF_THEM)
    return is_short and not phrase.number and not is_nobody and not phrase.kind and not _is_fact(phrase)


def _is_fact(phrase: NounPhrase) -> bool:
    return len(phrase.words) == 1 and singular(phrase.head) in lexicon.ATTRIBUTE_NOUNS


def is_one_of_a_kind(phrase: NounPhrase) -> bool:
    """ "Each judge", "a judge", "judges": anyone of them, not a certain one."""
    is_bare_plural = not phrase.determiner and is_plural(phrase.head)
    return may_be_a_thing(phrase) and (phrase.determiner in ONE_OF_THEM or is_bare_plural)


def less_participle(phrase: NounPhrase) -> NounPhrase:
    """ "Items found" are items."""
    is_done = len(phrase.words) > 1 and bool(done_form(phrase.head))
    return replace(phrase, words=phrase.words[:-1]) if is_done else phrase


def facts_at(tokens: Tokens, begin: int) -> tuple[Feature, ...]:
    """The facts that a list tells from here to where the sentence goes on with something else."""
    return tuple(feature for feature in features_of(list_at(tokens, begin)) if is_substantial(feature))


def list_at(tokens: Tokens, begin: int) -> Tokens:
    """The list up to a semicolon, a full stop, or a comma before a word that begins a clause."""
    for at in range(begin, len(tokens)):
        is_led = at > begin and tokens[at - 1].is_mark(",") and tokens[at].is_in(_BREAKS)
        if tokens[at].is_mark(";", ".", "—", "–") or is_led or tokens[at].is_word("because", "so"):
            return tokens[begin : at - 1 if is_led else at]
    return tokens[begin:]


def are_facts(features: tuple[Feature, ...]) -> bool:
    """Whether they read as columns: at least one is typical or described, or several are told by an article."""
    typical = sum(
        has_typical_name(feature)
        or _is_measure(feature)
        or feature.moment is not None
        or feature.qualifiers.says_something
        for feature in features
    )
    told = sum(feature.is_told for feature in features)
    if any(_is_a_clause(feature) for feature in features):
        return False
    return typical > 0 and (typical + told) * 2 >= len(features)


def _is_measure(feature: Feature) -> bool:
    """ "The number of portions"."""
    words = feature.phrase.words
    return any(word == "of" and words[at - 1] in lexicon.MEASURES for at, word in enumerate(words) if at)


def _is_a_clause(feature: Feature) -> bool:
    """ "The system should be able to" is no entry of a list."""
    first = feature.qualifiers.other.partition(" ")[0]
    return first in lexicon.BE | lexicon.MODALS or feature.phrase.head in lexicon.SPEAKERS


def says_once(tokens: Tokens) -> bool:
    """ "... and only once per film"."""
    return any(ends_after_any(tokens, at, _ONCE) > at for at in range(len(tokens)))


def phrase_before(tokens: Tokens, end: int) -> tuple[NounPhrase, int]:
    """The longest noun phrase that ends here, and where it begins."""
    for start in range(max(0, end - _LONGEST_NAME - 2), end):
        phrase = noun_phrase(tokens[:end], start)
        if phrase.is_named and start + phrase.length == end and not _is_inside(tokens, start):
            return phrase, start
    return NounPhrase(), end


def _is_inside(tokens: Tokens, start: int) -> bool:
    """Whether a determiner right before would make the phrase longer."""
    return start > 0 and tokens[start - 1].is_in(lexicon.DETERMINERS) and not tokens[start].is_in(lexicon.DETERMINERS)
