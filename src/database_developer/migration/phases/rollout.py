"""From two schemas to the migrations between them, in phases where applications have to follow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from database_developer.diff.compare import compare
from database_developer.diff.fingerprint import fingerprints
from database_developer.diff.renaming import renamed
from database_developer.diff.rewriting import with_column
from database_developer.diff.sharing import sharing
from database_developer.migration.change import Change
from database_developer.migration.defaults import is_volatile
from database_developer.migration.editing import put, put_part
from database_developer.migration.operations.close_window import CloseWindow
from database_developer.migration.operations.copy_rows import CopyRows, rows_of
from database_developer.migration.operations.fill_column import FillColumn
from database_developer.migration.operations.hand_over_counter import HandOverCounter
from database_developer.migration.operations.trade_places import TradePlaces
from database_developer.migration.phases.carrying import Carrier
from database_developer.migration.phases.counters import Counter, counters_of, counting_apart
from database_developer.migration.phases.fills import Fill, copied, told, update_of
from database_developer.migration.phases.keeper import Keeper
from database_developer.migration.phases.old_names import old_names
from database_developer.migration.phases.pairs import Pair, pairs_of
from database_developer.migration.phases.swaps import Swap, converted, swaps_of, trading_places, undone
from database_developer.migration.phases.window import Window, renamed_apart
from database_developer.migration.planner import plan, steps_between
from database_developer.model.design import Filling, RowMove, Side
from database_developer.model.differences import Renaming
from database_developer.model.migration import Facts, Hazard, Migration, Phase, Rollout, Step
from database_developer.model.names import Address, QualifiedName, of, part_of
from database_developer.model.schema import Index, Schema, View

NOTES = {
    Phase.EXPAND: "Run it before the new version of the application is deployed; the old one goes on working.",
    Phase.MIGRATE: "Run it after the expand and before the new version is deployed; it may take its time.",
    Phase.CONTRACT: "Run it when the old version of the application is gone for good; it refuses to run before.",
}
MADE_TWICE = ("view", "function")  # rather than renamed, the new one is made beside the old one
GOING = ("table", "view", "column", "function")


def plan_rollout(
    before: Schema,
    after: Schema,
    renamings: tuple[Renaming, ...],
    facts: Facts,
    fillings: tuple[Filling, ...] = (),
    *,
    moves: tuple[RowMove, ...] = (),
) -> Rollout:
    """The migrations from ``before`` to ``after``, both in the server's spelling.

    One is enough where the running application needs not follow. Otherwise an expand (both forms stand), a
    migrate where rows have to be filled, and a contract (the old form goes). Raises NoPlan and DesignImpossible.
    """
    if Hazard.CLIENT_BREAK in facts.allowed and not fillings and not moves:
        return Rollout(migrations=(plan(before, after, renamings, facts),))
    staging = replace(_Staging.of(before, sharing(before, after), renamings, facts, fillings), moves=moves)
    migrations = tuple(staging.migrations())
    hashes = fingerprints(tuple(it.before for it in migrations))
    return Rollout(migrations=tuple(replace(it, before_hash=own) for it, own in zip(migrations, hashes, strict=True)))


@dataclass(frozen=True, kw_only=True)
class _Staging:
    """One rollout being planned."""

    before: Schema
    window: Window
    pairs: tuple[Pair, ...]
    swaps: tuple[Swap, ...]
    counters: tuple[Counter, ...]
    fillings: tuple[Filling, ...]
    at_once: tuple[Renaming, ...]
    """The renamings that are done in the expand."""
    shown: tuple[View, ...]
    """The old names of tables, as views."""
    facts: Facts
    moves: tuple[RowMove, ...] = ()
    """The rows of new tables that are made from those of others."""

    @classmethod
    def of(
        cls,
        before: Schema,
        after: Schema,
        renamings: tuple[Renaming, ...],
        facts: Facts,
        fillings: tuple[Filling, ...],
    ) -> _Staging:
        """What stands twice, and what is filled."""
        is_allowed = Hazard.CLIENT_BREAK in facts.allowed
        renamings = tuple(it for it in renamings if is_allowed or it.after.kind not in MADE_TWICE)
        current = renamed(before, tuple(it for it in renamings if it.after.kind != "column"))
        pairs = () if is_allowed else pairs_of(current, after, renamings)
        twice = {part_of("column", pair.table, pair.new.name) for pair in pairs}
        in_place = tuple(it for it in renamings if it.after.kind != "column" or it.after not in twice)
        current = renamed(before, in_place)
        fillings = tuple(_by_old_names(it, pairs) for it in fillings)
        conversions = converted(current, after, fillings)
        fillings = tuple(it for it in fillings if it not in conversions)
        counters = counters_of(current, after, _moved(facts, in_place), fillings)
        derived = (*_derived(current, after, facts, fillings), *(it.filling() for it in counters))
        swaps = swaps_of(current, after, _moved(facts, in_place), conversions)
        traded = renamed(current, tuple(swap.given_up() for swap in swaps))
        window = Window(
            current=traded,
            after=after,
            twice=frozenset((pair.table, pair.old.name, pair.new.name) for pair in pairs),
            filled=frozenset(
                [
                    *((it.table, it.new.name) for it in pairs),
                    *((it.table, it.new.name) for it in swaps),
                    *((it.table, it.column) for it in fillings),
                ]
            ),
            shed=frozenset((it.table, it.going) for it in swaps),
            eased=frozenset((it.table, it.column) for it in derived),
            early=frozenset(_early(after, fillings)),
        )
        return cls(
            before=before,
            window=window,
            pairs=pairs,
            swaps=swaps,
            counters=counters,
            fillings=(*fillings, *derived),
            at_once=(*in_place, *_apart(window, swaps)),
            shown=() if is_allowed else tuple(old_names(current, in_place, facts.server_version)),
            facts=_moved(facts, in_place),
        )

    def migrations(self) -> Iterator[Migration]:
        """Those that have something to do."""
        trades = trading_places(self.window.migrated(), self.swaps)
        beside = self._kept_in_step(undone(self.window.migrated(), self.swaps, trades), self.swaps)
        expanded = self._kept_in_step(undone(self.window.expanded(), self.swaps, trades), self.swaps)
        expand = _unsigned(self.before, expanded, self.at_once, self.facts)
        migrate = _unsigned(expanded, beside, (), self.facts, tuple(self._filled(expanded)))
        for place, swap in enumerate(self.swaps):
            step = self._traded(migrate.after, swap, self.swaps[place + 1 :])
            migrate = _with_step(migrate, step)
        for counter in self.counters:
            migrate = _with_step(migrate, _step(HandOverCounter(counter=counter), migrate.after, self.facts))
        migrated = migrate.after
        contract = _unsigned(migrated, self.window.after, (), self.facts, tuple(self._closing(migrated)))
        yield from _in_phases(expand, migrate, contract)

    def _traded(self, before: Schema, swap: Swap, waiting: tuple[Swap, ...]) -> Step:
        """The moment in which one column takes the other's place, while the ``waiting`` ones have yet to."""
        later = trading_places(self.window.migrated(), waiting)
        after = self._kept_in_step(undone(self.window.migrated(), waiting, later), waiting)
        within = _unsigned(before, after, trading_places(self.window.migrated(), (swap,)), self.facts)
        return _step(TradePlaces(swap=swap, within=within), before, self.facts)

    def _kept_in_step(self, schema: Schema, waiting: tuple[Swap, ...] = ()) -> Schema:
        """The schema with what stands only meanwhile: above all the triggers that keep old and new in step."""
        schema = counting_apart(schema, self.counters)
        for keeper in self._keepers(waiting):
            schema = put(schema, keeper.function())
            schema = put_part(schema, keeper.table, keeper.trigger())
            for counter in keeper.counters():
                schema = put(schema, counter)
        for carrier in self._carriers():
            schema = put(schema, carrier.function())
            for trigger in carrier.triggers():
                schema = put_part(schema, carrier.move.source, trigger)
        for view in self.shown:
            schema = put(schema, view)
        for filling in self.fillings:
            if filling.lookup is not None:
                schema = put_part(schema, filling.table, filling.lookup)
        return schema

    def _keepers(self, waiting: tuple[Swap, ...] = ()) -> Iterator[Keeper]:
        """One for each table whose rows the old application would write incompletely."""
        tables = dict.fromkeys([it.table for it in self.pairs] + [it.table for it in self.swaps])
        tables |= dict.fromkeys(it.table for it in self.fillings)
        for table in tables:
            pairs = tuple(it for it in self.pairs if it.table == table)
            columns = {it.name: it for it in self.window.after.tables[table].columns}
            filled = tuple((it, columns[it.column]) for it in self.fillings if it.table == table and self._is_kept(it))
            swaps = [it for it in self.swaps if it.table == table]
            if pairs or filled or swaps:
                yield Keeper(
                    table=table,
                    pairs=pairs,
                    followed=tuple(it.before_it() for it in swaps if it in waiting),
                    following=tuple(it.after_it() for it in swaps if it not in waiting),
                    fillings=filled,
                    moves=tuple(it for it in self.moves if it.source == table and it.side is Side.OLD),
                )

    def _carriers(self) -> Iterator[Carrier]:
        """One for each new table whose rows refer to those that the old application writes."""
        tables = self.window.migrated().tables
        for move in self.moves:
            if move.side is Side.NEW:
                yield Carrier(move=move, columns=tables[move.source].columns)

    def _is_kept(self, filling: Filling) -> bool:
        """Whether new rows need the filling too: those of a column that the server itself fills do not."""
        return (filling.table, filling.column) in self.window.filled

    def _filled(self, schema: Schema) -> Iterator[Change]:
        """One pass over each table whose rows are filled."""
        fills: dict[QualifiedName, list[Fill]] = defaultdict(list)
        for pair in (*self.pairs, *(it.before_it() for it in self.swaps)):
            fills[pair.table].append(copied(pair))
        for filling in self.fillings:
            fills[filling.table].append(told(filling, schema.tables[filling.table]))
        for table, found in fills.items():
            made = frozenset(rows_of(it.target) for it in self.moves if it.source == table)
            columns = tuple(it.column for it in found)
            yield FillColumn(table=table, columns=columns, update=update_of(table, found), looks_up=made)
        yield from (CopyRows(move=it) for it in self.moves)

    def _closing(self, migrated: Schema) -> Iterator[Change]:
        """The refusal to go on while the old form is used, where there is one."""
        differences = compare(migrated, self.window.after)
        followers = tuple(it.after_it() for it in self.swaps)
        own = {part_of("column", it.table, it.old.name) for it in followers}
        own |= {of("function", it.function().signature) for it in self._keepers()}
        own |= {of("function", it.function().signature) for it in self._carriers()}
        gone = (it.address for it in differences.items if it.is_removal and it.address.kind in GOING)
        forms = tuple(it for it in gone if it not in own)
        if forms or followers:
            carried = tuple(it for it in self._carried() if it[0] in forms)
            yield CloseWindow(pairs=self.pairs, followers=followers, old_forms=forms, carried=carried)

    def _carried(self) -> Iterator[tuple[Address, str]]:
        """The columns whose values went to another table under the same name."""
        for move in self.moves:
            for new, old in move.columns:
                if new == old:
                    yield part_of("column", move.source, old), move.target.name


def _unsigned(
    before: Schema, after: Schema, renamings: tuple[Renaming, ...], facts: Facts, told: tuple[Change, ...] = ()
) -> Migration:
    """A migration without the hash of the schema before: all are hashed together, for they have most in common."""
    after = sharing(before, after)
    return Migration(
        before=before, after=after, before_hash="", steps=steps_between(before, after, renamings, facts, told)
    )


def _step(operation: Change, before: Schema, facts: Facts) -> Step:
    """An operation of a rollout, with its statements, for the end of a migration."""
    return Step(
        operation=operation,
        kind=operation.kind,
        description=operation.describe(),
        forward=operation.forward(before, facts),
        reversal=operation.reverse(before, facts),
    )


def _with_step(migration: Migration, step: Step) -> Migration:
    """The migration with another step at its end."""
    return replace(migration, after=step.operation.apply(migration.after), steps=(*migration.steps, step))


def _in_phases(expand: Migration, migrate: Migration, contract: Migration) -> Iterator[Migration]:
    """Those that have something to do; an expand that stands alone is no phase of anything."""
    found = [(Phase.EXPAND, expand), (Phase.MIGRATE, migrate), (Phase.CONTRACT, contract)]
    found = [(phase, it) for phase, it in found if it.steps] or [(Phase.EXPAND, expand)]
    alone = len(found) == 1 and found[0][0] is Phase.EXPAND
    for phase, migration in found:
        yield migration if alone else replace(migration, phase=phase, notes=(NOTES[phase],))


def _by_old_names(filling: Filling, pairs: tuple[Pair, ...]) -> Filling:
    """The filling over the columns that hold their values from the beginning."""
    for pair in pairs:
        if pair.table == filling.table:
            names = pair.new.name, pair.old.name
            rows = frozenset({"t"})
            filling = replace(
                filling,
                expression=with_column(filling.expression, *names, rows),
                condition=with_column(filling.condition, *names, rows),
                lookup=filling.lookup and _with_column(filling.lookup, *names),
            )
    return filling


def _with_column(index: Index, old: str, new: str) -> Index:
    """The index over the column by its other name."""
    keys = tuple(replace(it, text=with_column(it.text, old, new)) for it in index.keys)
    return replace(index, definition=with_column(index.definition, old, new), keys=keys)


def _early(after: Schema, fillings: Iterable[Filling]) -> Iterator[tuple[QualifiedName, str]]:
    """Where values clash, what makes them unique must stand before the rows are filled."""
    for filling in fillings:
        table = after.tables[filling.table]
        if filling.clash is not None:
            yield from (
                (table.name, it.name)
                for it in table.constraints
                if it.columns == (filling.column,) and it.kind.value == "unique"
            )
            yield from (
                (table.name, it.name)
                for it in table.indexes
                if it.unique and [key.text for key in it.keys] == [filling.column]
            )


def _derived(current: Schema, after: Schema, facts: Facts, fillings: Sequence[Filling]) -> Iterator[Filling]:
    """Fillings that nobody has to tell: a volatile default is for the rows of a large table too."""
    told = {(it.table, it.column) for it in fillings}
    for name, table in after.tables.items():
        old = current.tables.get(name)
        if old is None or old.columns == table.columns or facts.is_small(name):
            continue
        for column in table.columns:
            is_new = old.column(column.name) is None and (name, column.name) not in told and not column.inherited
            if is_new and column.default is not None and is_volatile(column.default, after):
                yield Filling(table=name, column=column.name, expression=column.default)


def _apart(window: Window, swaps: tuple[Swap, ...]) -> Iterator[Renaming]:
    """What gives up its name at once; what leans on a column that changes places does so then."""
    later = {(it.before.kind, it.before.owner, it.after.name.name) for it in trading_places(window.migrated(), swaps)}
    for kind, table, old, new in renamed_apart(window):
        if (kind, table, new) in later:
            continue
        yield Renaming(before=part_of(kind, table, old), after=part_of(kind, table, new))


def _moved(facts: Facts, renamings: tuple[Renaming, ...]) -> Facts:
    """The facts, with row counts also under the new names of tables."""
    moved = {
        it.after.name: facts.rows[it.before.name]
        for it in renamings
        if it.after.kind == "table" and it.before.name in facts.rows
    }
    return replace(facts, rows={**facts.rows, **moved})
