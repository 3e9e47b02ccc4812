"""The Markdown of pages and comments: sections, quotes of the ticket, links to files."""

from __future__ import annotations

from database_developer.model.markdown import bullets, code, escaped, fenced, line, plain, table
from database_developer.model.quote import Quote

__all__ = [
    "bullets",
    "code",
    "escaped",
    "fenced",
    "line",
    "link",
    "page",
    "plain",
    "quotation",
    "section",
    "table",
]


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
