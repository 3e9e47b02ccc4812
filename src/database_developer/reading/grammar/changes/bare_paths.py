"""A new column by its path and nothing else: "users.phone (varchar 30, null)"."""

from __future__ import annotations

from database_developer.model.request import Quote
from database_developer.reading.grammar.changes import columns
from database_developer.reading.grammar.changes.orders import begin
from database_developer.reading.grammar.changes.places import Tokens
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.sql_types import type_at
from database_developer.reading.grammar.tokens import Kind
from database_developer.reading.scene import Scene, words_of

CUES = frozenset({"."})


def read(tokens: Tokens, quote: Quote, scene: Scene) -> Findings:
    """The column of the standing table, where the path is all there is but for its type and what brackets say."""
    start = begin(tokens)
    path = columns.path_in(tokens[start : start + 3], scene)
    if path is None:
        return ()
    entity, named = path
    behind = tokens[start + 3 :]
    is_all = not behind or behind[0].kind is Kind.GROUP or bool(type_at(behind, 0, in_prose=False)[0])
    is_new = " ".join(words_of(named[0].text)) not in scene.entities[entity].attributes
    return columns.told_of(entity, (*named, *behind), quote, scene) if is_all and is_new else ()
