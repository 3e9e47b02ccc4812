"""What is done to texts, one function a step; each gives NULL for NULL and never fails."""

from __future__ import annotations

from dataclasses import replace

from database_developer.design.fillings.conversions import as_text
from database_developer.design.fillings.patterns import bracket, members, quoted, replacement
from database_developer.design.fillings.terms import Term
from database_developer.model.quoting import literal
from database_developer.model.recipe import (
    After,
    Before,
    Cut,
    Lower,
    Number,
    Piece,
    Replace,
    ReplaceCharacters,
    Trim,
    Upper,
    Word,
)

SPACES = r" \t\n\r\f\v"  # in a regular expression
SPACES_QUOTED = r"E' \t\n\r\f\x0b'"  # as a string; older servers take its \v for a "v"
TextStep = After | Before | Cut | Lower | Number | Piece | Replace | ReplaceCharacters | Trim | Upper | Word


def text_step(term: Term, step: TextStep) -> Term:
    """The text after the step."""
    text = as_text(term)
    match step:
        case Before() | After() | Piece() | Word() | Number() | Cut() | Trim():
            return _part(text, step)
        case Lower():
            return _lower(text)
        case Upper():
            return text.made(f"upper({text.sql})", may_be_empty=text.may_be_empty)
        case Replace():
            return _replace(text, step)
        case ReplaceCharacters():
            return _replace_characters(text, step)


def _part(text: Term, step: Before | After | Piece | Word | Number | Cut | Trim) -> Term:
    """A part of the text: made of the same characters, and no longer."""
    match step:
        case Before():
            sql = _before(text.sql, step)
        case After():
            sql = _after(text.sql, step)
        case Piece():
            sql = f"split_part({text.sql}, {literal(step.separator)}, {step.number})"
        case Word():
            sql = _word(text.sql, step)
        case Number():
            sql = f"substring({text.sql} FROM '[0-9]+(?:[.][0-9]+)?')"
        case Cut():
            sql = f"{'right' if step.last else 'left'}({text.sql}, {step.length})"
        case Trim():
            sql = f"btrim({text.sql}, {SPACES_QUOTED})"
    longest = text.longest
    if isinstance(step, Cut):
        longest = step.length if longest is None else min(longest, step.length)
    may_be_null = text.may_be_null or isinstance(step, Number)
    may_be_empty = not isinstance(step, Number) and (text.may_be_empty or not isinstance(step, Cut))
    return replace(text, sql=sql, longest=longest, values=None, may_be_null=may_be_null, may_be_empty=may_be_empty)


def _before(sql: str, step: Before) -> str:
    if not step.last:
        return f"split_part({sql}, {literal(step.mark)}, 1)"
    pattern = f"^(.*){quoted(step.mark)}.*$"
    return rf"regexp_replace({sql}, {literal(pattern)}, '\1')"


def _after(sql: str, step: After) -> str:
    mark = literal(step.mark)
    found = (
        f"split_part({sql}, {mark}, -1)" if step.last else f"substr({sql}, strpos({sql}, {mark}) + {len(step.mark)})"
    )
    return f"CASE WHEN strpos({sql}, {mark}) = 0 THEN '' ELSE {found} END"


def _word(sql: str, step: Word) -> str:
    spaces = literal(f"[{SPACES}]+")
    trimmed = f"btrim({sql}, {SPACES_QUOTED})"
    return f"split_part(regexp_replace({trimmed}, {spaces}, ' ', 'g'), ' ', {step.number})"


def _lower(text: Term) -> Term:
    """Lower case may be longer than what it was made of, unless all its characters are known."""
    known = text.characters
    return text.made(
        f"lower({text.sql})",
        is_lower=True,
        may_be_empty=text.may_be_empty,
        longest=text.longest if known is not None else None,
        characters=frozenset("".join(known).lower()) if known is not None else None,
    )


def _replace(text: Term, step: Replace) -> Term:
    sql = f"replace({text.sql}, {literal(step.old)}, {literal(step.new)})"
    grows = len(step.new) > len(step.old)
    characters = text.characters | frozenset(step.new) if text.characters is not None else None
    is_lower = text.is_lower and step.new == step.new.lower()
    may_be_empty = text.may_be_empty or not step.new
    longest = None if grows else text.longest
    return text.made(sql, is_lower=is_lower, characters=characters, longest=longest, may_be_empty=may_be_empty)


def _replace_characters(text: Term, step: ReplaceCharacters) -> Term:
    pattern = bracket(step.characters, others=step.others, is_lower=text.is_lower)
    sql = f"regexp_replace({text.sql}, {literal(pattern)}, {literal(replacement(step.new))}, 'g')"
    kept = members(step.characters)
    if text.is_lower:
        kept = frozenset(character for character in kept if not character.isupper())
    known = kept | frozenset(step.new) if step.others else None
    return text.made(
        sql,
        is_lower=text.is_lower and step.new == step.new.lower(),
        characters=known,
        longest=text.longest if len(step.new) <= 1 else None,
        may_be_empty=text.may_be_empty or not step.new,
    )
