""" "Add closed_on, it replaces the flag closed, drop that": the column that gives way to a new one goes."""

from __future__ import annotations

from database_developer.model.request import AttributeAsk, RemovalAsk
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.changes.places import columns_in
from database_developer.reading.grammar.clauses import Statement
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.matching import ends_after_any, phrases
from database_developer.reading.grammar.tokens import Token
from database_developer.reading.scene import Scene

_REPLACING = phrases(
    "replaces | replacing | which replaces | takes the place of | in place of | supersedes | instead of | succeeds"
)
_GOING = lexicon.words("drop drops dropped remove removed delete deleted goes go scrap")
_NEAR = 5  # tokens in which the name must come


def read(statement: Statement, told: Findings, scene: Scene) -> Findings:
    """The old column of the table that gets a new one, where the sentence says that it goes."""
    gains = next((one for one in told if isinstance(one, AttributeAsk) and scene.is_there(one.entity)), None)
    tokens = _opened(statement.tokens) if gains is not None else ()
    for at in range(len(tokens)):
        end = ends_after_any(tokens, at, _REPLACING)
        named = columns_in(tokens[end : end + _NEAR], gains.entity, scene) if gains is not None and end > at else []
        if named and any(token.is_in(_GOING) for token in tokens[end + named[0].end :]):
            return (RemovalAsk(entity=named[0].entity, attribute=named[0].attribute, quote=statement.quote),)
    return ()


def _opened(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """With what stands in brackets."""
    return tuple(one for token in tokens for one in ((token, *token.inside) if token.inside else (token,)))
