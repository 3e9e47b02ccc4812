"""Markdown in which foreign text can do no harm: every piece is escaped where it is put."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from database_developer.model.request import Quote

SPECIAL = re.compile(r"[\\`*\[\]<>~$]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|&(?=#?\w+;)")
LEADING = re.compile(r"^(?:([#+\-=:|!])|(\d+)([.)])(?=\s|$))")
CODE_SPAN = re.compile(r"(?<!`)`([^`]+)`(?!`)")
INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u200b\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")


def plain(text: str) -> str:
    """The text on one line, without characters that cannot be seen."""
    return " ".join(INVISIBLE.sub(" ", text).split())


def line(text: str) -> str:
    """Foreign text as one line of Markdown that reads as the text does; code spans stay."""
    pieces = CODE_SPAN.split(plain(text))
    written = "".join(code(piece) if place % 2 else escaped(piece) for place, piece in enumerate(pieces))
    return LEADING.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", written)


def escaped(text: str) -> str:
    """The text with every character that means something to Markdown made harmless."""
    return SPECIAL.sub(lambda found: "\\" + found[0], text)


def code(text: str) -> str:
    """The text as a code span, whatever back-ticks are in it."""
    inner = plain(text)
    if not inner:
        return ""
    fence = "`" * (_longest_run(inner) + 1)
    pad = " " if inner.startswith("`") or inner.endswith("`") else ""
    return f"{fence}{pad}{inner}{pad}{fence}"


def fenced(text: str, language: str = "") -> str:
    """The text as a code block, whatever back-ticks are in it."""
    fence = "`" * max(3, _longest_run(text) + 1)
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are Markdown already; "" where there are no rows."""
    body = [_row(cells) for cells in rows]
    return "\n".join([_row(header), _row(["---"] * len(header)), *body]) if body else ""


def bullets(items: Iterable[str]) -> str:
    """A list of items that are Markdown already."""
    return "\n".join(f"- {item}" for item in items)


def section(title: str, *parts: str, level: int = 2) -> str:
    """A heading and what is under it; "" where that is nothing."""
    body = [part for part in parts if part]
    return "\n\n".join([f"{'#' * level} {title}", *body]) if body else ""


def page(*parts: str) -> str:
    """Parts with an empty line between them, as a file."""
    return "\n\n".join(part for part in parts if part) + "\n"


def quotation(quote: Quote) -> str:
    """Words of the ticket, the line they stand on, and where that is other than in its description."""
    where = "" if quote.origin == "description" else f"{line(quote.origin)}, "
    return f"“{line(quote.text)}” ({where}line {quote.line})"


def link(text: str, target: str) -> str:
    """A link to a file; the target is a path made by ``paths``."""
    return f"[{escaped(plain(text))}]({target.replace('%', '%25')})"


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") or " " for cell in cells) + " |"


def _longest_run(text: str) -> int:
    return max((len(run) for run in re.findall(r"`+", text)), default=0)
