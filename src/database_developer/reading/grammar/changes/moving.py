""" "Move a and b to a new c table", "replace `a.owner` with a record in b", "create records for existing users"."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.model.request import MoveAsk, Quote
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.attributes import asks_about, is_substantial
from database_developer.reading.grammar.changes.orders import Order, Tokens
from database_developer.reading.grammar.changes.paths import spread
from database_developer.reading.grammar.changes.places import columns_meant, tables_in
from database_developer.reading.grammar.features import features_of
from database_developer.reading.grammar.findings import Finding, Findings, Mention
from database_developer.reading.grammar.phrases import NounPhrase, noun_phrase
from database_developer.reading.grammar.tokens import Kind
from database_developer.reading.scene import Scene

_MOVING = lexicon.words("move extract normalise normalize split")
_MAKING = lexicon.words("create add insert build populate fill derive generate")
_ANEW = ("a", "an", "its", "their", "own", "another", "one")
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
        phrase = noun_phrase(told, index + 1) if token.is_word("to", "into", "out") else NounPhrase()
        if phrase.kind in lexicon.TABLE_NOUNS and phrase.is_named and not scene.is_there(scene.name_of(phrase)):
            source = _source(told[:index], scene)
            return tuple(_new(phrase, told[index + 1 + phrase.length :], source, quote, scene))
        if phrase.kind in lexicon.TABLE_NOUNS and not phrase.is_named and phrase.determiner in _ANEW:
            return _alone(told[:index], quote, scene)
    return ()


def _alone(told: Tokens, quote: Quote, scene: Scene) -> Findings:
    """ "Move memberships to a separate table": the table is called by what is moved, unless that stands already."""
    phrase = noun_phrase(told)
    is_new = phrase.is_named and phrase.length == len(told) and scene.find(phrase) is None
    if not is_new or columns_meant(spread(told, scene), scene) is not None:
        return ()
    return (Mention(entity=scene.name_of(phrase), quote=quote),)


def _source(told: Tokens, scene: Scene) -> str | None:
    """Whose columns are moved; those that "these" means were told before."""
    meant = columns_meant(spread(told, scene), scene)
    if meant is not None:
        return meant.entity
    return scene.focus if scene.focus is not None and scene.is_there(scene.focus) else None


def _new(phrase: NounPhrase, behind: Tokens, source: str | None, quote: Quote, scene: Scene) -> Iterator[Finding]:
    entity = scene.name_of(phrase)
    table = phrase.identifier if phrase.identifier and phrase.identifier.isidentifier() else None
    yield Mention(entity=entity, table=table, quote=quote)
    listed = behind[0].inside if behind and behind[0].kind is Kind.GROUP else ()
    features = tuple(one for one in features_of(listed) if is_substantial(one))
    yield from asks_about(entity, features, quote, scene)
    if source is not None:
        yield MoveAsk(source=source, target=entity, quote=quote)


def _made(told: Tokens, quote: Quote, scene: Scene) -> Findings:
    """ "Create `owner` records for existing projects", "build the categories from the clues we have"."""
    tokens = spread(told, scene)
    has_rows = any(token.is_word("record", "records", "row", "rows", "entry", "entries") for token in tokens)
    for index, token in enumerate(tokens[:-1]):
        is_source = token.is_word("for") and has_rows and _says_old(tokens[index + 1 :])
        if not is_source and not (token.is_word("from") and _speaks_of_one(tokens[:index], scene)):
            continue
        sources = tables_in(tokens[index + 1 :], scene)
        if sources:
            target = next(iter(_entities(tokens[:index], scene)), "")
            return (MoveAsk(source=sources[0].entity, target=target, quote=quote),)
    return ()


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
