"""Renames: told by somebody in short words, or offered where something went and something like it came."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from database_developer.diff.addresses import PARTS
from database_developer.diff.compare import compare
from database_developer.diff.renaming import RENAMERS
from database_developer.diff.tokens import words
from database_developer.errors import UsageError
from database_developer.model.differences import Renaming
from database_developer.model.names import Address, QualifiedName, of, part_of
from database_developer.model.schema import Column, Schema, Table

LIKENESS = 0.6  # share of columns that two tables must have in common to look like one renamed


def renamings_told(told: Iterable[str], before: Schema, after: Schema) -> tuple[Renaming, ...]:
    """Renamings from texts such as ``users.name=full_name``, ``users=members`` or ``index:a_idx=b_idx``.

    Names may be qualified and quoted as in SQL; the kind has to be said only where several have the name.
    Raises UsageError where nothing, or more than one thing, is meant.
    """
    found = [_told(text, before) for text in told]
    tables = {it.before.name: it.after.name for it in found if it.after.kind == "table"}
    return tuple(_owned(it, tables) for it in found)


def _owned(renaming: Renaming, tables: dict[QualifiedName, QualifiedName]) -> Renaming:
    """A part's new address has the new name of its table."""
    owner = renaming.after.owner
    if owner is None or owner not in tables:
        return renaming
    return replace(renaming, after=part_of(renaming.after.kind, tables[owner], renaming.after.name.name))


def _told(text: str, before: Schema) -> Renaming:
    old, equals, new = text.partition("=")
    kind, colon, rest = old.partition(":")
    wanted, name = (kind.strip(), rest) if colon else ("", old)
    path, new_path = _path(name), _path(new)
    if not equals or not path or not new_path or (wanted and wanted not in RENAMERS):
        raise UsageError(
            f'"{text}" is no rename',
            hint=f'say it as "users.name=full_name" or "kind:old=new" with a kind of {", ".join(RENAMERS)}',
        )
    found = [it for it in _things(before) if (not wanted or it.kind == wanted) and _is_meant(it, path)]
    if len(found) != 1:
        problem = "there is nothing" if not found else f"there are {', '.join(sorted(map(str, found)))}"
        raise UsageError(
            f'"{text}": {problem} of that name in the schema before', hint="say kind:schema.table.name=new"
        )
    return Renaming(before=found[0], after=_renamed(found[0], new_path))


def _path(text: str) -> tuple[str, ...]:
    return tuple(word.name for word in words(text) if word.text != ".") if text.strip() else ()


def _things(schema: Schema) -> Iterator[Address]:
    standing = {
        "namespace": [QualifiedName("public", name) for name in schema.namespaces],
        "enum": schema.enums,
        "domain": schema.domains,
        "composite": schema.composites,
        "sequence": schema.sequences,
        "table": schema.tables,
        "view": schema.views,
        "function": schema.functions,
    }
    for kind, names in standing.items():
        yield from (of(kind, name) for name in names)
    for name, table in schema.tables.items():
        for kind, attribute in PARTS.items():
            yield from (part_of(kind, name, part.name) for part in getattr(table, attribute))


def _is_meant(address: Address, path: tuple[str, ...]) -> bool:
    name = address.name.name.partition("(")[0] if address.kind == "function" else address.name.name
    owner = address.owner
    full: tuple[str, ...] = (address.name.schema, name) if owner is None else (owner.schema, owner.name, name)
    if len(path) == 1 and address.owner is not None:
        return address.kind in ("constraint", "index") and path[0] == name
    return full[-len(path) :] == path


def _renamed(address: Address, path: tuple[str, ...]) -> Address:
    """The address under the new name; a standing object may move to another namespace."""
    if address.owner is not None:
        return part_of(address.kind, address.owner, path[-1])
    schema = path[-2] if len(path) > 1 and address.kind != "namespace" else address.name.schema
    arguments = address.name.name.partition("(")[1:]
    name = path[-1] + "".join(arguments) if address.kind == "function" else path[-1]
    return of(address.kind, QualifiedName(schema, name))


def renames_offered(before: Schema, after: Schema, renamings: tuple[Renaming, ...]) -> tuple[Renaming, ...]:
    """What might have been renamed: a column that goes where one of its type comes, a table where one like it comes."""
    differences = compare(before, after, renamings)
    gone = dict(differences.removed(Column))
    come = dict(differences.added(Column))
    offers = [
        Renaming(before=old, after=new)
        for old, column in gone.items()
        for new, made in come.items()
        if old.owner == new.owner and column.type == made.type and not column.inherited
    ]
    tables = dict(differences.added(Table))
    for old, table in differences.removed(Table):
        offers += [Renaming(before=old, after=new) for new, made in tables.items() if _are_alike(table, made)]
    return tuple(offers)


def _are_alike(one: Table, other: Table) -> bool:
    mine, theirs = ({(it.name, it.type) for it in table.columns} for table in (one, other))
    return bool(mine and theirs) and len(mine & theirs) / max(len(mine), len(theirs)) >= LIKENESS


def in_short(renaming: Renaming) -> str:
    """The text by which somebody tells the renaming."""
    old, new = renaming.before, renaming.after
    if old.owner is None:
        return f"{old.name}={new.name}"
    return f"{old.owner}.{old.name.name}={new.name.name}"
