"""The only values there may be, and those that come to them: "nothing but open, shut and lost"."""

from __future__ import annotations

from database_developer.model.request import AllowedAsk
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.turns.turn import Found, turn
from database_developer.reading.plain_words.gist import Gist
from database_developer.reading.plain_words.spoken import Spoken

_LIST = "<value: V> [(, | / | '|') <value: V>]* [,] (or | and) <value: V>"
_CLOSED = turn(
    """
    (nothing but | no other value(s) than | nothing other than | nothing else than | only | one of | either
      | limited to | restricted to | restrict C to | limit C to | value(s) | choose from | chosen from | out of
      | options are | none but | exactly)
      [value(s) | one of | be | ever be | these | two | three | four]* [:] {list}
    | {must} [either] be [either | one of | one of these] [:] {list} $
    | {may} [only] be [only | either] [:] {list} $
    | {list} (are | is | being) (only | sole | allowed | possible | valid | permitted) | {list} only
    """,
    list=_LIST,
)
_FURTHER = turn("""
    (further | another | new | additional | fourth | fifth | sixth | third | extra | one more | next)
      (value(s) | option(s) | choice(s) | C) [, | : | is | called | named] <value: V> $
    | (besides | next to | in addition to | apart from | on top of) W ... <value: L | S> $
    | (allow | accept | add | permit | support | introduce | know | include) [[new] value(s)]*
      <value: L>,+ (too | as well | (as | for | in | to) C | as (further | another | value | new))
    """)
_NO_VALUE = lexicon.NOT_A_NOUN - lexicon.words("open new no none other")
_NOT_CLOSED = turn("""
    not only | required | mandatory | optional | unique | nullable | empty | null | index | default
    | C or C | positive | negative
    """)


def read(spoken: Spoken) -> Findings:
    """The set that closes, or the values that come to it."""
    if len(spoken.attributes) != 1 or spoken.is_denied or spoken.is_allowed or _NOT_CLOSED.stands_in(spoken.words):
        return ()
    (name,) = spoken.attributes
    further = _FURTHER.search(spoken.words)
    if further is not None:
        values = _values(spoken.gist, further)
        return (_ask(spoken, name, values, is_further=True),) if values else ()
    closed = _CLOSED.search(spoken.words)
    values = _values(spoken.gist, closed) if closed is not None else ()
    return (_ask(spoken, name, values, is_further=False),) if len(values) > 1 else ()


def _ask(spoken: Spoken, name: str, values: tuple[str, ...], *, is_further: bool) -> AllowedAsk:
    return AllowedAsk(entity=spoken.entity, attribute=name, values=values, is_further=is_further, quote=spoken.quote)


def _values(gist: Gist, found: Found) -> tuple[str, ...]:
    """The values as they are written; () where one of them is a word that builds sentences."""
    tokens = [gist.token_at(place) for place in found.places("value")]
    if any(token is not None and not token.is_literal and token.lower in _NO_VALUE for token in tokens):
        return ()
    return tuple(dict.fromkeys(token.text for token in tokens if token is not None))
