"""What an index is wanted for: "an index over a and b would fix that", "we filter by venue all over the place"."""

from __future__ import annotations

from database_developer.model.request import IndexKeysAsk, IndexReferencesAsk, OrderBy, UnconstrainAsk
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.plain_words.gist import pattern
from database_developer.reading.plain_words.naming import Name
from database_developer.reading.plain_words.spoken import Spoken

_INDEX = pattern("index|indexes|indices|indexed|indexing")
_GOING = pattern(
    r"drop|drops|remove|get rid of|delete|scrap|useless|unused|superfluous|redundant|goes|go|no longer (?:needed|used)|"
    r"{not} (?:need|needed|used)|away|bin"
)
_EACH = pattern(
    "two indexes|two indices|three indexes|each|separate|separately|separate indexes|own index|not joint|individual"
)
_UNIQUE = pattern("unique|uniqueness")
_SEARCHED = pattern(
    r"slow|slowly|slows|slower|takes? (?:ages|long|forever|\d+|too long|minutes|seconds)|full scans?|seq scans?|"
    r"sequential scans?|times? out|timeout|crawls?|sluggish|too long|ages|speed up|faster"
)
_BY = pattern(
    "by|for|of|with|where|over|on|filters?|filtered|filtering|find|look up|looked up|lookup|search|sorted|"
    "sorts?|ordered|orders|order|using|one"
)
_SORTED = pattern(
    "sorts?|sorted|ordered|orders by|order by|newest|latest|oldest|most recent|in order of|sorting|ranked"
)


def is_told(text: str) -> bool:
    """Whether an index is spoken of that shall come."""
    return bool(_INDEX.search(text)) and not _UNIQUE.search(text) and not _GOING.search(text)


def read(spoken: Spoken) -> Findings:
    """The index over the columns named; an index that goes."""
    text = spoken.text
    if _UNIQUE.search(text) or not _INDEX.search(text):
        return ()
    if "foreign key" in text and not spoken.attributes:
        return (IndexReferencesAsk(entity=spoken.entity, quote=spoken.quote),) if spoken.part.tables else ()
    if not _GOING.search(text):
        return over(spoken)
    names = keys_of(spoken)
    return (UnconstrainAsk(entity=spoken.entity, kind="index", attributes=names, quote=spoken.quote),) if names else ()


def over(spoken: Spoken) -> Findings:
    """An index over the columns that are named."""
    names = keys_of(spoken)
    groups = [(name,) for name in names] if _EACH.search(spoken.text) else [names] if names else []
    keys = (tuple(OrderBy(attribute=name) for name in group) for group in groups)
    return tuple(IndexKeysAsk(entity=spoken.entity, keys=one, quote=spoken.quote) for one in keys)


def keys_of(spoken: Spoken) -> tuple[str, ...]:
    """The columns named; a table named behind "by" is meant by the reference to it. Those sorted by come last."""
    text = spoken.text
    found: list[tuple[bool, int, str]] = []
    for place, one in spoken.gist.places:
        if not isinstance(one, Name):
            continue
        name = one.attribute or (spoken.reference_to(one.entity) if one.entity != spoken.entity else None)
        if not name:
            continue
        before = text[:place]
        is_sorted = bool(_SORTED.search(before))
        found.append((is_sorted, place, name))
    return tuple(dict.fromkeys(name for _, _, name in sorted(found))) or spoken.attributes


def searched(spoken: Spoken) -> Findings:
    """ "Looking up orders by number takes ages": slow, and by what it is looked up."""
    text = spoken.text
    by = _BY.search(text)
    if not _SEARCHED.search(text) or by is None:
        return ()
    return over(spoken) if spoken.part.attributes or spoken.part.tables[1:] else ()
