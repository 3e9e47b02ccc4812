"""The only values there may be, and those that come to them: "nothing but open, shut and lost"."""

from __future__ import annotations

import re

from database_developer.model.request import AllowedAsk
from database_developer.reading.grammar import lexicon
from database_developer.reading.grammar.findings import Findings
from database_developer.reading.plain_words.gist import Gist, any_of, pattern
from database_developer.reading.plain_words.spoken import Spoken

_VALUE = r"(?:L|[a-z][\w-]*)"
_LIST = rf"({_VALUE}(?: ?(?:,|/|\|) ?{_VALUE})*(?: ?,? ?(?:or|and) {_VALUE}))"
_CLOSED = pattern(
    any_of(
        rf"(?:nothing but|no other values? than|nothing other than|nothing else than|only|one of|either|limited to|"
        rf"restricted to|restrict C to|limit C to|values?|choose from|chosen from|out of|options are|none but|just|"
        rf"exactly)"
        rf"(?: values?| one of| be| ever be| these| three| four| two)* ?:? ?{_LIST}",
        rf"{{must}} (?:either )?be (?:either |one of |one of these )?:? ?{_LIST}$",
        rf"{{may}} (?:only )?be (?:only |either )?:? ?{_LIST}$",
        rf"{_LIST} (?:are|is|being) (?:only|sole|allowed|possible|valid|permitted)",
        rf"{_LIST} only",
    )
)
_FURTHER = pattern(
    any_of(
        r"(?:further|another|new|additional|fourth|fifth|sixth|third|extra|one more|next) (?:value|option|choice|C)s?"
        r" ?(?:,|:|is|called|named)? ?(L|[a-z][\w-]+)$",
        r"(?:besides|next to|in addition to|apart from|on top of) .* (L|[a-z]+_[a-z_]+)$",
        r"(?:allow|accept|add|permit|support|introduce|know|include) (?:also |value |new value |"
        r"values )*(L(?:(?: ?,| and| or) L)*)"
        r" (?:too|as well|as C|for C|in C|to C|as further|as another|as value|as new)",
    )
)
_NO_VALUE = lexicon.NOT_A_NOUN - lexicon.words("open new no none other")
_NOT_CLOSED = pattern(
    r"not only|not just|required|mandatory|optional|unique|nullable|empty|null|index|default|C or C|positive|negative"
)


def read(spoken: Spoken) -> Findings:
    """The set that closes, or the values that come to it."""
    if len(spoken.attributes) != 1 or spoken.is_denied or spoken.is_allowed or _NOT_CLOSED.search(spoken.text):
        return ()
    (name,) = spoken.attributes
    further = _FURTHER.search(spoken.text)
    if further is not None:
        place = next(at for at in range(1, len(further.groups()) + 1) if further[at])
        values = _values(spoken.gist, *further.span(place))
        return (_ask(spoken, name, values, is_further=True),) if values else ()
    closed = _CLOSED.search(spoken.text)
    if closed is None:
        return ()
    place = next(at for at in range(1, len(closed.groups()) + 1) if closed[at])
    values = _values(spoken.gist, *closed.span(place))
    return (_ask(spoken, name, values, is_further=False),) if len(values) > 1 else ()


def _ask(spoken: Spoken, name: str, values: tuple[str, ...], *, is_further: bool) -> AllowedAsk:
    return AllowedAsk(entity=spoken.entity, attribute=name, values=values, is_further=is_further, quote=spoken.quote)


def _values(gist: Gist, start: int, end: int) -> tuple[str, ...]:
    """The values as they are written; () where one of them is a word that builds sentences."""
    found: list[str] = []
    for match in re.finditer(r"L|[a-z][\w-]*", gist.text[start:end]):
        token = gist.token_at(start + match.start())
        if token is None or token.is_word("or", "and"):
            continue
        if not token.is_literal and token.lower in _NO_VALUE:
            return ()
        found.append(token.text)
    return tuple(dict.fromkeys(found))
