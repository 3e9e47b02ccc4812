"""Tickets with comments, files, related tickets and answers, read and asked about."""

from __future__ import annotations

from collections.abc import Iterable

from database_developer.model.request import AttributeAsk, Fate, Question, Request
from database_developer.model.ticket import Attachment, Paragraph, RelatedTicket, Ticket
from database_developer.reading import Vocabulary, read
from database_developer.trackers.attachments import attachment_of
from database_developer.trackers.blocks import blocks_of
from database_developer.trackers.comments import comments_of

SHOP = Vocabulary(
    tables={"users": ("id", "email"), "orders": ("id", "total", "legacy_code", "user_id"), "items": ("id", "order_id")},
    unindexed={"orders": ("user_id",), "items": ("order_id",)},
)


def told(
    body: str,
    *comments: tuple[str, str],
    files: dict[str, str | bytes] | None = None,
    answers: Iterable[str] = (),
    related: tuple[RelatedTicket, ...] = (),
    summary: str = "a ticket",
) -> Request:
    """The request of a ticket by Ann, which Bob works on; each comment is its author and its text."""
    said = "\n".join(
        f"### {100 + place}: {who}, 2026-01-{place:02}\n{text}" for place, (who, text) in enumerate(comments, 1)
    )
    ticket = Ticket(
        key="T-1",
        summary=summary,
        blocks=blocks_of(body),
        reporter="Ann",
        assignee="Bob",
        comments=comments_of(said, "T-1.comments.md", "Ann", "Bob"),
        attachments=tuple(attached(name, data) for name, data in (files or {}).items()),
        answers=tuple(Paragraph(text=text, line=line) for line, text in enumerate(answers, 1)),
        related=related,
    )
    return read(ticket, SHOP)


def attached(name: str, data: str | bytes) -> Attachment:
    raw = data.encode() if isinstance(data, str) else data
    return attachment_of(name, raw, len(raw))


def types(request: Request) -> dict[str, str | None]:
    return {ask.attribute: ask.type or ask.hint for ask in request.asks if isinstance(ask, AttributeAsk)}


def fate(request: Request, text: str) -> Fate:
    (found,) = {sentence.fate for sentence in request.sentences if sentence.quote.text == text}
    return found


def question(request: Request, start: str) -> Question:
    (found,) = [one for one in request.questions if one.id.startswith(start)]
    return found
