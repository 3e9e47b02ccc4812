"""What values a column must hold: "SKUs of up to 40 characters", "both need a time zone"."""

from __future__ import annotations

from collections.abc import Sequence

from database_developer.model.request import AlterAsk
from database_developer.reading.grammar.changes.places import Tokens
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.sql_types import type_at
from database_developer.reading.grammar.turns.turn import turn
from database_developer.reading.plain_words.spoken import Spoken

_LENGTH = turn("""
    <value: N> [(or | and) more] (character(s) | char(s) | letters | signs | digits | long | symbols | places)
    """)
_ROOM = turn("""
    (room for | up to | allow | hold | extend(ed) to | lengthen(ed) to | increase(d) to | widen(ed) to
      | raise(d) to | grow(n) to | length of | length to | limit to | limit of | C to | it to | make it) <value: N>
    """)
_RANGE = turn("N '.' '.' N | between N and N")
_ZONED = turn("""
    time zone | time zones | timezone(s) | with zone | zone aware | timezone-aware | time-zone-aware | tz
    | with zone | zone information
    """)
_BIG = turn("""
    billion | overflow(s) | out of range | 32 [-] bit | int(eger) [is] too small
    """)
_ENOUGH = turn("""
    <value: N> (would | should | will | is | are) [be] (better | enough | fine | do | suffice | needed | right)
    """)
_DECIMALS = turn("(two | 2) decimal(s) [places | digits] | cents | (two | 2) digits behind | decimal places")
_ONE_DECIMAL = turn("(one | 1 | single) decimal [place | digit]")
_PLAIN = (
    (
        turn("bigint | (big | long | larger | bigger) integer(s) | 64 [-] bit | int8"),
        "bigint",
    ),
    (turn("whole number(s) | integer(s) | int"), "integer"),
    (turn("boolean | bool | yes / no | true / false | booleans | flag"), "boolean"),
    (turn("jsonb"), "jsonb"),
    (turn("uuid(s)"), "uuid"),
    (turn("date(s) | real date | proper date"), "date"),
    (
        turn("text | free text | texts | unlimited length | any length | arbitrary length | long text | unbounded"),
        "text",
    ),
    (turn("decimal(s) | fraction(s)"), "numeric"),
)
_FEW = 3  # words
_INSTEAD = turn("(instead of | rather than | and not | from | no longer | not | than) [being] ~3 W")
_CHANGING = turn("""
    {must} | {may} | change | make | turn | convert | switch | widen | extend | lengthen | increase | enlarge | room
    | become(s) | store(d) | adjust | need(s) | cast | migrate | L | want(s) | to | up to | use | raise
    | better | proper | from now on
    """)


def read(spoken: Spoken) -> Findings:
    """The new type of the columns."""
    if not spoken.attributes or spoken.is_denied or spoken.is_allowed or not _is_change(spoken.words):
        return ()
    name = _type(spoken)
    if not name:
        return ()
    return tuple(
        AlterAsk(entity=spoken.entity, attribute=one, type=name, quote=spoken.quote) for one in spoken.attributes
    )


def _is_change(words: Sequence[str]) -> bool:
    """ "Text please" orders too."""
    return _CHANGING.stands_in(words) or len(words) <= _FEW


def _type(spoken: Spoken) -> str:
    words = _INSTEAD.without(spoken.words)
    written = _written(spoken.part.source)
    if written:
        return written
    if _ZONED.stands_in(words):
        return "timestamptz"
    if _BIG.stands_in(words):
        return "bigint"
    room = None if _RANGE.stands_in(words) else _ROOM.search(words)
    length = _LENGTH.search(words) or _ENOUGH.search(words) or room
    characters = words[length.places("value")[0]] if length is not None else ""
    if characters.isdecimal():
        return f"varchar({characters})"
    if _DECIMALS.stands_in(words):
        return "numeric(12,2)"
    if _ONE_DECIMAL.stands_in(words):
        return "numeric(12,1)"
    return next((name for told, name in _PLAIN if told.stands_in(words)), "")


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
