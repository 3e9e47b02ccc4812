"""The table that values go to: one that is yet to be made, or one that stands and has them already."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from database_developer.model.inflection import plural
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.changes.places import table_named, tables_in
from database_developer.reading.grammar.matching import ends_after_any, phrases, stands_in
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.inflection import is_plural, singular_phrase
from database_developer.reading.scene import Scene, words_of
from database_developer.reading.transfers.lines import Line, Tokens

_NO_NAMES = lexicon.words(
    "own new separate another dedicated extra child lookup look-up join link junction linking joining reference "
    "proper real this that the a an its their same existing second master small simple bridge cross mapping pivot "
    "normalised normalized single one central each every database db detail side sub main old whole in of from to "
    "into as by with for and or parent associative many-to-many n:m"
)
_OWN = phrases(
    "own table | table of their own | table of its own | tables of their own | separate table | "
    "table for themselves | lookup table | look-up table"
)
_OWNING = phrases(
    "get their | gets its | should get their | should live in their | live in their | belong in their | "
    "belong in a | belongs in a | belong into their | deserve their | deserve a | need their | need a | "
    "want their | get a | should have their | have their | should become their | go into their | "
    "should be kept in their | belong to their | should be in their | should be stored in their | "
    "must get their | should get a | move to their | should move to their | move into their | go to their | "
    "belongs in its | should live in a | should have a"
)
_INTO = lexicon.words("into to in")


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """The table, the sentence that names it first, and where its words end there; ``name`` "" for one that stands.

    ``is_owned`` where things are to get a table of their own.
    """

    entity: str
    name: str
    line: Line
    end: int
    is_owned: bool = False


def new_targets(lines: tuple[Line, ...], scene: Scene) -> Iterator[Target]:
    """Tables that the ticket names and that do not stand, those called a table first."""
    named = [one for line in lines for one in _called_tables(line, scene)]
    named += [one for line in lines for one in _owned(line, scene)]
    named += [one for line in lines for one in _gone_to(line, scene)]
    named += [one for line in lines for one in _of_its_column(line, scene)]
    seen: set[str] = set()
    for one in named:
        if one.entity not in seen and not one.line.is_title:
            seen.add(one.entity)
            yield one


def _called_tables(line: Line, scene: Scene) -> Iterator[Target]:
    """ "The `x` table", "a breeds table", "table `x`", "own table x", "a table of its own, `x`"."""
    tokens = line.tokens
    for at, token in enumerate(tokens):
        if not token.is_in(lexicon.TABLE_NOUNS):
            continue
        behind = _behind(tokens, at + 1)
        if behind is not None and _is_name(tokens[behind]):
            yield from _target(tokens[behind], behind + 1, line, scene)
        elif at and _is_name(tokens[at - 1]):
            yield from _target(tokens[at - 1], at + 1, line, scene)


def _behind(tokens: Tokens, at: int) -> int | None:
    """The place of the name behind "table"."""
    at = ends_after_any(
        tokens, at, ("of its own", "of their own", "for them", "of its own called", "for that", "for it")
    )
    called = at < len(tokens) and tokens[at].is_word("called", "named")
    while at < len(tokens) and (tokens[at].is_word("called", "named") or tokens[at].is_mark(",", ":", "->", "→", "-")):
        at += 1
    if at >= len(tokens):
        return None
    is_code = tokens[at].is_literal or "_" in tokens[at].text
    return at if is_code or called or (tokens[at].kind is Kind.WORD and is_plural(tokens[at].lower)) else None


def _is_name(token: Token) -> bool:
    is_written = token.is_literal or token.kind is Kind.WORD
    return is_written and token.text.isidentifier() and not token.is_in(_NO_NAMES | lexicon.NOT_A_NOUN)


def _owned(line: Line, scene: Scene) -> Iterator[Target]:
    """ "Couriers should live in their own table": the things that get one give it its name."""
    tokens = line.tokens
    for at in range(1, len(tokens)):
        end = ends_after_any(tokens, at, _OWNING)
        own = ends_after_any(tokens, end, _OWN) if end > at else end
        thing = tokens[at - 1]
        if own > end and thing.kind is Kind.WORD and is_plural(thing.lower):
            yield from (replace(one, is_owned=True) for one in _target(thing, own, line, scene))


def _of_its_column(line: Line, scene: Scene) -> Iterator[Target]:
    """ "Factor the publisher out of books into its own table": called as the column is, for several."""
    tokens = line.tokens
    own = next((end for at in range(len(tokens)) if (end := ends_after_any(tokens, at, _OWN)) > at), 0)
    is_named = any(True for _ in (*_called_tables(line, scene), *_gone_to(line, scene)))
    for token in tokens if own and not is_named else ():
        name = token.lower.rpartition(".")[2]
        if name.isidentifier() and not token.is_in(lexicon.NOT_A_NOUN) and _has_column(name, scene):
            entity = " ".join(singular_phrase(words_of(name)))
            yield Target(entity=entity, name=plural(name), line=line, end=own, is_owned=True)
            return


def _has_column(name: str, scene: Scene) -> bool:
    return any(name in scene.entities[it].attributes.values() for it in scene.standing)


def _gone_to(line: Line, scene: Scene) -> Iterator[Target]:
    """ "Move a and b to emergency_contacts": a name in code that nothing has yet, for several."""
    tokens = line.tokens
    for at, token in enumerate(tokens[1:], start=1):
        is_code = (token.is_literal or "_" in token.text) and token.text.isidentifier()
        words = words_of(token.text)
        if is_code and tokens[at - 1].is_in(_INTO) and singular_phrase(words) != words and not _is_column(token, scene):
            yield from _target(token, at + 1, line, scene)


def _target(token: Token, end: int, line: Line, scene: Scene) -> Iterator[Target]:
    words = words_of(token.text)
    if table_named(words, scene) is None and not _is_column(token, scene):
        name = token.text if token.text.islower() or "_" in token.text else token.text.lower()
        entity = " ".join(singular_phrase(words))
        yield Target(entity=entity, name=name, line=line, end=end)


def _is_column(token: Token, scene: Scene) -> bool:
    """Whether a standing table has a column of exactly this name."""
    return _has_column(token.text, scene)


_REFERRING = phrases(
    "refer | refers | reference | references | referencing | referring | point to | points to | "
    "pointing to | foreign key | look up | looking up | looked up | by its code | by the code | by code | "
    "by name | by the name | link to | linked to"
)


def standing_targets(lines: tuple[Line, ...], scene: Scene) -> Iterator[Target]:
    """Standing tables that another one's column is to refer to."""
    told = [line for line in lines if not line.is_title]
    if not any(stands_in(line.tokens, _REFERRING) for line in told):
        return
    for line in told:
        for one in tables_in(line.tokens, scene):
            yield Target(entity=one.entity, name="", line=line, end=one.end)
