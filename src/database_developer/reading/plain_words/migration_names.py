"""Names of migrations as the sentences they are: "add_phone_to_users", "remove_legacy_code_from_users"."""

from __future__ import annotations

from dataclasses import replace

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.changes.places import Tokens
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.scene import Scene, words_of

_BEGINNINGS = lexicon.words("add remove drop rename delete make change alter")
_JOINTS = lexicon.words("to from in on table column not null nullable unique index and of with default")
_AROUND = lexicon.words("migration migrations create add write run new the a please called named")
_LEAST = 3  # words


def told_apart(tokens: Tokens, scene: Scene) -> Tokens:
    """The words of a migration's name one by one, where nothing else is told; names of what stands stay whole."""
    names = [token.text for token in tokens if _is_name(token)]
    if len(names) != 1 or not all(
        _is_name(token) or token.is_in(_AROUND) or token.is_mark(":", "-") for token in tokens
    ):
        return tokens
    is_known = any(scene.owner_of(name) is not None or scene.is_there(" ".join(words_of(name))) for name in names)
    return of_migrations(tokens) if not is_known else tokens


def of_migrations(tokens: Tokens) -> Tokens:
    """The same, whatever stands."""
    return tuple(part for token in tokens for part in (_parts(token) if _is_name(token) else (token,)))


def _is_name(token: Token) -> bool:
    words = token.lower.split("_") if token.kind in {Kind.WORD, Kind.CODE} and "_" in token.text else []
    is_told = len(words) >= _LEAST and words[0] in _BEGINNINGS and not _JOINTS.isdisjoint(words[2:])
    return is_told and token.text.isidentifier()


def _parts(token: Token) -> Tokens:
    """The verb, then runs of what is no joint, each one name."""
    found: list[str] = []
    run: list[str] = []
    for at, word in enumerate(token.lower.split("_")):
        if at == 0 or word in _JOINTS:
            found += ["_".join(run)] if run else []
            found.append(word)
            run = []
        else:
            run.append(word)
    found += ["_".join(run)] if run else []
    return tuple(replace(token, kind=Kind.WORD, text=one, lower=one) for one in found)


def without_name_of_names(tokens: Tokens) -> Tokens:
    """ "Change the column name a to b" as "rename a to b"."""
    for at in range(len(tokens) - 2):
        is_noun = tokens[at].is_in(lexicon.COLUMN_NOUNS | lexicon.TABLE_NOUNS) and tokens[at + 1].is_word("name")
        before = at - 1 if at and tokens[at - 1].is_in(lexicon.DETERMINERS) else at
        if is_noun and before and tokens[before - 1].is_word("change", "update", "alter", "modify"):
            rename = replace(tokens[before - 1], text="rename", lower="rename")
            behind = at + 3 if tokens[at + 2].is_word("of", "from") else at + 2
            return (*tokens[: before - 1], rename, *tokens[behind:])
    return tokens
