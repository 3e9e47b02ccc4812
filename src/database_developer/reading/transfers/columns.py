"""What the columns that move are called in the table that they go to."""

from __future__ import annotations

from collections.abc import Iterator

from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.attributes import is_substantial
from database_developer.reading.grammar.changes.places import table_named
from database_developer.reading.grammar.features import features_of
from database_developer.reading.grammar.tokens import Kind
from database_developer.reading.scene import words_of
from database_developer.reading.transfers.lines import Tokens
from database_developer.reading.transfers.plots import Plot

_USUAL = lexicon.words("name title label code value number text")


def named_pairs(plot: Plot, *, side_old: bool) -> tuple[tuple[str, str], ...]:
    """What each column is called in the new table: as it is told, else without the thing's own name."""
    told = list(told_names(plot))
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


def told_names(plot: Plot) -> tuple[str, ...]:
    """The columns that are listed right behind the new table's name: in brackets all of them."""
    tokens, at = plot.target.line.tokens, plot.target.end
    if at < len(tokens) and tokens[at].kind is Kind.GROUP:
        names = [one.phrase.name.replace(" ", "_") for one in features_of(tokens[at].inside) if is_substantial(one)]
    elif at < len(tokens) and tokens[at].is_word("with", "having", "containing", "holding"):
        names = list(_named_in_words(_up_to_clause(tokens[at + 1 :]), plot))
    else:
        return ()
    return tuple(dict.fromkeys(it for it in names if _is_column(it, plot)))


def _named_in_words(listed: Tokens, plot: Plot) -> Iterator[str]:
    known = {*map(str.lower, plot.origin.columns), *(_short(it, plot) for it in plot.origin.columns), *_USUAL}
    yield from (token.text for token in listed if token.lower in known or token.is_literal or "_" in token.text)


def _is_column(name: str, plot: Plot) -> bool:
    """Whether it is a column of the new table: no key of its own, no other table, no word for a rule."""
    is_rule = name in {"id", "unique", "required", "mandatory", "not_null", "optional", "there_simply"}
    return not is_rule and not _is_own_key(name, plot) and table_named(words_of(name), plot.scene) is None


def _is_own_key(name: str, plot: Plot) -> bool:
    return name.removesuffix("_id") in {it.replace(" ", "_") for it in (plot.origin.entity, plot.target.entity)}


def _up_to_clause(tokens: Tokens) -> Tokens:
    for at, token in enumerate(tokens):
        if token.is_mark(";", ".", ":") or token.is_word("which", "that", "then", "so", "where", "instead", "from"):
            return tokens[:at]
    return tokens


def _short(column: str, plot: Plot) -> str:
    """ "emergency_name" of the emergency contacts is "name"."""
    words = words_of(column)
    for stem in (plot.target.entity.split(), plot.target.entity.split()[:1], plot.target.entity.split()[-1:]):
        if words[: len(stem)] == tuple(stem) and len(words) > len(stem):
            return "_".join(words[len(stem) :])
    return column


def _usual(column: str, plot: Plot, *, side_old: bool) -> str:
    """Of things that are referred to, what was called as the thing itself is its name."""
    is_whole = " ".join(words_of(column)) in {plot.target.entity, plot.target.entity.rpartition(" ")[2]}
    return "name" if is_whole and side_old and "name" not in plot.origin.columns else _short(column, plot)
