"""What values a column must hold: "SKUs of up to 40 characters", "both need a time zone"."""

from __future__ import annotations

import re

from database_developer.model.request import AlterAsk
from database_developer.reading.grammar.changes.places import Tokens
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.sql_types import type_at
from database_developer.reading.plain_words.gist import pattern
from database_developer.reading.plain_words.spoken import Spoken

_LENGTH = re.compile(
    r"(?<![\w.])(\d+)(?: or more| and more)? ?(?:characters|chars|character|letters|signs|digits|char|long|symbols|"
    r"places)(?!\w)"
)
_ROOM = pattern(
    r"(?:room for|up to|allow|hold|extend(?:ed)? to|lengthen(?:ed)? to|increase(?:d)? to|widen(?:ed)? to|"
    r"raise(?:d)? to|"
    r"grow(?:n)? to|length of|length to|limit to|limit of|C to|it to|make it) (\d+)"
)
_ZONED = pattern(
    r"time zone|time zones|timezone|timezones|with zone|zone aware|timezone-aware|time-zone-aware|tz|with zone|"
    r"zone information"
)
_BIG = pattern(
    r"(?:billion|overflow|overflows|out of range|32 bit|32-bit).*|integer (?:is )?too small|int (?:is )?too small"
)
_ENOUGH = pattern(r"(\d+) (?:would|should|will|is|are) (?:be )?(?:better|enough|fine|do|suffice|needed|right)")
_DECIMALS = pattern(r"(?:two|2) decimals?(?: places| digits)?|cents|(?:two|2) digits behind|decimal places")
_PLAIN = (
    (
        pattern("bigint|big integer|big integers|64 bit|64-bit|long integer|larger integer|bigger integer|int8"),
        "bigint",
    ),
    (pattern("whole numbers?|integers?|int"), "integer"),
    (pattern("boolean|bool|yes / no|true / false|booleans|flag"), "boolean"),
    (pattern("jsonb"), "jsonb"),
    (pattern("uuid|uuids"), "uuid"),
    (pattern("date|dates|real date|proper date"), "date"),
    (pattern("text|free text|texts|unlimited length|any length|arbitrary length|long text|unbounded"), "text"),
    (pattern("decimal|decimals|fractions?"), "numeric"),
)
_FEW = 3  # words
_INSTEAD = pattern(r"(?:instead of|rather than|and not|from|no longer|not|than) (?:being )?(?:\w+ ){0,3}\w+")
_CHANGING = pattern(
    r"{must}|{may}|change|make|turn|convert|switch|widen|extend|lengthen|increase|enlarge|room|become|becomes|please|"
    r"store|stored|adjust|need|needs|cast|migrate|L|want|wants|to|up to|use|raise|better|proper|from now on"
)


def read(spoken: Spoken) -> Findings:
    """The new type of the columns."""
    if not spoken.attributes or spoken.is_denied or spoken.is_allowed or not _is_change(spoken.text):
        return ()
    name = _type(spoken)
    if not name:
        return ()
    return tuple(
        AlterAsk(entity=spoken.entity, attribute=one, type=name, quote=spoken.quote) for one in spoken.attributes
    )


def _is_change(text: str) -> bool:
    """ "Text please" orders too."""
    return bool(_CHANGING.search(text)) or len(text.split()) <= _FEW


def _type(spoken: Spoken) -> str:
    text = _INSTEAD.sub(" ", spoken.text)
    written = _written(spoken.part.source)
    if written:
        return written
    if _ZONED.search(text):
        return "timestamptz"
    if _BIG.search(text):
        return "bigint"
    length = _LENGTH.search(text) or _ENOUGH.search(text) or _ROOM.search(text)
    if length is not None:
        number = next(group for group in length.groups() if group)
        return f"varchar({number})"
    if _DECIMALS.search(text):
        return "numeric(12,2)"
    return next((name for words, name in _PLAIN if words.search(text)), "")


def _written(tokens: Tokens) -> str:
    """The last type written as SQL, not the one that it is no longer."""
    found = ""
    for at in range(len(tokens)):
        name, _ = type_at(tokens, at, in_prose=True)
        before = tokens[max(0, at - 2) : at]
        if name and not any(
            one.is_word("of", "than", "from", "not", "is", "are", "was", "only", "currently") for one in before
        ):
            found = name
    return found
