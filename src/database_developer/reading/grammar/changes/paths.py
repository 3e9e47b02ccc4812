"""Names of columns with their tables before them, taken as one: "projects.owner"."""

from __future__ import annotations

from dataclasses import replace

from database_developer.reading.grammar.changes.places import Tokens, table_named
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.scene import Scene, words_of

_GROUP = Kind.GROUP


def spread(tokens: Tokens, scene: Scene) -> Tokens:
    """The tokens with brackets opened, and "projects.owner" as one."""
    if not any(token.kind is _GROUP or token.text == "." for token in tokens):
        return tokens
    flat: list[Token] = []
    for token in tokens:
        if token.kind is _GROUP:
            flat += [*spread(token.inside, scene)]
        elif flat and flat[-1].text == ".":
            _append(flat, token, scene)
        else:
            flat.append(token)
    return tuple(flat)


def joined(tokens: Tokens, scene: Scene) -> Tokens:
    """The tokens with "projects.owner" as one, and brackets as they are."""
    if not any(token.text == "." for token in tokens):
        return tokens
    flat: list[Token] = []
    for token in tokens:
        if flat and flat[-1].text == ".":
            _append(flat, token, scene)
        else:
            flat.append(token)
    return tuple(flat)


def _append(flat: list[Token], token: Token, scene: Scene) -> None:
    if _continues(flat, token, scene):
        flat[-2:] = [replace(flat[-2], kind=Kind.CODE, text=f"{flat[-2].text}.{token.text}", end=token.end)]
    else:
        flat.append(token)


def _continues(flat: list[Token], token: Token, scene: Scene) -> bool:
    """Whether a known table and a point stand right before, with no space between."""
    if token.kind is not Kind.WORD or len(flat) < 2 or not flat[-1].is_mark("."):
        return False
    is_close = flat[-2].end == flat[-1].start and flat[-1].end == token.start
    return is_close and table_named(words_of(flat[-2].text), scene) is not None
