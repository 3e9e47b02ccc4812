"""The columns that a rule's attributes mean: of the row, or of the row that it refers to."""

from __future__ import annotations

from dataclasses import dataclass, replace

from database_developer.design.draft import Draft, at_column
from database_developer.design.fillings.terms import Family, Term, Unclear, length_of
from database_developer.design.naming import column_name, snake
from database_developer.model.inflection import singular
from database_developer.model.names import QualifiedName
from database_developer.model.quoting import identifier, in_full
from database_developer.model.recipe import Attribute
from database_developer.model.schema import Column, ConstraintKind, Reference

ROW = "t"
PARENT = "p"


@dataclass(frozen=True, kw_only=True, slots=True)
class Columns:
    """Finds columns by the ticket's names for one table's rows."""

    draft: Draft
    entity: str
    table: QualifiedName

    def term(self, attribute: Attribute) -> Term:
        """The value of an attribute. Unclear where it names no column."""
        if attribute.of is None or self.draft.table_of(attribute.of) == self.table:
            return self._own(self._as_it_is(self.column(attribute.name)))
        return self._of_parent(attribute, attribute.of)

    def column(self, name: str) -> Column:
        """The row's own column: of the target, or one that stands now and goes away."""
        found = self._found(self.entity, self.table, name)
        if found is None:
            raise Unclear(f'"{self.table}" has no column for "{name}"', "name the column in the ticket, in ticks")
        return found

    def _as_it_is(self, column: Column) -> Column:
        """The column of that name with the type that it has today, where the ticket changes it."""
        live = self.draft.live.tables.get(self.table)
        old = live.column(column.name) if live is not None else None
        return column if old is None or old.type == column.type else old

    def _own(self, column: Column) -> Term:
        term = Term(sql=f"{ROW}.{identifier(column.name)}", type=column.type, may_be_null=not column.is_required)
        return replace(
            term,
            longest=length_of(column.type),
            may_be_empty=term.family is Family.TEXT,
            reads=(at_column(self.table, column.name),),
        )

    def _found(self, entity: str, table: QualifiedName, name: str) -> Column | None:
        target = self.draft.tables.get(table)
        gone = self._gone(table, name)
        if gone is not None:
            return gone
        column = self.draft.column_of(entity, name)
        if column is None and target is not None:
            column = self._renamed(table, column_name(name))
        found = target.column(column) if target is not None and column is not None else None
        live = self.draft.live.tables.get(table)
        if found is not None or live is None:
            return found
        if name == "created":
            return live.column(self.draft.style.created.value)
        return live.column(name) or live.column(column_name(name))

    def _gone(self, table: QualifiedName, name: str) -> Column | None:
        """The column of exactly this name, where it stands and goes away: "returned", and not "returned_at"."""
        target, live = self.draft.tables.get(table), self.draft.live.tables.get(table)
        stays = target is not None and target.column(name) is not None
        is_renamed = self._renamed(table, name) is not None
        return None if live is None or stays or is_renamed else live.column(name)

    def _renamed(self, table: QualifiedName, name: str) -> str | None:
        """The new name of a column that the ticket still calls by its old one."""
        for renaming in self.draft.renamings:
            if renaming.before.kind == "column" and renaming.after.owner == table and renaming.before.name.name == name:
                return renaming.after.name.name
        return None

    def _of_parent(self, attribute: Attribute, parent: str) -> Term:
        """The parent's value, looked up by the one reference to it."""
        columns, there = self._reference(parent)
        entity = parent if self.draft.table_of(parent) == there.table else there.table.name
        found = self._found(entity, there.table, attribute.name)
        if found is None:
            text = f'"{there.table}" has no column for "{attribute.name}"'
            raise Unclear(text, "name the column in the ticket, in ticks")
        pairs = zip(there.columns, columns, strict=True)
        where = " AND ".join(f"{PARENT}.{identifier(its)} = {ROW}.{identifier(own)}" for its, own in pairs)
        sql = f"(SELECT {PARENT}.{identifier(found.name)} FROM {in_full(there.table)} AS {PARENT} WHERE {where})"
        term = Term(sql=sql, type=found.type, longest=length_of(found.type), is_immutable=False)
        reads = (at_column(there.table, found.name), *(at_column(self.table, column) for column in columns))
        return replace(term, may_be_empty=term.family is Family.TEXT, reads=reads)

    def _reference(self, parent: str) -> tuple[tuple[str, ...], Reference]:
        keys = self.draft.tables[self.table].constraints_of(ConstraintKind.FOREIGN_KEY)
        by_role = [key for key in keys if key.columns and key.columns[0] in _role_columns(parent)]
        table = self.draft.table_of(parent)
        by_table = [key for key in keys if key.reference is not None and key.reference.table == table]
        found = by_role or by_table
        if len(found) != 1 or found[0].reference is None:
            ways = "several references" if found else "no reference"
            text = f'"{self.table}" has {ways} to "{parent}", so it is not clear whose value is meant'
            raise Unclear(text, "name the column that refers to it")
        return found[0].columns, found[0].reference


def _role_columns(parent: str) -> tuple[str, ...]:
    name = snake(parent)
    return (name, f"{name}_id", f"{singular(name)}_id")
