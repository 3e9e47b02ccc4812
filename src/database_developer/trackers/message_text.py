"""The texts of a message made fit for any markup: nothing invisible, whole characters, addresses that are addresses."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from database_developer.model.markdown import INVISIBLE
from database_developer.model.message import Line, Sheet

_HALVES = re.compile(r"[\ud800-\udfff]")  # half characters, which no file and no database takes
_CONTROL_IN_CODE = re.compile(rf"(?![\t\n])(?:{INVISIBLE.pattern})|[\x0b\x0c\x85]")
_LANGUAGE = re.compile(r"[a-z][a-z0-9+#-]*")
_ADDRESS_SIGNS = "/:?#@!$&'()*+,;=%~-._"


def whole_characters(text: str) -> str:
    """The text with a sign in the place of each half character."""
    return _HALVES.sub("\ufffd", text)


def words(text: str) -> str:
    """The text with single spaces between its words, one kept at its ends, and nothing that cannot be seen."""
    return re.sub(r"\s+", " ", INVISIBLE.sub(" ", whole_characters(text)))


def code(text: str) -> str:
    """The code with line breaks of one kind and nothing that cannot be seen."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL_IN_CODE.sub(" ", whole_characters(unified))


def language(name: str) -> str:
    """The language's name in lower case; "" where it is none."""
    return name.lower() if _LANGUAGE.fullmatch(name.lower()) else ""


def address(url: str) -> str:
    """The address with all but its own signs as percent codes; "" where it is none of the web."""
    bare = whole_characters(url.strip())
    try:
        parts = urlsplit(bare)
    except ValueError:
        return ""
    is_web = parts.scheme in {"http", "https"} and bool(parts.netloc)
    return quote(bare, safe=_ADDRESS_SIGNS) if is_web else ""


def even(sheet: Sheet) -> tuple[tuple[Line, ...], ...]:
    """The header and the rows of a sheet, as many cells in each; nothing where there are no cells."""
    rows = (sheet.header, *sheet.rows)
    width = max(map(len, rows))
    return tuple((*row, *[()] * (width - len(row))) for row in rows) if width else ()
