"""What goes: "we don't need the middle names any more, so out with that column", "time to bin the table"."""

from __future__ import annotations

from database_developer.model.request import RemovalAsk, UnconstrainAsk
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.rule_names import kind_of_rule
from database_developer.reading.grammar.turns.turn import turn
from database_developer.reading.plain_words.parts import Part
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
    | ^ (and | but | so | ,) {must} {gone} $
    | ^ ~1 drop T $ | (C | T) [of T | in T | on T] (is | are) ~4 (and | so | ,) [it | that | they] {must} {gone}
    | (C | T) [of T | in T | on T] (is | are) (obsolete | dead | unused | superfluous | redundant) ~2 (, | - | : | and)
      (drop | remove | delete) [it | them]
    | (no longer | {not} longer) (need(ed) | require(d) | want(ed)) C | {not} (need | want | require) C (any more
      | any longer | anymore)
    """,
    bin=_BIN,
    next=_NEXT,
    gone=_GONE,
)
_DROPS, _TITLE = turn("^ ~1 drop T $"), "summary"  # in a text it takes more to let a table go
_STAYS = turn("""
    {not} (drop | remove | delete | be dropped | be removed | be deleted | go)
    | (soft | hard | logical | on | cascade | cascading) (delete | remove)
    | (which | where | what | how | who | when | whether | why) ~4 (go | goes | go away | leave | disappear | vanish)
    """)
_OTHER = turn("""
    default(s) | constraint | unique | index(es) | not null | foreign key | rule | check | rows | row | entries
    | record(s) | duplicates | data | values | value | restriction | limit | trigger | view | after | before
    | reference(s) | usage(s) | code | logic | import(s) | call(s) | feature | test(s) | flag | link | page | button
    """)
_INDEX = turn("index | indexes | indices")


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


def rule_named(part: Part) -> str:
    """ "idx_sensors_model": the name of an index or a rule; "" where none is named."""
    return next((token.text for token in part.tokens if kind_of_rule(token.text)), "")


def of_rule(spoken: Spoken, name: str) -> Findings:
    """An index or a rule goes that was named before: "drop it"."""
    if not _is_told(spoken) or spoken.part.attributes or spoken.part.tables:
        return ()
    kind = "index" if kind_of_rule(name) == "index" else ""
    return (UnconstrainAsk(entity="", kind=kind, name=name, quote=spoken.quote),)


def of_index(spoken: Spoken, before: Part) -> Findings:
    """The index on some columns goes that was spoken of before: "the index on `a` is useless. Drop it"."""
    is_index = _INDEX.stands_in(before.gist.words) and bool(before.attributes) and before.entity is not None
    if not is_index or not _is_told(spoken) or spoken.part.attributes or spoken.part.tables:
        return ()
    return (UnconstrainAsk(entity=before.entity or "", kind="index", attributes=before.attributes, quote=spoken.quote),)


def _is_told(spoken: Spoken) -> bool:
    return _GOES.stands_in(spoken.words) and not _STAYS.stands_in(spoken.words)


def _says_table(spoken: Spoken) -> bool:
    """Rows of a thing go by themselves; only its table is meant here."""
    words = {token.lower for token in spoken.part.tokens}
    return (
        (_DROPS.stands_in(spoken.words) and spoken.quote.origin == _TITLE)
        or "table" in words
        or bool(words & {"it", "this", "that"})
        or any("_" in one.text for one in spoken.part.tokens)
    )
