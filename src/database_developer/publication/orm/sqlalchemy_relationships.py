"""Relationships in both directions."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.model.schema import Table
from database_developer.publication.orm.naming import Names, Side
from database_developer.publication.orm.python import call, string
from database_developer.publication.relations import Relation

INDENT = 4


def relationship_lines(names: Names, table: Table) -> Iterator[str]:
    """A line for each relationship of the class."""
    for side in names.sides[table.name]:
        arguments = [f"back_populates={string(side.back)}", *_arguments(names, side)]
        yield " " * INDENT + call(
            "relationship", arguments, INDENT, f"{side.name}: Mapped[{_annotation(names, side)}] = "
        )


def _annotation(names: Names, side: Side) -> str:
    one = side.relation
    if not side.is_parent:
        parent = names.classes[one.parent]
        return f"{parent} | None" if one.optional else parent
    child = names.classes[one.child]
    return f"{child} | None" if one.single else f"list[{child}]"


def _arguments(names: Names, side: Side) -> Iterator[str]:
    one, every = side.relation, names.relations
    ends = {one.child, one.parent}
    if sum({other.child, other.parent} == ends for other in every) > 1:
        yield f"foreign_keys={string(_columns(names, one, child=True))}"
    if one.refers_to_itself and not side.is_parent:
        yield f"remote_side={string(_columns(names, one, child=False))}"
    if side.is_parent:
        yield from _deletion(one)
    elif one.optional and _goes_round(one, every):
        yield "post_update=True"
    overlapping = sorted(_overlapping(names, one))
    if overlapping:
        yield f"overlaps={string(','.join(overlapping))}"


def _columns(names: Names, one: Relation, *, child: bool) -> str:
    table, columns = (one.child, one.columns) if child else (one.parent, one.parent_columns)
    return f"[{', '.join(f'{names.classes[table]}.{names.attributes[table, column]}' for column in columns)}]"


def _deletion(one: Relation) -> Iterator[str]:
    """What the database does on delete is left to the database."""
    if one.on_delete == "cascade":
        yield 'cascade="all, delete"'
        yield "passive_deletes=True"
    elif one.on_delete in {"set null", "set default"}:
        yield "passive_deletes=True"
    else:
        yield 'passive_deletes="all"'


def _goes_round(one: Relation, every: tuple[Relation, ...]) -> bool:
    return not one.refers_to_itself and any(o.child == one.parent and o.parent == one.child for o in every)


def _overlapping(names: Names, one: Relation) -> set[str]:
    """The other relationships that write one of the same columns."""
    sharing = {
        other.name
        for other in names.relations
        if other.child == one.child and other.name != one.name and set(other.columns) & set(one.columns)
    }
    if not sharing:
        return set()
    return {
        side.name
        for sides in names.sides.values()
        for side in sides
        if side.relation.child == one.child and side.relation.name in sharing
    }
