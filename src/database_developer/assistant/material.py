"""What a model is given to read: the ticket, the names of what stands, and what the rules have read already."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from database_developer.assistant.naming import flattened, key_of
from database_developer.assistant.scrubbing import scrubbed
from database_developer.model.inflection import singular
from database_developer.model.request import (
    Ask,
    AttributeAsk,
    BackfillAsk,
    DefinitionAsk,
    EntityAsk,
    Fate,
    QueryAsk,
    Quote,
    RelationAsk,
    Request,
)
from database_developer.model.schema import Schema
from database_developer.model.ticket import Block, Code, Grid, Heading, ItemList, Paragraph, Quotation, Ticket

MOST_TABLES = 150
MOST_COLUMNS = 60
LONGEST_TICKET = 60_000  # characters
UNREAD = (Fate.CONTEXT, Fate.NOT_UNDERSTOOD)
IN_SQL = (QueryAsk, DefinitionAsk, BackfillAsk)  # their words are in the ticket; a model has no part in them


@dataclass(frozen=True, kw_only=True, slots=True)
class Material:
    """What is read.

    ``lines`` is the ticket's text by line number; ``open`` are the sentences that no rule used, ``read`` the others;
    ``tables`` the live tables with the types of their columns; ``asks`` what the rules made of the ticket.
    """

    lines: tuple[tuple[int, str], ...]
    open: tuple[Quote, ...]
    read: tuple[Quote, ...] = ()
    tables: Mapping[str, Mapping[str, str]]
    asks: tuple[Ask, ...] = ()

    @property
    def is_too_long(self) -> bool:
        """Whether the ticket is longer than anybody would have a model read."""
        return sum(len(text) for _, text in self.lines) > LONGEST_TICKET

    def sentence_with(self, words: str) -> Quote | None:
        """The sentence that holds these words, one that no rule used first; None where none does."""
        wanted = flattened(words)
        if not wanted:
            return None
        return next((one for one in (*self.open, *self.read) if wanted in flattened(one.text)), None)

    def as_text(self) -> str:
        """All of it as the text that is sent; what looks like a secret is left out."""
        parts = (
            ("TABLES THAT STAND", _tables(self)),
            ("READ ALREADY", (_told(ask) for ask in self.asks if not isinstance(ask, IN_SQL))),
            ("THE TICKET, LINE BY LINE", (f"{line}: {text}" for line, text in self.lines)),
            ("SENTENCES TO READ", (f"[line {quote.line}] {flattened(quote.text)}" for quote in self.open)),
        )
        return scrubbed("\n\n".join("\n".join((f"## {title}", *lines)) for title, lines in parts))

    def things(self) -> frozenset[str]:
        """The keys of all tables and things that there are or will be."""
        asked = (name for ask in self.asks for name in _things_of(ask))
        return frozenset(map(key_of, (*self.tables, *asked)))


def material_of(ticket: Ticket, request: Request, live: Schema) -> Material:
    """The material for a ticket of which the rules have made a request."""
    sentences = request.sentences
    return Material(
        lines=((1, ticket.summary), *_lines(ticket.blocks)),
        open=tuple(dict.fromkeys(it.quote for it in sentences if it.fate in UNREAD and it.quote.text.strip())),
        read=tuple(it.quote for it in sentences if it.fate not in UNREAD),
        tables={name.name: {one.name: one.type for one in table.columns} for name, table in live.tables.items()},
        asks=request.asks,
    )


def _lines(blocks: tuple[Block, ...]) -> Iterator[tuple[int, str]]:
    for block in blocks:
        match block:
            case Heading():
                yield block.line, f"{'#' * block.level} {block.text}"
            case Paragraph():
                yield block.line, block.text
            case Code():
                yield from enumerate(block.text.splitlines(), block.line)
            case Grid():
                rows = (block.header, *block.rows)
                yield from ((block.line + number, " | ".join(row)) for number, row in enumerate(rows))
            case ItemList():
                for item in block.items:
                    yield item.line, f"- {item.text}"
                    yield from _lines(item.blocks)
            case Quotation():
                yield from _lines(block.blocks)


def _tables(material: Material) -> Iterator[str]:
    """The tables whose names the ticket's words share first; in a large schema the others are only counted."""
    words = set(re.findall(r"\w{3,}", " ".join(text for _, text in material.lines).lower()))
    words |= {singular(word) for word in words}
    spoken = {name: bool(words & {name.lower(), *key_of(name).split()}) for name in material.tables}
    chosen = sorted(material.tables, key=lambda name: (not spoken[name], name))
    for name in chosen[:MOST_TABLES]:
        columns = [f"{column} {kind}" for column, kind in material.tables[name].items()]
        more = ", ..." if len(columns) > MOST_COLUMNS else ""
        yield f"{name}({', '.join(columns[:MOST_COLUMNS])}{more})"
    if len(chosen) > MOST_TABLES:
        yield f"and {len(chosen) - MOST_TABLES} others"


def _told(ask: Ask) -> str:
    said = {field.name: getattr(ask, field.name) for field in fields(ask) if field.name != "quote"}
    members = (f"{name}={_plain(value)}" for name, value in said.items() if value not in (None, "", (), False))
    return f"- {type(ask).__name__.removesuffix('Ask').lower()}: {', '.join(members)}"


def _plain(value: object) -> str:
    if isinstance(value, tuple):
        return "/".join(map(str, value))
    return str(value)


def _things_of(ask: Ask) -> tuple[str, ...]:
    match ask:
        case EntityAsk() | AttributeAsk():
            return (ask.entity,)
        case RelationAsk():
            return (ask.child, ask.parent, *((ask.joined_by,) if ask.joined_by else ()))
    return ()
