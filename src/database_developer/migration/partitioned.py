"""Indexes, keys and foreign keys of a partitioned table that stands: first on each partition, then joined together.

So no partition waits for another one's rows to be read: what takes long is done on one partition at a time, in the
form that its size asks for, and what concerns them all is over in a moment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from database_developer.diff.default_names import default_name
from database_developer.migration.ddl import constraints, guards, indexes, partitions
from database_developer.migration.ddl.locks import exclusive, strongest
from database_developer.migration.editing import put_part
from database_developer.migration.partition_tree import below, is_partitioned, is_small, leaves
from database_developer.migration.partition_tree import partitions as parts_of
from database_developer.model.differences import Differences
from database_developer.model.migration import Facts, Statement
from database_developer.model.names import QualifiedName
from database_developer.model.schema import Constraint, ConstraintKind, Index, Schema, Table

Names = Mapping[QualifiedName, str]
Placed = tuple[tuple[QualifiedName, str], ...]
OnOne = Callable[[QualifiedName, Constraint], tuple[Statement, ...]]
LABELS = {ConstraintKind.PRIMARY_KEY: "pkey", ConstraintKind.UNIQUE: "key", ConstraintKind.EXCLUDE: "excl"}


def names_wished(differences: Differences, owner: QualifiedName, thing: Index | Constraint) -> Placed:
    """What the parts of a new index or constraint are called on the partitions that stay."""
    if not differences.followed:
        return ()
    new = [it for it in differences.items if it.address.owner == owner and it.before is None]
    alike = [it.address.name.name for it in new if _are_alike(it.after, thing)]
    turn = alike.index(thing.name) if thing.name in alike else 0
    found: dict[QualifiedName, list[str]] = {}
    for item in differences.followed:
        owner_below, is_new = item.address.owner, not getattr(item.before, "inherited", False)
        if is_new and owner_below is not None and _are_alike(item.after, thing):
            found.setdefault(owner_below, []).append(item.address.name.name)
    return tuple((table, names[min(turn, len(names) - 1)]) for table, names in found.items())


def names_of_parts(differences: Differences, before: Schema, owner: QualifiedName, thing: Index | Constraint) -> Placed:
    """What its parts are to be called: as wished, or as they are where it is only made anew."""
    wished = dict(names_wished(differences, owner, thing))
    return tuple({**names_there(before, owner, thing), **wished}.items())


def names_there(schema: Schema, owner: QualifiedName, thing: Index | Constraint) -> dict[QualifiedName, str]:
    """What the parts of an index or constraint are called on the partitions."""
    found: dict[QualifiedName, str] = {}
    for part in below(owner, schema):
        own = next((it for it in _parts(part, thing) if it.inherited and _are_alike(it, thing)), None)
        if own is not None:
            found[part.name] = own.name
    return found


def names_for(schema: Schema, owner: QualifiedName, thing: Index | Constraint, wished: Placed) -> Names:
    """A name for the part on each partition: the one wished for, or the usual one."""
    known = dict(wished)
    return {part.name: known.get(part.name) or _usual_name(part.name, thing) for part in below(owner, schema)}


@dataclass(frozen=True, kw_only=True, slots=True)
class Site:
    """Where it is done: the schema, what is known of it, the names of parts on partitions, whether to look first."""

    before: Schema
    facts: Facts
    names: Names
    guarded: bool = False


def add_index(owner: QualifiedName, index: Index, site: Site) -> Iterator[Statement]:
    """The index on the table alone, which is not used yet, then on each partition, each one joined to it."""
    yield replace(indexes.create(owner, index, only=True, guarded=site.guarded), scans=())
    for part in parts_of(owner, site.before):
        own = replace(index, name=site.names[part.name])
        if is_partitioned(part.name, site.before):
            yield from add_index(part.name, own, site)
        elif not _has(part, own):
            concurrently = not site.facts.is_small(part.name)
            yield indexes.create(part.name, own, concurrently=concurrently, guarded=site.guarded)
        yield partitions.attach_index(owner, owner.renamed(index.name), part.name.renamed(own.name))


def drop_index(owner: QualifiedName, index: Index, site: Site) -> Iterator[Statement]:
    """What undoes ``add_index`` or any first part of it."""
    yield indexes.drop(owner, index.name, guarded=True)
    for part in below(owner, site.before):
        own = replace(index, name=site.names[part.name])
        concurrently = not is_partitioned(part.name, site.before) and not site.facts.is_small(part.name)
        if _has(part, own):
            yield indexes.create(part.name, own, concurrently=concurrently, guarded=True)
        else:
            yield indexes.drop(part.name, own.name, concurrently=concurrently, guarded=True)


def add_key(owner: QualifiedName, key: Constraint, site: Site, on_one: OnOne) -> Iterator[Statement]:
    """A key or exclusion in the same way: on the table alone, on each partition, and joined."""
    added = replace(constraints.add(owner, key, only=True), scans=())
    yield guards.unless(guards.constraint_exists(owner, key.name), added) if site.guarded else added
    for part in parts_of(owner, site.before):
        own = replace(key, name=site.names[part.name])
        if is_partitioned(part.name, site.before):
            yield from add_key(part.name, own, site, on_one)
        elif not _has(part, own):
            yield from on_one(part.name, own)
        yield partitions.attach_index(owner, owner.renamed(key.name), part.name.renamed(own.name))


def add_foreign_key(owner: QualifiedName, key: Constraint, site: Site, on_one: OnOne) -> Iterator[Statement]:
    """A foreign key: on each large partition first, where it is validated; the table's own takes those over."""
    small, taken_over = is_small(owner, site.before, site.facts), False
    for leaf in leaves(owner, site.before):
        own = replace(key, name=site.names[leaf])
        if _has(site.before.tables[leaf], own):
            taken_over = True
        elif not small or own.name != key.name:
            taken_over = True
            yield from on_one(leaf, own)
    added = constraints.add(owner, key)
    if taken_over and key.reference is not None:  # the partitions' own triggers over there go
        held = strongest((*added.locks, *exclusive(key.reference.table)))
        added = replace(added, locks=held, scans=added.scans if small else ())
    yield guards.unless(guards.constraint_exists(owner, key.name), added) if site.guarded else added


def drop_constraint(owner: QualifiedName, constraint: Constraint, site: Site, on_one: OnOne) -> Iterator[Statement]:
    """What undoes ``add_key`` or ``add_foreign_key``, or any first part of it."""
    yield constraints.drop(owner, constraint, guarded=True)
    for part in below(owner, site.before) if constraint.kind is not ConstraintKind.CHECK else ():
        own = replace(constraint, name=site.names[part.name])
        if _has(part, own):
            yield from on_one(part.name, own)
        else:
            yield from _dropped(part, own, site)


def _dropped(part: Table, own: Constraint, site: Site) -> Iterator[Statement]:
    yield constraints.drop(part.name, own, guarded=True)
    is_large_leaf = part.partitioning is None and not site.facts.is_small(part.name)
    if own.kind in constraints.KEYS and is_large_leaf:
        yield indexes.drop(part.name, own.name, concurrently=True, guarded=True)


def with_parts(schema: Schema, owner: QualifiedName, thing: Index | Constraint, names: Names) -> Schema:
    """The schema with the index or constraint, on the partitions too."""
    schema = put_part(schema, owner, thing)
    if isinstance(thing, Constraint) and thing.kind is ConstraintKind.CHECK:
        return schema
    for part in below(owner, schema):
        name = names[part.name]
        there = next((it for it in _parts(part, thing) if it.name == name), None)
        own: Any = replace(thing, name=name, inherited=True, comment=there.comment if there else None)
        schema = put_part(schema, part.name, own)
    return schema


def _parts(table: Table, thing: Index | Constraint) -> tuple[Any, ...]:
    return table.indexes if isinstance(thing, Index) else table.constraints


def _has(table: Table, thing: Index | Constraint) -> bool:
    """Whether the table has the like of it already, as its own."""
    return any(it.name == thing.name and not it.inherited and _are_alike(it, thing) for it in _parts(table, thing))


def _are_alike(one: Any, other: Index | Constraint) -> bool:
    if type(one) is not type(other):
        return False
    is_same_kind = getattr(one, "unique", None) == getattr(other, "unique", None)
    return bool(is_same_kind and one.definition == other.definition)


def _usual_name(table: QualifiedName, thing: Index | Constraint) -> str:
    if isinstance(thing, Constraint):
        if thing.kind not in LABELS:
            return thing.name
        if thing.kind is ConstraintKind.PRIMARY_KEY:
            return default_name(table.name, "", "pkey").replace("__", "_")
        return default_name(table.name, "_".join(thing.columns), LABELS[thing.kind])
    columns = "_".join("expr" if key.is_expression else key.text for key in thing.keys)
    return default_name(table.name, columns, "idx")
