"""Sentences that tell how much there is: "200,000 users, about 5 million events a month"."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.model.request import VolumeAsk
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.clauses import Statement, Tokens
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.grammar.tokens import Kind
from database_developer.reading.scene import Scene

_BOUNDS = lexicon.words("most least than maximum max limit last first top latest newest exactly only every to")
_ROWS = lexicon.words("row rows record records entry entries")
_ROWS_OR_PERIODS = _ROWS | lexicon.PERIODS.keys()
_LABELS = lexicon.words("volume volumes size sizes scale expected load amount amounts")
_SUBJECT_WITHIN = 12  # tokens at a sentence's start among which its subject is sought
_LEAST = 1_000  # fewer of a thing are a detail of the story unless a label says that volume is meant


def read(statement: Statement, scene: Scene) -> Findings:
    """Counts of rows of known things."""
    is_labelled = bool(_LABELS & set(statement.label.split()))
    return tuple(_volumes(statement, scene, 1 if is_labelled else _LEAST))


def _volumes(statement: Statement, scene: Scene, least: int) -> Iterator[VolumeAsk]:
    tokens = statement.tokens
    for index, token in enumerate(tokens):
        if token.kind is not Kind.NUMBER or (index and tokens[index - 1].is_in(_BOUNDS)):
            continue
        rows, after = _amount(tokens, index)
        phrase = noun_phrase(tokens, after)
        is_count = rows >= least or phrase.head in _ROWS
        entity = _entity(tokens, index, phrase, scene) if is_count else None
        if entity:
            period = _period(tokens, after + phrase.length, phrase)
            yield VolumeAsk(entity=entity, rows=rows, period=period, quote=statement.quote)


def _amount(tokens: Tokens, index: int) -> tuple[int, int]:
    """The number with its "million"."""
    value, after = float(tokens[index].text), index + 1
    if after < len(tokens) and tokens[after].kind is Kind.WORD and tokens[after].lower in lexicon.MAGNITUDES:
        value *= lexicon.MAGNITUDES[tokens[after].lower]
        after += 1
    return round(value), after


def _entity(tokens: Tokens, index: int, phrase: NounPhrase, scene: Scene) -> str | None:
    """The thing counted; of "rows" the table they are in."""
    if phrase.head in _ROWS and len(phrase.words) == 1:
        before = tokens[: min(index, _SUBJECT_WITHIN)]
        return scene.find(_place_of_rows(tokens, index + 1)) or _subject(before, scene) or scene.focus
    names = tuple(word for word in phrase.words if word not in _ROWS_OR_PERIODS)
    return scene.find(NounPhrase(words=names, identifier=phrase.identifier)) if names or phrase.identifier else None


def _place_of_rows(tokens: Tokens, start: int) -> NounPhrase:
    """The "users table" of "4 million rows in the users table"."""
    for place in range(start, min(start + _SUBJECT_WITHIN, len(tokens))):
        if tokens[place].is_mark(",", ";"):
            break
        if tokens[place].is_word("in"):
            return noun_phrase(tokens, place + 1)
    return NounPhrase()


def _subject(before: Tokens, scene: Scene) -> str | None:
    """ "The table has 4 million rows": whatever known thing stands before the number."""
    for index in range(len(before)):
        phrase = noun_phrase(before, index)
        found = scene.find(phrase) if phrase.length else None
        if found:
            return found
    return None


def _period(tokens: Tokens, at: int, phrase: NounPhrase) -> str:
    """ "a month", "per day", "/day", "daily"."""
    words = [*phrase.words, *(token.lower for token in tokens[at : at + 1])]
    adverbs = [word for word in words if word in lexicon.PERIODS and word.endswith("ly")]
    if adverbs:
        return lexicon.PERIODS[adverbs[0]]
    behind = [token.lower for token in tokens[at : at + 2]]
    if len(behind) == 2 and behind[0] in {"a", "an", "per", "each", "every", "/"}:
        return lexicon.PERIODS.get(behind[1], "")
    return ""
