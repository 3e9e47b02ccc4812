"""The schema to start from: migrations replayed, a SQL file, or the catalog of a database."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from database_developer.errors import SchemaUnreadable
from database_developer.migration.formats.statements import split
from database_developer.postgres.dump import dump_schema
from database_developer.postgres.server import Run
from database_developer.postgres.shadow import Shadow
from database_developer.running.purge import purge
from database_developer.settings import Settings

DOWN = ".down.sql"


@dataclass(frozen=True, kw_only=True, slots=True)
class Script:
    """A piece of SQL to replay, and where it is from."""

    origin: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Start:
    """What is replayed before the ticket's own migration, and what stands after it in the folder."""

    scripts: tuple[Script, ...]
    later: tuple[Script, ...] = ()
    told_by: str = ""

    @property
    def digest(self) -> str:
        """A hash of everything that is replayed."""
        sums = hashlib.sha256()
        for script in (*self.scripts, *self.later):
            sums.update(f"{script.origin}\0{script.text}\0".encode())
        return sums.hexdigest()


def find_start(settings: Settings, run: Run | None, ticket_mark: str) -> Start:
    """What the settings name to start from; ``ticket_mark`` (such as ``_kan_29_``) marks the ticket's own files.

    ``run`` is needed only for a database, for its programs. Raises SchemaUnreadable.
    """
    if settings.schema is not None:
        return Start(scripts=(_read(settings.schema),), told_by=f"the file {settings.schema}")
    if settings.database is not None and run is not None:
        text = _without_commands(dump_schema(run.binaries, settings.database, portable=True))
        return Start(scripts=(Script(origin="the database's catalog", text=text),), told_by="the database's catalog")
    return _from_folder(settings.migrations, ticket_mark)


def scripts_at(path: Path) -> tuple[Script, ...]:
    """A file of SQL, or the forward migrations of a folder in order; raises SchemaUnreadable where there is neither."""
    if not path.is_dir():
        return (_read(path),)
    return tuple(map(_read, sorted(it for it in path.glob("*.sql") if not it.name.endswith(DOWN))))


def replay(run: Run, shadow: Shadow, scripts: tuple[Script, ...]) -> None:
    """Run the scripts on a shadow, statement by statement; what one sets aside is gone before the next, as in time."""
    for script in scripts:
        shadow.replay(split(script.text, origin=script.origin), origin=script.origin)
        with shadow.session() as session:
            purge(session, everything=True)


def _from_folder(folder: Path, ticket_mark: str) -> Start:
    if not folder.is_dir():
        return Start(scripts=(), told_by=f"nothing: there is no folder {folder}")
    files = sorted(path for path in folder.glob("*.sql") if not path.name.endswith(DOWN))
    own = [number for number, path in enumerate(files) if ticket_mark in path.name]
    place = own[0] if own else len(files)
    before, after = files[:place], [path for path in files[place:] if ticket_mark not in path.name]
    told = f"{len(before)} migration{'s' if len(before) != 1 else ''} in {folder.name}/"
    return Start(scripts=tuple(map(_read, before)), later=tuple(map(_read, after)), told_by=told)


def _read(path: Path) -> Script:
    try:
        return Script(origin=path.name, text=path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise SchemaUnreadable(
            f"cannot be read: {error}", where=str(path), hint="it must be a text file of SQL in UTF-8"
        ) from error


def _without_commands(text: str) -> str:
    """Leave out the lines that are commands to ``psql``."""
    return "".join(_lines(text))


def _lines(text: str) -> Iterator[str]:
    return (line for line in text.splitlines(keepends=True) if not line.startswith("\\"))
