""" "Move a and b to a new c table", "replace `a.owner` with a record in b", "create records for existing users"."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.model.request import MoveAsk, Quote
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.changes.new_tables import by_name, made, new_table_at
from database_developer.reading.grammar.changes.orders import Order, Tokens
from database_developer.reading.grammar.changes.paths import spread
from database_developer.reading.grammar.changes.places import columns_meant, tables_in
from database_developer.reading.grammar.findings import Findings, Mention
from database_developer.reading.grammar.phrases import noun_phrase
from database_developer.reading.scene import Scene

_MOVING = lexicon.words("move extract normalise normalize split")
_MAKING = lexicon.words("create add insert build populate fill derive generate")
_OLD = ("existing", "each", "every", "all", "current", "old")


def read(order: Order, quote: Quote, scene: Scene) -> Findings:
    """The move, with the table that is made for it; () where no rows of a standing table are meant."""
    if order.verb == "replace":
        return _replaced(order.told, quote, scene)
    if order.verb in _MOVING:
        return _moved(order.told, quote, scene)
    if order.verb in _MAKING:
        return _made(order.told, quote, scene)
    return ()


def _replaced(told: Tokens, quote: Quote, scene: Scene) -> Findings:
    """A column gives way to rows of another table."""
    tokens = spread(told, scene)
    cut = next((place for place, token in enumerate(tokens) if token.is_word("with", "by")), None)
    old = columns_meant(tokens[:cut], scene) if cut is not None else None
    new = tables_in(tokens[cut + 1 :], scene) if cut is not None else []
    if old is None or not new or new[0].entity == old.entity:
        return ()
    return (MoveAsk(source=old.entity, target=new[0].entity, quote=quote),)


def _moved(told: Tokens, quote: Quote, scene: Scene) -> Findings:
    """ "... to a new `c` table (a, b)": the table, its columns, and whose rows go there."""
    for index, token in enumerate(told[:-1]):
        table = new_table_at(told, index + 1) if token.is_word("to", "into", "out") else None
        if table is None or (table.phrase.is_named and scene.is_there(scene.name_of(table.phrase))):
            continue
        source, columns = _source(told[:index], quote, scene)
        if table.phrase.is_named:
            target = scene.name_of(table.phrase)
            return (*made(table, quote, scene), *_move(source, target, columns, quote))
        return _alone(told[:index], quote, scene) or _move(source, "", columns, quote)
    return ()


def _move(source: str | None, target: str, columns: tuple[str, ...], quote: Quote) -> tuple[MoveAsk, ...]:
    return (MoveAsk(source=source, target=target, columns=columns, quote=quote),) if source is not None else ()


def _alone(told: Tokens, quote: Quote, scene: Scene) -> Findings:
    """ "Move memberships to a separate table": the table is called by what is moved, unless that stands already."""
    phrase = noun_phrase(told)
    is_new = phrase.is_named and phrase.length == len(told) and scene.find(phrase) is None
    if not is_new or columns_meant(spread(told, scene), scene) is not None:
        return ()
    return (Mention(entity=scene.name_of(phrase), quote=quote),)


def _source(told: Tokens, quote: Quote, scene: Scene) -> tuple[str | None, tuple[str, ...]]:
    """Whose columns are moved, and which; those that "these" means were told before."""
    meant = columns_meant(spread(told, scene), scene)
    if meant is not None:
        return meant.entity, by_name(meant.attributes, quote)
    return (scene.focus if scene.focus is not None and scene.is_there(scene.focus) else None), ()


def _made(told: Tokens, quote: Quote, scene: Scene) -> Findings:
    """ "Create `owner` records for existing projects", "build the categories from the clues we have"."""
    tokens = spread(told, scene)
    for index, token in enumerate(tokens[:-1]):
        is_source = token.is_word("for") and _has_rows(tokens[:index]) and _says_old(tokens[index + 1 :])
        if not is_source and not (token.is_word("from") and _speaks_of_one(tokens[:index], scene)):
            continue
        sources = tables_in(tokens[index + 1 :], scene)
        if sources:
            target = next(iter(_entities(tokens[:index], scene)), "")
            return (MoveAsk(source=sources[0].entity, target=target, quote=quote),)
    return ()


def _has_rows(tokens: Tokens) -> bool:
    """Whether rows are made, and no column: "add a flag (no for existing rows)"."""
    return any(token.is_word("record", "records", "row", "rows", "entry", "entries") for token in tokens)


def _says_old(tokens: Tokens) -> bool:
    return bool(tokens) and tokens[0].is_word(*_OLD, "the")


def _speaks_of_one(tokens: Tokens, scene: Scene) -> bool:
    """Whether nothing but a thing of the ticket is made: no column, no index."""
    nouns = any(token.is_word(*lexicon.COLUMN_NOUNS, "index", "key", "constraint", "value") for token in tokens)
    return not nouns and bool(list(_entities(tokens, scene)))


def _entities(tokens: Tokens, scene: Scene) -> Iterator[str]:
    for index in range(len(tokens)):
        phrase = noun_phrase(tokens, index)
        found = scene.find(phrase) if phrase.is_named else None
        if found is not None:
            yield found
