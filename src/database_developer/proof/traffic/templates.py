"""The transactions of an application that uses a table, with a row's values left open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from database_developer.model.names import QualifiedName
from database_developer.model.quoting import identifier, qualified
from database_developer.model.schema import Column, Constraint, Index, Reference, View
from database_developer.proof.traffic.application import Known
from database_developer.proof.traffic.inserting import inserted

MOST_UPDATED = 2  # columns of a table that are updated, those that the migration is about first
MOST_RANGES = 2
MOST_JOINS = 2
PAGE = 20  # rows of one page of a list


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One statement; ``takes`` names the columns whose values stand for ``$1``, ``$2``, ...

    Without ``takes`` it is given the row that the statement before it returned.
    """

    sql: str
    takes: tuple[str, ...] | None = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Template:
    """One kind of transaction; ``table`` is the one whose rows it takes values from."""

    name: str
    table: QualifiedName
    steps: tuple[Step, ...]

    @property
    def takes(self) -> frozenset[str]:
        """The columns whose values it needs."""
        return frozenset(name for step in self.steps for name in step.takes or ())


def of_view(view: View) -> Iterator[Template]:
    """A page of a view."""
    yield _page(view.name, [column.name for column in view.columns])


def of_table(known: Known) -> Iterator[Template]:
    """Reads and writes by the key, reads by indexes, and through foreign keys; without a key, only a page."""
    if not known.primary_key:
        yield _page(known.table.name, [column.name for column in known.columns])
        return
    yield _point_read(known)
    yield from _range_reads(known)
    yield from _joined_reads(known)
    updated = _updatable(known)[:MOST_UPDATED]
    yield from (_update(known, column) for column in updated)
    yield from (_locked_update(known, column) for column in updated[:1])
    yield from _insert_and_delete(known)


def _page(name: QualifiedName, columns: Sequence[str]) -> Template:
    sql = f"SELECT {_listed(columns)} FROM {qualified(name)} LIMIT {PAGE}"
    return Template(name=f"a page of {name}", table=name, steps=(Step(sql=sql),))


def _point_read(known: Known) -> Template:
    columns = _listed(column.name for column in known.columns)
    sql = f"SELECT {columns} FROM {_table(known)} WHERE {_by_key(known)}"
    return _template(known, "read one row of", Step(sql=sql, takes=known.primary_key))


def _range_reads(known: Known) -> Iterator[Template]:
    for column in _range_columns(known)[:MOST_RANGES]:
        name, key = identifier(column), _listed(known.primary_key)
        sql = f"SELECT {key} FROM {_table(known)} WHERE {name} >= $1 ORDER BY {name} LIMIT {PAGE}"
        yield _template(known, f'read by "{column}" of', Step(sql=sql, takes=(column,)))


def _range_columns(known: Known) -> list[str]:
    """The columns that lead an index before and afterwards; where there is none, the key's first."""
    later = known.table if known.later is None else known.later
    kept = {index.keys[0].text for index in later.indexes if index.keys}
    leading = dict.fromkeys(index.keys[0].text for index in known.table.indexes if _can_be_ranged(index))
    names = kept & {column.name for column in known.columns}
    return [name for name in leading if name in names] or [known.primary_key[0]]


def _can_be_ranged(index: Index) -> bool:
    is_plain = index.method == "btree" and index.predicate is None and index.valid
    return is_plain and bool(index.keys) and not index.keys[0].is_expression


def _joined_reads(known: Known) -> Iterator[Template]:
    names = {column.name for column in known.columns}
    keys = [it for it in known.table.foreign_keys if it.reference is not None and names.issuperset(it.columns)]
    for constraint in keys[:MOST_JOINS]:
        if constraint.reference is not None:
            yield _joined_read(known, constraint, constraint.reference)


def _joined_read(known: Known, constraint: Constraint, reference: Reference) -> Template:
    pairs = zip(constraint.columns, reference.columns, strict=True)
    join = " AND ".join(f"p.{identifier(theirs)} = c.{identifier(own)}" for own, theirs in pairs)
    sql = (
        f"SELECT {_listed(reference.columns, 'p.')} FROM {_table(known)} AS c "
        f"JOIN {qualified(reference.table)} AS p ON {join} WHERE {_by_key(known, 'c.')}"
    )
    return _template(known, f"read with its row of {reference.table} one of", Step(sql=sql, takes=known.primary_key))


def _updatable(known: Known) -> list[Column]:
    """The columns that tell no rows apart and refer to nothing; those that the migration is about come first."""
    taken = {name for key in known.keys for name in key.columns} | set(known.primary_key)
    taken |= {name for constraint in known.table.foreign_keys for name in constraint.columns}
    parted = known.table.partitioning.key if known.table.partitioning else ""
    free = [
        column
        for column in known.columns
        if column.name not in taken
        and column.identity is None
        and column.generated is None
        and identifier(column.name) not in parted
    ]
    return sorted(free, key=lambda column: column.name not in known.changing)


def _update(known: Known, column: Column) -> Template:
    return _template(known, f'update "{column.name}" of', _setting(known, column))


def _locked_update(known: Known, column: Column) -> Template:
    sql = f"SELECT {_listed(known.primary_key)} FROM {_table(known)} WHERE {_by_key(known)} FOR UPDATE"
    return _template(known, "lock and update one of", Step(sql=sql, takes=known.primary_key), _setting(known, column))


def _setting(known: Known, column: Column) -> Step:
    """An UPDATE that writes what the row held when the traffic began."""
    new = f"${len(known.primary_key) + 1}"
    sql = f"UPDATE {_table(known)} SET {identifier(column.name)} = {new} WHERE {_by_key(known)}"
    return Step(sql=sql, takes=(*known.primary_key, column.name))


def _insert_and_delete(known: Known) -> Iterator[Template]:
    """A row like another one comes and goes, where its keys can be made anew."""
    values = inserted(known)
    if values is None:
        return
    key = ", ".join(f"{identifier(name)}::text" for name in known.primary_key)
    insert = (
        f"INSERT INTO {_table(known)} ({_listed(values)}) SELECT {', '.join(values.values())} "
        f"FROM {_table(known)} WHERE {_by_key(known)} RETURNING {key}"
    )
    delete = f"DELETE FROM {_table(known)} WHERE {_by_key(known)}"
    yield _template(
        known, "insert and delete one of", Step(sql=insert, takes=known.primary_key), Step(sql=delete, takes=None)
    )


def _template(known: Known, what: str, *steps: Step) -> Template:
    return Template(name=f"{what} {known.table.name}", table=known.table.name, steps=steps)


def _table(known: Known) -> str:
    return qualified(known.table.name)


def _by_key(known: Known, alias: str = "") -> str:
    return " AND ".join(f"{alias}{identifier(name)} = ${n}" for n, name in enumerate(known.primary_key, 1))


def _listed(names: Iterable[str], alias: str = "") -> str:
    return ", ".join(f"{alias}{identifier(name)}" for name in names)
