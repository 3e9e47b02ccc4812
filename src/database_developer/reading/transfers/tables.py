"""Columns whose values get a table of their own, as several sentences tell it together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from database_developer.model.request import (
    AttributeAsk,
    Cardinality,
    EntityAsk,
    MoveAsk,
    Quote,
    RelationAsk,
    RemovalAsk,
    UniqueAsk,
)
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.attributes import is_substantial
from database_developer.reading.grammar.changes.places import table_named, tables_in
from database_developer.reading.grammar.features import features_of
from database_developer.reading.grammar.findings import Finding
from database_developer.reading.grammar.matching import ends_after_any, phrases, stands_in
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.inflection import singular
from database_developer.reading.scene import Scene, words_of
from database_developer.reading.transfers.lines import Line, Tokens
from database_developer.reading.transfers.origins import Origin, is_reference, origins_of
from database_developer.reading.transfers.spans import gone
from database_developer.reading.transfers.targets import Target, new_targets, standing_targets
from database_developer.reading.transfers.told import Told

_MANY = lexicon.words("several many multiple various numerous")
_MANY_TURNS = phrases(
    "more than one | any number | any count | is not enough | isn't enough | is too few | as many | a number of | "
    "two or more | one or more | only one | just one | precisely one | exactly one | at most one | lots of | "
    "who owns what | a second | only lets one | in one"
)
_SINGLE = phrases("one to one | one-to-one | 1:1")
_CARRIED = phrases(
    "fill it | filled from | fill | existing | what is there | what's there | what we have | what we've got | "
    "the ones we have | carry | carrying | carried | taking | take | taken over | take over | bring | copy | copied | "
    "keep | keeps | along | populate | populated | current | present | today's | today | distinct | transfer | "
    "migrate | nothing may get lost | must not get lost | don't lose | no data | without losing | retain | preserved | "
    "preserve | backfill | move | moved | all the values | move the existing | not be lost | not get lost | skip"
)
_REFERS = phrases(
    "refer | refers | reference | references | point to | points to | pointing | via | linked | link | links | look up | "
    "looking up | looked up | foreign key | lookup | look-up | belongs to | belong to | by its id | by id"
)
_ALIKE = phrases(
    "repeated | repeats | repeat | typed in | typed | free text | free-text | freely | over and over | distinct | "
    "same | duplicated | again and again | each distinct | once per | normalise | normalize | normalised | unique | "
    "spelt | spelled | misspelt | spellings"
)
_PLACED = phrases(
    "move | moves | moved | turn | replace | replaced | extract | -> | → | split | pull | factor | becomes | become | "
    "normalise | normalize | outsource | instead of"
)
_REQUIRED = lexicon.words("mandatory required obligatory compulsory")
_REQUIRED_TURNS = phrases("not null | must be set | must always | never empty | never null | every row has")
_MUST_REFER = phrases("must belong to | must have a | must have an | must refer to | must point to | must reference")
_UNIQUE = lexicon.words("unique distinct once")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Plot:
    """Who moves what to where."""

    target: Target
    origin: Origin
    lines: tuple[Line, ...]
    scene: Scene

    @property
    def quote(self) -> Quote:
        return self.target.line.quote


def read(lines: tuple[Line, ...], scene: Scene) -> Told | None:
    """The first table that something goes to; None where no column goes anywhere."""
    for target in new_targets(lines, scene):
        origin = next(origins_of(lines, target.entity, scene), None)
        if origin is not None and (told := _to_new(_Plot(target=target, origin=origin, lines=lines, scene=scene))):
            return told
    return _to_standing(lines, scene)


def _to_standing(lines: tuple[Line, ...], scene: Scene) -> Told | None:
    """A column gives way to a reference to a table that has its values already."""
    for target in standing_targets(lines, scene):
        origin = next((it for it in origins_of(lines, target.entity, scene) if _fits(it, target)), None)
        if origin is None:
            continue
        plot = _Plot(target=target, origin=origin, lines=lines, scene=scene)
        if any(_drops(line, plot) for line in lines) or _is_placed(plot):
            return Told(findings=tuple(_looked_up(plot)), lines=_used(plot))
    return None


def _fits(origin: Origin, target: Target) -> bool:
    """Whether the only column is called as the table is ("zone_code"), and is no reference yet."""
    one = target.entity.rpartition(" ")[2]
    return len(origin.columns) == 1 and one in words_of(origin.columns[0]) and not is_reference(origin.columns[0])


def _looked_up(plot: _Plot) -> Iterator[Finding]:
    new, old, [column] = plot.target.entity, plot.origin.entity, plot.origin.columns
    yield RelationAsk(child=old, parent=new, required=True if _requires(plot) else None, quote=_quote_of_tie(plot))
    yield MoveAsk(source=old, target=new, columns=(column,), quote=plot.quote)


def _to_new(plot: _Plot) -> Told | None:
    if not _is_moved(plot):
        return None
    is_link = all(map(is_reference, plot.origin.columns))
    side_old = not is_link and _old_refers(plot)
    side_new = is_link or (not side_old and _has_many(plot))
    if not (side_old or side_new or _is_single(plot)):
        return None
    names = () if is_link else _named_pairs(plot, side_old=side_old)
    findings = [*_table(plot, names, is_link=is_link), *_tied(plot, side_old=side_old, is_link=is_link)]
    findings += _moved(plot, names, side_old=side_old, is_link=is_link)
    return Told(findings=tuple(findings), lines=_used(plot))


def _is_moved(plot: _Plot) -> bool:
    """Whether values are told to go over, or their columns to go: else it is only a table beside the other."""
    told = [line for line in plot.lines if not line.is_title]
    if plot.target.is_owned:
        return True
    is_gone = any(_drops(line, plot) for line in told)
    is_carried = any(stands_in(line.tokens, _CARRIED) for line in told)
    is_placed = plot.origin.is_told and any(stands_in(line.tokens, _PLACED) for line in told)
    return is_gone or is_carried or is_placed


def _drops(line: Line, plot: _Plot) -> bool:
    """Whether the old columns go: by their names, or as "the text", "the old column", "both columns"."""
    spans = list(gone(line.tokens))
    names = {*plot.origin.columns, *(" ".join(words_of(it)) for it in plot.origin.columns)}
    return any(any(token.lower in names or token.is_in(_OLD_NOUNS) for token in span) for span in spans) or any(
        token.lower.rpartition(".")[2] in names for span in spans for token in span
    )


_OLD_NOUNS = lexicon.words("text column columns field fields string strings it them both flag")


def _old_refers(plot: _Plot) -> bool:
    """Whether the old rows are to refer to the new ones, several of them to the same."""
    one = singular(plot.target.entity.rpartition(" ")[2])
    wanted = {f"{plot.target.entity.replace(' ', '_')}_id", f"{one}_id"}
    words = {token.lower.rpartition(".")[2] for line in plot.lines for token in _flat(line.tokens)}
    if wanted & words:
        return True
    if _has_many(plot):
        return False
    return any(stands_in(line.tokens, _REFERS) or stands_in(line.tokens, _ALIKE) for line in plot.lines)


def _flat(tokens: Tokens) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _flat(token.inside)


def _has_many(plot: _Plot) -> bool:
    """ "A member can have several phones": whether one old row has many new ones."""
    for line in plot.lines:
        for at, token in enumerate(line.tokens):
            is_many = token.is_in(_MANY) or ends_after_any(line.tokens, at, _MANY_TURNS) > at
            if is_many and not _is_about_target(line.tokens[:at], plot):
                return True
    return False


def _is_about_target(before: Tokens, plot: _Plot) -> bool:
    """ "A supplier has many products" tells the other direction."""
    names = {one.entity for one in tables_in(before, plot.scene)}
    words = {singular(token.lower) for token in before}
    return plot.target.entity.rpartition(" ")[2] in words and plot.origin.entity not in names


def _is_single(plot: _Plot) -> bool:
    """ "One address per member"."""
    owner = plot.origin.entity.rpartition(" ")[2]
    turns = (f"per {owner}", f"for each {owner}", f"for every {owner}", *_SINGLE)
    return any(stands_in(line.tokens, turns) for line in plot.lines)


def _named_pairs(plot: _Plot, *, side_old: bool) -> tuple[tuple[str, str], ...]:
    """What each column is called in the new table: as it is told, else without the thing's own name."""
    told = list(_told_names(plot))
    found: dict[str, str] = {}
    for column in plot.origin.columns:
        name = next((it for it in (_short(column, plot), column) if it in told), None)
        if name is not None:
            found[column] = name
            told.remove(name)
    left = [it for it in plot.origin.columns if it not in found]
    if len(left) == len(told) == 1:
        found[left[0]] = told[0]
    return tuple((found.get(it) or _usual(it, plot, side_old=side_old), it) for it in plot.origin.columns)


def _told_names(plot: _Plot) -> tuple[str, ...]:
    """The columns that are listed right behind the new table's name: in brackets all of them."""
    tokens, at = plot.target.line.tokens, plot.target.end
    if at < len(tokens) and tokens[at].kind is Kind.GROUP:
        names = [one.phrase.name.replace(" ", "_") for one in features_of(tokens[at].inside) if is_substantial(one)]
    elif at < len(tokens) and tokens[at].is_word("with", "having", "containing", "holding"):
        names = list(_named_in_words(_up_to_clause(tokens[at + 1 :]), plot))
    else:
        return ()
    return tuple(dict.fromkeys(it for it in names if _is_column(it, plot)))


def _named_in_words(listed: Tokens, plot: _Plot) -> Iterator[str]:
    known = {*map(str.lower, plot.origin.columns), *(_short(it, plot) for it in plot.origin.columns), *_USUAL}
    yield from (token.text for token in listed if token.lower in known or token.is_literal or "_" in token.text)


def _is_column(name: str, plot: _Plot) -> bool:
    """Whether it is a column of the new table: no key of its own, no other table, no word for a rule."""
    is_rule = name in {"id", "unique", "required", "mandatory", "not_null", "optional", "there_simply"}
    return not is_rule and not _is_own_key(name, plot) and table_named(words_of(name), plot.scene) is None


_USUAL = lexicon.words("name title label code value number text")


def _is_own_key(name: str, plot: _Plot) -> bool:
    return name.removesuffix("_id") in {it.replace(" ", "_") for it in (plot.origin.entity, plot.target.entity)}


def _up_to_clause(tokens: Tokens) -> Tokens:
    for at, token in enumerate(tokens):
        if token.is_mark(";", ".", ":") or token.is_word("which", "that", "then", "so", "where", "instead", "from"):
            return tokens[:at]
    return tokens


def _short(column: str, plot: _Plot) -> str:
    """ "emergency_name" of the emergency contacts is "name"."""
    words = words_of(column)
    for stem in (plot.target.entity.split(), plot.target.entity.split()[:1], plot.target.entity.split()[-1:]):
        if words[: len(stem)] == tuple(stem) and len(words) > len(stem):
            return "_".join(words[len(stem) :])
    return column


def _usual(column: str, plot: _Plot, *, side_old: bool) -> str:
    """Of things that are referred to, what was called as the thing itself is its name."""
    is_whole = " ".join(words_of(column)) in {plot.target.entity, plot.target.entity.rpartition(" ")[2]}
    return "name" if is_whole and side_old and "name" not in plot.origin.columns else _short(column, plot)


def _table(plot: _Plot, names: tuple[tuple[str, str], ...], *, is_link: bool) -> Iterator[Finding]:
    entity = plot.target.entity
    yield EntityAsk(entity=entity, table=plot.target.name, quote=plot.quote)
    for new in dict.fromkeys((*(it for it, _ in names), *_told_names(plot))) if not is_link else ():
        yield AttributeAsk(entity=entity, attribute=new, quote=plot.quote)


def _tied(plot: _Plot, *, side_old: bool, is_link: bool) -> Iterator[Finding]:
    if is_link:
        return
    new, old = plot.target.entity, plot.origin.entity
    if side_old:
        required = True if _requires(plot) else None
        yield RelationAsk(child=old, parent=new, required=required, quote=_quote_of_tie(plot))
        return
    one = _is_single(plot) and not _has_many(plot)
    kind = Cardinality.ONE_TO_ONE if one else Cardinality.MANY_TO_ONE
    yield RelationAsk(child=new, parent=old, required=True, cardinality=kind, quote=plot.quote)


def _requires(plot: _Plot) -> bool:
    """Whether the new reference is called mandatory."""
    key = f"{plot.target.entity.rpartition(' ')[2]}_id"
    for line in plot.lines:
        if any(key in token.lower for token in _flat(line.tokens)):
            words = line.statement.words
            return bool(words & _REQUIRED) or stands_in(line.tokens, _REQUIRED_TURNS)
    return any(stands_in(line.tokens, _MUST_REFER) for line in plot.lines)


def _quote_of_tie(plot: _Plot) -> Quote:
    told = (line for line in plot.lines if not line.is_title and stands_in(line.tokens, _REFERS))
    return next((line.quote for line in told), plot.quote)


def _moved(plot: _Plot, names: tuple[tuple[str, str], ...], *, side_old: bool, is_link: bool) -> Iterator[Finding]:
    entity = plot.target.entity
    if side_old and (len(names) == 1 or _says_unique(plot)):
        yield UniqueAsk(entity=entity, attributes=tuple(new for new, _ in names), quote=plot.quote)
    dropping = next((line for line in plot.lines if not line.is_title and _drops(line, plot)), None)
    goes = dropping is not None or _is_placed(plot) or is_link
    columns = plot.origin.columns if goes else ()
    source = plot.origin.entity
    yield MoveAsk(source=source, target=entity, columns=columns, given=names, is_link=is_link, quote=plot.quote)
    if dropping is not None:
        for column in plot.origin.columns:
            yield RemovalAsk(entity=plot.origin.entity, attribute=column, quote=dropping.quote)


def _is_placed(plot: _Plot) -> bool:
    """ "Move a to ...", "turn a into ...": the column itself goes."""
    return plot.origin.is_told and any(stands_in(line.tokens, _PLACED) for line in plot.lines if not line.is_title)


def _says_unique(plot: _Plot) -> bool:
    tokens = plot.target.line.tokens
    near = tokens[max(0, plot.target.end - 4) : plot.target.end + 8]
    return any(token.is_in(_UNIQUE) for token in _flat(near))


def _used(plot: _Plot) -> tuple[Line, ...]:
    """The sentences that have a part in it."""
    return tuple(line for line in plot.lines if not line.is_title and _has_part(line, plot))


def _has_part(line: Line, plot: _Plot) -> bool:
    if line is plot.target.line or _drops(line, plot):
        return True
    spoken = {one.entity for one in tables_in(line.tokens, plot.scene)}
    words = {singular(token.lower) for token in _flat(line.tokens)}
    is_about = plot.origin.entity in spoken or plot.target.entity.rpartition(" ")[2] in words
    is_carrying = stands_in(line.tokens, _CARRIED) and (is_about or len(line.tokens) < _SHORT)
    many = any(token.is_in(_MANY) for token in line.tokens) or stands_in(line.tokens, _MANY_TURNS)
    return is_carrying or (is_about and (many or stands_in(line.tokens, _REFERS)))


_SHORT = 14  # words of a sentence that may leave open what it speaks of
