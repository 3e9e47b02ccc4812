"""A migration as a runner gets it: written into files and read back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from database_developer.migration.formats.plain_sql import write
from database_developer.migration.formats.scripts import read
from database_developer.model.migration import Migration
from database_developer.model.script import Script

AT = datetime(2000, 1, 1, tzinfo=UTC)


def script_of(migration: Migration, number: int = 0) -> Script:
    """The migration as its own files say it; whether the schema is the right one is looked at elsewhere.

    ``number`` counts those of one rollout, from 0.
    """
    [script] = read(write(migration, "proof", "rehearsal", AT + timedelta(seconds=number)))
    return replace(script, before_hash=None)
