"""Names of things in a database, and where a thing stands."""

from __future__ import annotations

from dataclasses import dataclass

NAME_BYTES = 63  # PostgreSQL cuts longer identifiers (NAMEDATALEN - 1)


@dataclass(frozen=True, order=True, slots=True)
class QualifiedName:
    """A name within a namespace; never quoted here (see ``model.quoting``)."""

    schema: str
    name: str

    def __str__(self) -> str:
        return self.name if self.schema == "public" else f"{self.schema}.{self.name}"

    def renamed(self, name: str) -> QualifiedName:
        """The same place under another name."""
        return QualifiedName(self.schema, name)


@dataclass(frozen=True, order=True, slots=True)
class Address:
    """Where an object stands: its kind, the table (or type) it belongs to, and its own name.

    ``owner`` is None for objects that stand in a namespace by themselves.
    Examples: ``Address("table", None, QualifiedName("public", "users"))``;
    ``Address("column", QualifiedName("public", "users"), QualifiedName("public", "email"))``.
    """

    kind: str
    owner: QualifiedName | None
    name: QualifiedName

    def __str__(self) -> str:
        if self.owner is None:
            return f"{self.kind} {self.name}"
        return f"{self.kind} {self.owner}.{self.name.name}"


def of(kind: str, name: QualifiedName) -> Address:
    """The address of an object that stands by itself."""
    return Address(kind, None, name)


def part_of(kind: str, owner: QualifiedName, name: str) -> Address:
    """The address of a part of a table, view or type."""
    return Address(kind, owner, QualifiedName(owner.schema, name))


def shortened(name: str, limit: int = NAME_BYTES) -> str:
    """The name as PostgreSQL would cut it: at most ``limit`` bytes, no broken character."""
    return name.encode()[:limit].decode(errors="ignore")
