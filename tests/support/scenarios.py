"""A folder with a change as a DBA writes it: the schema before and after, rows, and what is known."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from database_developer.diff.addresses import plain_name
from database_developer.diff.renaming import RENAMERS
from database_developer.errors import NoPlan, StatementFailed
from database_developer.migration.formats.statements import split
from database_developer.migration.planner import plan
from database_developer.model.design import Clash, Filling, RowMove, Side
from database_developer.model.differences import Renaming
from database_developer.model.migration import Facts, Migration
from database_developer.model.names import Address, QualifiedName, of, part_of
from database_developer.model.schema import Schema
from database_developer.postgres.server import Run
from database_developer.postgres.shadow import Shadow
from support.awkward import SCHEMA, AwkwardNames, assert_awkward
from support.journeys import travel
from support.lending import lent

FOLDER = Path(__file__).parents[1] / "scenarios" / "operations"
ROLLOUTS = FOLDER.parent / "rollouts"
ANY_VERSION = 14


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """A change; ``since`` is the first major version of PostgreSQL that knows what it is about."""

    name: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    rows: tuple[str, ...] = ()
    counts: dict[QualifiedName, int]
    renamings: tuple[Renaming, ...] = ()
    fillings: tuple[Filling, ...] = ()
    moves: tuple[RowMove, ...] = ()
    since: int = ANY_VERSION
    is_moved: bool = False

    @property
    def kind(self) -> str:
        """The operation's kind: the folder's name, or its part before ``--`` where there are several of one kind."""
        return self.name.partition("--")[0]


def scenarios(folder: Path = FOLDER) -> tuple[Scenario, ...]:
    """All of them, by name."""
    return tuple(_read(each) for each in sorted(folder.iterdir()) if each.is_dir())


def hold(run: Run, scenario: Scenario) -> Migration:
    """The laws hold for the change, and the plan has the operation that it is about."""
    with lent(run) as shadow:
        target = schema_of(shadow, scenario.after)
        if scenario.is_moved:
            assert_awkward(target)
        shadow.replay((*scenario.before, *scenario.rows), origin=scenario.name)
        facts = Facts(server_version=run.version, rows=scenario.counts)
        migration = travel(run, shadow, target, facts=facts, renamings=scenario.renamings)
    kinds = {step.kind for step in migration.steps}
    assert scenario.kind in kinds, f"the plan has {sorted(kinds)}"
    return migration


def schema_of(shadow: Shadow, statements: tuple[str, ...]) -> Schema:
    """The schema that the statements make of an empty database, which is left empty."""
    with shadow.session() as session, session.attempt():
        for statement in statements:
            session.run(statement)
        return shadow.schema(session)


def moved(scenario: Scenario) -> Scenario:
    """The same change in another schema, with names that all need quotes."""
    names = AwkwardNames((*scenario.before, *scenario.after, *scenario.rows))
    quoted = '"' + SCHEMA.replace('"', '""') + '"'
    opening = (f"CREATE SCHEMA {quoted}", f"SET search_path = {quoted}")
    return replace(
        scenario,
        is_moved=True,
        before=(*opening, *map(names.statement, scenario.before)),
        after=(*opening, *map(names.statement, scenario.after)),
        rows=tuple(map(names.statement, scenario.rows)),
        counts={names.of_qualified(name): count for name, count in scenario.counts.items()},
        renamings=tuple(
            Renaming(before=names.of_address(it.before), after=names.of_address(it.after)) for it in scenario.renamings
        ),
        fillings=tuple(_moved_filling(it, names) for it in scenario.fillings),
        moves=tuple(_moved_move(it, names) for it in scenario.moves),
    )


def is_known(run: Run, scenario: Scenario) -> bool:
    """Whether the server takes both schemas, and there is a plan for it."""
    with lent(run) as shadow:
        try:
            before, after = schema_of(shadow, scenario.before), schema_of(shadow, scenario.after)
            plan(before, after, scenario.renamings, Facts(server_version=run.version, rows=scenario.counts))
        except (StatementFailed, NoPlan):
            return False
    return True


def _read(folder: Path) -> Scenario:
    path = folder / "facts.toml"
    written = tomllib.loads(path.read_text("utf-8")) if path.exists() else {}
    return Scenario(
        name=folder.name,
        before=_statements(folder / "before.sql"),
        after=_statements(folder / "after.sql"),
        rows=_statements(folder / "rows.sql"),
        counts={_name_of(name): count for name, count in written.get("rows", {}).items()},
        renamings=tuple(map(_renaming_of, written.get("renamings", ()))),
        fillings=tuple(map(_filling_of, written.get("fillings", ()))),
        moves=tuple(map(_move_of, written.get("moves", ()))),
        since=written.get("since", ANY_VERSION),
    )


def _filling_of(told: dict[str, Any]) -> Filling:
    clash = Clash(**told["clash"]) if "clash" in told else None
    return Filling(table=_name_of(told["table"]), column=told["column"], expression=told["expression"], clash=clash)


def _move_of(told: dict[str, Any]) -> RowMove:
    source, target = _name_of(told["source"]), _name_of(told["target"])
    pairs = tuple((new, old) for new, old in told["columns"])
    told = told | {"source": source, "target": target, "side": Side[told["side"]], "columns": pairs}
    return RowMove(**(told | {"telling": tuple(told["telling"])}))


def _moved_move(move: RowMove, names: AwkwardNames) -> RowMove:
    def column(table: QualifiedName, name: str) -> str:
        return names.of_address(part_of("column", table, name)).name.name

    referring, referred = (move.target, move.source) if move.side is Side.NEW else (move.source, move.target)
    return replace(
        move,
        source=names.of_qualified(move.source),
        target=names.of_qualified(move.target),
        columns=tuple((column(move.target, new), column(move.source, old)) for new, old in move.columns),
        telling=tuple(column(move.source, it) for it in move.telling),
        reference=column(referring, move.reference),
        key=column(referred, move.key),
    )


def _moved_filling(filling: Filling, names: AwkwardNames) -> Filling:
    table = names.of_qualified(filling.table)

    def column(name: str) -> str:
        return names.of_address(part_of("column", filling.table, name)).name.name

    return replace(
        filling,
        table=table,
        column=column(filling.column),
        expression=names.statement(f"SELECT {filling.expression}").removeprefix("SELECT "),
        clash=filling.clash and replace(filling.clash, column=column(filling.clash.column or "")),
    )


def _statements(path: Path) -> tuple[str, ...]:
    return split(path.read_text("utf-8"), origin=str(path)) if path.exists() else ()


def _name_of(text: str) -> QualifiedName:
    schema, _, name = text.partition(".")
    return QualifiedName(schema, name)


def _renaming_of(text: str) -> Renaming:
    """Such as ``column public.users.name -> full_name`` or ``table public.a -> public.b``."""
    kind = max((kind for kind in RENAMERS if text.startswith(f"{kind} ")), key=len)
    rest = text.removeprefix(kind)
    old, _, new = (part.strip() for part in rest.partition("->"))
    return Renaming(before=_address_of(kind, old), after=_address_of(kind, new, old))


def _address_of(kind: str, text: str, beside: str = "") -> Address:
    """A function is named with the types of its arguments, a namespace by itself; a new name may stand alone."""
    if kind == "namespace":
        return of(kind, plain_name(text))
    name, opened, arguments = text.partition("(")
    parts = name.split(".")
    if len(parts) == 1 and beside:
        parts = [*beside.partition("(")[0].split(".")[:-1], name]
    parts[-1] += opened + arguments
    if len(parts) == 3:
        return part_of(kind, QualifiedName(parts[0], parts[1]), parts[2])
    return of(kind, QualifiedName(parts[0], parts[1]))
