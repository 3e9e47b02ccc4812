"""Things that a ticket only names: in lists, in enumerations, as code. Their names are all that it says of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from database_developer.model.inflection import singular
from database_developer.model.request import Quote
from database_developer.model.ticket import Item, ItemList, Paragraph, Ticket
from database_developer.model.usual import is_history, usual_of
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.phrases import noun_phrase
from database_developer.reading.grammar.sentences import sentences_of
from database_developer.reading.grammar.tokens import Kind, Token, tokenized
from database_developer.reading.grammar.verbs import verb_from
from database_developer.reading.inflection import is_plural, singular_phrase
from database_developer.reading.passages import Section, passages_of
from database_developer.reading.scene import words_of

Tokens = tuple[Token, ...]

_NOISE = lexicon.words(
    "information info data detail details record records table tables model models entity entities list"
)
_INTRODUCING = lexicon.words("and or plus inc incl incl. including with e.g.")
_ORDERED = lexicon.words("tables table database db schema entities models")
_FOR = lexicon.words("for with of about containing holding")
_WISHES = lexicon.words("need needs want wants set create add make build require requires please design have keep")
_SHORT = {
    "lvl": "level",
    "qty": "quantity",
    "desc": "description",
    "addr": "address",
    "no": "number",
    "amt": "amount",
    "img": "image",
    "dob": "date of birth",
}
_CAMEL = re.compile(r"(?:[A-Z][a-z0-9]+){2,}|[a-z]+(?:_[a-z0-9]+)+")
_LONGEST_NAME = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class NamedThing:
    """A thing by its name, singular; ``table`` as it is written in code; ``attributes`` are those in brackets."""

    entity: str
    quote: Quote
    table: str | None = None
    attributes: tuple[str, ...] = ()
    is_sure: bool = True


def named_things(ticket: Ticket) -> tuple[NamedThing, ...]:
    """Everything that is named, each once; what stands alone in an enumeration counts only beside known things."""
    found: dict[str, NamedThing] = {thing.entity: thing for thing in _ordered_things(ticket)}
    if found:
        return tuple(found.values())
    for quote, groups in _texts(ticket):
        for group in groups:
            things = [thing for part in group if (thing := _thing(part, quote)) is not None]
            sure = sum(thing.is_sure for thing in things)
            is_list = len(group) > 1 and sure * 2 >= len(group)
            for thing in things:
                if thing.is_sure or is_list:
                    found.setdefault(thing.entity, thing)
    return tuple(found.values())


def _ordered_things(ticket: Ticket) -> Iterator[NamedThing]:
    """The things of "set up tables for plots, tenants and leases", known or not."""
    for passage in passages_of(ticket):
        if passage.section is Section.OUT_OF_SCOPE or not isinstance(passage.block, Paragraph):
            continue
        for sentence in sentences_of(passage.block.text):
            groups = _enumerations(_behind_order(sentence.tokens))
            parts = [_one_of(part) for part in groups[0]] if groups else []
            if len(parts) > 1 and all(parts):
                quote = Quote(text=sentence.text, line=passage.block.line)
                things = ((_thing(part, quote), part) for part in parts)
                yield from (_as_rows(thing, part) for thing, part in things if thing is not None)


def _behind_order(tokens: Tokens) -> Tokens:
    """What stands behind "tables for" or "a database with", in a sentence that orders one."""
    for at, token in enumerate(tokens[:-1]):
        if token.is_in(_ORDERED) and (tokens[at + 1].is_in(_FOR) or tokens[at + 1].is_mark(":")):
            is_order = any(before.is_in(_WISHES) for before in tokens[:at])
            return tokens[at + 2 :] if is_order else ()
    return ()


def _one_of(part: Tokens) -> Tokens:
    """The thing itself, without what determines it or stands behind it: "every visit of a member"."""
    start = 0
    while start < len(part) and part[start].is_in(lexicon.DETERMINERS):
        start += 1
    end = next((at for at in range(start, len(part)) if part[at].is_in(lexicon.PREPOSITIONS)), len(part))
    is_told = start > 0 or any(is_plural(token.lower) for token in part[start:end])
    return part[start:end] if is_told else ()


def _as_rows(thing: NamedThing, part: Tokens) -> NamedThing:
    """A list that is ordered by its name is kept by its entries."""
    is_list = len(part) > 1 and part[-1].is_word("list")
    return replace(thing, entity=f"{thing.entity} list entry") if is_list else thing


def _texts(ticket: Ticket) -> Iterator[tuple[Quote, list[list[Tokens]]]]:
    """Each text with its enumerations, each as its parts; the items of a list are the parts of one."""
    for passage in passages_of(ticket):
        if passage.section in {Section.OUT_OF_SCOPE, Section.CRITERIA}:
            continue
        match passage.block:
            case Paragraph():
                for sentence in sentences_of(passage.block.text):
                    text = (
                        passage.block.text[sentence.tokens[0].start : sentence.tokens[-1].end]
                        if sentence.tokens
                        else ""
                    )
                    yield Quote(text=text, line=passage.block.line), _enumerations(sentence.tokens)
            case ItemList():
                yield from _of_items(passage.block.items)


def _of_items(items: tuple[Item, ...]) -> Iterator[tuple[Quote, list[list[Tokens]]]]:
    for item in items:
        yield Quote(text=item.text, line=item.line), _enumerations(tokenized(item.text))
        for block in item.blocks:
            if isinstance(block, ItemList):
                yield from _of_items(block.items)


def _enumerations(tokens: Tokens) -> list[list[Tokens]]:
    """What stands between colons and dashes, cut at its commas and its last "and"."""
    groups: list[list[Tokens]] = [[]]
    part: list[Token] = []
    for token in tokens:
        if token.is_mark(":", "-", "–", "—", ";", "."):
            groups[-1].append(tuple(part))
            groups.append([])
            part = []
        elif token.is_mark(",", "、", "，", "/") or token.is_word("and"):
            groups[-1].append(tuple(part))
            part = []
        else:
            part.append(token)
    groups[-1].append(tuple(part))
    return [[one for one in group if one] for group in groups if any(group)]


def _thing(part: Tokens, quote: Quote) -> NamedThing | None:
    """The thing that a part of an enumeration names and nothing else; or one that is written as code."""
    part = _without_foreign_end(part)
    while part and (part[0].is_word(*_INTRODUCING, "a", "an", "the") or (len(part) > 1 and _is_order(part))):
        part = part[1:]
    written = next((token for token in part if _is_code_name(token)), None)
    if written is not None:
        entity = " ".join(singular_phrase(words_of(written.text)))
        is_sure = usual_of(entity) is not None or is_history(entity)
        return (
            NamedThing(entity=entity, quote=quote, table=_table(written), is_sure=is_sure)
            if is_sure or len(part) == 1
            else None
        )
    brackets = tuple(token for token in part if token.kind is Kind.GROUP)
    words = [token for token in part if token.kind is not Kind.GROUP]
    names = [token for token in words if not token.is_in(_NOISE)]
    if not names or len(names) > _LONGEST_NAME or any(token.kind is not Kind.WORD for token in names):
        return None
    if noun_phrase(tuple(words)).length < len(words):
        return None
    entity = " ".join(singular_phrase(tuple(token.lower for token in names)))
    is_sure = (usual_of(entity) is not None and _stands_alone(entity)) or is_history(entity)
    attributes = tuple(name for bracket in brackets for name in _attributes(bracket.inside))
    return NamedThing(entity=entity, quote=quote, attributes=attributes, is_sure=is_sure)


def _is_order(part: Tokens) -> bool:
    """Whether it begins as one tells somebody what to do: "keep supplier data"."""
    verb = verb_from(part)
    return verb is not None and verb.start == 0 and usual_of(singular(part[0].lower)) is None


def _stands_alone(entity: str) -> bool:
    """One word, or words that are all names of things ("shop owner", "order item")."""
    return all(usual_of(word) is not None for word in entity.split())


def _is_code_name(token: Token) -> bool:
    return token.kind in {Kind.CODE, Kind.WORD} and _CAMEL.fullmatch(token.text) is not None


def _table(token: Token) -> str | None:
    """A table's own name is kept as it is written; the name of a class is not one."""
    return token.text if "_" in token.text else None


def _without_foreign_end(part: Tokens) -> Tokens:
    """Up to the first word in another script than the first one's."""
    if not part:
        return part
    first = part[0].text.isascii()
    end = next((place for place, token in enumerate(part) if token.text.isascii() is not first), len(part))
    return part[:end]


def _attributes(inside: Tokens) -> Iterator[str]:
    if any(token.kind is Kind.NUMBER or token.lower in lexicon.PERIODS for token in inside):
        return  # kinds of it
    for group in _enumerations(inside):
        for part in group:
            words = [token.lower for token in part if token.kind is Kind.WORD and token.lower not in _INTRODUCING]
            if words and len(words) <= _LONGEST_NAME:
                yield " ".join(_SHORT.get(singular(word), singular(word)) for word in words)
