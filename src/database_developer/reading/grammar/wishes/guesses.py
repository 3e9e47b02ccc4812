"""What other kinds of sentence would read out of a wish, and should not: facts of whoever wishes."""

from __future__ import annotations

from database_developer.model.request import AttributeAsk
from database_developer.reading.deeds import deed_of
from database_developer.reading.grammar import cues
from database_developer.reading.grammar.clauses import Statement
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.wishes.stories import is_making, story_in
from database_developer.reading.scene import Scene, entity_name

_TABLE = frozenset({"table"})


def without_guesses(found: Findings, statement: Statement, scene: Scene) -> Findings:
    """Nothing, where facts told of a deed, or of what a table is for, would be taken for those of another thing.

    "Bands should be able to book a room, with a start and an end" tells of bookings, and of bands nothing.
    """
    told = {finding.entity for finding in found if isinstance(finding, AttributeAsk)}
    return () if told and (told & _doers(statement, scene) or _is_for_another(told, statement, scene)) else found


def _doers(statement: Statement, scene: Scene) -> frozenset[str]:
    story = story_in(statement.tokens)
    if story is None or not (is_making(story.done) or deed_of(story.done[0].lower)):
        return frozenset()
    name = entity_name(story.role)
    return frozenset({name, scene.find_name(name) or name})


def _is_for_another(told: set[str], statement: Statement, scene: Scene) -> bool:
    """ "Create a table where we can note absences of pupils (date, reason)": not facts of the standing pupils."""
    tokens = statement.tokens if cues.heard(_TABLE, statement.words) else ()
    is_where = any(
        token.is_word("table") and at + 1 < len(tokens) and tokens[at + 1].is_word("where", "in")
        for at, token in enumerate(tokens)
    )
    return is_where and all(scene.is_there(entity) for entity in told)
