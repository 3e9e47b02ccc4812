""" "Add an index on a (b, c)", "add indexes for all foreign keys", "index the b column"."""

from __future__ import annotations

from database_developer.model.request import IndexKeysAsk, IndexReferencesAsk, OrderBy, Quote
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.changes.orders import Order, Tokens
from database_developer.reading.grammar.changes.paths import spread
from database_developer.reading.grammar.changes.places import columns_meant, tables_in, without_tables
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.scene import Scene

ONE = lexicon.words("index")
SEVERAL = lexicon.words("indexes indices indexs")
_ADDING = lexicon.words("add create introduce put include make")
_OVER = lexicon.words("on over of for in at")
_ENDS = ("so", "because", "since", "which", "that", "turning", "making", "as", "where", "when", "while", "if")


def read(order: Order, quote: Quote, scene: Scene) -> Findings:
    """The indexes that an order tells; uniqueness is for others."""
    if order.is_state or (order.verb != "index" and order.verb not in _ADDING):
        return ()
    if any(token.is_word("unique", "uniqueness") for token in order.told):
        return ()
    tokens = _object(spread(order.told, scene))
    if order.verb == "index" and _is_told_of(tokens):
        return ()
    if order.verb == "index":
        return _over(tokens, quote, scene, is_one=False)
    at = next((place for place, token in enumerate(tokens) if token.is_word(*ONE, *SEVERAL)), None)
    if at is None:
        return ()
    left = (*tokens[:at], *tokens[at + 1 :])
    return _over(left, quote, scene, is_one=tokens[at].is_in(ONE))


def _is_told_of(tokens: Tokens) -> bool:
    """ "(The) index on a is never used" says how it is with one that is there."""
    is_noun = bool(tokens) and tokens[0].is_in(_OVER)
    return is_noun and any(token.is_in(lexicon.BE | lexicon.HAVE) for token in tokens)


def _object(tokens: Tokens) -> Tokens:
    """What stands before the reason."""
    return next((tokens[:index] for index, token in enumerate(tokens) if token.is_in(_ENDS)), tokens)


def _over(tokens: Tokens, quote: Quote, scene: Scene, *, is_one: bool) -> Findings:
    if is_of_references(tokens):
        tables = tables_in(tokens, scene)
        entities = [one.entity for one in tables] or [""]
        return tuple(IndexReferencesAsk(entity=entity, quote=quote) for entity in entities)
    found: list[IndexKeysAsk] = []
    for part in _by_table(tokens, scene):
        named = part if _says_column(part) else without_tables(part, scene)
        meant = columns_meant(named, scene, part)
        if meant is None:
            continue
        groups = (meant.attributes,) if is_one else tuple((name,) for name in meant.attributes)
        found += [_index(meant.entity, group, quote) for group in groups]
    return tuple(found)


def _index(entity: str, names: tuple[str, ...], quote: Quote) -> IndexKeysAsk:
    return IndexKeysAsk(entity=entity, keys=tuple(OrderBy(attribute=name) for name in names), quote=quote)


def is_of_references(tokens: Tokens) -> bool:
    """Whether foreign keys are meant, and not single columns."""
    return any(
        token.is_word("foreign") and index + 1 < len(tokens) and tokens[index + 1].is_word("key", "keys")
        for index, token in enumerate(tokens)
    ) or any(token.is_word("fks", "fk", "references") for token in tokens)


def _says_column(tokens: Tokens) -> bool:
    """Whether the noun stands there; without it "users" means the table and not a reference to it."""
    return any(token.is_in(lexicon.COLUMN_NOUNS) for token in tokens)


def _by_table(tokens: Tokens, scene: Scene) -> list[Tokens]:
    """ "orders.user_id and sessions.token" part by part; all at once where columns and tables stand apart."""
    paths = [
        index for index, token in enumerate(tokens) if "." in token.text and token.text.replace(".", "_").isidentifier()
    ]
    return [tokens[index : index + 1] for index in paths] if len(paths) > 1 else [tokens]
