""" "... should default to 'new'", "... starts out as `new`", "... no longer has a default"."""

from __future__ import annotations

from database_developer.model.request import AlterAsk
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.grammar.matching import ends_after_any, phrases, skipped
from database_developer.reading.grammar.predicates.said import Said
from database_developer.reading.grammar.tokens import Kind, Token
from database_developer.reading.grammar.values import default_at
from database_developer.reading.scene import Scene

_STARTS = phrases(
    "start as | start out as | start with | starts as | starts out as | starts with | begin as | begins as | "
    "begin with | starts at | start at | be filled with | preset to | initially | initialised to | initialized to | "
    "start out with | start off as | starts off as | have the default | has the default"
)
_AS_DEFAULT = phrases("as default | as its default | as the default | as a default | as default value | by default")
_INTRO = ("have", "has", "get", "gets", "a", "the", "new", "with", "its", "set", "of", "an")


def read(said: Said, at: int, scene: Scene) -> tuple[Findings, int]:
    """The value that rows get where none is given; none where the default goes."""
    place = skipped(said.tokens, at, *_INTRO)
    is_named = place < len(said.tokens) and said.tokens[place].is_word("default", "defaults", "defaulting")
    if said.is_negated:
        return (_asks(said, ""), skipped(said.tokens, place + 1, "value")) if is_named else ((), at)
    starts = at if "default" in said.helpers else ends_after_any(said.tokens, place, _STARTS)
    if "default" in said.helpers or starts > place:
        value, end = _value(said, skipped(said.tokens, starts, "to", "as"), at)
    elif is_named:
        value, end = default_at(said.tokens, place)
    else:
        value, end = _as_default(said, at)
    is_told = bool(value) and end > at and value.lower() not in {"value", "values"}
    return (_asks(said, value), end) if is_told else ((), at)


def _value(said: Said, place: int, at: int) -> tuple[str, int]:
    value, end = default_at((_word("default", said), *said.tokens[place:]), 0)
    return (value, end + place - 1) if value else ("", at)


def _as_default(said: Said, at: int) -> tuple[str, int]:
    """ "... with `new` as its default", "... should be `new` by default"."""
    if said.tokens[at].is_word("with"):
        value, end = _value(said, at + 1, at)
        behind = ends_after_any(said.tokens, end, _AS_DEFAULT)
        return (value, behind) if value and behind > end else ("", at)
    return _by_default(said, at)


def _by_default(said: Said, at: int) -> tuple[str, int]:
    """ "... should be `new` by default"."""
    value, end = default_at(said.tokens, at)
    return (
        (value, end) if end > at and said.tokens[end - 1].is_word("default", "otherwise", "given", "said") else ("", at)
    )


def _word(text: str, said: Said) -> Token:
    first = said.tokens[0]
    return Token(kind=Kind.WORD, text=text, lower=text, start=first.start, end=first.start)


def _asks(said: Said, value: str) -> Findings:
    subject = said.subject
    return tuple(
        AlterAsk(entity=subject.entity, attribute=name, default=value, quote=said.quote) for name in subject.attributes
    )
