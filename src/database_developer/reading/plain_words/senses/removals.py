"""What goes: "we don't need the middle names any more, so out with that column", "time to bin the table"."""

from __future__ import annotations

from database_developer.model.request import RemovalAsk, UnconstrainAsk
from database_developer.reading.grammar.findings import Findings
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
    """,
    bin=_BIN,
    next=_NEXT,
    gone=_GONE,
)
_STAYS = turn("{not} (drop | remove | delete | be dropped | be removed | be deleted | go)")
_OTHER = turn("""
    default(s) | constraint | unique | index(es) | not null | foreign key | rule | check | rows | row | entries
    | record(s) | duplicates | data | values | value | restriction | limit | trigger | view | after | before
    | reference(s) | usage(s) | code | logic | import(s) | call(s) | feature | test(s) | flag | link | page | button
    """)
# How the names of rules and indexes begin and end.
_BEGINS_OF_INDEXES, _ENDS_OF_INDEXES = ("idx_", "ix_"), ("_idx", "_ix", "_index")
_BEGINS_OF_RULES = (*_BEGINS_OF_INDEXES, "uq_", "uniq_", "fk_", "ck_", "chk_")
_ENDS_OF_RULES = (*_ENDS_OF_INDEXES, "_key", "_fkey", "_check", "_uniq")


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
    names = (token.text for token in part.tokens if token.text.isidentifier())
    return next((name for name in names if name.startswith(_BEGINS_OF_RULES) or name.endswith(_ENDS_OF_RULES)), "")


def of_rule(spoken: Spoken, name: str) -> Findings:
    """An index or a rule goes that was named before: "drop it"."""
    if not _is_told(spoken) or spoken.part.attributes or spoken.part.tables:
        return ()
    kind = "index" if name.startswith(_BEGINS_OF_INDEXES) or name.endswith(_ENDS_OF_INDEXES) else ""
    return (UnconstrainAsk(entity="", kind=kind, name=name, quote=spoken.quote),)


def _is_told(spoken: Spoken) -> bool:
    return _GOES.stands_in(spoken.words) and not _STAYS.stands_in(spoken.words)


def _says_table(spoken: Spoken) -> bool:
    """Rows of a thing go by themselves; only its table is meant here."""
    words = {token.lower for token in spoken.part.tokens}
    return (
        "table" in words or bool(words & {"it", "this", "that"}) or any("_" in one.text for one in spoken.part.tokens)
    )
