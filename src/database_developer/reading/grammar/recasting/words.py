"""What the rules of this room ask of words, and how they say a sentence again."""

from __future__ import annotations

from dataclasses import replace

from database_developer.model.request import Quote
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.attributes import has_typical_name, is_substantial
from database_developer.reading.grammar.clauses import Clause, Statement, statement_from
from database_developer.reading.grammar.feature import Feature
from database_developer.reading.grammar.features import features_of
from database_developer.reading.grammar.matching import ends_after_any, skipped
from database_developer.reading.grammar.narrating.words import ONE_OF_THEM, are_facts, may_be_a_thing, phrase_before
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.grammar.verbs import Verb, verb_by_place, verb_from
from database_developer.reading.inflection import done_form, is_plural
from database_developer.reading.scene import Scene

Tokens = tuple[Token, ...]
Sentences = tuple[Tokens, ...]

KNOWING = lexicon.KEEP | lexicon.words("know list describe define see write enter document mark")
KNOWN = frozenset(
    {form for form, verb in lexicon.PARTICIPLES.items() if verb in KNOWING}
    | lexicon.words(
        "known kept needed wanted required listed described written entered noted held asked marked taken filled"
    )
)
COMING = lexicon.words(
    "come comes result results arise arises follow follows go goes are is belong lie stand hang exist"
)
_BEGIN_OBJECTS = lexicon.DETERMINERS | lexicon.PREPOSITIONS
_ASKING = lexicon.words("when whether how what who which where")
_IT = lexicon.words("it they he she we one you")
_PLAIN_VERBS = lexicon.BE | lexicon.MODALS | lexicon.HAVE
_TOGETHER = ("together with", "along with", "as well as", "plus")
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
    return (*said("each", first), *bare(thing), *said("has", thing[-1]), *_as_a_list(facts))


def _as_a_list(facts: Tokens) -> Tokens:
    """The facts with nothing but commas between them: "a name together with some remarks"."""
    found: list[Token] = []
    at = 0
    while at < len(facts):
        end = ends_after_any(facts, at, _TOGETHER) if found else at
        if end > at:
            found += said(",", facts[at])
        elif not facts[at].is_word("some"):
            found.append(facts[at])
        at = max(end, at + 1)
    return tuple(found)


def thing_before(tokens: Tokens, end: int) -> tuple[NounPhrase, int]:
    """The noun phrase that ends here, without a verb or an "of" before it, and where it begins."""
    phrase, start = phrase_before(tokens, end)
    verb = first_verb(tokens[:end])
    if verb is not None and start < verb.end < end and is_plural(tokens[end - 1].lower):
        start = verb.end
    start = max((at + 1 for at in range(start, end) if tokens[at].is_word("of", "for")), default=start)
    return (noun_phrase(tokens[:end], start), start) if start < end else (phrase, start)


def thing_at(tokens: Tokens, at: int, scene: Scene, *, is_led: bool = False) -> int:
    """Where the name of a thing of which rows could be kept ends; ``at`` where none stands here.

    ``is_led`` where what stands before it says already that facts of it follow: "from the finder a name is asked".
    """
    phrase = name_at(tokens, at)
    if not may_be_a_thing(phrase) or phrase.possessor is not None:
        return at
    is_many = is_plural(phrase.head) and (phrase.determiner in {"", "the", "our", "its", "their", "all", "these"})
    is_told = (
        phrase.determiner in ONE_OF_THEM
        or is_many
        or (is_led and phrase.determiner == "the")
        or scene.find(phrase) is not None
    )
    return at + phrase.length if is_told else at


def name_at(tokens: Tokens, at: int) -> NounPhrase:
    """The noun phrase here, without a verb that looks like its last noun: "a puppet" of "a puppet carry a"."""
    phrase = noun_phrase(tokens, at)
    first = at + phrase.length - len(phrase.words)
    placed = verb_by_place(tokens, at, len(tokens)) if at < len(tokens) and is_plural(tokens[at].lower) else None
    if placed is not None and at < placed.start < at + phrase.length:
        return noun_phrase(tokens[: placed.start], at)
    for place in range(first + 1, at + phrase.length if phrase.possessor is None else 0):
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        if tokens[place].is_word("zero"):
            return noun_phrase(tokens[:place], at)
        is_verb = tokens[place].lower in lexicon.FINITE or tokens[place].lower in COMING
        is_before = following is not None and _begins_an_object(following)
        if is_verb and is_before and (is_plural(tokens[place - 1].lower) or phrase.determiner in ONE_OF_THEM):
            return noun_phrase(tokens[:place], at)
    return phrase


def _begins_an_object(token: Token) -> bool:
    return token.is_in(_BEGIN_OBJECTS) or is_plural(token.lower) or bool(done_form(token.lower))


def belongs(part: Tokens, whole: Tokens) -> Tokens:
    """ "Each photo belongs to one shooting"."""
    return (*said("each", part[0]), *bare(part), *said("belongs to one", part[-1]), *bare(whole))


def facts_of(tokens: Tokens) -> tuple[Feature, ...]:
    """What the list tells, less what is no entry of one: "once it is done", "what is wrong with it"."""
    return tuple(it for it in features_of(tokens) if is_substantial(it) and not _is_a_clause(it))


def _is_a_clause(feature: Feature) -> bool:
    first = feature.qualifiers.other.partition(" ")[0]
    return feature.moment is None and (first in lexicon.BE | lexicon.MODALS or feature.phrase.head in lexicon.SPEAKERS)


def is_list_of_facts(tokens: Tokens, *, least: int = 2) -> bool:
    """Whether the tokens are a list of facts and nothing else."""
    features = facts_of(tokens)
    return len(features) >= least and are_facts(features) and is_typical(features)


def is_list_in_a_frame(tokens: Tokens, *, least: int = 2) -> bool:
    """Whether it is one where what stands around it says that facts are listed: one typical name is enough."""
    features = facts_of(tokens)
    is_enough = len(features) >= least and not has_clause(tokens)
    return is_enough and (is_typical(features) or is_told_list(tokens, least=least))


def is_typical(features: tuple[Feature, ...]) -> bool:
    """Whether one of them could hardly be anything but a fact."""
    return any(has_typical_name(it) or _says(it) for it in features)


def _says(feature: Feature) -> bool:
    is_measure = feature.phrase.words[1:2] == ("of",) and feature.phrase.words[0] in lexicon.MEASURES
    return (
        is_measure
        or feature.is_asked
        or feature.moment is not None
        or feature.qualifiers.says_something
        or bool(feature.qualifiers.hint)
    )


def is_told_list(tokens: Tokens, *, least: int = 2) -> bool:
    """Whether all that it names is told with an article or a question, so that the frame alone says these are facts."""
    features = facts_of(tokens)
    told = [feature.is_told or has_typical_name(feature) for feature in features]
    return len(features) >= least and told[0] and sum(told) * 3 >= len(told) * 2 - 1


def has_clause(tokens: Tokens) -> bool:
    """Whether somebody does or is something in it, outside of what is asked: "how many it has"."""
    asked = next((at for at, token in enumerate(tokens) if token.is_in(_ASKING)), len(tokens))
    return any(
        token.is_in(_PLAIN_VERBS) and not tokens[at - 1].is_in(_IT) for at, token in enumerate(tokens[:asked]) if at
    )


def statement(tokens: Tokens, quote: Quote) -> Statement:
    """The sentence; one that tells facts of a thing is but one clause, whatever its list looks like."""
    made = statement_from(tokens, quote)
    has = says_facts(tokens)
    if not has:
        return made
    verb = Verb(lemma="have", start=has, end=has + 1)
    rest = made.tokens[has + 1 :]
    clause = Clause(quote=quote, rest=rest, words=made.words, subject=tokens[:has], verb=verb)
    return replace(made, clauses=(clause,))


def says_facts(tokens: Tokens) -> int:
    """Where the "has" stands with which a sentence was said again as "each lorry has ..."; 0 in any other sentence."""
    is_each = bool(tokens) and tokens[0].is_word("each") and tokens[0].start == tokens[0].end
    has = (at for at, token in enumerate(tokens) if token.is_word("has") and token.start == token.end)
    return next(has, 0) if is_each else 0


def plural_end(tokens: Tokens, at: int) -> int:
    """Where a name ends that has its plural as its last word: "singers" of "singers take part"."""
    place = at
    while place < len(tokens) and place < at + 4 and tokens[place].kind is Kind.WORD:
        if tokens[place].lower in lexicon.NOT_A_NOUN - lexicon.DETERMINERS:
            return at
        place += 1
        if is_plural(tokens[place - 1].lower):
            return place
    return at


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
    verb = first_verb(tokens)
    if verb is None or verb.start == 0:
        return 0
    return verb.start if verb.start <= place and not tokens[verb.start].is_in(lexicon.RELATIVES) else 0


def first_verb(tokens: Tokens) -> Verb | None:
    """The first verb, whether a lexicon knows it or its place tells it."""
    told, placed = verb_from(tokens), verb_by_place(tokens, 0, len(tokens))
    return placed if placed is not None and (told is None or placed.start < told.start) else told


def less_commas(tokens: Tokens) -> Tokens:
    """Without what joins it to what stands around it."""
    start, end = skipped(tokens, 0, ",", "and", "while", "whereas", "but"), len(tokens)
    while end > start and (tokens[end - 1].is_mark(",", ".") or tokens[end - 1].is_word("and")):
        end -= 1
    return tokens[start:end]


def each(phrase: NounPhrase) -> NounPhrase:
    """The phrase as one of a kind."""
    return replace(phrase, determiner="each")
