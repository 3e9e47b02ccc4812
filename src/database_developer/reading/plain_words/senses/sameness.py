"""What may be there but once: "licence numbers identify exactly one vet", "nobody votes twice for a film"."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.model.request import UnconstrainAsk, UniqueAsk
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.plain_words.gist import any_of, pattern
from database_developer.reading.plain_words.spoken import Spoken, reference_to
from database_developer.reading.scene import Scene

_ONCE = (
    r"(?:only|just|at most|no more than|not more than|exactly) (?:once|one time|one C|one T|a single|one)|once per|"
    r"once for each|once for every|more than once|"
    r"twice|two times|a second time|second time|duplicates?|doubles?|double|duplicated|repeated|several times|"
    r"multiple times"
)
_ALONE = pattern(
    any_of(
        r"unique|uniqueness|distinct|unambiguous|one of kind",
        r"identif(?:y|ies) (?:exactly |precisely |only |just )?(?:one|single|T)",
        r"(?:no|never|not) (?:two|2) (?:\w+ ){0,3}(?:with|have|has|share|sharing|get|use|carry)",
        r"(?:two|several|multiple|more than one|both|different) T (?:\w+ ){0,3}{not} (?:ever )?(?:have|share|use|"
        r"get|carry)",
        r"{not} (?:be )?(?:given|assigned|used|issued|handed out|shared|taken)(?: \w+)? (?:to|by|for|between|among) "
        r"(?:two|several|more than one|multiple|another|different|second)",
        r"{not} (?:share|have same|use same|be shared|be same|repeat|be repeated|overlap)",
        r"(?:only|at most|just|exactly|no more than|not more than|more than) (?:be |exist )?(?:one|"
        r"single) T (?:\w+ ){0,3}(?:with|per|for|has|have|in|on)",
        r"one T (?:per|for each|for every) [CT]",
        r"no (?:more )?(?:duplicates?|doubles?|duplicate C|double C|C twice|two)",
    )
)
_NEGATIONS = pattern(r"{not}|no|nobody|only|at most|once per|once for|nothing|more than one|just once|one [CT] once")
_REPEATED = pattern(_ONCE)
_PROBLEM = pattern(
    r"{same} C|same|twice|duplicates?|double|doubles?|more than once|share|shared|two T|with one C|several T"
)
_FREED = pattern(
    any_of(
        r"(?:{not}|need not|needs not|nor) (?:\w+ ){0,3}(?:unique|distinct)",
        r"{may} (?:\w+ )?(?:share|have {same}|use {same}|be shared|be used (?:twice|several times|more than once)|"
        r"repeat)",
        r"(?:drop|remove|lift|delete|relax|lose|without|get rid of) (?:\w+ ){0,3}(?:unique|uniqueness)",
        r"(?:unique|uniqueness)(?: \w+){0,2}(?: on C| of C| C| for C)? (?:{must} |can |may )?(?:goes|go|be dropped|"
        r"be removed|"
        r"away|gone|be lifted|be gone|disappear|out)",
        r"(?:allow|permit|accept) (?:duplicates?|duplicate C|{same} C|two T with|several T with|repeated)",
        r"{same} C (?:{must}|{may}|is|are) (?:be )?(?:allowed|fine|ok|okay|possible|permitted)",
    )
)
_NO_TWO = pattern(r"no two|no 2|nobody|no T")


def read(spoken: Spoken) -> Findings:
    """The key that comes or goes."""
    text = spoken.text
    if not spoken.is_denied and _FREED.search(text) and not _NO_TWO.search(text):
        return _freed(spoken)
    is_told = bool(_ALONE.search(text)) or (bool(_REPEATED.search(text)) and bool(_NEGATIONS.search(text)))
    if spoken.is_denied:
        is_told = is_told or bool(_PROBLEM.search(text))
    if spoken.is_allowed:
        return _freed(spoken) if _PROBLEM.search(text) else ()
    return tuple(_key(spoken)) if is_told else ()


def _freed(spoken: Spoken) -> Findings:
    if not spoken.attributes:
        return ()
    return (UnconstrainAsk(entity=spoken.entity, kind="unique", attributes=spoken.attributes, quote=spoken.quote),)


def _key(spoken: Spoken) -> Iterator[UniqueAsk]:
    """The columns named, with the references to the tables named; without columns the pair that a table holds."""
    own = spoken.part.attributes
    attributes = own or spoken.attributes
    others = [one for one in spoken.part.tables if one != spoken.entity]
    if own or (spoken.attributes and len(others) < 2 and not _pair(spoken)):
        within = [name for one in others if (name := spoken.reference_to(one)) is not None]
        names = tuple(dict.fromkeys((*within, *attributes)))
        yield UniqueAsk(entity=spoken.entity, attributes=names, quote=spoken.quote)
        return
    pair = _pair(spoken)
    if pair is not None:
        entity, names = pair
        yield UniqueAsk(entity=entity, attributes=names, quote=spoken.quote)


def _pair(spoken: Spoken) -> tuple[str, tuple[str, ...]] | None:
    """The only table that leads to all the tables named but itself, by these columns."""
    named = spoken.part.tables
    if len(named) < 2:
        return None
    found = [pair for entity in spoken.scene.standing if (pair := _leading(entity, named, spoken.scene)) is not None]
    inner = [pair for pair in found if pair[0] in named] or found
    return inner[0] if len(inner) == 1 else None


def _leading(entity: str, named: tuple[str, ...], scene: Scene) -> tuple[str, tuple[str, ...]] | None:
    columns = [reference_to(entity, one, scene) for one in named if one != entity]
    if len(columns) < 2 or any(one is None for one in columns):
        return None
    return entity, tuple(one for one in columns if one is not None)
