"""The thing that a heading, a summary or the words before a list name as their topic."""

from __future__ import annotations

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.phrases import noun_phrase
from database_developer.reading.grammar.tokens import Token
from database_developer.reading.scene import Scene, entity_name

_LOOKED_AT = 24  # tokens; what is named later is no topic


def thing_named_in(tokens: tuple[Token, ...], scene: Scene) -> str | None:
    """A thing that is known, or that the text calls a table: "Design users table schema"."""
    for index in range(min(len(tokens), _LOOKED_AT)):
        phrase = noun_phrase(tokens, index)
        found = scene.find(phrase) if phrase.is_named else None
        if found is not None:
            return found
    return _called_a_table(tokens[:_LOOKED_AT])


def _called_a_table(tokens: tuple[Token, ...]) -> str | None:
    """The name before the word "table", verbs left out."""
    for index, token in enumerate(tokens):
        if token.lower in {"table", "model", "entity"} and index:
            start = index
            while start and _is_name(tokens[start - 1]) and index - start < 3:
                start -= 1
            phrase = noun_phrase(tokens[start : index + 1])
            if phrase.is_named and phrase.kind:
                return entity_name(phrase)
    return None


def _is_name(token: Token) -> bool:
    return token.is_literal or (token.lower.isidentifier() and token.lower not in lexicon.VERBS | lexicon.NOT_A_NOUN)
