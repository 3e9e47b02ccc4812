"""Moments, dates, times of day and intervals, spread over the year before the anchor."""

from __future__ import annotations

from database_developer.seeding import chance
from database_developer.seeding.facts import After, Fact
from database_developer.seeding.subject import Subject

STAMPS = frozenset({"timestamp with time zone", "timestamp without time zone"})
TIMES = frozenset({"time with time zone", "time without time zone"})
COMING = ("expires", "expiry", "due", "ends", "end", "until", "scheduled", "next", "deadline", "renews", "to")
BORN = ("birth", "born", "dob", "birthday", "birthdate")


class Moments:
    """Answers for time stamps: rows in the order of their number, more and more of them each month."""

    def answers(self, subject: Subject) -> bool:
        """Whether it is a time stamp."""
        return subject.type.base in STAMPS and not subject.type.is_array

    def meets(self, subject: Subject, fact: Fact) -> bool:
        """To come after another column of the row."""
        return isinstance(fact, After) and subject.earlier is not None

    def draw(self, subject: Subject) -> str:
        """A moment of the past year, after the earlier column where there is one."""
        if subject.named(*BORN):
            return subject.cast(f"{subject.anchor} - {_days(subject, 6570, 20000)}")
        if subject.named(*COMING):
            return subject.cast(f"{subject.earlier or subject.anchor} + {_minutes(subject, 15, 45)}")
        if subject.must_follow is not None and subject.must_follow.strictly:
            return subject.cast(f"{subject.earlier} + {_minutes(subject, 1, 55)}")
        if subject.earlier is not None:
            left = f"({subject.anchor} - {subject.earlier})"
            return subject.cast(f"{subject.earlier} + {left} * ({chance.fraction(subject.salt)})")
        return subject.cast(grown(subject))

    def count(self, subject: Subject) -> int | None:
        """As many as anybody needs."""
        return None

    def nth(self, subject: Subject, digit: str) -> str:
        """Backwards from the anchor, an hour each."""
        return subject.cast(f"{subject.anchor} - ({digit} + 1) * interval '1 hour'")


class Dates:
    """Answers for dates."""

    def answers(self, subject: Subject) -> bool:
        """Whether it is a date."""
        return subject.type.base == "date" and not subject.type.is_array

    def meets(self, subject: Subject, fact: Fact) -> bool:
        """To come after another column of the row."""
        return isinstance(fact, After) and subject.earlier is not None

    def draw(self, subject: Subject) -> str:
        """A day of the past year."""
        day = f"({subject.anchor})::date"
        if subject.named(*BORN):
            return f"{day} - (6570 + {chance.whole(subject.salt, 20000)})::int"
        if subject.earlier is not None:
            return f"({subject.earlier})::date + (1 + {chance.whole(subject.salt, 30)})::int"
        if subject.named(*COMING):
            return f"{day} + (1 + {chance.whole(subject.salt, 90)})::int"
        return f"{day} - {chance.skewed(subject.salt, 365)}::int"

    def count(self, subject: Subject) -> int | None:
        """Back to the year 1900 or so."""
        return 45_000

    def nth(self, subject: Subject, digit: str) -> str:
        """Backwards from the anchor, a day each."""
        return f"({subject.anchor})::date - ({digit})::int"


class Times:
    """Answers for times of day and intervals."""

    def answers(self, subject: Subject) -> bool:
        """Whether it is one of the two."""
        is_time = subject.type.base in TIMES or subject.type.base.split(" ")[0] == "interval"
        return is_time and not subject.type.is_array

    def meets(self, subject: Subject, fact: Fact) -> bool:
        """To come after another column of the row, for intervals."""
        return isinstance(fact, After) and subject.earlier is not None and subject.type.base not in TIMES

    def draw(self, subject: Subject) -> str:
        """Some time of the day."""
        if subject.earlier is not None and subject.type.base not in TIMES:
            return subject.cast(f"{subject.earlier} + {_minutes(subject, 1, 59)}")
        return self._at(subject, chance.whole(subject.salt, 86_400))

    def count(self, subject: Subject) -> int | None:
        """The seconds of a day; for intervals, no end."""
        return 86_400 if subject.type.base in TIMES else None

    def nth(self, subject: Subject, digit: str) -> str:
        """A second each."""
        return self._at(subject, digit)

    def _at(self, subject: Subject, seconds: str) -> str:
        start = "time '00:00' + " if subject.type.base in TIMES else ""
        return subject.cast(f"{start}({seconds}) * interval '1 second'")


def grown(subject: Subject) -> str:
    """The moment of a row's making: later rows later, the last month the fullest."""
    jitter = chance.fraction(subject.salt)
    age = f"power(({subject.rows} - {chance.ROW} + {jitter}) / {subject.rows}, 2)"
    return f"{subject.anchor} - interval '365 days' * {age}"


def _minutes(subject: Subject, least: int, most: int) -> str:
    return f"({least} + {chance.whole(subject.salted('minutes'), most - least + 1)}) * interval '1 minute'"


def _days(subject: Subject, least: int, more: int) -> str:
    return f"({least} + {chance.whole(subject.salt, more)}) * interval '1 day'"
