"""What may be there but once: "licence numbers identify exactly one vet", "nobody votes twice for a film"."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.model.request import UnconstrainAsk, UniqueAsk
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.turns.turn import turn
from database_developer.reading.plain_words.spoken import Spoken, reference_to
from database_developer.reading.scene import Scene

_ONCE = """
    (only | at most | no more than | not more than | exactly) (once | one time | one C | one T | single
      | one)
    | only ~3 once | once per | once for each | once for every | more than once | twice | two times | second time
    | duplicate(s) | double(s) | duplicated | repeated | several times | multiple times
    """
_ALONE = turn("""
    unique | uniqueness | distinct | unambiguous | one of kind
    | (identify | identifies) [exactly | precisely | only] (one | single | T)
    | (no | never | not) [be | exist | have] (two | 2) ~3 (with | have | has | share | sharing | get | use | carry)
    | (two | several | multiple | more than one | different) T ~3 {not} [ever] (have | share | use | get
      | carry)
    | {not} [be] (given | assigned | used | issued | handed out | shared | taken) ~1 (to | by | for | between
      | among) (two | several | more than one | multiple | another | different | second)
    | {not} (share | have same | use same | be shared | be same | repeat | be repeated | overlap)
    | (only | at most | exactly | no more than | not more than | more than) [be | exist] (one
      | single) T ~3 (with | per | for | has | have | in | on)
    | one T (per | for each | for every) (C | T)
    | (prevent | avoid | forbid | prohibit | disallow | reject | refuse | stop | against | without) [having]
      (duplicate(s) | double(s) | duplicate C | double C | same C)
    | C {may} [only] be ~1 (used | taken | held | owned | registered | claimed) [only] [by | to] [only | at most] one T
    | no [more] (duplicate(s) | double(s) | duplicate C | double C | C twice | two)
    """)
_NEGATIONS = turn("""
    {not} | no | nobody | only | at most | once per | once for | nothing | more than one | one (C | T) once
    """)
_REPEATED = turn(_ONCE)
_PROBLEM = turn("""
    {same} C | same | twice | duplicate(s) | double | double(s) | more than once | share(d) | two T | with one C
    | several T
    """)
_FREED = turn("""
    ({not} | need not | needs not | nor) ~3 (unique | distinct)
    | {may} ~1 (share | have {same} | use {same} | be shared | be used (twice | several times | more than once)
      | repeat)
    | (drop | remove | lift | delete | relax | lose | without | get rid of) ~3 (unique | uniqueness)
    | (unique | uniqueness) ~2 [on C | of C | C | for C] [{must} | can | may] (goes | go | be dropped | be removed
      | away | gone | be lifted | be gone | disappear | out)
    | (allow | permit | accept) (duplicate(s) | duplicate C | {same} C | two T with | several T with | repeated)
    | {same} C ({must} | {may} | is | are) [be] (allowed | fine | ok | okay | possible | permitted)
    """)
_NO_TWO = turn("no two | no 2 | nobody | no T")


def read(spoken: Spoken) -> Findings:
    """The key that comes or goes."""
    words = spoken.words
    if not spoken.is_denied and _FREED.stands_in(words) and not _NO_TWO.stands_in(words):
        return _freed(spoken)
    is_told = _ALONE.stands_in(words) or (_REPEATED.stands_in(words) and _NEGATIONS.stands_in(words))
    if spoken.is_denied:
        is_told = is_told or _PROBLEM.stands_in(words)
    if spoken.is_allowed:
        return _freed(spoken) if _PROBLEM.stands_in(words) else ()
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
    inner = [pair for pair in found if pair[0] in named]
    inner = inner or (found if not spoken.is_of_new_tables else [])  # it may be a rule of what is to come
    return inner[0] if len(inner) == 1 else None


def _leading(entity: str, named: tuple[str, ...], scene: Scene) -> tuple[str, tuple[str, ...]] | None:
    columns = [reference_to(entity, one, scene) for one in named if one != entity]
    if len(columns) < 2 or any(one is None for one in columns):
        return None
    return entity, tuple(one for one in columns if one is not None)
