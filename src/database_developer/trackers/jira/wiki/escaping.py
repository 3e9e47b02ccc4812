"""Foreign text in wiki text: what would mean something there becomes an HTML entity.

An entity is one means for all cases. A backslash is not: two of them are a line break, it does nothing before a
letter (h1.), and whoever looks for mentions in the raw text may not know it.
"""

from __future__ import annotations

import re

# A sign between two letters marks nothing (long-term, snake_case), nor does one between two spaces.
_SPECIAL = re.compile(
    r"""
      [\\{}\[\]|^]
    | &(?=\#?\w+;)
    | (?<![^\W_])[*_~+-](?=\S)
    | (?<=\S)[*_~+-](?![^\W_])
    | !(?=\S) | (?<=\S)!
    | \?(?=\?) | (?<=\?)\?
    | \((?=(?:[/!?+*xyin-]|on|off|\*[rgby]|flag|flagoff)\))
    | [:;](?=-?[()DPp|])
    """,
    re.VERBOSE,
)
_LEADING = re.compile(r"^(?P<word>\s*(?:h[1-6]|bq))\.|^(?P<before>\s*)(?P<sign>[#*-])(?=[#*-]*(?:\s|$))")
_IN_CODE = re.compile(r"[^\w\s.,/=<>'\":]|:(?=\S|$)")  # a colon may draw a face, but not before a space


def escaped(text: str) -> str:
    """The text such that it reads as it stands within a line."""
    return _SPECIAL.sub(lambda found: _entity(found[0]), text)


def in_code(text: str) -> str:
    """The text such that it reads as it stands between double braces, where other marks count too."""
    return _IN_CODE.sub(lambda found: _entity(found[0]), text)


def led(written: str) -> str:
    """A line of wiki text whose first signs make no heading, quotation, list or rule of it."""
    return _LEADING.sub(_harmless, written)


def _harmless(found: re.Match[str]) -> str:
    return f"{found['word']}{_entity('.')}" if found["word"] else f"{found['before']}{_entity(found['sign'])}"


def _entity(sign: str) -> str:
    return f"&#{ord(sign)};"
