"""Sentences that hold two columns of a row against each other: "the return is never before the departure"."""

from __future__ import annotations

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.clauses import Statement, Tokens
from database_developer.reading.grammar.findings import Compared, Findings
from database_developer.reading.grammar.matching import ends_after_any, phrases, skipped
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.grammar.tokens import Kind
from database_developer.reading.scene import Scene

# What each comparison says of the first: that it is above the second, or below it; either may hold for equals.
_SIGNS: dict[str, tuple[str, ...]] = {
    ">=": phrases(
        "on or after | at or after | after or on | at least | no earlier than | not earlier than | no less than | "
        "not less than | >= | ≥ | greater than or equal to | equal to or greater than | not before | "
        "after or equal to | the same as or after | greater or equal to"
    ),
    "<=": phrases(
        "on or before | at or before | before or on | at most | no later than | not later than | no more than | "
        "not more than | <= | ≤ | less than or equal to | equal to or less than | not after | before or equal to | "
        "not exceed | less or equal to"
    ),
    ">": phrases(
        "after | later than | greater than | higher than | larger than | bigger than | more than | above | > | "
        "newer than | exceed | follow | longer than"
    ),
    "<": phrases(
        "before | earlier than | less than | lower than | smaller than | below | fewer than | < | precede | "
        "older than | shorter than | cheaper than"
    ),
}
_SIGN_OF = {phrase: sign for sign, said in _SIGNS.items() for phrase in said}
_PHRASES = tuple(_SIGN_OF)
_OTHERWISE = {">": "<=", "<": ">=", ">=": "<", "<=": ">"}
_OBLIGING = lexicon.words("must should shall has have needs need is are can may cannot can't will always never")
_BETWEEN = lexicon.words(
    "be lie come fall happen always never not only to strictly actually ever is are has lies comes falls get set occur"
)
_NO_COLUMNS = lexicon.UNITS.union(lexicon.PERIODS, lexicon.words("today now yesterday tomorrow all others"))
_LONGEST_NAME = 8  # tokens before the verb


def read(statement: Statement, scene: Scene) -> Findings:
    """Which of two is never above the other; () where the sentence compares anything else."""
    tokens = statement.tokens
    if tokens and tokens[0].is_in(lexicon.SUBORDINATORS):
        return ()
    for verb in range(1, min(len(tokens), _LONGEST_NAME)):
        if tokens[verb].is_in(_OBLIGING):
            return _compared(tokens, verb, statement, scene)
    return ()


def _compared(tokens: Tokens, verb: int, statement: Statement, scene: Scene) -> Findings:
    place = verb
    while place < len(tokens) and (tokens[place].is_in(_OBLIGING) or tokens[place].is_in(_BETWEEN)):
        if _sign_at(tokens, place)[0]:
            break
        place += 1
    sign, end = _sign_at(tokens, place)
    first, second = _name(tokens[:verb]), noun_phrase(tokens, skipped(tokens, end, "the", "its", "their", "of"))
    if not sign or not first.is_named or not _is_a_column(second) or not _ends_behind(tokens, end, second):
        return ()
    if any(token.is_in(lexicon.NEGATIONS) for token in tokens[verb:place]):
        sign = _OTHERWISE[sign]
    low, high = (first, second) if sign.startswith("<") else (second, first)
    return (
        Compared(
            entity=_whose(tokens[:verb], first, scene),
            smaller=low.name,
            greater=high.name,
            may_be_equal=sign.endswith("="),
            quote=statement.quote,
        ),
    )


def _sign_at(tokens: Tokens, place: int) -> tuple[str, int]:
    end = ends_after_any(tokens, place, _PHRASES)
    return (_SIGN_OF[" ".join(token.lower for token in tokens[place:end])], end) if end > place else ("", place)


def _name(subject: Tokens) -> NounPhrase:
    """The column before the verb, and nothing before it."""
    return noun_phrase(subject, skipped(subject, 0, "and", "also", "so", "then", ","))


def _is_a_column(phrase: NounPhrase) -> bool:
    is_value = phrase.head in lexicon.SMALL_NUMBERS or phrase.head in _NO_COLUMNS
    return phrase.is_named and not phrase.number and not is_value


def _ends_behind(tokens: Tokens, end: int, phrase: NounPhrase) -> bool:
    """Whether the second name is not the beginning of anything longer."""
    place = skipped(tokens, end, "the", "its", "their", "of") + phrase.length
    return place >= len(tokens) or tokens[place].kind in {Kind.MARK, Kind.GROUP} or tokens[place].is_word("and", "of")


def _whose(subject: Tokens, first: NounPhrase, scene: Scene) -> str | None:
    """The "exhibition" of "the closing date of an exhibition" and "an exhibition's closing date"."""
    if first.possessor is not None:
        return scene.find(first.possessor)
    for index, token in enumerate(subject[:-1]):
        if token.is_word("of", "for") and index:
            return scene.find(noun_phrase(subject, index + 1))
    return scene.focus
