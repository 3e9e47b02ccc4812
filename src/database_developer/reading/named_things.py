"""Things that a ticket only names: in lists, in enumerations, as code. Their names are all that it says of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from database_developer.model.inflection import singular
from database_developer.model.request import Quote
from database_developer.model.ticket import Item, ItemList, Paragraph, Ticket
from database_developer.model.usual import is_history, usual_of
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.phrases import noun_phrase
from database_developer.reading.grammar.sentences import sentences_of
from database_developer.reading.grammar.tokens import Kind, Token, tokenized
from database_developer.reading.grammar.verbs import is_finite
from database_developer.reading.inflection import is_plural, singular_phrase
from database_developer.reading.passages import Section, passages_of
from database_developer.reading.scene import words_of

Tokens = tuple[Token, ...]

_NOISE = lexicon.words(
    "information info data detail details record records table tables model models entity entities list"
)
_INTRODUCING = lexicon.words("and or plus inc incl incl. including with e.g.")
_BEFORE_NAMES = _INTRODUCING | lexicon.ARTICLES
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
_LEAST_LISTED = 3
_NAMING = frozenset({Kind.CODE, Kind.WORD})
_ENDS = frozenset({":", "-", "–", "—", ";", "."})
_COMMAS = frozenset({",", "、", "，", "/"})


@dataclass(frozen=True, kw_only=True, slots=True)
class NamedThing:
    """A thing by its name, singular; ``table`` as it is written in code; ``attributes`` are those in brackets.

    ``is_written`` where the name is that of a class or a table: "OrderHistory", "order_items".
    """

    entity: str
    quote: Quote
    table: str | None = None
    attributes: tuple[str, ...] = ()
    is_sure: bool = True
    is_written: bool = False


def named_things(ticket: Ticket) -> tuple[NamedThing, ...]:
    """Everything that is named, each once; what stands alone in an enumeration counts only beside known things."""
    found: dict[str, NamedThing] = {}
    for quote, tokens in _texts(ticket):
        for group in _enumerations(tokens):
            things = [thing for part in group if (thing := _thing(part, quote)) is not None]
            sure = sum(thing.is_sure for thing in things)
            is_list = len(group) > 1 and (sure * 2 >= len(group) or (sure > 0 and _are_bare_plurals(group)))
            for thing in things:
                if thing.is_sure or is_list:
                    found.setdefault(thing.entity, thing)
    return tuple(found.values())


def _are_bare_plurals(group: list[Tokens]) -> bool:
    """ "Animals, owners, visits": nothing but things of which there are many."""
    words = [part[0] for part in group if len(part) == 1 and part[0].kind is Kind.WORD]
    return len(words) == len(group) >= _LEAST_LISTED and all(is_plural(word.lower) for word in words)


def _texts(ticket: Ticket) -> Iterator[tuple[Quote, Tokens]]:
    """Each text once, where it stands first."""
    read: set[str] = set()
    for text, line, tokens in _all_texts(ticket):
        if text not in read:
            read.add(text)
            yield Quote(text=text, line=line), tokens


def _all_texts(ticket: Ticket) -> Iterator[tuple[str, int, Tokens]]:
    """The sentences of paragraphs, and the items of lists."""
    for passage in passages_of(ticket):
        if passage.section in {Section.OUT_OF_SCOPE, Section.CRITERIA}:
            continue
        match passage.block:
            case Paragraph():
                for sentence in sentences_of(passage.block.text):
                    tokens = sentence.tokens
                    text = passage.block.text[tokens[0].start : tokens[-1].end] if tokens else ""
                    yield text, passage.block.line, tokens
            case ItemList():
                yield from _of_items(passage.block.items)


def _of_items(items: tuple[Item, ...]) -> Iterator[tuple[str, int, Tokens]]:
    for item in items:
        yield item.text, item.line, tokenized(item.text)
        for block in item.blocks:
            if isinstance(block, ItemList):
                yield from _of_items(block.items)


def _enumerations(tokens: Tokens) -> list[list[Tokens]]:
    """What stands between colons and dashes, cut at its commas and its last "and"."""
    groups: list[list[Tokens]] = [[]]
    part: list[Token] = []
    for token in tokens:
        is_mark = token.kind is Kind.MARK
        if is_mark and token.text in _ENDS:
            groups[-1].append(tuple(part))
            groups.append([])
            part = []
        elif token.text in _COMMAS if is_mark else token.is_word("and"):
            groups[-1].append(tuple(part))
            part = []
        else:
            part.append(token)
    groups[-1].append(tuple(part))
    return [[one for one in group if one] for group in groups if any(group)]


def _thing(part: Tokens, quote: Quote) -> NamedThing | None:
    """The thing that a part of an enumeration names and nothing else; or one that is written as code."""
    part = _without_foreign_end(part)
    while len(part) > 1 and part[-1].is_word("please", "pls", "thanks"):
        part = part[:-1]
    while part and (part[0].is_in(_BEFORE_NAMES) or (len(part) > 1 and _is_order(part))):
        part = part[1:]
    written = next((token for token in part if _is_code_name(token)), None)
    if written is not None:
        entity = " ".join(singular_phrase(words_of(written.text)))
        is_sure = usual_of(entity) is not None or is_history(entity)
        return (
            NamedThing(entity=entity, quote=quote, table=_table(written), is_sure=is_sure, is_written=True)
            if is_sure or len(part) == 1
            else None
        )
    words = [token for token in part if token.kind is not Kind.GROUP]
    names = [token for token in words if not token.is_in(_NOISE)]
    if not names or len(names) > _LONGEST_NAME or any(token.kind is not Kind.WORD for token in names):
        return None
    brackets = tuple(token for token in part if token.kind is Kind.GROUP)
    if noun_phrase(tuple(words)).length < len(words):
        return None
    entity = " ".join(singular_phrase(tuple(token.lower for token in names)))
    is_sure = (usual_of(entity) is not None and _stands_alone(entity)) or is_history(entity)
    attributes = tuple(name for bracket in brackets for name in _attributes(bracket.inside))
    return NamedThing(entity=entity, quote=quote, attributes=attributes, is_sure=is_sure)


def _is_order(part: Tokens) -> bool:
    """Whether it begins as one tells somebody what to do: "keep supplier data"."""
    return is_finite(part, 0) and usual_of(singular(part[0].lower)) is None


def _stands_alone(entity: str) -> bool:
    """One word, or words that are all names of things ("shop owner", "order item")."""
    return all(usual_of(word) is not None for word in entity.split())


def _is_code_name(token: Token) -> bool:
    is_plain = token.text.islower() and "_" not in token.text
    return not is_plain and token.kind in _NAMING and _CAMEL.fullmatch(token.text) is not None


def _table(token: Token) -> str | None:
    """A table's own name is kept as it is written; the name of a class is not one."""
    return token.text if "_" in token.text else None


def _without_foreign_end(part: Tokens) -> Tokens:
    """Up to the first word in another script than the first one's."""
    if not part:
        return part
    first = part[0].text.isascii()
    for place, token in enumerate(part):
        if token.text.isascii() is not first:
            return part[:place]
    return part


def _attributes(inside: Tokens) -> Iterator[str]:
    for group in _enumerations(inside):
        for part in group:
            words = [token.lower for token in part if token.kind is Kind.WORD and token.lower not in _INTRODUCING]
            if words and len(words) <= _LONGEST_NAME:
                yield " ".join(_SHORT.get(singular(word), singular(word)) for word in words)
