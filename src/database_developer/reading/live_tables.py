"""Which live tables a ticket means by other words than their names, scored by name, columns and references."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from database_developer.model.likeness import ENDING, WRITTEN_OUT, column_likeness, likeness
from database_developer.model.quote import Match
from database_developer.model.request import Ask, AttributeAsk, EntityAsk, Quote, RelationAsk
from database_developer.model.synonyms import families, written_out
from database_developer.reading.inflection import singular, singular_phrase
from database_developer.reading.scene import words_of
from database_developer.reading.vocabulary import Vocabulary

TAKEN, ASKED, LEAD = 0.75, 0.5, 0.15
_NAME_SHARE, _COLUMN_SHARE, _REFERENCE_BONUS = 0.6, 0.4, 0.15
_LONGEST_NAME = 3
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[-'][a-z]+)?")
Words = tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Meant:
    """The words whose table is clear, those with several or an unsure one (the best first), and all that is said."""

    sure: dict[str, Match] = field(default_factory=dict)
    near: dict[str, tuple[Match, ...]] = field(default_factory=dict)
    spoken_of: frozenset[str] = frozenset()


def tables_meant(quotes: Iterable[Quote], asks: tuple[Ask, ...], ordered: frozenset[str], known: Vocabulary) -> Meant:
    """What the words of a ticket mean; ``asks`` are those of a first reading, ``ordered`` what it orders to be made."""
    weighing = _Weighing(asks, known)
    sure: dict[str, Match] = {}
    near: dict[str, tuple[Match, ...]] = {}
    spoken_of = _spoken_of(quotes)
    for name, quote in spoken_of.items():
        if name in ordered or name in weighing.settled:
            continue
        found = sorted(weighing.matches(name, quote), key=lambda match: (-match.score, match.table))
        if found and found[0].score >= TAKEN and (len(found) == 1 or found[0].score - found[1].score >= LEAD):
            sure[name] = found[0]
        elif found and found[0].score >= ASKED:
            near[name] = tuple(match for match in found if match.score >= ASKED)
    return Meant(sure=sure, near=near, spoken_of=frozenset(spoken_of))


def _spoken_of(quotes: Iterable[Quote]) -> dict[str, Quote]:
    """Every run of up to three words that could name a thing, with where it is said first."""
    found: dict[str, Quote] = {}
    for quote in quotes:
        words = [word.lower() for word in _WORD.findall(quote.text)]
        ones = [singular(word) for word in words]
        for start in range(len(words)):
            before = ""
            for place in range(start, min(start + _LONGEST_NAME, len(words))):
                found.setdefault(before + ones[place], quote)
                before += f"{words[place]} "
    return found


class _Weighing:
    """Knows the live tables by their last words, and what the ticket tells of each thing."""

    def __init__(self, asks: tuple[Ask, ...], known: Vocabulary) -> None:
        self.known = known
        self.words = {table: words_of(table) for table in known.tables}
        self.fronts = _custom_fronts(self.words.values())
        self.settled = {*known.aliases, *known.new, *(" ".join(singular_phrase(it)) for it in self.words.values())}
        self.introduced = {ask.entity for ask in asks if isinstance(ask, EntityAsk)}
        self.attributes: dict[str, list[Words]] = {}
        self.ties: dict[str, set[str]] = {}
        self._by_last: dict[str | int, list[str]] = {}
        self._learn(asks)

    def matches(self, name: str, quote: Quote) -> Iterator[Match]:
        """The tables that the name may mean, each with its score."""
        wanted = tuple(name.split())
        tables = {table for key in _keys(written_out(wanted)[-1]) for table in self._by_last.get(key, ())}
        for table in sorted(tables):
            by_name = likeness(wanted, self.words[table], self.fronts)
            if by_name.score > 0:
                score, parts = self._weighed(name, table, by_name.score)
                why = f"{by_name.why} (name {by_name.score:.2f}{parts})" if parts else by_name.why
                by_columns = "columns" in parts
                yield Match(entity=name, table=table, score=score, why=why, quote=quote, by_columns=by_columns)

    def _weighed(self, name: str, table: str, by_name: float) -> tuple[float, str]:
        """Only where the name alone does not decide: the columns of a thing that is described, and references."""
        if by_name >= WRITTEN_OUT:
            return by_name, ""
        score, parts = by_name, ""
        told = self.attributes.get(name, []) if name in self.introduced else []
        if len(told) > 1:
            there = sum(self._has(table, attribute) for attribute in told)
            score = _NAME_SHARE * by_name + _COLUMN_SHARE * there / len(told)
            parts = f", columns {there} of {len(told)}"
        if self._is_tied_alike(name, table):
            return min(score + _REFERENCE_BONUS, WRITTEN_OUT), f"{parts}, and what refers to it does so in the ticket"
        return score, parts

    def _has(self, table: str, attribute: Words) -> bool:
        columns = self.known.tables[table]
        return any(column_likeness(attribute, words_of(column)).score >= ENDING for column in columns)

    def _is_tied_alike(self, name: str, table: str) -> bool:
        """Whether a live table that refers to this one is told to belong to the thing."""
        children = self.ties.get(name, set())
        return any(
            " ".join(singular_phrase(self.words[other])) in children
            for other, parents in self.known.references.items()
            if table in parents
        )

    def _learn(self, asks: tuple[Ask, ...]) -> None:
        for table, words in self.words.items():
            for word in {written_out(words)[-1], *written_out(words[:-1])[-1:]}:
                for key in _keys(word):
                    self._by_last.setdefault(key, []).append(table)
        for ask in asks:
            if isinstance(ask, AttributeAsk):
                self.attributes.setdefault(ask.entity, []).append(
                    words_of(ask.attribute.replace("e-mail", "email").replace(" ", "_"))
                )
            elif isinstance(ask, RelationAsk):
                self.ties.setdefault(ask.parent, set()).add(ask.child)


def _keys(word: str) -> tuple[str | int, ...]:
    """What a word is found by: itself, and the groups of words it belongs to."""
    return (word, *families(word))


def _custom_fronts(names: Iterable[Words]) -> frozenset[str]:
    """The word that more than half of at least three tables begin with: ``crm_customers``, ``crm_orders``, ..."""
    every = list(names)
    counts = Counter(words[0] for words in every if len(words) > 1)
    return frozenset(word for word, count in counts.items() if count >= 3 and count * 2 > len(every))


def is_only_ending(match: Match) -> bool:
    """Whether nothing but the end of the table's name speaks for it."""
    return match.score <= ENDING and match.why.startswith("its name ends so")
