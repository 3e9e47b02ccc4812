"""Sentences that take back or change what was asked before: "scrap the nickname", "use numeric instead of float"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar

from database_developer.reading.grammar.lexicon import words
from database_developer.reading.grammar.sql_types import type_at
from database_developer.reading.grammar.tokens import MOST_KEPT, tokenized

MARKER = re.compile(
    r"(?:\W{0,3})(?:update|updated|edit|edited|correction|corrected|amendment|erratum|change of plans?|changed my mind)"
    r"\b(?:\s*\(?\d{4}-\d\d-\d\d\)?|\s+\d+|\s+by\s+\w+|\s*\([^)]{1,40}\))?\s*:\W{0,2}\s*",
    re.IGNORECASE,
)
_LONGEST = 200  # letters; what is longer says more than a correction
_IT = frozenset({"it", "that", "this", "them", "that one", "this one"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Dropped:
    """These are not wanted any more; ``owner`` is whose they are, "" where not said."""

    names: tuple[str, ...]
    owner: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """These stay, though they were to go; ``as_is`` where nothing else shall change of them either."""

    names: tuple[str, ...]
    owner: str = ""
    as_is: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Changed:
    """An attribute is something else than was said: ``value`` is a type, a quality or another name.

    ``name`` "" means the one told last, or the one that was to be ``old``. ``wins`` where the sentence comes later or
    says itself that something else was meant before.
    """

    value: str
    name: str = ""
    owner: str = ""
    old: str = ""
    wins: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Added:
    """These are wanted too, with what is said of them; ``owner`` "" is the topic."""

    text: str
    owner: str = ""


_Many = TypeVar("_Many", Dropped, Kept)
Correction = Dropped | Kept | Changed | Added

_POLITE = (
    r"(?:(?:please|also|actually|sorry|oh|and|but|so|ok|okay|hmm|just|then|on second thoughts?|let's|let us|we can"
    r"|we should|you can|i think|wait|in fact|after all)\b[,:]?\s+)*"
)
_NAME = (
    r"(?:(?:the|a|an|their|its|our|any|every|each)\s+)?[`\"“]?{}[`\"”]?(?:\s+(?:columns?|fields?|attributes?|tables?))?"
)
_NAMES = _NAME.format(r"(?P<names>[a-z][\w ,`]{0,80}?)")
_ONE = _NAME.format(r"(?P<name>[a-z][\w ]{0,40}?)")
_OWNER = r"(?:\s+(?:from|of|on|in)\s+(?:the\s+)?(?P<owner>[a-z][\w ]{0,40}?)(?:\s+table)?)?"
_END = (
    r"(?:,?\s+(?:any ?more|after all|for now|completely|entirely|altogether|please|then|too|as well|instead|now))*[.!]*"
)
_NOT = r"(?:don't|do not|won't|will not|shan't|no longer|never)"
_VALUE = r"(?:(?:a|an|the|of type|as)\s+)?(?P<value>[^\s,;][^,;]{0,60}?(?:\([^)]*\))?)"
_OLD = r"(?:(?:a|an|the)\s+)?(?P<old>[^\s,;][^,;]{0,60}?(?:\([^)]*\))?)"
_CONTRAST = r",?\s+(?:instead of|rather than|in place of|not|and not)\s+"
_BE = (
    r"(?:is|are|(?:should|must|shall|can|may|will)(?:\s+(?:rather|now|only|really))?\s+be"
    r"|(?:has|have|needs?|ought) to be)"
)
_MAY = r"(?:should|must|can|may|has to|have to)"
_MAKE = r"(?:make|change|turn|switch|set)"
_USE = r"(?:we\s+|you\s+)?(?:use|take|make it|call it|name it|have|prefer|want|go with)"
_FOR = r"(?:\s+for\s+(?:the\s+)?[`\"“]?(?P<name>[a-z][\w ]{0,40}?)[`\"”]?)?"

_DROPPING = (
    rf"(?:scrap|skip|forget(?: about)?|leave out|omit|drop|remove|delete|lose|get rid of|ditch|discard|ignore"
    rf"|take out|{_NOT} (?:add|create|build|introduce|need|want)|no need for|(?:we|i) {_NOT} (?:need|want|add))"
    rf"\s+{_NAMES}{_OWNER}",
    rf"{_NAMES}{_OWNER}\s+(?:is|are)\s+(?:no longer|not)\s+(?:needed|wanted|necessary)",
    rf"{_NAMES}{_OWNER}\s+(?:can|may|should|must)\s+(?:go|be (?:dropped|removed|left out|scrapped|skipped))",
)
_KEEPING = (
    rf"(?:keep|leave|(?:we )?{_NOT} (?:drop|remove|delete))\s+{_NAMES}{_OWNER}",
    rf"{_NAMES}{_OWNER}\s+{_MAY}\s+(?:stay|remain|be kept)",
)
_LEAVING = (
    rf"(?:keep|leave)\s+{_NAMES}{_OWNER}\s+(?:as (?:it is|they are|is)|alone|unchanged|untouched)",
    rf"(?:we )?{_NOT} (?:rename|change|alter|touch)\s+{_NAMES}{_OWNER}",
    rf"{_NAMES}{_OWNER}\s+{_MAY}\s+(?:stay|remain|be left) (?:as (?:it is|they are|is)|alone)",
)
_CONTRASTING = (
    rf"instead of\s+{_OLD},?\s+{_USE}\s+{_VALUE}{_FOR}",
    rf"{_USE}\s+{_VALUE}{_CONTRAST}{_OLD}{_FOR}",
    rf"{_USE}\s+{_VALUE}\s+for\s+(?:the\s+)?(?P<name>[a-z][\w ]{{0,40}}?){_CONTRAST}{_OLD}",
    rf"{_USE}\s+{_VALUE}{_FOR}\s+instead",
    rf"{_MAKE}\s+{_ONE}{_OWNER}\s+(?:to\s+|into\s+)?(?:be\s+)?{_VALUE}{_CONTRAST}{_OLD}",
    rf"{_ONE}{_OWNER}\s+{_BE}\s+{_VALUE}{_CONTRAST}{_OLD}",
    rf"(?:rename|call|name)\s+{_ONE}{_OWNER}\s+(?:to\s+|as\s+)?{_VALUE}\s+instead",
)
_SETTING = (
    rf"{_ONE}{_OWNER}\s+{_BE}\s+(?:called\s+|named\s+)?{_VALUE}",
    rf"{_MAKE}\s+{_ONE}{_OWNER}\s+(?:to\s+|into\s+)?(?:be\s+)?{_VALUE}",
    rf"(?:rename|call|name)\s+{_ONE}{_OWNER}\s+(?:to\s+|as\s+)?{_VALUE}",
    rf"{_USE}\s+{_VALUE}\s+for\s+(?:the\s+)?(?P<name>[a-z][\w ]{{0,40}}?)",
    rf"{_ONE}\s*:\s*{_VALUE}",
)
_ADDING = (
    r"(?:add|include|introduce|(?:we|i|they)\s+(?:also\s+|still\s+)?(?:need|want)(?:\s+to\s+(?:add|store|keep))?)"
    r"\s+(?P<added>(?:an?|the|another|its|their)\s+[^.;:]{2,120}?)"
    r"(?:\s+(?:to|for|on)\s+(?:the\s+|each\s+|every\s+|an?\s+)?(?P<owner>[a-z][\w ]{0,40}?)(?:\s+table)?)?",
)


def _compiled(forms: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"{_POLITE}{form}{_END}", re.IGNORECASE) for form in forms)


_DROPS, _KEEPS, _LEAVES = _compiled(_DROPPING), _compiled(_KEEPING), _compiled(_LEAVING)
_CONTRASTS, _SETS, _ADDS = _compiled(_CONTRASTING), _compiled(_SETTING), _compiled(_ADDING)
_TYPED = re.compile(r"\b(?:is|be)\s+(?:an?\s+|of type\s+)?`?[a-z0-9]+`?(?:\s*\([\d, ]+\))?[.!]?$", re.IGNORECASE)
_STEMS = ("drop", "remov", "delet")
_HINTS = re.compile(
    r"\b(?:scrap|skip|forget|leave|omit|drop\w*|remov\w*|delet\w*|lose|rid|ditch|discard|ignore|take|don't|do not|no"
    r"|not|keep|stay|remain|kept|instead|rather|longer|never|place|go|rename|change|alter|touch)\b",
    re.IGNORECASE,
)


_HINT_WORDS = words(
    "scrap skip forget leave omit lose rid ditch discard ignore take don do no not keep stay remain kept instead "
    "rather longer never place go rename change alter touch"
)
_WORD = re.compile(r"\w+")


@lru_cache(maxsize=MOST_KEPT)
def corrections_of(sentence: str, *, is_later: bool) -> tuple[Correction, ...]:
    """What the sentence may take back or change, the likeliest first; a plain "it is a date" only where it is later."""
    text = " ".join(sentence.replace("’", "'").split())
    marker = MARKER.match(text)
    text, is_later = (text[marker.end() :], True) if marker else (text, is_later)
    if len(text) > _LONGEST:
        return ()
    if not is_later and not (_may_hint(text) and _HINTS.search(text)):
        return tuple(_plain_types(text)) if _TYPED.search(text) else ()
    found: list[Correction] = []
    found += [_many(Dropped, match) for form in _DROPS if (match := form.fullmatch(text))]
    found += [replace(_many(Kept, match), as_is=True) for form in _LEAVES if (match := form.fullmatch(text))]
    found += [_many(Kept, match) for form in _KEEPS if (match := form.fullmatch(text))]
    found += [_changed(match, is_contrast=True) for form in _CONTRASTS if (match := form.fullmatch(text))]
    if is_later:
        found += [_changed(match, is_contrast=False) for form in _SETS if (match := form.fullmatch(text))]
        found += [_added(match) for form in _ADDS if (match := form.fullmatch(text))]
    return tuple(found)


def _may_hint(text: str) -> bool:
    """Whether it is worth while to look for a hint, as hardly any sentence has one."""
    small = text.lower()
    return not _HINT_WORDS.isdisjoint(_WORD.findall(small)) or any(stem in small for stem in _STEMS)


def _plain_types(text: str) -> Iterator[Changed]:
    """ "The phone is varchar(30)", which may contradict what was said before."""
    match = _SETS[0].fullmatch(text)
    change = _changed(match, is_contrast=False, is_later=False) if match else None
    if change is not None and type_in(change.value) is not None:
        yield change


def type_in(value: str) -> str | None:
    """The SQL type that the words are and nothing else."""
    tokens = tokenized(value.strip(" `\"'"))
    name, end = type_at(tokens, 0, in_prose=False)
    return name if name and end == len(tokens) else None


def _many(kind: type[_Many], match: re.Match[str]) -> _Many:
    names = re.split(r",\s*(?:and\s+|or\s+)?|\s+(?:and|or)\s+", match["names"])
    return kind(names=tuple(filter(None, map(_bare, names))), owner=_bare(_part(match, "owner")))


def _added(match: re.Match[str]) -> Added:
    return Added(text=match["added"], owner=_bare(_part(match, "owner")))


def _changed(match: re.Match[str], *, is_contrast: bool, is_later: bool = True) -> Changed:
    name = _bare(_part(match, "name"))
    return Changed(
        value=_part(match, "value").strip(' `"“”.!'),
        name="" if name.lower() in _IT else name,
        owner=_bare(_part(match, "owner")),
        old=_part(match, "old").strip(' `"“”.!'),
        wins=is_contrast or is_later,
    )


def _part(match: re.Match[str], name: str) -> str:
    return match.groupdict().get(name) or ""


def _bare(name: str) -> str:
    """The name without its article and the word for what it is."""
    text = re.sub(r"^(?:the|a|an|any|their|its|our)\s+", "", name.strip(' `"“”.!'), flags=re.IGNORECASE)
    return re.sub(r"\s+(?:columns?|fields?|attributes?|tables?)$", "", text, flags=re.IGNORECASE)
