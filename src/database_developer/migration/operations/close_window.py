"""Makes sure that nobody uses an old form any more before it goes; brings it up to date when it comes back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar, Self

from database_developer.migration.change import Alteration, Stage, Turn
from database_developer.migration.ddl.quoting import dollar_quoted, identifier, literal, qualified
from database_developer.migration.operations.fill_column import in_batches
from database_developer.migration.phases.pairs import Pair
from database_developer.model.differences import Differences
from database_developer.model.migration import RANGE, Facts, Reversal, Statement
from database_developer.model.names import Address, QualifiedName, of
from database_developer.model.schema import Schema

QUIET = "10 minutes"  # unless the setting dbd.quiet says otherwise
LOOKS = 10  # at what the sessions do, PAUSE seconds apart: each says only its last statement
PAUSE = 0.05
REFUSED = "DBD01"  # the SQLSTATE by which a runner knows this refusal


@dataclass(frozen=True, kw_only=True)
class CloseWindow(Alteration):
    """The first step of a contract; told by a rollout, never by differences."""

    kind: ClassVar[str] = "close-window"
    turn: ClassVar[Turn] = Turn.CLEARING
    stage: ClassVar[Stage] = Stage.VIEWS_GO
    rank: ClassVar[int] = -1
    pairs: tuple[Pair, ...]
    followers: tuple[Pair, ...] = ()
    """Columns that only follow, whose old one nobody uses."""
    old_forms: tuple[Address, ...] = ()
    """The tables, views and columns that go."""
    carried: tuple[tuple[Address, str], ...] = ()
    """Columns that go on under the same name in another table, and that table: who speaks of it knows the new form."""

    @classmethod
    def answering(cls, differences: Differences, before: Schema) -> Iterator[Self]:
        """None: how an application behaves is no part of a schema."""
        return iter(())

    def subject(self) -> Address:
        """A place of its own."""
        return of("window", QualifiedName("", self._old_names()))

    def describe(self) -> str:
        """One line."""
        if not self.old_forms:
            return "let go of what only follows"
        return f"make sure that nobody uses {self._old_names()} any more"

    def apply(self, before: Schema) -> Schema:
        """The same schema."""
        return before

    def forward(self, before: Schema, facts: Facts) -> tuple[Statement, ...]:
        """A refusal where the old form was used a short while ago."""
        if not self.old_forms:
            return ()
        why = f"refuse while {self._old_names()} is still used (the setting dbd.quiet says for how long not)"
        return (Statement(sql=f"DO {dollar_quoted(self._refusal())}", why=why),)

    def reverse(self, before: Schema, facts: Facts) -> Reversal:
        """The old columns take over what was written to the new ones since."""
        caught_up = [_caught_up(pair, before) for pair in self.pairs]
        return Reversal(statements=(*caught_up, *(_follows_again(pair, before) for pair in self.followers)))

    def _old_names(self) -> str:
        return ", ".join(str(it).partition(" ")[2] for it in self.old_forms)

    def _refusal(self) -> str:
        lines = [
            "DECLARE",
            "    quiet interval := COALESCE(NULLIF(pg_catalog.current_setting('dbd.quiet', true), ''),"
            f" {literal(QUIET)})::interval;",
            "    seen text;",
            "BEGIN",
        ]
        for pair in self.pairs:
            lines += _refused_if_written(pair)
        lines += _refused_if_read(self.old_forms, self._old_names(), dict(self.carried))
        return "\n".join([*lines, "END"])


def _caught_up(pair: Pair, before: Schema) -> Statement:
    """The old column takes over what was written to the new one."""
    new, value = f"t.{identifier(pair.new.name)}", pair.to_old("t")
    update = (
        f"UPDATE {qualified(pair.table)} AS t SET {identifier(pair.old.name)} = {value}"
        f" WHERE {RANGE} AND ({pair.to_new('t')})::text IS DISTINCT FROM ({new})::text"
    )
    return in_batches(pair.table, update, f'bring "{pair.old.name}" of "{pair.table}" up to date', before)


def _follows_again(pair: Pair, before: Schema) -> Statement:
    """The old column is emptied where it fell behind; the trigger then gives it what fits."""
    new = f"t.{identifier(pair.new.name)}"
    update = (
        f"UPDATE {qualified(pair.table)} AS t SET {identifier(pair.old.name)} = NULL"
        f" WHERE {RANGE} AND ({pair.to_new('t')})::text IS DISTINCT FROM ({new})::text"
    )
    return in_batches(pair.table, update, f'let "{pair.old.name}" of "{pair.table}" follow again', before)


def _refused_if_written(pair: Pair) -> Iterator[str]:
    place = literal(f"{pair.table}.{pair.old.name}")
    yield "    SELECT pg_catalog.to_timestamp(used.last_value)::text INTO seen"
    yield f"    FROM {qualified(pair.last_used)} AS used"
    yield "    WHERE pg_catalog.to_timestamp(used.last_value) > pg_catalog.clock_timestamp() - quiet;"
    yield "    IF FOUND THEN"
    yield f"        RAISE EXCEPTION '% was still written at %', {place}, seen USING ERRCODE = '{REFUSED}',"
    yield "            HINT = 'end the old version of the application, wait, and try again';"
    yield "    END IF;"


def _refused_if_read(forms: tuple[Address, ...], names: str, carried: Mapping[Address, str]) -> Iterator[str]:
    """Other sessions whose last statement said an old name; one sees as much of them as one's role allows."""
    said = "\n                OR ".join(_says(form, carried.get(form)) for form in forms)
    yield f"    FOR look IN 1..{LOOKS} LOOP"
    yield "        PERFORM pg_catalog.pg_stat_clear_snapshot();"
    yield "        SELECT pg_catalog.concat_ws(' ', 'session', pid, usename, application_name) INTO seen"
    yield "        FROM pg_catalog.pg_stat_activity"
    yield "        WHERE datname = pg_catalog.current_database() AND pid <> pg_catalog.pg_backend_pid()"
    yield "            AND application_name !~ '^(database-developer|dbd )' AND backend_type = 'client backend'"
    yield "            AND greatest(query_start, state_change) > pg_catalog.clock_timestamp() - quiet"
    yield f"            AND ({said}) LIMIT 1;"
    yield "        IF FOUND THEN"
    yield f"            RAISE EXCEPTION '% was still used by %', {literal(names)}, seen USING ERRCODE = '{REFUSED}',"
    yield "                HINT = 'end the old version of the application, wait, and try again';"
    yield "        END IF;"
    yield "        EXIT WHEN quiet <= interval '0';"
    yield f"        PERFORM pg_catalog.pg_sleep({PAUSE});"
    yield "    END LOOP;"


def _says(form: Address, carrier: str | None) -> str:
    """Whether a query says the name; a column's together with its table's, and without the one that it went to."""
    words = [form.name.name] if form.owner is None else [form.owner.name, form.name.name]
    said = [f"query ~ {literal(_as_word(word))}" for word in words]
    if carrier is not None:
        said.append(f"query !~ {literal(_as_word(carrier))}")
    return " AND ".join(said)


def _as_word(name: str) -> str:
    """A regular expression for the name as a word of its own."""
    return rf"(^|\W){re.escape(name)}(\W|$)"
