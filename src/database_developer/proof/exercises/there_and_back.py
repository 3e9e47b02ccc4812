"""Forward, compare, backward, compare, forward again: the schema is what was predicted, each time."""

from __future__ import annotations

import difflib
import time
from collections.abc import Iterator

from database_developer.diff.compare import compare
from database_developer.diff.describe import describe_all
from database_developer.model.proof import Observation
from database_developer.model.schema import Schema
from database_developer.postgres.shadow import Shadow
from database_developer.proof.bench import Bench, run_all
from database_developer.proof.exercises.exercise import Exercise, observed
from database_developer.running.purge import purge, set_aside

ID = "there-and-back"
LINES_SHOWN = 12


def run(bench: Bench) -> Iterator[Observation]:
    """Run both scripts on an empty copy and look at the catalog and the dump after each."""
    migration = bench.migration
    with bench.copy("there-and-back") as shadow:
        dump_before = shadow.dump()
        yield _step(bench, shadow, "forward", "the forward script gives the target schema", migration.after)
        if bench.target_dump is not None:
            claim, wanted, found = _purged_dump(bench, shadow, bench.target_dump)
            in_order = wanted == found or _sorted(wanted) != _sorted(found)
            yield _dumps("forward-dump", claim, wanted, found, exact=in_order)
        yield _step(bench, shadow, "backward", "the rollback gives the schema it started from", migration.before)
        moved = any(step.reversal.moves_columns for step in migration.steps)
        yield _dumps("backward-dump", "pg_dump is the same as before", dump_before, shadow.dump(), exact=not moved)
        yield _step(bench, shadow, "again", "after a rollback the forward script works again", migration.after)
        yield _rights(bench)


def _step(bench: Bench, shadow: Shadow, name: str, claim: str, wanted: Schema) -> Observation:
    statements = bench.migration.backward if name == "backward" else bench.migration.forward
    started = time.perf_counter()
    with shadow.session() as session:
        run_all(session, statements)
    seconds = time.perf_counter() - started
    left = describe_all(compare(shadow.schema(), wanted))
    seen = f"{len(statements)} statements, catalog equal" if not left else f"{len(left)} differences: {left[0]}"
    evidence = {"statements": len(statements), "differences": list(left)}
    return observed(f"{ID}/{name}", claim, not left, seen, evidence, seconds=seconds)


def _purged_dump(bench: Bench, shadow: Shadow, wanted: str) -> tuple[str, str, str]:
    """The claim, the target's dump, and the copy's without what was set aside: a copy of it is purged for that."""
    with shadow.session() as session:
        kept = set_aside(session)
    if not kept:
        return "pg_dump agrees on the target", wanted, shadow.dump()
    with bench.run.shadow("purged", template=shadow) as copy:
        with copy.session() as session:
            purge(session, everything=True)
        claim = f"once what was set aside ({', '.join(it.name for it in kept)}) is purged, pg_dump agrees on the target"
        return claim, wanted, copy.dump()


def _dumps(name: str, claim: str, wanted: str, found: str, *, exact: bool) -> Observation:
    """Compare two dumps to the byte, or without regard to the order of lines where columns come back elsewhere."""
    if not exact:
        wanted, found = _sorted(wanted), _sorted(found)
    difference = list(
        difflib.unified_diff(wanted.splitlines(), found.splitlines(), "wanted", "found", lineterm="", n=1)
    )
    size = len(found.encode())
    how = "byte for byte" if exact else "but for the order of columns"
    seen = f"{size} bytes equal, {how}" if not difference else f"{len(difference)} lines differ"
    evidence = {"bytes": size, "difference": difference[:LINES_SHOWN]}
    return observed(f"{ID}/{name}", claim, not difference, seen, evidence)


def _sorted(text: str) -> str:
    return "\n".join(sorted(line.rstrip(",") for line in text.splitlines()))


def _rights(bench: Bench) -> Observation:
    ordinary = not bench.run.is_superuser
    seen = "both ran as the owner of the database, no superuser" if ordinary else "they ran as a superuser"
    return observed(f"{ID}/rights", "neither script needs a superuser", ordinary, seen)


EXERCISE = Exercise(id=ID, title="There and back", run=run)
