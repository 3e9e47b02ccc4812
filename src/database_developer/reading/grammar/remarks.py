"""Remarks behind a dash: "... and a number - no two of them have the same one"."""

from __future__ import annotations

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.tokens import Kind, Token

Tokens = tuple[Token, ...]

DASHES = ("-", "--", "–", "—")
_REMARKING = lexicon.PRONOUNS | lexicon.NEGATIONS | lexicon.words("there if so but because nobody nothing please")


def remark_cut(tokens: Tokens) -> tuple[Tokens, Tokens]:
    """What stands before a single dash, and the remark behind it; all of it and nothing where there is none."""
    dashes = [index for index, token in enumerate(tokens) if token.text in DASHES and token.kind is Kind.MARK]
    if len(dashes) != 1 or dashes[0] == 0:
        return tokens, ()
    behind = tokens[dashes[0] + 1 :]
    return (tokens[: dashes[0]], behind) if behind and behind[0].is_in(_REMARKING) else (tokens, ())
