"""Holds a folder's scripts against the journal: what is applied, pending, unfinished, edited, missing, late."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from database_developer.errors import HistoryBroken, UsageError
from database_developer.model.script import Script, Side
from database_developer.running.journal.records import Done, Record

NOTHING = "0"  # the version that stands for an empty history


def place(version: str) -> tuple[int, str]:
    """Where a version stands among others."""
    return (int(version) if version.isdigit() else 0, version)


@dataclass(frozen=True, kw_only=True, slots=True)
class History:
    """What the folder and the journal say together.

    ``records`` are in the order in which they were applied; ``edited`` are applied migrations whose up file
    is another one now, ``edited_down`` those where only the down file is; ``late`` are pending and come
    before one that is applied.
    """

    scripts: Mapping[str, Script]
    records: tuple[Record, ...]
    pending: tuple[Script, ...]
    unfinished: tuple[Record, ...]
    missing: tuple[Record, ...]
    edited: tuple[Record, ...]
    edited_down: tuple[Record, ...]
    late: tuple[Script, ...]

    @property
    def standing(self) -> tuple[Record, ...]:
        """The migrations that the database has, or a part of them."""
        return tuple(record for record in self.records if record.stands)

    def script(self, record: Record) -> Script:
        """The files of a migration. Raises HistoryBroken where they are missing."""
        found = self.scripts.get(record.version)
        if found is None:
            raise HistoryBroken(
                f'the files of "{_named(record)}" are missing', hint="bring them back from version control"
            )
        return found

    def ensure_known(self, version: str) -> None:
        """Raise UsageError for a version that neither the folder nor the journal has."""
        known = {*self.scripts, *(record.version for record in self.records)}
        if version not in known:
            latest = ", ".join(sorted(known, key=place)[-3:]) or "none"
            raise UsageError(f'there is no migration of version "{version}"', hint=f"the latest are: {latest}")


def examine(scripts: Iterable[Script], records: Iterable[Record]) -> History:
    """What the folder and the journal say together."""
    by_version = {script.version: script for script in scripts}
    known = tuple(records)
    standing = [record for record in known if record.stands]
    last = max((place(record.version) for record in standing), default=(-1, ""))
    has = {record.version for record in standing}
    pending = tuple(script for version, script in by_version.items() if version not in has)
    here = [(record, by_version[record.version]) for record in standing if record.version in by_version]
    applied = [(record, script) for record, script in here if not record.is_unfinished]
    edited = [record for record, script in applied if record.up_checksum != script.up.checksum]
    return History(
        scripts=by_version,
        records=known,
        pending=pending,
        unfinished=tuple(record for record in standing if record.is_unfinished),
        missing=tuple(record for record in standing if record.version not in by_version),
        edited=tuple(edited),
        edited_down=tuple(
            record for record, script in applied if record not in edited and record.down_checksum != _down(script)
        ),
        late=tuple(script for script in pending if place(script.version) < last),
    )


def ensure_sound(history: History, *, edited: bool, out_of_order: bool) -> None:
    """Raise HistoryBroken for what was edited, is missing or comes too late, unless that was allowed."""
    if history.edited and not edited:
        raise HistoryBroken(
            f"{_list(history, history.edited)} was edited after it was applied",
            hint="bring the file back from version control and put the change into a new migration;"
            " or accept the file as it is with --accept-edited",
        )
    if history.missing and not out_of_order:
        raise HistoryBroken(
            f"{_list(history, history.missing)} is applied, but its files are missing",
            hint="bring them back from version control, or go on without them with --out-of-order",
        )
    if history.late and not out_of_order:
        late = ", ".join(f'"{script.up.path}"' for script in history.late)
        last = max((record.version for record in history.standing), key=place)
        raise HistoryBroken(
            f"{late} is not applied, but comes before {last}, which is",
            hint="give it a later version, or apply it after all with --out-of-order",
        )


def ensure_same_beginning(side: Side, done: Mapping[int, Done]) -> None:
    """Raise HistoryBroken where statements that were run already are others now; the rest may be mended."""
    by_number = {statement.number: statement for statement in side.statements}
    for number, one in done.items():
        found = by_number.get(number)
        if found is None or found.checksum != one.checksum:
            raise HistoryBroken(
                f"statement {number} was run already and is another one in the file now",
                where=f"{side.path}:{found.line}" if found else side.path,
                hint="bring it back from version control; only what was not run yet may be mended",
            )


def _down(script: Script) -> str | None:
    return script.down.checksum if script.down else None


def _list(history: History, records: Iterable[Record]) -> str:
    found = []
    for record in records:
        when = f"{record.ended_at or record.started_at:%Y-%m-%d %H:%M %Z}"
        script = history.scripts.get(record.version)
        found.append(f'"{script.up.path if script else _named(record)}" (applied {when} by {record.run_by})')
    return ", ".join(found)


def _named(record: Record) -> str:
    return f"{record.version}_{record.name}"
