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
_INTRO = ("have", "has", "get", "gets", "a", "the", "new", "with", "its", "set", "of", "an")


def read(said: Said, at: int, scene: Scene) -> tuple[Findings, int]:
    """The value that rows get where none is given; none where the default goes."""
    place = skipped(said.tokens, at, *_INTRO)
    if said.is_negated and place < len(said.tokens) and said.tokens[place].is_word("default"):
        return _asks(said, ""), skipped(said.tokens, place + 1, "value")
    starts = ends_after_any(said.tokens, place, _STARTS)
    starts = at + 1 if "default" in said.helpers and said.tokens[at].is_word("to", "as") else starts
    is_start = starts > place
    token = said.tokens[place : place + 1]
    if "default" in said.helpers and at == starts - 1:
        is_start = True
    if is_start:
        value, end = default_at((_word("default", said), *said.tokens[starts:]), 0)
        end = end + starts - 1 if value else at
    elif token and token[0].is_word("default", "defaults", "defaulting"):
        value, end = default_at(said.tokens, place)
    else:
        value, end = _by_default(said, at)
    if not value or end == at or said.is_negated:
        return (), at
    return _asks(said, value), end


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
