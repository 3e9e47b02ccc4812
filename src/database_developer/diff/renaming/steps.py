"""Renamings as they take place: each changes a name or a namespace, never both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from database_developer.model.differences import Renaming
from database_developer.model.names import Address, QualifiedName

IN_NAMESPACES = frozenset({"extension", "enum", "domain", "composite", "sequence", "table", "view", "function"})


def steps_of(renamings: tuple[Renaming, ...], kinds: tuple[str, ...]) -> tuple[Renaming, ...]:
    """The steps in order, kinds in the order given; steps that are steps already stay as they are."""
    namespaces = {it.before.name.name: it.after.name.name for it in renamings if it.after.kind == "namespace"}
    steps = [step for renaming in renamings for step in _steps(renaming, namespaces)]
    steps.sort(key=lambda step: (_wave(step), kinds.index(step.after.kind), str(step.after)))
    return tuple(step for _, wave in groupby(steps, key=_wave) for step in _chained(list(wave)))


def _chained(steps: list[Renaming]) -> tuple[Renaming, ...]:
    """The steps of one wave, but a name is given up before something else takes it; a circle stays as it is."""
    given_up = {_old_place(step) for step in steps}
    if not any(step.after in given_up for step in steps):
        return tuple(steps)
    found: list[Renaming] = []
    while steps:
        held = {_old_place(step) for step in steps}
        free = next((step for step in steps if step.after not in held), steps[0])
        steps.remove(free)
        found.append(free)
    return tuple(found)


def _old_place(step: Renaming) -> Address:
    """Where a part stands before it is renamed, its owner by the name of afterwards."""
    return replace(step.before, owner=step.after.owner)


def moves(renaming: Renaming) -> bool:
    """Whether the step leads to another namespace."""
    return renaming.after.kind in IN_NAMESPACES and renaming.before.name.schema != renaming.after.name.schema


def _wave(step: Renaming) -> int:
    """Namespaces, then moves, then names of relations and types; functions move and are renamed after these."""
    kind = step.after.kind
    if kind == "namespace":
        return 0
    if kind == "function":
        return 3 if moves(step) else 4
    if kind not in IN_NAMESPACES:
        return 5
    return 1 if moves(step) else 2


def _steps(renaming: Renaming, namespaces: dict[str, str]) -> Iterator[Renaming]:
    before, after = renaming.before, renaming.after
    if after.kind not in IN_NAMESPACES:
        yield renaming
        return
    schema = namespaces.get(before.name.schema, before.name.schema)
    name = before.name.name
    if after.kind == "function":
        name = _with_arguments_of(name, after.name.name)
    if schema != after.name.schema:
        moved = _at(after, QualifiedName(after.name.schema, name))
        yield Renaming(before=_at(before, QualifiedName(schema, name)), after=moved)
    if name != after.name.name:
        yield Renaming(before=_at(before, QualifiedName(after.name.schema, name)), after=after)


def _at(address: Address, name: QualifiedName) -> Address:
    return replace(address, name=name)


def _with_arguments_of(old: str, new: str) -> str:
    """The old name of a function with the argument types as they are called by then."""
    return f"{old.partition('(')[0]}({new.partition('(')[2]}"
