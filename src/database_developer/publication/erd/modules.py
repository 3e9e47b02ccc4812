"""Cuts a schema into groups of related tables that are small enough to draw."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from database_developer.model.names import QualifiedName
from database_developer.publication.relations import Relation

LARGEST = 25


def modules(names: tuple[QualifiedName, ...], relations: tuple[Relation, ...]) -> tuple[tuple[QualifiedName, ...], ...]:
    """Groups to draw, each of at most 25 tables; one group if that is enough, the unrelated tables in none."""
    if len(names) <= LARGEST:
        return (names,) if names else ()
    return tuple(group for component in _components(names, relations) for group in _cut(component, relations))


def unrelated(names: tuple[QualifiedName, ...], relations: tuple[Relation, ...]) -> tuple[QualifiedName, ...]:
    """The tables that nothing refers to and that refer to nothing but themselves."""
    related = {end for one in relations if not one.refers_to_itself for end in (one.child, one.parent)}
    return tuple(name for name in names if name not in related)


def _components(
    names: tuple[QualifiedName, ...], relations: tuple[Relation, ...]
) -> Iterator[tuple[QualifiedName, ...]]:
    alone = set(unrelated(names, relations))
    seen: set[QualifiedName] = set()
    for name in names:
        if name not in seen and name not in alone:
            component = _reached(name, relations)
            seen |= set(component)
            yield component


def _reached(start: QualifiedName, relations: tuple[Relation, ...]) -> tuple[QualifiedName, ...]:
    """Everything connected, the nearest first."""
    found = [start]
    for name in found:
        near = {one.parent for one in relations if one.child == name}
        near |= {one.child for one in relations if one.parent == name}
        found += sorted(near - set(found))
    return tuple(found)


def _cut(component: tuple[QualifiedName, ...], relations: tuple[Relation, ...]) -> Iterator[tuple[QualifiedName, ...]]:
    """Pieces around the tables with the most relations left, each connected in itself."""
    remaining = set(component)
    while remaining:
        inner = tuple(one for one in relations if one.child in remaining and one.parent in remaining)
        degrees = Counter(end for one in inner for end in (one.child, one.parent))
        start = min(remaining, key=lambda name: (-degrees[name], name))
        piece = _reached(start, inner)[:LARGEST]
        remaining -= set(piece)
        yield tuple(sorted(piece))
