"""What a part of a sentence wants of the columns that it means, by the senses that know it."""

from __future__ import annotations

from collections.abc import Callable

from database_developer.reading.grammar.findings import Findings
from database_developer.reading.plain_words.moods import CONDITIONAL
from database_developer.reading.plain_words.senses import (
    additions,
    bonds,
    choices,
    comparisons,
    defaults,
    deletions,
    indexes,
    limits,
    presence,
    removals,
    renamings,
    sameness,
    types,
)
from database_developer.reading.plain_words.spoken import Spoken

Sense = Callable[[Spoken], Findings]

# The first that knows a part has it; what these leave may say several things of a column.
ALONE: tuple[Sense, ...] = (
    comparisons.read,
    deletions.read,
    bonds.read,
    indexes.read,
    renamings.read,
    removals.read,
    sameness.read,
    choices.read,
)
TOGETHER: tuple[Sense, ...] = (limits.read, defaults.read, presence.read, types.read)
CONDITIONED: tuple[Sense, ...] = (comparisons.read, deletions.read, defaults.read)  # what depends on something


def sensed(spoken: Spoken) -> Findings:
    """What the first sense that knows the part says, else all that the others say."""
    if spoken.part.is_about_code:
        return indexes.read(spoken)
    if new := additions.read(spoken):
        return new
    if CONDITIONAL.stands_in(spoken.words):
        return next((told for sense in CONDITIONED if (told := sense(spoken))), ())
    alone = next((told for sense in ALONE if (told := sense(spoken))), ())
    return alone or tuple(one for sense in TOGETHER for one in sense(spoken))
