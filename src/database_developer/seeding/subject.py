"""A column about to be filled, and what a generator of values must be able to say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

from database_developer.model.names import QualifiedName
from database_developer.model.schema import Column
from database_developer.seeding import chance
from database_developer.seeding.facts import After, Allowed, Bound, Fact, Length
from database_developer.seeding.types import ColumnType

WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


def words_of(name: str) -> tuple[str, ...]:
    """The words a name is made of, in lower case: ``userId`` and ``user_id`` give the same."""
    return tuple(word.lower() for word in WORD.findall(name))


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """One column of one statement.

    ``earlier`` is the SQL of a column of the same row that this one must not come before; ``labels``
    are short values that the ticket quotes for the neighbouring columns; ``carries`` is true where the
    value must be another one for every row (or every digit of the row's number).
    """

    table: QualifiedName
    column: Column
    type: ColumnType
    rows: int
    seed: int
    anchor: str
    facts: tuple[Fact, ...] = ()
    known: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    earlier: str | None = None
    carries: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the column's name."""
        return words_of(self.column.name)

    @property
    def salt(self) -> int:
        """The column's own salt."""
        return self.salted("value")

    def salted(self, purpose: str) -> int:
        """A salt for one more throw for the same column."""
        return chance.salt(self.seed, self.table.schema, self.table.name, self.column.name, purpose)

    def named(self, *words: str) -> bool:
        """Whether one of these words is in the column's name."""
        return not set(words).isdisjoint(self.words)

    def cast(self, sql: str) -> str:
        """The expression in the column's own type."""
        return f"({sql})::{self.type.spelled}"

    @property
    def allowed(self) -> tuple[str, ...] | None:
        """The closed set of values, or None."""
        sets = [fact.values for fact in self.facts if isinstance(fact, Allowed)]
        if not sets:
            return None
        return tuple(value for value in sets[0] if all(value in others for others in sets))

    @property
    def bounds(self) -> tuple[Bound, ...]:
        """The bounds on its numbers."""
        return tuple(fact for fact in self.facts if isinstance(fact, Bound))

    @property
    def lengths(self) -> tuple[int, int | None]:
        """The fewest and the most characters."""
        found = [fact for fact in self.facts if isinstance(fact, Length)]
        most = [fact.maximum for fact in found if fact.maximum is not None]
        most += [self.type.length] if self.type.length is not None else []
        return max((fact.minimum for fact in found), default=0), min(most, default=None)

    @property
    def must_follow(self) -> After | None:
        """The demand to come after another column, if there is one."""
        return next((fact for fact in self.facts if isinstance(fact, After)), None)


class Generator(Protocol):
    """Makes SQL for the values of the columns it answers for."""

    def answers(self, subject: Subject) -> bool:
        """Whether it can make values of this column's type."""

    def meets(self, subject: Subject, fact: Fact) -> bool:
        """Whether every value it makes for the column has this property."""

    def draw(self, subject: Subject) -> str:
        """SQL for a value that may come again."""

    def count(self, subject: Subject) -> int | None:
        """How many different values ``nth`` has; None for as many as anybody needs."""

    def nth(self, subject: Subject, digit: str) -> str:
        """SQL for the value of that number (an SQL expression, from 0); no two numbers give the same."""
