"""What changes, which locks it takes, how it is applied and taken back."""

from __future__ import annotations

from database_developer.model.migration import LockMode, Restores, Statement
from database_developer.model.names import QualifiedName
from database_developer.publication import markdown, paths
from database_developer.publication.material import Material


def changes(material: Material) -> str:
    """One line for each operation."""
    lines = [f"{markdown.line(step.description)} ({markdown.code(step.kind)})" for step in material.migration.steps]
    return markdown.section("What changes", markdown.bullets(lines) or "Nothing.")


def locks(material: Material) -> str:
    """For each table that stood before: the strongest lock, who waits for it, and what takes it."""
    strongest = _strongest(material)
    if not strongest:
        return markdown.section("Locks on existing tables", "None: no statement locks a table that stood before.")
    rows = [
        (markdown.code(str(table)), f"{mode} ({_waits(mode)})", _work(table, statement), markdown.line(statement.why))
        for table, (mode, statement) in sorted(strongest.items())
    ]
    header = ("table", "strongest lock", "reads or rewrites the table", "what for")
    return markdown.section("Locks on existing tables", markdown.table(header, rows), _alone(material))


def _strongest(material: Material) -> dict[QualifiedName, tuple[LockMode, Statement]]:
    found: dict[QualifiedName, tuple[LockMode, Statement]] = {}
    for statement in material.migration.forward:
        for lock in statement.locks:
            held = found.get(lock.relation)
            stood = (
                lock.relation in material.migration.before.tables or lock.relation in material.migration.before.views
            )
            if stood and (held is None or lock.mode.strength > held[0].strength):
                found[lock.relation] = (lock.mode, statement)
    return found


def _waits(mode: LockMode) -> str:
    if mode.blocks_reads:
        return "reads and writes wait"
    return "writes wait" if mode.blocks_writes else "reads and writes go on"


def _work(table: QualifiedName, statement: Statement) -> str:
    if table in statement.rewrites:
        return "rewrites it"
    return "reads all of it" if table in statement.scans else "neither"


def _alone(material: Material) -> str:
    count = sum(not statement.transactional for statement in material.migration.forward)
    if not count:
        return ""
    return f"{count} statement{'s run' if count != 1 else ' runs'} outside a transaction."


def rollback(material: Material) -> str:
    """How much of the past comes back, and what does not."""
    migration = material.migration
    words = {
        Restores.EVERYTHING: "Taking it back restores everything: structure and data.",
        Restores.STRUCTURE: "Taking it back restores the structure, but not all of the data.",
        Restores.NOTHING: "Part of it cannot be taken back.",
    }
    lines = [
        f"{markdown.line(step.description)}: brings back {step.reversal.restores}"
        + (f"; {markdown.line(step.reversal.note)}" if step.reversal.note else "")
        + ("; the column comes back in another place" if step.reversal.moves_columns else "")
        for step in migration.steps
        if step.reversal.restores is not Restores.EVERYTHING or step.reversal.note or step.reversal.moves_columns
    ]
    return markdown.section("Rollback", words[migration.restores], markdown.bullets(lines))


def instructions(material: Material) -> str:
    """The commands that apply the migration and take it back."""
    files = sorted(paths.migration(name) for name in material.migration_files)
    backward = [name for name in files if name.endswith((".down.sql", "_down.sql", ".rollback.sql"))]
    forward = [name for name in files if name.endswith(".sql") and name not in backward]
    if not forward:
        return ""
    apply = markdown.fenced("\n".join(map(_psql, forward)), "sh")
    undo = markdown.fenced("\n".join(map(_psql, reversed(backward))), "sh") if backward else ""
    return markdown.section("How to apply it", apply, "To take it back:" if undo else "", undo)


def deploys(material: Material) -> str:
    """Where a change takes more than one migration: when each is run, and what taking it back restores."""
    migrations = material.rollout.migrations if material.rollout else ()
    noted = [it for it in migrations if it.notes]
    if not noted:
        return ""
    rows = [
        (
            str(migration.phase or "all"),
            markdown.line(" ".join(migration.notes)),
            str(len(migration.forward)),
            str(migration.restores),
        )
        for migration in migrations
    ]
    header = ("phase", "when", "statements", "its rollback restores")
    return markdown.section("Phases", markdown.table(header, rows))


def _psql(path: str) -> str:
    return f"psql \"$DATABASE_URL\" -X -v ON_ERROR_STOP=1 -f '{path.replace(chr(39), '')}'"
