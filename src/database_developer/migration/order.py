"""The order in which operations run: what must come first does, and the rest reads well."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from heapq import heappop, heappush
from itertools import pairwise

from database_developer.errors import NoPlan
from database_developer.migration.change import Change, Removal, Stage, Turn
from database_developer.model.names import Address, of

GATES = {Turn.CLEARING: -1, Turn.RENAMING: -2}  # nodes that stand between the phases
Place = tuple[int, int, str, int, str]
Edge = tuple[int, int]


def ordered(operations: Sequence[Change]) -> tuple[Change, ...]:
    """The operations in order; the same whatever order they come in.

    Raises NoPlan where some need each other in a circle.
    """
    changes = sorted(operations, key=_place)
    demands = set(_edges(changes))
    wishes = set(_wishes(changes)) - demands
    while True:
        sorter: TopologicalSorter[int] = TopologicalSorter(dict.fromkeys(range(len(changes)), ()))
        for first, then in sorted(demands | wishes):
            sorter.add(then, first)
        try:
            sorter.prepare()
        except CycleError as error:
            wishes.discard(_wish_to_give_up(error, wishes, changes))
        else:
            return tuple(changes[place] for place in _taken(sorter) if place >= 0)


def _wish_to_give_up(error: CycleError, wishes: set[Edge], changes: Sequence[Change]) -> Edge:
    """One wish of those that make the circle; raises NoPlan where it is made of demands alone."""
    circle: list[int] = error.args[1]
    edges = {*pairwise(circle), *pairwise(reversed(circle))}
    if edges & wishes:
        return min(edges & wishes)
    said = [changes[place].describe() for place in circle if place >= 0]
    raise NoPlan(
        f"these changes need each other in a circle: {'; '.join(dict.fromkeys(said))}",
        hint="make them in two migrations",
    ) from error


def _place(change: Change) -> Place:
    """Where the operation stands when nothing demands another place; the changes of one table stay together."""
    subject = change.subject()
    group = str(subject.owner or subject.name)
    if change.stage in (Stage.RENAMES, Stage.REMOVALS):
        return (change.stage, change.order(), group, 0, str(subject))
    return (change.stage, 0, group, change.order(), str(subject))


def _taken(sorter: TopologicalSorter[int]) -> Iterator[int]:
    """Of all that could run next, always the first by place."""
    ready: list[int] = []
    while sorter.is_active():
        for place in sorter.get_ready():
            heappush(ready, place)
        place = heappop(ready)
        sorter.done(place)
        yield place


def _edges(changes: Sequence[Change]) -> Iterator[Edge]:
    """Pairs of places: the first must run before the second."""
    makers, enders = _makers(changes), _enders(changes)
    for place, change in enumerate(changes):
        required = change.requires()
        for address in required:
            yield from _before(makers.get(address, ()), place)
        for address in change.requires_gone():
            yield from _before(enders.get(address, ()), place)
        for address in change.creates():
            yield from _before((it for it in enders.get(address, ()) if isinstance(changes[it], Removal)), place)
        for address in change.releases() - required:
            yield from _after(place, enders.get(address, ()))
    yield from _chains(changes)
    yield from _ends(changes)
    yield from _gates(changes)


def _ends(changes: Sequence[Change]) -> Iterator[Edge]:
    """What must be the first or the last change of a table."""
    if not any(change.opens() or change.closes() for change in changes):
        return
    of_table = _by_address((place, frozenset({_table(change)})) for place, change in enumerate(changes))
    for place, change in enumerate(changes):
        gone = change.requires_gone()
        for table in change.opens():
            others = (it for it in of_table.get(of("table", table), ()) if gone.isdisjoint(changes[it].removes()))
            yield from _after(place, others)
        for table in change.closes():
            yield from _before(of_table.get(of("table", table), ()), place)


def _table(change: Change) -> Address:
    subject = change.subject()
    return of("table", subject.owner or subject.name)


def _wishes(changes: Sequence[Change]) -> Iterator[Edge]:
    """Pairs of places: the first had better run before the second."""
    makers, enders = _makers(changes), _enders(changes)
    for place, change in enumerate(changes):
        wished = change.follows()
        for address in wished:
            yield from _before(makers.get(address, ()), place)
        for address in change.precedes() - wished:
            yield from _after(place, enders.get(address, ()))


def _makers(changes: Sequence[Change]) -> Mapping[Address, list[int]]:
    return _by_address(enumerate(change.creates() for change in changes))


def _enders(changes: Sequence[Change]) -> Mapping[Address, list[int]]:
    return _by_address(enumerate(change.removes() for change in changes))


def _by_address(found: Iterable[tuple[int, frozenset[Address]]]) -> Mapping[Address, list[int]]:
    places: dict[Address, list[int]] = defaultdict(list)
    for place, addresses in found:
        for address in addresses:
            places[address].append(place)
    return dict(places)


def _before(others: Iterable[int], place: int) -> Iterator[Edge]:
    return ((other, place) for other in others if other != place)


def _after(place: int, others: Iterable[int]) -> Iterator[Edge]:
    return ((place, other) for other in others if other != place)


def _chains(changes: Sequence[Change]) -> Iterator[Edge]:
    """The changes of one column or type run in the order of their ranks."""
    last: dict[Address, int] = {}
    for place in sorted(range(len(changes)), key=lambda it: changes[it].order()):
        change = changes[place]
        if change.stage is Stage.TABLES or change.stage is Stage.TYPES:
            subject = change.subject()
            if subject in last:
                yield last[subject], place
            last[subject] = place


def _gates(changes: Sequence[Change]) -> Iterator[Edge]:
    """Where something is renamed, what is dropped under old names runs before, everything else after."""
    if not any(change.when() is Turn.RENAMING for change in changes):
        return
    first, second = GATES[Turn.CLEARING], GATES[Turn.RENAMING]
    yield first, second
    for place, change in enumerate(changes):
        if change.when() is Turn.CLEARING:
            yield place, first
        elif change.when() is Turn.RENAMING:
            yield first, place
            yield place, second
        else:
            yield second, place
