"""An object of Jira's whose members are looked at one by one: its documents promise none of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from database_developer.errors import TicketUnreadable

Json = Any
_KINDS = {dict: "an object", list: "a list", str: "a text", bool: "yes or no", int: "a number", float: "a number"}


class Members:
    """An object at a place (``where``, as "KAN-29", and ``path``, as "fields.status") of an answer.

    What is absent or null is empty; what is of another type than asked for is a TicketUnreadable that says which.
    """

    def __init__(self, value: Json, where: str, path: str = "") -> None:
        self.where = where
        self.path = path
        self._members: dict[str, Json] = _typed(value, dict, where, path or "the answer")

    def __bool__(self) -> bool:
        return bool(self._members)

    def __iter__(self) -> Iterator[str]:
        return iter(self._members)

    def get(self, name: str) -> Json:
        """The member as it came; None where it is absent."""
        return self._members.get(name)

    def text(self, name: str) -> str:
        """A text; "" where there is none."""
        return str(self._of(name, str, ""))

    def needed(self, name: str) -> str:
        """A text that must be there."""
        found = self.text(name)
        if not found:
            raise unreadable(self.where, f'"{self._at(name)}" is missing')
        return found

    def id(self, name: str = "id") -> str:
        """An id that must be there; some are numbers."""
        value = self.get(name)
        return str(value) if isinstance(value, int) and not isinstance(value, bool) else self.needed(name)

    def number(self, name: str) -> int:
        """A whole number; 0 where there is none."""
        return int(self._of(name, int, 0))

    def inner(self, name: str) -> Members:
        """An object; an empty one where there is none."""
        return Members(self._of(name, dict, {}), self.where, self._at(name))

    def each(self, name: str) -> tuple[Members, ...]:
        """The objects of a list."""
        listed = self._of(name, list, [])
        return tuple(Members(one, self.where, f"{self._at(name)}[{place}]") for place, one in enumerate(listed))

    def texts(self, name: str) -> tuple[str, ...]:
        """The texts of a list."""
        listed = self._of(name, list, [])
        return tuple(_typed(one, str, self.where, f"{self._at(name)}[{place}]") for place, one in enumerate(listed))

    def _of(self, name: str, kind: type, otherwise: Json) -> Json:
        value = self._members.get(name)
        return otherwise if value is None else _typed(value, kind, self.where, self._at(name))

    def _at(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name


def unreadable(where: str, what: str) -> TicketUnreadable:
    """The refusal of an answer that is not as it should be."""
    return TicketUnreadable(
        f"the tracker's answer is not as it should be: {what}",
        where=where,
        hint="if this happens again, look at the address and what stands before it, with: dbd doctor",
    )


def _typed(value: Json, kind: type, where: str, path: str) -> Json:
    if isinstance(value, kind) and not (kind is int and isinstance(value, bool)):
        return value
    raise unreadable(where, f'"{path}" is {_KINDS.get(type(value), "nothing")}, not {_KINDS[kind]}')
