"""Migrations that already stand after this one in the project must still run after it."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.errors import StatementFailed
from database_developer.migration.formats.statements import split
from database_developer.model.proof import Observation
from database_developer.proof.bench import Bench
from database_developer.proof.exercises.exercise import Exercise, observed

ID = "later-migrations"


def run(bench: Bench) -> Iterator[Observation]:
    """Go forward, then replay what stands later in the folder."""
    if not bench.later:
        return
    claim = "the migrations that stand after this one still run"
    with bench.copy("later") as shadow, shadow.session() as session:
        bench.forward(session)
        try:
            for text in bench.later:
                for statement in split(text, origin="a later migration"):
                    session.run(statement)
        except StatementFailed as error:
            yield observed(f"{ID}/replay", claim, False, f"{error.where}: {error.what}")
            return
    yield observed(f"{ID}/replay", claim, True, f"{len(bench.later)} later migrations ran")


EXERCISE = Exercise(id=ID, title="Later migrations", run=run, at_the_end=True)
