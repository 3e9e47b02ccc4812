"""What deleting a row does to others: "its entries are worthless without it, let them disappear together with it"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from database_developer.model.request import DeletionAsk
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.turns.turn import turn
from database_developer.reading.plain_words.spoken import Spoken, reference_to
from database_developer.reading.scene import Scene

_DELETED = turn("""
    delete(d) | deleting | deletes | deletion | remove(d) | removing | removal | goes | gone | erase(d) | cascade(s)
    | deletable | removable | disappear(s) | vanish(es) | closed down | dies | thrown away | wiped | go with | goes with
    """)
_REFUSED = turn("""
    {not} [be] [possible to | allowed to | able to | permitted to] (delete | be deleted | remove | be removed
      | deletable | removable)
    | (refuse(d) | reject(ed) | block(ed) | prevent(ed) | forbid | forbidden | deny | denied | stop | fail(s))
    | impossible to (delete | remove) | undeletable
    | (only | not) W ~5 (delete(d) | remove(d)) W ~3 (if | when | while | as long as)
    """)
_EMPTIED = turn("""
    ((have | has | with | left with) no | without | left without) (T | C) $
    | (have | has) no [longer] (T | C)
    | (set null | set to null | become null | becomes null | be null | nulled | emptied | cleared | be emptied
      | be empty | be cleared | unassigned)
    | (T | they | it | those) [{must} | can | may | do | does] (stay(s) | remain(s) | survive(s) | be kept | keep
      | live on | persist)
    | set C to (null | empty) | C (becomes | gets | is) [set to] (null | empty)
    | keep(s|ing) (T | them | those) | without T $ | lose (C | T) | loses (C | T)
    """)
_LOST = turn("{not} [be] (lose | lost | take(s) | wipe | drag)")
_CASCADED = turn("""
    (go | goes | disappear(s) | vanish(es) | die(s) | remove(d) | delete(d) | be gone | cleaned up | wiped
      | be deleted | be removed) ~2 (too | with (it | them | him | T) | along | as well | together | likewise
      | automatically | themselves)
    | (too | as well | together | likewise | automatically | along with (it | T)) [be] (deleted | removed
      | disappear | go)
    | (delete | deleting | deletion of | remove | removing | removal of) T {must} (delete(s) | remove(s) | take) T
    | (delete | remove) T ... T (when | whenever | if | once | as soon as) [T | it | they]
    | cascade(s) | cascading | take(s) W ~4 (with | along) | together with | along with
    | ({must} | let | can) ~3 (go | disappear | vanish | be deleted | be removed | be gone | follow) [too | as well
      | with it] $
    """)
_INSTEAD = turn("instead of")
_NOT_CASCADED = turn("not cascade")


def read(spoken: Spoken) -> Findings:
    """What the reference between the two tables does."""
    if spoken.is_allowed or spoken.is_denied or not _DELETED.stands_in(spoken.words):
        return ()
    action = action_in(spoken.words)
    ends = _ends(spoken)
    if not action or ends is None:
        return ()
    child, parent, column = ends
    spoken_role = column if column != f"{parent.replace(' ', '_')}_id" else None
    return (DeletionAsk(parent=parent, child=child, action=action, role=spoken_role, quote=spoken.quote),)


def action_in(words: Sequence[str]) -> str:
    """ "cascade", "set null" or "restrict"; "" where none is told."""
    if _LOST.stands_in(words):
        return ""  # whether the deletion is refused then is not told
    instead = _INSTEAD.search(words)
    meant = words[: instead.start] if instead is not None else words
    for action, told in (("set null", _EMPTIED), ("restrict", _REFUSED), ("cascade", _CASCADED)):
        if told.stands_in(meant) and (action == "restrict" or not _NOT_CASCADED.stands_in(words)):
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
