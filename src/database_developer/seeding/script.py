"""The seed as one SQL file that a person can read and run."""

from __future__ import annotations

from database_developer.seeding.plan import SeedScript

HEADER = (
    "--",
    "-- Every value is made up: addresses end in example.com, telephone numbers have 555-01.",
    "-- Meant for empty tables; but for moments, the same seed gives the same rows again.",
)


def written(script: SeedScript, title: str) -> str:
    """The statements as one file, in one transaction, under a header that says what they do."""
    lines = [_comment(title), *HEADER, *(_comment(f"Note: {note}") for note in script.notes), "", "BEGIN;"]
    for statement in script.statements:
        what = f"{statement.table}: {statement.rows} rows" if statement.rows else f"{statement.table}: references"
        lines += ["", _comment(what), f"{statement.sql};"]
    return "\n".join([*lines, "", "COMMIT;", ""])


def _comment(text: str) -> str:
    """One line, whatever is in it."""
    return "-- " + " ".join(text.split())
