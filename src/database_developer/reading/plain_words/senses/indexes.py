"""What an index is wanted for: "an index over a and b would fix that", "we filter by venue all over the place"."""

from __future__ import annotations

from collections.abc import Sequence

from database_developer.model.request import IndexKeysAsk, IndexReferencesAsk, OrderBy, UnconstrainAsk
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.turns.turn import turn
from database_developer.reading.plain_words.naming import Name
from database_developer.reading.plain_words.spoken import Spoken

_INDEX = turn("index(es) | indices | indexed | indexing")
_GOING = turn("""
    drop(s) | remove | get rid of | delete | scrap | useless | unused | superfluous | redundant | goes | go
    | no longer (needed | used) | {not} (need(ed) | used) | away | bin
    """)
_EACH = turn("""
    two indexes | two indices | three indexes | each | separate | separately | separate indexes | own index
    | not joint | individual
    """)
_UNIQUE = turn("unique | uniqueness")
_SEARCHED = turn("""
    slow | slowly | slows | slower | take(s) (ages | long | forever | N | too long | minutes | seconds)
    | full scan(s) | seq scan(s) | sequential scan(s) | time(s) out | timeout | crawl(s) | sluggish | too long
    | ages | speed up | faster
    """)
_BY = turn("""
    by | for | of | with | where | over | on | filter(s|ed|ing) | find | look up | looked up | lookup | search
    | sorted | sort(s) | ordered | orders | order | using | one
    """)
_SORTED = turn("""
    sort(s|ed) | ordered | orders by | order by | newest | latest | oldest | most recent | in order of | sorting
    | ranked
    """)
_FOREIGN_KEY = turn("foreign key(s)")


def is_told(words: Sequence[str]) -> bool:
    """Whether an index is spoken of that shall come."""
    return _INDEX.stands_in(words) and not _UNIQUE.stands_in(words) and not _GOING.stands_in(words)


def read(spoken: Spoken) -> Findings:
    """The index over the columns named; an index that goes."""
    words = spoken.words
    if _UNIQUE.stands_in(words) or not _INDEX.stands_in(words):
        return ()
    if _FOREIGN_KEY.stands_in(words) and not spoken.attributes:
        return (IndexReferencesAsk(entity=spoken.entity, quote=spoken.quote),) if spoken.part.tables else ()
    if not _GOING.stands_in(words):
        return over(spoken)
    names = keys_of(spoken)
    return (UnconstrainAsk(entity=spoken.entity, kind="index", attributes=names, quote=spoken.quote),) if names else ()


def over(spoken: Spoken) -> Findings:
    """An index over the columns that are named."""
    names = keys_of(spoken)
    groups = [(name,) for name in names] if _EACH.stands_in(spoken.words) else [names] if names else []
    keys = (tuple(OrderBy(attribute=name) for name in group) for group in groups)
    return tuple(IndexKeysAsk(entity=spoken.entity, keys=one, quote=spoken.quote) for one in keys)


def keys_of(spoken: Spoken) -> tuple[str, ...]:
    """The columns named; a table named behind "by" is meant by the reference to it. Those sorted by come last."""
    words = spoken.words
    found: list[tuple[bool, int, str]] = []
    for place, one in enumerate(spoken.gist.sources):
        if not isinstance(one, Name):
            continue
        name = one.attribute or (spoken.reference_to(one.entity) if one.entity != spoken.entity else None)
        if not name:
            continue
        before = words[:place]
        is_sorted = _SORTED.stands_in(before)
        found.append((is_sorted, place, name))
    return tuple(dict.fromkeys(name for _, _, name in sorted(found))) or spoken.attributes


def searched(spoken: Spoken) -> Findings:
    """ "Looking up orders by number takes ages": slow, and by what it is looked up."""
    words = spoken.words
    if not _SEARCHED.stands_in(words) or not _BY.stands_in(words):
        return ()
    return over(spoken) if spoken.part.attributes or spoken.part.tables[1:] else ()
