"""What deleting a row does to others: "its entries are worthless without it, let them disappear together with it"."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.model.request import DeletionAsk
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.plain_words.gist import any_of, pattern
from database_developer.reading.plain_words.spoken import Spoken, reference_to
from database_developer.reading.scene import Scene

_DELETED = pattern(
    "delete|deleted|deleting|deletes|deletion|remove|removed|removing|removal|goes|gone|erased?|cascade|cascades|"
    "disappear|disappears|vanish|vanishes|closed down|dies|thrown away|wiped|go with|goes with"
)
_REFUSED = pattern(
    any_of(
        r"{not} (?:be )?(?:possible to |allowed to |able to |permitted to )?(?:delete|be deleted|remove|be removed|"
        r"deletable|removable)",
        r"(?:refuse|refused|reject|rejected|block|blocked|prevent|prevented|forbid|forbidden|deny|denied|stop|fail|"
        r"fails)",
        r"impossible to (?:delete|remove)|undeletable|(?:only|not) .{0,30}(?:delete|deleted|remove|"
        r"removed) .{0,20}(?:if|when|while|as long as)",
    )
)
_EMPTIED = pattern(
    any_of(
        r"(?:(?:have|has|with|left with) (?:just )?no|without|left without) [TC]$|(?:have|has) (?:just |"
        r"simply )?no (?:longer )?[TC]",
        r"(?:set null|set to null|become null|becomes null|be null|nulled|emptied|cleared|be emptied|be empty|"
        r"be cleared|unassigned)",
        r"(?:T|they|it|those) (?:{must} |can |may |do |does )?(?:stay|stays|remain|remains|survive|survives|be kept|"
        r"keep|live on|persist)",
        r"(?:keep|keeps|keeping) (?:T|them|those)",
        r"just without T|without T$|lose (?:C|T)|loses (?:C|T)",
    )
)
_LOST = pattern(r"{not} (?:be )?(?:lose|lost|take|takes|wipe|drag)")
_CASCADED = pattern(
    any_of(
        r"(?:go|goes|disappear|disappears|vanish|vanishes|die|dies|removed?|deleted?|be gone|cleaned up|wiped|"
        r"be deleted|be removed) "
        r"(?:\w+ ){0,2}(?:too|with (?:it|them|him|her|T)|along|as well|together|likewise|automatically|themselves)",
        r"(?:too|as well|together|likewise|automatically|along with (?:it|T)) (?:be )?(?:deleted|removed|disappear|go)",
        r"cascade|cascades|cascading|take .{0,25} (?:with|along)|takes .{0,25} (?:with|along)|together with|along with",
        r"(?:{must}|let|can) (?:\w+ ){0,3}(?:go|disappear|vanish|be deleted|be removed|be gone|follow)(?: too|"
        r" as well| with it)?$",
    )
)


def read(spoken: Spoken) -> Findings:
    """What the reference between the two tables does."""
    if spoken.is_allowed or spoken.is_denied or not _DELETED.search(spoken.text):
        return ()
    action = action_in(spoken.text)
    ends = _ends(spoken)
    if not action or ends is None:
        return ()
    child, parent, column = ends
    spoken_role = column if column != f"{parent.replace(' ', '_')}_id" else None
    return (DeletionAsk(parent=parent, child=child, action=action, role=spoken_role, quote=spoken.quote),)


def action_in(text: str) -> str:
    """ "cascade", "set null" or "restrict"; "" where none is told."""
    if _LOST.search(text):
        return ""  # whether the deletion is refused then is not told
    for action, words in (("set null", _EMPTIED), ("restrict", _REFUSED), ("cascade", _CASCADED)):
        match = words.search(text.partition(" instead of ")[0])
        if match is not None and not (action != "restrict" and pattern("not cascade").search(text)):
            return action
    return ""


def _ends(spoken: Spoken) -> tuple[str, str, str] | None:
    """The only reference between the tables named, else between those spoken of just before."""
    named = tuple(dict.fromkeys((*spoken.part.tables, spoken.entity)))
    for tables in (named, tuple(dict.fromkeys((*named, *spoken.around)))):
        found = list(dict.fromkeys(_references(tables, spoken.scene)))
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _references(tables: tuple[str, ...], scene: Scene) -> Iterator[tuple[str, str, str]]:
    for child in tables:
        for parent in tables:
            column = reference_to(child, parent, scene) if child != parent else None
            if column is not None:
                yield child, parent, column
