"""JSON documents with keys that fit the column's name."""

from __future__ import annotations

import json

from database_developer.model.quoting import literal
from database_developer.seeding import chance
from database_developer.seeding.facts import Fact, JsonKind
from database_developer.seeding.subject import Subject
from database_developer.seeding.vocabulary import AGENT, CITY, KIND, LANGUAGE, LOWER_NOUN, PATH

EVENTS = ("event", "data", "payload", "properties", "context", "request", "body")
COUNTS = ("count", "counts", "stats", "statistics", "totals", "summary", "metrics")
SETTINGS = ("settings", "preferences", "config", "configuration", "options")
LISTS = ("tags", "items", "list", "labels", "roles", "permissions")


class Documents:
    """Answers for json and jsonb."""

    def answers(self, subject: Subject) -> bool:
        """Whether it is JSON."""
        return subject.type.base in {"json", "jsonb"} and not subject.type.is_array

    def meets(self, subject: Subject, fact: Fact) -> bool:
        """The kind of document."""
        return isinstance(fact, JsonKind) and fact.kind in {"object", "array"}

    def draw(self, subject: Subject) -> str:
        """A small document; one row in 25 holds one that the ticket quotes, so that an index finds few."""
        if _is_list(subject):
            return subject.cast(f"jsonb_build_array({_word(subject, 'a')}, {_word(subject, 'b')})")
        return subject.cast(_with_known(subject, _object(subject)))

    def count(self, subject: Subject) -> int | None:
        """As many as anybody needs."""
        return None

    def nth(self, subject: Subject, digit: str) -> str:
        """A document that says its number."""
        if _is_list(subject):
            return subject.cast(f"jsonb_build_array({digit})")
        return subject.cast(f"{_object(subject)} || jsonb_build_object('number', {digit})")


def _is_list(subject: Subject) -> bool:
    kinds = [fact.kind for fact in subject.facts if isinstance(fact, JsonKind)]
    return "array" in kinds or (not kinds and subject.named(*LISTS))


def _object(subject: Subject) -> str:
    if subject.named(*COUNTS):
        return _built([(label, _number(subject, label, 50)) for label in _counted(subject)])
    if subject.named(*SETTINGS):
        dark = chance.once_in(subject.salted("dark"), 3)
        language = _one_of(subject, "language", LANGUAGE.choices)
        return _built([("dark_mode", dark), ("language", language), ("page_size", _number(subject, "size", 50))])
    if subject.named("address", "location"):
        return _built([("street", _word(subject, "street")), ("city", _one_of(subject, "city", CITY.choices))])
    if subject.named(*EVENTS):
        page = _one_of(subject, "page", PATH.choices)
        agent = _one_of(subject, "agent", AGENT.choices)
        return _built([("page", page), ("agent", agent), ("duration_ms", _number(subject, "duration", 5000))])
    kind = _one_of(subject, "kind", KIND.choices)
    return _built([("source", _word(subject, "source")), ("kind", kind), ("version", _number(subject, "version", 9))])


def _counted(subject: Subject) -> tuple[str, ...]:
    return subject.labels[:6] or ("total", "new", "returning")


def _with_known(subject: Subject, base: str) -> str:
    known = tuple(f"{literal(value)}::jsonb" for value in subject.known if _is_object(value))
    if not known:
        return base
    chosen = chance.one_of(subject.salted("known"), known)
    return f"{base} || CASE WHEN {chance.once_in(subject.salted('known?'), 25)} THEN {chosen} ELSE '{{}}' END"


def _is_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except ValueError:
        return False


def _built(pairs: list[tuple[str, str]]) -> str:
    return f"jsonb_build_object({', '.join(f'{literal(key)}, {value}' for key, value in pairs)})"


def _number(subject: Subject, purpose: str, sides: int) -> str:
    return f"1 + {chance.whole(subject.salted(purpose), sides)}"


def _one_of(subject: Subject, purpose: str, words: tuple[str, ...]) -> str:
    return chance.one_of(subject.salted(purpose), tuple(map(literal, words)), even=False)


def _word(subject: Subject, purpose: str) -> str:
    return _one_of(subject, purpose, LOWER_NOUN.choices)
