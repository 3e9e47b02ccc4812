"""Standing tables and columns by what people call them: "the due date" for `due_on`, "prices" for `price`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from database_developer.model.synonyms import written_out
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.changes.orders import VERBS
from database_developer.reading.grammar.changes.places import Tokens, column_at, is_path, table_at
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.inflection import singular
from database_developer.reading.scene import Scene, words_of

_LONGEST = 4  # words of a name
_SHORTEST = 3  # letters of a word that may stand for a longer name
_MOMENTS = lexicon.words("at on date day time timestamp moment")
_ENDINGS = _MOMENTS | lexicon.words("id number no nr num address flag is has of the")
_FULL = {"min": "minimum", "max": "maximum", "avg": "average"}
_TOO_PLAIN = lexicon.words(
    "id at on by of is row record value thing time date day number type kind in order list table column field index "
    "key default line database null new old case part way same page report screen first last one place use long make "
    "many note take right left back open close end start begin up amount people person"
)


_GENERAL = lexicon.words(
    "name names number numbers code codes date dates address addresses title type amount price state status"
)
_GETTING = lexicon.words("get gets receive receives")
_QUALITIES = lexicon.QUALITIES | lexicon.words(
    "empty missing blank null negative positive duplicate same allowed possible default current full whole entire "
    "valid invalid wrong two three several many few unknown double changed actual column field no"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Name:
    """Words that name a standing table, or with ``attribute`` a column of it; ``start`` and ``end`` are their place."""

    entity: str
    start: int
    end: int
    attribute: str = ""
    is_exact: bool = False


def named_in(tokens: Tokens, entity: str | None, scene: Scene, *, is_topic: bool = True) -> tuple[Name, ...]:
    """The tables named and the columns of one of them, the longest names first where they overlap.

    Where the table ``is_topic``, its columns are known by other words than their names too.
    """
    found: list[Name] = []
    at = 0
    while at < len(tokens):
        one = _name_at(tokens, at, entity, scene, is_topic=is_topic)
        if one is not None:
            found.append(one)
        at = one.end if one is not None else at + 1
    return tuple(found)


def _name_at(tokens: Tokens, at: int, entity: str | None, scene: Scene, *, is_topic: bool) -> Name | None:
    """The longest name here; a column's own name comes before a table's, which comes before what is only like it."""
    column = _column_at(tokens, at, entity, scene) if entity is not None else None
    table = _table_at(tokens, at, scene)
    likely = _likely_at(tokens, at, entity, scene, is_topic=is_topic) if entity is not None else None
    found = [one for one in (column, table, likely) if one is not None]
    return max(found, key=lambda one: one.end) if found else None


def _is_part_of_another(tokens: Tokens, at: int, end: int) -> bool:
    """ "Middle name" is no `name`, and "postal code" no `code`."""
    before = tokens[at - 1] if at else None
    if end > at + 1 or before is None or before.kind is not Kind.WORD or not tokens[at].is_in(_GENERAL):
        return False
    return before.lower not in lexicon.NOT_A_NOUN | _QUALITIES | _GETTING and before.lower not in VERBS


def _table_at(tokens: Tokens, at: int, scene: Scene) -> Name | None:
    one = table_at(tokens, at, scene)
    if one is None or is_path(tokens, one) or _is_other_name(tokens[at], one.entity, scene):
        return None
    return Name(entity=one.entity, start=at, end=one.end, is_exact=True)


def _is_other_name(token: Token, entity: str, scene: Scene) -> bool:
    """ "`invoice_items`" is no name of the table `invoice_item`, but may become one."""
    table = scene.entities[entity].table or ""
    return "_" in token.text and token.lower not in {table.lower(), table.rpartition(".")[2].lower()}


def _column_at(tokens: Tokens, at: int, entity: str, scene: Scene) -> Name | None:
    """The column by its name; where it is a reference known by its table's name, the table is meant."""
    one = column_at(tokens, at, entity, scene)
    if one is None or _is_in_the_way(tokens, at, scene.entities[entity].attributes):
        return None
    if _is_part_of_another(tokens, at, one.end):
        return None
    is_table = one.attribute.endswith("_id") and not tokens[at].text.lower().endswith("_id")
    if is_table and table_at(tokens, at, scene) is not None:
        return None
    return Name(entity=entity, start=at, end=one.end, attribute=one.attribute, is_exact=True)


def _is_in_the_way(tokens: Tokens, at: int, columns: dict[str, str]) -> bool:
    """Words that build sentences are no names, whatever columns are called: "in order to"."""
    token = tokens[at]
    before = tokens[at - 1] if at else None
    is_order = token.is_word("order") and before is not None and before.is_word("in")
    return is_order or (token.kind is Kind.WORD and token.lower in lexicon.NOT_A_NOUN and token.lower not in columns)


def _likely_at(tokens: Tokens, at: int, entity: str, scene: Scene, *, is_topic: bool) -> Name | None:
    """The only column that has all of these words, or means the same moment."""
    for length in range(min(_LONGEST, len(tokens) - at), 0, -1):
        run = tokens[at : at + length]
        words = _words(run)
        attribute = likely(words, entity, scene, is_topic=is_topic) if words else None
        if attribute is not None and not _is_part_of_another(tokens, at, at + length):
            return Name(entity=entity, start=at, end=at + length, attribute=attribute)
    return None


def _words(run: Tokens) -> tuple[str, ...]:
    """The words of a name, each for one; () where one of them cannot be part of a name."""
    if any(not _may_name(token) for token in (run[0], run[-1])):
        return ()
    if any(token.kind is not Kind.WORD and not token.is_literal for token in run):
        return ()
    return tuple(singular(word) for token in run for word in words_of(token.text.replace(" ", "_")))


def _may_name(token: Token) -> bool:
    return token.is_literal or (token.kind is Kind.WORD and token.lower not in lexicon.NOT_A_NOUN)


def likely(words: tuple[str, ...], entity: str, scene: Scene, *, is_topic: bool = True) -> str | None:
    """The column of the table that people may call so; None where none, or more than one."""
    wanted = _content(words)
    if not wanted or (len(wanted) == 1 and (wanted & _TOO_PLAIN or len(min(wanted)) < _SHORTEST)):
        return None
    known = scene.entities[entity].attributes.values()
    own = frozenset(written_out(tuple(entity.split())))
    for fits in (_same, _within) if is_topic else (_same,):
        found = [one for one in known if fits(wanted, words, words_of(one), own)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


@lru_cache(maxsize=4096)
def _content(words: tuple[str, ...]) -> frozenset[str]:
    """The words that tell one column from others, written out: "min" and "minimum" are one."""
    return frozenset(written_out(tuple(_FULL.get(word, word) for word in words if word not in _ENDINGS)))


def _same(wanted: frozenset[str], words: tuple[str, ...], column: tuple[str, ...], own: frozenset[str]) -> bool:
    """ "Due date" and `due_on`, "email address" and `email`."""
    if bool(_MOMENTS & set(words)) != (column[-1] in _MOMENTS):
        return False
    return wanted - own == _content(column) - own != frozenset()


def _within(wanted: frozenset[str], words: tuple[str, ...], column: tuple[str, ...], own: frozenset[str]) -> bool:
    """ "Licence" and `licence_number`, "zip" and `zip_code`."""
    if bool(_MOMENTS & set(words)) != (column[-1] in _MOMENTS):
        return False
    return wanted - own != frozenset() and wanted - own <= _all_words(column)


@lru_cache(maxsize=4096)
def _all_words(column: tuple[str, ...]) -> frozenset[str]:
    """The words of a column's name, written out."""
    return frozenset(written_out(tuple(_FULL.get(word, word) for word in column)))
