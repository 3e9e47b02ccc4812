"""Sentences that say which table or column is meant by a word: "customer means the live table clients"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from database_developer.model.request import Ask, AttributeAsk, Quote
from database_developer.reading.inflection import singular_phrase

_NAME = r"""(?:an?|the|by|our|each|every)?\s*["“`']?(?P<name>[a-z][\w -]{0,60}?)["”`']?\s+"""
_OPENING, _CLOSING = r"""(?:the|our|an?)?\s*(?:live|existing|current)?\s*""", r"""["”`']?\s*[.!]?\s*"""
_MEANS = re.compile(
    rf"{_NAME}(?:(?:means?|refers? to|stands for)\s+{_OPENING}(?:tables?\s+)?|"
    rf"(?:(?:is|are)|(?:(?:is|are)\s+)?(?:kept|stored|held)\s+in|lives?\s+in)\s+{_OPENING}(?:table\s+|(?=[`\"“]|\w+\s+table\b)))"
    rf"""["“`']?(?P<table>\w+(?:\.\w+)?){_CLOSING}(?:table\s*[.!]?\s*)?""",
    re.IGNORECASE,
)
_NEW = re.compile(
    rf"{_NAME}(?:is|are|means?|becomes?|gets?)\s+(?:an?|its own)?\s*(?:brand |entirely )?new\s+tables?{_CLOSING}",
    re.IGNORECASE,
)
_COLUMN = re.compile(
    r"""["“`'](?P<attribute>[\w -]{1,60})["”`'] of ["“`'](?P<name>[\w -]{1,60})["”`'] """
    rf"""(?:means the (?:live )?column ["“`']?(?P<column>\w+)|is a new column){_CLOSING}""",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class ToldTables:
    """The tables that are told for words, the words that are new tables, and the sentences that say so."""

    aliases: Mapping[str, str] = field(default_factory=dict)
    new: frozenset[str] = frozenset()
    quotes: Mapping[str, Quote] = field(default_factory=dict)


def told_tables(quotes: Iterable[Quote], tables: Iterable[str]) -> ToldTables:
    """What the sentences say; only tables that are there are meant. A later sentence overrules an earlier one."""
    known = {table.lower(): table for table in tables}
    aliases: dict[str, str] = {}
    said: dict[str, Quote] = {}
    for quote in quotes:
        means, new = _MEANS.fullmatch(quote.text.strip()), _NEW.fullmatch(quote.text.strip())
        table = known.get(means["table"].rpartition(".")[2].lower()) if means is not None else None
        if means is not None and table is not None:
            said[name := _name(means["name"])] = quote
            aliases[name] = table
        elif new is not None:
            said[name := _name(new["name"])] = quote
            aliases.pop(name, None)
    return ToldTables(aliases=aliases, new=frozenset(said) - set(aliases), quotes=said)


def with_columns(asks: tuple[Ask, ...], quotes: Iterable[Quote]) -> tuple[tuple[Ask, ...], frozenset[Quote]]:
    """The attributes with the columns that sentences tell for them, and those sentences."""
    told: dict[tuple[str, str], str] = {}
    used: set[Quote] = set()
    for quote in quotes:
        found = _COLUMN.fullmatch(quote.text.strip())
        if found is not None:
            key = (_name(found["name"]), found["attribute"].lower())
            told[key] = found["column"] or re.sub(r"\W+", "_", found["attribute"].lower().replace("e-mail", "email"))
            used.add(quote)
    named = (
        replace(ask, column=told[ask.entity, ask.attribute])
        if isinstance(ask, AttributeAsk) and (ask.entity, ask.attribute) in told
        else ask
        for ask in asks
    )
    return tuple(named), frozenset(used)


def _name(text: str) -> str:
    return " ".join(singular_phrase(tuple(re.split(r"[\s_-]+", text.lower().strip()))))
