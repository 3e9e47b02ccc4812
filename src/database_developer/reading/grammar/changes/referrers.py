""" "Everything that references it -> bigint", "including all foreign keys that point to it": the columns meant."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.model.request import AlterAsk, Quote
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.changes.places import Tokens, column_of, table_at, table_named
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.matching import ends_after_any, phrases, skipped
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.scene import Scene, words_of

_ALL = phrases(
    "everything | all | whatever | anything | all columns | all the columns | every column | all foreign keys | "
    "the foreign keys | all the foreign keys | all references | the references | the columns | all tables | columns | "
    "foreign keys | every foreign key | the referencing columns | all referencing columns | all fks | the fks"
)
_POINTING = phrases(
    "that references | that reference | which references | which reference | referencing | that refers to | "
    "that refer to | which refer to | which refers to | referring to | that points to | that point to | pointing to | "
    "that points at | that point at | pointing at | which point to | which points to | references | reference | "
    "refers to | refer to | points to | point to | points at | point at"
)
_BESIDE = phrases("including | and also | along with | together with | and | plus | with | as well as")
_IT = ("it", "them", "this", "that", "these")
CUES = lexicon.words("references reference referencing refers refer referring points point pointing")


def spread(tokens: Tokens, scene: Scene) -> Tokens:
    """The columns in the place of the words that the sentence begins with; () where it begins with others."""
    tokens = _opened(tokens)
    own = tokens[: bool(tokens) and _is_path(tokens[0], scene)]
    start = skipped(tokens, len(own), "and", "also", "then", ",", "plus")
    end = _end(tokens, start)
    parent = _parent(own, end, tokens, scene) if end else None
    if parent is None:
        return ()
    name, behind = parent
    listed = [it for token in tokens if token.kind is Kind.GROUP for it in token.inside if _is_path(it, scene)]
    told = [*own, *(listed or [_written(path, tokens[start]) for path in _referring(name, scene)])]
    rest = tuple(token for token in tokens[behind:] if token.kind is not Kind.GROUP)
    return (*_joined(told), *rest) if told else ()


def also(tokens: Tokens, found: Findings, quote: Quote, scene: Scene) -> Findings:
    """What the key of a table becomes, "including all foreign keys that point to it"."""
    one = next((it for it in found if isinstance(it, AlterAsk) and it.type is not None and _is_key(it)), None)
    if one is None or not _is_beside(tokens):
        return ()
    named = {(it.entity, it.attribute) for it in found if isinstance(it, AlterAsk)}
    every = (tuple(path.split(".")) for path in _referring(one.entity, scene))
    columns = [(table_named(words_of(table), scene) or "", column) for table, column in every]
    return tuple(
        AlterAsk(entity=entity, attribute=column, type=one.type, quote=quote)
        for entity, column in columns
        if (entity, column) not in named
    )


def _is_key(ask: AlterAsk) -> bool:
    return ask.attribute in {"id", f"{ask.entity.replace(' ', '_')}_id"}


def _is_beside(tokens: Tokens) -> bool:
    tokens = _opened(tokens)
    places = (ends_after_any(tokens, at, _BESIDE) for at in range(1, len(tokens)))
    return any(_end(tokens, place) > place for place in places if place)


def _opened(tokens: Tokens) -> Tokens:
    """With the words of "that references it" among the others."""
    flat: list[Token] = []
    for token in tokens:
        is_relative = len(token.inside) == 1 and token.inside[0].kind is Kind.GROUP
        flat += _opened(token.inside[0].inside) if is_relative else (token,)
    return tuple(flat)


def _end(tokens: Tokens, at: int) -> int:
    """Behind "everything that references", or 0."""
    every = ends_after_any(tokens, at, _ALL)
    pointing = ends_after_any(tokens, every, _POINTING) if every > at else every
    return pointing if pointing > every else 0


def _parent(own: Tokens, at: int, tokens: Tokens, scene: Scene) -> tuple[str, int] | None:
    """The table that is referred to, and where its words end; "it" is that of the column before, or told last."""
    if at >= len(tokens):
        return None
    if tokens[at].is_in(_IT) and own:
        entity = table_named(words_of(own[0].text.rpartition(".")[0]), scene)
        return (entity, at + 1) if entity is not None else None
    if tokens[at].is_in(_IT):
        return (scene.column[0], at + 1) if scene.column is not None else None
    place = skipped(tokens, at, "the", "our")
    one = table_at(tokens, place, scene) if place < len(tokens) else None
    return (one.entity, one.end) if one is not None else None


def _is_path(token: Token, scene: Scene) -> bool:
    table, _, name = token.text.rpartition(".")
    entity = table_named(words_of(table), scene) if table else None
    return entity is not None and column_of(entity, words_of(name), scene) is not None


def _referring(parent: str, scene: Scene) -> Iterator[str]:
    """The columns that by their names lead to the table, of the tables that are known to refer to it."""
    known = scene.vocabulary.references
    for table, columns in scene.vocabulary.tables.items():
        names = [table_named(words_of(it), scene) for it in known.get(table, ())]
        column = next((it for it in columns if _leads_to(it, parent)), None)
        if column is not None and (not known or parent in names):
            yield f"{table}.{column}"


def _leads_to(column: str, parent: str) -> bool:
    words = words_of(column)
    return words[-1:] == ("id",) and " ".join(words[:-1]) in {parent, parent.rpartition(" ")[2]}


def _written(path: str, like: Token) -> Token:
    return Token(kind=Kind.CODE, text=path, lower=path.lower(), start=like.start, end=like.end)


def _joined(columns: list[Token]) -> Tokens:
    comma = [Token(kind=Kind.MARK, text=",", lower=",", start=it.start, end=it.end) for it in columns]
    return tuple(token for pair in zip(columns, comma, strict=True) for token in pair)[:-1]
