"""Facts named in a word or two: "taken at", "valid until", "locked or not", "a column telling the status"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.feature import Feature
from database_developer.reading.grammar.matching import skipped, text_of
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.grammar.qualifiers import Qualifiers, qualifiers_of
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.inflection import done_form

Tokens = tuple[Token, ...]

_DAYS = lexicon.words("on since until till from to")
_MOMENTS = lexicon.words("at")
_ENDS = _DAYS | _MOMENTS | lexicon.words("by")
_BEFORE_DAYS = lexicon.words("before by until from after")
_SAYING = lexicon.words("telling saying stating showing holding containing giving with for that which tells says holds")
_HOLDERS = lexicon.COLUMN_NOUNS - {"property", "properties"}
_NO_ACTS = lexicon.NOT_A_NOUN | lexicon.words("based depending according")


def short_fact(item: Tokens, whole: Callable[[Tokens], Feature | None]) -> Feature | None:
    """The fact that is all of the entry; None where it is none of these. ``whole`` reads what a column is told by."""
    name = _without_answers(_without_group(item), item)
    found = _act(name) or _either(name) or _day(name)
    if found is not None:
        return replace(found, words=text_of(item), qualifiers=_with(found.qualifiers, item[len(name) :]))
    held = _held(item)
    return whole(held) if held else None


def is_short_fact(item: Tokens) -> bool:
    """Whether the entry is one of its own, though it begins as what says more of another does."""
    return _act(_without_group(item)) is not None


def _without_group(item: Tokens) -> Tokens:
    end = len(item)
    while end and item[end - 1].kind is Kind.GROUP:
        end -= 1
    return item[:end]


def _without_answers(name: Tokens, item: Tokens) -> Tokens:
    """ "Smoker (yes / no)" as "smoker yes / no"."""
    inside = item[len(name)].inside if len(item) == len(name) + 1 else ()
    is_answer = len(inside) == 3 and inside[0].is_word("yes") and inside[2].is_word("no")
    return (*name, *inside) if is_answer else name


def _with(known: Qualifiers, groups: Tokens) -> Qualifiers:
    """What is known of it, and what brackets say besides."""
    said = qualifiers_of(groups)
    return replace(said, hint=said.hint or known.hint)


def _act(name: Tokens) -> Feature | None:
    """ "Joined on", "lands at", "valid from": an act or a state, and how its time is led in."""
    if not 1 < len(name) <= 3 or not all(token.kind is Kind.WORD for token in name) or not name[-1].is_in(_ENDS):
        return None
    first = name[0].lower
    is_act = bool(done_form(first)) or first == "born" or (first.endswith("s") and name[-1].is_in(_MOMENTS))
    is_state = first in {"valid", "due", "open", "closed", "active", "last", "employed"} and len(name) == 2
    is_led = len(name) == 2 or name[1].is_in(lexicon.PARTICLES)
    if first in _NO_ACTS or not is_led or not (is_act or is_state):
        return None
    last = name[-1].lower
    hint = "moment" if last in _MOMENTS else "date" if last in _DAYS else ""
    return Feature(phrase=_phrase(name), words="", qualifiers=Qualifiers(hint=hint))


def _either(name: Tokens) -> Feature | None:
    """ "Locked or not", "is either correct or not", "paid yes/no"."""
    end = len(name) - 2
    is_open = end > 0 and name[end].is_word("or") and name[end + 1].is_word("not")
    is_answer = len(name) > 3 and name[-1].is_word("no") and name[-2].is_mark("/") and name[-3].is_word("yes")
    if not (is_open or is_answer):
        return None
    body = name[:end] if is_open else name[:-3]
    is_told = body[0].is_in(lexicon.BE)
    said = body[skipped(body, 1 if is_told else 0, "either", "whether", "it", "is") :]
    phrase = noun_phrase(said)
    if not phrase.words or phrase.length != len(said) or len(phrase.words) > 3:
        return None
    words = ("is", *phrase.words) if is_told else phrase.words
    return Feature(phrase=replace(phrase, words=words), words="", qualifiers=Qualifiers(hint="yes or no"))


def _day(name: Tokens) -> Feature | None:
    """ "Best before date": a day named by what must be done before it."""
    is_day = len(name) == 3 and name[2].is_in(lexicon.DATE_WORDS) and name[1].is_in(_BEFORE_DAYS)
    if not is_day or name[0].is_in(lexicon.NOT_A_NOUN):
        return None
    return Feature(phrase=_phrase(name), words="", qualifiers=Qualifiers(hint="date"))


def _phrase(name: Tokens) -> NounPhrase:
    return NounPhrase(words=tuple(token.lower for token in name), length=len(name))


def _held(item: Tokens) -> Tokens:
    """The "the line status" of "a column telling the line status"; () where no column is spoken of."""
    start = 1 if item and item[0].is_in(lexicon.DETERMINERS) else 0
    is_holder = start + 2 < len(item) and item[start].is_in(_HOLDERS) and item[start + 1].is_in(_SAYING)
    return item[start + 2 :] if is_holder and start else ()
