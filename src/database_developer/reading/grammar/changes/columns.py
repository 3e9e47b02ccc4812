""" "Add a boolean `a` field to users", "add columns a and b to t", "keep the settings in a JSONB c column on t"."""

from __future__ import annotations

from dataclasses import replace

from database_developer.model.request import Quote
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.attributes import asks_about, is_substantial
from database_developer.reading.grammar.changes.entries import (
    NOUNS,
    NUMBERS,
    ORDINARY,
    TYPE_WORDS,
    is_written_as_code,
    names_first,
)
from database_developer.reading.grammar.changes.orders import Order, Tokens
from database_developer.reading.grammar.changes.places import Named, has_tables, table_at
from database_developer.reading.grammar.feature import Feature
from database_developer.reading.grammar.features import features_of
from database_developer.reading.grammar.findings import Findings, Mention
from database_developer.reading.grammar.matching import skipped
from database_developer.reading.grammar.sql_types import type_at
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.grammar.values import values_in
from database_developer.reading.scene import Scene

_ADDING = lexicon.words("add create introduce put include")
_KEEPING = lexicon.words("persist store save keep")
_WIDENING = lexicon.words("change alter modify update extend migrate")
_OF_A_TABLE = ("to", "in", "on", "into", "for", "of", "from")
_HAVING = lexicon.words("have has include contain hold with need needs get gets")
_NO_COLUMNS = lexicon.words("foreign fk constraint constraints index indexes indices trigger view unique uniqueness")
_RULES = lexicon.words("check checks default defaults cascade")
_OF_NO_NAME = lexicon.DETERMINERS | ORDINARY | TYPE_WORDS
_HEAD = 4  # tokens in which it is said what is added


def read(order: Order, quote: Quote, scene: Scene) -> Findings:
    """The columns to be added to a table that stands; () where the words name no table, or speak of no columns."""
    if order.is_state or not has_tables(scene):
        return ()
    if order.verb in _WIDENING:
        return _widened(order.told, quote, scene)
    if order.verb in _KEEPING:
        return _kept(order.told, quote, scene)
    is_other = any(token.is_in(_NO_COLUMNS) for token in order.told[:_HEAD]) or _is_rule(order.told)
    return _added(order.told, quote, scene) if order.verb in _ADDING and not is_other else ()


def _is_rule(told: Tokens) -> bool:
    """ "Add a check that ...", "add default true to ...", but not "add a default flag to ..."."""
    place = skipped(told, 0, "a", "an", "the")
    following = told[place + 1] if place + 1 < len(told) else None
    return told[place : place + 1] != () and told[place].is_in(_RULES) and not (following and following.is_in(NOUNS))


def _added(told: Tokens, quote: Quote, scene: Scene) -> Findings:
    """With the noun "column", or with nothing but names as code."""
    path = path_in(told, scene)
    if path is not None:
        entity, listed = path
        return told_of(entity, listed, quote, scene) if _speaks_of_columns(told) or _is_code_first(listed) else ()
    where = _table_behind(told, scene)
    if where is None:
        return _to_the_topic(told, quote, scene)
    before, behind = told[: where.start - 1], told[where.end :]
    while behind and behind[0].is_word(*lexicon.TABLE_NOUNS, "as"):
        behind = behind[1:]
    listed = _trimmed(before)
    if not listed or _is_announced(listed):
        is_named = bool(behind) and (behind[0].is_mark(":") or behind[0].is_word("called", "named"))
        listed = behind[1:] if is_named else ()
    elif behind and (behind[0].is_mark(",", ":") or behind[0].kind is Kind.GROUP or _says_more(behind)):
        listed = (*listed, *_beginning(behind))
    is_told = _speaks_of_columns(before) or _is_code_first(listed)
    return told_of(where.entity, listed, quote, scene) if listed and is_told else ()


def _to_the_topic(told: Tokens, quote: Quote, scene: Scene) -> Findings:
    """No table is named: the one spoken of gets it, where it stands and a column is told by name."""
    listed = _trimmed(told)
    is_column = _speaks_of_columns(told) or _is_entry(listed)
    is_told = is_column and not _is_announced(listed) and not _is_aside(told)
    if scene.focus is None or not scene.is_there(scene.focus) or not is_told:
        return ()
    return told_of(scene.focus, listed, quote, scene)


def _is_entry(listed: Tokens) -> bool:
    """ "`paused_until` (date)": code in small letters, with no more than its description behind it."""
    if not listed or not (listed[0].kind is Kind.CODE or "_" in listed[0].text) or not listed[0].text.islower():
        return False
    following = listed[1] if len(listed) > 1 else None
    is_ended = following is None or following.kind in {Kind.GROUP, Kind.MARK} or following.is_word("and", "as")
    return _is_name(listed[0]) and (is_ended or bool(type_at(listed, 1, in_prose=False)[0]))


def _is_aside(told: Tokens) -> bool:
    """Whether it goes to something else: "to the form"."""
    return any(token.is_in(_OF_A_TABLE) for token in told)


def _says_more(behind: Tokens) -> bool:
    """ "... to users with a default of 0", "... as text"."""
    return behind[0].is_word("with", "default", "defaulting", "not", "of") or bool(type_at(behind, 0, in_prose=True)[0])


def _beginning(behind: Tokens) -> Tokens:
    """What is said of a column behind the table, up to the next sentence's part."""
    end = next(
        (i for i, token in enumerate(behind) if i and token.is_word("so", "because", "since", "which")), len(behind)
    )
    return behind[:end]


def _kept(told: Tokens, quote: Quote, scene: Scene) -> Findings:
    """ "... in a JSONB settings column on the accounts table"."""
    nouns = [index for index, token in enumerate(told) if token.is_in(NOUNS)]
    if not nouns:
        return ()
    start = max((i for i in range(nouns[0]) if told[i].is_word("in", "as", "into", "on", "using")), default=None)
    return _added(told[start + 1 :], quote, scene) if start is not None else ()


def _widened(told: Tokens, quote: Quote, scene: Scene) -> Findings:
    """ "Change the users table to have a and b", "extend users with a `c` column"."""
    for index, token in enumerate(told):
        if not token.is_in(_HAVING):
            continue
        tables = [
            one for place in range(index) if (one := table_at(told, place, scene)) is not None and one.end <= index
        ]
        rest = _trimmed(told[index + 1 :])
        if tables and (_speaks_of_columns(rest) or _is_code_first(rest)):
            return told_of(tables[0].entity, rest, quote, scene)
        return ()
    return ()


def path_in(told: Tokens, scene: Scene) -> tuple[str, Tokens] | None:
    """ "tags.digest (text)": the table, and the list that begins with the column's own name."""
    for index, token in enumerate(told):
        owner, _, name = token.text.rpartition(".")
        if token.kind is Kind.CODE and owner and name.isidentifier():
            table = table_at((replace(token, text=owner),), 0, scene)
            return (table.entity, (replace(token, text=name), *told[index + 1 :])) if table else None
        found = table_at(told, index, scene) if token.kind is Kind.WORD else None
        if found is not None and _has_point(told, found.end):
            column = told[found.end + 1]
            return found.entity, (replace(column, kind=Kind.CODE, lower=column.lower), *told[found.end + 2 :])
    return None


def _has_point(told: Tokens, at: int) -> bool:
    is_there = at + 1 < len(told) and told[at].is_mark(".") and told[at + 1].kind is Kind.WORD
    return is_there and told[at - 1].end == told[at].start and told[at].end == told[at + 1].start


def _table_behind(told: Tokens, scene: Scene) -> Named | None:
    """The table behind "to" or "on", with the word before it as its start."""
    for index, token in enumerate(told[:-1]):
        if token.is_in(lexicon.RELATIVES):
            return None
        if not token.is_in(_OF_A_TABLE):
            continue
        place = index + 1
        while place < len(told) and told[place].is_word(*lexicon.DETERMINERS, "existing", "table"):
            place += 1
        found = table_at(told, place, scene) if place < len(told) else None
        if found is not None:
            return replace(found, start=index + 1)
    return None


def _speaks_of_columns(tokens: Tokens) -> bool:
    return any(token.is_in(NOUNS) for token in tokens)


def _is_code_first(tokens: Tokens) -> bool:
    named = [token for token in tokens if not token.is_in(_OF_NO_NAME)]
    first = next((token for token in named if token.kind is not Kind.GROUP), None)
    return first is not None and (first.kind is Kind.CODE or is_written_as_code(first)) and _is_name(first)


def _is_name(token: Token) -> bool:
    return token.text.isidentifier()


def _is_announced(tokens: Tokens) -> bool:
    """ "The following columns", "new fields": no names yet."""
    return all(token.is_word(*lexicon.DETERMINERS, *NUMBERS, *NOUNS) for token in tokens)


def _trimmed(tokens: Tokens) -> Tokens:
    """Without "columns:", "two new columns,", which only announce."""
    start = 0
    while start < len(tokens) and (
        tokens[start].is_word(*lexicon.DETERMINERS, *NUMBERS, *NOUNS) or tokens[start].is_mark(":", ",")
    ):
        start += 1
    has_noun = any(token.is_in(NOUNS) for token in tokens[:start])
    return tokens[start:] if has_noun and start < len(tokens) else tokens


def told_of(entity: str, listed: Tokens, quote: Quote, scene: Scene) -> Findings:
    """The asks, types before the names taken as those behind."""
    features = features_of(names_first(_with_choices(listed)))
    new = tuple(_bare(one) for one in features if is_substantial(one))
    asks = asks_about(entity, new, quote, scene)
    return (Mention(entity=entity, exists=True, quote=quote), *asks) if asks else ()


def _with_choices(listed: Tokens) -> Tokens:
    """ "A `grade`: a, b or c" with its values in brackets."""
    for at in range(1, len(listed) - 1):
        told = listed[at + 1 :]
        if listed[at].is_mark(":") and any(token.is_word("or") for token in told) and values_in(told):
            group = replace(told[0], kind=Kind.GROUP, text="(", lower="(", end=told[-1].end, inside=told)
            return (*listed[:at], group)
    return listed


def _bare(feature: Feature) -> Feature:
    """ "A phone column" does not say that every row has one."""
    return replace(feature, phrase=replace(feature.phrase, determiner="", number=""))
