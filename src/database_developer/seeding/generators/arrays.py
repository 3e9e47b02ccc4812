"""Arrays of whatever the other generators can make."""

from __future__ import annotations

from dataclasses import dataclass, replace

from database_developer.model.schema import Column
from database_developer.seeding import chance
from database_developer.seeding.facts import Fact
from database_developer.seeding.subject import Generator, Subject


@dataclass(frozen=True, slots=True)
class Arrays:
    """Answers for arrays whose members one of the others can make."""

    makers: tuple[Generator, ...]

    def answers(self, subject: Subject) -> bool:
        """Whether it is an array of something that can be made."""
        return subject.type.is_array and self._maker(_member(subject, 0)) is not None

    def meets(self, subject: Subject, fact: Fact) -> bool:
        """Nothing beyond the type."""
        return False

    def draw(self, subject: Subject) -> str:
        """One to three members."""
        members = ", ".join(self._drawn(_member(subject, place)) for place in range(3))
        return f"(ARRAY[{members}]::{subject.type.spelled})[1:(1 + {chance.whole(subject.salt, 3)})::int]"

    def count(self, subject: Subject) -> int | None:
        """As many as there are members."""
        member = _member(subject, 0)
        maker = self._maker(member)
        return 0 if maker is None else maker.count(member)

    def nth(self, subject: Subject, digit: str) -> str:
        """An array of one member."""
        member = _member(subject, 0)
        maker = self._maker(member)
        return f"ARRAY[{'NULL' if maker is None else maker.nth(member, digit)}]::{subject.type.spelled}"

    def _drawn(self, member: Subject) -> str:
        maker = self._maker(member)
        return "NULL" if maker is None else maker.draw(member)

    def _maker(self, member: Subject) -> Generator | None:
        return next((maker for maker in self.makers if maker.answers(member)), None)


def _member(subject: Subject, place: int) -> Subject:
    """A member as if it were a column: the second one draws by a salt of its own."""
    name = subject.column.name if place == 0 else f"{subject.column.name} {place + 1}"
    column = Column(name=name, type=subject.type.element.spelled)
    return replace(subject, column=column, type=subject.type.element, facts=(), earlier=None)
