"""What a part of a sentence is to its ticket: an order, something told, or what is to be left alone."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.changes.orders import VERBS
from database_developer.reading.grammar.changes.places import Tokens
from database_developer.reading.grammar.turns.turn import turn
from database_developer.reading.plain_words.gist import Gist, said_in

_REASONS = lexicon.words("because since as although though whereas while")
_ORDERING = turn("""
    {must} | {may} | {not} | no two | nobody | need(s) | please | want(s) | would like | wish | let
    | make(s) | add | put | create | drop | remove | set | change | allow(s) | enforce | ensure | give | rename
    | call | index | only | from now on | goes | gone | required | mandatory | unique | optional | going to | bin
    | scrap | get rid of | delete | throw | out with | store | keep | record | track | note | adjust | fix | use
    | switch | turn | convert | widen | lengthen | extend | increase | raise | shorten | permit | forbid | refuse
    | prevent | reject | restrict | limit | link | tie | connect | point | reference | missing | lack(s) | no
    | get(s) | would | welcome | time to | increase | help | ask(s|ed) | expect(s) | hold | start(s) | begin(s)
    | default(s) | up to | at least | at most | nothing | nobody | none | take | stored | kept | recorded | go | too
    | disappear | vanish | matters | dropped | removed | cascade | name | introduce | include | define | declare
    | ditto | likewise | similarly | same for | same with | same (goes | applies | holds)
    | treat | by default | unless | carry | carries | become(s) | stop
    | require | demand | disallow | prohibit | avoid | relax | is renamed | (fk | foreign key) (for | on) C
    | C ('->' | '→' | '=>')
    """)
_LEFT_ALONE = turn("""
    assume !(L | N) | expect(s) | rely | relies | depend(s) | think(s) | believe | suppose | we may | maybe | perhaps
    | might | someday | one day | another day | (some | another) time | later | eventually
    | next (sprint | release | year | quarter | week | month | version) | out of scope | not part of | no part of
    | thought about | thinking about | considered | considering | would be nice | if possible | separate ticket
    | other ticket | another ticket | follow-up | untouched | unchanged | as (it | they) (is | are) | not touch
    | decided against | decided not | used to | no need to | wondering | wonder whether | not sure | not yet
    | for now
    | (was | were | has been | have been | had been) (added | dropped | removed | done | fixed | renamed | purged
      | cleaned | deleted | changed)
    | stay(s) as | leave ~6 alone | previous (sprint | release) | last (sprint | release)
    | do not (change | drop | remove | rename | add | delete | alter) | in future release(s) | idea | proposal
    | proposed | suggestion | suggested | turned down | said one | himself | herself | themselves
    | not [my] concern | {must} {not} be (dropped | removed | deleted | renamed | changed) yet | no code path
    """)
_FIRM = turn("{must} | please | from now on")
_POLITE = turn("""
    (could | can | would | will) (you | we | somebody | someone)
    | could [each | every | any] T [perhaps] (carry | have | get | receive | hold | store | be given)
    | would it be possible
    """)
_WONDERED = turn("(wondering | wonder | wondered) (whether | if) ~4 (could | can | might)")
_TODAY = turn("""
    today | currently | at present | at moment | so far | until now | up to now | right now
    | these days | nowadays
    """)
CONDITIONAL = turn("""
    if | when | whenever | unless | once (T | we | it | everybody | everything) | as soon as | until
    | provided | in case | where | in which case
    """)
_ABOUT_CODE = turn("""
    frontend | front end | front-end | ui | button | dialog | popup | pop-up | tooltip | app | form(s) | page(s)
    | screen | endpoint(s) | api | dropdown | widget | email template | placeholder | backend | client | javascript
    | validation message | css | serializer | controller | dto | readme | docs | documentation | test(s)
    """)


class Mood(Enum):
    """What a part is to its ticket."""

    ORDERED = "ordered"
    TOLD = "told"
    LEFT_ALONE = "left alone"


def mood_of(tokens: Tokens, gist: Gist, *, is_question: bool) -> Mood:
    """Whether the words order or tell anything, or speak of what stays as it is."""
    if _WONDERED.stands_in(gist.words) and not _was_done(tokens):
        return Mood.ORDERED
    if (is_question and not _POLITE.stands_in(gist.words)) or _LEFT_ALONE.stands_in(gist.words) or _was_done(tokens):
        return Mood.LEFT_ALONE
    said = said_in(tokens)
    is_today = _TODAY.stands_in(gist.words) and not _FIRM.stands_in(said) and not tokens[0].is_in(VERBS)
    if tokens[0].is_in(_REASONS) or is_today:
        return Mood.TOLD
    return Mood.ORDERED if _ORDERING.stands_in(gist.words) or _ORDERING.stands_in(said) else Mood.TOLD


def is_about_code(words: Sequence[str]) -> bool:
    """Whether they speak of what is no database."""
    return _ABOUT_CODE.stands_in(words)


def _was_done(tokens: Tokens) -> bool:
    """ "It can be null already"."""
    return any(token.is_word("already") for token in tokens)
