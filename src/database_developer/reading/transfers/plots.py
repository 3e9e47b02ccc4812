"""Who moves what to which table, and what the sentences say of it together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from database_developer.model.request import (
    Quote,
)
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.changes.places import tables_in
from database_developer.reading.grammar.matching import ends_after_any, phrases, stands_in
from database_developer.reading.grammar.tokens import Token
from database_developer.reading.inflection import singular
from database_developer.reading.scene import Scene, words_of
from database_developer.reading.transfers.lines import Line, Tokens
from database_developer.reading.transfers.origins import Origin
from database_developer.reading.transfers.spans import gone
from database_developer.reading.transfers.targets import Target

_MANY = lexicon.words("several many multiple various numerous")
_MANY_TURNS = phrases(
    "more than one | any number | any count | is not enough | isn't enough | is too few | as many | "
    "a number of | two or more | one or more | only one | just one | precisely one | exactly one | "
    "at most one | lots of | who owns what | a second | only lets one | in one"
)
_SINGLE = phrases("one to one | one-to-one | 1:1")
_CARRIED = phrases(
    "fill it | filled from | fill | existing | what is there | what's there | what we have | "
    "what we've got | the ones we have | carry | carrying | carried | taking | taken over | "
    "take over | bring | copy | copied | along | populate | populated | current | present | "
    "today's | today | distinct | transfer | migrate | nothing may get lost | must not get lost | "
    "don't lose | without losing | retain | preserved | preserve | backfill | move | moved | "
    "all the values | move the existing | not be lost | not get lost | skip"
)
_DENIED = phrases(
    "not affected | not touched | unaffected | untouched | nothing to migrate | nothing to move | not moved | "
    "stay where they are | stays where it is | no data to | not migrated | nothing is moved | remain where they are"
)
_REFERS = phrases(
    "refer | refers | reference | references | point to | points to | pointing | via | linked | link | "
    "links | look up | looking up | looked up | foreign key | lookup | look-up | belongs to | belong to | "
    "by its id | by id"
)
_ALIKE = phrases(
    "repeated | repeats | repeat | typed in | typed | free text | free-text | freely | over and over | "
    "distinct | same | duplicated | again and again | each distinct | once per | normalise | normalize | "
    "normalised | unique | spelt | spelled | misspelt | spellings"
)
_PLACED = phrases(
    "move | moves | moved | turn | replace | replaced | extract | -> | → | split | pull | factor | becomes | "
    "become | normalise | normalize | outsource | instead of"
)
_REQUIRED = lexicon.words("mandatory required obligatory compulsory")
_REQUIRED_TURNS = phrases("not null | must be set | must always | never empty | never null | every row has")
_MUST_REFER = phrases("must belong to | must have a | must have an | must refer to | must point to | must reference")
_UNIQUE = lexicon.words("unique distinct once")
_OLD_NOUNS = lexicon.words("text column columns field fields string strings it them both flag")
_SHORT = 14  # words of a sentence that may leave open what it speaks of


@dataclass(frozen=True, kw_only=True, slots=True)
class Plot:
    """Who moves what to where."""

    target: Target
    origin: Origin
    lines: tuple[Line, ...]
    scene: Scene

    @property
    def quote(self) -> Quote:
        """The sentence that names the target."""
        return self.target.line.quote


def is_moved(plot: Plot) -> bool:
    """Whether values are told to go over, or their columns to go: else it is only a table beside the other."""
    told = [line for line in plot.lines if not line.is_title]
    if plot.target.is_owned:
        return True
    is_gone = any(drops(line, plot) for line in told)
    is_carried = any(stands_in(line.tokens, _CARRIED) and not _denies(line) for line in told)
    is_placed = plot.origin.is_told and any(stands_in(line.tokens, _PLACED) for line in told)
    return is_gone or is_carried or is_placed


def _denies(line: Line) -> bool:
    """ "Existing members are not affected", "nothing to migrate"."""
    return stands_in(line.tokens, _DENIED)


def drops(line: Line, plot: Plot) -> bool:
    """Whether the old columns go: by their names, or as "the text", "the old column", "both columns"."""
    spans = list(gone(line.tokens))
    names = {*plot.origin.columns, *(" ".join(words_of(it)) for it in plot.origin.columns)}
    return any(any(token.lower in names or token.is_in(_OLD_NOUNS) for token in span) for span in spans) or any(
        token.lower.rpartition(".")[2] in names for span in spans for token in span
    )


def old_refers(plot: Plot) -> bool:
    """Whether the old rows are to refer to the new ones, several of them to the same."""
    one = singular(plot.target.entity.rpartition(" ")[2])
    wanted = {f"{plot.target.entity.replace(' ', '_')}_id", f"{one}_id"}
    words = {token.lower.rpartition(".")[2] for line in plot.lines for token in _flat(line.tokens)}
    if wanted & words:
        return True
    if has_many(plot):
        return False
    return any(stands_in(line.tokens, _REFERS) or stands_in(line.tokens, _ALIKE) for line in plot.lines)


def _flat(tokens: Tokens) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _flat(token.inside)


def has_many(plot: Plot) -> bool:
    """ "A member can have several phones": whether one old row has many new ones."""
    for line in plot.lines:
        for at, token in enumerate(line.tokens):
            is_many = token.is_in(_MANY) or ends_after_any(line.tokens, at, _MANY_TURNS) > at
            if is_many and not _is_about_target(line.tokens[:at], plot):
                return True
    return False


def _is_about_target(before: Tokens, plot: Plot) -> bool:
    """ "A supplier has many products" tells the other direction."""
    names = {one.entity for one in tables_in(before, plot.scene)}
    words = {singular(token.lower) for token in before}
    return plot.target.entity.rpartition(" ")[2] in words and plot.origin.entity not in names


def is_single(plot: Plot) -> bool:
    """ "One address per member"."""
    owner = plot.origin.entity.rpartition(" ")[2]
    turns = (f"per {owner}", f"for each {owner}", f"for every {owner}", *_SINGLE)
    return any(stands_in(line.tokens, turns) for line in plot.lines)


def requires(plot: Plot) -> bool:
    """Whether the new reference is called mandatory."""
    key = f"{plot.target.entity.rpartition(' ')[2]}_id"
    for line in plot.lines:
        if any(key in token.lower for token in _flat(line.tokens)):
            words = line.statement.words
            return bool(words & _REQUIRED) or stands_in(line.tokens, _REQUIRED_TURNS)
    return any(stands_in(line.tokens, _MUST_REFER) for line in plot.lines)


def quote_of_tie(plot: Plot) -> Quote:
    """The sentence that tells of the reference, else the one that names the target."""
    told = (line for line in plot.lines if not line.is_title and stands_in(line.tokens, _REFERS))
    return next((line.quote for line in told), plot.quote)


def is_placed(plot: Plot) -> bool:
    """ "Move a to ...", "turn a into ...": the column itself goes."""
    return plot.origin.is_told and any(stands_in(line.tokens, _PLACED) for line in plot.lines if not line.is_title)


def says_unique(plot: Plot) -> bool:
    """Whether the target's columns are called unique where it is named."""
    tokens = plot.target.line.tokens
    near = tokens[max(0, plot.target.end - 4) : plot.target.end + 8]
    return any(token.is_in(_UNIQUE) for token in _flat(near))


def used(plot: Plot) -> tuple[Line, ...]:
    """The sentences that have a part in it."""
    return tuple(line for line in plot.lines if not line.is_title and _has_part(line, plot))


def _has_part(line: Line, plot: Plot) -> bool:
    if line is plot.target.line or drops(line, plot):
        return True
    spoken = {one.entity for one in tables_in(line.tokens, plot.scene)}
    words = {singular(token.lower) for token in _flat(line.tokens)}
    is_about = plot.origin.entity in spoken or plot.target.entity.rpartition(" ")[2] in words
    is_carrying = stands_in(line.tokens, _CARRIED) and (is_about or len(line.tokens) < _SHORT)
    many = any(token.is_in(_MANY) for token in line.tokens) or stands_in(line.tokens, _MANY_TURNS)
    return is_carrying or (is_about and (many or stands_in(line.tokens, _REFERS)))
