"""Orders that only point at what was told: "the database should enforce that", "adjust", "time to change this"."""

from __future__ import annotations

from enum import Enum

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.turns.turn import turn
from database_developer.reading.plain_words.parts import Part

_PLAIN = lexicon.words(
    "enforce ensure guarantee guard prevent this that it these those they them must should shall not be possible any "
    "more longer happen happens fix fixed change changed adjust please let make makes sure so do something about we "
    "want wants need needs to can could us allow allowed forbid forbidden stop impossible schema database db postgres "
    "rule from now on time here accordingly happening again has have is are and for in of by with case cases at least "
    "level end permitted ok okay fine reject rejected refuse refused disallow disallowed protect protected check "
    "checked checks take care catch caught secure against such itself would like i i'd see done handle handled put "
    "right correct corrected will never no one ever out bring server engine side way safe the same thing state "
    "situation index indexed indexes fitting suitable matching proper help helps speed up create add both value values "
    "rows entries things refuses keep watch over support supported reflect reflected backing become legal illegal "
    "invalid valid sort sorted"
)
_DENYING = turn("""
    {not} | impossible | prevent | forbid | forbidden | stop | reject(ed) | refuse(d) | disallow(ed) | illegal
    | invalid | rule out | protect | catch | guard | against | enforce | ensure | check | secure | guarantee
    """)
_ALLOWING = turn("""
    ({must} | be | is | make | become) ~1 (possible | allowed | permitted | ok | okay | fine | legal | valid
      | supported)
    | allow | permit | support | reflect
    """)
_FIRM = turn("enforce | ensure | guarantee | guard | check | secure")
_REFUSING = turn("{not} | impossible")
_PREVENTING = turn("{not} | prevent | stop")
# What was ordered last is ordered of further columns too.
LIKEWISE = turn("""
    same (goes | applies | holds | is true | is valid) (for | to) C | same (for | with | thing for) C | ditto [for] C
    | (^ | and) so ({must} | may | can | is | are | does | do) C | likewise [for] C | as (does | do | must | should) C
    | as well as C $ | so too C | and C (too | likewise | as well) $ | (^ | and) similarly [for] C
    """)
_UNSAID = frozenset({",", "!", "C", "T"})
_LONGEST = 12  # words


class Pointing(Enum):
    """What shall become of what was told: it is done, made impossible, or made possible."""

    DONE = "done"
    DENIED = "denied"
    ALLOWED = "allowed"


def pointing_in(part: Part) -> Pointing | None:
    """What the part wants of the one before; None where it says anything of its own."""
    words = tuple(word for word in part.gist.words if word not in _UNSAID)
    if not words or len(words) > _LONGEST or any(word not in _PLAIN for word in words):
        return None
    is_firm = _FIRM.stands_in(words)
    if _ALLOWING.stands_in(words) and not _REFUSING.stands_in(words):
        return Pointing.ALLOWED
    if is_firm and not _PREVENTING.stands_in(words):
        return Pointing.DONE
    return Pointing.DENIED if _DENYING.stands_in(words) else Pointing.DONE
