"""References: "there is no foreign key from readings to sensors", "nothing stops it from pointing at no machine"."""

from __future__ import annotations

from database_developer.model.request import RelationAsk, UnconstrainAsk
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.turns.turn import turn
from database_developer.reading.plain_words.spoken import Spoken, reference_to

_KEY = turn("""
    foreign key | foreign keys | fk | fks | referential integrity | (tie | link | connect | wire | bind | point) C
    | C [{must} | W] [be] (tied | linked | connected | bound | refer(s) | reference(s) | point(s) | lead(s))
      (to | at)
    | real reference | proper reference | reference to T | exist in T | existing T | real T | T that exist(s)
    | known T | T {must} exist
    """)
_PROBLEM = turn("""
    not exist | no longer exist | non-existing | nonexistent | dangling | orphan(s|ed) | stop(s) | does not exist
    | existing T | unknown T | no such T | nothing | anything
    """)
_GOES = turn("drop | remove | delete | get rid of | without")


def read(spoken: Spoken) -> Findings:
    """The reference, where its column and the table it leads to are clear."""
    is_told = _KEY.stands_in(spoken.words) or (spoken.is_denied and _PROBLEM.stands_in(spoken.words))
    if spoken.is_allowed or not is_told:
        return ()
    ends = _ends(spoken)
    if ends is None:
        return ()
    child, parent, column = ends
    if _GOES.stands_in(spoken.words):
        return (UnconstrainAsk(entity=child, kind="foreign key", attributes=(column,), quote=spoken.quote),)
    return (RelationAsk(child=child, parent=parent, columns=(column,), quote=spoken.quote),)


def _ends(spoken: Spoken) -> tuple[str, str, str] | None:
    """By the column, else by the two tables named."""
    scene, tables = spoken.scene, spoken.part.tables
    for name in spoken.attributes:
        others = [one for one in tables if one != spoken.entity]
        parents = [one for one in scene.standing if reference_to(spoken.entity, one, scene) == name]
        found = parents or others
        if len(found) == 1:
            return spoken.entity, found[0], name
    pairs = [
        (child, parent, column)
        for child in tables
        for parent in tables
        if child != parent and (column := reference_to(child, parent, scene)) is not None
    ]
    return pairs[0] if len(pairs) == 1 else None
