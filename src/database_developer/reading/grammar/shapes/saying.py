"""One clause with all its words, so that a pattern can be looked for wherever it stands in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from database_developer.model.request import Quote
from database_developer.reading.grammar.clauses import Clause, Statement, Tokens
from database_developer.reading.grammar.matching import beginnings, ends_after_any


@dataclass(frozen=True, kw_only=True, slots=True)
class Saying:
    """A clause: its subject (maybe shared with the one before), all its words, and those of the sentence."""

    clause: Clause
    tokens: Tokens
    whole: Tokens

    @property
    def subject(self) -> Tokens:
        """Who or what the clause speaks of."""
        return self.clause.subject

    @property
    def quote(self) -> Quote:
        """The words of the whole sentence."""
        return self.clause.quote

    @property
    def lemma(self) -> str:
        """The verb's plain form, "" where there is none."""
        return self.clause.verb.lemma if self.clause.verb else ""

    @property
    def modal(self) -> str:
        """The "can" or "must" before the verb, "" where there is none."""
        return self.clause.verb.modal if self.clause.verb else ""

    def says(self, phrases: tuple[str, ...]) -> bool:
        """Whether one of the phrases stands in the clause."""
        return self.place_of(phrases) is not None

    def behind(self, phrases: tuple[str, ...]) -> Tokens | None:
        """What follows the first of the phrases; None where none of them stands there."""
        place = self.place_of(phrases)
        return None if place is None else self.tokens[place[1] :]

    def before(self, phrases: tuple[str, ...]) -> Tokens:
        """What comes before the first of the phrases, () where none of them stands there."""
        place = self.place_of(phrases)
        return () if place is None else self.tokens[: place[0]]

    def place_of(self, phrases: tuple[str, ...]) -> tuple[int, int] | None:
        """Where the first of the phrases begins and ends among the words of the clause."""
        return place_of(self.tokens, phrases)


def place_of(tokens: Tokens, phrases: tuple[str, ...]) -> tuple[int, int] | None:
    """Where the first of the phrases begins and ends."""
    for index in beginnings(tokens, phrases):
        end = ends_after_any(tokens, index, phrases)
        if end > index:
            return index, end
    return None


def sayings_of(statement: Statement) -> Iterator[Saying]:
    """The clauses of a sentence, each with its words."""
    begin = statement.body[0].start if statement.body else 0
    for number, clause in enumerate(statement.clauses):
        end = _end(statement, number)
        own = tuple(token for token in statement.body if begin <= token.start < end)
        shared = clause.subject if clause.subject and clause.subject[0].start < begin else ()
        yield Saying(clause=clause, tokens=(*shared, *own), whole=statement.tokens)
        begin = end


def _end(statement: Statement, number: int) -> int:
    """Where the clause's words end: with what follows its verb, else where the next clause begins."""
    clause = statement.clauses[number]
    if clause.rest:
        return clause.rest[-1].end
    for following in statement.clauses[number + 1 :]:
        parts = (*following.lead, *following.subject, *following.rest)
        if parts:
            return min(token.start for token in parts)
    return statement.body[-1].end if statement.body else 0
