""" "`badge` is unique only among the active ones", "archived ones may share it": unique where rows are not marked."""

from __future__ import annotations

from database_developer.model.pattern_asks import SoftDeletionAsk
from database_developer.model.request import Quote
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.changes.paths import joined
from database_developer.reading.grammar.changes.places import Named, Tokens, columns_in, tables_in
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.matching import ends_after_any, phrases
from database_developer.reading.grammar.tokens import Kind
from database_developer.reading.scene import Scene, words_of

_AMONG = phrases("among | only among | only for | for | amongst | only amongst | within | only within | across | where")
_PRESENT = lexicon.words("active current non-archived unarchived undeleted non-deleted remaining live present")
_MARKED = lexicon.words("archived deleted removed")
_UNIQUE = lexicon.words("unique uniqueness")
_SHARING = phrases("may share | can share | may have the same | can have the same | may reuse | may both have")
_MARKS = ("archived at", "deleted at", "removed at")
_NEAR = 7  # words behind "among"
CUES = _UNIQUE | lexicon.words("share reuse same")


def read(tokens: Tokens, quote: Quote, scene: Scene) -> Findings:
    """What must be unique among the rows that are there, where a moment marks those that are not."""
    whole = joined(_flat(tokens), scene)
    entity = _entity(whole, scene)
    mark = next((it for it in _MARKS if entity is not None and it in scene.entities[entity].attributes), None)
    if entity is None or mark is None or not (_is_among(whole) or _is_shared(whole)):
        return ()
    names = _names(whole, entity, mark, scene)
    if not names:
        return ()
    scene.focus, scene.column = entity, (entity, names[0])
    return (SoftDeletionAsk(entity=entity, attribute=mark, unique=names, quote=quote),)


def _flat(tokens: Tokens) -> Tokens:
    """With the words of remarks among the others: "(that are not archived)"."""
    return tuple(it for token in tokens for it in (_flat(token.inside) if token.inside else (token,)))


def _entity(tokens: Tokens, scene: Scene) -> str | None:
    """The only table that is named, else the one spoken of."""
    named = {one.entity for one in tables_in(tokens, scene)}
    topic = scene.focus if scene.focus is not None and scene.is_there(scene.focus) else None
    return named.pop() if len(named) == 1 else topic if not named else None


def _is_among(tokens: Tokens) -> bool:
    """ "Unique only among the active volunteers"."""
    at = next((at for at, token in enumerate(tokens) if token.is_in(_UNIQUE)), len(tokens))
    for place in range(at + 1, len(tokens)):
        end = ends_after_any(tokens, place, _AMONG)
        near = tokens[end : end + _NEAR] if end > place else ()
        is_denied = any(token.is_in(lexicon.NEGATIONS) for token in near)
        if any(token.is_in(_PRESENT) or (token.is_in(_MARKED) and is_denied) for token in near):
            return True
    return False


def _is_shared(tokens: Tokens) -> bool:
    """ "Archived ones may share a number with an active one"."""
    is_marked = any(token.is_in(_MARKED) for token in tokens[:3])
    return is_marked and any(ends_after_any(tokens, at, _SHARING) > at for at in range(len(tokens)))


def _names(tokens: Tokens, entity: str, mark: str, scene: Scene) -> tuple[str, ...]:
    """The columns named, those written as code before others; else the one told last."""
    apart = {words_of(it) for it in _PRESENT | _MARKED}
    found = [one for one in columns_in(tokens, entity, scene) if words_of(one.attribute) not in apart]
    found = [one for one in found if " ".join(words_of(one.attribute)) != mark and one.attribute != "id"]
    written = [one for one in found if _is_written(tokens, one)]
    names = tuple(dict.fromkeys(one.attribute for one in written or found))
    last = scene.column if scene.column is not None and scene.column[0] == entity else None
    return names or ((last[1],) if last is not None and words_of(last[1]) not in apart else ())


def _is_written(tokens: Tokens, one: Named) -> bool:
    token = tokens[one.start]
    return token.kind is Kind.CODE or "_" in token.text or "." in token.text
