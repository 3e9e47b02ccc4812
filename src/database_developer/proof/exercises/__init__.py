"""The exercises, one file each; to add one, write its file and name it in ``EXERCISES``."""

from __future__ import annotations

from database_developer.proof.exercises import (
    backup_restore,
    both_versions,
    checks,
    constraints_bite,
    faults,
    half_way,
    later_migrations,
    locks,
    queries,
    rows_kept,
    there_and_back,
    traffic,
)
from database_developer.proof.exercises.exercise import Exercise

EXERCISES: tuple[Exercise, ...] = (
    there_and_back.EXERCISE,
    half_way.EXERCISE,
    locks.EXERCISE,
    faults.EXERCISE,
    rows_kept.EXERCISE,
    constraints_bite.EXERCISE,
    queries.EXERCISE,
    traffic.EXERCISE,
    both_versions.EXERCISE,
    later_migrations.EXERCISE,
    backup_restore.EXERCISE,
    checks.EXERCISE,
)
