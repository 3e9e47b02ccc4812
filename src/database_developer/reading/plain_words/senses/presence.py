"""Whether each row has a value: "no invoice without a due date", "walk-ins can leave the phone out"."""

from __future__ import annotations

from collections.abc import Sequence

from database_developer.model.request import AlterAsk
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.turns.turn import turn
from database_developer.reading.plain_words.spoken import Spoken

_FULL = """
    (required | mandatory | compulsory | obligatory | not null | non-null | must | not optional | not nullable
      | necessary)
    """
_FREE = "(optional | nullable | voluntary | null | not required | not mandatory)"
_GIVEN = """
    (filled | given | set | provided | present | entered | known | there | specified | stated | supplied | recorded
      | populated | completed | filled in | filled out | in place | available)
    """
_EMPTY = """
    (empty | null(s) | blank(s) | missing | absent | unknown | unset | omitted | nullable | optional | skipped
      | left out | left off | left empty | left blank | left open | without value | be without | open | null values
      | not set | not filled | not given)
    """
_REQUIRED = turn(
    """
    {not} [be | longer be | ever be | stay | remain | go | accept | allow | take | hold | have] [left] {empty}
    | {must} ~1 be {given} | {must} have [one | exactly one] C
    | (every | each | any) T (needs | requires | has to have | must have | gets | carries | must carry) [one] C
    | (can | may | must | should | could | shall) (not | never) ~8 without [any | one | having] C
    | no [more | new | further] T ~3 without [any] C
    | no [more] (empty | blank | null | missing | nulls | blanks) [value(s) | C] | not accept T without C
    | refuse T without C | reject T without C | forbid T without C | never ~6 without C | nobody ~6 without C
    | (require | demand | enforce | insist on) [one] C
    | (disallow | forbid | prevent | prohibit | refuse | reject | avoid) (null(s) | empty | blank | missing) [value(s)
      | in | for]* C
    | (nothing | none) [of (it | them | this | these)] ~1 [be] {empty}
    """,
    empty=_EMPTY,
    given=_GIVEN,
)
_OPTIONAL = turn(
    """
    ({not} | nor) [be | longer be | longer | necessarily be | necessarily | made] (required | mandatory
      | compulsory | obligatory | not null | necessary | must)
    | (need(s) | have | has | ought | must | does | do) not (to be | be | have to be | need to be
      | necessarily be) {given}
    | (do | does | will | need | should) not [have to | need to | necessarily] (have | give | provide
      | enter | fill | state | tell | know | be asked for | be forced to) [to W] [in] C
    | {may} [be | stay | remain | go | now be] [left] {empty}
    | {may} (leave | skip | omit | drop out | leave out | leave off) [out | off] C
    | (leave | leaving) [out] C (empty | blank | out | open | off | null)
    | (skip | skipping | omit | omitting | leave out | leaving out) C
    | (allow(s|ing) | permit | accept | support | possible to | may | can | able to) ~9 (without | with no) [any] C
    | without C ({must} | {may} | {be}) [be] (possible | allowed | fine | ok | okay | permitted | accepted
      | welcome)
    | (allow | accept | permit) [for] [C | T] [to be | being] {empty}
    | (allow | accept | permit) (empty | missing | null | blank | no) C
    | not every T (has | have | with | comes with | need(s)) C
    | (do | does | did | will) not have (one | it | any | them | that)
    | none [of (them | these | it | those)] ~2 {full} | only (some | few) ~1 have (one | it | any)
    | not everybody has | not everyone has
    """,
    empty=_EMPTY,
    full=_FULL,
    given=_GIVEN,
)
_NOT_NULL = turn("not null")
_STATED_FULL = turn(_FULL)
_STATED_FREE = turn(_FREE)
_LACKING = turn(
    """
    without [any] C | (have | has | had | with | having) no C | no C | C [{be}] {empty}
    | (missing | empty | null | blank) C | not every T (has | have) C | lack(s) C | lacking C | miss C
    """,
    empty=_EMPTY,
)
_OTHER = turn("constraint | index | unique | default | foreign key")


def read(spoken: Spoken) -> Findings:
    """What becomes of the columns; () where it depends on anything."""
    required = _told(spoken)
    if required is None or not spoken.attributes:
        return ()
    return tuple(
        AlterAsk(entity=spoken.entity, attribute=name, required=required, quote=spoken.quote)
        for name in spoken.attributes
    )


def _told(spoken: Spoken) -> bool | None:
    words = spoken.words
    if spoken.is_denied or spoken.is_allowed:
        return spoken.is_denied if _LACKING.stands_in(words) else None
    if _OPTIONAL.stands_in(words):
        return False
    if _REQUIRED.stands_in(words):
        return True
    if _OTHER.stands_in(words) and not _NOT_NULL.stands_in(words):
        return None
    is_full, is_free = _STATED_FULL.stands_in(_less_must(words)), _STATED_FREE.stands_in(words)
    return is_full if is_full != is_free else None


def _less_must(words: Sequence[str]) -> tuple[str, ...]:
    """ "A must" alone says that it is required; before a verb it says nothing of that."""
    return tuple(word for at, word in enumerate(words) if word != "must" or at + 1 == len(words))
