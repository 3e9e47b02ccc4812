"""The tables and columns that stand already, found among the words of a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.inflection import singular, singular_phrase
from database_developer.reading.scene import Scene, words_of

Tokens = tuple[Token, ...]

_LONGEST = 5  # words of a name
_LOOKED_AHEAD = 24  # tokens behind "to" or "in" in which it is said where
_NAMING = frozenset({Kind.WORD, Kind.CODE, Kind.QUOTED})
_CODE_NOUNS = lexicon.words(
    "form forms page pages dto api endpoint endpoints screen ui view serializer response payload component components "
    "resolver controller route routes dialog modal button menu sidebar header template frontend backend client docs "
    "documentation readme class interface widget"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """Words that name a table, or a column of one; ``start`` and ``end`` are their place."""

    entity: str
    start: int
    end: int
    attribute: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Meant:
    """Whose columns some words mean, and which; in the order of the words."""

    entity: str
    attributes: tuple[str, ...]
    end: int = 0


def is_about_code(tokens: Tokens, scene: Scene) -> bool:
    """Whether what something is done to is no table but code: "to the user form", "in user/create"."""
    for index, token in enumerate(tokens[:-1]):
        if not token.is_word("to", "in", "on", "from", "into", "of"):
            continue
        behind = tokens[index + 1 : index + 1 + _LOOKED_AHEAD]
        named = next(_tables(behind, scene), None)
        after = behind[named.end :] if named else behind
        is_path = bool(after) and after[0].is_mark("/")
        heads = after[: 1 if named else _LONGEST]
        if is_path or any(one.is_in(_CODE_NOUNS) for one in heads):
            return not (named and any(one.is_word("table", "column", "columns") for one in behind[: named.end + 1]))
    return False


def has_tables(scene: Scene) -> bool:
    """Whether any table stands."""
    return bool(scene.standing)


def tables_in(tokens: Tokens, scene: Scene) -> list[Named]:
    """All tables named, the longest names first where they overlap."""
    return list(_tables(tokens, scene))


def _tables(tokens: Tokens, scene: Scene) -> Iterator[Named]:
    index = 0
    while index < len(tokens):
        one = table_at(tokens, index, scene)
        if one is not None:
            yield one
        index = one.end if one is not None else index + 1


def table_at(tokens: Tokens, at: int, scene: Scene) -> Named | None:
    """The table named here: by its name in any spelling, or by its last word before the word "table"."""
    token = tokens[at]
    for end, words in _names_from(tokens, at) if token.kind in _NAMING and _may_begin_table(token, scene) else ():
        entity = table_named(words, scene)
        if entity is not None:
            return Named(entity=entity, start=at, end=end)
    owner, _ = _parts(token) if "." in token.text else ("", "")
    entity = table_named(words_of(owner), scene) if owner else None
    if entity is None and at + 1 < len(tokens) and tokens[at + 1].is_in(lexicon.TABLE_NOUNS):
        entity = _by_last_word(token, scene)
    return Named(entity=entity, start=at, end=at + 1) if entity is not None else None


def _may_begin_table(token: Token, scene: Scene) -> bool:
    """Whether the name of a table that stands begins with its first word, or with that for one."""
    words = _words(token.text)
    return bool(words) and (words[0] in scene.fronts or singular(words[0]) in scene.fronts)


def _by_last_word(token: Token, scene: Scene) -> str | None:
    found = scene.find_name(singular(token.lower)) if token.kind is Kind.WORD else None
    return found if found is not None and scene.is_there(found) else None


def table_named(words: tuple[str, ...], scene: Scene) -> str | None:
    """The table that these words name, in any spelling."""
    one = singular_phrase(words)
    return next((form for form in (" ".join(one), "".join(one), " ".join(words)) if form in scene.standing), None)


def _names_from(tokens: Tokens, at: int) -> list[tuple[int, tuple[str, ...]]]:
    """The runs of tokens from here that may each be one name: where they end, and their words; the longest first."""
    if _is_no_noun(tokens[at]):
        return []
    found: list[tuple[int, tuple[str, ...]]] = []
    words: tuple[str, ...] = ()
    for end, token in enumerate(tokens[at : at + _LONGEST], start=at + 1):
        more = _words(token.text) if token.kind in _NAMING else ()
        if not more:
            break
        words += more
        if not _is_no_noun(token):
            found.append((end, words))
    return found[::-1]


def _is_no_noun(token: Token) -> bool:
    return token.kind is Kind.WORD and token.lower in lexicon.NOT_A_NOUN


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    """The words of a text that may be a name, or part of one; () where it cannot be one."""
    is_name = "." not in text and text.replace(" ", "_").replace("-", "_").isidentifier()
    return words_of(text.replace(" ", "_")) if is_name else ()


def _parts(token: Token) -> tuple[str, str]:
    """ "projects.owner" as its two parts; ("", "") for anything else."""
    if "." not in token.text:
        return "", ""
    owner, _, name = token.text.rpartition(".")
    is_path = token.kind is not Kind.MARK and owner.replace(".", "_").isidentifier() and name.isidentifier()
    return (owner, name) if is_path else ("", "")


def column_of(entity: str, words: tuple[str, ...], scene: Scene) -> str | None:
    """The column that some words mean: by its name, without its table's, or by what it refers to."""
    known = scene.entities.get(entity)
    if known is None or not words:
        return None
    plain, one = " ".join(words), " ".join(singular_phrase(words))
    forms = (plain, plain.removeprefix(f"{entity} "), f"{plain} id", f"{entity} {plain}", one, f"{one} id")
    return next((known.attributes[form] for form in forms if form and form in known.attributes), None)


def columns_in(tokens: Tokens, entity: str, scene: Scene) -> list[Named]:
    """The columns of one table that are named, in the order of the words."""
    found: list[Named] = []
    index = 0
    while index < len(tokens):
        one = column_at(tokens, index, entity, scene)
        if one is not None:
            found.append(one)
        index = one.end if one is not None else index + 1
    return found


def column_at(tokens: Tokens, at: int, entity: str, scene: Scene) -> Named | None:
    """The column of the table that is named here, by its path or by the longest run of words."""
    owner, name = _parts(tokens[at]) if "." in tokens[at].text else ("", "")
    if owner:
        is_own = table_named(words_of(owner), scene) == entity
        column = column_of(entity, words_of(name), scene) if is_own else None
        return Named(entity=entity, attribute=column, start=at, end=at + 1) if column else None
    for end, words in _names_from(tokens, at):
        column = column_of(entity, words, scene)
        if column is not None:
            return Named(entity=entity, attribute=column, start=at, end=end)
    return None


def columns_meant(tokens: Tokens, scene: Scene, around: Tokens = ()) -> Meant | None:
    """The columns that the words name, of the tables named in them or ``around``, else of the topic or the only owner.

    A table's own name is no name of a column, unless nothing else names one.
    """
    here = tables_in(tokens, scene)
    owners = [one.entity for one in (*here, *tables_in(around, scene))]
    for entity in dict.fromkeys(owners):
        for kept in (
            _without(tokens, [one for one in here if one.entity == entity and not is_path(tokens, one)]),
            tokens,
        ):
            meant = _meant(kept, entity, scene)
            if meant is not None:
                return meant
    if owners:
        return None
    return _of_nobody(tokens, scene)


def without_tables(tokens: Tokens, scene: Scene) -> Tokens:
    """What is left where the names of tables are taken out; "orders.user_id" stays."""
    return _without(tokens, [one for one in tables_in(tokens, scene) if not is_path(tokens, one)])


def is_path(tokens: Tokens, one: Named) -> bool:
    """Whether the table is only the first part of a column's name."""
    return one.end == one.start + 1 and bool(_parts(tokens[one.start])[0])


def _without(tokens: Tokens, named: list[Named]) -> Tokens:
    gone = {place for one in named for place in range(one.start, one.end)}
    return tuple(token for place, token in enumerate(tokens) if place not in gone)


def _meant(tokens: Tokens, entity: str, scene: Scene) -> Meant | None:
    columns = columns_in(tokens, entity, scene)
    names = tuple(dict.fromkeys(one.attribute for one in columns))
    return Meant(entity=entity, attributes=names, end=columns[-1].end) if names else None


def _of_nobody(tokens: Tokens, scene: Scene) -> Meant | None:
    """No table is named: the topic's columns, else those of the only table that has them."""
    if scene.focus is not None and scene.is_there(scene.focus):
        meant = _meant(tokens, scene.focus, scene)
        if meant is not None:
            return meant
    every = [meant for entity in _standing(scene) if (meant := _meant(tokens, entity, scene)) is not None]
    if any(token.lower.endswith("_id") for token in tokens):  # "customer_id" refers to customers, and is not theirs
        every = [meant for meant in every if meant.attributes != ("id",)]
    most = max((len(meant.attributes) for meant in every), default=0)
    best = [meant for meant in every if len(meant.attributes) == most]
    return best[0] if len(best) == 1 else None


def _standing(scene: Scene) -> Iterator[str]:
    return (name for name in list(scene.entities) if name in scene.standing)


def draws_a_change(tokens: Tokens, scene: Scene) -> bool:
    """ "users: nick -> handle": what becomes of a column that stands, whatever is spoken of around it."""
    colon = next((at for at, token in enumerate(tokens) if token.is_mark(":")), 0)
    arrow = next((at for at, token in enumerate(tokens) if token.is_mark("->", "→", "=>")), 0)
    named = table_at(tokens, 0, scene) if 0 < colon < arrow else None
    if named is None or named.end != colon:
        return False
    return bool(columns_in(tokens[colon + 1 : arrow], named.entity, scene))
