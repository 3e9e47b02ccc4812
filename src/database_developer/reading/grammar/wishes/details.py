"""What a wish says of a thing beside its name: in brackets, and by being a diary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from database_developer.model.request import AllowedAsk, Ask, AttributeAsk, Quote, RelationAsk
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.matching import text_of
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.grammar.wishes.facts import facts_in, parts_of
from database_developer.reading.grammar.wishes.known import Known, fact

Tokens = tuple[Token, ...]

_KINDS_BY_ENDING = ("ly", "-off", "-time")


def in_brackets(entity: str, inside: Tokens, quote: Quote, known: Known) -> Iterator[Ask]:
    """What comes in kinds: "(10 visits, monthly, yearly)"; else the facts that are listed."""
    parts = parts_of(inside)
    if inside and inside[0].is_in(lexicon.EXAMPLES):
        return
    if len(parts) > 1 and any(map(_is_kind, parts)):
        name = "kind"
        yield fact(entity, name, quote, type_="text", required=True)
        values = tuple(text_of(part) for part in parts)
        said = replace(quote, assumed=f'the ticket names these kinds of "{entity}"')
        yield AllowedAsk(entity=entity, attribute=name, values=values, quote=said)
    else:
        yield from facts_in(entity, inside, quote, known, {})


def _is_kind(part: Tokens) -> bool:
    """A number, or a word that says how rather than what."""
    last = part[-1]
    return part[0].kind is Kind.NUMBER or (last.kind is Kind.WORD and last.lower.endswith(_KINDS_BY_ENDING))


def day_by_day(entity: str, asks: tuple[Ask, ...], quote: Quote) -> tuple[Ask, ...]:
    """When it was noted, where a diary or log is kept of facts without a time."""
    facts = [ask for ask in asks if isinstance(ask, AttributeAsk)]
    is_timed = any(ask.attribute.endswith((" at", "date", "day", "time")) for ask in facts)
    return () if is_timed or not facts else (fact(entity, "recorded at", quote, type_="timestamptz", required=True),)


def once(asks: tuple[Ask, ...]) -> Iterator[Ask]:
    """Each attribute and each relation once."""
    seen: set[object] = set()
    for ask in asks:
        key = _key(ask)
        if key not in seen:
            seen.add(key)
            yield ask


def _key(ask: Ask) -> object:
    match ask:
        case AttributeAsk():
            return ask.attribute
        case RelationAsk():
            return ask.parent, ask.role
    return type(ask)
