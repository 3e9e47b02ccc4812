"""The trigger that keeps old and new columns in step, and fills in what the old application does not know of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from database_developer.migration.ddl.quoting import identifier, literal, qualified
from database_developer.migration.phases.carrying import made_first
from database_developer.migration.phases.pairs import Pair
from database_developer.migration.phases.trigger_function import trigger_function
from database_developer.migration.phases.values import over, value_of
from database_developer.model.design import Filling, RowMove
from database_developer.model.names import QualifiedName, shortened
from database_developer.model.schema import Column, Function, SequenceOptions, Trigger
from database_developer.model.schema import Sequence as Counter

INCOMPARABLE = ("json", "xml", "point", "polygon", "box", "line")  # types without an equality of their own
LAST_USED = "when the old column was last written, in seconds since 1970; 1 for never"
FRESH = 10  # seconds between two notes of the same use


@dataclass(frozen=True, kw_only=True, slots=True)
class Keeper:
    """All that keeps one table's old and new form in step while both are used."""

    table: QualifiedName
    pairs: tuple[Pair, ...] = ()
    """Both are written: the new one counts."""
    followed: tuple[Pair, ...] = ()
    """Only the old one is written, and the new one follows; or the other way round in ``following``."""
    following: tuple[Pair, ...] = ()
    fillings: tuple[tuple[Filling, Column], ...] = ()
    """What rows of the old application get in columns that it does not know, and the columns as they will be."""
    moves: tuple[RowMove, ...] = ()
    """The rows of other tables that they refer to, made first where there are none."""

    @property
    def name(self) -> QualifiedName:
        """The name of the function; the trigger's sorts before others, for it must run first."""
        return QualifiedName(self.table.schema, f"{shortened(self.table.name, 52)}_in_step")

    def function(self) -> Function:
        """The function that its triggers call."""
        comment = f"keeps old and new columns of {self.table} in step until the old application is gone"
        return trigger_function(self.name, self._body(), comment)

    def trigger(self) -> Trigger:
        """BEFORE INSERT OR UPDATE, for each row."""
        name = f"_{self.name.name}"
        definition = (
            f"CREATE TRIGGER {identifier(name)} BEFORE INSERT OR UPDATE ON {qualified(self.table)} "
            f"FOR EACH ROW EXECUTE FUNCTION {qualified(self.name)}()"
        )
        return Trigger(name=name, definition=definition, function=self.name)

    def counters(self) -> tuple[Counter, ...]:
        """The sequences that hold when each old column was last written."""
        return tuple(Counter(name=pair.last_used, options=SequenceOptions(), comment=LAST_USED) for pair in self.pairs)

    def _follows(self) -> Iterator[_Follow]:
        for pair in self.followed:
            yield _Follow(source=pair.old, target=pair.new, value=pair.to_new("NEW"), always_fits=True)
        for pair in self.following:
            value = pair.to_old("NEW")
            yield _Follow(source=pair.new, target=pair.old, value=value, always_fits=pair.always_fits_back)

    def _body(self) -> str:
        inserted = [line for pair in self.pairs for line in _on_insert(pair)]
        inserted += [line for move in self.moves for line in made_first(move)]
        inserted += [line for filling, column in self.fillings for line in _filled(filling, column)]
        updated = [line for pair in self.pairs for line in _on_update(pair)]
        for follow in self._follows():
            inserted += follow.lines()
            updated += follow.on_update()
        lines = ["BEGIN", "    IF TG_OP = 'INSERT' THEN", *_set_in(inserted)]
        if updated:
            lines += ["    ELSE", *_set_in(updated)]
        return "\n".join([*lines, "    END IF;", "    RETURN NEW;", "END"])


@dataclass(frozen=True, kw_only=True, slots=True)
class _Follow:
    """A column that takes its value from another one; NULL where the value does not fit."""

    source: Column
    target: Column
    value: str
    always_fits: bool

    def lines(self) -> list[str]:
        """The target gets its value."""
        taken = f"NEW.{identifier(self.target.name)} := {self.value};"
        if self.always_fits:
            return [taken]
        lost = f"    NEW.{identifier(self.target.name)} := NULL;"
        return ["BEGIN", f"    {taken}", "EXCEPTION WHEN data_exception OR check_violation THEN", lost, "END;"]

    def on_update(self) -> list[str]:
        """The same, where the source was changed or the target has yet to follow."""
        name = identifier(self.source.name)
        changed = f"{_differ(self.source, f'NEW.{name}', f'OLD.{name}')} OR NEW.{identifier(self.target.name)} IS NULL"
        return [f"IF {changed} THEN", *(f"    {line}" for line in self.lines()), "END IF;"]


def _set_in(lines: Sequence[str]) -> Iterator[str]:
    return (f"        {line}" for line in lines)


def _on_insert(pair: Pair) -> Iterator[str]:
    old, new = _columns(pair)
    used = f"NEW.{old} IS NOT NULL"
    if pair.old.default is not None:
        used += f" AND {_differ(pair.old, f'NEW.{old}', pair.old.default)}"
    yield f"IF NEW.{new} IS NULL THEN"
    yield f"    NEW.{new} := {pair.to_new('NEW')};"
    yield f"    IF {used} THEN"
    yield f"        {_noted(pair)};"
    yield "    END IF;"
    yield "ELSE"
    yield from (f"    {line}" for line in _back(pair))
    yield "END IF;"


def _on_update(pair: Pair) -> Iterator[str]:
    """The new column counts where both were changed; a change of the old one to what the new one holds is none."""
    old, new = _columns(pair)
    yield f"IF {_differ(pair.new, f'NEW.{new}', f'OLD.{new}')} THEN"
    yield from (f"    {line}" for line in _back(pair))
    yield f"ELSIF {_differ(pair.old, f'NEW.{old}', f'OLD.{old}')}"
    yield f"    AND {_differ(pair.new, pair.to_new('NEW'), f'NEW.{new}')} THEN"
    yield f"    NEW.{new} := {pair.to_new('NEW')};"
    yield f"    {_noted(pair)};"
    yield "END IF;"


def _back(pair: Pair) -> list[str]:
    follow = _Follow(source=pair.new, target=pair.old, value=pair.to_old("NEW"), always_fits=pair.always_fits_back)
    return follow.lines()


def _columns(pair: Pair) -> tuple[str, str]:
    return identifier(pair.old.name), identifier(pair.new.name)


def _differ(column: Column, one: str, other: str) -> str:
    """Whether two values of the column's type differ."""
    if column.type.startswith(INCOMPARABLE) and not column.type.startswith("jsonb"):
        one, other = f"({one})::text", f"({other})::text"
    return f"{one} IS DISTINCT FROM {other}"


def _noted(pair: Pair) -> str:
    """Note that the old column was written, but not more often than it tells anything new; nobody waits for it."""
    now = "pg_catalog.floor(EXTRACT(epoch FROM pg_catalog.clock_timestamp()))::bigint"
    counter = qualified(pair.last_used)
    return (
        f"PERFORM pg_catalog.setval({literal(counter)}::regclass, {now})"
        f" FROM {counter} AS used WHERE used.last_value < {now} - {FRESH}"
    )


def _filled(filling: Filling, column: Column) -> Iterator[str]:
    """A row that comes without a value gets the column's default, or what rows that were there get."""
    name = identifier(filling.column)
    condition = f" AND ({over(filling.condition, 'NEW')})" if filling.condition else ""
    yield f"IF NEW.{name} IS NULL{condition if column.default is None else ''} THEN"
    if column.default is not None:
        yield f"    NEW.{name} := {column.default};"
    else:
        if filling.clash is not None:
            place = literal(f"{filling.table}.{filling.column} ")
            made = over(filling.expression, "NEW")
            yield f"    PERFORM pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended({place} || ({made}), 0));"
        yield f"    NEW.{name} := {value_of(filling, 'NEW', '')};"
    yield "END IF;"
