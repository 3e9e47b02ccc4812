"""The standing table whose values go elsewhere, and which of its columns hold them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from database_developer.reading.grammar.changes.places import columns_in, tables_in
from database_developer.reading.grammar.tokens import Kind
from database_developer.reading.inflection import singular_phrase
from database_developer.reading.scene import Scene, words_of
from database_developer.reading.transfers.lines import Line, Tokens
from database_developer.reading.transfers.spans import MOVED, behind, gone
from database_developer.reading.transfers.targets import Target

_KEY = "id"


@dataclass(frozen=True, kw_only=True, slots=True)
class Origin:
    """A standing table and some of its columns; ``is_told`` where the ticket names these itself."""

    entity: str
    columns: tuple[str, ...]
    is_told: bool = False


def origins_of(lines: tuple[Line, ...], target: str, scene: Scene) -> Iterator[Origin]:
    """The tables of which a column is named, then those of which one is called as the target is; likeliest first."""
    spoken = [one.entity for line in lines for one in tables_in(line.tokens, scene)]
    tables = [it for it in dict.fromkeys(spoken) if it != target]
    others = [it for it in sorted(scene.standing) if it not in tables and it != target]
    found = [_told(lines, entity, scene) for entity in tables]
    yield from (one for one in found if one.columns)
    alike = [Origin(entity=it, columns=tuple(_alike(it, target, scene))) for it in (*tables, *others)]
    yield from (one for one in alike if one.columns)
    owners = [_told(lines, entity, scene, in_code_only=True) for entity in others]
    yield from (one for one in owners if one.columns)


def _told(lines: tuple[Line, ...], entity: str, scene: Scene, *, in_code_only: bool = False) -> Origin:
    """The columns that are named in code, or that something is done to by their names in words."""
    told = [line.tokens for line in lines]
    found = dict.fromkeys(it for tokens in told for it in _named(tokens, entity, scene, in_words=False))
    going = [span for tokens in told for span in gone(tokens)]
    moved = [span for tokens in told for span in behind(tokens, MOVED)]
    for spans in () if in_code_only else (going, moved):
        named = [it for span in spans for it in _named(span, entity, scene, in_words=True)]
        if named:  # what goes is what moves, where both are told
            return Origin(entity=entity, columns=tuple(dict.fromkeys((*found, *named))), is_told=True)
    return Origin(entity=entity, columns=tuple(found), is_told=True)


def _named(tokens: Tokens, entity: str, scene: Scene, *, in_words: bool) -> Iterator[str]:
    for one in columns_in(tokens, entity, scene):
        token = tokens[one.start]
        is_code = one.end == one.start + 1 and (token.kind is Kind.CODE or "_" in token.text or "." in token.text)
        if one.attribute != _KEY and (is_code or (in_words and _says_it(tokens[one.start : one.end], one.attribute))):
            yield one.attribute


def _says_it(tokens: Tokens, column: str) -> bool:
    """Whether the words are the column's own name, and not only part of it."""
    return " ".join(token.lower for token in tokens) in {" ".join(words_of(column)), column.lower()}


def related(origin: Origin, target: Target, scene: Scene) -> Origin:
    """The columns that are called as the target is, or that the sentence which names it names before it or lets go."""
    tokens = target.line.tokens
    spans = [tokens[: target.end], *gone(tokens)]
    named = {it for span in spans for it in _named(span, origin.entity, scene, in_words=True)}
    named |= set(_alike(origin.entity, target.entity, scene))
    return replace(origin, columns=tuple(it for it in origin.columns if it in named))


def _alike(entity: str, target: str, scene: Scene) -> Iterator[str]:
    """The columns that are called as the target is: "breed" of the breeds, "supplier_email" of the suppliers."""
    stems = [stem for stem in _stems(entity, target) if stem != entity]
    for column in scene.entities[entity].attributes.values():
        words = words_of(column)
        if any(words[: len(stem.split())] == tuple(stem.split()) for stem in stems) and words != (_KEY,):
            yield column


def _stems(entity: str, target: str) -> Iterable[str]:
    """The target's name, and what is left of it where it begins with the table's: the "phone" of "member phone"."""
    one = " ".join(singular_phrase(tuple(target.split())))
    yield one
    for owner in (entity, entity.rpartition(" ")[2]):
        if one.startswith(f"{owner} "):
            yield one.removeprefix(f"{owner} ")


def is_reference(column: str) -> bool:
    """ "teacher_id": whether the column holds another table's key, as far as its name tells."""
    words = words_of(column)
    return len(words) > 1 and words[-1] == _KEY
