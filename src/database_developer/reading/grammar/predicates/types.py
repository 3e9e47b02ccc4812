""" "... should be numeric(10,2)", "... must hold up to 500 characters", "... text instead of varchar(20)"."""

from __future__ import annotations

from database_developer.model.request import AlterAsk
from database_developer.reading.grammar.changes.places import Tokens
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.matching import ends_after_any, phrases, skipped
from database_developer.reading.grammar.predicates.said import Said
from database_developer.reading.grammar.sql_types import type_at
from database_developer.reading.grammar.tokens import Kind
from database_developer.reading.scene import Scene

_CHANGED = phrases(
    "changed to | converted to | stored as | kept as | saved as | "
    "turned into | widened to | extended to | enlarged to | "
    "increased to | migrated to | switched to | cast to | altered to | of type | type | change to | change it to | "
    "convert to | convert it to | widen to | widen it to | extend to | extend it to | increase to | increase it to | "
    "make it | switch to | turn into | turn it into | enlarge to | allow | allow up to | hold | hold up to | store | "
    "take | take up to | accept | accept up to | store up to | have | fit | fit up to | support | support up to | "
    "contain up to | up to | to | at most | as | declared as | set to | raise to | raise it to | be able to hold"
)
_LENGTH = ("characters", "chars", "character", "char", "letters", "long", "signs")
_WORDS = {
    "text": "text",
    "string": "text",
    "integer": "integer",
    "int": "integer",
    "bigint": "bigint",
    "boolean": "boolean",
    "bool": "boolean",
    "date": "date",
    "timestamp": "timestamp with time zone",
    "decimal": "numeric",
    "json": "json",
    "jsonb": "jsonb",
    "uuid": "uuid",
}


def read(said: Said, at: int, scene: Scene) -> tuple[Findings, int]:
    """The new type of each column."""
    place = _behind_source(said.tokens, at)
    changed = ends_after_any(said.tokens, place, _CHANGED)
    start = skipped(said.tokens, changed, "a", "an", "the", "type", "of", ":", "real", "proper", "up", "to", "length")
    name, end = _type(said.tokens, start)
    compared = _behind_comparison(said.tokens, end)
    is_change = said.is_told or changed > place or place > at or compared > end
    end = compared
    if not name or said.is_negated or not is_change:
        return (), at
    asks = (
        AlterAsk(entity=said.subject.entity, attribute=attribute, type=name, quote=said.quote)
        for attribute in said.subject.attributes
    )
    return tuple(asks), end


def _behind_source(tokens: Tokens, at: int) -> int:
    """Behind "from varchar(20)" and "int ->", which tell what it was."""
    start = skipped(tokens, at, "from", "changed", "change", "goes", "type", "is", "a", "an", "currently")
    name, end = _type(tokens, start)
    return end if name and end < len(tokens) and (tokens[end].is_word("to") or tokens[end].is_mark("->", "→")) else at


def _type(tokens: Tokens, at: int) -> tuple[str, int]:
    at = skipped(tokens, at, "->", "→", "to")
    if at >= len(tokens):
        return "", at
    name, end = type_at(tokens, at, in_prose=False)
    if name:
        return name, end
    if tokens[at].kind is Kind.NUMBER and tokens[at].text.isdecimal():
        after = skipped(tokens, at + 1, *_LENGTH)
        return (f"varchar({tokens[at].text})", after) if after > at + 1 else ("", at)
    if (
        tokens[at].is_word("yes")
        and len(tokens) > at + 2
        and tokens[at + 1].is_mark("/")
        and tokens[at + 2].is_word("no")
    ):
        return "boolean", skipped(tokens, at + 3, "flag", "column", "field")
    known = _WORDS.get(tokens[at].lower, "")
    return (known, at + 1) if known else ("", at)


def _behind_comparison(tokens: Tokens, at: int) -> int:
    """ "... instead of varchar(200)", "... rather than a date"."""
    compared = ends_after_any(tokens, at, ("instead of", "rather than", "and not", "not"))
    if compared == at:
        return at
    start = skipped(tokens, compared, "a", "an", "the")
    _, end = _type(tokens, start)
    return end if end > start else min(start + 1, len(tokens))
