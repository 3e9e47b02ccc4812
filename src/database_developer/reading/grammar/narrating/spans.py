"""Bonds for a time: "a bin is assigned to a household from a start date until an end date"."""

from __future__ import annotations

from dataclasses import replace

from database_developer.reading.grammar import cues, lexicon
from database_developer.reading.grammar.attributes import asks_about
from database_developer.reading.grammar.clauses import Statement, Tokens
from database_developer.reading.grammar.feature import Feature
from database_developer.reading.grammar.features import features_of
from database_developer.reading.grammar.findings import Bond, Findings
from database_developer.reading.grammar.narrating.words import is_one_of_a_kind
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.inflection import gerund
from database_developer.reading.scene import Scene

_FROM = lexicon.words("from since between")
_UNTIL = lexicon.words("until till to and through")
_WITH = lexicon.words("with for")
_DATES = lexicon.MOMENT_WORDS | lexicon.DATE_WORDS
_CUES = frozenset(form for word in _DATES for form in (word, f"{word}s"))
_BEGINNINGS = _FROM | _WITH
_LEADING = lexicon.words("to by at in on for into with from")
_NOUNS = {
    "assign": "assignment",
    "lend": "loan",
    "loan": "loan",
    "borrow": "loan",
    "rent": "rental",
    "hire": "rental",
    "allocate": "allocation",
    "lease": "lease",
    "book": "booking",
    "reserve": "reservation",
    "employ": "employment",
    "place": "placement",
    "install": "installation",
    "deploy": "deployment",
    "keep": "stay",
    "post": "posting",
    "second": "secondment",
}


def read(statement: Statement, scene: Scene) -> Findings:
    """The bond with its two ends in time."""
    tokens = statement.tokens
    for at, token in enumerate(tokens if cues.heard(_CUES, statement.words) else ()):
        span = _span(tokens, at) if token.is_in(_BEGINNINGS) else ()
        ends = _ends(tokens, at, scene) if span else None
        if ends is not None:
            first, second, act = ends
            name = f"{first} {act}"
            told = asks_about(name, span, statement.quote, scene)
            return (Bond(name=name, ends=(first, second), told=told, quote=statement.quote),)
    return ()


def _span(tokens: Tokens, at: int) -> tuple[Feature, ...]:
    """ "From a start date until an end date", "with a start and an end date"."""
    if tokens[at].is_in(_WITH):
        return _start_and_end(tokens[at + 1 :])
    first = noun_phrase(tokens, at + 1)
    place = at + 1 + first.length
    if not _is_date(first) or place >= len(tokens) or not tokens[place].is_in(_UNTIL):
        return ()
    second = noun_phrase(tokens, place + 1)
    if not _is_date(second):
        return ()
    return (_feature(first, "start"), _feature(second, "end"))


def _is_date(phrase: NounPhrase) -> bool:
    is_told = phrase.determiner in {"a", "an", "one", "the"} or len(phrase.words) > 1
    return is_told and phrase.head in _DATES


def _feature(phrase: NounPhrase, side: str) -> Feature:
    words = phrase.words if len(phrase.words) > 1 else (side, *phrase.words)
    return features_of_phrase(replace(phrase, words=words))


def features_of_phrase(phrase: NounPhrase) -> Feature:
    """A fact that is told by its name alone."""
    return Feature(phrase=replace(phrase, determiner="the"), words=phrase.name)


def _start_and_end(tokens: Tokens) -> tuple[Feature, ...]:
    features = features_of(tokens)[:2]
    words = [feature.phrase.words for feature in features]
    is_pair = len(words) == 2 and {"start", "begin"} & set(words[0]) and {"end", "return"} & set(words[1])
    if not is_pair or words[1][-1] not in _DATES:
        return ()
    unit = words[1][-1]
    first = features[0].phrase if words[0][-1] == unit else replace(features[0].phrase, words=(*words[0], unit))
    return (features_of_phrase(first), features_of_phrase(features[1].phrase))


def _ends(tokens: Tokens, at: int, scene: Scene) -> tuple[str, str, str] | None:
    """The two things before the span, and what the bond is called."""
    phrases = [(place, noun_phrase(tokens, place)) for place in range(at)]
    things = [
        (place, it) for place, it in phrases if is_one_of_a_kind(it) and it.determiner and place + it.length <= at
    ]
    if len(things) < 2 or things[-1][0] + things[-1][1].length != at:
        return None
    (start, first), (behind, second) = things[-2], things[-1]
    between = tokens[start + first.length : behind]
    act = _act(between)
    names = scene.name_of(first), scene.name_of(second)
    return (*names, act) if act and names[0] != names[1] else None


def _act(between: Tokens) -> str:
    """The "assignment" of "is assigned to"; "" where no short verb stands between the two."""
    verbs = [token.lower for token in between if not token.is_in(lexicon.NOT_A_NOUN | lexicon.ADVERBS)]
    if len(verbs) != 1:
        return ""
    verb = lexicon.FINITE.get(verbs[0]) or _plain(verbs[0])
    return _NOUNS.get(verb) or gerund(verb)


def _plain(word: str) -> str:
    """The plain form, by its ending."""
    stems = (word, word[:-1], word[:-2], word.removesuffix("d"))
    return next((stem for stem in stems if stem in _NOUNS), word[:-1] if word.endswith("s") else word)
