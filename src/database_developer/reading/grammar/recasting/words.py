"""What the rules of this room ask of words, and how they say a sentence again."""

from __future__ import annotations

from dataclasses import replace

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.attributes import has_typical_name, is_substantial
from database_developer.reading.grammar.feature import Feature
from database_developer.reading.grammar.features import features_of
from database_developer.reading.grammar.matching import skipped
from database_developer.reading.grammar.narrating.words import ONE_OF_THEM, are_facts, may_be_a_thing
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.grammar.verbs import verb_by_place, verb_from
from database_developer.reading.inflection import is_plural
from database_developer.reading.scene import Scene

Tokens = tuple[Token, ...]
Sentences = tuple[Tokens, ...]

KNOWING = lexicon.KEEP | lexicon.words("know list describe define see write enter document mark")
KNOWN = frozenset(
    {form for form, verb in lexicon.PARTICIPLES.items() if verb in KNOWING}
    | lexicon.words("known kept needed wanted required listed described written entered noted held asked marked")
)
_MARKS = frozenset(",:;")


def said(words: str, at: Token) -> Tokens:
    """These words as tokens, standing where the given one does."""
    return tuple(
        Token(Kind.MARK if word in _MARKS else Kind.WORD, word, word, at.start, at.start) for word in words.split()
    )


def bare(tokens: Tokens) -> Tokens:
    """A noun phrase without what determines it."""
    place = 0
    while place < len(tokens) - 1 and tokens[place].is_in(lexicon.DETERMINERS):
        place += 1
    return tokens[place:]


def each_has(thing: Tokens, facts: Tokens) -> Tokens:
    """ "Each lorry has the plate and the load"."""
    first = thing[0]
    return (*said("each", first), *bare(thing), *said("has", thing[-1]), *facts)


def thing_at(tokens: Tokens, at: int, scene: Scene) -> int:
    """Where the name of a thing of which rows could be kept ends; ``at`` where none stands here."""
    phrase = noun_phrase(tokens, at)
    if not may_be_a_thing(phrase) or phrase.possessor is not None:
        return at
    is_many = is_plural(phrase.head) and (phrase.determiner in {"", "the", "our", "its", "their", "all", "these"})
    is_told = phrase.determiner in ONE_OF_THEM or is_many or scene.find(phrase) is not None
    return at + phrase.length if is_told else at


def facts_of(tokens: Tokens) -> tuple[Feature, ...]:
    """What the list tells."""
    return tuple(feature for feature in features_of(tokens) if is_substantial(feature))


def is_list_of_facts(tokens: Tokens, *, least: int = 2) -> bool:
    """Whether the tokens are a list of facts and nothing else."""
    features = facts_of(tokens)
    return len(features) >= least and are_facts(features) and any(has_typical_name(it) or _says(it) for it in features)


def _says(feature: Feature) -> bool:
    return feature.moment is not None or feature.qualifiers.says_something or bool(feature.qualifiers.hint)


def is_told_list(tokens: Tokens, *, least: int = 2) -> bool:
    """Whether all that it names is told with an article or a question, so that the frame alone says these are facts."""
    features = facts_of(tokens)
    return len(features) >= least and all(feature.is_told or has_typical_name(feature) for feature in features)


def clause_subject(tokens: Tokens) -> int:
    """Where the subject of a clause that begins here ends, right before its verb; 0 where none begins."""
    phrase = noun_phrase(tokens)
    if not phrase.is_named and not (phrase.determiner and phrase.length):
        return 0
    end = phrase.length
    if end + 1 < len(tokens) and tokens[end].is_word("of", "in") and noun_phrase(tokens, end + 1).is_named:
        end += 1 + noun_phrase(tokens, end + 1).length
    place = end
    while place < len(tokens) and tokens[place].is_in(lexicon.ADVERBS):
        place += 1
    verb = verb_from(tokens) or verb_by_place(tokens, 0, len(tokens))
    if verb is None or verb.start == 0:
        return 0
    return verb.start if verb.start <= place and not tokens[verb.start].is_in(lexicon.RELATIVES) else 0


def less_commas(tokens: Tokens) -> Tokens:
    """Without what joins it to what stands around it."""
    start, end = skipped(tokens, 0, ",", "and", "while", "whereas", "but"), len(tokens)
    while end > start and (tokens[end - 1].is_mark(",", ".") or tokens[end - 1].is_word("and")):
        end -= 1
    return tokens[start:end]


def each(phrase: NounPhrase) -> NounPhrase:
    """The phrase as one of a kind."""
    return replace(phrase, determiner="each")
