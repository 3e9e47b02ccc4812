""" "... must be unique per country", "... may occur only once", "... is no longer unique"."""

from __future__ import annotations

from database_developer.model.request import UnconstrainAsk, UniqueAsk
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.changes.places import Tokens, column_of, columns_in, table_at
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.matching import ends_after_any, phrases, skipped
from database_developer.reading.grammar.predicates.said import Said
from database_developer.reading.grammar.tokens import Kind
from database_developer.reading.scene import Scene, words_of

_UNIQUE = phrases("unique | unique together | together unique | together be unique | made unique | make it unique")
_ONCE = phrases(
    "appear only once | occur only once | appear at most once | "
    "occur at most once | exist only once | only appear once | "
    "only occur once | only exist once | be used only once | used only once | only be used once | there only once | "
    "appear just once | appear once | occur once | be there only once | appear twice | occur twice | exist twice | "
    "used twice | be there twice | repeat | be repeated | only appear at most once"
)
_WITHIN = phrases(
    "per | within | within each | within a | in each | for each | for every | inside | across | in the same | "
    "within the same | on the same | for the same | within one | in one | "
    "per each | in a | together with | along with | "
    "in combination with | on one | on each | for one | among | for a | of the same | of one | of each"
)
_IGNORING = phrases("ignoring case | ignoring the case | case-insensitively | case insensitively | regardless of case")
_BEFORE_CASE = (",", "(")


def read(said: Said, at: int, scene: Scene) -> tuple[Findings, int]:
    """What is unique from now on, or need not be so; instead of the columns alone where that is said."""
    end, is_denied = _told(said, at)
    if end == at or not said.is_told:
        return (), at
    subject = said.subject
    if is_denied:
        gone = UnconstrainAsk(entity=subject.entity, kind="unique", attributes=subject.attributes, quote=said.quote)
        return (gone,), end
    more, end = _others(said.tokens, end, said, scene)
    case = ends_after_any(said.tokens, skipped(said.tokens, end, *_BEFORE_CASE), _IGNORING)
    is_ignoring = case > skipped(said.tokens, end, *_BEFORE_CASE)
    names = tuple(dict.fromkeys((*more, *subject.attributes)))
    key = UniqueAsk(entity=subject.entity, attributes=names, ignoring_case=is_ignoring, quote=said.quote)
    alone = UnconstrainAsk(entity=subject.entity, kind="unique", attributes=subject.attributes, quote=said.quote)
    return ((alone, key) if more and said.is_replacing else (key,)), case if is_ignoring else end


def _told(said: Said, at: int) -> tuple[int, bool]:
    """Where the words for it end, and whether they deny it; "must not appear twice" does not."""
    unique, once = ends_after_any(said.tokens, at, _UNIQUE), ends_after_any(said.tokens, at, _ONCE)
    if once > at:
        is_twice = said.tokens[once - 1].is_word("twice", "repeat", "repeated")
        return (once, False) if is_twice == said.is_negated else (at, False)
    return unique, said.is_negated


def _others(tokens: Tokens, at: int, said: Said, scene: Scene) -> tuple[tuple[str, ...], int]:
    """The columns "per" which it is so; "(a + b)" behind tells them all again."""
    within = ends_after_any(tokens, at, _WITHIN)
    found: list[str] = []
    end = at
    if within > at:
        end = within
        while end < len(tokens):
            after = _column(tokens, end, said.subject.entity, found, scene)
            if after == end:
                break
            end = after
    if not found:
        end = next((i for i in range(end, min(end + 3, len(tokens))) if tokens[i].kind is Kind.GROUP), at)
    if end < len(tokens) and tokens[end].kind is Kind.GROUP:
        told = [one.attribute for one in columns_in(tokens[end].inside, said.subject.entity, scene)]
        if told:
            return (*found, *(name for name in told if name not in found)), end + 1
    return tuple(found), end


def _column(tokens: Tokens, at: int, entity: str, found: list[str], scene: Scene) -> int:
    place = skipped(tokens, at, "and", ",", "the", "a", "same", "each", "every", "one", "given")
    columns = columns_in(tokens[place : place + 4], entity, scene)
    if columns and columns[0].start == 0:
        found.append(columns[0].attribute)
        return place + columns[0].end
    one = table_at(tokens, place, scene) if place < len(tokens) else None
    column = _reference(entity, one.entity, scene) if one is not None else None
    if one is None or column is None or tokens[place].is_in(lexicon.NOT_A_NOUN):
        return at
    found.append(column)
    return one.end


def _reference(entity: str, parent: str, scene: Scene) -> str | None:
    """The column that leads to the other table: "country_id", or "country_code" where it is the only one so called."""
    column = column_of(entity, words_of(parent.replace(" ", "_")), scene)
    known = scene.entities[entity].attributes
    alike = [name for key, name in known.items() if key.startswith(f"{parent} ")]
    return column or (alike[0] if len(alike) == 1 else None)
