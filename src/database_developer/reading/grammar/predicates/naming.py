""" "... should be called `phone`", "... is now known as b", "... becomes `c`", "... -> d", "... gets the name e"."""

from __future__ import annotations

from database_developer.model.request import RenameAsk
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.changes.places import Tokens
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.matching import ends_after_any, phrases, skipped
from database_developer.reading.grammar.predicates.said import Said
from database_developer.reading.grammar.sql_types import type_at
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.scene import Scene, words_of

_CALLED = phrases(
    "called | named | known as | renamed | renamed to | "
    "renamed into | renamed as | rename to | rename it to | rename | "
    "the name | a new name | a better name | call it | name it | labelled | spelled | spelt | go by the name | "
    "go by the name of | to be called | rename -> | rename → | -> | → | =>"
)
_ARROWS = ("->", "→", "=>")


def read(said: Said, at: int, scene: Scene) -> tuple[Findings, int]:
    """The new name of the one column."""
    place, is_told = _place(said, at)
    if place < 0 or len(said.subject.attributes) > 1 or said.is_negated or not (said.is_wish or said.is_label):
        return (), at
    place = skipped(said.tokens, place, ":", "to", "the", "just", "simply", "column")
    name = _name(said.tokens, place, said, scene, is_told=is_told)
    if not name:
        return (), at
    old = next(iter(said.subject.attributes), None)
    return (RenameAsk(entity=said.subject.entity, attribute=old, new_name=name, quote=said.quote),), place + 1


def _place(said: Said, at: int) -> tuple[int, bool]:
    """Where the new name stands, and whether words say that it is a name; -1 where none is told."""
    end = ends_after_any(said.tokens, at, _CALLED)
    end = ends_after_any(said.tokens, end, _CALLED)
    if end > at:
        return end, not said.tokens[end - 1].is_mark(*_ARROWS)
    becomes = bool(said.helpers & {"become", "becomes"})
    return (at, False) if becomes and at == 0 else (-1, False)


def _name(tokens: Tokens, at: int, said: Said, scene: Scene, *, is_told: bool) -> str:
    """A name that no column has yet; where nothing says that it is one, it must be code and no type."""
    if at >= len(tokens) or not _may_be_name(tokens[at]):
        return ""
    token = tokens[at]
    owner, _, name = token.text.rpartition(".")
    is_code = token.is_literal or "_" in token.text or bool(owner)
    if not name.isidentifier() or (not is_told and (not is_code or type_at(tokens, at, in_prose=False)[0])):
        return ""
    is_quality = name.lower() in lexicon.REQUIRED | lexicon.OPTIONAL | {"unique", "null"}
    known = scene.entities[said.subject.entity].attributes
    return "" if is_quality or " ".join(words_of(name)) in known else name


def _may_be_name(token: Token) -> bool:
    """Code, or a plain word."""
    return token.is_literal or (token.kind is Kind.WORD and token.lower not in lexicon.NOT_A_NOUN)
