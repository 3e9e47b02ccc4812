""" "`orders.note`, text, optional": a column that is yet to come, written with its table and its type."""

from __future__ import annotations

from database_developer.model.request import AttributeAsk, Quote
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.changes.paths import joined
from database_developer.reading.grammar.changes.places import Tokens, column_of, table_named
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.matching import skipped
from database_developer.reading.grammar.qualifiers import qualifiers_of
from database_developer.reading.grammar.sql_types import type_at
from database_developer.reading.grammar.tokens import Kind
from database_developer.reading.scene import Scene, words_of

_VERBS = lexicon.BE | lexicon.MODALS | lexicon.words("becomes become")


def read(tokens: Tokens, quote: Quote, scene: Scene) -> Findings:
    """The new column; nothing where it stands already, or where the words are a sentence."""
    told = joined(tokens, scene)
    if not told or told[0].kind is not Kind.CODE or "." not in told[0].text:
        return ()
    table, _, name = told[0].text.rpartition(".")
    entity = table_named(words_of(table), scene)
    if entity is None or not name.isidentifier() or column_of(entity, words_of(name), scene) is not None:
        return ()
    inside = told[1].inside if len(told) > 1 and told[1].kind is Kind.GROUP else ()
    said = inside or told[skipped(told, 1, ",", ":", "-", "–", "—") :]
    type_, end = type_at(said, 0, in_prose=False) if said else ("", 0)
    if not type_ or any(token.is_in(_VERBS) for token in said) or not (inside or skipped(told, 1, ",", ":") > 1):
        return ()
    more = qualifiers_of(said[end:])
    may_be_empty = any(token.is_word("empty", "null") for token in said[end:]) and more.required is not True
    required = False if may_be_empty else more.required
    scene.focus = entity
    return (
        AttributeAsk(
            entity=entity, attribute=name, type=type_, required=required, default=more.default, column=name, quote=quote
        ),
    )
