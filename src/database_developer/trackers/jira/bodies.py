"""Texts as Jira holds them: documents or wiki text, whichever comes."""

from __future__ import annotations

from typing import Any

from database_developer.model.message import Message
from database_developer.trackers.jira import adf, wiki
from database_developer.trackers.jira.marking import marked
from database_developer.trackers.jira.members import unreadable
from database_developer.trackers.jira.read_text import ReadText

Json = Any
_LIMIT = 32_767  # characters, of all markups
_FOR_THE_MARK = 700  # characters of them; a document's own signs are counted


def read(body: Json, where: str, path: str) -> ReadText:
    """The blocks of a body, whichever markup it is in; TicketUnreadable where it is in none."""
    if body is None:
        return ReadText()
    if isinstance(body, str):
        return wiki.read(body, where)
    if isinstance(body, dict):
        return adf.read(body, where)
    raise unreadable(where, f'"{path}" is neither a document nor a text')


def as_document(message: Message, marker: str) -> Json:
    """The message as a document, with its mark as the last line."""
    document = adf.build(message, marker, _LIMIT - _FOR_THE_MARK)
    document["content"].extend(adf.build(marked(marker))["content"])
    return document


def as_wiki(message: Message, marker: str) -> Json:
    """The message as wiki text, with its mark as the last line."""
    return f"{wiki.build(message, _LIMIT - _FOR_THE_MARK).rstrip()}\n\n{wiki.build(marked(marker)).strip()}"


def ticked(body: Json, criteria: tuple[str, ...]) -> Json:
    """The body with these boxes ticked; None where there is nothing to tick."""
    return wiki.tick(body, criteria) if isinstance(body, str) else adf.tick(body, criteria)
