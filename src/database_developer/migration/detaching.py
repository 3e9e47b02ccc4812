"""How a partition stops being one while others use the table that it is taken from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from database_developer.migration.ddl import guards, hidden_columns, partitions
from database_developer.migration.ddl.locks import exclusive, locks, strongest
from database_developer.migration.partition_tree import (
    DEFAULT,
    below,
    default_of,
    is_small,
    leaves,
    names_below,
    referring,
    standing_alone,
)
from database_developer.model.migration import Facts, Lock, LockMode, Statement
from database_developer.model.names import QualifiedName
from database_developer.model.schema import (
    ConstraintKind,
    PartitionOf,
    Schema,
)


@dataclass(frozen=True, kw_only=True)
class Detaching:
    """One partition that is to stand alone."""

    child: QualifiedName
    place: PartitionOf
    parent_goes: bool = False

    def statements(self, before: Schema, facts: Facts) -> Iterator[Statement]:
        """DETACH, CONCURRENTLY where it can be; the CHECK that this leaves is dropped."""
        yield from self._taken_out(before, facts)
        yield hidden_columns.note_own(self.place.parent, self.child)

    def _taken_out(self, before: Schema, facts: Facts) -> Iterator[Statement]:
        if self.place.detaching:
            yield partitions.finish_detaching(self.place.parent, self.child, others=self._held(before))
            yield self._cleared(before)
        elif self._can_go_on(before, facts):
            others, scans = self._beside(before)
            yield partitions.detach(self.place.parent, self.child, concurrently=True, others=others, scans=scans)
            yield self._cleared(before)
        else:
            yield self.plainly(before)

    def plainly(self, before: Schema) -> Statement:
        """DETACH in the form that stops the table above for a moment."""
        held, scans = self._held(before), tuple(it for it, _ in referring(self.place.parent, before))
        return partitions.detach(self.place.parent, self.child, others=held, scans=scans)

    def undone(self, before: Schema) -> Statement:
        """DETACH where the table is a partition by now."""
        return guards.only_if(partitions.is_part(self.place.parent, self.child), self.plainly(before))

    def finished(self, before: Schema) -> Statement:
        """FINALIZE where DETACH CONCURRENTLY was cut short."""
        pending = partitions.is_detaching(self.place.parent, self.child)
        statement = partitions.finish_detaching(self.place.parent, self.child, others=self._held(before))
        return guards.only_if(pending, statement)

    def apply(self, before: Schema) -> Schema:
        """The schema with the table standing alone; its own partitions lose the triggers from above, too."""
        table = before.tables[self.child]
        lost = {it.name for it in table.triggers if it.inherited}
        counted = {it.name for it in table.columns if it.inherited and it.identity}
        tables = {**before.tables, self.child: standing_alone(table)}
        for name in names_below(self.child, before):
            part = tables[name]
            triggers = tuple(it for it in part.triggers if not (it.inherited and it.name in lost))
            columns = tuple(replace(it, identity=None) if it.name in counted else it for it in part.columns)
            tables[name] = replace(part, triggers=triggers, columns=columns)
        return replace(before, tables=tables)

    def counted_again(self, before: Schema) -> Iterator[Statement]:
        """Its own partitions put in again, so that they count as before: ATTACH hands identities down one level."""
        for part in below(self.child, before):
            counted = next((it.name for it in part.columns if it.inherited and it.identity), None)
            if counted is not None and part.partition_of is not None:
                parent, held = part.partition_of.parent, exclusive(*names_below(part.name, before))
                out = partitions.detach(parent, part.name, others=held)
                again = partitions.attach(parent, part.name, part.partition_of.bound, scans=leaves(part.name, before))
                lost = guards.column_exists(part.name, counted, "attidentity = ''")
                yield guards.only_if(guards.all_of(partitions.is_part(parent, part.name), lost), out, again)

    def left_check(self, before: Schema) -> Statement:
        """Drop the server's own CHECK, where it left one."""
        return self._cleared(before)

    def _cleared(self, before: Schema) -> Statement:
        kept = tuple(it.name for it in before.tables[self.child].constraints_of(ConstraintKind.CHECK))
        return partitions.drop_left_checks(self.child, kept, others=exclusive(*names_below(self.child, before)))

    def _can_go_on(self, before: Schema, facts: Facts) -> bool:
        has_default = self.place.bound == DEFAULT or default_of(self.place.parent, before) is not None
        is_quick = is_small(self.place.parent, before, facts) or self.parent_goes
        return not has_default and not is_quick

    def _beside(self, before: Schema) -> tuple[tuple[Lock, ...], tuple[QualifiedName, ...]]:
        """What CONCURRENTLY asks for where foreign keys come from; when it is done it stops these for a moment."""
        refer = tuple(it for it, _ in referring(self.place.parent, before) if it != self.place.parent)
        return locks(LockMode.SHARE, *refer), refer

    def _held(self, before: Schema) -> tuple[Lock, ...]:
        """The locks of the plain form on other tables."""
        default = default_of(self.place.parent, before)
        alone = () if default is None or default.name == self.child else (default.name,)
        refer = tuple(it for it, _ in referring(self.place.parent, before))
        keys = before.tables[self.place.parent].foreign_keys
        tables = [it.reference.table for it in keys if it.reference is not None]
        referred = [name for table in tables for name in (table, *names_below(table, before)) if name != self.child]
        exclusively = exclusive(*alone, *refer, *names_below(self.child, before))
        return strongest((*exclusively, *locks(LockMode.SHARE_ROW_EXCLUSIVE, *referred)))
