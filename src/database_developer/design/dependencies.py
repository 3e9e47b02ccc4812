"""What follows from what among attributes: closures, keys, and the tables in which nothing is told twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

Names = frozenset[str]


@dataclass(frozen=True, slots=True)
class Dependency:
    """Two rows that agree on ``left`` agree on ``right``."""

    left: Names
    right: Names


@dataclass(frozen=True, slots=True)
class Part:
    """One of the tables that a table is taken apart into: its attributes, and the key that tells its rows apart."""

    attributes: Names
    key: Names


def closure(names: Iterable[str], dependencies: Iterable[Dependency]) -> Names:
    """All that follows from some attributes."""
    known, told = frozenset(names), tuple(dependencies)
    while True:
        more = known.union(*(one.right for one in told if one.left <= known))
        if more == known:
            return known
        known = more


def follows(dependency: Dependency, dependencies: Iterable[Dependency]) -> bool:
    """Whether a dependency holds wherever the others do."""
    return dependency.right <= closure(dependency.left, dependencies)


def keys(attributes: Names, dependencies: tuple[Dependency, ...]) -> tuple[Names, ...]:
    """The smallest sets of attributes that everything follows from, the narrowest first."""
    always = attributes - frozenset().union(*(one.right - one.left for one in dependencies))
    others = sorted(attributes - always)
    found: list[Names] = []
    for size in range(len(others) + 1):
        for more in combinations(others, size):
            candidate = always | frozenset(more)
            is_smallest = not any(key <= candidate for key in found)
            if is_smallest and attributes <= closure(candidate, dependencies):
                found.append(candidate)
    return tuple(found)


def cover(dependencies: Iterable[Dependency]) -> tuple[Dependency, ...]:
    """The same said with the fewest words: one attribute on the right, nothing idle on the left, nothing twice."""
    single = {Dependency(one.left, frozenset({name})) for one in dependencies for name in one.right - one.left}
    told = sorted(single, key=_order)
    for one in tuple(told):
        told[told.index(one)] = Dependency(_without_idle(one, told), one.right)
    for one in tuple(told):
        rest = list(told)
        rest.remove(one)
        if follows(one, rest):
            told = rest
    return tuple(told)


def _order(one: Dependency) -> tuple[list[str], list[str]]:
    return sorted(one.left), sorted(one.right)


def _without_idle(one: Dependency, told: list[Dependency]) -> Names:
    left = one.left
    for name in sorted(one.left):
        if one.right <= closure(left - {name}, told):
            left -= {name}
    return left


def decomposed(attributes: Names, dependencies: tuple[Dependency, ...]) -> tuple[Part, ...]:
    """Tables in Boyce-Codd normal form that give the whole table again when they are joined.

    A table is cut at a dependency whose left side does not tell all of it: what follows from that side goes into a
    table of its own, and the side stays behind as the reference to it.
    """
    cut = next(_cuts(attributes, dependencies), None)
    if cut is None:
        smallest = keys(attributes, tuple(projected(attributes, dependencies)))
        return (Part(attributes, smallest[0]),)
    apart = closure(cut, dependencies) & attributes
    rest = (attributes - apart) | cut
    return (*decomposed(rest, dependencies), *decomposed(apart, dependencies))


def _cuts(attributes: Names, dependencies: tuple[Dependency, ...]) -> Iterator[Names]:
    """The sides from which something follows, but not all; those told in words first, the others after them."""
    told = [one.left for one in cover(dependencies) if one.left <= attributes]
    for left in (*told, *_subsets(attributes)):
        reached = closure(left, dependencies) & attributes
        if left < reached < attributes:
            yield left


def _subsets(attributes: Names) -> Iterator[Names]:
    for size in range(1, len(attributes)):
        yield from (frozenset(some) for some in combinations(sorted(attributes), size))


def projected(attributes: Names, dependencies: tuple[Dependency, ...]) -> Iterator[Dependency]:
    """What of the dependencies still holds among some of the attributes."""
    for left in (frozenset[str](), *_subsets(attributes), attributes):
        right = (closure(left, dependencies) & attributes) - left
        if right:
            yield Dependency(left, right)
