"""Settings from flags, environment and ``dbd.toml`` (in that order of weight), as one frozen value."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapidfuzz import process

from database_developer.assistant.choice import FORMS, NOBODY, USUAL, Choice, Limits, choice_of, limits_of
from database_developer.errors import UsageError
from database_developer.model.migration import Hazard
from database_developer.postgres.cluster import default_cache
from database_developer.trackers.builds import build_address
from database_developer.trackers.jira.place import Place, place_of, ticks_boxes

FILE = "dbd.toml"


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """Everything a run may be told.

    ``project`` is the folder it works in; ``tickets`` and ``migrations`` lie in it unless told
    otherwise. The schema to start from is the migrations replayed, or ``schema`` (a SQL file), or the
    catalog of ``database``. ``out`` takes all that would be written. ``rows`` is how many rows the
    largest table gets for measuring queries. ``allow`` are hazards let through by name. ``model`` helps to
    read, within ``model_limits``; its answers are written to ``record``, or taken from ``replay``. ``queue``
    is the address of the database that a team's queue is kept in.
    """

    project: Path
    tickets: Path
    migrations: Path
    cache: Path
    schema: Path | None = None
    database: str | None = None
    server: str | None = None
    postgres_bin: Path | None = None
    out: Path | None = None
    rows: int = 50_000
    allow: frozenset[Hazard] = frozenset()
    model: Choice = NOBODY
    model_limits: Limits = USUAL
    record: Path | None = None
    replay: Path | None = None
    jira: Place | None = None  # where tickets are, if not files
    ticks: bool = False  # whether boxes of acceptance criteria are ticked
    build: str = ""  # the address of the build that this is run in
    queue: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Setting:
    """One setting: its name in ``dbd.toml`` and as a flag, its variable, and what it says."""

    name: str
    variable: str
    says: str
    convert: Callable[[Any], Any]

    @property
    def flag(self) -> str:
        """The flag that sets it."""
        return f"--{self.name}"


def _path(value: Any) -> Path:
    return Path(str(value)).expanduser()


def _rows(value: Any) -> int:
    number = int(value)
    if not 100 <= number <= 10_000_000:
        raise ValueError("between 100 and 10000000")
    return number


def _hazards(value: Any) -> frozenset[Hazard]:
    names = [it.strip() for it in (value.split(",") if isinstance(value, str) else map(str, value))]
    known = [hazard.value for hazard in Hazard]
    unknown = [name for name in names if name and name not in known]
    if unknown:
        raise ValueError(f'"{unknown[0]}" is no hazard; there are {", ".join(known)}')
    return frozenset(Hazard(name) for name in names if name)


SETTINGS: tuple[Setting, ...] = (
    Setting(name="tickets", variable="DBD_TICKETS", says="folder of Markdown tickets (PROJECT/tickets)", convert=_path),
    Setting(
        name="migrations",
        variable="DBD_MIGRATIONS",
        says="folder of migrations, replayed for the schema to start from (PROJECT/migrations)",
        convert=_path,
    ),
    Setting(name="schema", variable="DBD_SCHEMA", says="SQL file with the schema to start from", convert=_path),
    Setting(
        name="database",
        variable="DBD_DATABASE",
        says="address of a database: migrate and its kin work on it; otherwise its catalog is the schema to start from",
        convert=str,
    ),
    Setting(
        name="server",
        variable="DBD_SERVER",
        says="address of another server for the shadows, instead of the embedded one",
        convert=str,
    ),
    Setting(
        name="postgres-bin", variable="DBD_POSTGRES_BIN", says="folder of other PostgreSQL programs", convert=_path
    ),
    Setting(name="cache", variable="DBD_CACHE", says="folder for the embedded server's cluster", convert=_path),
    Setting(name="out", variable="DBD_OUT", says="folder that takes all that would be written", convert=_path),
    Setting(
        name="rows", variable="DBD_ROWS", says="rows of the largest table for measuring queries (50000)", convert=_rows
    ),
    Setting(
        name="allow",
        variable="DBD_ALLOW",
        says="hazards to let through, with commas between: blocking-scan, rewrite, data-loss, client-break",
        convert=_hazards,
    ),
    Setting(
        name="model",
        variable="DBD_MODEL",
        says=f"language model that helps to read the ticket (none): {FORMS}",
        convert=choice_of,
    ),
    Setting(name="record", variable="DBD_RECORD", says="file to write the model's answers to", convert=_path),
    Setting(
        name="replay",
        variable="DBD_REPLAY",
        says="file to take the model's answers from, instead of asking it",
        convert=_path,
    ),
    Setting(
        name="queue",
        variable="DBD_QUEUE",
        says="address of the database for a team's queue, instead of a server of the project's own (dbd watch)",
        convert=str,
    ),
)


def read_settings(project: Path, flags: Mapping[str, object], environment: Mapping[str, str]) -> Settings:
    """The settings for a run in ``project``; ``flags`` are by setting name, absent or None where not given.

    Paths in ``dbd.toml`` are relative to its folder. Raises UsageError for what makes no sense.
    """
    if not project.is_dir():
        raise UsageError(f'there is no folder "{project}"', hint="name the project's folder with --project DIR")
    project = project.resolve()
    written = _read_file(project / FILE)
    found: dict[str, Any] = {
        "model_limits": _limits(written),
        **_tracker(project, flags, environment, written),
        "build": build_address(environment),
    }
    for setting in SETTINGS:
        value = _value(setting, project, flags, environment, written)
        if value is not None:
            found[setting.name.replace("-", "_")] = value
    _ensure_one_source(found)
    _ensure_one_tape(found)
    found.setdefault("tickets", project / "tickets")
    found.setdefault("migrations", project / "migrations")
    found.setdefault("cache", default_cache())
    return Settings(project=project, **found)


def _tracker(
    project: Path, flags: Mapping[str, object], environment: Mapping[str, str], written: dict[str, object]
) -> dict[str, Any]:
    """What the table ``[tracker]`` and the environment say; no Jira where a folder of tickets is named nearer by."""
    table = written.pop("tracker", {})
    try:
        if not isinstance(table, dict):
            raise ValueError('"tracker" is a table')
        place, ticks = place_of(table, project, environment), ticks_boxes(table)
    except ValueError as error:
        raise UsageError(str(error), where=f"{FILE}: [tracker]", hint="see docs/howto/work-with-jira.md") from error
    has_files = flags.get("tickets") or environment.get("DBD_TICKETS") or ("tickets" in written and "url" not in table)
    return {"jira": None if has_files else place, "ticks": ticks}


def _limits(written: dict[str, object]) -> Limits:
    """The limits in the table ``[model]``, of which the model's name is left as the setting itself."""
    table = written.get("model")
    if not isinstance(table, dict):
        return USUAL
    written["model"] = table.pop("name", None)
    try:
        return limits_of(table)
    except ValueError as error:
        raise UsageError(str(error), where=f"{FILE}: [model]", hint="see docs/howto/let-a-model-help.md") from error


def _value(
    setting: Setting,
    project: Path,
    flags: Mapping[str, object],
    environment: Mapping[str, str],
    written: Mapping[str, object],
) -> Any:
    sources = (
        (flags.get(setting.name), setting.flag),
        (environment.get(setting.variable) or None, setting.variable),
        (written.get(setting.name), f"{FILE}: {setting.name}"),
    )
    for value, where in sources:
        if value is None:
            continue
        try:
            converted = setting.convert(value)
        except (TypeError, ValueError) as error:
            raise UsageError(f'"{value}" cannot be used: {error}', where=where, hint=setting.says) from error
        is_written = where.startswith(FILE)
        return project / converted if is_written and isinstance(converted, Path) else converted
    return None


def _read_file(path: Path) -> dict[str, object]:
    if not path.exists():
        return {}
    try:
        written = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"cannot be read: {error}", where=str(path), hint="it must be a TOML file") from error
    names = [*(setting.name for setting in SETTINGS), "tracker"]
    for name in written:
        if name not in names:
            near = process.extractOne(name, names)
            raise UsageError(f'"{name}" is no setting', where=str(path), hint=f'did you mean "{near[0]}"?')
    return written


def _ensure_one_source(found: Mapping[str, Any]) -> None:
    if "schema" in found and "database" in found:
        raise UsageError(
            "both a schema file and a database are given to start from", hint="leave one of --schema and --database out"
        )


def _ensure_one_tape(found: Mapping[str, Any]) -> None:
    if "record" in found and "replay" in found:
        raise UsageError("answers are either recorded or replayed", hint="leave one of --record and --replay out")
    if ("record" in found or "replay" in found) and not found.get("model", NOBODY).is_asked:
        raise UsageError("answers of no model can be recorded or replayed", hint=f"name it with --model: {FORMS}")
