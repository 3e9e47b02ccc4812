"""Columns that others take the place of, or that get another type: which, and what the ticket says of the new ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.changes.paths import joined
from database_developer.reading.grammar.changes.places import columns_in, table_named, tables_in
from database_developer.reading.grammar.matching import ends_after_any, phrases, stands_in
from database_developer.reading.grammar.recipes.scopes import scope_of
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.scene import Scene, words_of
from database_developer.reading.transfers.lines import Line, Tokens

_EXCHANGING = phrases(
    "replace | replaced | replaces | turn | turned | turns | convert | converted | become | becomes | "
    "split | break | broken | divide | merge | merged | combine | combined | instead | rename | renamed | "
    "-> | → | join | concatenate | in place of | takes the place of | gives way to | into | transform | "
    "swap | exchange | put together | is stored as | stored as | superseded by | cut | taken apart | "
    "separate | separated | unite | store | change | call it | call the column | call this column | called | named | "
    "name it"
)
_VALUES = phrases("one of | either | with the values | with values | allowed values | possible values")
FILLED = phrases(
    "filled from | filled with what | taken from | computed from | derived from | populated from | parsed from | "
    "extracted from | from what is there | from what we have | from the existing | from the old"
)
_ARROWS = ("->", "→", "=>")
_PAIRING = lexicon.words("becomes become to")
_JOINTS = lexicon.words("by with into to as become becomes called named and")
_NO_NAMES = lexicon.words(
    "boolean bool integer int smallint bigint numeric decimal timestamptz timestamp date text varchar uuid json jsonb "
    "true false null utc yes no enum float real char two three separate single one new"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Exchange:
    """The columns that give way and those that come; without new ones the old one itself changes."""

    entity: str
    olds: tuple[str, ...]
    news: tuple[str, ...]
    line: Line


def exchanges_of(lines: tuple[Line, ...], scene: Scene) -> Iterator[Exchange]:
    """What new names take the place of, sentence by sentence; the likeliest table first."""
    told = [line for line in lines if not line.is_title]
    spoken = list(dict.fromkeys(one.entity for line in lines for one in tables_in(line.tokens, scene)))
    for line in told:
        is_told = stands_in(line.tokens, _EXCHANGING) or stands_in(line.tokens, FILLED)
        if not is_told or scope_of(line.tokens, scene) is not None:
            continue  # what rows get that are there already is a rule of its own
        several = list(_one_by_one(line, spoken, scene))
        if several:
            yield from several
            continue
        found = (_exchange(line, entity, lines, scene) for entity in _owners(spoken, line.tokens, scene))
        yield from islice((one for one in found if one is not None), 1)


def _less_values(tokens: Tokens) -> Tokens:
    """Without what stands behind "one of": values, and no names."""
    ends = (at for at in range(1, len(tokens)) if ends_after_any(tokens, at, _VALUES) > at)
    return tokens[: next(ends, len(tokens))]


def _one_by_one(line: Line, spoken: list[str], scene: Scene) -> Iterator[Exchange]:
    """ "`a.b` -> `c`, `d.e` -> `f`": several columns of which each gets one new name; () where there is but one."""
    found: list[Exchange] = []
    for old, new in [*_joined_pairs(joined(line.tokens, scene)), *_listed_pairs(joined(line.tokens, scene))]:
        entity = next((it for it in _owners(spoken, (old,), scene) if _is_column_of(old, it, scene)), None)
        name = new.text.rpartition(".")[2]
        if entity is not None and not _is_known(name, entity, scene):
            column = old.text.rpartition(".")[2]
            found.append(Exchange(entity=entity, olds=(column,), news=(name,), line=line))
    yield from found if len(found) > 1 else ()


def _listed_pairs(tokens: Tokens) -> Iterator[tuple[Token, Token]]:
    """ "`a.b` and `d.e` become (`c`, `f`)": as many paths as new names behind them."""
    paths = [at for at, token in enumerate(tokens) if _is_written_name(token) and "." in token.text]
    behind = [it for token in tokens[paths[-1] + 1 :] for it in (token.inside or (token,))] if paths else []
    news = [token for token in behind if _is_written_name(token)]
    tables = {tokens[at].text.partition(".")[0] for at in paths}
    if 1 < len(tables) == len(paths) == len(news):
        yield from zip((tokens[at] for at in paths), news, strict=True)


def _joined_pairs(tokens: Tokens) -> Iterator[tuple[Token, Token]]:
    """What stands on both sides of an arrow, or of "becomes", written as code is."""
    for old, joint, new in zip(tokens, tokens[1:], tokens[2:], strict=False):
        is_joint = joint.is_mark(*_ARROWS) or joint.is_in(_PAIRING)
        if is_joint and _is_written_name(old) and _is_written_name(new):
            yield old, new


def _is_written_name(token: Token) -> bool:
    is_code = token.kind is Kind.CODE or "_" in token.text or "." in token.text
    is_name = token.text.replace(".", "_").isidentifier() and token.lower not in _NO_NAMES
    return is_code and is_name and token.kind in {Kind.WORD, Kind.CODE}


def _is_column_of(token: Token, entity: str, scene: Scene) -> bool:
    table, _, name = token.text.rpartition(".")
    is_owner = not table or table_named(words_of(table), scene) == entity
    return is_owner and name in scene.entities[entity].attributes.values()


def _exchange(line: Line, entity: str, lines: tuple[Line, ...], scene: Scene) -> Exchange | None:
    """What the sentence puts in the place of the table's columns; "it" is the column named before."""
    tokens = _less_values(joined(line.tokens, scene))
    names = list(new_names(tokens, entity, scene))
    if not names:
        return None
    before = tokens[: names[0][0]]
    olds = tuple(dict.fromkeys(_olds(before, entity, scene)))
    if not olds and any(token.is_word("it", "this", "that", "them") for token in before):
        last = changing(lines[: lines.index(line)], scene)
        olds = last.olds if last is not None and last.entity == entity else ()
    news = tuple(dict.fromkeys(it for _, it in names))
    if not olds and stands_in(tokens, FILLED):
        olds = _filled_from(tokens, entity, lines[: lines.index(line)], scene)
    return Exchange(entity=entity, olds=olds, news=news, line=line) if olds else None


def _filled_from(tokens: Tokens, entity: str, before: tuple[Line, ...], scene: Scene) -> tuple[str, ...]:
    """The column named behind "filled from", else the only one that was spoken of before."""
    place = next(at for at in range(len(tokens)) if ends_after_any(tokens, at, FILLED) > at)
    named = tuple(dict.fromkeys(_olds(tokens[place:], entity, scene)))
    last = changing(before, scene) if not named else None
    return named or (last.olds if last is not None and last.entity == entity else ())


def are_alike(one: Exchange, other: Exchange) -> bool:
    """Whether both do the same to one column each: "price" and "price_cents", "fee" and "fee_cents"."""
    ends = [_added(it) for it in (one, other)]
    return ends[0] != "" and ends[0] == ends[1] and (one.entity, one.olds) != (other.entity, other.olds)


def _added(exchange: Exchange) -> str:
    """The "_cents" that comes to the old name."""
    if len(exchange.olds) != 1 or len(exchange.news) != 1:
        return ""
    [old], [new] = exchange.olds, exchange.news
    return new.removeprefix(old) if new.startswith(f"{old}_") else ""


def changing(lines: tuple[Line, ...], scene: Scene) -> Exchange | None:
    """The only column that the ticket names in code or by its whole name, with the sentence that names it first."""
    told = [line for line in lines if not line.is_title]
    spoken = list(dict.fromkeys(one.entity for line in lines for one in tables_in(line.tokens, scene)))
    for in_words in (False, True):
        for line in told:
            for entity in _owners(spoken, line.tokens, scene):
                found = dict.fromkeys(it for it in _named(joined(line.tokens, scene), entity, scene, in_words=in_words))
                if found:
                    return Exchange(entity=entity, olds=tuple(found), news=(), line=line)
    return None


def _owners(spoken: list[str], tokens: Tokens, scene: Scene) -> list[str]:
    """The tables that are spoken of, and those whose name stands before a column's."""
    paths = [one.entity for one in tables_in(joined(tokens, scene), scene)]
    others = sorted(scene.standing) if not spoken else []
    return list(dict.fromkeys((*paths, *spoken, *others, *sorted(scene.standing))))


def new_names(tokens: Tokens, entity: str, scene: Scene) -> Iterator[tuple[int, str]]:
    """Names in code that nothing has yet, and a bare word where a name must come."""
    for at, token in enumerate(tokens):
        if not token.text.replace(".", "_").isidentifier() or token.kind is Kind.QUOTED or token.lower in _NO_NAMES:
            continue
        name = token.text.rpartition(".")[2]
        is_code = token.kind is Kind.CODE or "_" in token.text
        if _is_elsewhere(token, entity, scene):
            continue  # a column of another table is no new name
        if (is_code or _is_bare_name(tokens, at)) and not _is_known(name, entity, scene):
            yield at, name


def _is_elsewhere(token: Token, entity: str, scene: Scene) -> bool:
    owner = table_named(words_of(token.text.rpartition(".")[0]), scene) if "." in token.text else None
    return owner is not None and owner != entity


def _is_bare_name(tokens: Tokens, at: int) -> bool:
    """ "Replaced by fulfilment, which ...": a word where nothing else follows; "nothing to convert" names none."""
    token, following = tokens[at], tokens[at + 1] if at + 1 < len(tokens) else None
    is_word = token.kind is Kind.WORD and token.lower not in lexicon.NOT_A_NOUN and at > 0
    is_deed = tokens[at - 1].is_word("to") and any(one.is_word("nothing", "no", "not") for one in tokens[:at][-4:])
    joint = (
        is_word
        and not is_deed
        and tokens[at - 1].is_word("by", "with", "into", "called", "named", "to", "becomes", "become")
    )
    is_end = following is None or following.kind is Kind.GROUP or following.is_mark(",", ";", ":", ".", "(")
    return bool(joint) and is_end


def _is_known(name: str, entity: str, scene: Scene) -> bool:
    is_column = name in scene.entities[entity].attributes.values()
    return is_column or table_named(words_of(name), scene) is not None


def _olds(tokens: Tokens, entity: str, scene: Scene) -> Iterator[str]:
    yield from _named(tokens, entity, scene, in_words=True)


def _named(tokens: Tokens, entity: str, scene: Scene, *, in_words: bool) -> Iterator[str]:
    for one in columns_in(tokens, entity, scene):
        token = tokens[one.start]
        is_code = token.kind is Kind.CODE or "_" in token.text or "." in token.text
        is_whole = " ".join(it.lower for it in tokens[one.start : one.end]) == " ".join(words_of(one.attribute))
        is_table = not is_code and table_named(tuple(words_of(token.text)), scene) == entity
        if one.attribute != "id" and not is_table and (is_code or (in_words and is_whole and _is_noun(token))):
            yield one.attribute


def _is_noun(token: Token) -> bool:
    return token.kind is Kind.WORD and token.lower not in lexicon.NOT_A_NOUN


def said_of(name: str, lines: tuple[Line, ...]) -> Iterator[Tokens]:
    """What is said right behind a new name: in brackets, or up to the next clause."""
    for line in lines:
        for at, token in enumerate(line.tokens):
            if token.text.rpartition(".")[2] == name:
                following = line.tokens[at + 1 : at + 2]
                inside = following[0].inside if following and following[0].kind is Kind.GROUP else ()
                if inside:
                    yield inside
                yield line.tokens[at + 1 + bool(inside) : _clause_end(line.tokens, at + 1)]


def _clause_end(tokens: Tokens, at: int) -> int:
    while at < len(tokens) and not tokens[at].is_mark(";", ".", ":") and not ends_after_any(tokens, at, ("and",)) > at:
        at += 1
    return at
