"""The columns that a sentence begins with: "`tel`", "the plan of members", "machines.vendor and machines.notes"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.changes.places import Tokens, column_at, column_of, is_path, table_at
from database_developer.reading.grammar.matching import ends_after_any, phrases
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.inflection import singular_phrase
from database_developer.reading.scene import Scene, words_of

_BETWEEN = lexicon.DETERMINERS | lexicon.COLUMN_NOUNS | lexicon.TABLE_NOUNS
_BETWEEN |= lexicon.words("of in on for and existing combination column's col value values")
_TABLE_LEADS = lexicon.words("the our table existing current whole entire")
_SEVERAL = phrases(
    "these columns | these fields | both columns | both fields | both | they | these | the two columns | the columns | "
    "both of them | all of them | these two columns | these two | the two | all of these"
)
_JOINTS = (",", "'s", "&", "+", "/")
_LONGEST = 4  # words of a column's name
_LONGEST_SUBJECT = 24  # tokens


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """Columns of one table that stands, and where the words for them end; ``names_table`` where these name it too.

    Without columns the table itself is meant.
    """

    entity: str
    attributes: tuple[str, ...]
    end: int
    names_table: bool = False
    is_exact: bool = False


@dataclass(kw_only=True, slots=True)
class _Taken:
    """What is gathered while the words are gone through."""

    attributes: list[str] = field(default_factory=list)
    end: int = 0
    names_table: bool = False
    is_exact: bool = True


def subject_of(tokens: Tokens, scene: Scene) -> Subject | None:
    """The columns; None where the sentence begins with anything else, or where several tables may be meant."""
    if not tokens:
        return None
    it = _it(tokens, scene) or _these(tokens, scene)
    if it is not None or not _may_begin(tokens, scene):
        return it
    found = [one for entity in _owners(tokens, scene) if (one := _of(entity, tokens, scene)) is not None]
    best = max((_weight(one, scene) for one in found), default=None)
    meant = [one for one in found if _weight(one, scene) == best]
    return meant[0] if len(meant) == 1 and _is_meant(meant[0], scene) else None


def _it(tokens: Tokens, scene: Scene) -> Subject | None:
    """ "It", "this column": the one told of last."""
    has_noun = len(tokens) > 1 and tokens[1].is_in(lexicon.COLUMN_NOUNS)
    meant = scene.column_told if has_noun else scene.column
    if meant is None or not tokens[0].is_word("it", "this", "that", "the"):
        return None
    if has_noun and len(tokens) > 2 and _is_named(tokens[2]):
        return None  # "the column `a`"
    is_other = tokens[0].is_word("the", "that") or (len(tokens) > 1 and _is_named(tokens[1]))
    if not has_noun and is_other:
        return None
    entity, attribute = meant
    return Subject(entity=entity, attributes=(attribute,), end=1 + has_noun, names_table=True, is_exact=True)


def _these(tokens: Tokens, scene: Scene) -> Subject | None:
    """ "These columns", "both", "they": those told of last."""
    end = ends_after_any(tokens, 0, _SEVERAL)
    if scene.columns is None or not end or (end < len(tokens) and _is_named(tokens[end])):
        return None
    entity, attributes = scene.columns
    return Subject(entity=entity, attributes=attributes, end=end, names_table=True, is_exact=True)


def _is_named(token: Token) -> bool:
    return token.is_literal or (token.kind is Kind.WORD and token.lower not in lexicon.NOT_A_NOUN)


def _may_begin(tokens: Tokens, scene: Scene) -> bool:
    """Whether any table or column is named where the sentence begins."""
    start = next((at for at, token in enumerate(tokens) if not token.is_in(_BETWEEN)), len(tokens))
    if start >= len(tokens):
        return False
    if "." in tokens[start].text or table_at(tokens, start, scene) is not None:
        return True
    words: tuple[str, ...] = ()
    if tokens[start].kind is Kind.WORD and not scene.may_be_owned(words_of(tokens[start].text)[0]):
        return False
    for token in tokens[start : start + _LONGEST]:
        words += words_of(token.text)
        if any(scene.owner_of(" ".join(form)) for form in (words, (*words, "id"), singular_phrase(words))):
            return True
    return False


def _owners(tokens: Tokens, scene: Scene) -> Iterator[str]:
    """The tables named, or else all there are."""
    named: dict[str, None] = {}
    for at in range(min(len(tokens), _LONGEST_SUBJECT)):
        part = tokens[at].inside if tokens[at].kind is Kind.GROUP else tokens[at:]
        one = table_at(part, 0, scene) if part else None
        if one is not None:
            named[one.entity] = None
    yield from named
    yield from (name for name in scene.standing if name not in named)


def _of(entity: str, tokens: Tokens, scene: Scene) -> Subject | None:
    """The longest run of words that name columns of this table, the table itself, and what joins them."""
    taken = _Taken()
    at = 0
    while at < min(len(tokens), _LONGEST_SUBJECT):
        end = _next(tokens, at, entity, taken, scene)
        if end == at:
            break
        at = end
    if not taken.attributes:
        return _whole_table(entity, tokens, scene)
    names = tuple(dict.fromkeys(taken.attributes))
    return Subject(
        entity=entity, attributes=names, end=taken.end, names_table=taken.names_table, is_exact=taken.is_exact
    )


def _whole_table(entity: str, tokens: Tokens, scene: Scene) -> Subject | None:
    """ "The `halls` table", "table halls", or its name as code: no column, but the table itself."""
    start = next((at for at, token in enumerate(tokens) if not token.is_in(_TABLE_LEADS)), len(tokens))
    one = table_at(tokens, start, scene) if start < len(tokens) else None
    if one is None or one.entity != entity or is_path(tokens, one):
        return None
    end = one.end + (one.end < len(tokens) and tokens[one.end].is_in(lexicon.TABLE_NOUNS))
    is_told = end > one.end or tokens[start].is_literal or any(token.is_word("table") for token in tokens[:start])
    return Subject(entity=entity, attributes=(), end=end, names_table=True, is_exact=True) if is_told else None


def _next(tokens: Tokens, at: int, entity: str, taken: _Taken, scene: Scene) -> int:
    """Where the words that stand here end, ``at`` where they belong to no subject."""
    token = tokens[at]
    if token.kind is Kind.GROUP:
        return _bracket(tokens, at, entity, taken, scene)
    end = _table(tokens, at, entity, taken, scene) or _column(tokens, at, entity, taken, scene)
    if end:
        taken.end = end
        return end
    if token.is_in(_BETWEEN) or token.is_mark(*_JOINTS):
        taken.end = at + 1 if token.is_in(lexicon.COLUMN_NOUNS) and taken.attributes else taken.end
        return at + 1
    return at


def _bracket(tokens: Tokens, at: int, entity: str, taken: _Taken, scene: Scene) -> int:
    """ "`vendor` (machines)": the table in brackets; "(a, b)": columns in brackets."""
    inside = tokens[at].inside
    one = table_at(inside, 0, scene) if inside else None
    if one is not None and one.end == len(inside):
        is_own = one.entity == entity and bool(taken.attributes)
        taken.names_table, taken.end = taken.names_table or is_own, at + 1 if is_own else taken.end
        return at + 1 if is_own else at
    return at


def _table(tokens: Tokens, at: int, entity: str, taken: _Taken, scene: Scene) -> int:
    """Where the table's own name ends; 0 where it is not named, or a column goes by these words."""
    one = table_at(tokens, at, scene)
    if one is None or one.entity != entity or is_path(tokens, one):
        return 0
    following = tokens[one.end] if one.end < len(tokens) else None
    is_own = at == 0 or tokens[at - 1].is_in(_BETWEEN) or (following is not None and following.is_mark("'s", ":"))
    is_told = is_own or (following is not None and following.is_in(_BETWEEN))
    taken.names_table = taken.names_table or is_told
    return one.end if is_told and (taken.attributes or following is not None) else 0


def _column(tokens: Tokens, at: int, entity: str, taken: _Taken, scene: Scene) -> int:
    """Where the name of one of the table's columns ends; 0 where none stands here."""
    found = column_at(tokens[at : at + _LONGEST], 0, entity, scene)
    if found is None:
        return 0
    told = tokens[at : at + found.end]
    is_full = len(told) == 1 and "." in told[0].text
    words = tuple(word for token in told for word in words_of(token.text))
    taken.is_exact = taken.is_exact and (is_full or column_of(entity, words, scene) == _exactly(entity, words, scene))
    taken.names_table = taken.names_table or is_full
    taken.attributes.append(found.attribute)
    return at + found.end


def _exactly(entity: str, words: tuple[str, ...], scene: Scene) -> str | None:
    known = scene.entities[entity].attributes
    return known.get(" ".join(words)) or known.get(" ".join(singular_phrase(words)))


def _weight(one: Subject, scene: Scene) -> tuple[bool, bool, bool, int]:
    """The table named with them, then the names as they are, then the topic."""
    return one.names_table, one.is_exact, one.entity == scene.focus, len(one.attributes)


def _is_meant(one: Subject, scene: Scene) -> bool:
    """Of a table that is yet to be made nothing is told here."""
    is_of_another = scene.focus is not None and not scene.is_there(scene.focus)
    return one.names_table or (not is_of_another and (one.is_exact or one.entity == scene.focus))
