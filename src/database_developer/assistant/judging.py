"""What is wrong with a model's answer, in words that it can mend it by: quotes, names, values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from rapidfuzz import process

from database_developer.assistant.answer import (
    Allowed,
    Alteration,
    Answer,
    Column,
    Deletion,
    Lookup,
    Part,
    Range,
    Reference,
    Removal,
    Rename,
    Table,
    Unique,
)
from database_developer.assistant.material import Material
from database_developer.assistant.naming import flattened, is_name, key_of
from database_developer.model.request import AttributeAsk, EntityAsk, RelationAsk

MOST_SHOWN = 12
MOST_COMPLAINTS = 8
CHANGES = Rename | Removal | Alteration
MOMENTS = ("created", "updated")


def complaints(answer: Answer, material: Material) -> tuple[str, ...]:
    """What keeps the answer from being used, the first few; empty where nothing does."""
    found = (f"ask {number}: {text}" for number, text in _wrong(answer, material))
    return tuple(islice(found, MOST_COMPLAINTS))


def sifted(answer: Answer, material: Material) -> Answer:
    """The answer less the asks that are wrong, and those that are wrong without them."""
    while wrong := {number for number, _ in _wrong(answer, material)}:
        answer = Answer(asks=[part for number, part in enumerate(answer.asks, 1) if number not in wrong])
    return answer


def _wrong(answer: Answer, material: Material) -> Iterator[tuple[int, str]]:
    world = _World(answer, material)
    return ((number, text) for number, part in enumerate(answer.asks, 1) for text in world.judge(part))


class _World:
    """The things and columns that there are, or that somebody asks for."""

    def __init__(self, answer: Answer, material: Material) -> None:
        self.material = material
        self.said = flattened(" ".join(text for _, text in material.lines)).lower()
        self.live = {key_of(name): {key_of(it) for it in columns} for name, columns in material.tables.items()}
        self.columns = {key: set(columns) for key, columns in self.live.items()}
        self.names = {key_of(name): name for name in material.tables}
        self._learn_asks()
        for part in answer.asks:
            self._learn(part)

    def _learn_asks(self) -> None:
        for ask in self.material.asks:
            if isinstance(ask, EntityAsk):
                self._meet(ask.entity)
            elif isinstance(ask, AttributeAsk):
                self._meet(ask.entity).add(key_of(ask.attribute))
            elif isinstance(ask, RelationAsk):
                self._meet(ask.child).update(filter(None, (key_of(ask.parent), key_of(ask.role or ""))))
                self._meet(ask.parent).add(key_of(ask.child))

    def _learn(self, part: Part) -> None:
        if isinstance(part, Table):
            self._meet(part.table)
        elif isinstance(part, Column):
            self.columns.setdefault(key_of(part.table), set()).add(key_of(part.column))
        elif isinstance(part, Reference):
            ends = filter(None, (key_of(part.parent), key_of(part.role or "")))
            self.columns.setdefault(key_of(part.child), set()).update(ends)

    def _meet(self, name: str) -> set[str]:
        self.names.setdefault(key_of(name), name)
        return self.columns.setdefault(key_of(name), set())

    def judge(self, part: Part) -> Iterator[str]:
        yield from self._quote(part)
        yield from self._forms(part)
        yield from self._tables(part)
        yield from self._columns(part)
        yield from self._values(part)

    def _quote(self, part: Part) -> Iterator[str]:
        sentence = self.material.sentence_with(part.quote)
        if sentence is None:
            near = process.extractOne(part.quote, [flattened(one.text) for one in self.material.open])
            told = f': copy from a sentence as it stands, such as "{near[0][:200]}"' if near else ""
            yield f'the quote "{part.quote[:80]}" is in no sentence{told}'
        elif len(part.quote.split()) < 2 and flattened(part.quote) != flattened(sentence.text):
            yield f'the quote "{part.quote}" is too short: copy more of the sentence'

    def _forms(self, part: Part) -> Iterator[str]:
        for name in _names(part):
            if not is_name(name):
                yield f'"{name}" is no name: use letters, digits and blanks'
            elif not name.isascii() and name.lower() not in self.said:
                yield f'the name "{name}" is not in the ticket'

    def _tables(self, part: Part) -> Iterator[str]:
        must_stand = isinstance(part, CHANGES)
        known = {key: name for key, name in self.names.items() if key in self.live or not must_stand}
        for name in _tables(part):
            if key_of(name) not in known:
                more = "" if must_stand else "; if it is new, ask for the table too"
                yield f'unknown table "{name}"; known: {_nearest(name, known.values())}{more}'

    def _columns(self, part: Part) -> Iterator[str]:
        must_stand = isinstance(part, CHANGES)
        table = key_of(_tables(part)[0])
        known = (self.live if must_stand else self.columns).get(table, set())
        for name in _columns(part):
            is_moment = not must_stand and name in MOMENTS
            if key_of(name) not in known and not is_moment:
                yield f'table "{_tables(part)[0]}" has no column "{name}"; it has: {_nearest(name, known)}'

    def _values(self, part: Part) -> Iterator[str]:
        if isinstance(part, Range) and (part.minimum is None) == (part.maximum is None) is True:
            yield "a range has a minimum, a maximum, or both"
        if isinstance(part, Range) and None not in (part.minimum, part.maximum) and part.minimum > part.maximum:  # type: ignore[operator]
            yield "the minimum is greater than the maximum"
        if isinstance(part, Alteration) and (part.type, part.required, part.default) == (None, None, None):
            yield "the alteration changes nothing"
        for value in _said_values(part):
            if re.sub(r"\s+", " ", value).strip().lower() not in self.said:
                yield f'the value "{value}" is not in the ticket'


def _names(part: Part) -> Iterator[str]:
    yield from _tables(part)
    for field in ("column", "new_name", "role"):
        value = getattr(part, field, None)
        if value is not None:
            yield value
    for field in ("columns", "by", "order"):
        yield from getattr(part, field, ())


def _tables(part: Part) -> tuple[str, ...]:
    if isinstance(part, Reference | Deletion):
        return (part.child, part.parent)
    return (part.table,)


def _columns(part: Part) -> Iterator[str]:
    """The columns that must be known for what is asked."""
    if isinstance(part, Allowed | Range | Alteration) or (isinstance(part, Rename | Removal) and part.column):
        yield str(part.column)
    elif isinstance(part, Unique):
        yield from part.columns
    elif isinstance(part, Lookup):
        yield from (*part.by, *part.order)


def _said_values(part: Part) -> Iterator[str]:
    """Values that nobody but the ticket may give."""
    if isinstance(part, Column | Alteration) and part.default:
        yield part.default
    elif isinstance(part, Allowed):
        yield from part.values


def _nearest(name: str, known: object) -> str:
    names = sorted(map(str, known))  # type: ignore[call-overload]
    near = [found for found, *_ in process.extract(name, names, limit=MOST_SHOWN)]
    return ", ".join(near) or "none"
