""" "Also allow `x` for a", "add `x` to the allowed values of a", "a may also be `x`", "a: new value `x`"."""

from __future__ import annotations

from database_developer.model.request import AllowedAsk, Quote
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.changes.paths import joined
from database_developer.reading.grammar.changes.places import Tokens
from database_developer.reading.grammar.changes.standing import behind_leads
from database_developer.reading.grammar.cues import cues_of
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.matching import ends_after_any, phrases, skipped
from database_developer.reading.grammar.predicates.subjects import Subject, subject_of
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.scene import Scene

_ALSO = phrases(
    "also allow | allow also | additionally allow | also accept | also permit | accept also | should also allow | "
    "must also allow | must also accept | should also accept | needs to allow | needs to accept | has to allow | "
    "may also be | can also be | can now also be | may now also be | should also be able to be | could also be | "
    "can now be | may now be | must also be able to hold | also allows | also accepts | "
    "also takes | should also take | must also take | can also have the value | may also have the value"
)
_ADDS = phrases("add | introduce | include | append | we need | gets | get | needs | need | receives | has to get")
_VALUE_NOUNS = lexicon.words("value values option options choice choices label labels member members")
_NEW = lexicon.words("a an the new additional further another extra one more two some other")
_SETS = phrases(
    "values | allowed values | possible values | valid values | permitted values | list | set | options | choices | "
    "enum | list of values | list of allowed values | set of values | set of allowed values | accepted values | "
    "allowed set | allowed list | check constraint | check"
)
CUES = cues_of(_ALSO) | cues_of(_SETS) | _VALUE_NOUNS | {"also", "plus"}
_INTO = ("for", "in", "of", "to", "on", "as")
_UNCERTAIN = lexicon.words("if when whenever unless whether maybe perhaps not no never or later")
_LABELS = (":", "-", "–", "—")


def read(tokens: Tokens, quote: Quote, scene: Scene) -> Findings:
    """The values that come to those a standing column may have already; () where the words tell anything else."""
    whole = joined(tokens, scene)
    told = whole if ends_after_any(whole, 0, _ALSO) else behind_leads(whole, scene)
    if not told or any(token.is_in(_UNCERTAIN) and not token.is_word("or") for token in told):
        return ()
    return _values_first(told, quote, scene) or _column_first(told, quote, scene)


def _values_first(told: Tokens, quote: Quote, scene: Scene) -> Findings:
    """ "Also allow `x` for a", "add the value `x` to a", "a new value `x` for a"."""
    is_also = ends_after_any(told, 0, _ALSO)
    place = is_also or ends_after_any(told, 0, _ADDS)
    start, is_named = _values_begin(told, place)
    values, end = _values(told, start, is_named=is_named)
    if not values or end >= len(told) or not told[end].is_in(_INTO):
        return ()
    column, is_set = _behind_set(told, end + 1)
    subject = subject_of(told[column:], scene)
    if subject is None or not (is_also or is_named or is_set) or not _ends(told, column + subject.end):
        return ()
    return _asks(subject, values, quote, scene)


def _column_first(told: Tokens, quote: Quote, scene: Scene) -> Findings:
    """ "A may also be `x`", "a gets a new value `x`", "a: also `x`"."""
    subject = subject_of(told, scene)
    if subject is None:
        return ()
    at = subject.end
    is_label = at < len(told) and told[at].is_mark(*_LABELS)
    at += is_label
    also = ends_after_any(told, at, _ALSO)
    added = also if also > at else ends_after_any(told, at, _ADDS)
    is_bare = is_label and added == at and at < len(told) and told[at].is_word("also", "plus")
    start, is_named = _values_begin(told, added + is_bare)
    values, end = _values(told, start, is_named=is_named)
    is_told = also > at or is_bare or (is_named and (is_label or added > at))
    if not values or not is_told or not _ends(told, end):
        return ()
    return _asks(subject, values, quote, scene)


def _values_begin(told: Tokens, at: int) -> tuple[int, bool]:
    """Behind "a new value", and whether the noun says that values follow."""
    place = at
    while place < len(told) and told[place].is_in(_NEW):
        place += 1
    is_named = place < len(told) and told[place].is_in(_VALUE_NOUNS)
    return (skipped(told, place + 1, ":", "called", "named"), True) if is_named else (place, False)


def _behind_set(told: Tokens, at: int) -> tuple[int, bool]:
    """Behind "the allowed values of"."""
    place = skipped(told, at, "the", "our")
    end = ends_after_any(told, place, _SETS)
    return (skipped(told, end, "of", "for", "in", "on"), True) if end > place else (at, False)


def _values(told: Tokens, at: int, *, is_named: bool) -> tuple[tuple[str, ...], int]:
    """The values as code or in quotes; behind the noun one plain word does too."""
    found: list[str] = []
    end = place = at
    while place < len(told) and (told[place].is_literal or (is_named and _is_plain(told[place]))):
        found.append(told[place].text)
        end = place + 1
        place = skipped(told, end, ",", "and", "or", "/")
        if place == end:
            break
    return tuple(dict.fromkeys(found)), end


def _is_plain(token: Token) -> bool:
    return token.kind is Kind.WORD and token.lower not in lexicon.NOT_A_NOUN and "." not in token.text


def _ends(told: Tokens, at: int) -> bool:
    """Nothing but a remark behind."""
    at = skipped(told, at, "column", "field", "too", "as", "well", "now", "please", "table")
    is_remark = at < len(told) and (told[at].kind is Kind.GROUP or told[at].is_mark(",", ";", "-", "–", "—", ".", "!"))
    return at >= len(told) or is_remark or told[at].is_word("because", "since", "so", "for", "in")


def _asks(subject: Subject, values: tuple[str, ...], quote: Quote, scene: Scene) -> Findings:
    if len(subject.attributes) != 1:
        return ()
    scene.focus = subject.entity
    scene.column = scene.column_told = (subject.entity, subject.attributes[0])
    ask = AllowedAsk(
        entity=subject.entity, attribute=subject.attributes[0], values=values, is_further=True, quote=quote
    )
    return (ask,)
