"""Orders that only point at what was told: "the database should enforce that", "adjust", "time to change this"."""

from __future__ import annotations

from enum import Enum

from database_developer.reading.grammar import lexicon
from database_developer.reading.plain_words.gist import pattern
from database_developer.reading.plain_words.parts import Part

_PLAIN = lexicon.words(
    "enforce ensure guarantee guard prevent this that it these those they them must should shall not be possible "
    "any more "
    "longer happen happens fix fixed change changed adjust please let make makes sure so do something about we want "
    "wants "
    "need needs to can could us allow allowed forbid forbidden stop impossible schema database db postgres rule "
    "from now on "
    "time here accordingly happening again has have is are and for in of by with case cases at least level end "
    "possible "
    "permitted ok okay fine reject rejected refuse refused disallow disallowed protect protected check checked checks "
    "take care catch caught secure against such itself would like i i'd see done handle handled put right correct "
    "corrected will never no one ever rule out bring server engine side way itself safe the same thing state situation "
    "index indexed indexes fitting suitable matching proper help helps speed up wants one put create add both "
    "such value values rows entries things refuses "
    "keep watch over support supported reflect reflected backing become legal illegal invalid valid sort sorted"
)
_DENYING = pattern(
    r"{not}|impossible|prevent|forbid|forbidden|stop|reject|rejected|refuse|refused|disallow|disallowed|illegal|"
    r"invalid|rule out|"
    r"protect|catch|guard|against|enforce|ensure|check|secure|guarantee"
)
_ALLOWING = pattern(
    r"(?:{must}|be|is|make|become) (?:\w+ )?(?:possible|allowed|permitted|ok|okay|fine|legal|valid|supported)|"
    r"allow|permit|support|reflect"
)
_LONGEST = 12  # words


class Pointing(Enum):
    """What shall become of what was told: it is done, made impossible, or made possible."""

    DONE = "done"
    DENIED = "denied"
    ALLOWED = "allowed"


def pointing_in(part: Part) -> Pointing | None:
    """What the part wants of the one before; None where it says anything of its own."""
    words = part.gist.text.replace(",", " ").replace("!", " ").replace("C", " ").replace("T", " ").split()
    if not words or len(words) > _LONGEST or any(word not in _PLAIN for word in words):
        return None
    text = part.gist.text
    is_firm = pattern(r"enforce|ensure|guarantee|guard|check|secure").search(text)
    if _ALLOWING.search(text) and not pattern(r"{not}|impossible").search(text):
        return Pointing.ALLOWED
    if is_firm and not pattern(r"{not}|prevent|stop").search(text):
        return Pointing.DONE
    return Pointing.DENIED if _DENYING.search(text) else Pointing.DONE
