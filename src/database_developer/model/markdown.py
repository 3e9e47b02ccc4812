"""Markdown in which foreign text can do no harm: every piece is escaped where it is put."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

# A dash before a word is among them, since "-so-" is struck out in some markups.
SPECIAL = re.compile(r"[\\`*\[\]<>~$]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|&(?=#?\w+;)|(?<![^\s(])-(?=[A-Za-z])")
LEADING = re.compile(r"^(?:([#+\-=:|!])|(\d+|h[1-6])([.)])(?=\s|$))")
CODE_SPAN = re.compile(r"(?<!`)`([^`]+)`(?!`)")
INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u200b\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")


def plain(text: str) -> str:
    """The text on one line, without characters that cannot be seen."""
    return " ".join(INVISIBLE.sub(" ", text).split())


def line(text: str) -> str:
    """Foreign text as one line of Markdown that reads as the text does; code spans stay."""
    pieces = CODE_SPAN.split(plain(text))
    written = "".join(code(piece) if place % 2 else escaped(piece) for place, piece in enumerate(pieces))
    return led(written)


def led(written: str) -> str:
    """A line of Markdown whose first signs make no list, heading or the like of it."""
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


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") or " " for cell in cells) + " |"


def _longest_run(text: str) -> int:
    return max((len(run) for run in re.findall(r"`+", text)), default=0)
