"""Rows that go to a table of their own: what is written there, and what takes the old application's along."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from database_developer.migration.ddl.quoting import identifier, literal, qualified
from database_developer.migration.phases.trigger_function import trigger_function
from database_developer.model.design import RowMove, Side
from database_developer.model.migration import RANGE
from database_developer.model.names import QualifiedName, shortened
from database_developer.model.schema import Column, Function, Trigger


def insertion(move: RowMove) -> str:
    """The INSERT of all rows that are not there yet; those that refer come in batches, over the row ``t``."""
    if move.side is Side.NEW:
        made = alike(move, "t") if move.is_pair else referring(move, "t")
        return (
            f"INSERT INTO {qualified(move.target)} ({_targets(move)}) SELECT {_values(move, 't')}"
            f" FROM {qualified(move.source)} AS t WHERE {RANGE} AND {tells(move, 't')}"
            f" AND NOT EXISTS ({made}) FOR NO KEY UPDATE OF t"
        )
    return (
        f"INSERT INTO {qualified(move.target)} ({_targets(move)}) SELECT DISTINCT {_values(move, 't')}"
        f" FROM {qualified(move.source)} AS t WHERE {tells(move, 't')} AND NOT EXISTS ({alike(move, 't')})"
    )


def tells(move: RowMove, row: str) -> str:
    """Whether the old row has something to move."""
    parts = [f"{row}.{identifier(it)} IS NOT NULL" for it in move.telling]
    return parts[0] if len(parts) == 1 else f"({' OR '.join(parts)})"


def alike(move: RowMove, row: str) -> str:
    """The new rows that hold what the old row does; missing values are equal to one another."""
    same = (f"p.{identifier(new)} IS NOT DISTINCT FROM {row}.{identifier(old)}" for new, old in move.columns)
    return f"SELECT FROM {qualified(move.target)} AS p WHERE {' AND '.join(same)}"


def referring(move: RowMove, row: str) -> str:
    """The new rows that refer to the old row."""
    same = f"p.{identifier(move.reference)} = {row}.{identifier(move.key)}"
    return f"SELECT FROM {qualified(move.target)} AS p WHERE {same}"


def wanted(move: RowMove) -> str:
    """What the old rows say, one line for each that has something to move."""
    old = ", ".join(f"t.{identifier(it)}" for _, it in move.columns)
    return f"SELECT {old} FROM {qualified(move.source)} AS t WHERE {tells(move, 't')}"


def found(move: RowMove) -> str:
    """The same as ``wanted``, from where it went."""
    new = ", ".join(f"p.{identifier(it)}" for it, _ in move.columns)
    if move.side is Side.NEW:
        return f"SELECT {new} FROM {qualified(move.target)} AS p"
    same = f"p.{identifier(move.key)} = t.{identifier(move.reference)}"
    return f"SELECT {new} FROM {qualified(move.source)} AS t JOIN {qualified(move.target)} AS p ON {same}"


def made_first(move: RowMove) -> Iterator[str]:
    """For a trigger before an old row is written: the row that it will refer to, where there is none yet."""
    missing = f"NOT EXISTS ({alike(move, 'NEW')})"
    place = literal(f"{move.target} ")
    values = f"pg_catalog.jsonb_build_array({_values(move, 'NEW')})::text"
    lock = f"pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended({place} || {values}, 0))"
    yield f"IF NEW.{identifier(move.reference)} IS NULL AND {tells(move, 'NEW')} AND {missing} THEN"
    yield f"    PERFORM {lock};"
    yield f"    IF {missing} THEN"
    yield f"        INSERT INTO {qualified(move.target)} ({_targets(move)}) VALUES ({_values(move, 'NEW')});"
    yield "    END IF;"
    yield "END IF;"


@dataclass(frozen=True, kw_only=True, slots=True)
class Carrier:
    """Takes what the old application writes along to the new table, where the new rows refer to the old ones.

    ``columns`` are the source's as they stand meanwhile: a default that stands for no value is none.
    """

    move: RowMove
    columns: tuple[Column, ...]

    @property
    def name(self) -> QualifiedName:
        """The name of the function."""
        stem = f"{shortened(self.move.source.name, 24)}_{shortened(self.move.target.name, 24)}"
        return QualifiedName(self.move.source.schema, f"{stem}_along")

    def function(self) -> Function:
        """The function that its triggers call."""
        comment = f"takes rows of {self.move.source} along to {self.move.target} until the old application is gone"
        return trigger_function(self.name, self._body(), comment)

    def triggers(self) -> tuple[Trigger, ...]:
        """AFTER INSERT OR UPDATE, and BEFORE DELETE, for each row."""
        return self._trigger("", "AFTER INSERT OR UPDATE"), self._trigger("_off", "BEFORE DELETE")

    def _trigger(self, end: str, event: str) -> Trigger:
        name = f"{self.name.name}{end}"
        definition = (
            f"CREATE TRIGGER {identifier(name)} {event} ON {qualified(self.move.source)} "
            f"FOR EACH ROW EXECUTE FUNCTION {qualified(self.name)}()"
        )
        return Trigger(name=name, definition=definition, function=self.name)

    def _body(self) -> str:
        lines = [
            "BEGIN",
            "    IF TG_OP = 'DELETE' THEN",
            f"        DELETE FROM {qualified(self.move.target)} AS p WHERE {self._same()};",
            "        RETURN OLD;",
            "    END IF;",
            f"    IF TG_OP = 'INSERT' OR NOT {tells(self.move, 'OLD')} THEN",
            f"        IF {self._is_told()} THEN",
            f"            INSERT INTO {qualified(self.move.target)} ({_targets(self.move)})",
            f"            VALUES ({_values(self.move, 'NEW')}){self._unless_there()};",
            "        END IF;",
            f"    ELSIF NOT {tells(self.move, 'NEW')} THEN",
            f"        DELETE FROM {qualified(self.move.target)} AS p WHERE {self._same()};",
            f"    ELSIF {self._differs()} THEN",
            *self._changed(),
            "    END IF;",
            "    RETURN NULL;",
            "END",
        ]
        return "\n".join(lines)

    def _unless_there(self) -> str:
        """A pair may have been made by the new application already."""
        return " ON CONFLICT DO NOTHING" if self.move.is_pair else ""

    def _changed(self) -> list[str]:
        """What becomes of the new row of a changed one: another pair takes the place of the one before."""
        if not self.move.is_pair:
            target = qualified(self.move.target)
            return [f"        UPDATE {target} AS p SET {self._given()} WHERE {self._same()};"]
        return [
            f"        DELETE FROM {qualified(self.move.target)} AS p WHERE {self._same()};",
            f"        INSERT INTO {qualified(self.move.target)} ({_targets(self.move)})",
            f"        VALUES ({_values(self.move, 'NEW')}){self._unless_there()};",
        ]

    def _is_told(self) -> str:
        """Whether the row that is written says something, and not only what stands for no value."""
        defaults = {it.name: it.default for it in self.columns}
        parts = [f"NEW.{identifier(it)} IS NOT NULL{_but(it, defaults.get(it))}" for it in self.move.telling]
        return " OR ".join(f"({part})" for part in parts)

    def _same(self) -> str:
        same = (f"p.{identifier(new)} IS NOT DISTINCT FROM OLD.{identifier(old)}" for new, old in self.move.columns)
        return " AND ".join(same)

    def _differs(self) -> str:
        new, old = (", ".join(f"{row}.{identifier(it)}" for _, it in self.move.columns) for row in ("NEW", "OLD"))
        return f"({new}) IS DISTINCT FROM ({old})"

    def _given(self) -> str:
        return ", ".join(f"{identifier(new)} = NEW.{identifier(old)}" for new, old in self.move.columns)


def _but(column: str, default: str | None) -> str:
    return f" AND NEW.{identifier(column)} IS DISTINCT FROM {default}" if default is not None else ""


def _targets(move: RowMove) -> str:
    return ", ".join(identifier(new) for new, _ in move.columns)


def _values(move: RowMove, row: str) -> str:
    return ", ".join(f"{row}.{identifier(old)}" for _, old in move.columns)
