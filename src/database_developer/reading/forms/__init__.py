"""The forms of ticket text, one file each."""

from __future__ import annotations

from collections.abc import Callable

from database_developer.reading.forms import (
    bare_grid,
    criteria,
    grid,
    lines,
    listing,
    name_runs,
    notation,
    old_rows,
    prose,
    runs,
    samples,
    sql,
)
from database_developer.reading.outcome import Outcome
from database_developer.reading.passages import Passage
from database_developer.reading.scene import Scene

Form = Callable[[Passage, Scene], Outcome | None]

# Asked in this order; the first that knows a passage reads it.
FORMS: tuple[Form, ...] = (
    samples.read,
    sql.read,
    notation.read,
    criteria.read,
    old_rows.read,
    grid.read,
    bare_grid.read,
    listing.read,
    lines.read,
    runs.read,
    name_runs.read,
    prose.read,
)
