"""Each folder in operations/ is a change that a DBA could write; the laws hold for every one."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from database_developer.diff.renaming import RENAMERS
from database_developer.migration.formats.statements import split
from database_developer.migration.operations import OPERATIONS
from database_developer.model.differences import Renaming
from database_developer.model.migration import Facts
from database_developer.model.names import Address, QualifiedName, of, part_of
from database_developer.postgres.server import Run
from database_developer.postgres.shadow import Shadow
from support.journeys import there_and_back

FOLDER = Path(__file__).parent / "operations"
SCENARIOS = sorted(path for path in FOLDER.iterdir() if path.is_dir()) if FOLDER.is_dir() else []


@pytest.mark.parametrize("folder", SCENARIOS, ids=lambda path: path.name)
def test_scenario(folder: Path, run: Run) -> None:
    before, after = run.create("before"), run.create("after")
    try:
        for shadow, name in ((before, "before.sql"), (after, "after.sql")):
            replay(shadow, folder / name)
        if (folder / "rows.sql").exists():
            replay(before, folder / "rows.sql")
        facts, renamings = told(folder, run.version)
        migration = there_and_back(run, before, after, facts=facts, renamings=renamings)
    finally:
        run.drop(before)
        run.drop(after)
    kinds = {step.kind for step in migration.steps}
    assert kind_of(folder) in kinds, f"the plan has {sorted(kinds)}"


def kind_of(folder: Path) -> str:
    """The operation's kind: the folder's name, or its part before ``--`` where there are several of one kind."""
    return folder.name.partition("--")[0]


def replay(shadow: Shadow, path: Path) -> None:
    shadow.replay(split(path.read_text("utf-8"), origin=str(path)), origin=str(path))


def told(folder: Path, version: int) -> tuple[Facts, tuple[Renaming, ...]]:
    path = folder / "facts.toml"
    written = tomllib.loads(path.read_text("utf-8")) if path.exists() else {}
    rows = {name_of(name): count for name, count in written.get("rows", {}).items()}
    return Facts(server_version=version, rows=rows), tuple(map(renaming_of, written.get("renamings", ())))


def name_of(text: str) -> QualifiedName:
    schema, _, name = text.partition(".")
    return QualifiedName(schema, name)


def renaming_of(text: str) -> Renaming:
    """Such as ``column public.users.name -> full_name`` or ``table public.a -> public.b``."""
    kind = next(kind for kind in RENAMERS if text.startswith(f"{kind} "))
    rest = text.removeprefix(kind)
    old, _, new = (part.strip() for part in rest.partition("->"))
    return Renaming(before=address_of(kind, old), after=address_of(kind, new, old))


def address_of(kind: str, text: str, beside: str = "") -> Address:
    parts = text.split(".")
    if len(parts) == 1 and beside:
        parts = [*beside.split(".")[:-1], text]
    if len(parts) == 3:
        return part_of(kind, QualifiedName(parts[0], parts[1]), parts[2])
    return of(kind, QualifiedName(parts[0], parts[1]))


def test_every_operation_has_a_scenario() -> None:
    shown = {kind_of(folder) for folder in SCENARIOS}
    missing = sorted({operation.kind for operation in OPERATIONS} - shown)
    assert not missing, f"make a folder in {FOLDER} for {missing}"
