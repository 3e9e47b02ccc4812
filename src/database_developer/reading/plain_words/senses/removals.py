"""What goes: "we don't need the middle names any more, so out with that column", "time to bin the table"."""

from __future__ import annotations

from database_developer.model.request import RemovalAsk
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.turns.turn import turn
from database_developer.reading.plain_words.spoken import Spoken

_BIN = """
    drop | remove | delete | scrap | bin | ditch | discard | eliminate | kill | trash | axe | purge | get rid of
    | getting rid of | do away with | throw away | throw out | take out | away with | clear out | clean out | retire
    """
_NEXT = "and | from | in | of | on | again | now | too | , | entirely | completely | C | $"
_GONE = """
    go | goes | go away | leave | disappear | vanish
    | be (gone | dropped | removed | deleted | scrapped | thrown (away | out) | taken out
      | retired | discarded | binned)
    """
_GOES = turn(
    """
    {bin} (that | this | it | them | these | C | T) {next}
    | {bin} (again | now | altogether | completely | entirely | too | here | $)
    | {bin} (from | in | of | on) T
    | (drop | throw | take | strip | kick) (C | it | that | this | them | T) (away | out | off)
    | (drop | remove | delete | scrap | bin) ~2 C ({next} | ;)
    | (that | this | it | they | those | C | T) [{must} | can | may] {gone} [away] $
    | C (is | are) [to be] (dropped | removed | deleted | thrown away | scrapped) $
    | (^ | so | and) out with (C | it | this | that | them | T)
    | time to (drop | remove | bin | delete | scrap) (it | this | that | C | T)
    """,
    bin=_BIN,
    next=_NEXT,
    gone=_GONE,
)
_NEEDLESS = turn("""
    {not} ~1 (needed | used | wanted | required | need | use | want | read | look at | care about)
    | nobody ~1 (needs | uses | reads | wants | looks) | no one (needs | uses | reads) | useless | obsolete
    | superfluous | dead | unused | pointless | abandoned | no code
    """)
_STAYS = turn("{not} (drop | remove | delete | be dropped | be removed | be deleted | go)")
_OTHER = turn("""
    default(s) | constraint | unique | index(es) | not null | foreign key | rule | check | rows | row | entries
    | record(s) | duplicates | data | values | value | restriction | limit | trigger | view | after | before
    | reference(s) | usage(s) | code | logic | import(s) | call(s) | feature | test(s) | flag | link | page | button
    """)


def read(spoken: Spoken) -> Findings:
    """The columns that go, or the table."""
    words = spoken.words
    if spoken.is_denied or spoken.is_allowed or _OTHER.stands_in(words) or not _is_told(spoken):
        return ()
    named = spoken.part.attributes
    is_table = not named and (spoken.part.tables or not spoken.attributes)
    if is_table and not _says_table(spoken):
        return ()
    names = (None,) if is_table else spoken.attributes
    return tuple(RemovalAsk(entity=spoken.entity, attribute=name, quote=spoken.quote) for name in names)


def _is_told(spoken: Spoken) -> bool:
    return _GOES.stands_in(spoken.words) and not _STAYS.stands_in(spoken.words)


def _says_table(spoken: Spoken) -> bool:
    """Rows of a thing go by themselves; only its table is meant here."""
    words = {token.lower for token in spoken.part.tokens}
    return (
        "table" in words or bool(words & {"it", "this", "that"}) or any("_" in one.text for one in spoken.part.tokens)
    )
