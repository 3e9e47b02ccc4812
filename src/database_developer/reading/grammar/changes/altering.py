""" "Make a nullable", "alter a to BIGINT", "a should default to 0", "drop the not null constraint on a"."""

from __future__ import annotations

from database_developer.model.request import AlterAsk, Quote
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.changes.orders import Order, Tokens
from database_developer.reading.grammar.changes.paths import spread
from database_developer.reading.grammar.changes.places import columns_in, columns_meant, tables_in
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.matching import beginnings, ends_after_any, phrases, skipped
from database_developer.reading.grammar.sql_types import type_at
from database_developer.reading.grammar.tokens import Kind
from database_developer.reading.grammar.values import default_at
from database_developer.reading.scene import Scene

_CHANGES = lexicon.words(
    "change alter modify make set convert turn cast switch migrate update increase extend widen enlarge allow relax "
    "require default"
)
_OPTIONAL = phrases(
    "nullable | optional | not required | no longer required | not mandatory | null | be null | be empty | nulls | "
    "null values | to null | not be required | no longer mandatory | no longer be required"
)
_REQUIRED = phrases(
    "required | mandatory | not null | non null | non-null | not nullable | not-null | not be null | never be null | "
    "cannot be null | can't be null | non-nullable | not optional | no longer nullable | no longer optional | "
    "no longer be null | not be empty | no longer be nullable | not be nullable"
)
_RULING = lexicon.words("add remove drop delete relax put")  # what is done with NOT NULL
_KNOWN = _CHANGES | _RULING
_OPTIONAL_OR_REQUIRED = (*_OPTIONAL, *_REQUIRED)
_TYPE_WORDS = {
    "string": "text",
    "text": "text",
    "integer": "integer",
    "int": "integer",
    "boolean": "boolean",
    "bool": "boolean",
    "decimal": "numeric",
    "float": "double precision",
    "double": "double precision",
    "timestamp": "timestamp",
    "datetime": "timestamp",
    "date": "date",
    "json": "json",
    "big": "bigint",
    "long": "bigint",
}
_BEFORE_TYPE = ("to", "into", "as", "be", "a", "an", "become", "becomes", "type", "of", "from", "the", "->", "→", "is")
_MOST_TRIED = 8  # types in one order
_NO_VALUES = lexicon.words("value values")
_DEFAULT = lexicon.words("default defaults")


def read(order: Order, quote: Quote, scene: Scene) -> Findings:
    """What becomes of the columns that are named; () where nothing of theirs changes."""
    if order.verb not in _KNOWN:
        return ()
    tokens = spread(order.told, scene)
    if order.verb in _RULING and _speaks_of(tokens, "null", "nullable"):
        return _null_rule(order, tokens, quote, scene)
    if order.verb in {"remove", "drop", "delete"} and _speaks_of(tokens, *_DEFAULT):
        return _asks(tokens, tokens, quote, scene, default="")
    if order.verb not in _CHANGES:
        return ()
    return (
        _typed(order, tokens, quote, scene)
        or _defaulted(tokens, quote, scene)
        or _required(order, tokens, quote, scene)
    )


def _speaks_of(tokens: Tokens, *words: str) -> bool:
    return any(token.is_in(words) for token in tokens)


def _null_rule(order: Order, tokens: Tokens, quote: Quote, scene: Scene) -> Findings:
    """ "Add a not null constraint to a", "drop NOT NULL from a"."""
    at = next((at for at in beginnings(tokens, _REQUIRED) if ends_after_any(tokens, at, _REQUIRED) > at), None)
    is_rule = at is not None and (
        _speaks_of(tokens, "constraint", "constraints")
        or at == skipped(tokens, 0, "the", "a")
        or (order.verb not in {"add", "put"} and not _speaks_of(tokens, *lexicon.COLUMN_NOUNS))
    )
    if not is_rule or at is None:
        return ()
    left = (*tokens[:at], *tokens[ends_after_any(tokens, at, _REQUIRED) :])
    return _asks(left, (), quote, scene, required=order.verb in {"add", "put"})


def _required(order: Order, tokens: Tokens, quote: Quote, scene: Scene) -> Findings:
    """The longest words that say it count: "not null" is no "null"."""
    if order.verb == "allow":
        return _asks(tokens, (), quote, scene, required=False) if _speaks_of(tokens, "null", "nulls", "empty") else ()
    if order.verb == "require" and not order.is_state:
        return _asks(tokens, (), quote, scene, required=True) if _speaks_of(tokens, *lexicon.COLUMN_NOUNS) else ()
    if order.verb == "set" and _is_to_null(tokens):
        return ()
    for place in beginnings(tokens, _OPTIONAL_OR_REQUIRED):
        optional, required = ends_after_any(tokens, place, _OPTIONAL), ends_after_any(tokens, place, _REQUIRED)
        if place and max(optional, required) > place:
            around = tokens[max(optional, required) :]
            return _asks(tokens[:place], around, quote, scene, required=required > optional)
    return ()


def _is_to_null(tokens: Tokens) -> bool:
    """ "Set it to null" tells what becomes of rows."""
    return len(tokens) > 1 and tokens[-1].is_word("null", "empty") and tokens[-2].is_word("to")


def _typed(order: Order, tokens: Tokens, quote: Quote, scene: Scene) -> Findings:
    """The last type told is the new one: "from varchar(255) to text"."""
    last = next((place for place, token in enumerate(tokens) if token.is_word("instead", "rather")), len(tokens))
    sources = {(one.start, one.kind): place for place, one in reversed(list(enumerate(order.told)))}
    tried = 0
    for place in range(last - 1, 0, -1):
        name, end = _type(order.told, sources, tokens, place)
        if name and _is_told_before(tokens, place, order.verb) and tried < _MOST_TRIED:
            tried += 1
            found = _asks(tokens[:place], tokens[end:], quote, scene, type_name=name)
            if found:
                return found
    return _longer(order, tokens, quote, scene)


def _type(told: Tokens, sources: dict[tuple[int, Kind], int], tokens: Tokens, place: int) -> tuple[str, int]:
    """A type as SQL, which may have brackets of its own, or in words; ``sources`` are the places in ``told``."""
    token = tokens[place]
    source = sources.get((token.start, token.kind))
    if source is not None:
        name, end = type_at(told, source, in_prose=False)
        if name:
            last = told[end - 1].end
            return name, next((i for i, one in enumerate(tokens) if one.start >= last), len(tokens))
    plain = _TYPE_WORDS.get(token.lower) if token.kind is Kind.WORD else None
    if token.is_word("big", "long"):
        is_whole = place + 1 < len(tokens) and tokens[place + 1].is_word("integer", "int")
        return ("bigint", place + 2) if is_whole else ("", place)
    return (plain, place + 1) if plain else ("", place)


def _is_told_before(tokens: Tokens, place: int, verb: str) -> bool:
    """ "To numeric", "-> numeric", "make `a` numeric"."""
    before = tokens[place - 1]
    is_object = verb == "make" and before.kind is Kind.CODE
    return (
        is_object or (before.kind is Kind.WORD and before.lower in _BEFORE_TYPE) or before.is_mark("->", "→", "=>", ":")
    )


def _longer(order: Order, tokens: Tokens, quote: Quote, scene: Scene) -> Findings:
    """ "Increase the length of a to 500"."""
    is_length = _speaks_of(tokens, "length", "limit", "size", "characters", "chars")
    numbers = [index for index, token in enumerate(tokens) if token.kind is Kind.NUMBER and token.text.isdecimal()]
    if not (is_length and numbers and order.verb in lexicon.words("increase extend widen enlarge change set")):
        return ()
    place = numbers[-1]
    return _asks(tokens[:place], tokens[place:], quote, scene, type_name=f"varchar({tokens[place].text})")


def _defaulted(tokens: Tokens, quote: Quote, scene: Scene) -> Findings:
    """ "Set the default of a to 0", "make a default to now"."""
    at = next((place for place, token in enumerate(tokens) if token.is_in(_DEFAULT)), None)
    if at is None:
        return ()
    to = max((place for place, token in enumerate(tokens) if place > at and token.is_word("to", "be")), default=None)
    start = to + 1 if to is not None else at + 1
    value, end = default_at((tokens[at], *tokens[start:]), 0)
    if end == 0 or not value or value.lower() in _NO_VALUES:
        return ()
    left = tuple(
        token for token in tokens[: start - 1 if to is not None else at] if not token.is_word("default", "value")
    )
    return _asks(left, tokens[start + end - 1 :], quote, scene, default=value)


def _asks(
    tokens: Tokens,
    around: Tokens,
    quote: Quote,
    scene: Scene,
    *,
    type_name: str | None = None,
    required: bool | None = None,
    default: str | None = None,
) -> Findings:
    """One ask for each column that the words name."""
    meant = columns_meant(tokens, scene, around)
    if meant is None or _names_a_new_one(tokens, meant.entity, scene):
        return ()
    return tuple(
        AlterAsk(entity=meant.entity, attribute=name, type=type_name, required=required, default=default, quote=quote)
        for name in meant.attributes
    )


def _names_a_new_one(tokens: Tokens, entity: str, scene: Scene) -> bool:
    """ "Each stop needs a `position` in its route" speaks of a position, which is there as yet nowhere."""
    written = (token for token in tokens if token.kind is Kind.CODE)
    return any(not (columns_in((one,), entity, scene) or tables_in((one,), scene)) for one in written)
