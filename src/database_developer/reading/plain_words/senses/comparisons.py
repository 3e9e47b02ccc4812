"""Two columns of a row held against each other: "an exhibition must not close before it opens"."""

from __future__ import annotations

from database_developer.model.pattern_asks import ComparisonAsk
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.changes.places import Tokens
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.grammar.turns.turn import turn
from database_developer.reading.inflection import singular
from database_developer.reading.plain_words.spoken import Spoken
from database_developer.reading.scene import words_of

_BEFORE = turn("""
    before | earlier than | prior to | precede(s) | less than | lower than | below | smaller than | '<' | '<='
    | under | cheaper than
    """)
_AFTER = turn("""
    after | later than | exceed(s) | more than | higher than | above | greater than | '>' | '>=' | larger than
    | follow | beyond | on or after
    """)
_NEGATED = turn("{not} | no | nothing | nobody | impossible")
_EQUAL = turn("""
    same ~1 [is | are] (fine | ok | okay | allowed | possible) | or equal | on or | or same | '>='
    | '<=' | at earliest | may be equal
    """)
_CUTS = lexicon.words(
    "before earlier prior precede precedes less lower below smaller after later exceed exceeds more higher above "
    "greater larger follow beyond than"
)
_STEM = 3
_MOMENT = lexicon.words("at on date day time")


def read(spoken: Spoken) -> Findings:
    """The one that is never above the other."""
    words = spoken.words
    is_before = _BEFORE.stands_in(words)
    if is_before == _AFTER.stands_in(words) or spoken.is_allowed:
        return ()
    first, second = _columns(spoken)
    if first is None or second is None or first == second:
        return ()
    is_denied = _NEGATED.stands_in(words) or spoken.is_denied
    smaller, greater = (first, second) if is_before != is_denied else (second, first)
    may_be_equal = is_denied or _EQUAL.stands_in(words)
    return (
        ComparisonAsk(
            entity=spoken.entity, smaller=smaller, greater=greater, may_be_equal=may_be_equal, quote=spoken.quote
        ),
    )


def _columns(spoken: Spoken) -> tuple[str | None, str | None]:
    """The last column before the words that compare, and the first behind them."""
    tokens = spoken.part.tokens
    cuts = (at for at, token in enumerate(tokens) if token.is_in(_CUTS) or token.is_mark("<", ">", "<=", ">="))
    cut = next(cuts, 0)
    return _column(tokens[:cut], spoken, is_last=True), _column(tokens[cut + 1 :], spoken, is_last=False)


def _column(tokens: Tokens, spoken: Spoken, *, is_last: bool) -> str | None:
    """The column named, else the moment whose name begins like a verb: "opens" and `opens_on`."""
    meant = [column for token in tokens if (column := _meant(token, spoken)) is not None]
    return (meant[-1] if is_last else meant[0]) if meant else None


def _meant(token: Token, spoken: Spoken) -> str | None:
    named = (one.attribute for one in spoken.gist.columns() if spoken.part.tokens[one.start] is token)
    return next(named, None) or _by_verb(token, spoken)


def _by_verb(token: Token, spoken: Spoken) -> str | None:
    if token.kind is not Kind.WORD or token.lower in lexicon.NOT_A_NOUN or len(token.lower) < _STEM:
        return None
    known = spoken.scene.entities[spoken.entity].attributes.values()
    found = [one for one in known if _is_moment_of(words_of(one), token.lower)]
    return found[0] if len(found) == 1 else None


def _is_moment_of(column: tuple[str, ...], word: str) -> bool:
    stem = column[0][: max(_STEM, len(column[0]) - 2)]
    is_alike = (
        word.startswith(stem)
        or singular(word) == singular(column[0])
        or column[0].startswith(word[: max(_STEM, len(word) - 2)])
    )
    return is_alike and bool(_MOMENT & set(column[1:]))
